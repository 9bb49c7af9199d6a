"""A value is decided with where it comes from; nobody decides over a value that was not shown."""

from collections.abc import Callable

import pytest

from desk.db import conflicts
from desk.db.store import Store
from desk.errors import BadInput, NotFound
from desk.office.interview.answers import answer_id
from desk.office.machine.keep_both import stored_as, takes_words
from desk.office.machine.reconcile import Clash, read_clashes, settle, settle_by_latest, settled_today, take_back
from desk.office.machine.replica import StoreReplica
from tests.elsewhere import seen_of, write_elsewhere
from tests.small_office import SmallOffice, build_small_office

NewStore = Callable[[str], Store]
FACTS = {"answered_on": "2026-11-24"}


@pytest.fixture
def office(new_store: NewStore) -> SmallOffice:
    return build_small_office(new_store("here"))


def answered(office: SmallOffice, before: dict[str, str | None], mine: dict[str, str], his: dict[str, str]) -> str:
    """One answer, written again on two desks; Paolo's is the later one. Gives its row."""
    home = office.family("TH-0001", "El Amrani")
    row = answer_id(home, "housing.arrears")
    with office.store.write(office.staff["giulia"]) as unit:
        unit.put("answer", row, household=home, question="housing.arrears", **FACTS, **before)
    seen = seen_of(office.store, "answer", row)
    with office.store.write(office.staff["giulia"]) as unit:
        unit.put("answer", row, **mine)
    write_elsewhere(office.store, office.staff["paolo"], "answer", row, seen, minutes_ago=-5, **his)
    return row


def of_answer(office: SmallOffice, row: str) -> dict[str, object]:
    with office.store.read() as connection:
        query = "SELECT value, status, said_by FROM answer WHERE id = ?"
        return dict(connection.exec_driver_sql(query, (row,)).mappings().one())


BEFORE = {"value": "282000", "status": "to_confirm", "said_by": None}
TOLD = {"value": "376000", "status": "said", "said_by": "Youssef"}
READ = {"value": "423000", "status": "read", "said_by": "lettera del proprietario"}


def test_an_answer_is_one_question_and_keeps_its_own_source(office: SmallOffice) -> None:
    row = answered(office, BEFORE, TOLD, READ)
    session = office.session()
    (clash,) = read_clashes(session)
    with office.store.read() as connection:
        assert conflicts.count(connection) == StoreReplica(office.store).standing().conflicts == 1
    settle(session, clash, "376000")
    assert of_answer(office, row) == TOLD and read_clashes(session) == ()
    (decided,) = settled_today(session)
    assert decided.words.startswith("El Amrani · ") and "dati" not in decided.words
    take_back(session, decided)
    (again,) = read_clashes(session)
    settle(session, again, "423000")
    assert of_answer(office, row) == READ


def test_a_source_that_only_the_other_wrote_goes_with_his_value(office: SmallOffice) -> None:
    before = {"value": "282000", "status": "said", "said_by": "Youssef"}
    row = answered(office, before, {"value": "376000"}, READ)
    session = office.session()
    (clash,) = read_clashes(session)
    settle(session, clash, "376000")
    assert of_answer(office, row) == TOLD
    take_back(session, settled_today(session)[0])
    assert of_answer(office, row)["status"] == "read"
    (again,) = read_clashes(session)
    settle(session, again, "400000")
    assert of_answer(office, row) == {"value": "400000", "status": "said", "said_by": None}


def test_where_only_the_source_differs_it_is_asked_in_words(office: SmallOffice) -> None:
    answered(office, BEFORE, TOLD, TOLD | {"said_by": "Khadija"})
    (clash,) = read_clashes(office.session())
    assert clash.field == "said_by" and "_" not in clash.question and "said" not in clash.what


