"""Reminders: when one is owed, whom a message may reach, what it says, and that it leaves once."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from desk.catalogue.reminders import load_reminders
from desk.db.store import Store
from desk.db.tables import contact, reminder
from desk.domain.reminders import Quiet, Reminder, Way, due_from
from desk.errors import BadResource
from desk.office.appointments.book_appointment import book_appointment, cancel_appointment, move_appointment
from desk.office.household.consents import record_consent
from desk.office.place import Place, change_place
from desk.office.reminders.by_hand import came_back
from desk.office.reminders.channels import Channels, Email, Note, NotSent, Sms, Unsure, load_channels
from desk.office.reminders.plan import Owed, Standing, read_reminders, reminder_key
from desk.office.reminders.send import Report, send_reminders
from desk.office.reminders.wording import Spot, email_text, sms_text
from desk.office.reminders.words import fault_words
from desk.office.session import ZONE, Session, system_session
from desk.settings import FAMILY_LANGUAGES, PROJECT
from tests.conftest import Clock
from tests.small_office import SmallOffice, build_small_office, person

BOTH = Channels(Email(host="127.0.0.1", security="none"), Sms(url="http://127.0.0.1/", body={"to": "{to}"}))
MEETING = datetime(2026, 12, 15, 9, 0, tzinfo=UTC)
DAY_BEFORE = datetime(2026, 12, 14, 8, 30, tzinfo=UTC)
WEEK_BEFORE = datetime(2026, 12, 7, 8, 30, tzinfo=UTC)


@dataclass
class Wire:
    """A line that keeps what was given to it; `faults` are raised first, one by one."""

    notes: list[Note] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)

    def __call__(self, session: Session, channels: Channels, way: Way) -> "Wire":
        return self

    def send(self, note: Note) -> str:
        if self.faults:
            raise self.faults.pop(0)
        self.notes.append(note)
        return "gateway-1"

    def close(self) -> None: ...


@dataclass
class Front:
    """An office with one family that has a mobile phone and an address, and an appointment in three weeks."""

    office: SmallOffice
    home: str
    appointment: str
    wire: Wire

    @property
    def session(self) -> Session:
        return self.office.session("chiara")

    def agree(self, choice: str, yes: bool = True, member: int = 0) -> None:
        record_consent(self.session, self.home, self.office.people(self.home)[member], choice, yes)

    def owed(self, kind: str = "day") -> Owed:
        return next(each for each in read_reminders(self.session, BOTH.ready()) if each.kind.id == kind)

    def send(self) -> Report:
        return send_reminders(self.session, BOTH, line=self.wire)


@pytest.fixture
def front(store: Store) -> Front:
    office = build_small_office(store)
    change_place(system_session(store), Place("Polo", "Corso Vercelli 15", "011 0111222"))
    members = (person("Anna", "Rossi", "1985-04-02", role="head"), person("Ugo", "Rossi", "1984-01-01", "M", "spouse"))
    home = office.family("TH-0001", "Rossi", members, language="ro")
    anna = office.people(home)[0]
    office.put("contact", household=home, person=anna, kind="phone", value="+393515550101", verified=1)
    office.put("contact", household=home, person=anna, kind="email", value="anna@example.org")
    office.put("address", household=home, street="Via Cigna 1", zip="10152", town="Torino")
    made = book_appointment(
        office.session("chiara"),
        household=home,
        start=MEETING,
        minutes=45,
        service="interview",
        caseworker=office.staff["giulia"],
    )
    return Front(office, home, made.appointment, Wire())


# — when —

QUIET = Quiet(time(9), time(19), frozenset(range(6)), lambda day: day == date(2026, 12, 8))
DAY = Reminder("day", 1, 2)


def test_a_reminder_for_monday_leaves_on_saturday_and_none_on_a_holiday() -> None:
    assert due_from(datetime(2026, 12, 14, 10, tzinfo=ZONE), DAY, QUIET) == datetime(2026, 12, 12, 9, tzinfo=ZONE)
    assert due_from(datetime(2026, 12, 9, 10, tzinfo=ZONE), DAY, QUIET) == datetime(2026, 12, 7, 9, tzinfo=ZONE)


@settings(max_examples=40)
@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)), st.integers(1, 30))
def test_it_always_leaves_before_on_an_open_day_at_most_a_week_early(start: datetime, days: int) -> None:
    start = start.replace(tzinfo=ZONE)
    due = due_from(start, Reminder("x", days, 0), QUIET)
    assert not QUIET.now(due)
    assert days <= (start.date() - due.date()).days < days + 7


def test_at_night_the_next_open_moment_is_named() -> None:
    saturday_night = datetime(2026, 12, 5, 22, tzinfo=ZONE)
    assert QUIET.now(saturday_night)
    assert QUIET.next_open(saturday_night) == datetime(2026, 12, 7, 9, tzinfo=ZONE)


def test_both_reminders_are_owed_and_leave_in_their_turn(front: Front, clock: Clock) -> None:
    front.agree("messages")
    assert [each.kind.id for each in read_reminders(front.session, BOTH.ready())] == []  # three weeks away
    clock.time = datetime(2026, 12, 7, 12, tzinfo=UTC)
    assert {each.kind.id: each.standing for each in read_reminders(front.session, BOTH.ready())} == {
        "week": Standing.DUE,  # 8 December is a holiday: on the 7th
        "day": Standing.LATER,
    }


def test_who_booked_yesterday_is_not_reminded_of_it_today(front: Front, clock: Clock) -> None:
    clock.time = DAY_BEFORE + timedelta(hours=1)
    book_appointment(
        front.session, household=front.home, start=MEETING + timedelta(hours=3), minutes=45, service="interview",
        caseworker=front.office.staff["paolo"],
    )  # fmt: skip
    assert {each.appointment for each in read_reminders(front.session, BOTH.ready())} == {front.appointment}


def test_a_moved_appointment_is_owed_new_reminders(front: Front, clock: Clock) -> None:
    front.agree("messages")
    clock.time = DAY_BEFORE
    front.send()
    move_appointment(front.session, front.appointment, start=MEETING + timedelta(days=14))
    clock.time = DAY_BEFORE + timedelta(days=14)
    front.send()
    assert len(front.wire.notes) == 2
    assert front.wire.notes[0].id != front.wire.notes[1].id


# — whom —


def test_without_a_yes_nothing_leaves_and_a_no_is_kept_to(front: Front, clock: Clock) -> None:
    clock.time = DAY_BEFORE
    assert (front.owed().reach.way, front.owed().standing) == (Way.CALL, Standing.BY_HAND)
    assert front.owed("week").standing is Standing.LATE
    front.agree("messages")
    assert front.owed().reach.way is Way.SMS
    clock.forward(seconds=1)
    front.agree("messages", yes=False)
    front.agree("email")
    assert (front.owed().reach.way, front.owed().reach.value) == (Way.EMAIL, "anna@example.org")
    front.agree("messages", member=1)  # another's yes does not open Anna's phone
    assert front.owed().reach.way is Way.EMAIL


def test_a_week_before_there_is_time_for_a_letter(front: Front, clock: Clock) -> None:
    clock.time = datetime(2026, 12, 7, 12, tzinfo=UTC)
    week = front.owed("week")
    assert (week.reach.way, week.reach.value) == (Way.LETTER, "Via Cigna 1\n10152 Torino")


def test_whose_safety_is_at_stake_gets_neither_message_nor_letter(front: Front, clock: Clock) -> None:
    front.agree("messages")
    with front.office.store.write() as unit:
        unit.change("person", front.office.people(front.home)[1], safety="si")
    clock.time = datetime(2026, 12, 7, 12, tzinfo=UTC)
    assert front.owed("week").reach.way is Way.CALL
    assert "Sicurezza" in front.owed("week").reach.why


def test_a_landline_and_a_neighbours_number_get_no_message(front: Front, clock: Clock) -> None:
    home = front.office.family("TH-0002", "Bianchi", (person("Ada", "Bianchi", "1980-01-01", role="head"),))
    ada = front.office.people(home)[0]
    front.office.put("contact", household=home, person=ada, kind="phone", value="+390110112222")
    front.office.put("contact", household=home, kind="phone", value="+393515550199", note="la vicina")
    record_consent(front.session, home, ada, "messages", given=True)
    book_appointment(
        front.session, household=home, start=MEETING, minutes=45, service="interview",
        caseworker=front.office.staff["paolo"],
    )  # fmt: skip
    clock.time = DAY_BEFORE
    ways = {each.home.code: each.reach.way for each in read_reminders(front.session, BOTH.ready())}
    assert ways == {"TH-0001": Way.CALL, "TH-0002": Way.CALL}


# — what —


@pytest.mark.parametrize("language", FAMILY_LANGUAGES)
def test_a_message_says_when_where_and_whom_to_call_and_nothing_else(language: str) -> None:
    spot = Spot("Corso Vercelli 15", "011 01112222")
    when = MEETING.astimezone(ZONE)
    sms, mail = sms_text(language, when, spot, answers=True), email_text(language, when, spot)
    for text in (sms, mail):
        assert "Corso Vercelli 15" in text and "10:00" in text and "01112222" in text
        assert not [word for word in ("TO-Home", "Rossi", "Ferrero", "assist", "sociale", "{") if word in text]
    assert "\u00a0" not in sms and "011\u00a001112222" in mail  # a phone's own signs know no such space
    assert len(sms_text(language, when, spot)) < 200


# — once —


def row_states(store: Store) -> list[str]:
    with store.read() as connection:
        return list(connection.execute(select(reminder.c.state).order_by(reminder.c.at, reminder.c.id)).scalars())


def test_it_leaves_once_however_often_somebody_asks(front: Front, clock: Clock) -> None:
    front.agree("messages")
    clock.time = DAY_BEFORE
    assert front.send().sent == 1
    assert [front.send().sent for _again in range(3)] == [0, 0, 0]
    assert [note.to for note in front.wire.notes] == ["+393515550101"]
    assert front.owed().standing is Standing.DONE


def test_the_file_for_the_phone_names_neither_service_nor_family(front: Front, clock: Clock) -> None:
    front.agree("email")
    clock.time = DAY_BEFORE
    front.send()
    (note,) = front.wire.notes
    shown = [line for line in note.calendar.decode().splitlines() if line.startswith(("SUMMARY", "LOCATION", "DESC"))]
    assert shown == ["SUMMARY:Orașul Torino", "LOCATION:Corso Vercelli 15"]


def test_nothing_leaves_in_quiet_hours(front: Front, clock: Clock) -> None:
    front.agree("messages")
    clock.time = datetime(2026, 12, 14, 5, tzinfo=UTC)
    report = front.send()
    assert (report.sent, report.quiet_until) == (0, datetime(2026, 12, 14, 9, tzinfo=ZONE))


def test_a_cancelled_appointment_reminds_nobody(front: Front, clock: Clock) -> None:
    front.agree("messages")
    clock.time = DAY_BEFORE
    cancel_appointment(front.session, front.appointment)
    assert front.send().sent == 0


def test_a_wrong_number_is_followed_by_the_mail_and_then_by_a_call(front: Front, clock: Clock) -> None:
    front.agree("messages")
    front.agree("email")
    clock.time = DAY_BEFORE
    front.wire.faults = [NotSent("http 422", wrong=True)]
    assert front.send().failed == 1
    assert (front.owed().standing, front.owed().reach.way) == (Standing.DUE, Way.EMAIL)
    front.wire.faults = [NotSent("smtp 550", wrong=True)]
    assert front.send().failed == 1
    assert (front.owed().standing, front.owed().reach.way) == (Standing.BY_HAND, Way.CALL)
    assert "non è arrivato" in front.owed().reach.why
    assert front.send().sent == 0


def test_a_gateway_that_is_away_is_asked_again_and_the_rest_waits(front: Front, clock: Clock) -> None:
    front.agree("messages")
    clock.time = DAY_BEFORE
    front.wire.faults = [NotSent("sms away", again=True)]
    report = front.send()
    assert (report.sent, report.left, report.faults, report.ok) == (0, 1, ["sms away"], False)
    clock.forward(minutes=15)
    assert front.send().sent == 1


def test_a_line_that_broke_is_never_used_twice_for_the_same(front: Front, clock: Clock) -> None:
    front.agree("messages")
    clock.time = DAY_BEFORE
    front.wire.faults = [Unsure("ReadTimeout")]
    assert front.send().unsure == 1
    assert front.send().sent == 0
    assert (front.owed().standing, front.owed().reach.way) == (Standing.BY_HAND, Way.CALL)


@pytest.mark.parametrize(
    ("mail", "fault"),
    [
        (Email(host="127.0.0.1", security="none"), "smtp sender"),
        (Email(host="127.0.0.1", sender="to-home@comune.example", authority="/nowhere/ca.pem"), "smtp file"),
    ],
)
def test_a_way_that_is_not_set_up_right_leaves_nobody_uncertain(
    front: Front, clock: Clock, mail: Email, fault: str
) -> None:
    front.agree("email")
    clock.time = DAY_BEFORE
    report = send_reminders(front.session, Channels(mail))
    assert (report.faults, report.left, report.ok) == ([fault], 1, False)
    assert row_states(front.office.store) == ["retry"] and fault_words(fault) != fault_words("?")
    clock.forward(minutes=15)
    assert front.send().sent == 1


def test_a_family_that_is_erased_meanwhile_does_not_hold_up_the_others(front: Front, clock: Clock) -> None:
    """Another desk booked it, or noted its phone, before it heard of the erasing."""
    gone = front.office.family("TH-0002", "Bianchi", (person("Ida", "Bianchi", "1970-01-01", "F", "head"),))
    front.office.put("contact", household=gone, kind="phone", value="+393515550102")
    front.office.put("appointment", household=gone, start=MEETING.isoformat(), minutes=45, state="scheduled")
    with front.office.store.write() as unit:
        unit.erase("household", gone)
    front.agree("messages")
    clock.time = DAY_BEFORE
    assert {each.home.id for each in read_reminders(front.session, BOTH.ready())} == {front.home}
    assert front.send().sent == 1


def test_an_address_that_bounced_gets_nothing_more_until_it_is_corrected(front: Front, clock: Clock) -> None:
    """Neither this reminder at the family's second note of the same address, nor the next one."""
    front.agree("email")
    anna = front.office.people(front.home)[0]
    front.office.put("contact", household=front.home, person=anna, kind="email", value="Anna@Example.org")
    clock.time = WEEK_BEFORE
    assert front.send().sent == 1
    clock.forward(minutes=5)
    came_back(front.session, front.owed("week"))
    assert (front.owed("week").standing, front.owed("week").reach.way) == (Standing.BY_HAND, Way.CALL)
    assert front.owed("day").reach.why == "Un messaggio di prima non è arrivato"
    clock.time = DAY_BEFORE
    assert front.send().sent == 0 and len(front.wire.notes) == 1
    assert (front.owed("day").standing, front.owed("day").reach.way) == (Standing.BY_HAND, Way.CALL)
    with front.office.store.write() as unit:
        for row in unit.connection.execute(select(contact.c.id).where(contact.c.kind == "email")).scalars().all():
            unit.change("contact", row, value="anna.rossi@example.org")
    assert front.owed("day").standing is Standing.DUE
    assert front.send().sent == 1 and front.wire.notes[-1].to == "anna.rossi@example.org"


