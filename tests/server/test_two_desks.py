"""Two desks and a real server: they end equal, conflicts stay, a server that dies loses and doubles nothing."""

import time
from collections.abc import Callable
from itertools import product
from pathlib import Path

import httpx
import pytest

from desk.db.store import Store
from desk.db.unit import new_id
from desk.errors import BadInput, NotAllowed
from desk.office.machine.check_store import check
from desk.office.machine.enrol import enrol_machine, membership
from desk.office.machine.replica import ACKNOWLEDGED, StoreReplica
from desk.office.machine.synchronise import Line, standing_status, synchronise
from desk.office.session import system_session
from desk.server.database import Database
from desk.server.devices import make_code
from desk.server.tables import SCHEMA
from desk.sync.machine_key import assertion
from desk.sync.wire import ASSERTION_TYPE
from tests.conftest import Clock
from tests.notes import note, notes, state
from tests.server.server_process import free_port, kill, serve
from tests.server_copy import copy_of, put_back

NewStore = Callable[[str], Store]


def test_two_desks_end_equal(enrolled_store: NewStore) -> None:
    left, right = enrolled_store("left"), enrolled_store("right")
    note(left, "dalla prima")
    note(right, "dalla seconda")
    for store in (left, right, left):
        assert synchronise(store).ok
    assert notes(left) == notes(right) == ["dalla prima", "dalla seconda"]
    assert state(left) == state(right)
    assert check(system_session(left)).ok
    idle = synchronise(right)
    assert (idle.sent, idle.received, idle.waiting) == (0, 0, 0)


def test_both_values_of_a_conflict_stay(enrolled_store: NewStore, clock: Clock) -> None:
    left, right = enrolled_store("left"), enrolled_store("right")
    row = new_id()
    with left.write() as unit:
        unit.put("household", row, code="TH-0001", name="Prima")
    for store in (left, right):
        synchronise(store)
    with left.write() as unit:
        unit.put("household", row, name="Sinistra")
    clock.forward(seconds=5)
    with right.write() as unit:
        unit.put("household", row, name="Destra")
    for store in (left, right, left):
        synchronise(store)
    assert state(left) == state(right)
    assert standing_status(left).conflicts == standing_status(right).conflicts == 1
    assert standing_status(left).chip().state == "reconcile"


def test_an_answer_that_is_lost_doubles_nothing(enrolled_store: NewStore) -> None:
    left, right = enrolled_store("left"), enrolled_store("right")
    note(left, "una volta sola")
    synchronise(left)
    left.remember(ACKNOWLEDGED, "0")
    again = synchronise(left)
    assert again.ok
    assert again.waiting == 0
    synchronise(right)
    assert notes(right) == ["una volta sola"]


def test_many_entries_travel_in_several_steps(enrolled_store: NewStore) -> None:
    left, right = enrolled_store("left"), enrolled_store("right")
    with left.write() as unit:
        for number in range(6_000):
            unit.put("note", new_id(), text=f"riga {number}")
    assert synchronise(left).sent == 6_000
    assert synchronise(right).received == 6_000
    assert state(left) == state(right)


def test_a_wrong_or_used_code_is_refused(new_store: NewStore, database: Database, server: str, clock: Clock) -> None:
    code = make_code(database, int(clock().timestamp()))
    with pytest.raises(NotAllowed, match="codice"):
        enrol_machine(new_store("one"), server, "AAAA-BBBB-CCCC")
    enrol_machine(new_store("two"), server, code)
    with pytest.raises(NotAllowed, match="codice"):
        enrol_machine(new_store("three"), server, code)


def test_an_assertion_is_good_once(enrolled_store: NewStore, server: str, clock: Clock) -> None:
    known = membership(enrolled_store("desk"))
    assert known
    signed = assertion(
        known.key, device=known.device, server=known.server, seconds=int(clock().timestamp()), number="n1"
    )
    form = {"client_assertion_type": ASSERTION_TYPE, "client_assertion": signed}
    with httpx.Client(base_url=server) as client:
        assert client.post("/v1/token", data=form).status_code == 200
        assert client.post("/v1/token", data=form).status_code == 401


