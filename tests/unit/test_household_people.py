"""People of a household: coming, going, joining, splitting; nothing is lost and everything can be read back."""

from datetime import date, datetime, timedelta

import pytest

from desk.db.store import Store
from desk.domain.deadlines import DeadlineKind
from desk.errors import BadInput, NotFound
from desk.office.appointments.book_appointment import book_appointment
from desk.office.front.contact_attempts import record_attempt
from desk.office.household.addresses import correct_address, move_home
from desk.office.household.contacts import add_contact, normal, remove_contact, shown, verify_contact
from desk.office.household.documents import ask_document, document_title, mark_missing, receive_document
from desk.office.household.history import Line, read_history
from desk.office.household.households import list_households
from desk.office.household.identifiers import add_identifier, remove_identifier
from desk.office.household.join_split import join_households, split_household, with_joined
from desk.office.household.members import (
    add_member,
    change_head,
    change_member,
    change_person,
    leave_household,
    move_person,
)
from desk.office.household.view_household import needs_reason, view_household, viewers_today
from desk.office.session import ZONE, Session
from tests.conftest import Clock
from tests.small_office import SmallOffice, build_small_office, person

FAMILY = (
    person("Youssef", "El Amrani", "1985-03-02", "M", "head"),
    person("Khadija", "Bennani", "1990-05-11", "F", "spouse"),
    person("Amina", "El Amrani", "2014-02-08", "F", "child"),
)


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


@pytest.fixture
def giulia(office: SmallOffice) -> Session:
    return office.session("giulia")


@pytest.fixture
def family(office: SmallOffice) -> str:
    return office.family("TH-0217", "El Amrani", FAMILY, language="ar")


def roles(office: SmallOffice, household: str) -> list[tuple[str, str]]:
    with office.store.read() as connection:
        found = connection.exec_driver_sql(
            "SELECT person.given, membership.role FROM membership JOIN person ON person.id = membership.person "
            "WHERE household = ? AND until IS NULL ORDER BY position",
            (household,),
        )
        return [(given, role) for given, role in found]


def column(office: SmallOffice, table: str, name: str) -> list[object]:
    with office.store.read() as connection:
        return [value for (value,) in connection.exec_driver_sql(f"SELECT {name} FROM {table} ORDER BY id")]


