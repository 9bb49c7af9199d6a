"""A copied paper on real stores and servers: it arrives whole, in bounded steps, never in the lobby, and is erased."""

import os
from collections.abc import Callable
from hashlib import sha256

import pytest

from desk.db.store import Store
from desk.db.tables import SYNCED
from desk.domain.journal.entry import Entry
from desk.errors import BadInput
from desk.office.household import attachments
from desk.office.household.attachment_file import Taken
from desk.office.household.attachments import attach_to_kind, copies_of, erase_copies, open_copy
from desk.office.machine import replica
from desk.office.machine.check_store import check
from desk.office.machine.enrol import enrol_machine
from desk.office.machine.replica import StoreReplica
from desk.office.machine.synchronise import synchronise
from desk.office.session import system_session
from desk.server import rounds
from desk.server.database import Database
from desk.server.devices import make_code
from desk.sync import session as round_session
from tests.conftest import Clock
from tests.notes import state
from tests.small_office import SmallOffice

NewStore = Callable[[str], Store]


PART, ROOM = 30_000, 120_000


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thirtieth of what a round carries outside of tests, so that several rounds take no time."""
    monkeypatch.setattr(attachments, "PART_BYTES", PART)
    monkeypatch.setattr(rounds, "ANSWER_BYTES", ROOM)
    monkeypatch.setattr(replica, "PUSH_CHARACTERS", ROOM)
    monkeypatch.setattr(round_session, "PUSH_CHARACTERS", ROOM)


def paper(size: int) -> Taken:
    content = os.urandom(size)
    return Taken("carta.pdf", "application/pdf", content, 1, b"small", sha256(content).hexdigest())


def test_a_copy_arrives_whole_and_is_erased_everywhere(enrolled_store: NewStore, database: Database) -> None:
    left, right = enrolled_store("left"), enrolled_store("right")
    home = SmallOffice(left, {"giulia": ""}).family("TH-0001", "Rossi")
    taken = paper(4 * PART + 5)
    kept = attach_to_kind(system_session(left), home, "id", None, taken)
    sent = synchronise(left)
    assert sent.ok
    assert synchronise(right).received == sent.sent
    assert state(left) == state(right)
    assert open_copy(system_session(right), kept.attachment) == taken.content
    synchronise(right)
    synchronise(left)
    with right.write() as unit:
        assert erase_copies(unit, [home]) == 1
    synchronise(right)
    synchronise(left)
    for store in (left, right):
        with store.read() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM attachment_part").scalar_one() == 0
            query = "SELECT total(length(fields)) FROM journal WHERE op <> 'erase' AND \"table\" LIKE 'attachment%'"
            assert connection.exec_driver_sql(query).scalar_one() == 0
        assert check(system_session(store)).ok
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT max(length(body)) FROM entry").scalar_one() < 20_000
    assert state(left) == state(right)


def test_many_copies_go_and_come_in_bounded_steps(enrolled_store: NewStore, monkeypatch: pytest.MonkeyPatch) -> None:
    left, right = enrolled_store("left"), enrolled_store("right")
    home = SmallOffice(left, {"giulia": ""}).family("TH-0001", "Rossi")
    for _number in range(3):
        attach_to_kind(system_session(left), home, "id", None, paper(6 * PART))
    assert sum(len(entry.fields) for entry in StoreReplica(left).outgoing(0, 5000)) < 2 * ROOM + 50_000
    assert synchronise(left).ok
    given: list[int] = []
    plain = StoreReplica.receive

    def weighed(self: StoreReplica, entries: list[Entry], packed: list[bytes], **reached: int) -> int:
        given.append(sum(len(entry.fields) for entry in entries))
        assert not packed, "parts of copies stand on no page"
        return plain(self, entries, **reached)

    monkeypatch.setattr(StoreReplica, "receive", weighed)
    assert synchronise(right).ok
    assert max(given) < ROOM + 50_000
    assert len(given) >= 2
    assert state(left) == state(right)


def test_a_copy_on_its_way_says_so(enrolled_store: NewStore) -> None:
    left, right = enrolled_store("left"), enrolled_store("right")
    home = SmallOffice(left, {"giulia": ""}).family("TH-0001", "Rossi")
    taken = paper(3 * PART)
    kept = attach_to_kind(system_session(left), home, "id", None, taken)
    every = StoreReplica(left).outgoing(0, 5000)
    right.receive(every[:-1])
    with right.read() as connection:
        (line,) = next(iter(copies_of(connection, [kept_paper(right)]).values()))
    assert not line.whole
    with pytest.raises(BadInput, match="sta ancora arrivando"):
        open_copy(system_session(right), kept.attachment)
    right.receive(every)
    assert open_copy(system_session(right), kept.attachment) == taken.content


def kept_paper(store: Store) -> str:
    with store.read() as connection:
        return str(connection.exec_driver_sql("SELECT id FROM document").scalar_one())


def test_the_lobby_gets_none_of_it(
    enrolled_store: NewStore, new_store: NewStore, database: Database, server: str, clock: Clock
) -> None:
    left, kiosk = enrolled_store("left"), new_store("kiosk")
    code = make_code(database, int(clock().timestamp()), lobby=True)
    enrol_machine(kiosk, server, code, lobby=True)
    home = SmallOffice(left, {"giulia": ""}).family("TH-0001", "Rossi")
    attach_to_kind(system_session(left), home, "id", None, paper(PART))
    assert synchronise(left).ok
    assert synchronise(kiosk).ok
    with kiosk.read() as connection:
        tables = set(connection.exec_driver_sql('SELECT DISTINCT "table" FROM journal').scalars())
        rows = connection.exec_driver_sql("SELECT count(*) FROM attachment_part").scalar_one()
    assert rows == 0
    assert all(SYNCED[name].scope == "lobby" for name in tables)
