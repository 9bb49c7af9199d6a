"""Tables of the interview: one row for each line, two desks never collide; sums, road and tells follow the lines."""

from collections.abc import Callable
from datetime import date

import pytest

from desk.db.store import Store
from desk.db.unit import new_id
from desk.domain.interview import Rows, Status
from desk.domain.interview_values import clean, read_time
from desk.errors import BadInput, NotFound
from desk.office.interview.answer_rows import remove_line, save_line
from desk.office.interview.answers import confirm_answers, keep_typed, save_answer
from desk.office.interview.course import finish_interview, start_interview, write_note
from desk.office.interview.interview import InterviewView, read_interview
from desk.office.interview.what_it_tells import what_it_tells
from desk.office.road.household_road import sketch_road
from desk.office.session import Session, system_session
from tests.conftest import Clock
from tests.interview_family import TODAY, el_amrani
from tests.small_office import SmallOffice, build_small_office

INCOMES = "economy.incomes"


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


@pytest.fixture
def giulia(office: SmallOffice) -> Session:
    return office.session("giulia")


@pytest.fixture
def home(office: SmallOffice, giulia: Session) -> str:
    made = el_amrani(office)
    start_interview(giulia, made)
    return made


def view(session: Session, home: str) -> InterviewView:
    return read_interview(session, home)


def rows(session: Session, home: str) -> Rows:
    found = view(session, home).told.answers.get((INCOMES, None))
    assert found is None or isinstance(found.value, Rows)
    return found.value if found and isinstance(found.value, Rows) else Rows()


def test_lines_are_kept_in_order_cell_by_cell(giulia: Session, home: str, office: SmallOffice) -> None:
    first, second = new_id(), new_id()
    save_line(giulia, home, INCOMES, first, {"source": "wages", "person": office.people(home)[0]})
    save_line(giulia, home, INCOMES, second, {"source": "sia", "monthly": 40_000})
    save_line(giulia, home, INCOMES, first, {"monthly": 80_000})
    assert [row.cells.get("monthly") for row in rows(giulia, home).rows] == [80_000, 40_000]
    assert rows(giulia, home).rows[0].cells["source"] == "wages"


def test_a_removed_line_comes_back_with_undo(giulia: Session, home: str) -> None:
    line = new_id()
    save_line(giulia, home, INCOMES, line, {"source": "wages", "monthly": 80_000})
    changes = remove_line(giulia, home, INCOMES, line)
    assert rows(giulia, home).rows == ()
    giulia.store.undo(changes.batch, giulia.staff)
    assert rows(giulia, home).rows[0].cells["monthly"] == 80_000


def test_two_desks_add_lines_and_both_stay(
    giulia: Session, home: str, office: SmallOffice, new_store: Callable[..., Store]
) -> None:
    other = new_store("other")
    other.receive(office.store.news(0).entries)
    save_line(giulia, home, INCOMES, new_id(), {"source": "wages", "monthly": 80_000})
    save_line(system_session(other), home, INCOMES, new_id(), {"source": "relatives", "monthly": 5_000})
    other.receive(office.store.news(0).entries)
    office.store.receive(other.news(0).entries)
    here, there = rows(giulia, home), rows(system_session(other), home)
    assert here == there
    assert sorted(str(row.cells["source"]) for row in here.rows) == ["relatives", "wages"]


