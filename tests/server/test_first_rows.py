"""A new machine is shown the office's rows before the entries that made them; in the end it stands on these alone."""

from collections.abc import Callable
from typing import Any

import pytest

from desk.db import conflicts, snapshot
from desk.db.search import Search
from desk.db.store import Store
from desk.db.unit import new_id
from desk.domain.journal.record import Record
from desk.errors import BadInput, NetworkAway
from desk.office.machine.check_store import check
from desk.office.machine.enrol import enrol_machine, membership
from desk.office.machine.first_rows import fetch_rows
from desk.office.machine.synchronise import Line, synchronise
from desk.office.session import system_session
from desk.server.database import Database
from desk.server.devices import make_code
from desk.server.records import catch_up
from desk.sync.client import Client, refused
from desk.sync.wire import SnapshotAnswer, SnapshotAsk
from tests.conftest import Clock
from tests.notes import state

NewStore = Callable[[str], Store]
ANNA, BRUNO = "0190c001-0000-7000-8000-00000000000a", "0190c001-0000-7000-8000-00000000000b"


@pytest.fixture
def office(enrolled_store: NewStore, database: Database) -> Store:
    """A desk that wrote down two people, one of them twice, and erased a third; the server's records follow."""
    left = enrolled_store("left")
    with left.write("elena") as unit:
        unit.put("person", ANNA, surname="Ferri", given="Anna")
        unit.put("person", BRUNO, surname="Ferri", given="Bruno", citizenship=None)
        gone = unit.put("person", None, surname="Dimenticato")
    with left.write("elena") as unit:
        unit.put("person", ANNA, given="Anna Maria", citizenship="IT")
        unit.put("person", BRUNO, given=None)
    with left.write("elena") as unit:
        unit.erase("person", gone)
    assert synchronise(left).ok
    catch_up(database)
    return left


def people(store: Store) -> dict[str, tuple[Any, ...]]:
    with store.read() as connection:
        found = connection.exec_driver_sql("SELECT id, surname, given, citizenship FROM person").fetchall()
    return {row: tuple(facts) for row, *facts in found}


def many(store: Store, what: str = "journal") -> int:
    with store.read() as connection:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {what}").scalar_one())


def stage(store: Store) -> str:
    with store.read() as connection:
        found = snapshot.stage(connection)
    return found.name if found else ""


def shown(store: Store) -> Line:
    """A line on which the rows have come, and no entry."""
    line = Line(store)
    done = line.round()
    assert (done.ok, done.more, done.sent) == (True, True, 0) and done.received
    return line


def names_found(store: Store, word: str) -> set[str]:
    with store.read() as connection:
        return set(Search(connection).find(word))


def test_people_are_there_and_found_before_any_entry(office: Store, enrolled_store: NewStore) -> None:
    right = enrolled_store("right")
    line = shown(right)
    assert people(right) == {ANNA: ("Ferri", "Anna Maria", "IT"), BRUNO: ("Ferri", None, None)}
    assert many(right) == 0 and stage(right) == "taken"
    right.index_arrivals()
    assert names_found(right, "ferri") == {ANNA, BRUNO}
    done = line.round()
    line.close()
    assert done.ok and not done.more and done.received == many(office)
    right.index_arrivals()
    assert stage(right) == "" and state(right) == state(office) and check(system_session(right)).ok


def test_what_is_written_meanwhile_is_no_conflict(office: Store, enrolled_store: NewStore) -> None:
    right = enrolled_store("right")
    line = shown(right)
    with right.write("bruno") as unit:
        unit.put("person", ANNA, given="Anna M.")
    assert line.round().ok
    line.close()
    right.index_arrivals()
    assert synchronise(office).received == 1
    for store in (office, right):
        assert people(store)[ANNA] == ("Ferri", "Anna M.", "IT")
        with store.read() as connection:
            assert conflicts.count(connection) == 0
    assert state(office) == state(right)


