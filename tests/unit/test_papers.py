"""Papers made from the record: who is named to whom, and the ledger that prints them again as they were."""

from dataclasses import replace

import pytest

from desk.errors import BadInput, NotFound
from desk.office.household.consents import record_consent
from desk.office.papers.already_out import already_out
from desk.office.papers.kinds import Kind
from desk.office.papers.ledger import papers_of, print_again, record_given, record_paper
from desk.office.papers.make import Referral, expected_on, make_paper, may_be_told, next_day_with_visits
from desk.office.plan.plan import read_plan, start_plan
from desk.office.session import Session
from desk.paper.model import Letter
from tests.conftest import Clock
from tests.paper.paper_reading import text
from tests.small_office import SmallOffice, build_small_office, person

FAMILY = (
    person("Youssef", "El Amrani", "1985-02-09", "M", "head"),
    person("Khadija", "Bennani", "1990-02-09", role="partner"),
    person("Ilyas", "El Amrani", "2018-02-09", "M"),
)
ASK = Referral("Centro per l’impiego", "Aiutate Youssef con il curriculum.", "ساعدوا يوسف في كتابة سيرته.")


@pytest.fixture
def office(session: Session) -> SmallOffice:
    return build_small_office(session.store)


@pytest.fixture
def home(office: SmallOffice) -> str:
    home = office.family("TH-0217", "El Amrani", FAMILY, language="ar", name_local="العمراني")
    youssef, khadija, _ilyas = office.people(home)
    office.put("address", household=home, street="Corso Vercelli 121", zip="10155", town="Torino", since="2020-01-01")
    office.put("contact", household=home, person=youssef, kind="phone", value="+393515550101", verified=1)
    office.put("contact", household=home, person=khadija, kind="phone", value="+393515550202", verified=1)
    return home


def booked(office: SmallOffice, home: str, start: str) -> str:
    return office.put(
        "appointment", household=home, start=start, minutes=45, state="scheduled", caseworker=office.staff["giulia"],
        room=office.rooms[0],
    )  # fmt: skip


def test_a_partner_is_told_only_of_those_who_said_yes(office: SmallOffice, home: str) -> None:
    session = office.session()
    youssef, khadija, _ilyas = office.people(home)
    with pytest.raises(BadInput, match="Consensi"):
        make_paper(session, Kind.REFERRAL, home, referral=ASK)
    record_consent(session, home, khadija, "partners", given=False)
    record_consent(session, home, youssef, "partners", given=True)
    assert may_be_told(session, home) == ("Youssef El Amrani",)
    said = text(make_paper(session, Kind.REFERRAL, home, referral=ASK).pdf).replace("\u00a0", " ")
    for fact in (
        "Centro per l’impiego",
        "Aiutate Youssef con il curriculum.",
        "Youssef El Amrani",
        "351 555 0101",
        "arabo",
    ):
        assert fact in said
    for private in ("Khadija", "Ilyas", "351 555 0202", "1985"):
        assert private not in said


def test_a_yes_of_one_does_not_tell_the_name_of_another(office: SmallOffice, home: str) -> None:
    session = office.session()
    record_consent(session, home, office.people(home)[1], "partners", given=True)
    paper = make_paper(session, Kind.REFERRAL, home, referral=replace(ASK, ask="Aiutate con il corso.", translated=""))
    said = text(paper.pdf)
    assert "La famiglia Bennani viene da voi." in said and "351 555 0202" in said
    for private in ("El Amrani", "Youssef", "العمراني", "351 555 0101"):
        assert private not in said


def test_where_somebody_is_in_danger_a_letter_has_no_street(office: SmallOffice, home: str) -> None:
    booked(office, home, "2026-12-01T09:00:00+00:00")
    session = office.session()
    with session.store.write(session.staff) as unit:
        unit.change("person", office.people(home)[1], safety="si")
    said = text(make_paper(office.session(), Kind.INVITATION, home).pdf)
    assert "Famiglia El Amrani" in said
    assert "Corso Vercelli" not in said and "10155" not in said


def test_a_changed_mind_closes_the_door_again(office: SmallOffice, home: str, clock: Clock) -> None:
    session = office.session()
    youssef = office.people(home)[0]
    record_consent(session, home, youssef, "partners", given=True)
    clock.forward(days=1)
    record_consent(session, home, youssef, "partners", given=False)
    with pytest.raises(BadInput):
        make_paper(session, Kind.REFERRAL, home, referral=ASK)


def test_a_referral_says_to_whom_and_what(office: SmallOffice, home: str) -> None:
    record_consent(office.session(), home, office.people(home)[0], "partners", given=True)
    for empty in (None, Referral("", "Aiutate."), Referral("Scuola", "  ")):
        with pytest.raises(BadInput, match="che cosa chiedi"):
            make_paper(office.session(), Kind.REFERRAL, home, referral=empty)


def test_what_is_asked_in_italian_alone_is_marked(office: SmallOffice, home: str) -> None:
    record_consent(office.session(), home, office.people(home)[0], "partners", given=True)
    paper = make_paper(office.session(), Kind.REFERRAL, home, referral=replace(ASK, translated=""))
    assert paper.missing == 1
    assert "traduzione da fare" in text(paper.pdf)


