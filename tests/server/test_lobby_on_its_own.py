"""A kiosk with a store of its own, behind a real server: who comes is known there, and nobody can be named from it."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desk.db.store import Store
from desk.errors import BadInput
from desk.office.front.today import read_today
from desk.office.lobby.intake import take_in
from desk.office.lobby.key import kept_key, receive_key
from desk.office.lobby.kiosk import Ticket, announce, arrive_by_birth, arrive_by_scan, take_number
from desk.office.lobby.rows import Kind, read_calls
from desk.office.machine.enrol import enrol_machine, is_lobby
from desk.office.machine.synchronise import synchronise
from desk.server.database import Database
from desk.server.devices import make_code
from desk.server.run import beside
from desk.ui.lobby_line import LobbyLine
from desk.ui.sync_line import SyncLine
from tests.conftest import Clock
from tests.small_office import SmallOffice, build_small_office
from tests.unit.test_lobby import BORN, CARD, Kept, expected

NewStore = Callable[[str], Store]


@pytest.fixture
def hub(tmp_path: Path, clock: Clock) -> Database:
    return Database(f"sqlite:///{tmp_path / 'server.db'}")


def test_a_card_is_on_the_desk_within_a_second_and_the_kiosk_holds_nothing(
    new_store: NewStore, hub: Database, clock: Clock, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def now() -> int:
        return int(clock().timestamp())

    with beside(hub, now=now) as url:
        desk_store, kiosk = new_store("desk"), new_store("kiosk")
        for store, kept in ((desk_store, {}), (kiosk, {})):
            monkeypatch.setattr(store, "secrets", Kept(kept))
        office = build_small_office(desk_store)
        expected(office)
        enrol_machine(desk_store, url, make_code(hub, now()))
        enrol_machine(kiosk, url, make_code(hub, now(), lobby=True), lobby=True)
        assert is_lobby(kiosk)
        lines = [SyncLine(desk_store), SyncLine(kiosk)]
        lobby = LobbyLine(desk_store)
        desk_news, kiosk_news = desk_store.watcher(), kiosk.watcher()
        try:
            announce(kiosk)
            lines[1].now()

            def settled() -> bool:
                for news, line in ((desk_news, lines[0]), (kiosk_news, lines[1])):
                    if news.changed():
                        line.now()
                return lobby.published.is_set() and receive_key(kiosk) is not None and _codes(kiosk) == 3

            qtbot.waitUntil(settled, timeout=20_000)
            session = office.session("chiara")
            took = []
            for number in range(4):
                start = time.monotonic()
                given = arrive_by_scan(kiosk, CARD) if not number else take_number(kiosk, Kind.TALK, "ro")
                lines[1].now()
                qtbot.waitUntil(lambda number=number: _waiting(desk_store) > number, timeout=10_000)
                took.append(time.monotonic() - start)
                assert isinstance(given, Ticket)
            assert sorted(row.ticket for row in read_today(session).waiting) == ["A101", "B101", "B102", "B103"]
            assert min(took) <= 1.0, took
            by_birth = arrive_by_birth(kiosk, BORN, "ros")
            assert isinstance(by_birth, Ticket)
            assert by_birth.again
        finally:
            lobby.stop()
            for line in lines:
                line.stop()
            desk_news.close()
            kiosk_news.close()
        port = int(url.rsplit(":", 1)[1])
    _cut_off(kiosk, office)
    with beside(hub, port=port, now=now):
        assert synchronise(kiosk).ok
        assert synchronise(desk_store).ok
    take_in(session)
    assert sorted(row.ticket for row in read_today(session).waiting) == ["A101", "B101", "B102", "B103", "B104"]


def _waiting(store: Store) -> int:
    with store.read() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM visit WHERE state = 'waiting'").scalar_one())


def _codes(store: Store) -> int:
    with store.read() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM arrival_code").scalar_one())


def _cut_off(kiosk: Store, office: SmallOffice) -> None:
    """The server is gone: numbers go on, of the kiosk's own hundred."""
    assert take_number(kiosk, Kind.TALK, "zh").ticket == "B104"
    told = _everything(kiosk)
    for secret in ("Rossi", "ROSSI", "Maria", CARD, "1985-12-10", "19851210", "TH-Rossi"):
        assert secret not in told
    with office.store.read() as connection:
        ids = [
            str(row[0])
            for table in ("household", "person", "appointment")
            for row in connection.exec_driver_sql(f"SELECT id FROM {table}").fetchall()
        ]
    assert len(ids) == 4
    assert not [each for each in ids if each in told]
    with kiosk.read() as connection:
        assert read_calls(connection, "2026-11-24") == ()


def _everything(store: Store) -> str:
    """Every row of every table, decrypted, and every file beside it."""
    said = []
    with store.read() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        for name in names:
            said += [str(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"').fetchall()]
    files = [path.read_bytes().decode("latin-1") for path in store.folder.rglob("*") if path.is_file()]
    return "\n".join([*said, *files])


def test_a_desks_code_does_not_make_a_kiosk(new_store: NewStore, hub: Database, clock: Clock) -> None:
    def now() -> int:
        return int(clock().timestamp())

    with beside(hub, now=now) as url:
        kiosk = new_store("kiosk")
        with pytest.raises(BadInput, match="--lobby"):
            enrol_machine(kiosk, url, make_code(hub, now()), lobby=True)
        with pytest.raises(BadInput, match="--lobby"):
            enrol_machine(new_store("desk"), url, make_code(hub, now(), lobby=True))
        assert kept_key(kiosk) is None or not is_lobby(kiosk)