def test_after_a_bounce_the_familys_other_address_is_written_to_once(front: Front, clock: Clock) -> None:
    front.agree("email")
    anna = front.office.people(front.home)[0]
    front.office.put("contact", household=front.home, person=anna, kind="email", value="rossi@example.org")
    clock.time = DAY_BEFORE
    assert front.send().sent == 1
    came_back(front.session, front.owed("day"))
    assert front.send().sent == 1
    assert {each.to for each in front.wire.notes} == {"anna@example.org", "rossi@example.org"}
    assert front.send().sent == 0 and front.owed("day").standing is Standing.DONE
    came_back(front.session, front.owed("day"))
    assert front.send().sent == 0 and front.owed("day").reach.way is Way.CALL


class Dead(BaseException):
    """The process is gone."""


def test_a_machine_that_dies_while_sending_does_not_send_again(front: Front, clock: Clock) -> None:
    front.agree("messages")
    clock.time = DAY_BEFORE
    front.wire.faults = [Dead()]  # type: ignore[list-item]
    with pytest.raises(Dead):
        front.send()
    assert row_states(front.office.store) == ["sending"]
    assert front.send().sent == 0
    assert row_states(front.office.store) == ["unsure"]


def test_the_key_of_a_reminder_is_the_same_everywhere() -> None:
    assert reminder_key("a", "day", "2026-12-15T09:00:00+00:00") == reminder_key(
        "a", "day", "2026-12-15T09:00:00+00:00"
    )


