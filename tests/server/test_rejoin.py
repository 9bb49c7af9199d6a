"""A machine that went back in time, or stands there twice, joins again: nothing is doubled, nothing is lost."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import msgspec
import pytest
from sqlalchemy import select

from desk.db.journal import entries
from desk.db.store import Store, open_store
from desk.db.unit import new_id
from desk.domain.journal.entry import make_entry
from desk.errors import BadInput
from desk.office.machine.check_store import journal_faults, state_of
from desk.office.machine.enrol import enrol_machine
from desk.office.machine.restore import name_anew, restore_copy
from desk.office.machine.synchronise import synchronise
from desk.server.database import Database
from desk.server.devices import make_code
from desk.server.records import catch_up
from desk.server.run import beside
from desk.server.tables import record
from tests.conftest import Clock, MemorySecrets
from tests.notes import note, notes
from tests.server_copy import copy_of, put_back

ROW = "0190c000-0000-7000-8000-000000000001"
Keepers = Callable[[Path, str], "Keyring"]


class Keyring(MemorySecrets):
    """Of one computer; whoever copies the whole disk copies it too."""

    def __init__(self, kept: dict[str, bytes]) -> None:
        self.kept = dict(kept)  # type: ignore[misc]


class Office:
    """Computers with keyrings of their own, and one server."""

    def __init__(self, place: Path, template: Path, clock: Clock, database: Database, url: str) -> None:
        self.place, self._template, self.clock = place, template, clock
        self.database, self.url = database, url
        self.rings: dict[Path, Keyring] = {}
        self.stores: list[Store] = []

    def keepers(self, folder: Path, _store: str) -> Keyring:
        return next(ring for place, ring in self.rings.items() if folder == place or place in folder.parents)

    def computer(self, name: str) -> Store:
        folder = self.place / name
        shutil.copytree(self._template, folder)
        card = msgspec.json.decode((folder / "store.json").read_bytes())
        (folder / "store.json").write_bytes(msgspec.json.encode(card | {"device": new_id()}))
        self.rings[folder] = Keyring(MemorySecrets.kept)
        return self.enrol(self.open(folder))

    def open(self, folder: Path) -> Store:
        store = open_store(folder, secrets=self.keepers, now=self.clock)
        self.stores.append(store)
        return store

    def enrol(self, store: Store) -> Store:
        enrol_machine(store, self.url, make_code(self.database, int(self.clock().timestamp())))
        return store

    def copied_by_hand(self, store: Store) -> Store:
        """The folder, with the program closed."""
        store.close()
        shutil.copytree(store.folder, self.place / "by-hand")
        return self.open(store.folder)

    def put_back_by_hand(self, store: Store) -> Store:
        store.close()
        shutil.rmtree(store.folder)
        shutil.copytree(self.place / "by-hand", store.folder)
        return self.open(store.folder)

    def twin(self, store: Store, name: str) -> Store:
        """The whole disk copied to a second computer."""
        store.close()
        shutil.copytree(store.folder, self.place / name)
        self.rings[self.place / name] = Keyring(self.rings[store.folder].kept)
        self.open(store.folder)
        return self.open(self.place / name)

    def named_anew(self, store: Store) -> Store:
        store.close()
        name_anew(store.folder, self.keepers, self.clock)
        return self.enrol(self.open(store.folder))

    def restored(self, store: Store, copy: Path) -> Store:
        store.close()
        restore_copy(store.folder, copy, None, self.keepers, self.clock)
        return self.enrol(self.open(store.folder))


@pytest.fixture
def office(empty_store: Path, tmp_path: Path, clock: Clock) -> Iterator[Office]:
    database = Database(f"sqlite:///{tmp_path / 'server.db'}")
    with beside(database, now=lambda: int(clock().timestamp())) as url:
        made = Office(tmp_path, empty_store, clock, database, url)
        yield made
        for store in made.stores:
            store.close()
    database.close()


def settle(*stores: Store) -> None:
    for store in (*stores, *stores):
        done = synchronise(store)
        assert done.ok, done.fault


def assert_alike(*stores: Store) -> None:
    states, told = set(), set()
    for store in stores:
        with store.read() as connection:
            assert journal_faults(connection) == []
            states.add(state_of(connection))
            told.add(tuple(sorted((entry.device, entry.seq, entry.id) for entry in entries(connection))))
    assert len(states) == len(told) == 1


def test_what_a_copy_held_and_nobody_else_had_reaches_the_others(office: Office) -> None:
    desk, other = office.computer("desk"), office.computer("other")
    note(desk, "inviata")
    settle(desk, other)
    note(desk, "senza rete, solo qui e nella copia")
    copy = desk.back_up()
    note(desk, "dopo la copia: persa con il disco")
    desk = office.restored(desk, copy)
    settle(desk, other)
    assert notes(desk) == notes(other) == ["inviata", "senza rete, solo qui e nella copia"]
    assert_alike(desk, other)


def test_what_a_copy_says_was_sent_reaches_also_a_server_that_was_put_back_since(office: Office) -> None:
    desk, other = office.computer("desk"), office.computer("other")
    before = copy_of(office.database)
    note(desk, "inviata, poi il server torna a prima")
    done = synchronise(desk)
    assert done.ok and done.sent
    copy = desk.back_up()
    put_back(office.database, before)
    desk = office.restored(desk, copy)
    settle(desk, other)
    assert notes(desk) == notes(other) == ["inviata, poi il server torna a prima"]
    assert_alike(desk, other)


def test_a_server_put_back_after_it_had_the_former_name_gets_it_again(office: Office) -> None:
    """And so does who is enrolled after that, without a hub in between."""
    desk, other = office.computer("desk"), office.computer("other")
    note(other, "prima")
    settle(desk, other)
    before = copy_of(office.database)
    note(desk, "sotto il nome di prima, inviata")
    settle(desk, other)
    desk = office.restored(desk, desk.back_up())
    note(desk, "sotto il nome nuovo")
    settle(desk, other)
    put_back(office.database, before)
    desk = office.enrol(desk)  # unknown to the copy
    settle(desk, other)
    late = office.computer("late")
    settle(late, desk, other)
    assert notes(late) == notes(desk) == notes(other)
    assert notes(late) == ["prima", "sotto il nome di prima, inviata", "sotto il nome nuovo"]
    states = set()
    for store in (desk, other, late):
        with store.read() as connection:
            assert journal_faults(connection) == []
            states.add(state_of(connection))
    assert len(states) == 1


def test_a_desk_restored_from_last_weeks_copy_doubles_and_loses_nothing(office: Office) -> None:
    desk, other = office.computer("desk"), office.computer("other")
    note(desk, "inviata")
    settle(desk)
    note(desk, "nella copia, inviata dopo")
    with desk.write("anna") as unit:
        unit.put("household", ROW, name="Prima", code="TH-1")
    copy = desk.back_up()
    office.clock.forward(days=3)
    with desk.write("anna") as unit:
        unit.put("household", ROW, name="Dopo la copia")
    note(desk, "dopo la copia, inviata")
    settle(desk, other)
    office.clock.forward(days=4)
    desk = office.restored(desk, copy)
    with desk.write("anna") as unit:
        assert unit.get("household", ROW)["name"] == "Prima"  # type: ignore[index]
        unit.put("household", ROW, code="TH-2")
    settle(desk, other)
    assert notes(desk) == ["dopo la copia, inviata", "inviata", "nella copia, inviata dopo"]
    assert_alike(desk, other)
    with desk.read() as connection:
        (row,) = connection.exec_driver_sql("SELECT name, code FROM household").fetchall()
        assert tuple(row) == ("Dopo la copia", "TH-2")
        assert connection.exec_driver_sql("SELECT count(*) FROM conflict").scalar_one() == 0
        assert connection.exec_driver_sql("SELECT count(*) FROM journal").scalar_one() == 6


def test_programs_that_open_a_restored_store_at_once_write_under_one_name(office: Office) -> None:
    desk, other = office.computer("desk"), office.computer("other")
    note(desk, "prima")
    settle(desk, other)
    note(desk, "solo nella copia")
    copy = desk.back_up()
    desk.close()
    restore_copy(desk.folder, copy, None, office.keepers, office.clock)
    together = ("insieme 1", "insieme 2", "insieme 3")
    ready = Barrier(len(together))

    def work(text: str) -> Store:
        ready.wait()
        store = office.open(desk.folder)
        note(store, text)
        return store

    with ThreadPoolExecutor(len(together)) as programs:
        opened = list(programs.map(work, together))
    assert len({store.device for store in opened}) == 1 and opened[0].device != desk.device
    office.enrol(opened[0])
    settle(*opened, other)
    assert notes(other) == sorted(("prima", "solo nella copia", *together))
    assert_alike(opened[0], other)


def test_a_copy_put_back_by_hand_is_told_and_what_was_written_on_it_is_kept(office: Office) -> None:
    desk, other = office.computer("desk"), office.computer("other")
    note(desk, "prima")
    settle(desk)
    desk = office.copied_by_hand(desk)
    note(desk, "dopo la copia, inviata")
    settle(desk, other)
    desk = office.put_back_by_hand(desk)
    for number in range(3):
        note(desk, f"sulla copia {number}")
    told = synchronise(desk)
    assert not told.ok and "copia vecchia" in str(told.fault) and told.waiting == 3
    desk = office.named_anew(desk)
    settle(desk, other)
    assert len(notes(desk)) == 5
    assert_alike(desk, other)


def test_what_was_written_on_a_copy_is_not_taken_for_sent_where_the_server_counts_as_far(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found by seed 203923: what waits goes in several requests, and the first holds only what the server knows."""
    monkeypatch.setattr("desk.sync.session.PUSH_ENTRIES", 2)
    desk, other = office.computer("desk"), office.computer("other")
    for text in ("nella copia 1", "nella copia 2"):
        note(desk, text)
    desk = office.copied_by_hand(desk)
    note(desk, "dopo la copia, inviata")
    settle(desk, other)
    desk = office.put_back_by_hand(desk)
    note(desk, "sulla copia")
    told = synchronise(desk)
    assert not told.ok and "copia vecchia" in str(told.fault) and told.waiting == 1
    desk = office.named_anew(desk)
    settle(desk, other)
    assert notes(desk) == ["dopo la copia, inviata", "nella copia 1", "nella copia 2", "sulla copia"]
    assert_alike(desk, other)


