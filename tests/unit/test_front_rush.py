"""Bar: a rush of arrivals over two kiosks and six desks, real processes on one store, killed at random."""

import os
import random
import time
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from desk.db.journal import entries
from desk.db.store import create_store, open_store
from desk.db.tables import visit
from desk.domain.journal.clock import moment_of
from desk.domain.queue import Priority, Server, Waiter, first_for, in_order
from desk.office.demo.mark import demo_secrets
from desk.office.machine.check_store import check
from desk.office.session import local, system_session
from tests.front_worker import main

ARRIVALS = int(os.environ.get("DESK_RUSH", "90"))
"""The bar is 300 (`DESK_RUSH=300`); fewer keep the suite quick."""
DESKS, KIOSKS, KILLS = 6, 2, 10
START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
LONGEST = 300
FORKS = get_context("forkserver")
"""Each machine is a process of its own, forked from one that has imported what it needs."""
FORKS.set_forkserver_preload(["tests.front_worker"])


def make_office(folder: Path) -> list[str]:
    """Six caseworkers in six rooms, and the families; every seventh has an infant."""
    store = create_store(folder, secrets=demo_secrets, now=lambda: START)
    with store.write() as unit:
        unit.put("office", name="Prova")
        workers = [
            unit.put("staff", given="A", surname=f"Operatore {number}", role="caseworker", active=1, services="")
            for number in range(DESKS)
        ]
        for number in range(DESKS):
            unit.put("room", name=f"Stanza {number}", number=number, active=1)
        for number in range(ARRIVALS):
            home = unit.put("household", code=f"TH-{number:04}", name=f"Famiglia {number}", status="active")
            if number % 7 == 0:
                who = unit.put("person", surname="Neonato", given="N", birth_date="2026-08-01")
                unit.put("membership", household=home, person=who, role="child", position=1, since="2026-09-01")
    store.close()
    return workers


class Rush:
    """The machines as processes; `kill_one` kills at once and starts it anew."""

    def __init__(self, folder: Path, workers: list[str]) -> None:
        self._folder, self._began = folder, time.time()
        names = [("kiosk", f"kiosk-{number}") for number in range(KIOSKS)] + [("desk", who) for who in workers]
        self.machines = {name: self._start(name) for name in names}

    def _start(self, name: tuple[str, str]) -> ForkServerProcess:
        facts = (str(ARRIVALS), str(KIOSKS), START.isoformat(), str(self._began))
        process = FORKS.Process(target=main, args=(str(self._folder), *name, *facts))
        process.start()
        return process

    def kill_one(self, dice: random.Random) -> None:
        name = dice.choice(sorted(self.machines))
        process = self.machines[name]
        if process.is_alive():
            process.kill()
            process.join()
            self.machines[name] = self._start(name)

    def pause(self, seconds: float) -> None:
        """Let them work, or less where all are done."""
        list(self.machines.values())[-1].join(seconds)

    def finish(self) -> None:
        for process in self.machines.values():
            process.join(LONGEST)
            assert process.exitcode == 0

    def stop(self) -> None:
        for process in self.machines.values():
            if process.is_alive():
                process.kill()
                process.join()
            process.close()


@pytest.mark.parametrize("seed", [20261124])
def test_a_rush_with_machines_killed_at_random_loses_doubles_and_starves_nobody(tmp_path: Path, seed: int) -> None:
    folder, dice = tmp_path / "office", random.Random(seed)
    workers = make_office(folder)
    rush = Rush(folder, workers)
    try:
        for _kill in range(KILLS):
            rush.pause(dice.uniform(0.1, 0.8))
            rush.kill_one(dice)
        rush.finish()
    finally:
        rush.stop()
    store = open_store(folder, secrets=demo_secrets, now=lambda: START)
    try:
        with store.read() as connection:
            rows = connection.execute(visit.select()).all()
            every = list(entries(connection))
        assert check(system_session(store)).ok
    finally:
        store.close()
    assert len(rows) == len({row.household for row in rows}) == ARRIVALS
    assert len({row.ticket for row in rows}) == ARRIVALS
    assert {(row.state, row.calls) for row in rows} == {("done", 1)}
    called = [entry.row for entry in every if entry.table == "visit" and entry.values().get("state") == "called"]
    assert sorted(called) == sorted(row.id for row in rows)
    assert all(local(row.arrived_at) <= local(row.called_at) <= local(row.left_at) for row in rows)
    follow_the_order(every)


def follow_the_order(every: list) -> None:  # type: ignore[type-arg]
    """Replay the journal: each call took whom the rule puts first for that desk, so nobody starved."""
    waiting: dict[str, Waiter] = {}
    facts: dict[str, dict[str, object]] = {}
    calls = 0
    for entry in every:
        if entry.table != "visit":
            continue
        row = facts.setdefault(entry.row, {})
        row.update(entry.values())
        if row["state"] == "waiting":
            priority = Priority(str(row["priority"])) if row.get("priority") else None
            waiting[entry.row] = Waiter(entry.row, local(str(row["arrived_at"])), None, priority)
        elif entry.row in waiting and row["state"] == "called":
            first = first_for(Server(str(row["caseworker"])), in_order(waiting.values(), moment_of(entry.at)))
            assert first is not None and first.waiter.id == entry.row
            waiting.pop(entry.row)
            calls += 1
    assert calls == ARRIVALS and not waiting