def test_what_is_decided_along_is_told_with_each_value(office: SmallOffice) -> None:
    rooms = [
        office.put("room", name=name, number=number) for number, name in ((31, "Stanza lunga"), (32, "Stanza blu"))
    ]
    row = office.put("appointment", start="2026-12-01T10:00:00+01:00", minutes=30, room=rooms[0], state="scheduled")
    seen = seen_of(office.store, "appointment", row)
    mine = {"start": "2026-12-02T09:00:00+01:00", "room": rooms[0], "minutes": 45}
    his = {"start": "2026-12-02T11:30:00+01:00", "room": rooms[1], "minutes": 60}
    with office.store.write(office.staff["giulia"]) as unit:
        unit.put("appointment", row, **mine)
    write_elsewhere(office.store, office.staff["paolo"], "appointment", row, seen, minutes_ago=-1, **his)
    (clash,) = [each for each in read_clashes(office.session()) if each.row == row]
    assert clash.field == "start"
    told = {wrote.who: dict(wrote.along) for wrote in clash.values}
    assert told == {"Giulia Ferrero": {"minuti": "45"}, "Paolo Bosio": {"minuti": "60", "stanza": "Stanza blu"}}
    settle(office.session(), clash, his["start"])
    with office.store.read() as connection:
        kept = connection.exec_driver_sql("SELECT start, room, minutes FROM appointment WHERE id = ?", (row,)).one()
    assert tuple(kept) == tuple(his.values())


def changed(office: SmallOffice) -> tuple[str, dict[str, str], Clash]:
    home = office.family("TH-0002", "Diallo")
    seen = seen_of(office.store, "household", home)
    with office.store.write(office.staff["giulia"]) as unit:
        unit.put("household", home, name="Diallo Sow")
    write_elsewhere(office.store, office.staff["paolo"], "household", home, seen, minutes_ago=-1, name="Diallo Ba")
    (clash,) = [each for each in read_clashes(office.session()) if each.row == home]
    return home, seen, clash


def test_what_a_colleague_has_decided_meanwhile_stays_decided(office: SmallOffice) -> None:
    home, _seen, shown = changed(office)
    settle(office.session("paolo"), shown, "Diallo Ba")
    with pytest.raises(NotFound, match="collega"):
        settle(office.session(), shown, "Diallo Sow")
    with pytest.raises(NotFound, match="collega"):
        settle_by_latest(office.session(), [shown])
    with office.store.read() as connection:
        assert connection.exec_driver_sql("SELECT name FROM household WHERE id = ?", (home,)).scalar() == "Diallo Ba"


def test_a_value_that_came_after_the_screen_was_read_is_shown_first(office: SmallOffice) -> None:
    home, seen, shown = changed(office)
    write_elsewhere(office.store, office.staff["chiara"], "household", home, seen, minutes_ago=-1, name="Diallo Keita")
    with pytest.raises(NotFound, match="altro valore"):
        settle(office.session(), shown, "Diallo Sow")
    (clash,) = read_clashes(office.session())
    assert len(clash.values) == 3
    settle(office.session(), clash, "Diallo Sow")
    assert read_clashes(office.session()) == ()


def test_the_latest_for_all_leaves_out_what_changed_meanwhile(office: SmallOffice) -> None:
    _home, _seen, first = changed(office)
    row = answered(office, BEFORE, TOLD, READ)
    every = read_clashes(office.session())
    settle(office.session("paolo"), first, "Diallo Sow")
    settle_by_latest(office.session(), every)
    assert of_answer(office, row) == READ and read_clashes(office.session()) == ()
    with office.store.read() as connection:
        names = connection.exec_driver_sql("SELECT name FROM household WHERE id = ?", (first.row,)).scalar()
    assert names == "Diallo Sow"


@pytest.mark.parametrize(
    ("table", "field", "before", "mine", "his", "typed", "kept"),
    [
        ("person", "birth_date", "1986-01-01", "1986-03-02", "1986-02-03", "4/3/1986", "1986-03-04"),
        ("enrolment", "isee_cents", 100000, 140000, 115000, "1.250", 125000),
        ("contact", "value", "+393515550101", "+393515550102", "+393515550103", "351 555 0199", "+393515550199"),
        ("contact", "value", "a@b.example", "c@b.example", "d@b.example", "E@b.example", "e@b.example"),
    ],
)
def test_another_value_is_kept_as_its_field_keeps_it(
    office: SmallOffice, table: str, field: str, before: object, mine: object, his: object, typed: str, kept: object
) -> None:
    row = office.put(table, **{field: before})
    seen = seen_of(office.store, table, row)
    with office.store.write(office.staff["giulia"]) as unit:
        unit.put(table, row, **{field: mine})
    write_elsewhere(office.store, office.staff["paolo"], table, row, seen, minutes_ago=-1, **{field: his})
    (clash,) = read_clashes(office.session())
    assert takes_words(clash)
    with pytest.raises(BadInput):
        stored_as(clash, "proprio niente", office.session().today())
    assert stored_as(clash, typed, office.session().today()) == kept