# — the file of the channels —


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[email]\nhost = "mail.example.org"\nsecurity = "none"', "cifratura"),
        ('[sms]\nurl = "http://sms.example.org/"\nbody = { to = "{to}" }', "https"),
        ('[sms]\nurl = "https://sms.example.org/"', "sms.body"),
        ('[email]\nhots = "x"', "hots"),
        ("[email", "channels.toml"),
    ],
)
def test_a_wrong_file_of_channels_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "channels.toml"
    path.write_text(text)
    with pytest.raises(BadResource, match=said):
        load_channels(path)


def test_as_delivered_nothing_leaves() -> None:
    assert load_channels().ready() == frozenset()


@pytest.mark.parametrize("wrong", ["vi aspettiamo {day", "vi aspettiamo day}", "vi aspettiamo {giorno}"])
def test_a_text_with_a_broken_place_is_named(wrong: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    whole = load_reminders().texts.sms
    written = (PROJECT / "resources/reminders/reminders.toml").read_text(encoding="utf-8")
    (tmp_path / "reminders").mkdir()
    (tmp_path / "reminders" / "reminders.toml").write_text(written.replace(whole, wrong), encoding="utf-8")
    monkeypatch.setenv("DESK_RESOURCES", str(tmp_path))
    load_reminders.cache_clear()
    try:
        with pytest.raises(BadResource, match=r"reminders\.toml.*segnaposto"):
            load_reminders()
    finally:
        load_reminders.cache_clear()
