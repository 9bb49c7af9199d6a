"""The agenda as it is read: columns, blocks, what has to move; and on paper."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from desk.catalogue.hours import load_opening
from desk.db.store import Store
from desk.domain.availability import EVERYBODY, Kind, Rule
from desk.domain.slots import Hours
from desk.domain.visit import State
from desk.errors import BadInput
from desk.office.appointments.agenda import read_agenda, read_coming
from desk.office.appointments.agenda_columns import Work
from desk.office.appointments.agenda_layout import Block, day_layout, in_lanes, week_layout
from desk.office.appointments.agenda_sheet import agenda_pdf
from desk.office.appointments.availability import add_availability, is_beyond_office, read_availability
from desk.office.appointments.book_appointment import book_appointment, move_appointment
from desk.office.appointments.calendar_file import appointment_calendar, escaped, folded, worker_calendar
from desk.office.appointments.diaries import utc_text
from desk.office.appointments.left_outside import left_outside
from desk.office.appointments.move_proposals import propose_moves
from desk.office.papers.appointment_slip import appointment_slip
from desk.office.session import ZONE, Session
from desk.ui.presenters.agenda_place import fault_there
from tests.small_office import SmallOffice, build_small_office

DAY = timedelta(days=1)


@pytest.fixture
def office(session: Session) -> SmallOffice:
    return build_small_office(session.store)


@pytest.fixture
def day(office: SmallOffice) -> date:
    """The next Tuesday."""
    found = office.session().today() + DAY
    while found.weekday() != 1:
        found += DAY
    return found


def book(office: SmallOffice, family: str, day: date, clock: str, worker: str = "giulia", **facts: object) -> str:
    hour, minute = map(int, clock.split(":"))
    start = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)
    row: dict[str, object] = {
        "household": family,
        "service": "interview",
        "start": utc_text(start),
        "minutes": 45,
        "caseworker": office.staff[worker],
        "room": office.rooms[0],
        "state": "scheduled",
    }
    return office.put("appointment", **row | facts)


def test_a_column_for_each_person_and_room_in_groups(office: SmallOffice, day: date) -> None:
    agenda = read_agenda(office.session(), day)
    assert [(each.name, each.work) for each in agenda.resources] == [
        ("Bosio", Work.SOCIAL),
        ("Ferrero", Work.SOCIAL),
        ("Gallo", Work.HOUSING),
        ("Haddad", Work.INTERPRETER),
        ("Stanza 1", Work.ROOM),
        ("Stanza 2", Work.ROOM),
        ("Stanza 3", Work.ROOM),
    ]


def test_a_booking_stands_in_every_column_it_holds(office: SmallOffice, day: date) -> None:
    family = office.family("TH-0001", "Hassan", language="ar")
    book(office, family, day, "9:00", interpreter=office.staff["nadia"], language="ar")
    shown = day_layout(read_agenda(office.session(), day), day)
    titles = {each.key: each.title for each in shown.columns}
    assert {titles[each.column]: each.words for each in shown.blocks} == {
        "Ferrero": "colloquio + arabo",
        "Haddad": "con Ferrero",
        "Stanza 1": "",
    }
    assert [(each.start, each.end) for each in shown.blocks] == [(540, 585)] * 3
    assert shown.across == ((750, 810, "pausa"),)


def test_the_one_booked_later_has_to_move_and_finds_three_places(office: SmallOffice, day: date) -> None:
    first = book(office, office.family("TH-0001", "Mansouri"), day, "15:00")
    later = book(office, office.family("TH-0002", "Hassan"), day, "15:15", room=office.rooms[1])
    agenda = read_agenda(office.session(), day)
    moving = [each for each in agenda.entries if each.overlap]
    assert [(each.id, each.overlap and each.overlap.first) for each in moving] == [(later, first)]
    assert "già con Mansouri" in moving[0].overlap_words
    proposals = propose_moves(office.session(), later)
    assert len(proposals) == 3
    assert {each.caseworker for each in proposals} == {office.staff["giulia"]}
    taken = {(each.start, each.caseworker) for each in proposals}
    assert len(taken) == 3


def test_who_has_arrived_is_not_asked_to_move(office: SmallOffice, day: date) -> None:
    book(office, office.family("TH-0001", "Mansouri"), day, "15:00")
    later = book(office, office.family("TH-0002", "Hassan"), day, "15:15")
    office.put("visit", appointment=later, day=day.isoformat(), state=State.WAITING.value)
    assert not [each for each in read_agenda(office.session(), day).entries if each.overlap]


def test_a_holiday_is_closed_for_everybody(office: SmallOffice) -> None:
    agenda = read_agenda(office.session(), date(2026, 12, 8))
    assert [(each.resource, each.start, each.end) for each in agenda.closed] == [("", 0, 24 * 60)]


def test_the_week_of_one_person_has_its_days(office: SmallOffice, day: date) -> None:
    book(office, office.family("TH-0001", "Rossi"), day, "9:00")
    book(office, office.family("TH-0002", "Bianchi"), day, "9:00", "paolo", room=office.rooms[1])
    monday = day - DAY
    shown = week_layout(read_agenda(office.session(), monday, 5), office.staff["giulia"])
    assert len(shown.columns) == 5
    assert [(each.column, each.title) for each in shown.blocks] == [(day.isoformat(), "Rossi")]


def test_blocks_at_the_same_time_share_the_width() -> None:
    def block(name: str, start: int, end: int) -> Block:
        return Block(name, "x", start, end, name, "", "info", name)

    placed = in_lanes([block("a", 0, 60), block("b", 0, 90), block("c", 60, 120), block("d", 120, 150)])
    assert [(each.appointment, each.lane, each.lanes, each.covered) for each in placed] == [
        ("a", 0, 2, None),
        ("b", 1, 2, None),
        ("c", 0, 2, None),
        ("d", 0, 1, None),
    ]
    stacked = in_lanes([block("a", 0, 45), block("b", 15, 60), block("c", 70, 90)])
    assert [(each.appointment, each.lane, each.lanes, each.covered) for each in stacked] == [
        ("a", 0, 1, 15),
        ("b", 1, 1, None),
        ("c", 0, 1, None),
    ]


def test_the_day_and_the_slip_of_an_appointment_are_printed(office: SmallOffice, day: date, tmp_path: Path) -> None:
    booked = book(office, office.family("TH-0001", "Rossi"), day, "9:00")
    for name, pdf in (
        ("day", agenda_pdf(office.session(), day)),
        ("slip", appointment_slip(office.session(), booked)),
        ("slip-large", appointment_slip(office.session(), booked, large=True)),
    ):
        assert pdf.startswith(b"%PDF"), name
    words = PdfReader(BytesIO(agenda_pdf(office.session(), day))).pages[0].extract_text()
    assert all(each in words for each in ("Rossi", "colloquio", "Ferrero", "Stanza 1", "9:00"))


def test_two_desks_apart_mark_the_same_one_and_moving_it_settles_both(
    office: SmallOffice, day: date, new_store: Callable[..., Store]
) -> None:
    """Both bookings stay; whichever machine reads them, the later one has to move."""
    first, second = office.family("TH-0001", "Mansouri"), office.family("TH-0002", "Hassan")
    there = new_store("there")
    there.receive(office.store.news(0).entries)
    begins = datetime(day.year, day.month, day.day, 15, tzinfo=ZONE)
    here_session, there_session = office.session(), replace(office.session(), store=there, now=there.now)
    facts = {"minutes": 45, "service": "interview", "caseworker": office.staff["giulia"]}
    early = book_appointment(here_session, household=first, start=begins, room=office.rooms[0], **facts)  # type: ignore[arg-type]
    late = book_appointment(
        there_session, household=second, start=begins + timedelta(minutes=15), room=office.rooms[1], **facts
    )  # type: ignore[arg-type]
    mine, theirs = office.store.news(0).entries, there.news(0).entries
    there.receive(mine)
    office.store.receive(theirs)
    marked = [
        [(each.id, each.overlap.first) for each in read_agenda(session, day).entries if each.overlap]
        for session in (here_session, there_session)
    ]
    assert marked[0] == marked[1]
    assert {part for pair in marked[0] for part in pair} == {early.appointment, late.appointment}
    moving = marked[0][0][0]
    slot = propose_moves(here_session, moving)[0]
    move_appointment(here_session, moving, start=slot.start, caseworker=slot.caseworker, room=slot.room)
    there.receive(office.store.news(0).entries)
    for session in (here_session, there_session):
        assert not [each for each in read_agenda(session, day).entries if each.overlap]


def test_a_calendar_file_says_when_and_where_and_never_who(office: SmallOffice, day: date) -> None:
    booked = book(office, office.family("TH-0001", "Rossi"), day, "9:00")
    cancelled = book(office, office.family("TH-0002", "Bianchi"), day, "11:00", state="cancelled")
    file = worker_calendar(office.session(), office.staff["giulia"]).decode()
    assert file.startswith("BEGIN:VCALENDAR\r\n") and file.endswith("END:VCALENDAR\r\n")
    assert f"UID:{booked}@to-home" in file and cancelled not in file
    assert f"DTSTART:{day:%Y%m%d}T080000Z" in file
    assert "Rossi" not in file and "TH-0001" in file
    assert all(len(line.encode()) <= 75 for line in file.split("\r\n"))
    alone = appointment_calendar(office.session(), booked).decode()
    assert "Rossi" not in alone and "TH-0001" not in alone
    assert alone.count("BEGIN:VEVENT") == 1


@given(st.text(max_size=200))
def test_lines_are_folded_without_cutting_a_letter(text: str) -> None:
    line = folded("LOCATION:" + escaped(text))
    assert all(len(part.encode()) <= 75 for part in line.split("\r\n"))
    assert line.replace("\r\n ", "") == "LOCATION:" + escaped(text)


def test_who_falls_ill_leaves_appointments_to_move_after_the_leave(office: SmallOffice, day: date) -> None:
    booked = book(office, office.family("TH-0001", "Rossi"), day, "9:00")
    book(office, office.family("TH-0002", "Bianchi"), day, "9:00", "paolo", room=office.rooms[1])
    session = office.session()
    leave = Rule(Kind.AWAY, office.staff["giulia"], day, day + 3 * DAY, why="malattia")
    add_availability(session, leave)
    moving = [each for each in read_agenda(session, day).entries if each.overlap]
    assert [(each.id, each.overlap_words) for each in moving] == [(booked, "Ferrero non c'è: malattia.")]
    proposals = propose_moves(session, booked)
    assert len(proposals) == 3
    assert all(each.start.date() > day + 3 * DAY for each in proposals)
    assert {each.caseworker for each in proposals} == {office.staff["giulia"]}


def test_a_new_pattern_says_what_it_leaves_outside_and_marks_it(office: SmallOffice, day: date) -> None:
    inside = book(office, office.family("TH-0001", "Rossi"), day, "9:00")
    early = book(office, office.family("TH-0002", "Verdi"), day, "11:30")
    other = book(office, office.family("TH-0003", "Neri"), day + DAY, "9:00")
    theirs = book(office, office.family("TH-0004", "Blu"), day, "15:00", "paolo")
    coming, giulia = office.session("carla"), office.staff["giulia"]
    tuesdays = Rule(Kind.RECEIVES, giulia, coming.today(), None, (1,), 9 * 60, 12 * 60)
    assert [each.id for each in left_outside(coming, (tuesdays,))] == [early, other]
    add_availability(coming, tuesdays)
    words = {each.id: each.overlap_words for each in read_coming(coming)}
    assert words == dict.fromkeys((early, other), "Ferrero a quell'ora non riceve.")
    assert inside not in words
    assert theirs not in words
    evening = Rule(Kind.EXTRA, giulia, day, day, (), 12 * 60, 13 * 60)
    assert left_outside(coming, (evening,)) == ()
    add_availability(coming, evening)  # what touches the pattern is one stretch with it
    assert [each.id for each in read_coming(coming)] == [other]
    line = next(each.id for each in read_availability(coming, giulia) if each.rule == evening)
    assert [each.id for each in left_outside(coming, dropped=frozenset({line}))] == [early]
    slots = propose_moves(coming, other)
    assert {(slot.start.weekday(), slot.caseworker) for slot in slots} == {(1, giulia)}


def test_a_closure_is_the_offices_and_nobodys_absence(office: SmallOffice, day: date) -> None:
    booked = book(office, office.family("TH-0001", "Rossi"), day, "9:00")
    session = office.session("carla")
    add_availability(session, Rule(Kind.AWAY, EVERYBODY, day, day, why="guasto"))
    moving = [each for each in read_agenda(session, day).entries if each.overlap]
    assert [(each.id, each.overlap_words) for each in moving] == [(booked, "L'ufficio è chiuso: guasto.")]


def test_the_time_to_write_an_interview_down_is_seen_in_its_workers_column(office: SmallOffice, day: date) -> None:
    book(office, office.family("TH-0001", "Rossi"), day, "9:00")
    agenda = read_agenda(office.session(), day)
    giulia, room = office.staff["giulia"], office.rooms[0]
    off = {each.key: each.off for each in day_layout(agenda, day).columns}
    assert (585, 600, "per scrivere") in off[giulia]
    assert all(words != "per scrivere" for _start, _end, words in off[room])
    assert (585, 600, "per scrivere") in week_layout(agenda, giulia).columns[0].off


def test_nobody_is_put_by_hand_onto_the_time_in_which_an_interview_is_written_down(
    office: SmallOffice, day: date
) -> None:
    first = book(office, office.family("TH-0001", "Rossi"), day, "9:00")
    signing = book(
        office, office.family("TH-0002", "Bianchi"), day, "11:00", service="plan_signature", room=office.rooms[1]
    )
    agenda = read_agenda(office.session(), day)
    entries = {each.id: each for each in agenda.entries}
    now, giulia, paolo = office.session().now(), office.staff["giulia"], office.staff["paolo"]

    def fault(which: str, start: int, end: int, swap: dict[str, str] | None = None) -> str:
        return fault_there(agenda, entries[which], (day, swap or {}), start, end, now)

    assert fault(signing, 585, 630) == "Ferrero: scrive fino alle 10:00"
    assert fault(signing, 600, 645) == ""
    assert fault(signing, 585, 630, {giulia: paolo}) == "", "somebody else's hour is free"
    assert fault(first, 615, 660) == "Ferrero: poi niente tempo per scrivere"
    assert fault(first, 540, 645) == "", "stretched: a quarter of an hour is left"
    assert fault(first, 540, 660) == "Ferrero: poi niente tempo per scrivere"
    assert fault(first, 615, 660, {giulia: paolo}) == ""
    assert fault(signing, 495, 540) == "", "a signature leaves nothing to write"


def test_a_leave_that_is_over_is_refused_in_words(office: SmallOffice) -> None:
    day = office.session().today() - DAY
    with pytest.raises(BadInput, match="già passati"):
        add_availability(office.session("giulia"), Rule(Kind.AWAY, office.staff["giulia"], day, day))


def test_an_evening_of_the_whole_office_is_on_the_grid_and_one_persons_alone_is_said(
    office: SmallOffice, day: date
) -> None:
    alone = Rule(Kind.EXTRA, office.staff["giulia"], day, day, start=17 * 60, end=18 * 60)
    admin = office.session("carla")
    add_availability(admin, alone)
    assert is_beyond_office(admin, alone)
    add_availability(admin, replace(alone, who=EVERYBODY))
    assert not is_beyond_office(admin, alone)
    agenda = read_agenda(admin, day)
    assert agenda.closes == 18 * 60
    assert (16 * 60 + 30, 17 * 60, "pausa") in [(each.start, each.end, each.words) for each in agenda.closed]


def test_time_left_to_those_without_an_appointment_is_named_on_the_grid(
    office: SmallOffice, day: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = load_opening()
    kept = replace(opening, walk_in=Hours({day.weekday(): ((510, 600),)}))
    monkeypatch.setattr("desk.office.appointments.agenda.load_opening", lambda: kept)
    agenda = read_agenda(office.session(), day)
    assert [(each.start, each.end) for each in agenda.closed if each.words == "senza appuntamento"] == [(510, 600)]
