"""What a room has and how long somebody travels count when a time is looked for, moved, waited for and planned anew."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desk.catalogue.equipment import STEP_FREE, equipment_words, load_equipment
from desk.db.store import Store
from desk.domain.availability import Kind, Rule
from desk.domain.roles import Role
from desk.errors import BadInput, BadResource, NotFound
from desk.office.appointments.agenda import read_agenda
from desk.office.appointments.agenda_layout import day_layout
from desk.office.appointments.availability import add_availability
from desk.office.appointments.book_appointment import book_appointment, cancel_appointment
from desk.office.appointments.find_slots import FreeSlot, find_slots
from desk.office.appointments.freed_times import first_offers, freed_times
from desk.office.appointments.move_proposals import propose_moves
from desk.office.appointments.nothing_free import remedies
from desk.office.appointments.place_and_way import lacking, needed_words, way_words
from desk.office.appointments.slot_needs import Wanted
from desk.office.appointments.waiting_list import ask_appointment
from desk.office.machine.staff_accounts import change_staff, read_staff
from desk.office.replan.question import ask
from desk.office.session import ZONE, Session
from desk.ui.presenters.agenda_place import fault_there, put_there
from tests.small_office import SmallOffice, build_small_office

TUESDAY = datetime(2026, 12, 1, 10, tzinfo=ZONE)


@pytest.fixture
def office(store: Store) -> SmallOffice:
    """Rooms 1 and 3 seat four; the second six, with a place for the pram and without steps."""
    made = build_small_office(store)
    with store.write() as unit:
        unit.change("room", made.rooms[1], equipment="pram screen", accessible=1)
        unit.change("staff", made.staff["nadia"], travel=30)
        unit.change("staff", made.staff["giulia"], travel=20)
    return made


@pytest.fixture
def giulia(office: SmallOffice) -> Session:
    return office.session("giulia")


def of_tuesday(session: Session, wanted: Wanted) -> list[FreeSlot]:
    day = TUESDAY.date()
    return find_slots(session, replace(wanted, not_before=day, not_after=day, limit=99))


def book(office: SmallOffice, family: str, start: datetime = TUESDAY, **facts: object) -> str:
    given: dict[str, object] = {"minutes": 45, "service": "interview", "caseworker": office.staff["giulia"]}
    return book_appointment(office.session(), household=family, start=start, **(given | facts)).appointment  # type: ignore[arg-type]


def test_only_a_room_with_what_is_needed_is_offered(office: SmallOffice, giulia: Session) -> None:
    family = office.family("TH-0001", "Rossi")
    wanted = Wanted("interview", household=family, equipment=("pram", STEP_FREE))
    assert {each.room for each in of_tuesday(giulia, wanted)} == {office.rooms[1]}
    plain = Wanted("interview", household=family)
    assert of_tuesday(giulia, plain)[0].room == office.rooms[0], "the one with the pram's place is left to who needs it"
    book(office, office.family("TH-0002", "Bianchi"), caseworker=office.staff["paolo"], room=office.rooms[1])
    taken = {each.start.hour * 60 + each.start.minute for each in of_tuesday(giulia, wanted)}
    assert taken
    assert not any(555 < minute < 645 for minute in taken), "the only such room is taken from 10:00 to 10:45"


def test_the_table_counts_everyone_who_sits_at_it(office: SmallOffice, giulia: Session) -> None:
    three = Wanted("interview", people=3)
    assert of_tuesday(giulia, three)[0].room == office.rooms[0]
    with_officer = replace(three, others=("housing_office",))
    assert {each.room for each in of_tuesday(giulia, with_officer)} == {office.rooms[1]}
    crowd = replace(three, people=9)
    assert {each.room for each in of_tuesday(giulia, crowd)} == {office.rooms[1]}, "the largest there is"


def test_no_room_has_it_all(office: SmallOffice, giulia: Session) -> None:
    with pytest.raises(NotFound, match="angolo per i bambini"):
        find_slots(giulia, Wanted("interview", equipment=("toys",)))
    add_availability(
        office.session("carla"),
        Rule(Kind.AWAY, office.rooms[1], giulia.today(), giulia.today() + timedelta(days=90), why="lavori"),
    )
    wanted = Wanted("interview", equipment=("pram",))
    assert find_slots(giulia, wanted) == []
    assert remedies(giulia, wanted)[0].what == "Senza «posto per il passeggino»"


def test_what_the_room_must_have_stays_with_the_appointment(office: SmallOffice, giulia: Session) -> None:
    family = office.family("TH-0001", "Rossi")
    made = book(office, family, room=office.rooms[1], equipment=("pram",))
    assert {each.room for each in propose_moves(giulia, made)} == {office.rooms[1]}
    away = Rule(Kind.AWAY, office.rooms[1], TUESDAY.date(), TUESDAY.date())
    (task,) = ask(office.session("carla"), away).problem.tasks
    assert [role.candidates for role in task.roles if role.kind == "room"] == [(office.rooms[1],)]


def test_who_waits_for_such_a_room_is_offered_only_that(office: SmallOffice, giulia: Session) -> None:
    family = office.family("TH-0001", "Rossi")
    ask_appointment(giulia, family, "interview", listed=True, equipment=("pram",))
    gone = book(office, office.family("TH-0002", "Bianchi"), room=office.rooms[1])
    cancel_appointment(giulia, gone)
    (freed,) = freed_times(giulia)
    assert first_offers(giulia, (freed,))[1][0].slot.room == office.rooms[1]
    book(office, office.family("TH-0003", "Verdi"), caseworker=office.staff["paolo"], room=office.rooms[1])
    assert first_offers(giulia, (freed,))[1] == ()


def test_an_interpreter_has_a_way_from_what_keeps_them_elsewhere(office: SmallOffice, giulia: Session) -> None:
    nadia, day = office.staff["nadia"], TUESDAY.date()
    family = office.family("TH-0001", "Haddaoui", language="ar")
    add_availability(office.session("carla"), Rule(Kind.AWAY, nadia, day, day, (), 10 * 60, 11 * 60, why="tribunale"))
    wanted = Wanted("interview", minutes=30, household=family, language="ar")
    minutes = {each.start.hour * 60 + each.start.minute for each in of_tuesday(giulia, wanted)}
    assert max(each for each in minutes if each < 600) == 540, "9:00-9:30, then half an hour to get there"
    assert min(each for each in minutes if each > 600) == 690, "11:00, half an hour back, 11:30"
    first = book(office, office.family("TH-0002", "Said"), TUESDAY.replace(hour=14), interpreter=nadia, minutes=30)
    again = {each.start.hour * 60 + each.start.minute for each in of_tuesday(giulia, wanted)}
    assert first
    assert {810, 870} <= again, "here one follows the other"


def test_a_visit_at_home_needs_a_way_and_no_room(office: SmallOffice, giulia: Session) -> None:
    mine = Wanted("interview", minutes=15, caseworker=giulia.staff)
    book(office, office.family("TH-0001", "Rossi"), TUESDAY, service="home_visit", minutes=60)
    minutes = {each.start.hour * 60 + each.start.minute for each in of_tuesday(giulia, mine)}
    before = "8:30-8:45, a quarter to write it up, twenty of way, the visit's own thirty"
    assert max(each for each in minutes if each < 600) == 510, before
    assert min(each for each in minutes if each > 600) == 720, "11:00, thirty and twenty minutes: 12:00"
    visit = of_tuesday(giulia, Wanted("home_visit", minutes=60, caseworker=giulia.staff))
    assert visit
    assert {each.room for each in visit} == {None}
    begins = {each.start.hour * 60 + each.start.minute for each in visit}
    assert min(each for each in begins if each > 660) == 810, "from one home to another: 30 + 30 + 20, and the break"


def test_a_travel_that_cannot_be_is_refused(office: SmallOffice) -> None:
    lead = replace(office.session("carla"), role=Role.ADMINISTRATOR)
    nadia = next(each for each in read_staff(lead) if each.username == "nadia")
    facts = {"username": "nadia", "given": "Nadia", "surname": "Haddad", "role": Role.RECEPTION, "title": ""}
    with pytest.raises(BadInput, match="viaggio"):
        change_staff(lead, nadia.id, languages=("it", "ar"), services=("interpreter",), travel=300, **facts)  # type: ignore[arg-type]
    change_staff(lead, nadia.id, languages=("it", "ar"), services=("interpreter",), travel=45, **facts)  # type: ignore[arg-type]
    assert next(each.travel for each in read_staff(lead) if each.username == "nadia") == 45


def test_a_fault_in_the_file_names_the_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "services").mkdir()
    wrong = '[[equipment]]\nid = "Pram!"\ntitle = "x"\n'
    (tmp_path / "services" / "equipment.toml").write_text(wrong, encoding="utf-8")
    monkeypatch.setenv("DESK_RESOURCES", str(tmp_path))
    load_equipment.cache_clear()
    try:
        with pytest.raises(BadResource, match="Pram!"):
            load_equipment()
    finally:
        monkeypatch.undo()
        load_equipment.cache_clear()
    assert equipment_words("gone") == "gone"


def test_the_agenda_says_what_the_room_has_and_lacks_and_how_long_the_way_is(office: SmallOffice) -> None:
    family = office.family("TH-0001", "Rossi")
    facts = {"room": office.rooms[1], "interpreter": office.staff["nadia"], "language": "ar"}
    booked = book(office, family, **facts, equipment=("pram", "speakerphone"))
    agenda = read_agenda(office.session(), TUESDAY.date())
    entry = next(each for each in agenda.entries if each.id == booked)
    rooms = {each.id: each for each in agenda.resources}
    there, absent = needed_words(entry, rooms[office.rooms[1]])
    assert (there, absent) == (
        "C'è quello che serve: posto per il passeggino", "In stanza manca: telefono viva voce",
    )  # fmt: skip
    assert lacking(entry, rooms[office.rooms[0]]) == ("pram", "speakerphone")
    assert way_words(entry, agenda.resources) == ("Haddad: 30 minuti di viaggio, da fuori parte alle 9:30",)
    block = next(each for each in day_layout(agenda, entry.day).blocks if each.column == office.rooms[1])
    there_now = put_there(agenda, entry, block, office.rooms[0])
    assert fault_there(agenda, entry, there_now, 600, 645, office.session().now()) == (
        "Stanza 1: manca posto per il passeggino, telefono viva voce"
    )
    at_home = replace(entry, service="home_visit", held=replace(entry.held, interpreter=None))
    assert way_words(at_home, agenda.resources) == ("Ferrero: 20 minuti di viaggio, parte alle 9:40",)
