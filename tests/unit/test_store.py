"""The store: units of work, journal, undo, news, and what is said when a store cannot be used."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from desk.db import conflicts, journal
from desk.db.engine import connect
from desk.db.search import Search
from desk.db.store import Store, create_store, open_store
from desk.db.tables import draft
from desk.domain.journal.entry import chain_faults
from desk.errors import BadInput, StoreUnusable

FULL = 2
"""As SQLite says it."""


def entries(store: Store) -> list:
    with store.read() as connection:
        return list(journal.entries(connection))


def test_a_write_is_a_row_and_an_entry(store: Store) -> None:
    with store.write("anna") as unit:
        row = unit.put("person", surname="Osagie", given="Blessing")
        unit.put("person", row, given="Blessing Joy")
    (entry,) = entries(store)
    assert entry.values() == {"surname": "Osagie", "given": "Blessing Joy"}
    assert (entry.actor, entry.op, entry.seq) == ("anna", "put", 1)


def test_a_second_write_names_what_it_replaced(store: Store) -> None:
    with store.write() as unit:
        row = unit.put("person", surname="Osagie", given="Blessing")
    with store.write() as unit:
        unit.put("person", row, given="Joy", surname="Osagie")
    first, second = entries(store)
    assert second.values() == {"given": "Joy"}
    assert second.bases() == {"given": first.at}
    assert second.prev == first.digest
    assert chain_faults([first, second]) == []


def test_a_failed_unit_leaves_nothing(store: Store) -> None:
    with pytest.raises(BadInput), store.write() as unit:
        unit.put("person", surname="Osagie")
        raise BadInput("no")
    assert entries(store) == []


def test_undo_puts_back_what_was_there(store: Store) -> None:
    with store.write() as unit:
        row = unit.put("person", surname="Osagie", given="Blessing")
    with store.write() as unit:
        unit.put("person", row, given="Joy")
    store.undo(unit.batch, "anna")
    with store.write() as unit:
        assert unit.get("person", row)["given"] == "Blessing"


def test_undo_leaves_what_somebody_wrote_since_even_where_it_is_the_same(store: Store) -> None:
    with store.write("anna") as first:
        row = first.put("person", surname="Rossi")
    with store.write("anna") as unit:
        unit.put("person", row, surname="Russo")
    for name in ("Rosso", "Russo"):
        with store.write("bruno") as again:
            again.put("person", row, surname=name)
    assert store.undo(unit.batch, "anna").entries == ()
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT surname FROM person").scalar_one() == "Russo"
    store.undo(again.batch, "bruno")
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT surname FROM person").scalar_one() == "Rosso"


def test_one_act_after_the_other_is_undone(store: Store) -> None:
    with store.write("anna") as first:
        row = first.put("person", surname="Rossi")
    batches = []
    for name in ("Russo", "Rosso"):
        with store.write("anna") as unit:
            unit.put("person", row, surname=name)
        batches.append(unit.batch)
    for batch, left in zip(reversed(batches), ("Russo", "Rossi"), strict=True):
        store.undo(batch, "anna")
        with store.read() as connection:
            assert connection.exec_driver_sql("SELECT surname FROM person").scalar_one() == left


def test_another_process_hears_of_a_write(store: Store) -> None:
    second = open_store(store.folder, secrets=lambda *_: store.secrets)
    second.changed_elsewhere()
    assert not second.changed_elsewhere()
    before = second.position()
    with store.write() as unit:
        row = unit.put("person", surname="Osagie")
    assert second.changed_elsewhere()
    assert second.news(before).rows("person") == {row}
    second.close()


def test_search_finds_by_the_beginning_of_words(store: Store) -> None:
    with store.write() as unit:
        family = unit.put("household", code="TH-0001", name="D'Angelo")
        person = unit.put("person", surname="D'Angelo", given="Ștefan")
        unit.put("membership", household=family, person=person)
        unit.put("contact", household=family, kind="phone", value="+393515550142")
    with store.read() as connection:
        for typed in ("stef dang", "d'angelo", "3515550142", "th-0001"):
            assert Search(connection).find(typed) == [person], typed


def test_erased_data_is_gone_from_row_journal_and_search(store: Store) -> None:
    with store.write() as unit:
        person = unit.put("person", surname="Osagie")
    with store.write() as unit:
        unit.erase("person", person)
    first, last = entries(store)
    assert first.fields == "" and last.op == "erase"
    assert chain_faults([first, last]) == []
    with store.read() as connection:
        assert Search(connection).find("osagie") == []
    with pytest.raises(BadInput), store.write() as unit:
        unit.put("person", person, surname="Osagie")


def test_who_has_the_typed_word_whole_comes_before_those_who_begin_alike(store: Store) -> None:
    with store.write() as unit:
        for number in range(30):
            unit.put("person", surname="Rossini", given=f"Mario{number}")
        rossi = unit.put("person", surname="Rossi", given="Marta")
        mario = unit.put("person", surname="Rossi", given="Mario")
    with store.read() as connection:
        find = Search(connection).find
        assert set(find("rossi", 5)[:2]) == {rossi, mario} and len(find("rossi", 5)) == 5
        assert find("rossi mart", 5) == [rossi]
        assert find("rossi mario", 5)[0] == mario and len(find("ros mar", 100)) == 32


def test_two_desks_that_did_not_see_each_other_wait_for_a_person(new_store: Callable[..., Store]) -> None:
    one, two = new_store("one"), new_store("two")
    with one.write("anna") as unit:
        row = unit.put("household", name="Osagie", brief="a")
    two.receive(entries(one))
    with one.write("anna") as unit:
        unit.put("household", row, brief="b")
    with two.write("bruno") as unit:
        unit.put("household", row, brief="c")
    mine, theirs = entries(one), entries(two)
    one.receive(theirs)
    two.receive(mine)
    for each in (one, two):
        with each.read() as connection:
            (waiting,) = conflicts.waiting(connection)
            assert {head.value for head in waiting.heads} == {"b", "c"}
            assert waiting.before.value == "a"
    with one.write("anna") as unit:
        unit.reconcile("household", row, "brief", "b")
    two.receive(entries(one))
    for each in (one, two):
        with each.read() as connection:
            assert conflicts.count(connection) == 0
    with two.write() as unit:
        assert unit.get("household", row)["brief"] == "b"


def test_a_wrong_key_is_one_clear_line(store: Store) -> None:
    before = (store.folder / "desk.db").read_bytes()
    with pytest.raises(StoreUnusable, match="non si apre con questa chiave"):
        connect(store.folder / "desk.db", os.urandom(32))
    assert (store.folder / "desk.db").read_bytes() == before


def test_a_foreign_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "desk.db").write_bytes(b"hello" * 1000)
    with pytest.raises(StoreUnusable, match="non è un archivio"):
        connect(tmp_path / "desk.db", bytes(32))


def test_a_newer_schema_is_refused_untouched(store: Store) -> None:
    with store.write() as unit:
        unit.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreUnusable, match="versione più nuova"):
        open_store(store.folder, secrets=lambda *_: store.secrets)


def test_a_folder_with_a_store_is_not_overwritten(store: Store) -> None:
    with pytest.raises(StoreUnusable, match="c'è già un archivio"):
        create_store(store.folder, secrets=lambda *_: store.secrets)


def test_what_is_kept_without_waiting_is_there_at_once_and_leaves_the_next_write_safe(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached: list[int] = []
    monkeypatch.setattr("desk.db.store.os.fsync", reached.append)
    with store.keep(wait=False) as connection:
        words = {"household": "home", "question": "networks.trusted", "person": "", "place": ""}
        connection.execute(insert(draft).values(id="here", text="Samira", **words))
    with store.keep() as connection:
        assert connection.execute(select(draft.c.text)).scalar() == "Samira"
        raw: Any = connection.connection.driver_connection
        assert raw.execute("PRAGMA synchronous").fetchone() == (2,)
    store.settle()
    assert len(reached) == 1


def test_a_watcher_that_could_not_remember_waits_for_the_disk_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its connection goes back to those who write."""
    watcher = store.watcher()
    watcher.remember({"somewhere": "1"})
    assert store.remembered("somewhere") == "1" and watcher.ask("PRAGMA synchronous", ()) == (FULL,)
    monkeypatch.setattr("desk.db.watcher.remembering", lambda _values: ("INSERT INTO nowhere VALUES (1)", ()))
    with pytest.raises(StoreUnusable):
        watcher.remember({"somewhere": "2"})
    assert watcher.ask("PRAGMA synchronous", ()) == (FULL,)
    watcher.close()


def test_a_fault_of_the_store_says_nothing_of_a_family(store: Store) -> None:
    """Nor does a family called «Full» make the disk look full."""
    with pytest.raises(StoreUnusable) as fault, store.read() as connection:
        connection.exec_driver_sql("INSERT INTO note (id, text, stamps) VALUES (?, ?, ?)", ("1", "Full", ["locked"]))
    said = str(fault.value)
    assert "Full" not in said and "INSERT" not in said and "\n" not in said
    assert "pieno" not in said and "occupato" not in said