def test_the_invitation_needs_an_appointment_and_goes_home(office: SmallOffice, home: str) -> None:
    with pytest.raises(NotFound, match="prenotalo"):
        make_paper(office.session(), Kind.INVITATION, home)
    appointment = booked(office, home, "2026-12-01T09:00:00+00:00")
    paper = make_paper(office.session(), Kind.INVITATION, home)
    assert paper.of == appointment
    said = text(paper.pdf)
    for fact in (
        "Vi aspettiamo",
        "Famiglia El Amrani",
        "Corso Vercelli 121",
        "10155 Torino",
        "martedì 1 dicembre 2026",
    ):
        assert fact in said


def test_the_letter_of_a_missed_visit_names_its_day(office: SmallOffice, home: str) -> None:
    with pytest.raises(NotFound, match="mancato"):
        make_paper(office.session(), Kind.MISSED, home)
    booked(office, home, "2026-11-17T09:00:00+00:00")
    paper = make_paper(office.session(), Kind.MISSED, home, "it")
    assert isinstance(paper.facts, Letter) and paper.facts.next_visit is None
    said = text(paper.pdf)
    assert "Vi aspettavamo il 17/11/2026, ore 10:00." in said
    assert "troviamo un altro giorno" in said


def test_who_came_has_missed_nothing(office: SmallOffice, home: str) -> None:
    appointment = booked(office, home, "2026-11-17T09:00:00+00:00")
    office.put(
        "visit", household=home, appointment=appointment, day="2026-11-17", entered_at="2026-11-17T09:05:00+00:00"
    )
    with pytest.raises(NotFound):
        make_paper(office.session(), Kind.MISSED, home)


@pytest.mark.parametrize("kind", [Kind.PLAN, Kind.FRIDGE, Kind.NOTICE, Kind.INVITATION])
@pytest.mark.parametrize("large", [False, True])
def test_a_paper_is_printed_again_just_as_it_was(
    office: SmallOffice, home: str, kind: Kind, large: bool, clock: Clock
) -> None:
    session = office.session()
    booked(office, home, "2026-12-01T09:00:00+00:00")
    start_plan(session, home, language="ar")
    paper = make_paper(session, kind, home, large=large)
    record_paper(session, paper)
    with session.store.write(session.staff) as unit:
        unit.change("household", home, name="Bennani", language="fr")
        unit.change("person", office.people(home)[0], given="Mohammed")
    clock.forward(days=20)
    (entry,) = papers_of(session, home)
    again, same = print_again(session, entry.id)
    assert same and again.pdf == paper.pdf
    assert make_paper(session, Kind.PLAN, home).pdf != paper.pdf
    assert (again.kind, again.version, again.language) == (kind, paper.version, "ar")


def test_the_ledger_says_who_when_to_whom_and_on_which_day(office: SmallOffice, home: str, clock: Clock) -> None:
    session = office.session("chiara")
    start_plan(office.session(), home, language="ar")
    record_paper(session, make_paper(session, Kind.PLAN, home))
    (entry,) = papers_of(session, home)
    assert (entry.kind, entry.by, entry.given_to, entry.given_on) == ("plan", "Chiara Musso", "", None)
    clock.forward(days=2)
    with pytest.raises(BadInput):
        record_given(session, entry.id, "  ")
    record_given(session, entry.id, "Khadija Bennani")
    (entry,) = papers_of(session, home)
    assert (entry.given_to, entry.given_on) == ("Khadija Bennani", session.today())


def test_a_paper_of_before_cannot_come_back(office: SmallOffice, home: str) -> None:
    old = office.put("printed", household=home, kind="plan", at="2026-01-01T09:00:00+00:00")
    with pytest.raises(NotFound):
        print_again(office.session(), old)


def test_the_next_day_s_families_come_once_and_in_order(office: SmallOffice, home: str) -> None:
    session = office.session()
    other = office.family("TH-0300", "Rossi", (person("Anna", "Rossi", "1985-04-02", role="head"),))
    for family, start in ((home, "T14:00"), (other, "T09:00"), (home, "T08:00")):
        booked(office, family, f"2026-11-30{start}:00+00:00")
    start_plan(session, home, language="ar")
    day = next_day_with_visits(session)
    assert day.isoformat() == "2026-11-30"
    assert [(each.name, each.time, each.plan) for each in expected_on(session, day)] == [
        ("El Amrani", "9:00", True),
        ("Rossi", "10:00", False),
    ]


def test_a_paper_that_is_out_is_known_until_its_plan_is_another(office: SmallOffice, home: str, clock: Clock) -> None:
    session = office.session()
    start_plan(session, home, language="ar")
    record_paper(session, make_paper(session, Kind.PLAN, home))
    record_paper(session, make_paper(session, Kind.NOTICE, home))
    clock.forward(hours=20)
    (entry, _other) = papers_of(session, home)
    record_given(session, entry.id, "Youssef El Amrani")
    out = already_out(session, {home})
    assert {kind: each.stale for (_home, kind), each in out.items()} == {"plan": False, "notice": False}
    view = read_plan(session, home)
    assert view is not None
    office.put("objective", plan=view.id, dimension="work", title="Lavoro", position=1)
    assert {kind: each.stale for (_home, kind), each in already_out(session, {home}).items()} == {
        "plan": True,
        "notice": False,
    }
    assert already_out(session, set()) == {}
    clock.forward(days=2)
    assert already_out(session, {home}) == {}, "that was another visit's"
