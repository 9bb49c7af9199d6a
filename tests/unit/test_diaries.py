"""What a search reads of the diaries in one go is what each standing appointment takes, one by one."""

import random
from datetime import date, datetime, time, timedelta

import pytest
from msgspec import structs

from desk.catalogue.services import load_services
from desk.db.store import Store
from desk.db.tables import appointment
from desk.db.unit import new_id
from desk.domain.slots import Grid, Span, bits, steps_of
from desk.office.appointments import diaries
from desk.office.appointments.diaries import OFF, held_between, taken_in_days, utc_text
from desk.office.session import ZONE

PEOPLE, ROOMS, FAMILIES = ("ada", "bea", "cloe"), ("stanza 1", "stanza 2"), ("famiglia 1", "famiglia 2")
BUFFERS = {"interview": (0, 0, 15), "home_visit": (30, 25, 0), "work": (0, 10, 5)}
BEFORE_THE_CLOCKS_GO_BACK = date(2026, 10, 22)


def some_rows(chance: random.Random) -> list[dict[str, object]]:
    midnight = datetime.combine(BEFORE_THE_CLOCKS_GO_BACK, time(), ZONE)
    return [
        {
            "id": new_id(),
            "household": chance.choice(FAMILIES),
            "service": chance.choice([*BUFFERS, "unknown", None]),
            "start": utc_text(midnight + timedelta(minutes=chance.randrange(-20 * 60, 7 * 24 * 60))),
            "minutes": chance.choice([None, 5, 30, 45, 600]),
            "caseworker": chance.choice([*PEOPLE, None]),
            "room": chance.choice([*ROOMS, None]),
            "interpreter": chance.choice(["nadia", None]),
            "others": chance.choice([None, "", "dina", "dina edo"]),
            "state": chance.choice(["scheduled", "scheduled", *OFF]),
            "stamps": "{}",
        }
        for _number in range(40)
    ]


@pytest.mark.parametrize("seed", range(8))
def test_a_diary_read_in_one_go_is_what_each_appointment_takes(
    store: Store, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    known = load_services()
    around = {
        name: structs.replace(known[name], before=before, after=after, filing=filing)
        for name, (before, after, filing) in BUFFERS.items()
    }
    monkeypatch.setattr(diaries, "load_services", lambda: around)
    rows = some_rows(random.Random(seed))
    grid = Grid(BEFORE_THE_CLOCKS_GO_BACK, 5)
    first = datetime.combine(grid.first, time(), ZONE)
    with store.write() as unit:
        unit.connection.execute(appointment.insert(), rows)
    ignored = str(rows[0]["id"])
    with store.read() as connection:
        taken = taken_in_days(connection, grid, [FAMILIES[0]], [ignored])
        standing = held_between(connection, first, first + timedelta(days=grid.days))
    steps: dict[str, int] = {}
    elsewhere: dict[str, int] = {}
    minutes: dict[str, int] = {}
    for each in standing:
        if each.id == ignored:
            continue
        before, after, filing = BUFFERS.get(each.service, (0, 0, 0))
        start, end = grid.span_of(each.start, each.minutes)
        for holder in each.holds - {FAMILIES[1]}:
            filed = filing if holder == each.caseworker else 0
            span = Span(start - steps_of(before), end + steps_of(after) + steps_of(filed))
            there = elsewhere if each.service in known and known[each.service].elsewhere else steps
            there[holder] = there.get(holder, 0) | bits([span], grid.steps)
            if holder not in (*ROOMS, FAMILIES[0]):
                minutes[holder] = minutes.get(holder, 0) + each.minutes
    for found, wanted in ((taken.steps, steps), (taken.elsewhere, elsewhere)):
        assert {holder: found.get(holder, 0) for holder in wanted} == wanted
        assert set(found) <= set(wanted)
    assert dict(taken.minutes) == minutes