def test_a_clock_behind_writes_later_than_the_rows_it_was_shown(
    office: Store, enrolled_store: NewStore, clock: Clock
) -> None:
    right = enrolled_store("right")
    line = shown(right)
    clock.forward(days=-2)
    with right.write("bruno") as unit:
        unit.put("person", ANNA, given="Anita")
    line.close()
    with right.read() as connection:
        ours = connection.exec_driver_sql("SELECT max(at) FROM journal").scalar_one()
    with office.read() as connection:
        theirs = connection.exec_driver_sql("SELECT max(at) FROM journal WHERE op = 'put'").scalar_one()
    assert ours > theirs


def test_what_waits_to_be_reconciled_waits_here_too(
    office: Store, enrolled_store: NewStore, database: Database
) -> None:
    other = enrolled_store("other")
    assert synchronise(other).ok
    for store, name in ((office, "Nina"), (other, "Nanna")):
        with store.write("elena") as unit:
            unit.put("person", ANNA, given=name)
    for store in (office, other, office):
        assert synchronise(store).ok
    catch_up(database)
    right = enrolled_store("right")
    shown(right).close()
    with right.read() as connection:
        assert conflicts.count(connection) == 0, "the rows alone do not tell"
    assert synchronise(right).ok
    for store in (office, right):
        with store.read() as connection:
            assert conflicts.count(connection) == 1
    assert state(right) == state(office)


def test_what_others_wrote_meanwhile_is_put_right_and_told(office: Store, enrolled_store: NewStore) -> None:
    right = enrolled_store("right")
    line = shown(right)
    with office.write("elena") as unit:
        unit.put("person", BRUNO, given="Bruno Carlo")
    assert synchronise(office).ok
    assert line.round().ok
    line.close()
    assert people(right)[BRUNO][1] is None, "the rows stand until all entries are here"
    before = right.position()
    right.index_arrivals()
    assert people(right)[BRUNO][1] == "Bruno Carlo"
    assert right.news(before).rows("person") == {BRUNO}, "an open window hears of it"


def test_who_was_erased_here_does_not_come_back(office: Store, enrolled_store: NewStore) -> None:
    right = enrolled_store("right")
    with right.write("elena") as unit:
        unit.erase("person", BRUNO)
    line = shown(right)
    assert set(people(right)) == {ANNA}
    assert line.round().ok
    line.close()
    right.index_arrivals()
    assert synchronise(office).received == 1
    assert people(right) == people(office) and state(right) == state(office)


def test_what_no_entry_says_goes(office: Store, enrolled_store: NewStore) -> None:
    """The server's records are only a picture: what it made up, or lost, is not believed."""
    right = enrolled_store("right")
    wrong = [
        Record(ANNA, "person", '{"surname":"Ferrari","given":"Anna Maria","birth_place":"Asti"}', '{"":"01-x"}', 0),
        Record(new_id(), "person", '{"surname":"Nessuno"}', '{"":"01-x"}', 0),
        Record(new_id(), "table_of_tomorrow", '{"a":1}', '{"":"01-x"}', 0),
        Record(BRUNO, "person", '{"surname":"Ferri","field_of_tomorrow":1}', '{"":"01-x"}', 0),
    ]
    assert fetch_rows(right, lambda _ask, _take: SnapshotAnswer(records=wrong, more=False)) == len(wrong)
    assert len(people(right)) == 3 and people(right)[BRUNO] == ("Ferri", None, None)
    right.index_arrivals()
    assert names_found(right, "nessuno")
    report = check(system_session(right))
    assert report.ok and report.is_new, "nothing can be said yet"
    assert synchronise(right).ok
    assert people(right) == people(office) and state(right) == state(office) and not names_found(right, "nessuno")
    report = check(system_session(right))
    assert report.ok and not report.is_new


