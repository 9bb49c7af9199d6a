"""`make load`: the machines of many offices against one server on loopback; writes docs/load.md.

Two machines an office, each enrolled with a key of its own. First a busy hour: both listen by long polls, one writes
small batches at random moments and the other fetches them. Then some machines write without a pause, to see what gives
way first.
"""

import asyncio
import os
import random
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from urllib.parse import urlsplit

from desk.server.database import Database
from desk.server.devices import make_code
from desk.settings import PROJECT
from tests.bench.load_machine import Machine, Told
from tests.bench.parts import program
from tests.postgres import new_database, postgres_server

OFFICES = int(os.environ.get("OFFICES", "500"))
SECONDS = int(os.environ.get("SECONDS", "60"))
PAUSE = float(os.environ.get("PAUSE", "30"))
WORKERS, WRITERS = 2, 24
JOIN_SECONDS = 180
PAGE = PROJECT / "docs" / "load.md"
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Used:
    """Processor seconds so far, and memory now."""

    server: float
    database: float
    server_bytes: int
    connections: int


def main() -> None:
    if not 1 <= OFFICES <= 2000 or not 10 <= SECONDS <= 600:
        raise SystemExit("OFFICES: 1 to 2000; SECONDS: 10 to 600")
    with ExitStack() as running:
        pattern = running.enter_context(postgres_server(safe=True))
        address = new_database(pattern)
        url = running.enter_context(program("-m", "desk", "serve", "--database", address, "--port", "0"))
        database = Database(address)
        running.callback(database.close)
        seconds = int(time.time())
        codes = [make_code(database, seconds, home=f"office-{n % OFFICES}") for n in range(2 * OFFICES)]
        shares = [
            [codes[n + half * OFFICES] for n in range(worker, OFFICES, WORKERS) for half in (0, 1)]
            for worker in range(WORKERS)
        ]
        server = _server_of(os.getpid())
        context = get_context("spawn")
        all_there = context.Barrier(WORKERS + 1)
        pool = running.enter_context(ProcessPoolExecutor(WORKERS, context, initializer=know, initargs=(all_there,)))
        usual, before, after = _phase(pool, all_there, server, pattern, url, shares, PAUSE, 2 * SECONDS / 3)
        few = [share[: WRITERS // WORKERS] for share in _fresh(database, WRITERS)]
        flat, before_flat, after_flat = _phase(pool, all_there, server, pattern, url, few, 0.0, SECONDS / 3)
        size = _size(database)
    page = _page(usual, before, after, 2 * SECONDS / 3, flat, before_flat, after_flat, SECONDS / 3, size)
    PAGE.write_text(page, encoding="utf-8")
    print(page)


def _fresh(database: Database, many: int) -> list[list[str]]:
    codes = [make_code(database, int(time.time()), home=f"writer-{n}") for n in range(many)]
    return [codes[worker::WORKERS] for worker in range(WORKERS)]


_all_there: list[Barrier] = []


def know(all_there: Barrier) -> None:
    """In each process of machines: where all meet before the clock runs."""
    _all_there.append(all_there)


def _phase(
    pool: ProcessPoolExecutor,
    all_there: Barrier,
    server: int,
    pattern: str,
    url: str,
    shares: list[list[str]],
    pause: float,
    seconds: float,
) -> tuple[Told, Used, Used]:
    """All machines join, then the clock runs."""
    jobs = [pool.submit(work, url, share, pause, seconds, n) for n, share in enumerate(shares)]
    all_there.wait(JOIN_SECONDS)
    before = _used(server, pattern)
    wait(jobs)
    after = _used(server, pattern)
    told = Told()
    for job in jobs:
        found: Told = job.result()
        for name, values in found.seconds.items():
            told.seconds[name] += values
        for name, many in found.faults.items():
            told.faults[name] += many
        told.entries_sent += found.entries_sent
        told.entries_got += found.entries_got
        told.bytes_sent += found.bytes_sent
        told.bytes_got += found.bytes_got
    return told, before, after


def work(url: str, codes: list[str], pause: float, seconds: float, seed: int) -> Told:
    """In a process of its own: machines in pairs of one office, the first of each writes."""
    return asyncio.run(_work(url, codes, pause, seconds, seed))


async def _work(url: str, codes: list[str], pause: float, seconds: float, seed: int) -> Told:
    parts, told = urlsplit(url), Told()
    machines = [
        Machine(parts.hostname or "", parts.port or 0, code, told, random.Random(f"{seed} {n}"))
        for n, code in enumerate(codes)
    ]
    for machine in machines:
        await machine.join()
    joined = {name: list(values) for name, values in told.seconds.items()}
    told.seconds.clear()
    told.bytes_sent = told.bytes_got = 0
    _all_there[0].wait(JOIN_SECONDS)
    until = asyncio.get_running_loop().time() + seconds
    jobs = [machine.write(until, pause) for machine in (machines if not pause else machines[::2])]
    if pause:
        jobs += [machine.listen(until) for machine in machines] + [machine.look(until) for machine in machines]
    await asyncio.gather(*jobs)
    for machine in machines:
        machine.close()
    told.seconds.update(joined)
    return told


def _processes() -> Iterator[tuple[int, int, float, str]]:
    """Number, parent's number, processor seconds and command line of every process. The seconds of a PostgreSQL hold
    those of its ended backends: a pool closes some on the way."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            words, command = stat.read_text().rpartition(")")[2].split(), (stat.parent / "cmdline").read_text()
        except OSError:  # it has just ended
            continue
        own = 13 if "postgres: " in command or "\0serve\0" in command else 15
        yield int(stat.parent.name), int(words[1]), sum(map(int, words[11:own])) / _TICKS, command


def _server_of(parent: int) -> int:
    return next(number for number, its, _cpu, command in _processes() if its == parent and "\0serve\0" in command)


def _used(server: int, pattern: str) -> Used:
    """Of the server, and of the PostgreSQL that serves it (its backends stay as long as the server)."""
    every, folder = list(_processes()), pattern.rpartition("host=")[2]
    mother = next(number for number, _its, _cpu, command in every if f"\0{folder}/data\0" in command)
    ours = [(cpu, command) for number, its, cpu, command in every if mother in (number, its)]
    memory = int(Path(f"/proc/{server}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return Used(
        next(cpu for number, _its, cpu, _command in every if number == server),
        sum(cpu for cpu, _command in ours),
        memory,
        sum(command.startswith("postgres: desk ") for _cpu, command in ours),
    )


def _size(database: Database) -> tuple[int, int]:
    """Entries stored, bytes of the tables that grow with them."""
    with database.read() as connection:
        many = connection.exec_driver_sql("SELECT count(*) FROM entry").scalar_one()
        bytes_ = connection.exec_driver_sql(
            "SELECT sum(pg_total_relation_size(part)) FROM unnest('{entry,record}'::text[]) AS named, "
            "pg_partition_tree(named::regclass) AS tree(part, above, is_leaf, depth)"
        ).scalar_one()
    return int(many), int(bytes_)


def _at(values: list[float], share: float) -> str:
    ordered = sorted(values)
    return f"{ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000:.1f}"


def _table(told: Told, seconds: float) -> list[str]:
    lines = ["| operation | how many | per second | p50 ms | p95 ms | p99 ms |", "|---|---|---|---|---|---|"]
    for name in ("enrol", "token", "push", "pull", "round without news"):
        if values := told.seconds.get(name):
            rate = "–" if name in ("enrol", "token") else f"{len(values) / seconds:.1f}"
            three = " | ".join(_at(values, share) for share in (0.5, 0.95, 0.99))
            lines.append(f"| {name} | {len(values)} | {rate} | {three} |")
    if idle := told.seconds.get("long poll without news"):
        lines.append(f"| long poll without news | {len(idle)} | {len(idle) / seconds:.1f} | – | – | – |")
    return lines


def _spent(told: Told, before: Used, after: Used, seconds: float) -> list[str]:
    server, postgres = after.server - before.server, after.database - before.database
    rounds = len(told.seconds.get("push", ())) + len(told.seconds.get("pull", ()))
    faults = ", ".join(f"{many} × {name}" for name, many in sorted(told.faults.items())) or "none"
    each = max(1, rounds)
    return [
        f"- Entries sent {told.entries_sent} ({told.entries_sent / seconds:.0f} a second), fetched {told.entries_got}; "
        f"bytes up {told.bytes_sent / 1e6:.1f} MB, down {told.bytes_got / 1e6:.1f} MB; faults: {faults}.",
        f"- Processor: server {server / seconds * 100:.0f} % of one core, PostgreSQL {postgres / seconds * 100:.0f} %. "
        f"For a round, with the long polls around it: server {server / each * 1000:.2f} ms, "
        f"PostgreSQL {postgres / each * 1000:.2f} ms.",
        f"- Memory of the server {after.server_bytes / 1e6:.0f} MB, connections to PostgreSQL {after.connections}.",
    ]


def _page(
    usual: Told, before: Used, after: Used, seconds: float,
    flat: Told, before_flat: Used, after_flat: Used, flat_seconds: float, size: tuple[int, int],
) -> str:  # fmt: skip
    many, bytes_ = size
    return "\n".join(
        [
            "# Load",
            "",
            f"`make load` writes this page: {OFFICES} offices with two machines each against one `desk serve` and one",
            f"PostgreSQL that waits for the disk, all on loopback on a machine with {os.cpu_count()} cores. "
            "What follows from it",
            "for a country is in [scale](scale.md).",
            "",
            f"## A busy hour, {seconds:.0f} seconds of it",
            "",
            f"All {2 * OFFICES} machines listen; in each office one writes 1 to 8 entries every {PAUSE:.0f} s on",
            "average, at random moments, and the other one hears of it and fetches them.",
            "",
            *_table(usual, seconds),
            "",
            *_spent(usual, before, after, seconds),
            "",
            f"## As fast as it goes, {flat_seconds:.0f} seconds",
            "",
            f"{WRITERS} machines of as many offices write such batches without a pause.",
            "",
            *_table(flat, flat_seconds),
            "",
            *_spent(flat, before_flat, after_flat, flat_seconds),
            f"- The processors give way first: {os.cpu_count()} of them carry server, PostgreSQL, senders and all "
            f"else that runs here; over the last minute {os.getloadavg()[0]:.1f} programs wanted one.",
            "",
            f"On the disk at the end: {many} entries, {bytes_ / 1e6:.0f} MB in `entry` and `record` with indexes: "
            f"{bytes_ / many:.0f} bytes an entry.",
            "",
        ]
    )


if __name__ == "__main__":
    main()