def test_words_that_are_no_sum_stay_word_for_word(giulia: Session, home: str) -> None:
    line = new_id()
    save_line(giulia, home, INCOMES, line, {"source": "wages"}, typed={"monthly": "circa ottocento"})
    (row,) = rows(giulia, home).rows
    assert row.typed == {"monthly": "circa ottocento"}
    save_line(giulia, home, INCOMES, line, {"monthly": 80_000})
    (row,) = rows(giulia, home).rows
    assert (row.typed, row.cells["monthly"]) == ({}, 80_000)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"monthly": -1}, "troppo basso"),
        ({"monthly": 99_999_999}, "troppo alto"),
        ({"source": "castle"}, "dell’elenco"),
        ({"from": date(2026, 5, 1), "to": date(2026, 4, 1)}, "Finisce prima di cominciare"),
        ({"from": date(1026, 5, 1)}, "Questo anno non è possibile"),
        ({"ghost": 1}, "non ha la colonna"),
    ],
)
def test_a_wrong_cell_is_refused(giulia: Session, home: str, cells: dict[str, object], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        save_line(giulia, home, INCOMES, new_id(), cells)  # type: ignore[arg-type]


def test_a_line_needs_a_table(giulia: Session, home: str) -> None:
    with pytest.raises(NotFound, match="non è una tabella"):
        save_line(giulia, home, "housing.rent", new_id(), {})


def test_no_income_at_all_is_an_answer(giulia: Session, home: str) -> None:
    save_answer(giulia, home, INCOMES, Rows())
    found = view(giulia, home).told.answers[INCOMES, None]
    assert (found.value, found.status) == (Rows(), Status.SAID)


def test_lines_take_the_place_of_the_sums(giulia: Session, home: str) -> None:
    """Wages of 800 told in a sum before; then three lines: one is over, one has not begun."""
    save_answer(giulia, home, "housing.tenure", "private_4_4")
    save_answer(giulia, home, "housing.rent", 40_000)
    save_answer(giulia, home, "economy.wages", 80_000)
    for cells in (
        {"source": "wages", "monthly": 100_000},
        {"source": "naspi", "monthly": 50_000, "to": date(2026, 10, 31)},
        {"source": "wages", "monthly": 30_000, "from": date(2027, 3, 1)},
    ):
        save_line(giulia, home, INCOMES, new_id(), cells)  # type: ignore[arg-type]
    found = view(giulia, home)
    burden = what_it_tells(found, found.told.answers, TODAY).burden
    assert burden is not None and burden.income_cents == 100_000 + 40_000  # SIA is in payment besides


def test_the_road_to_rent_reads_the_lines(giulia: Session, home: str) -> None:
    save_answer(giulia, home, "economy.wages", 80_000)
    with giulia.store.read() as connection:
        before = sketch_road(connection, [home], 5, TODAY)
    save_line(giulia, home, INCOMES, new_id(), {"source": "wages", "monthly": 80_000})
    with giulia.store.read() as connection:
        after = sketch_road(connection, [home], 5, TODAY)
    assert before is not None and before == after
    save_line(giulia, home, "economy.debts", new_id(), {"to_whom": "Banca", "monthly": 30_000})
    with giulia.store.read() as connection:
        assert sketch_road(connection, [home], 5, TODAY) != after


def test_a_table_is_confirmed_whole(giulia: Session, home: str, clock: Clock) -> None:
    save_line(giulia, home, INCOMES, new_id(), {"source": "wages", "monthly": 80_000})
    finish_interview(giulia, view(giulia, home).id)
    clock.forward(days=30)
    start_interview(giulia, home)
    carried = view(giulia, home).told.answers[INCOMES, None]
    assert carried.status is Status.TO_CONFIRM and carried.value is not None
    confirm_answers(giulia, home, [((INCOMES, None), carried.value)])
    assert view(giulia, home).told.answers[INCOMES, None].status is Status.SAID


def test_what_was_said_before_stands_beside(giulia: Session, home: str, clock: Clock) -> None:
    save_answer(giulia, home, "housing.tenure", "private_4_4")
    save_answer(giulia, home, "housing.rent", 45_000)
    finish_interview(giulia, view(giulia, home).id)
    clock.forward(days=30)
    start_interview(giulia, home)
    save_answer(giulia, home, "housing.rent", 47_000)
    save_answer(giulia, home, "housing.rent", 47_500)
    assert view(giulia, home).told.answers["housing.rent", None].before == 45_000


def test_a_paper_that_is_here_is_on_the_list_of_papers(giulia: Session, home: str) -> None:
    save_answer(giulia, home, "documents.lease", "present")
    with giulia.store.read() as connection:
        listed = connection.exec_driver_sql("SELECT kind, state FROM document WHERE household = ?", (home,)).all()
    assert [tuple(row) for row in listed] == [("rent_contract", "present")]


def test_a_paper_asked_for_at_reception_is_known_here(giulia: Session, home: str, office: SmallOffice) -> None:
    office.put("document", household=home, kind="rent_contract", state="asked")
    found = view(giulia, home).told.answers["documents.lease", None]
    assert (found.value, found.status) == ("asked", Status.TO_CONFIRM)


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("9", "09:00"),
        ("9:30", "09:30"),
        ("ore 9.30", "09:30"),
        ("14,05", "14:05"),
        ("24", None),
        ("9:75", None),
        ("mattina", None),
    ],
)
def test_hours_as_people_write_them(typed: str, hour: str | None) -> None:
    assert read_time(typed) == hour


def test_the_hour_stands_beside_the_day(giulia: Session, home: str) -> None:
    for question, value in (
        ("housing.eviction_stage", "5"),
        ("housing.hearing_date", date(2026, 12, 11)),
        ("housing.hearing_hour", "09:30"),
    ):
        save_answer(giulia, home, question, value)
    found = view(giulia, home)
    first = what_it_tells(found, found.told.answers, TODAY).deadlines[0]
    assert (first.text, first.date, first.hour) == ("Udienza", date(2026, 12, 11), "9:30")


def test_long_pasted_and_foreign_words_are_kept(giulia: Session, home: str) -> None:
    long = "parola " * 14_285
    write_note(giulia, view(giulia, home).id, long)
    assert view(giulia, home).note == long
    with pytest.raises(BadInput, match="troppo lung"):
        save_answer(giulia, home, "housing.note", "x" * 100_001)
    words = "البيت 🏠👨‍👩‍👧 «casa»"
    save_answer(giulia, home, "housing.note", words)
    assert view(giulia, home).told.answers["housing.note", None].value == words


def test_characters_that_turn_the_line_round_are_left_out() -> None:
    assert clean("a\u202eb\x00c\nd") == "abc\nd"
    assert clean("می\u200cخواهم 👨\u200d👩\u200d👧") == "می\u200cخواهم 👨\u200d👩\u200d👧"


def test_typed_words_of_any_length_are_kept(giulia: Session, home: str) -> None:
    keep_typed(giulia, home, "housing.rent", "x" * 50_000)
    assert len(view(giulia, home).told.typed["housing.rent", None]) == 50_000


def test_a_child_as_old_as_its_parent_is_a_question(giulia: Session, home: str, office: SmallOffice) -> None:
    youssef, khadija, amina, *_others = office.people(home)
    save_answer(giulia, home, "people.relation", "head", person=youssef)
    for child in (khadija, amina):
        save_answer(giulia, home, "people.relation", "child", person=child)
    found = view(giulia, home)
    doubts = what_it_tells(found, found.told.answers, TODAY).doubts
    assert doubts == {("people.relation", khadija): "ha 36 anni, Youssef ne ha 41: è giusto?"}


def test_two_heads_of_one_family_are_a_question(giulia: Session, home: str, office: SmallOffice) -> None:
    youssef, khadija, *_children = office.people(home)
    for who in (youssef, khadija):
        save_answer(giulia, home, "people.relation", "head", person=who)
    found = view(giulia, home)
    doubts = what_it_tells(found, found.told.answers, TODAY).doubts
    assert doubts == {("people.relation", khadija): "il capofamiglia è già un altro: è giusto?"}
