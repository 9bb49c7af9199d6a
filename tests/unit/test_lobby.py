"""From the kiosk's rows to a visit: exactly once, whoever sees it first; numbers that never collide; nothing leaks."""

import hashlib
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import DatabaseError

from desk.db.store import Store
from desk.domain.arrival_code import code_of
from desk.domain.visit import State
from desk.errors import StoreUnusable
from desk.office.front import call as calls
from desk.office.front.check_in import check_in, identify, leave
from desk.office.front.tickets import MACHINE_NUMBER, MACHINES, place_of, ticket_of
from desk.office.front.today import read_today
from desk.office.front.visit_moves import AlreadyDone
from desk.office.lobby.intake import take_in
from desk.office.lobby.key import keep_key, kept_key, receive_key, seal, sealing_public
from desk.office.lobby.kiosk import Refusal, Refused, Ticket, arrive_by_birth, arrive_by_scan, take_number, tell
from desk.office.lobby.notices import close_notice, notice_words, open_notices
from desk.office.lobby.publish import codes_due, forget_old, prepare, publish_code, publish_hall
from desk.office.lobby.rows import Kind, Notice, key_id, read_calls, read_hall
from desk.office.machine.code_key import office_key
from desk.office.session import Session, system_session
from tests.conftest import Clock
from tests.small_office import SmallOffice, build_small_office, person

CARD = "RSSMRA85T50A562S"
BORN = date(1985, 12, 10)


def quick(proof: bytes, salt: bytes) -> bytes:
    return hashlib.sha256(salt + proof).digest()[:16]


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


@pytest.fixture
def desk(office: SmallOffice) -> Session:
    return office.session("chiara")


def expected(office: SmallOffice, name: str = "Rossi", card: str = CARD, hour: int = 10, language: str = "ar") -> str:
    """A family with an appointment today; gives the appointment."""
    household = office.family(
        f"TH-{name}",
        name,
        (person("Maria", name, BORN, role="head"), person("Ugo", name, "2020-01-02", "M")),
        language=language,
    )
    office.put("identifier", person=office.people(household)[0], kind="tax_code", value=card, canonical=card)
    return office.put(
        "appointment",
        household=household,
        service="interview",
        start=f"2026-11-24T{hour:02}:00:00+00:00",
        minutes=45,
        caseworker=office.staff["giulia"],
        state="scheduled",
    )


def publish(session: Session) -> bytes:
    key = prepare(session)
    assert key is not None
    for day, wanted in codes_due(session, key):
        publish_code(session, key, day, wanted, quick)
    publish_hall(session)
    return key


def scan(store: Store, text: str, language: str = "") -> Ticket | Refused:
    return arrive_by_scan(store, text, language, quick)


def visits(store: Store) -> list[tuple[str, str, str]]:
    with store.read() as connection:
        rows = connection.exec_driver_sql("SELECT ticket, state, coalesce(appointment, '') FROM visit ORDER BY ticket")
        return [(row[0], row[1], row[2]) for row in rows.fetchall()]


def test_a_card_becomes_one_visit_with_its_number(office: SmallOffice, desk: Session) -> None:
    booked = expected(office)
    publish(desk)
    given = scan(office.store, f"*{CARD}*")
    assert isinstance(given, Ticket)
    assert (given.ticket, given.kind, given.language, given.again) == ("A01", Kind.APPOINTMENT, "ar", False)
    assert take_in(desk) is not None
    assert take_in(desk) is None
    assert visits(office.store) == [("A01", State.WAITING, booked)]
    assert [row.ticket for row in read_today(desk).waiting] == ["A01"]


def test_the_same_card_twice_is_the_same_number(office: SmallOffice, desk: Session) -> None:
    expected(office)
    publish(desk)
    scan(office.store, CARD)
    take_in(desk)
    again = scan(office.store, CARD, "fr")
    assert isinstance(again, Ticket)
    assert (again.ticket, again.again, again.language) == ("A01", True, "fr")
    assert take_in(desk) is None
    assert len(visits(office.store)) == 1


def test_a_card_after_reception_marked_the_arrival_tells_the_number_that_was_given(
    office: SmallOffice, desk: Session
) -> None:
    booked = expected(office)
    publish(desk)
    assert check_in(desk, appointment=booked).ticket == "A01"
    again = scan(office.store, CARD)
    assert isinstance(again, Ticket)
    assert (again.ticket, again.again) == ("A01", True)
    assert take_in(desk) is None


def test_who_left_and_scans_again_waits_again(office: SmallOffice, desk: Session, clock: Clock) -> None:
    expected(office)
    publish(desk)
    scan(office.store, CARD)
    take_in(desk)
    leave(desk, read_today(desk).waiting[0].visit)
    clock.forward(minutes=30)
    scan(office.store, CARD)
    take_in(desk)
    assert [state for _, state, _ in visits(office.store)] == [State.WAITING]


