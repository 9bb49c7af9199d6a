"""A lost machine is shut out: at its next contact it is refused, forgets its key and shows nothing any more."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desk.commands import run
from desk.db.place import KEY_NAME
from desk.db.store import Store, open_store
from desk.db.unit import new_id
from desk.errors import BadInput, StoreUnusable
from desk.office.machine.enrol import enrol_machine
from desk.office.machine.restore import restore_key
from desk.office.machine.synchronise import synchronise
from desk.server.database import Database
from desk.server.devices import listed, make_code, revoke
from desk.ui.sync_line import SyncLine
from tests.conftest import Clock, MemorySecrets
from tests.unit.test_lobby import Kept

NewStore = Callable[[str], Store]


@pytest.fixture
def kept() -> Kept:
    """A keyring of the lost machine alone."""
    return Kept(dict(MemorySecrets.kept))


@pytest.fixture
def lost(new_store: NewStore, database: Database, server: str, clock: Clock, kept: Kept) -> Store:
    store = new_store("lost")
    store.secrets = kept
    enrol_machine(store, server, make_code(database, int(clock().timestamp())))
    with store.write() as unit:
        unit.put("note", new_id(), text="rubata")
    return store


def test_a_lost_machine_sends_nothing_and_shows_nothing(
    lost: Store, database: Database, server: str, clock: Clock, kept: Kept
) -> None:
    key = lost.recovery_key()
    revoke(database, lost.device[-8:])
    refused = synchronise(lost)
    assert (refused.ok, refused.shut_out, refused.waiting) == (False, True, 1)
    assert "escluso" in str(refused.fault)
    with pytest.raises(StoreUnusable, match="escluso"), lost.read():
        pass
    with pytest.raises(StoreUnusable, match="escluso"), lost.write():
        pass
    assert kept.get(KEY_NAME) is None
    with pytest.raises(StoreUnusable, match="foglio di recupero"):
        open_store(lost.folder, secrets=lambda _folder, _store: kept, now=clock)
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM entry").scalar_one() == 0
    found = restore_key(lost.folder, key, lambda _folder, _store: kept, clock)  # it turned up again
    assert found.enrol
    again = open_store(lost.folder, secrets=lambda _folder, _store: kept, now=clock)
    try:
        assert again.device != lost.device
        with again.read() as connection:
            assert connection.exec_driver_sql("SELECT text FROM note").scalars().all() == ["rubata"]
        enrol_machine(again, server, make_code(database, int(clock().timestamp())))
        assert synchronise(again).ok
    finally:
        again.close()


def test_the_window_hears_of_it_and_asks_no_more(lost: Store, database: Database, qtbot: QtBot) -> None:
    line = SyncLine(lost, idle=0.1, away=0.1)
    try:
        qtbot.waitUntil(lambda: line.last is not None and line.last.sent_at is not None, timeout=10_000)
        revoke(database, lost.device)
        with qtbot.waitSignal(line.heard, timeout=10_000, check_params_cb=lambda status: status.shut_out):
            line.now()
        assert line.last and line.last.chip().state == "danger"
        assert "escluso" in line.last.chip().text
    finally:
        line.stop()


def test_the_command_lists_and_shuts_out(
    lost: Store, tmp_path: Path, database: Database, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["devices", "--database", address]) == 0
    assert lost.device in capsys.readouterr().out
    assert run(["devices", "--database", address, "--revoke", lost.device]) == 0
    assert capsys.readouterr().out.strip().endswith("revoked")
    assert [machine.revoked for machine in listed(database)] == [True]
    assert run(["devices", "--database", address, "--revoke", "nessuno"]) == 1
    assert "nessuno" in capsys.readouterr().err
    with pytest.raises(BadInput):
        revoke(database, "")
