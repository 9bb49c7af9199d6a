"""Everything that `make test` runs: style, contracts, then the tests in parallel and the types beside them."""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

BIN = Path(sys.executable).parent
CHECKS = (
    ("style", ("ruff", "check", "desk", "tests", "installers")),
    ("layout", ("ruff", "format", "--check", "-q", "desk", "tests", "installers")),
    ("contracts", ("lint-imports", "--no-cache")),
)
TYPES = ("types", ("mypy",))


def step(name: str, command: Sequence[str]) -> int:
    """The exit code; 0: all well."""
    start = time.perf_counter()
    print(f"— {name}", flush=True)
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    program = command[0] if command[0].startswith("/") else str(BIN / command[0])
    code = subprocess.call([program, *command[1:]], env=environment)
    if code:
        print(f"{name}: failed", file=sys.stderr, flush=True)
    else:
        print(f"  {name}: {time.perf_counter() - start:.0f} s", flush=True)
    return code


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only-checks", action="store_true")
    arguments = parser.parse_args()
    for name, command in CHECKS:
        if code := step(name, command):
            sys.exit(code)
    with ThreadPoolExecutor() as beside:  # one processor would have nothing to do meanwhile
        types = beside.submit(step, *TYPES)
        if not arguments.only_checks:
            jobs = ("-n", str(arguments.jobs), "--dist", "worksteal") if arguments.jobs > 1 else ()
            tests = step("tests", (sys.executable, "-m", "pytest", "-q", *jobs, "--durations", "15"))
            sys.exit(tests or types.result())
    sys.exit(types.result())


if __name__ == "__main__":
    main()
