"""People who arrive from other machines by the hundred: here at once, found a moment later."""

from collections.abc import Callable

from desk.db import journal
from desk.db.search import AT_ONCE, Search
from desk.db.store import Store, open_store
from desk.domain.journal.entry import Entry
from tests.conftest import memory_secrets


def entries_of(store: Store) -> list[Entry]:
    with store.read() as connection:
        return list(journal.entries_of_device(connection, store.device))


def found(store: Store, typed: str) -> list[str]:
    with store.read() as connection:
        return [hit.person for hit in Search(connection).find(typed, 5000)]


def test_many_are_rows_at_once_and_found_after_the_index_is_brought_up(new_store: Callable[..., Store]) -> None:
    here, there = new_store("here"), new_store("there")
    with there.write() as unit:
        ids = [unit.put("person", surname=f"Arrivo{number}", given="Joy") for number in range(2 * AT_ONCE + 1)]
    here.receive(entries_of(there))
    with here.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM person").scalar() == len(ids)
    assert found(here, "joy") == []
    here.index_arrivals()
    assert sorted(found(here, "joy")) == sorted(ids)
    with here.read() as connection:
        assert not Search(connection).is_behind()


def test_who_is_erased_is_not_found_although_many_came_with_it(new_store: Callable[..., Store]) -> None:
    here, there = new_store("here"), new_store("there")
    with there.write() as unit:
        gone = unit.put("person", surname="Osagie", given="Blessing")
    here.receive(entries_of(there))
    assert found(here, "osagie") == [gone]
    with there.write() as unit:
        unit.erase("person", gone)
        for number in range(AT_ONCE):
            unit.put("person", surname=f"Arrivo{number}", given="Joy")
    here.receive(entries_of(there))
    assert found(here, "osagie") == []
    here.index_arrivals()
    assert found(here, "osagie") == []


def test_what_is_written_here_is_found_while_the_index_is_behind(new_store: Callable[..., Store]) -> None:
    here, there = new_store("here"), new_store("there")
    with there.write() as unit:
        for number in range(AT_ONCE + 1):
            unit.put("person", surname=f"Arrivo{number}", given="Joy")
    here.receive(entries_of(there))
    with here.write() as unit:
        mine = unit.put("person", surname="Vitale", given="Anna")
    assert found(here, "vitale") == [mine]
    here.index_arrivals()
    assert found(here, "vitale") == [mine]
    assert len(found(here, "joy")) == AT_ONCE + 1


def test_a_store_that_was_cut_off_catches_up_when_it_is_opened(new_store: Callable[..., Store]) -> None:
    here, there = new_store("here"), new_store("there")
    with there.write() as unit:
        for number in range(AT_ONCE + 1):
            unit.put("person", surname=f"Arrivo{number}", given="Joy")
    here.receive(entries_of(there))
    here.close()
    again = open_store(here.folder, secrets=memory_secrets)
    assert len(found(again, "joy")) == AT_ONCE + 1
    again.close()
