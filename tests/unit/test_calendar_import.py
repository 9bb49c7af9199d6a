"""A colleague's calendar: repeats, time zones and exceptions become busy times; titles never enter the store."""

import json
from argparse import ArgumentParser
from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from desk.commands import busy
from desk.db.store import Store
from desk.db.tables import journal as journal_table
from desk.domain.availability import WHOLE_DAY, Kind, Rule, joined
from desk.domain.busy import away_rules, by_day
from desk.errors import BadInput, NotAllowed
from desk.office.appointments.availability import add_availability, read_availability
from desk.office.appointments.calendar_file import worker_calendar
from desk.office.appointments.calendar_import import Imported, forget_calendar, import_calendar, staff_named
from desk.office.session import ZONE, Session, system_session
from tests.conftest import Clock
from tests.small_office import SmallOffice, build_small_office

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example//IT\r\n"
TAIL = "END:VCALENDAR\r\n"


def event(*lines: str) -> str:
    return "\r\n".join(("BEGIN:VEVENT", "SUMMARY:Visita oncologica", "LOCATION:Molinette", *lines, "END:VEVENT", ""))


def calendar(*events: str) -> bytes:
    return (HEAD + "".join(events) + TAIL).encode()


WEEKLY = event(
    "UID:1", "DTSTART;TZID=Europe/Rome:20261126T090000", "DTEND;TZID=Europe/Rome:20261126T103000",
    "RRULE:FREQ=WEEKLY;COUNT=30", "EXDATE;TZID=Europe/Rome:20261210T090000",
)  # fmt: skip


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


@pytest.fixture
def session(office: SmallOffice) -> Session:
    return office.session("giulia")


def read(session: Session, content: bytes) -> Imported:
    return import_calendar(session, session.staff, content, "agenda.ics")


def rules(session: Session) -> list[Rule]:
    return [line.rule for line in read_availability(session, session.staff)]


def taken(session: Session, day: date) -> list[tuple[int, int]]:
    return sorted((rule.start, rule.end) for rule in rules(session) if rule.occurs(day))


def test_a_repeat_keeps_its_hour_over_the_change_of_the_clock_and_skips_its_exception(session: Session) -> None:
    assert read(session, calendar(WEEKLY)).times == 29
    assert taken(session, date(2026, 11, 26)) == [(540, 630)]
    assert taken(session, date(2026, 12, 10)) == []
    assert taken(session, date(2027, 4, 1)) == [(540, 630)]  # after 28 March the clock stands an hour on
    assert len(rules(session)) == 2  # before and after the exception


def test_no_title_and_no_place_enters_the_store(session: Session) -> None:
    read(session, calendar(WEEKLY))
    with session.store.read() as connection:
        journaled = " ".join(connection.execute(select(journal_table.c.fields)).scalars())
    assert "oncologica" not in journaled and "Molinette" not in journaled


def test_reading_it_again_replaces_what_it_brought_and_nothing_else(session: Session, clock: Clock) -> None:
    own = Rule(Kind.AWAY, session.staff, date(2026, 12, 24), date(2026, 12, 24), why="ferie")
    add_availability(session, own)
    read(session, calendar(WEEKLY))
    again = read(session, calendar(WEEKLY))
    assert (again.added, again.removed, again.kept) == (0, 0, 2)
    clock.forward(days=9)
    later = read(session, calendar(WEEKLY))
    assert (later.added, later.removed) == (0, 0)
    moved = event("UID:1", "DTSTART:20261218T080000Z", "DTEND:20261218T090000Z")
    assert (read(session, calendar(moved)).added, taken(session, date(2026, 12, 17))) == (1, [])
    assert taken(session, date(2026, 12, 18)) == [(540, 600)]
    forget_calendar(session, session.staff)
    assert rules(session) == [own]


def test_one_step_takes_an_import_back(session: Session) -> None:
    done = read(session, calendar(WEEKLY))
    session.store.undo(done.changes.batch, session.staff)
    assert rules(session) == []


def test_what_holds_nobody_is_left_out(office: SmallOffice, session: Session) -> None:
    at = ("DTSTART:20261201T080000Z", "DTEND:20261201T090000Z")
    free = [
        event("UID:2", *at, "TRANSP:TRANSPARENT"),
        event("UID:3", *at, "STATUS:CANCELLED"),
        event("UID:4", *at, "X-MICROSOFT-CDO-BUSYSTATUS:FREE"),
        event("UID:5", "DTSTART:20261201T080000Z"),
        event("UID:6@to-home", *at),
    ]
    assert read(session, calendar(*free)).times == 0


def test_ones_own_subscription_read_back_adds_nothing(office: SmallOffice, session: Session) -> None:
    office.put(
        "appointment", household=office.family("TH-0001", "Rossi"), start="2026-12-01T09:00:00+00:00", minutes=45,
        state="scheduled", caseworker=session.staff,
    )  # fmt: skip
    assert read(session, worker_calendar(session, session.staff)).times == 0