def test_the_code_on_the_slip_and_the_birth_date_do_as_well(office: SmallOffice, desk: Session) -> None:
    booked = expected(office)
    key = publish(desk)
    by_code = scan(office.store, f"BEGIN:VCALENDAR\nUID:{code_of(key, booked, date(2026, 11, 24))}@TO-Home")
    by_birth = arrive_by_birth(office.store, BORN, "ros", "", quick)
    assert isinstance(by_code, Ticket)
    assert isinstance(by_birth, Ticket)
    assert by_code.ticket == by_birth.ticket == "A01"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Refusal.GARBAGE),
        ("https://example.org/menu", Refusal.GARBAGE),
        ("\x00\x1b[2J" * 4000, Refusal.GARBAGE),
        ("VRDLGU70A01L219A", Refusal.NOT_EXPECTED),
        (code_of(bytes(32), "x", date(2026, 11, 24)), Refusal.OTHER_OFFICE),
    ],
)
def test_what_is_not_expected_gets_no_number(office: SmallOffice, desk: Session, text: str, why: Refusal) -> None:
    expected(office)
    publish(desk)
    assert scan(office.store, text) == Refused(why)
    assert take_in(desk) is None


def test_a_code_of_another_day_says_which(office: SmallOffice, desk: Session) -> None:
    expected(office)
    key = publish(desk)
    assert scan(office.store, code_of(key, "gone", date(2026, 12, 3))) == Refused(Refusal.OTHER_DAY, date(2026, 12, 3))


def test_a_forged_code_is_told_to_reception(office: SmallOffice, desk: Session) -> None:
    key = publish(desk)
    code = code_of(key, "x", date(2026, 11, 24))
    assert scan(office.store, code[:-1] + ("A" if code[-1] != "A" else "B")) == Refused(Refusal.FORGED)
    (told,) = open_notices(desk)
    assert told.kind is Notice.FORGED
    assert "codice non valido" in notice_words(told)


def test_two_families_that_fit_the_same_birth_date_are_sent_to_the_desk(office: SmallOffice, desk: Session) -> None:
    expected(office, "Rossi")
    expected(office, "Rossini", "RSSLRA85T50A562S")
    publish(desk)
    assert arrive_by_birth(office.store, BORN, "ROS", "", quick) == Refused(Refusal.SEVERAL)


def test_the_second_appointment_of_a_family_gets_its_own_number(office: SmallOffice, desk: Session) -> None:
    first = expected(office)
    with office.store.write() as unit:
        row = unit.get("appointment", first)
        assert row is not None
        facts = {key: value for key, value in row.items() if key not in ("id", "stamps")}
        unit.put("appointment", **facts | {"start": "2026-11-24T13:00:00+00:00"})
    publish(desk)
    tickets = [scan(office.store, CARD) for _ in range(3)]
    assert [(each.ticket, each.again) for each in tickets if isinstance(each, Ticket)] == [
        ("A01", False),
        ("A02", False),
        ("A02", True),
    ]


def test_a_cancelled_appointment_checks_nobody_in(office: SmallOffice, desk: Session) -> None:
    booked = expected(office)
    publish(desk)
    with office.store.write() as unit:
        unit.change("appointment", booked, state="cancelled")
    publish(desk)
    assert scan(office.store, CARD) == Refused(Refusal.NOT_EXPECTED)
    with office.store.write() as unit:
        unit.change("appointment", booked, state="scheduled")
    publish(desk)
    assert isinstance(scan(office.store, CARD), Ticket)


def test_a_corrected_tax_code_is_hashed_anew_and_nothing_else(office: SmallOffice, desk: Session, clock: Clock) -> None:
    expected(office)
    key = publish(desk)
    assert codes_due(desk, key) == []
    clock.forward(seconds=1)
    with office.store.write() as unit:
        (row,) = unit.connection.exec_driver_sql("SELECT id FROM identifier").fetchone() or ("",)
        unit.put("identifier", row, value="VRDLGU70A41L219A", canonical="VRDLGU70A41L219A")
    assert len(codes_due(desk, key)) == 1
    publish(desk)
    assert scan(office.store, CARD) == Refused(Refusal.NOT_EXPECTED)
    assert isinstance(scan(office.store, "VRDLGU70A41L219A"), Ticket)


def test_who_comes_next_is_known_first(office: SmallOffice, desk: Session) -> None:
    """At 10:34 of the office's clock; a card takes a fifth of a second, and sixty families come in a day."""
    times = {expected(office, name, f"{name:A<16}", hour): name for name, hour in (("X", 7), ("Y", 15), ("Z", 9))}
    cards = [wanted.start for _day, wanted in codes_due(desk, prepare(desk) or b"") if not wanted.fast]
    assert len(times) == 3
    assert list(dict.fromkeys(cards)) == [f"2026-11-24T{hour:02}:00:00+00:00" for hour in (9, 15, 7)]


