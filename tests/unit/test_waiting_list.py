"""Wishes without a time, a freed time offered to who fits, a partner officer's answer, a family's own limits."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from desk.db.store import Store
from desk.db.tables import appointment, confirmation
from desk.domain.appointment import Step
from desk.domain.visit import State
from desk.errors import BadInput, NotFound
from desk.office.appointments.agenda import read_agenda
from desk.office.appointments.agenda_layout import day_layout
from desk.office.appointments.book_appointment import Clash, book_appointment, cancel_appointment, move_appointment
from desk.office.appointments.confirmations import Answer, give_answer
from desk.office.appointments.diaries import held_of
from desk.office.appointments.family_limits import add_limit, drop_limit, limit_words, read_limits
from desk.office.appointments.find_slots import find_slots
from desk.office.appointments.freed_times import Freed, first_offers, freed_by, freed_times
from desk.office.appointments.move_proposals import propose_moves
from desk.office.appointments.nothing_free import why_nothing
from desk.office.appointments.slot_needs import Wanted
from desk.office.appointments.waiting_list import (
    ask_appointment,
    book_waiting,
    enlist,
    read_waiting,
)
from desk.office.front.check_in import visit_of
from desk.office.household.history import read_history
from desk.office.household.join_split import join_households
from desk.office.session import ZONE, Session
from tests.small_office import SmallOffice, build_small_office, person

TUESDAY = date(2026, 12, 1)
NINE = datetime(2026, 12, 1, 9, tzinfo=ZONE)


@pytest.fixture
def office(session: Session) -> SmallOffice:
    return build_small_office(session.store)


def book(office: SmallOffice, family: str, start: datetime = NINE, **facts: object) -> str:
    wanted: dict[str, object] = {
        "household": family,
        "start": start,
        "minutes": 45,
        "service": "interview",
        "caseworker": office.staff["giulia"],
        "room": office.rooms[0],
    }
    return book_appointment(office.session(), **wanted | facts).appointment  # type: ignore[arg-type]


def freed(office: SmallOffice, booked: str) -> Freed:
    with office.store.read() as connection:
        row = connection.execute(select(appointment).where(appointment.c.id == booked)).mappings().one()
    return freed_by(held_of(dict(row)))


def state(office: SmallOffice, booked: str) -> tuple[str, str | None]:
    with office.store.read() as connection:
        row = connection.execute(select(appointment).where(appointment.c.id == booked)).one()
    return row.state, row.start


def test_a_freed_time_goes_with_one_step_to_who_waits_and_fits(office: SmallOffice) -> None:
    session = office.session()
    booked = book(office, office.family("TH-0001", "Rossi"))
    long = ask_appointment(session, office.family("TH-0002", "Lungo"), "interview", listed=True, minutes=90)
    named = ask_appointment(
        session, office.family("TH-0003", "Altro"), "interview", listed=True, caseworker=office.staff["paolo"]
    )
    later = ask_appointment(
        session, office.family("TH-0004", "Dopo"), "interview", listed=True, not_before=TUESDAY + timedelta(days=1)
    )
    fits = ask_appointment(session, office.family("TH-0005", "Adatta"), "interview", listed=True)
    urgent = ask_appointment(session, office.family("TH-0006", "Urgente"), "interview", listed=False, not_after=TUESDAY)
    limited = office.family("TH-0007", "Turni")
    add_limit(session, limited, weekdays=(1,), why="turno di mattina", end=13 * 60)
    ask_appointment(session, limited, "interview", listed=True)
    time = freed(office, booked)
    assert first_offers(session, (time,))[1] == ()  # it is not free yet
    cancel_appointment(session, booked)
    offers = first_offers(session, (time,))[1]
    assert [each.waiting.family for each in offers] == ["Urgente", "Adatta"]
    assert {each.slot.caseworker for each in offers} == {office.staff["giulia"]}
    changes = book_waiting(session, urgent.appointment, offers[0].slot)
    assert state(office, urgent.appointment) == ("scheduled", "2026-12-01T08:00:00+00:00")
    assert first_offers(session, (time,))[1] == ()
    with pytest.raises(BadInput, match="non aspetta più"):
        book_waiting(session, urgent.appointment, offers[0].slot)
    with pytest.raises(Clash):
        book_waiting(session, fits.appointment, offers[1].slot)
    office.store.undo(changes.batch, session.staff)
    assert state(office, urgent.appointment) == ("requested", None)
    assert {each.id for each in read_waiting(session)} >= {
        long.appointment, named.appointment, later.appointment, urgent.appointment,
    }  # fmt: skip


def test_who_needs_an_interpreter_is_offered_only_when_one_is_free(office: SmallOffice) -> None:
    session = office.session()
    booked = book(office, office.family("TH-0001", "Rossi"))
    other = office.family("TH-0002", "Bianchi")
    book(office, other, caseworker=office.staff["paolo"], room=office.rooms[1], interpreter=office.staff["nadia"])
    ask_appointment(session, office.family("TH-0003", "Hassan"), "interview", listed=True, language="ar")
    cancel_appointment(session, booked)
    assert first_offers(session, (freed(office, booked),))[1] == ()
    spoken = ask_appointment(session, office.family("TH-0004", "Verdi"), "interview", listed=True)
    assert [each.waiting.id for each in first_offers(session, (freed(office, booked),))[1]] == [spoken.appointment]


def test_from_a_wish_to_the_list_to_a_time_and_back_to_the_list(office: SmallOffice) -> None:
    session = office.session()
    wish = ask_appointment(session, office.family("TH-0001", "Rossi"), "interview", listed=False).appointment
    assert read_waiting(session)[0].step is Step.REQUESTED
    enlist(session, wish)
    assert read_waiting(session)[0].step is Step.WAITING_LIST
    with pytest.raises(BadInput):
        enlist(session, wish)
    slot = find_slots(session, Wanted("interview", limit=1))[0]
    book_waiting(session, wish, slot)
    assert read_waiting(session) == ()
    enlist(session, wish)
    assert [each.id for each in read_waiting(session)] == [wish]
    assert find_slots(session, Wanted("interview", limit=1)) == [slot]
    cancel_appointment(session, wish)
    assert read_waiting(session) == ()
    with pytest.raises(BadInput, match="già disdetto"):
        cancel_appointment(session, wish)


def test_a_wish_for_a_day_that_has_gone_or_an_unknown_service_is_refused(office: SmallOffice) -> None:
    session, family = office.session(), office.family("TH-0001", "Rossi")
    with pytest.raises(BadInput, match="già passato"):
        ask_appointment(session, family, "interview", listed=True, not_after=date(2026, 11, 1))
    with pytest.raises(BadInput):
        ask_appointment(
            session, family, "interview", listed=True, not_before=date(2027, 1, 2), not_after=date(2027, 1, 1)
        )
    with pytest.raises(NotFound):
        ask_appointment(session, family, "senseless", listed=True)


@pytest.mark.parametrize("seen", [State.WAITING, State.CALLED, State.INSIDE, State.DONE, State.MISSED, State.LEFT])
def test_what_has_begun_is_neither_moved_nor_cancelled_nor_listed(office: SmallOffice, seen: State) -> None:
    session = office.session()
    booked = book(office, office.family("TH-0001", "Rossi"))
    with office.store.write() as unit:
        unit.put("visit", visit_of(booked), appointment=booked, day=TUESDAY.isoformat(), state=seen.value)
    for act in (
        lambda: move_appointment(session, booked, start=NINE + timedelta(days=1)),
        lambda: cancel_appointment(session, booked),
        lambda: enlist(session, booked),
    ):
        with pytest.raises(BadInput, match="Non si può più"):
            act()


def test_a_partner_officer_accepts_or_declines_and_is_asked_again_after_a_move(office: SmallOffice) -> None:
    session, gallo = office.session(), office.staff["pietro"]
    booked = book(office, office.family("TH-0001", "Rossi"), others=(gallo,))

    def entry() -> tuple[tuple[Answer, ...], str]:
        found = read_agenda(session, TUESDAY).entries[0]
        return tuple(each.answer for each in found.said), found.overlap_words

    assert entry() == ((Answer.AWAITING,), "")
    block = next(each for each in day_layout(read_agenda(session, TUESDAY), TUESDAY).blocks if each.column == gallo)
    assert block.words == "conferma? colloquio" and "Gallo deve confermare" in block.said
    give_answer(office.session("pietro"), booked, gallo, Answer.ACCEPTED)
    assert entry() == ((Answer.ACCEPTED,), "")
    changes = give_answer(session, booked, gallo, Answer.DECLINED, "in ferie")
    assert entry() == ((Answer.DECLINED,), "Gallo ha detto di no: in ferie.")
    proposals = propose_moves(session, booked)
    assert len(proposals) == 3
    assert all(each.start >= NINE + timedelta(minutes=45) or each.end <= NINE for each in proposals)
    assert {each.caseworker for each in proposals} == {office.staff["giulia"]}
    office.store.undo(changes.batch, session.staff)
    assert entry()[0] == (Answer.ACCEPTED,)
    move_appointment(session, booked, start=NINE + timedelta(hours=1))
    assert entry()[0] == (Answer.AWAITING,)
    with pytest.raises(NotFound):
        give_answer(session, booked, office.staff["paolo"], Answer.ACCEPTED)
    assert any("Conferma" in line.about for line in read_history(session, freed_family(office, booked)))


def freed_family(office: SmallOffice, booked: str) -> str:
    with office.store.read() as connection:
        return str(connection.execute(select(appointment.c.household).where(appointment.c.id == booked)).scalar())


def test_two_desks_that_answer_apart_meet_in_one_row(office: SmallOffice, new_store: Callable[..., Store]) -> None:
    gallo = office.staff["pietro"]
    booked = book(office, office.family("TH-0001", "Rossi"), others=(gallo,))
    there = new_store("there")
    there.receive(office.store.news(0).entries)
    here, apart = office.session(), replace(office.session(), store=there, now=there.now)
    give_answer(here, booked, gallo, Answer.ACCEPTED)
    give_answer(apart, booked, gallo, Answer.DECLINED, "udienza")
    mine, theirs = office.store.news(0).entries, there.news(0).entries
    there.receive(mine)
    office.store.receive(theirs)
    rows = []
    for store in (office.store, there):
        with store.read() as connection:
            rows.append(connection.execute(select(confirmation.c.id, confirmation.c.answer)).all())
    assert rows[0] == rows[1]
    assert len(rows[0]) == 1


def test_the_search_keeps_to_what_the_family_said_and_names_it(office: SmallOffice) -> None:
    session = office.session()
    family = office.family("TH-0001", "Rossi", (person("Anna", "Rossi", "1990-01-01", role="head"),))
    add_limit(session, family, weekdays=(4,))
    add_limit(session, family, start=8 * 60, end=13 * 60 + 30, why="scuola di Amina")
    slots = find_slots(session, Wanted("interview", household=family))
    assert slots
    assert all(each.start.weekday() != 4 and each.start.hour * 60 + each.start.minute >= 13 * 60 + 30 for each in slots)
    assert "dopo: scuola di Amina" in slots[0].why
    lines = read_limits(session, family)
    assert [limit_words(each.rule) for each in lines] == [
        "Non ven",
        "Non tutti i giorni 8:00 – 13:30 (scuola di Amina)",
    ]
    for line in lines:
        drop_limit(session, family, line.id)
    assert read_limits(session, family) == ()
    assert find_slots(session, Wanted("interview", household=family))[0].start.hour < 13
    with pytest.raises(NotFound):
        drop_limit(session, office.family("TH-0002", "Bianchi"), lines[0].id)


def test_a_limit_that_leaves_nothing_is_refused_and_one_told_later_shows_what_has_to_move(office: SmallOffice) -> None:
    session, family = office.session(), office.family("TH-0001", "Rossi")
    for days in ((), (0, 1, 2, 3, 4)):
        with pytest.raises(BadInput, match="venire mai"):
            add_limit(session, family, weekdays=days)
    with pytest.raises(BadInput):
        add_limit(session, family, weekdays=(1,), first=date(2026, 12, 2), last=date(2026, 12, 3))
    booked = book(office, family)
    add_limit(session, family, weekdays=(1,), end=12 * 60, why="turno")
    found = read_agenda(session, TUESDAY).entries[0]
    assert (found.id, found.overlap_words) == (booked, "La famiglia non può: turno.")
    assert all(each.start.weekday() != 1 or each.start.hour >= 12 for each in propose_moves(session, booked))


def test_limits_and_wishes_go_with_a_family_that_is_joined(office: SmallOffice) -> None:
    session = office.session("carla")
    kept, joined = office.family("TH-0001", "Rossi"), office.family("TH-0002", "Rossi")
    add_limit(session, joined, weekdays=(4,))
    ask_appointment(session, joined, "interview", listed=True)
    join_households(session, keep=kept, joined=joined)
    assert len(read_limits(session, kept)) == 1
    assert [each.household for each in read_waiting(session)] == [kept]


def test_nothing_free_because_of_the_family_says_so(office: SmallOffice) -> None:
    session, family = office.session(), office.family("TH-0001", "Rossi")
    add_limit(session, family, start=0, end=17 * 60, why="lavoro")
    wanted = Wanted("interview", household=family)
    assert find_slots(session, wanted) == []
    assert why_nothing(session, wanted).startswith("La famiglia non può quando gli altri sono liberi.")


def test_a_room_or_colleague_that_has_gone_leaves_its_bookings_to_move(office: SmallOffice) -> None:
    session = office.session()
    booked = book(office, office.family("TH-0001", "Rossi"))
    after = NINE + timedelta(minutes=45)  # without the time to write the first one down: it stood there before
    book(office, office.family("TH-0009", "Verdi"), start=after, room=office.rooms[1])
    with office.store.write() as unit:
        unit.change("room", office.rooms[0], active=0)
    found = read_agenda(session, TUESDAY).entries[0]
    assert found.overlap_words == "Stanza 1 non è più in uso."
    proposals = propose_moves(session, booked)
    assert len(proposals) == 3
    assert (proposals[0].start, proposals[0].room) == (NINE, office.rooms[2]), "the same hour in another room"
    with office.store.write() as unit:
        unit.change("room", office.rooms[0], active=1)
        unit.change("staff", office.staff["giulia"], active=0)
    assert read_agenda(session, TUESDAY).entries[0].overlap_words == "Ferrero non lavora più qui."
    assert {each.caseworker for each in propose_moves(session, booked)} == {office.staff["paolo"]}


def test_a_time_left_by_a_move_is_freed_for_every_window_until_the_move_is_taken_back(office: SmallOffice) -> None:
    session = office.session()
    booked = book(office, office.family("TH-0001", "Rossi"))
    left = freed(office, booked)
    assert freed_times(session) == ()
    move = move_appointment(session, booked, start=NINE + timedelta(days=1))
    assert freed_times(session) == ()  # nobody waits
    wish = ask_appointment(session, office.family("TH-0002", "Bianchi"), "interview", listed=True).appointment
    assert freed_times(session) == (left,)
    assert [each.waiting.id for each in first_offers(session, (left,))[1]] == [wish]
    office.store.undo(move.batch, session.staff)
    assert freed_times(session) == ()
    move_appointment(session, booked, start=NINE + timedelta(days=1))
    book(office, office.family("TH-0003", "Verdi"))
    assert freed_times(session) == ()  # somebody has it