def test_whole_days_and_nights(session: Session) -> None:
    leave = event("UID:7", "DTSTART;VALUE=DATE:20261221", "DTEND;VALUE=DATE:20261224")
    night = event("UID:8", "DTSTART;TZID=Europe/Rome:20261202T220000", "DTEND;TZID=Europe/Rome:20261203T070000")
    read(session, calendar(leave, night))
    assert [(rule.first, rule.last) for rule in rules(session) if (rule.start, rule.end) == WHOLE_DAY] == [
        (date(2026, 12, 21), date(2026, 12, 23))
    ]
    assert (taken(session, date(2026, 12, 2)), taken(session, date(2026, 12, 3))) == ([(1320, 1440)], [(0, 420)])


def test_free_busy_alone_is_enough(session: Session) -> None:
    part = "BEGIN:VFREEBUSY\r\nUID:9\r\nFREEBUSY:20261201T080000Z/20261201T093000Z\r\nEND:VFREEBUSY\r\n"
    read(session, calendar(part))
    assert taken(session, date(2026, 12, 1)) == [(540, 630)]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"Titolo;Data\nCena;domani\n",
        HEAD.encode(),
        calendar("BEGIN:VEVENT\r\nUID:1\r\nDTSTART:domani\r\nEND:VEVENT\r\n"),
        calendar(event("UID:1", "DTSTART:20261201T080000Z", "DTEND:20261201T090000Z", "RRULE:FREQ=SOMETIMES")),
        calendar(event("UID:1", "DTSTART:20261201T080000Z", "DTEND:20261201T080030Z", "RRULE:FREQ=SECONDLY")),
    ],
)
def test_a_broken_file_is_one_clear_line_and_changes_nothing(session: Session, content: bytes) -> None:
    read(session, calendar(WEEKLY))
    before = rules(session)
    with pytest.raises(BadInput, match=r"agenda\.ics") as said:
        read(session, content)
    assert "\n" not in str(said.value) and len(str(said.value)) < 250
    assert rules(session) == before


def test_only_a_coordinator_reads_the_calendar_of_somebody_else(office: SmallOffice, session: Session) -> None:
    paolo = staff_named(session, "paolo")
    with pytest.raises(NotAllowed):
        import_calendar(session, paolo, calendar(WEEKLY))
    assert import_calendar(office.session("carla"), paolo, calendar(WEEKLY)).added == 2


starts = st.datetimes(datetime(2026, 3, 20), datetime(2026, 11, 5)).map(lambda each: each.replace(tzinfo=ZONE))


@settings(max_examples=40)
@given(st.lists(st.tuples(starts, st.timedeltas(timedelta(minutes=5), timedelta(days=3))), max_size=12))
def test_the_rules_say_exactly_the_same_as_the_times(spans: list[tuple[datetime, timedelta]]) -> None:
    ends = [(start, (start.astimezone(UTC) + length).astimezone(ZONE)) for start, length in spans]
    days = by_day(ends)
    rules = away_rules("x", days)
    every = set(days) | {day + timedelta(days=step) for day in days for step in (-7, -1, 1, 7)}
    for day in every:
        said = joined((rule.start, rule.end) for rule in rules if rule.occurs(day))
        assert said == days.get(day, ())
    assert len(rules) <= sum(map(len, days.values()))


def test_a_trial_of_forgetting_says_how_much_and_forgets_nothing(
    office: SmallOffice, session: Session, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read(session, calendar(WEEKLY))
    here = rules(session)
    monkeypatch.setattr(busy, "machine", lambda: nullcontext(system_session(session.store)))
    parser = ArgumentParser()
    busy.add_arguments(parser)
    assert here and busy.run(parser.parse_args(["giulia", "--forget", "--dry-run", "--json"])) == 0
    assert json.loads(capsys.readouterr().out)["removed"] == len(here) and rules(session) == here
    assert busy.run(parser.parse_args(["giulia", "--forget"])) == 0
    assert f"tolte {len(here)}" in capsys.readouterr().out and rules(session) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\r\n\x1a\n", "Anna.ics non è un calendario: fattelo mandare di nuovo come file .ics."),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTA", "Anna.ics è tagliato: manca la fine. Fattelo mandare di nuovo."),
        (
            b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20261201T090000\nRRULE:FREQ=SPESSO\nEND:VEVENT\nEND:VCALENDAR\n",
            "Anna.ics: un impegno è scritto male (RRULE). Correggilo nel calendario ed esporta di nuovo.",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_the_readers_words(session: Session, content: bytes, said: str) -> None:
    office = build_small_office(session.store)
    with pytest.raises(BadInput) as refused:
        import_calendar(office.session("carla"), office.staff["giulia"], content, "Anna.ics")
    assert str(refused.value) == said