@pytest.mark.parametrize("names", [("Di qua", "Di là"), ("Di là", "Di qua")])
def test_a_computer_copied_with_its_disk_is_told_and_nothing_of_either_is_lost(
    office: Office, names: tuple[str, str]
) -> None:
    desk, other = office.computer("desk"), office.computer("other")
    with desk.write("anna") as unit:
        unit.put("household", ROW, name="Prima", code="TH-1")
    settle(desk, other)
    twin = office.twin(desk, "twin")
    desk = office.stores[-2]
    for store, name in zip((desk, twin), names, strict=True):  # in the same millisecond: the same name, the same stamp
        with store.write("anna") as unit:
            unit.put("household", ROW, name=name)
        note(store, name)
    settle(desk)
    told = synchronise(twin)
    assert not told.ok and told.waiting == 2
    twin = office.named_anew(twin)
    settle(twin, desk, other)
    assert notes(twin) == notes(desk) == ["Di là", "Di qua"]
    assert_alike(twin, desk, other)
    for store in (twin, desk, other):
        with store.read() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM conflict WHERE differs").scalar_one() == 1
            assert connection.exec_driver_sql("SELECT name FROM household").scalar_one() == "Di qua"
    catch_up(office.database)
    with office.database.read() as connection:
        assert connection.execute(select(record.c.fields).where(record.c.row == ROW)).scalar_one()["name"] == "Di qua"


def test_a_second_entry_under_one_number_is_refused(office: Office) -> None:
    desk, other = office.computer("desk"), office.computer("other")
    note(desk, "vera")
    settle(desk, other)
    with desk.read() as connection:
        (true,) = entries(connection)
    facts = {name: getattr(true, name) for name in ("device", "seq", "at", "actor", "op", "table", "scope", "prev")}
    forged = make_entry(id=new_id(), row=new_id(), batch=new_id(), values={"text": "falsa"}, base={}, **facts)
    for arriving in ([forged], [forged, true], [true, forged]):
        with pytest.raises(BadInput, match="stesso nome"):
            other.receive(arriving)
    assert notes(other) == ["vera"]
    assert_alike(desk, other)


def test_a_copy_put_back_twice_in_a_second_keeps_both_that_were_there(office: Office) -> None:
    """Found by seed 21399: the folder for what was there had its name already."""
    desk, other = office.computer("desk"), office.computer("other")
    note(desk, "prima")
    copy = desk.back_up()
    twice = office.restored(office.restored(desk, copy), copy)
    assert len(list(twice.folder.glob("before-restore-*"))) == 2
    settle(twice, other)
    assert notes(other) == ["prima"]
