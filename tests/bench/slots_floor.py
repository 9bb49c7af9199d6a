"""A joint slot (caseworker, room, interpreter) in 60 days with 5,000 bookings, against bare bitmaps.

The warm floor intersects bitmaps that are there; the cold one reads the same rows and builds the same bitmaps first.
"""

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection

from desk.db.store import Store
from desk.db.tables import appointment
from desk.db.unit import new_id
from desk.domain.slots import STEP_MINUTES, STEPS_A_DAY, Diary, Grid, Need, Request, find, steps_of
from desk.office.appointments.find_slots import find_slots
from desk.office.appointments.slot_needs import Wanted
from desk.office.demo.mark import PASSWORD
from desk.office.demo.office import build_office
from desk.office.session import ZONE, system_session
from tests.bench.parts import in_turn, new_store, timed
from tests.bench.table import Measure

BOOKINGS, DAYS, MINUTES = 5_000, 60, 60
OPEN = sum(((1 << 96) - 1) << (day * STEPS_A_DAY + 108) for day in range(DAYS))
"""Nine to five, every day, in both warm sides."""


def measures() -> list[Measure]:
    with TemporaryDirectory(prefix="desk-bench-") as scratch:
        store = new_store(Path(scratch) / "office")
        session = system_session(store)
        office = build_office(session, PASSWORD)
        workers, rooms = list(office.staff.values()), list(office.rooms.values())
        _book(store, workers, rooms)
        first = session.today()
        grid = Grid(first, DAYS)
        with store.read() as connection:
            busy = _built(connection, grid)
        people = tuple(office.staff[name] for name in ("gferrero", "mbosio", "echiavazza"))
        interpreters = (office.staff["nhaddad"],)
        needs = (Need("caseworker", people), Need("room", tuple(rooms)), Need("interpreter", interpreters))
        diaries = {name: Diary(OPEN, busy.get(name, 0)) for need in needs for name in need.candidates}
        request = Request(needs, steps_of(MINUTES))
        wanted = Wanted("interview", minutes=MINUTES, language="ar")

        def cold_floor() -> float:
            with store.read() as connection:
                return timed(lambda: _joint(_built(connection, grid), needs))

        warm = in_turn(
            lambda: timed(lambda: find(grid, diaries, request)), lambda: timed(lambda: _joint(busy, needs)), rounds=49
        )
        cold = in_turn(lambda: timed(lambda: find_slots(session, wanted)), cold_floor)
        store.close()
    return [
        Measure("joint slot, 60 days, 5,000 bookings, warm", warm[0], warm[1], 3.0),
        Measure("joint slot, 60 days, 5,000 bookings, from the store", cold[0], cold[1], 1.25),
    ]


def _book(store: Store, workers: list[str], rooms: list[str]) -> None:
    chance = random.Random(3)
    today = datetime.combine(date.today(), datetime.min.time(), UTC)
    rows = []
    for _number in range(BOOKINGS):
        start = today + timedelta(days=chance.randrange(DAYS), minutes=480 + 15 * chance.randrange(32))
        rows.append(
            {
                "id": new_id(),
                "household": new_id(),
                "service": "interview",
                "start": start.isoformat(timespec="seconds"),
                "minutes": 30,
                "caseworker": chance.choice(workers),
                "room": chance.choice(rooms),
                "state": "booked",
                "stamps": "{}",
            }
        )
    with store.write() as unit:
        unit.connection.execute(appointment.insert(), rows)


def _built(connection: Connection, grid: Grid) -> dict[str, int]:
    """Holder → taken steps, by the shortest way from the rows."""
    origin = datetime.combine(grid.first, datetime.min.time(), ZONE)
    taken: dict[str, int] = {}
    cursor = connection.connection.driver_connection.cursor()
    question = (
        "SELECT start, minutes, caseworker, room, interpreter FROM appointment WHERE start >= ? AND state = 'booked'"
    )
    for start, minutes, *holders in cursor.execute(question, (origin.astimezone(UTC).isoformat(),)).fetchall():
        step = int((datetime.fromisoformat(start) - origin).total_seconds() // 60) // STEP_MINUTES
        bitmap = ((1 << steps_of(minutes)) - 1) << max(step, 0)
        for holder in holders:
            if holder:
                taken[holder] = taken.get(holder, 0) | bitmap
    return taken


def _joint(busy: dict[str, int], needs: tuple[Need, ...]) -> int:
    """The first ten steps at which one of each is free for long enough."""
    joint, length = OPEN, steps_of(MINUTES)
    for need in needs:
        any_of = 0
        for name in need.candidates:
            free, have = OPEN & ~busy.get(name, 0), 1
            while have < length:
                step = min(have, length - have)
                free &= free >> step
                have += step
            any_of |= free
        joint &= any_of
    found = 0
    for _number in range(10):
        lowest = joint & -joint
        found += lowest.bit_length()
        joint ^= lowest
    return found