def test_numbers_without_an_appointment_wait_without_a_name(office: SmallOffice, desk: Session) -> None:
    publish(desk)
    assert take_number(office.store, Kind.TALK, "ro").ticket == "B01"
    assert take_number(office.store, Kind.PAPER, "zh").ticket == "C01"
    take_in(desk)
    waiting = sorted((row.ticket, row.name, row.language) for row in read_today(desk).waiting)
    assert waiting == [("B01", "", "ro"), ("C01", "", "zh")]
    assert check_in(desk, household=office.family("TH-9", "Verdi")).ticket == "B02"


def test_reception_finds_out_who_holds_a_number(office: SmallOffice, desk: Session) -> None:
    booked = expected(office)
    publish(desk)
    take_number(office.store, Kind.TALK, "ro")
    take_in(desk)
    (row,) = read_today(desk).waiting
    with office.store.read() as connection:
        (household,) = connection.exec_driver_sql("SELECT household FROM appointment").fetchone() or ("",)
    made = identify(desk, row.visit, household)
    assert made.ticket == "B01"
    today = read_today(desk)
    assert [(each.ticket, each.name) for each in today.waiting] == [("B01", "Rossi")]
    assert today.expected == ()
    again = scan(office.store, CARD)
    assert isinstance(again, Ticket)
    assert (again.ticket, again.again) == ("B01", True)
    assert take_in(desk) is None
    with pytest.raises(AlreadyDone):
        identify(desk, row.visit, household)
    office.store.undo(made.changes.batch, desk.staff)
    assert [each.appointment for each in read_today(desk).expected] == [booked]


def test_a_paper_is_given_by_whoever_is_free(office: SmallOffice, desk: Session) -> None:
    publish(desk)
    with office.store.write() as unit:
        for name in ("giulia", "paolo", "pietro"):
            unit.put("staff", office.staff[name], services="housing_office")
    take_number(office.store, Kind.PAPER, "it")
    take_in(desk)
    called = calls.call(desk, read_today(desk).waiting[0].visit)
    assert called.ticket == "C01"
    assert called.room.startswith("Stanza")


def test_windows_on_one_store_count_together(office: SmallOffice, desk: Session) -> None:
    assert check_in(desk, household=office.family("TH-9", "Verdi")).ticket == "B01"
    assert take_number(office.store, Kind.TALK, "it").ticket == "B02"
    assert check_in(desk, household=office.family("TH-8", "Bianchi")).ticket == "B03"


def test_machines_never_give_the_same_number(new_store: Callable[..., Store]) -> None:
    given = []
    for machine in range(3):
        kiosk = new_store(f"kiosk{machine}")
        kiosk.remember(MACHINE_NUMBER, str(machine))
        given += [take_number(kiosk, Kind.TALK, "it").ticket for _ in range(120)]
    assert len(set(given)) == len(given)
    assert given[0] == "B01"
    assert given[120] == "B101"


def test_every_number_leads_back_to_its_place() -> None:
    seen = {ticket_of("B", machine, place) for machine in range(MACHINES) for place in range(1, 250)}
    assert len(seen) == MACHINES * 249
    assert all(
        place_of(ticket_of("B", machine, place), "B", machine) == place
        for machine in (0, 1, 63)
        for place in range(1, 250)
    )
    assert place_of("B101", "B", 0) == place_of("A01", "B", 0) == place_of("B00", "B", 0) == 0


def test_two_desks_that_take_in_the_same_arrival_make_one_visit(
    office: SmallOffice, desk: Session, new_store: Callable[..., Store]
) -> None:
    expected(office)
    publish(desk)
    other = new_store("other")
    with office.store.read() as connection:
        copy = list(_entries(connection))
    other.receive(copy)
    scan(office.store, CARD)
    take_number(office.store, Kind.TALK, "es")
    with office.store.read() as connection:
        other.receive(_entries(connection))
    take_in(desk)
    take_in(system_session(other))
    with office.store.read() as connection:
        other.receive(_entries(connection))
    with other.read() as connection:
        office.store.receive(_entries(connection))
    assert visits(office.store) == visits(other)
    assert [ticket for ticket, _, _ in visits(other)] == ["A01", "B01"]
    with other.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM conflict WHERE differs = 1").scalar_one() == 0


def _entries(connection: object) -> list:  # type: ignore[type-arg]
    from desk.db.journal import entries

    return list(entries(connection))  # type: ignore[arg-type]


