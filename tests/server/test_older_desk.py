"""A desk with an older program at a real server: it keeps what it does not know, and understands it once upgraded."""

import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec

from desk.db import journal
from desk.db.store import Store, open_store
from desk.db.tables import SYNCED
from desk.db.unit import new_id
from desk.office.machine.check_store import journal_faults, state_of
from desk.office.machine.enrol import enrol_machine
from desk.office.machine.synchronise import synchronise
from desk.server.database import Database
from desk.server.devices import make_code
from tests.conftest import Clock, memory_secrets
from tests.sync.simulation.older import make_older, program

PAPER, COPY = "0190c002-0000-7000-8000-000000000001", "0190c003-0000-7000-8000-000000000001"


def state(store: Store) -> str:
    with store.read() as connection:
        assert journal_faults(connection) == []
        return state_of(connection)


def test_an_older_desk_keeps_passes_on_and_understands_after_its_upgrade(
    new_store: Callable[..., Store], empty_store: Path, tmp_path: Path, database: Database, server: str, clock: Clock
) -> None:
    template = make_older(empty_store)
    folder = tmp_path / "older"
    shutil.copytree(template, folder)
    card = msgspec.json.decode((folder / "store.json").read_bytes())
    (folder / "store.json").write_bytes(msgspec.json.encode(card | {"device": new_id()}))
    newest, third = new_store("newest"), new_store("third")

    def opened() -> Store:
        return open_store(folder, secrets=memory_secrets, now=clock)

    with program(template):
        older = opened()
        assert "attachment" not in SYNCED and "how" not in SYNCED["document"].columns
    for store in (newest, older, third):
        enrol_machine(store, server, make_code(database, int(clock().timestamp())))
    with newest.write("anna") as unit:
        unit.put("document", PAPER, kind="passaporto", how="visto")
        unit.put("attachment", COPY, name="fronte.jpg", pages=1)
    with newest.write("anna") as unit:
        unit.put("attachment", COPY, name="retro.jpg")
    assert synchronise(newest).sent == 3
    with program(template):
        assert synchronise(older).received == 3
        with older.read() as connection:
            assert len(journal.held_entries(connection)) == 3
            (kind,) = connection.exec_driver_sql("SELECT kind FROM document").fetchone() or ("",)
            assert kind == "passaporto", "what it knows of the entry took effect"
        clock.forward(seconds=5)
        with older.write("bruno") as unit:
            unit.put("document", PAPER, kind="carta d'identità")
        assert synchronise(older).sent == 1
        older.close()
    assert synchronise(newest).ok and synchronise(third).received == 4
    older = opened()  # the newest program: the store is upgraded
    with older.read() as connection:
        assert journal.held_entries(connection) == []
        assert tuple(connection.exec_driver_sql("SELECT name, pages FROM attachment").one()) == ("retro.jpg", 1)
        assert tuple(connection.exec_driver_sql("SELECT kind, how FROM document").one()) == (
            "carta d'identità",
            "visto",
        )
    assert state(older) == state(newest) == state(third)
    older.close()