def test_a_new_child_comes_last(office: SmallOffice, giulia: Session, family: str) -> None:
    add_member(giulia, family, given=" Adam ", surname="El Amrani", role="child", birth_date=date(2026, 6, 20), sex="M")
    assert roles(office, family)[-1] == ("Adam", "child")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"given": " "}, "Manca il nome"),
        ({"surname": ""}, "Manca il cognome"),
        ({"birth_date": date(2027, 1, 1)}, "nel futuro"),
        ({"birth_date": date(1890, 1, 1)}, "più di 120 anni"),
        ({"sex": "X"}, "F o M"),
        ({"role": "head"}, "già un capofamiglia"),
        ({"role": "cousin"}, "Scegli che cosa è"),
    ],
)
def test_what_cannot_be_is_refused(giulia: Session, family: str, facts: dict[str, object], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        add_member(giulia, family, **({"given": "Sara", "surname": "El Amrani"} | facts))  # type: ignore[arg-type]


def test_the_head_changes_and_the_one_before_takes_the_place(office: SmallOffice, giulia: Session, family: str) -> None:
    youssef, khadija, amina = office.people(family)
    with pytest.raises(BadInput, match="scegli prima"):
        leave_household(giulia, family, youssef)
    change_head(giulia, family, khadija)
    assert roles(office, family) == [("Youssef", "spouse"), ("Khadija", "head"), ("Amina", "child")]
    leave_household(giulia, family, youssef, why="separazione")
    assert [given for given, _role in roles(office, family)] == ["Khadija", "Amina"]
    with pytest.raises(NotFound):
        change_head(giulia, family, youssef)
    with pytest.raises(BadInput, match="capofamiglia"):
        change_member(giulia, family, amina, role="head")
    change_member(giulia, family, amina, role="other", given="Aminah")
    assert roles(office, family)[-1] == ("Aminah", "other")


def test_a_person_moves_to_another_household(office: SmallOffice, giulia: Session, family: str) -> None:
    aunt = office.family("TH-0218", "Bennani", (person("Latifa", "Bennani", "1970-01-01", role="head"),))
    amina = office.people(family)[2]
    move_person(giulia, amina, source=family, target=aunt, role="child")
    assert roles(office, aunt) == [("Latifa", "head"), ("Amina", "child")]
    with pytest.raises(NotFound):
        move_person(giulia, amina, source=family, target=aunt)
    with pytest.raises(BadInput):
        move_person(giulia, amina, source=aunt, target=aunt)


def test_nobody_moves_in_as_a_second_head(office: SmallOffice, giulia: Session, family: str) -> None:
    aunt = office.family("TH-0218", "Bennani", (person("Latifa", "Bennani", "1970-01-01", role="head"),))
    amina = office.people(family)[2]
    with pytest.raises(BadInput, match="capofamiglia"):
        move_person(giulia, amina, source=family, target=aunt, role="head")
    assert roles(office, aunt) == [("Latifa", "head")]


def test_a_permit_that_was_taken_away_runs_out_no_more(office: SmallOffice, giulia: Session, family: str) -> None:
    who, day = office.people(family)[0], giulia.today() + timedelta(days=5)
    add_identifier(giulia, who, kind="residence_permit", value="I12345678", expires=day)
    assert [alert.kind for alert in list_households(giulia)[0].alerts] == [DeadlineKind.PERMIT]
    assert column(office, "identifier", "value") == ["I12345678"]
    remove_identifier(giulia, str(column(office, "identifier", "id")[0]))
    assert list_households(giulia)[0].alerts == ()


def test_join_keeps_everything_and_can_be_undone(office: SmallOffice, giulia: Session, family: str) -> None:
    twice = office.family("TH-0290", "Bennani", (person("Ilyas", "El Amrani", "2018-04-03", "M", "head"),))
    record_attempt(giulia, twice, channel="phone", outcome="no_answer")
    start = datetime(2026, 12, 1, 10, tzinfo=ZONE)
    book_appointment(
        giulia, household=twice, start=start, minutes=45, service="interview", caseworker=office.staff["giulia"]
    )
    joined = join_households(giulia, keep=family, joined=twice)
    assert roles(office, family)[-1] == ("Ilyas", "other")
    assert roles(office, twice) == []
    assert column(office, "appointment", "household") == [family]
    with office.store.read() as connection:
        assert with_joined(connection, family) == [family, twice]
    assert any(line.about == "Tentativo di contatto" for line in read_history(giulia, family))
    with pytest.raises(BadInput, match="unita a un'altra"):
        add_member(giulia, twice, given="Sara", surname="Bennani")
    with pytest.raises(BadInput):
        join_households(giulia, keep=family, joined=twice)

    office.store.undo(joined.batch, giulia.staff)
    assert roles(office, twice) == [("Ilyas", "head")]
    assert len(roles(office, family)) == 3
    assert column(office, "appointment", "household") == [twice]


def test_split_makes_a_household_of_those_chosen(office: SmallOffice, giulia: Session, family: str) -> None:
    youssef, khadija, amina = office.people(family)
    made = split_household(giulia, family, [amina, khadija], name="Bennani", head=khadija)
    assert made.code == "TH-0218"
    assert roles(office, made.household) == [("Khadija", "head"), ("Amina", "child")]
    assert roles(office, family) == [("Youssef", "head")]
    with pytest.raises(BadInput, match="deve restare"):
        split_household(giulia, family, [youssef], name="X", head=youssef)
    with pytest.raises(BadInput, match="capofamiglia, tra chi"):
        split_household(giulia, family, [youssef], name="X", head=khadija)


def test_when_the_head_goes_the_first_who_stays_heads(office: SmallOffice, giulia: Session, family: str) -> None:
    youssef = office.people(family)[0]
    split_household(giulia, family, [youssef], name="El Amrani", head=youssef)
    assert roles(office, family) == [("Khadija", "head"), ("Amina", "child")]


def test_contacts_are_kept_in_one_form(office: SmallOffice, giulia: Session, family: str) -> None:
    made = add_contact(giulia, family, kind="phone", value="351 555 01 01")
    add_contact(giulia, family, kind="email", value=" Khadija@Esempio.IT ")
    assert column(office, "contact", "value") == ["+393515550101", "khadija@esempio.it"]
    assert shown("phone", "+393515550101") == "351 555 0101"
    assert shown("phone", "+40722555010") == "+40 722 555 010"
    row = made.entries[0].row
    verify_contact(giulia, row)
    removed = remove_contact(giulia, row)
    office.store.undo(removed.batch, giulia.staff)
    assert column(office, "contact", "value")[0] == "+393515550101"
    for kind, value in (("phone", "abc"), ("phone", "12"), ("email", "khadija"), ("email", "a@b")):
        with pytest.raises(BadInput):
            normal(kind, value)


def test_a_new_home_ends_the_one_before(office: SmallOffice, giulia: Session, family: str) -> None:
    first = move_home(giulia, family, street="Via Cigna 118", zip="10152", district="Barriera di Milano")
    move_home(giulia, family, street="Via Nizza 3", since=date(2026, 11, 1))
    assert column(office, "address", "until") == ["2026-11-01", None]
    correct_address(giulia, first.entries[0].row, street="Via Cigna 118/B")
    with pytest.raises(BadInput, match="via"):
        move_home(giulia, family, street=" ")
    with pytest.raises(BadInput, match="cinque cifre"):
        move_home(giulia, family, street="Via Nizza 3", zip="1015")


def test_a_document_is_asked_received_and_missing_again(office: SmallOffice, giulia: Session, family: str) -> None:
    paper = ask_document(giulia, family, kind="pay_slip").entries[0].row
    with pytest.raises(BadInput, match="già scaduto"):
        receive_document(giulia, paper, expires=date(2026, 11, 1))
    receive_document(giulia, paper, expires=date(2026, 12, 31))
    mark_missing(giulia, paper)
    assert column(office, "document", "state") == ["missing"]
    assert document_title("pay_slip") == "Busta paga" and document_title("Foglio verde") == "Foglio verde"
    with pytest.raises(BadInput):
        ask_document(giulia, family, kind="  ")


def test_history_says_who_changed_what_when(office: SmallOffice, giulia: Session, family: str, clock: Clock) -> None:
    amina = office.people(family)[2]
    clock.forward(minutes=5)
    change_person(giulia, amina, given="Aminah", birth_date=date(2014, 2, 18))
    clock.forward(minutes=5)
    view_household(giulia, family)
    look, change = read_history(giulia, family)[:2]
    assert (look.who, look.act, look.about) == ("Giulia Ferrero", "ha aperto", "Famiglia")
    assert (change.at, change.who, change.machine, change.about) == (
        datetime(2026, 11, 24, 10, 39, tzinfo=ZONE),
        "Giulia Ferrero",
        "questo computer",
        "Persona: Aminah El Amrani",
    )
    assert {(each.what, each.before, each.after) for each in change.changes} == {
        ("nome", "Amina", "Aminah"),
        ("data di nascita", "08/02/2014", "18/02/2014"),
    }


def test_history_tells_coded_values_in_words(giulia: Session, family: str) -> None:
    record_attempt(giulia, family, channel="home", outcome="no_answer", note="citofono  rotto")
    ask_document(giulia, family, kind="isee")
    said = {(line.about, change.what, change.after) for line in read_history(giulia, family) for change in line.changes}
    assert ("Tentativo di contatto", "modo", "Visita a casa") in said
    assert ("Tentativo di contatto", "nota", "citofono rotto") in said
    assert ("Documento: ISEE", "stato", "chiesto") in said


def looks(lines: tuple[Line, ...]) -> list[str]:
    return [change.after for line in lines if line.act == "ha aperto" for change in line.changes]


def test_opening_a_family_of_another_asks_why_and_keeps_it(office: SmallOffice, family: str, clock: Clock) -> None:
    paolo, chiara, giulia = office.session("paolo"), office.session("chiara"), office.session("giulia")
    assert not needs_reason(giulia, family) and not needs_reason(chiara, family)
    assert needs_reason(paolo, family)
    with pytest.raises(BadInput, match="scrivi perché"):
        view_household(paolo, family, "ah")
    view_household(paolo, family, "sostituisco Giulia")
    assert not needs_reason(paolo, family)
    view_household(chiara, family)
    assert looks(read_history(giulia, family)) == ["sostituisco Giulia"]
    with office.store.read() as connection:
        assert viewers_today(connection, giulia, family) == 2
    clock.forward(days=1)
    assert needs_reason(paolo, family)


def test_who_sees_the_family_today_needs_no_reason(office: SmallOffice, family: str) -> None:
    office.put(
        "appointment",
        household=family,
        start="2026-11-24T14:00:00+00:00",
        minutes=45,
        caseworker=office.staff["paolo"],
        state="scheduled",
        service="interview",
    )
    assert not needs_reason(office.session("paolo"), family)