def test_cut_off_between_two_answers_it_goes_on_from_there(
    office: Store, enrolled_store: NewStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.server.snapshot.AT_ONCE", 1)
    right = enrolled_store("right")
    known = membership(right)
    assert known
    client = Client(known, right.now)
    asked: list[str] = []

    def ask(question: SnapshotAsk, take: Callable[[], None]) -> SnapshotAnswer:
        asked.append(question.row)
        if len(asked) == 3:
            take()
            raise NetworkAway("cut")
        return client.snapshot(question, take)

    with pytest.raises(NetworkAway):
        fetch_rows(right, ask)
    assert stage(right) == "taking" and len(people(right)) == 2
    fetch_rows(right, ask)
    client.close()
    assert asked[3] == asked[2], "not from the beginning"
    assert stage(right) == "taken" and people(right) == people(office)
    assert fetch_rows(right, ask) == 0, "asked once"
    assert synchronise(right).ok and state(right) == state(office)


@pytest.mark.parametrize(
    "record",
    [
        Record(ANNA, "person", "no json", '{"":"01-x"}', 0),
        Record(ANNA, "person", '{"surname":["a list"]}', '{"":"01-x"}', 0),
        Record(ANNA, "person", '{"surname":"Ferri"}', "[]", 0),
    ],
    ids=["no json", "no plain value", "no stamps"],
)
def test_a_senseless_answer_changes_nothing(
    office: Store, enrolled_store: NewStore, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = enrolled_store("right")
    with pytest.raises(BadInput, match="senza senso"):
        fetch_rows(right, lambda _ask, _take: SnapshotAnswer(records=[record], more=False))
    assert people(right) == {} and stage(right) == ""
    monkeypatch.setattr(Client, "snapshot", lambda *_asked: SnapshotAnswer(records=[record], more=False))
    assert synchronise(right).ok
    assert state(right) == state(office), "the entries bring it all"


def test_a_server_that_does_not_know_of_it_gives_entries_alone(
    office: Store, enrolled_store: NewStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def not_found(*_asked: object) -> SnapshotAnswer:
        raise refused(404, b"Not Found")

    monkeypatch.setattr(Client, "snapshot", not_found)
    right = enrolled_store("right")
    done = synchronise(right)
    assert done.ok and done.received == many(office) and stage(right) == "" and state(right) == state(office)


def test_only_a_machine_of_the_office_is_shown_rows(
    office: Store, new_store: NewStore, server: str, database: Database, clock: Clock
) -> None:
    kiosk = new_store("kiosk")
    enrol_machine(kiosk, server, make_code(database, int(clock().timestamp()), lobby=True), lobby=True)
    known = membership(kiosk)
    assert known
    client = Client(known, kiosk.now)
    with pytest.raises(BadInput, match="only a machine of the office"):
        client.snapshot(SnapshotAsk(version=1))
    client.close()
    assert synchronise(kiosk).ok
    assert people(kiosk) == {} and stage(kiosk) == ""


def test_copies_of_papers_come_with_their_entries(office: Store, enrolled_store: NewStore, database: Database) -> None:
    with office.write("elena") as unit:
        unit.put("note", None, text="".join(f"{number:x}" for number in range(40_000)))
    assert synchronise(office).ok
    catch_up(database)
    right = enrolled_store("right")
    line = shown(right)
    assert many(right, "note") == 0 and len(people(right)) == 2
    assert line.round().ok
    line.close()
    right.index_arrivals()
    assert many(right, "note") == 1 and state(right) == state(office)


def test_who_has_families_already_is_shown_nothing(office: Store, enrolled_store: NewStore) -> None:
    assert synchronise(office).ok
    right = enrolled_store("right")
    assert synchronise(right).ok
    assert fetch_rows(right, _nobody_asks) == 0
    busy = enrolled_store("busy")
    with busy.write("anna") as unit:
        for number in range(snapshot.FEW):
            unit.put("note", None, text=str(number))
    with busy.read() as connection:
        assert not snapshot.is_wanted(connection, busy.device)


def _nobody_asks(_ask: SnapshotAsk, _take: Callable[[], None]) -> SnapshotAnswer:
    raise AssertionError("nobody asks")
