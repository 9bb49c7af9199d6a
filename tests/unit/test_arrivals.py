"""People who arrive from other machines by the hundred: here at once, found a moment later."""

from collections.abc import Callable

from desk.db import conflicts, journal, pages
from desk.db.search import AT_ONCE, Search
from desk.db.store import Store, open_store
from desk.domain.journal.entry import Entry
from desk.office.machine.check_store import journal_faults
from tests.conftest import memory_secrets


def entries_of(store: Store) -> list[Entry]:
    with store.read() as connection:
        return list(journal.entries_of_device(connection, store.device))


def found(store: Store, typed: str) -> list[str]:
    with store.read() as connection:
        return Search(connection).find(typed, 5000)


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


def on_pages(store: Store) -> int:
    with store.read() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM journal_page").scalar_one())


def journaled(store: Store) -> int:
    with store.read() as connection:
        assert journal_faults(connection) == []
        return int(connection.exec_driver_sql("SELECT count(*) FROM journal").scalar_one())


def many(store: Store, number: int = pages.WORTH) -> list[str]:
    with store.write() as unit:
        return [unit.put("person", surname=f"Arrivo{each}", given="Joy") for each in range(number)]


def test_the_journal_of_many_waits_on_pages_until_it_is_unfolded(new_store: Callable[..., Store]) -> None:
    here, there = new_store("here"), new_store("there")
    many(there, pages.WORTH + pages.PAGE)
    here.receive(entries_of(there))
    assert on_pages(here) == 2
    here.index_arrivals()
    assert on_pages(here) == 0
    assert journaled(here) == pages.WORTH + pages.PAGE


def test_what_waits_on_a_page_is_known_when_it_comes_again(new_store: Callable[..., Store]) -> None:
    here, there = new_store("here"), new_store("there")
    many(there)
    here.receive(entries_of(there))
    changes = here.receive(entries_of(there))
    assert changes.entries == ()
    assert journaled(here) == pages.WORTH


def test_who_writes_finds_the_whole_journal_and_a_later_stamp(new_store: Callable[..., Store]) -> None:
    here, there = new_store("here"), new_store("there")
    ids = many(there)
    here.receive(entries_of(there))
    with here.write() as unit:
        unit.put("person", ids[0], given="Grace")
    assert on_pages(here) == 0
    (mine,) = entries_of(here)
    assert mine.at > max(entry.at for entry in entries_of(there))
    assert mine.bases() == {"given": entries_of(there)[0].at}
    assert journaled(here) == pages.WORTH + 1


def test_two_who_did_not_see_each_other_are_found_among_many(new_store: Callable[..., Store]) -> None:
    here, there = new_store("here"), new_store("there")
    ids = many(there)
    here.receive(entries_of(there))
    here.index_arrivals()
    with here.write() as unit:
        unit.put("person", ids[0], given="Grace")
    with there.write() as unit:
        for each in ids:
            unit.put("person", each, given="Faith")
    here.receive(entries_of(there)[pages.WORTH :])
    assert on_pages(here) == 0
    with here.read() as connection:
        assert [waiting.row for waiting in conflicts.waiting(connection)] == [ids[0]]
    assert journaled(here) == 2 * pages.WORTH + 1


def test_nothing_is_left_on_a_page_of_who_is_erased(new_store: Callable[..., Store]) -> None:
    here, there = new_store("here"), new_store("there")
    ids = many(there)
    here.receive(entries_of(there))
    with there.write() as unit:
        unit.erase("person", ids[0])
    here.receive(entries_of(there)[pages.WORTH :])
    assert on_pages(here) == 0
    with here.read() as connection:
        blank = connection.exec_driver_sql("SELECT fields FROM journal WHERE row = ? AND op = 'put'", (ids[0],))
        assert blank.fetchall() == [("",)]
    assert journaled(here) == pages.WORTH + 1


def test_a_store_that_was_cut_off_unfolds_when_it_is_opened(new_store: Callable[..., Store]) -> None:
    here, there = new_store("here"), new_store("there")
    many(there)
    here.receive(entries_of(there))
    here.close()
    again = open_store(here.folder, secrets=memory_secrets)
    assert on_pages(again) == 0
    assert journaled(again) == pages.WORTH
    again.close()


def test_a_kiosk_on_the_same_store_writes_although_pages_wait(new_store: Callable[..., Store]) -> None:
    here, there = new_store("here"), new_store("there")
    many(there)
    here.receive(entries_of(there))
    kiosk = open_store(here.folder, secrets=memory_secrets)  # unfolds
    many(there)
    here.receive(entries_of(there)[pages.WORTH :])
    kiosk.narrow()
    with kiosk.write() as unit:
        unit.put("lobby_call", day="2026-11-24", ticket="A101", calls=1)
    kiosk.close()
    assert on_pages(here) == 1
    (mine,) = entries_of(here)
    assert mine.at > max(entry.at for entry in entries_of(there))
    here.index_arrivals()
    assert journaled(here) == 2 * pages.WORTH + 1