def test_a_server_put_back_to_an_older_copy_is_seen_though_it_counts_as_far_again(
    enrolled_store: NewStore, database: Database
) -> None:
    """Its numbers mean other entries then: who asked on by the number alone would never get what it skips."""
    left, right, third = (enrolled_store(name) for name in ("left", "right", "third"))
    note(left, "prima della copia")
    synchronise(left)
    copy = copy_of(database)
    note(left, "dopo la copia")
    synchronise(left)
    assert notes(right) == [] and synchronise(right).received == 2
    put_back(database, copy)
    note(third, "mentre il server era indietro")
    synchronise(third)
    synchronise(left)
    for store in (left, right, third, left):
        assert synchronise(store).ok
    assert notes(left) == notes(right) == notes(third)
    assert len(notes(right)) == 3
    idle = synchronise(right)
    assert (idle.sent, idle.received) == (0, 0)


def test_a_server_of_the_first_schema_is_brought_to_this_one(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'server.db'}"
    first = Database(address)
    with first.write() as connection:
        connection.exec_driver_sql("ALTER TABLE entry DROP COLUMN mark")
        for column in ("mark", "erased"):
            connection.exec_driver_sql(f"ALTER TABLE office DROP COLUMN {column}")
        connection.exec_driver_sql("UPDATE setting SET value = '1' WHERE name = 'schema'")
    first.close()
    again = Database(address)
    assert again.settings()["schema"] == SCHEMA and again.server == first.server
    with again.read() as connection:
        assert connection.exec_driver_sql("SELECT mark FROM entry").fetchall() == []
    again.close()


SENSELESS = (b"", b"\x00\xff\xfe", b"[]", b'{"version":1}', b"\x28\xb5\x2f\xfd rotten")
KINDS = ("application/json", "application/msgpack", "application/zstd", "text/plain")


def test_senseless_rounds_get_one_line(enrolled_store: NewStore, server: str, clock: Clock) -> None:
    known = membership(enrolled_store("desk"))
    assert known
    signed = assertion(
        known.key, device=known.device, server=known.server, seconds=int(clock().timestamp()), number="n2"
    )
    form = {"client_assertion_type": ASSERTION_TYPE, "client_assertion": signed}
    with httpx.Client(base_url=server) as client:
        token = client.post("/v1/token", data=form).json()["access_token"]
        for body, kind in product(SENSELESS, KINDS):
            headers = {"authorization": f"Bearer {token}", "content-type": kind}
            answer = client.post("/v1/round", content=body, headers=headers)
            assert (answer.status_code, answer.json()["error"]) == (400, "shape"), (body, kind)
            assert client.get("/health").json()["ok"]
            assert client.post("/v1/round", content=body).status_code == 401


def test_a_machine_without_a_server_says_so(new_store: NewStore) -> None:
    with pytest.raises(BadInput, match="desk enrol"):
        synchronise(new_store("alone"))
    assert standing_status(new_store("alone-too")).chip().text == "Salvato qui"


def test_a_server_killed_in_the_middle_loses_and_doubles_nothing(
    new_store: NewStore, tmp_path: Path, clock: Clock
) -> None:
    clock.time = clock.time.fromtimestamp(int(time.time()), clock.time.tzinfo)
    address, port = f"sqlite:///{tmp_path / 'killed.db'}", free_port()
    database = Database(address)
    stores = [new_store("left"), new_store("right")]
    process = serve(address, port)
    try:
        for store in stores:
            enrol_machine(store, f"http://127.0.0.1:{port}", make_code(database, int(time.time())))
        for turn in range(3):
            for store in stores:
                with store.write() as unit:
                    for number in range(2000):
                        unit.put("note", new_id(), text=f"{turn} {number}")
            lines = [Line(store) for store in stores]
            assert lines[0].round().ok
            kill(process)
            broken = lines[1].round()
            assert not broken.ok
            assert broken.away
            assert StoreReplica(stores[1]).standing().waiting > 0
            process = serve(address, port)
            for line in (lines[1], lines[0]):
                assert line.round().ok
                line.close()
    finally:
        kill(process)
        database.close()
    assert len(notes(stores[0])) == 12_000
    assert state(stores[0]) == state(stores[1])
