"""Booking never doubles anybody, the offered slots can all be booked, and refusals name the clash."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from msgspec import structs

from desk import i18n
from desk.catalogue.check import check
from desk.catalogue.hours import load_opening
from desk.catalogue.services import load_services
from desk.db.store import Store
from desk.domain.availability import EVERYBODY, Kind, Rule
from desk.errors import BadInput, BadResource, NotAllowed, NotFound
from desk.office.appointments.availability import add_availability, drop_availability, read_availability
from desk.office.appointments.book_appointment import (
    Clash,
    book_appointment,
    cancel_appointment,
    move_appointment,
    restore_appointment,
)
from desk.office.appointments.find_slots import FreeSlot, find_slots
from desk.office.appointments.nothing_free import why_nothing
from desk.office.appointments.slot_needs import Wanted
from desk.office.session import ZONE, Session
from tests.small_office import SmallOffice, build_small_office

TUESDAY = datetime(2026, 12, 1, 10, tzinfo=ZONE)


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


@pytest.fixture
def giulia(office: SmallOffice) -> Session:
    return office.session("giulia")


def book(office: SmallOffice, family: str, start: datetime = TUESDAY, **facts: object) -> str:
    given: dict[str, object] = {"minutes": 45, "service": "interview", "caseworker": office.staff["giulia"]}
    return book_appointment(office.session(), household=family, start=start, **(given | facts)).appointment  # type: ignore[arg-type]


def book_slot(session: Session, family: str, slot: FreeSlot) -> None:
    book_appointment(
        session,
        household=family,
        start=slot.start,
        minutes=45,
        service="interview",
        caseworker=slot.caseworker,
        room=slot.room,
        interpreter=slot.interpreter,
    )


def test_the_same_worker_comes_first_and_holidays_are_left_out(office: SmallOffice, giulia: Session) -> None:
    family = office.family("TH-0217", "El Amrani")
    found = find_slots(giulia, Wanted("interview", household=family, not_before=date(2026, 12, 7)))
    assert [slot.start.isoformat() for slot in found[:3]] == [
        "2026-12-07T08:30:00+01:00",
        "2026-12-07T13:30:00+01:00",
        "2026-12-09T08:30:00+01:00",
    ]
    assert {slot.caseworker_name for slot in found} == {"Giulia Ferrero"}
    assert found[0].why == "il primo libero, stesso operatore"
    assert len(found) == 10


def test_every_offered_slot_can_be_booked(office: SmallOffice, giulia: Session) -> None:
    for number in range(6):
        family = office.family(f"TH-{number}", f"Famiglia {number}")
        for slot in find_slots(giulia, Wanted("interview", household=family, language="ar", limit=3)):
            book_slot(giulia, family, slot)


def test_a_slot_has_the_fields_scripts_read(office: SmallOffice, giulia: Session) -> None:
    wanted = Wanted("interview", language="ar", others=("housing_office",), not_before=date(2026, 11, 30))
    found = find_slots(giulia, wanted)
    assert json.loads(json.dumps(found[0].as_json())) == {
        "start": "2026-11-30T08:30:00+01:00",
        "end": "2026-11-30T09:15:00+01:00",
        "caseworker": "Giulia Ferrero",
        "room": "Stanza 1",
        "interpreter": "Nadia Haddad",
        "others": ["Pietro Gallo"],
        "why": "il primo libero",
    }


def test_a_worker_who_speaks_the_language_needs_no_interpreter(office: SmallOffice, giulia: Session) -> None:
    family = office.family("TH-0300", "Osagie")
    assert find_slots(giulia, Wanted("interview", household=family, language="en"))[0].interpreter is None
    with pytest.raises(NotFound, match="Nessun interprete"):
        find_slots(giulia, Wanted("interview", household=family, language="zh"))


def test_today_offers_only_what_is_still_to_come(office: SmallOffice, giulia: Session) -> None:
    first = find_slots(giulia, Wanted("interview"))[0]
    assert first.start == datetime(2026, 11, 24, 10, 45, tzinfo=ZONE)


@pytest.mark.parametrize("shared", ["caseworker", "room", "interpreter", "others", "household"])
def test_nobody_is_held_twice(office: SmallOffice, giulia: Session, shared: str) -> None:
    one, other = office.family("TH-1", "Hassan"), office.family("TH-2", "Mansouri")
    first = {"caseworker": office.staff["giulia"], "room": office.rooms[0], "interpreter": None, "others": ()}
    second = {"caseworker": office.staff["paolo"], "room": office.rooms[1], "interpreter": None, "others": ()}
    if shared == "household":
        other = one
    elif shared == "others":
        first["others"] = second["others"] = (office.staff["pietro"],)
    else:
        first[shared] = second[shared] = {"room": office.rooms[2], "interpreter": office.staff["nadia"]}.get(
            shared, office.staff["giulia"]
        )
    book(office, one, **first)
    with pytest.raises(Clash, match=r"Hassan.*martedì 1 dicembre, 10:00 – 10:45"):
        book(office, other, TUESDAY + timedelta(minutes=30), **second)
    book(office, other, TUESDAY + timedelta(minutes=45), **second)


def test_an_interpreter_as_a_further_person_is_not_doubled_either(office: SmallOffice) -> None:
    nadia = office.staff["nadia"]
    book(office, office.family("TH-1", "Hassan"), interpreter=nadia)
    with pytest.raises(Clash, match="Nadia Haddad: già con Hassan"):
        book(office, office.family("TH-2", "Mansouri"), caseworker=office.staff["paolo"], others=(nadia,))


def test_an_appointment_moves_but_not_onto_another(office: SmallOffice, giulia: Session) -> None:
    first = book(office, office.family("TH-1", "Hassan"))
    book(office, office.family("TH-2", "Mansouri"), TUESDAY + timedelta(hours=1))
    with pytest.raises(Clash):
        move_appointment(giulia, first, start=TUESDAY + timedelta(minutes=30))
    move_appointment(giulia, first, start=TUESDAY + timedelta(minutes=15))
    with office.store.read() as connection:
        assert connection.exec_driver_sql("SELECT start FROM appointment WHERE id = ?", (first,)).scalar() == (
            "2026-12-01T09:15:00+00:00"
        )


def test_a_cancelled_place_is_free_and_comes_back_only_while_it_is(office: SmallOffice, giulia: Session) -> None:
    first = book(office, office.family("TH-1", "Hassan"))
    cancel_appointment(giulia, first)
    with pytest.raises(BadInput, match="già disdetto"):
        move_appointment(giulia, first, start=TUESDAY)
    restore_appointment(giulia, first)
    cancel_appointment(giulia, first)
    book(office, office.family("TH-2", "Mansouri"))
    with pytest.raises(Clash, match="Mansouri"):
        restore_appointment(giulia, first)


def test_the_past_and_odd_lengths_are_refused(office: SmallOffice) -> None:
    family = office.family("TH-1", "Hassan")
    with pytest.raises(BadInput, match="passata"):
        book(office, family, datetime(2026, 11, 24, 9, tzinfo=ZONE))
    for minutes in (0, -5, 13 * 60):
        with pytest.raises(BadInput, match="durata"):
            book(office, family, minutes=minutes)


def test_who_may_not_book_is_told_so(office: SmallOffice, store: Store) -> None:
    office.staff["audit"] = office.put("staff", given="Revisore", surname="Uno", role="auditor", active=1)
    with pytest.raises(NotAllowed):
        find_slots(office.session("audit"), Wanted("interview"))


def test_a_summer_and_a_winter_appointment_keep_their_hour(office: SmallOffice, giulia: Session) -> None:
    family = office.family("TH-1", "Hassan")
    start = datetime(2027, 3, 29, 10, tzinfo=ZONE)  # the clocks go forward on 28 March
    book(office, family, start + timedelta(days=1))
    found = find_slots(giulia, Wanted("interview", household=family, not_before=date(2027, 3, 30), limit=40))
    starts = {slot.start.strftime("%d %H:%M") for slot in found}
    assert "30 10:00" not in starts and found[0].start.utcoffset() == timedelta(hours=2)


def test_many_threads_at_once_get_one_appointment(office: SmallOffice) -> None:
    families = [office.family(f"TH-{number}", f"Famiglia {number}") for number in range(6)]
    gate, outcomes = Barrier(len(families)), []

    def attempt(family: str) -> None:
        gate.wait()
        try:
            outcomes.append(book(office, family))
        except Clash:
            outcomes.append("clash")

    threads = [Thread(target=attempt, args=(family,)) for family in families]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes).count("clash") == len(families) - 1


_OTHER_PROCESS = """
import sys
from datetime import datetime
from pathlib import Path
from desk.db.store import open_store
from desk.office.appointments.book_appointment import Clash, book_appointment
from desk.office.session import system_session