def test_a_call_reaches_the_display_with_room_and_language(office: SmallOffice, desk: Session, clock: Clock) -> None:
    expected(office)
    publish(desk)
    scan(office.store, CARD)
    take_in(desk)
    visit = read_today(desk).waiting[0].visit
    called = calls.call(desk, visit)
    clock.forward(seconds=40)
    calls.recall(desk, visit)
    with office.store.read() as connection:
        (shown,) = read_calls(connection, "2026-11-24")
    assert (shown.ticket, shown.room, shown.language, shown.calls) == ("A01", called.room, "ar", 2)
    assert shown.number in (1, 2, 3)


def test_a_call_that_is_taken_back_leaves_the_display(office: SmallOffice, desk: Session) -> None:
    expected(office)
    publish(desk)
    scan(office.store, CARD)
    take_in(desk)
    called = calls.call(desk, read_today(desk).waiting[0].visit)
    office.store.undo(called.changes.batch, desk.staff)
    with office.store.read() as connection:
        assert read_calls(connection, "2026-11-24") == ()


def test_the_hall_is_told_only_when_it_changes(office: SmallOffice, desk: Session) -> None:
    publish(desk)
    before = office.store.position()
    publish_hall(desk)
    assert office.store.position() == before
    take_number(office.store, Kind.TALK, "it")
    take_in(desk)
    publish_hall(desk)
    with office.store.read() as connection:
        told = read_hall(connection, "2026-11-24")
        assert read_hall(connection, "2026-11-25").waiting is None
    assert (told.office, told.waiting) == ("Polo di Barriera di Milano", 1)
    assert told.low is not None


def test_help_is_told_once_until_somebody_comes(office: SmallOffice, desk: Session) -> None:
    tell(office.store, Notice.HELP)
    tell(office.store, Notice.HELP)
    (told,) = open_notices(desk)
    close_notice(desk, told.id)
    assert open_notices(desk) == ()


def test_the_lobby_forgets_past_days_everywhere(office: SmallOffice, desk: Session, clock: Clock) -> None:
    expected(office)
    publish(desk)
    scan(office.store, CARD)
    take_number(office.store, Kind.TALK, "it")
    take_in(desk)
    clock.time += timedelta(days=3)
    assert forget_old(desk) > 3
    with office.store.read() as connection:
        for table in ("arrival_code", "lobby_arrival", "lobby_call"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() == 0
            blank = f"SELECT count(*) FROM journal WHERE \"table\" = '{table}' AND op = 'put' AND fields <> ''"
            assert connection.exec_driver_sql(blank).scalar_one() == 0


def test_only_the_kiosk_opens_what_a_desk_sealed_for_it(
    office: SmallOffice, desk: Session, new_store: Callable[..., Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosk = new_store("kiosk")
    secrets: dict[str, bytes] = {}
    monkeypatch.setattr(kiosk, "secrets", Kept(secrets))
    public = sealing_public(kiosk)
    with office.store.write() as unit:
        unit.put("lobby_device", kiosk.device, public_key=public)
    key = prepare(desk)
    assert key is not None
    assert receive_key(kiosk) is None
    with office.store.read() as connection:
        assert office_key(connection) == key
        row = connection.exec_driver_sql("SELECT sealed FROM lobby_key WHERE id = ?", (key_id(kiosk.device, public),))
        (sealed,) = row.fetchone() or ("",)
    assert key.hex() not in sealed
    assert sealed == seal(key, public)
    with kiosk.write() as unit:
        unit.put("lobby_key", key_id(kiosk.device, public), device=kiosk.device, sealed=sealed)
    assert receive_key(kiosk) == key == kept_key(kiosk)
    secrets.clear()
    sealing_public(kiosk)
    assert receive_key(kiosk) is None


class Kept:
    """A keyring of one machine alone."""

    def __init__(self, kept: dict[str, bytes]) -> None:
        self._kept = kept

    def get(self, name: str) -> bytes | None:
        return self._kept.get(name)

    def set(self, name: str, secret: bytes) -> None:
        self._kept[name] = secret

    def forget(self, name: str) -> None:
        self._kept.pop(name, None)


def test_a_kiosk_on_the_office_store_cannot_ask_for_a_family(office: SmallOffice, desk: Session) -> None:
    expected(office)
    key = publish(desk)
    keep_key(office.store, key)
    office.store.narrow()
    given = scan(office.store, CARD)
    assert isinstance(given, Ticket)
    scan(office.store, CARD)
    take_number(office.store, Kind.TALK, "it")
    tell(office.store, Notice.HELP)
    for asked in (
        "SELECT surname FROM person",
        "SELECT value FROM identifier",
        "SELECT fields FROM journal",
        "SELECT base FROM journal",
        "SELECT words FROM person_search",
        "UPDATE visit SET state = 'done'",
        "DELETE FROM household",
    ):
        with pytest.raises((StoreUnusable, DatabaseError)), office.store.read() as connection:
            connection.exec_driver_sql(asked).fetchall()
