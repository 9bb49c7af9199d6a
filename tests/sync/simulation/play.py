"""`python -m tests.sync.simulation.play --seeds 200`: a line per hundred seeds, the story of each that fails."""

import argparse
import os
import shutil
import sys
import tempfile
import time
import traceback
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from desk import i18n
from desk.db.store import create_store
from tests.conftest import MemorySecrets, memory_secrets
from tests.sync.simulation.healed import check
from tests.sync.simulation.older import make_older
from tests.sync.simulation.world import STEPS, world


def play(seed: int, folder: Path, template: Path, steps: int = STEPS) -> tuple[str, list[str]]:
    """The state at the end and the story; AssertionError carries the story where something is wrong."""
    with world(seed, folder, template) as made:
        try:
            for _number in range(steps):
                made.step()
            made.heal()
            return check(made), made.story
        except Exception as error:
            again = f"seed {seed}: make simulate SEEDS=1 FIRST={seed}"
            error.add_note("\n".join([*made.story, again]))
            raise


def _one(seed: int, template: str, key: dict[str, bytes]) -> None:
    MemorySecrets.kept.update(key)
    i18n.use("it")
    folder = Path(tempfile.mkdtemp(prefix=f"desk-seed-{seed}-", dir=_room()))
    try:
        play(seed, folder, Path(template))
    except Exception as error:  # noqa: BLE001 - not every one travels between processes
        raise AssertionError("".join(traceback.format_exception(error))) from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _room() -> str | None:
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--stop", action="store_true", help="at the first seed that fails")
    parser.add_argument("--log", type=Path, help="a file to which every line is added too")
    arguments = parser.parse_args()
    if os.environ.get("PYTHONHASHSEED") != "0":  # what lies in which page, and so where a disk is full, hangs on it
        os.execve(sys.executable, sys.orig_argv, os.environ | {"PYTHONHASHSEED": "0"})
    start, bad = time.perf_counter(), 0

    def tell(what: str) -> None:
        print(what, flush=True)
        if arguments.log:
            with arguments.log.open("a", encoding="utf-8") as log:
                log.write(f"{what}\n")

    with tempfile.TemporaryDirectory(prefix="desk-simulate-") as place:
        template = Path(place) / "store"
        create_store(template, secrets=memory_secrets).close()
        make_older(template)
        seeds = range(arguments.first, arguments.first + arguments.seeds)
        with ProcessPoolExecutor(arguments.jobs) as pool:
            played = [pool.submit(_one, seed, str(template), MemorySecrets.kept) for seed in seeds]
            for number, (seed, one) in enumerate(zip(seeds, played, strict=True), 1):
                fault = one.exception()
                if fault:
                    bad += 1
                    tell(f"seed {seed} FAILS\n{''.join(traceback.format_exception(fault))}")
                    if arguments.stop:
                        pool.shutdown(cancel_futures=True)
                        break
                if number % 100 == 0 or number == len(seeds):
                    seconds = time.perf_counter() - start
                    tell(f"seeds {seeds[0]}-{seed}: {number - bad} whole, {bad} not ({seconds:.0f} s)")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