class Key:
    def get(self, name): return bytes.fromhex(sys.argv[2])
    def set(self, name, secret): raise AssertionError

store = open_store(Path(sys.argv[1]), secrets=lambda folder, name: Key())
sys.stdin.readline()
for family in sys.argv[5:]:
    try:
        book_appointment(system_session(store), household=family, start=datetime.fromisoformat(sys.argv[3]), minutes=45,
                         service="interview", caseworker=sys.argv[4])
        print("booked")
    except Clash:
        print("clash")
store.close()
"""


def test_two_processes_at_once_get_one_appointment(office: SmallOffice) -> None:
    key = office.store.recovery_key().hex()
    start = (datetime.now(ZONE) + timedelta(days=30)).replace(hour=10, minute=0, second=0, microsecond=0)
    groups = [[office.family(f"TH-{group}{number}", "X") for number in range(3)] for group in range(2)]
    running = [
        subprocess.Popen(
            [
                sys.executable,
                "-c",
                _OTHER_PROCESS,
                str(office.store.folder),
                key,
                start.isoformat(),
                office.staff["giulia"],
                *families,
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for families in groups
    ]
    for process in running:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    said = "".join(process.communicate()[0] for process in running).split()
    assert sorted(said) == ["booked"] + ["clash"] * 5


def test_an_unknown_service_names_those_there_are(giulia: Session) -> None:
    with pytest.raises(NotFound, match=r"«dentista» non c'è. Ci sono: .*interview"):
        find_slots(giulia, Wanted("dentista"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[week]\nmonday = ["12:30-8:30"]\n', "12:30-8:30"),
        ('week = "x"\n[holidays]\ncountry = "IT"\nprovince = "TO"\n', "week"),
        ('[week]\nmonday = [8]\n[holidays]\ncountry = "IT"\nprovince = "TO"\n', "monday"),
        ('[week]\n[holidays]\ncountry = "IX"\nprovince = "TO"\n', "IX"),
        ('[week]\n[holidays]\ncountry = "IT"\nprovince = "XX"\n', "XX"),
    ],
)
def test_broken_hours_name_the_file(text: str, said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "resources"
    (folder / "services").mkdir(parents=True)
    (folder / "services" / "hours.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("DESK_RESOURCES", str(folder))
    with pytest.raises(BadResource, match=rf"hours\.toml.*{said}"):
        load_opening()
    assert any("hours.toml" in problem for problem in check())


def test_leave_a_pattern_and_a_closure_are_honoured(office: SmallOffice, giulia: Session) -> None:
    family = office.family("TH-0001", "Rossi")
    lead = office.session("carla")
    week = TUESDAY.date()
    add_availability(giulia, Rule(Kind.AWAY, giulia.staff, week, week + timedelta(days=2), why="ferie"))
    friday = week + timedelta(days=3)
    add_availability(lead, Rule(Kind.AWAY, EVERYBODY, friday, friday, why="disinfestazione"))
    add_availability(giulia, Rule(Kind.RECEIVES, giulia.staff, week, weekdays=(0, 3), start=510, end=750))
    wanted = Wanted("interview", household=family, caseworker=giulia.staff, not_before=week)
    days = {(each.start.weekday(), each.start.hour < 13) for each in find_slots(giulia, wanted)}
    assert days == {(0, True), (3, True)}
    assert all(each.start.date() > friday for each in find_slots(giulia, wanted))
    others = replace(wanted, caseworker=office.staff["paolo"], limit=40)
    assert friday not in {each.start.date() for each in find_slots(giulia, others)}
    assert week in {each.start.date() for each in find_slots(giulia, others)}
    line = read_availability(giulia, giulia.staff)[0]
    drop_availability(giulia, line.id)
    assert len(read_availability(giulia, giulia.staff)) == 1


def test_only_who_keeps_the_diary_closes_the_office(office: SmallOffice, giulia: Session) -> None:
    closing = Rule(Kind.AWAY, EVERYBODY, TUESDAY.date(), TUESDAY.date())
    with pytest.raises(NotAllowed):
        add_availability(giulia, closing)
    with pytest.raises(BadInput, match="nessun giorno"):
        add_availability(giulia, replace(closing, who=giulia.staff, weekdays=(6,)))
    with pytest.raises(BadInput, match="viene prima"):
        add_availability(giulia, replace(closing, who=giulia.staff, last=TUESDAY.date() - timedelta(days=1)))


def test_buffers_of_neighbours_add_up(office: SmallOffice, giulia: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    known = load_services()
    changed = known | {"interview": structs.replace(known["interview"], before=5, after=10, filing=15)}
    for module in ("desk.office.appointments.slot_needs", "desk.office.appointments.diaries"):
        monkeypatch.setattr(f"{module}.load_services", lambda: changed)
    book(office, office.family("TH-0001", "Rossi"), TUESDAY)
    family = office.family("TH-0002", "Bianchi")
    wanted = Wanted("interview", household=family, caseworker=giulia.staff, not_before=TUESDAY.date(), limit=200)
    starts = [each.start for each in find_slots(giulia, wanted) if each.start.date() == TUESDAY.date()]
    after = min(each for each in starts if each > TUESDAY)
    assert after - (TUESDAY + timedelta(minutes=45)) >= timedelta(minutes=5 + 10 + 15)
    before = [each for each in starts if each < TUESDAY]
    assert all(TUESDAY - (each + timedelta(minutes=45)) >= timedelta(minutes=5 + 10 + 15) for each in before)


def test_notice_and_window_are_kept(office: SmallOffice, giulia: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    known = load_services()
    changed = known | {"interview": structs.replace(known["interview"], notice_hours=48, window_days=10)}
    monkeypatch.setattr("desk.office.appointments.slot_needs.load_services", lambda: changed)
    found = find_slots(giulia, Wanted("interview", household=office.family("TH-0001", "Rossi"), limit=200))
    assert found
    assert all(each.start > giulia.now() + timedelta(hours=48) for each in found)
    assert all(each.start < giulia.now() + timedelta(days=11) for each in found)


def test_a_day_beyond_the_window_says_how_far_it_reaches(office: SmallOffice, giulia: Session) -> None:
    assert why_nothing(giulia, Wanted("interview", not_before=date(2029, 2, 28))).startswith(
        "Questo servizio si prenota solo fino al"
    )


def test_nothing_free_names_who_is_missing_and_what_would_free_it(office: SmallOffice, giulia: Session) -> None:
    family = office.family("TH-0001", "Haddaoui", language="ar")
    lead = office.session("carla")
    nadia = office.staff["nadia"]
    add_availability(lead, Rule(Kind.AWAY, nadia, giulia.today(), giulia.today() + timedelta(days=90), why="malattia"))
    wanted = Wanted("interview", household=family, language="ar")
    assert find_slots(giulia, wanted) == []
    why = why_nothing(giulia, wanted)
    assert "L'interprete (Nadia Haddad)" in why
    assert "Senza, il primo posto è" in why


def test_nothing_free_says_what_else_stands_in_the_way(
    office: SmallOffice, giulia: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    family, today = office.family("TH-0001", "Haddaoui", language="ar"), giulia.today()
    christmas = Wanted("interview", household=family, not_before=date(2026, 12, 25), not_after=date(2026, 12, 27))
    assert why_nothing(giulia, christmas) == "In questi giorni l'ufficio è chiuso."
    lead = office.session("carla")
    for who in ("giulia", "paolo", "nadia"):
        add_availability(lead, Rule(Kind.AWAY, office.staff[who], today, today + timedelta(days=90)))
    why = why_nothing(giulia, Wanted("interview", household=family, language="ar"))
    assert why.startswith("Chi fa il servizio (Giulia Ferrero, Paolo Bosio): nessun tempo libero in questi giorni.")
    assert "L'interprete (Nadia Haddad): nessun tempo libero in questi giorni." in why
    known = load_services()
    changed = known | {"interview": structs.replace(known["interview"], notice_hours=48)}
    monkeypatch.setattr("desk.office.appointments.slot_needs.load_services", lambda: changed)
    late = Wanted("interview", household=family, not_after=today + timedelta(days=1))
    assert why_nothing(giulia, late).startswith("Questo servizio si prenota almeno 48 ore prima")


def test_an_hour_that_the_clock_leaves_out_is_never_offered(office: SmallOffice, giulia: Session) -> None:
    lead, night = office.session("carla"), date(2027, 3, 28)
    add_availability(lead, Rule(Kind.EXTRA, EVERYBODY, night, night, (), 60, 5 * 60))
    family = office.family("TH-0001", "Rossi")
    found = find_slots(
        giulia, Wanted("interview", minutes=30, household=family, not_before=night, not_after=night, limit=99)
    )
    hours = {(each.start.hour, each.start.minute) for each in found}
    assert min(hours) == (1, 0) and (1, 30) in hours and (3, 0) in hours
    assert not {(hour, minute) for hour, minute in hours if hour == 2 or (hour, minute) == (1, 45)}


def test_who_has_the_service_comes_before_who_just_may(office: SmallOffice, giulia: Session) -> None:
    found = find_slots(giulia, Wanted("housing_office", limit=1))
    assert found[0].caseworker == office.staff["pietro"]  # the others give it by their role alone


def test_holidays_are_named_in_the_language_of_the_screens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en_US")  # an Italian office on a machine in English
    day = date(2026, 12, 8)
    assert load_opening().holidays(range(2026, 2027))[day] == "Immacolata Concezione"
    i18n.use("en")
    try:
        assert load_opening().holidays(range(2026, 2027))[day] == "Immaculate Conception"
    finally:
        i18n.use("it")


def test_holidays_know_the_patron_and_the_feast_that_came_back() -> None:
    found = load_opening().holidays(range(2026, 2027))
    assert date(2026, 6, 24) in found
    assert date(2026, 10, 4) in found
    assert date(2025, 10, 4) not in load_opening().holidays(range(2025, 2026))
