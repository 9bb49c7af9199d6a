"""Eight processes at random on one store, and two machines apart: no overlap on the one, the same ones marked on both.

`make storm` books for a minute."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, select

from desk.db.rows import Row
from desk.db.store import Store
from desk.db.tables import appointment
from desk.errors import DeskError
from desk.office.appointments.agenda import read_coming
from desk.office.appointments.book_appointment import book_appointment, move_appointment
from desk.office.appointments.diaries import OFF, held_of
from desk.office.appointments.overlapping import overlapping
from desk.office.session import ZONE, system_session
from tests.conftest import MemorySecrets
from tests.desk_process import clean_environment
from tests.small_office import SmallOffice, build_small_office

SECONDS = float(os.environ.get("DESK_STORM", "1"))
PROCESSES = 8


def standing(connection: Connection) -> list[Row]:
    query = select(appointment).where(appointment.c.state.not_in(OFF))
    return [dict(row) for row in connection.execute(query).mappings()]


def crowd(store: Store) -> SmallOffice:
    office = build_small_office(store)
    for number in range(12):
        office.family(f"TH-{number:04}", f"Famiglia {number}")
    return office


def test_eight_processes_booking_at_random_never_hold_anybody_twice(store: Store) -> None:
    crowd(store)
    done = subprocess.run(
        [
            sys.executable, "-m", "tests.contract.booking_storm", str(store.folder),
            MemorySecrets.kept["store-key"].hex(), str(SECONDS), str(PROCESSES), os.environ.get("DESK_STORM_SEED", "1"),
        ],
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=SECONDS + 120,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    did = json.loads(done.stdout)
    assert did["book"] and sum(did.values()) > PROCESSES, did
    with store.read() as connection:
        rows = standing(connection)
    held = sorted((held_of(row) for row in rows), key=lambda each: each.start)
    for place, each in enumerate(held):
        for other in held[place + 1 :]:
            if other.start >= each.end:
                break
            assert not each.holds & other.holds, (each, other)


@pytest.mark.parametrize("seed", range(2))
def test_two_machines_apart_mark_the_same_ones_and_moving_them_leaves_none(
    store: Store, new_store: Callable[..., Store], seed: int
) -> None:
    office = crowd(store)
    there = new_store("there")
    there.receive(store.news(0).entries)
    sessions = [system_session(each) for each in (store, there)]
    luck = random.Random(seed)
    with store.read() as connection:
        families = connection.exec_driver_sql("SELECT id FROM household ORDER BY id").scalars().all()
    workers = [office.staff[name] for name in ("giulia", "paolo", "pietro")]
    for session in sessions:
        for _ in range(14):
            start = datetime(2026, 12, 1, 9, tzinfo=ZONE) + timedelta(minutes=15 * luck.randrange(20))
            try:
                book_appointment(
                    session, household=luck.choice(families), start=start, minutes=luck.choice((30, 45, 60)),
                    service="interview", caseworker=luck.choice(workers), room=luck.choice(office.rooms),
                )  # fmt: skip
            except DeskError:
                continue
    mine, theirs = store.news(0).entries, there.news(0).entries
    there.receive(mine)
    store.receive(theirs)
    marked = [{each.id: each.overlap for each in read_coming(session)} for session in sessions]
    assert marked[0] == marked[1]
    assert marked[0], "the two have met"
    for session in sessions:
        with session.store.read() as connection:
            rows = standing(connection)
        assert overlapping(rows) == marked[0]
    for number, booked in enumerate(marked[0]):
        day = datetime(2026, 12, 9, 8, 30, tzinfo=ZONE) + timedelta(days=number // 7, hours=number % 7)
        move_appointment(sessions[0], booked, start=day)
    there.receive(store.news(0).entries)
    assert all(read_coming(session) == () for session in sessions)
