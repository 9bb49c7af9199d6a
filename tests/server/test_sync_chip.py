"""The sync chip beside real servers: alone, in step, without network, in step again; nothing waits for nothing."""

import socket
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desk.commands.sync import report
from desk.db.changes import Changes
from desk.db.store import Store
from desk.db.unit import new_id
from desk.domain.roles import Role
from desk.errors import StoreUnusable
from desk.office.machine.enrol import enrol_machine, server_moved
from desk.office.machine.sync_facts import sync_facts
from desk.office.machine.synchronise import standing_status, status_after, synchronise
from desk.office.session import ZONE, system_session
from desk.server.database import Database
from desk.server.devices import make_code
from desk.server.run import beside
from desk.sync.client import refused
from desk.sync.status import DISK, SyncStatus
from desk.sync.wire import Refusal
from desk.ui.find import page_words, pages_like
from desk.ui.frame import Frame
from desk.ui.screens import SCREENS
from desk.ui.screens.sync import SyncScreen
from desk.ui.sync_line import SyncLine
from tests.conftest import Clock
from tests.screen_parts import context_of
from tests.server.server_process import free_port

NewStore = Callable[[str], Store]


class Chips:
    """The texts that the chip showed, and the line that told them."""

    def __init__(self, store: Store) -> None:
        self.heard: list[SyncStatus] = []
        self.line = SyncLine(store, idle=0.2, away=0.2)
        self.line.heard.connect(self.heard.append, Qt.ConnectionType.QueuedConnection)

    @property
    def state(self) -> str:
        return self.heard[-1].chip().state if self.heard else ""

    @property
    def text(self) -> str:
        return self.heard[-1].chip().text if self.heard else ""


def test_the_page_and_the_command_say_the_same_of_what_waits(
    new_store: NewStore, tmp_path: Path, clock: Clock, qtbot: QtBot
) -> None:
    """Real rounds: in step, server gone, in step again; what waits is counted by kind."""
    database = Database(f"sqlite:///{tmp_path / 'server.db'}")
    store, other = new_store("desk"), new_store("other")
    seconds = int(clock().timestamp())
    with ExitStack() as running:
        url = running.enter_context(beside(database, now=lambda: seconds))
        for each in (store, other):
            enrol_machine(each, url, make_code(database, seconds))
        with other.write() as unit:
            unit.put("machine", other.device, name="PC-07", room=unit.put("room", name="Stanza 4", number=4, active=1))
        assert synchronise(other).ok and synchronise(store).ok
    page = SyncScreen(context_of(system_session(store)))
    qtbot.addWidget(page)
    page.show_facts()
    assert page.presenter.told().state == "saved" and page.presenter.waits() == "Niente: tutto è partito."
    assert [name for name, _when in page.presenter.machines()] == ["PC-07, Stanza 4"]
    with store.write() as unit:
        for text in ("una", "due"):
            unit.put("note", new_id(), text=text)
        unit.put("lobby_hall", new_id(), waiting=1)
    done = synchronise(store)
    facts = sync_facts(store, status_after(store, done))
    told = report(done, facts)
    assert told["waiting_kinds"] == {"note": 2, "other": 1} and (told["why"], told["server"]) == ("away", url)
    page.show_facts()  # another window reads of it in the store
    assert page.presenter.facts == facts and f"Il server {url} non risponde." in page.presenter.said()
    assert page.presenter.waits().startswith("3 registrazioni, la prima oggi alle ")
    page.send.click()
    assert page.send.working
    page.on_sync(facts.status)
    assert not page.send.working
    with beside(database, now=lambda: seconds) as url:
        server_moved(store, url)
        assert synchronise(store).ok
    page.on_changes(Changes("", ()))
    assert page.presenter.facts and not page.presenter.facts.kinds and not page.presenter.status.fault


def test_each_fault_has_its_own_sentence_and_its_own_advice() -> None:
    at = datetime(2026, 11, 24, 10, 32, tzinfo=ZONE)
    refusals = ("unknown", "version", "fork", "clock", "big", "strange")
    said = {"away": SyncStatus(True, at, away=True, fault="Il server non risponde.", why="away")}
    for why in refusals:
        error = refused(400, msgspec.json.encode(Refusal(error=why, message="no")))
        assert error.why == why
        said[why] = SyncStatus(True, at, fault=str(error), why=why)
    said["behind"] = SyncStatus(True, at, behind=7200)
    said["disk"] = SyncStatus(True, at, danger="Il disco è quasi pieno.", why=DISK)
    whole = {why: status.chip() for why, status in said.items()}
    assert len({chip.detail for chip in whole.values()}) == len(whole)
    assert "aggiornare il programma" in whole["version"].todo and "codice" in whole["unknown"].todo
    assert whole["disk"].state == "danger" and "libera spazio" in whole["disk"].todo
    assert "2 ore" in whole["behind"].detail


def test_a_conflict_hides_no_fault_and_a_wrong_clock_hides_no_conflict() -> None:
    at = datetime(2026, 11, 24, 10, 32, tzinfo=ZONE)
    wrong = SyncStatus(True, at, conflicts=2, fault="Il certificato non è valido.", why="certificate").chip()
    assert wrong.state == "reconcile" and "Il certificato non è valido." in wrong.detail
    assert "«Da riconciliare»" in wrong.todo and "controlla il certificato" in wrong.todo
    assert "2 dati hanno due valori" in SyncStatus(True, at, conflicts=2, behind=7200).chip().detail


def test_a_disk_that_fills_up_does_not_make_a_machine_that_works_alone(new_store: NewStore, qtbot: QtBot) -> None:
    chips = Chips(new_store("alone"))
    qtbot.waitUntil(lambda: chips.line.last is not None)
    chips.line.stop()
    chips.line._stop.clear()
    chips.line.last = SyncStatus(True, datetime(2026, 11, 24, 10, 32, tzinfo=ZONE), waiting=3, conflicts=1)
    error = StoreUnusable("Il disco è pieno.")
    error.why = DISK
    chips.line._cannot(error, True)
    told = chips.line.last
    assert told.danger and (told.enrolled, told.waiting, told.conflicts) == (True, 3, 1)


def test_a_disk_with_little_room_is_told_before_it_is_full(new_store: NewStore) -> None:
    chip = standing_status(new_store("full"), free=lambda _folder: 10 * 2**20).chip()
    assert chip.state == "danger" and "quasi pieno" in chip.detail
    assert standing_status(new_store("roomy"), free=lambda _folder: 2**30).chip().state == "saved"


def test_pages_are_found_by_a_word_and_only_by_who_may_see_them() -> None:
    assert pages_like("colleg", Role.RECEPTION) == [("sync", "Invio e collegamento")]
    assert pages_like("ammin", Role.CASEWORKER) == [] and pages_like("am", Role.ADMINISTRATOR) == []
    assert set(page_words()) <= {entry.name for entry in SCREENS}


def test_a_machine_alone_says_that_it_is_saved_here(new_store: NewStore, qtbot: QtBot) -> None:
    chips = Chips(new_store("alone"))
    qtbot.waitUntil(lambda: chips.text == "Salvato qui")
    chips.line.stop()


def test_the_chip_follows_the_server(new_store: NewStore, tmp_path: Path, clock: Clock, qtbot: QtBot) -> None:
    database = Database(f"sqlite:///{tmp_path / 'server.db'}")
    store = new_store("desk")

    def now() -> int:
        return int(clock().timestamp())

    with ExitStack() as running:
        url = running.enter_context(beside(database, now=now))
        enrol_machine(store, url, make_code(database, now()))
        chips = Chips(store)
        qtbot.waitUntil(lambda: "inviato" in chips.text, timeout=10_000)
    with store.write() as unit:
        unit.put("note", new_id(), text="mentre il server è via")
    chips.line.now()
    qtbot.waitUntil(lambda: chips.state == "offline" and "1 da inviare" in chips.text, timeout=10_000)
    chips.line.stop()
    written = clock().astimezone(ZONE)
    clock.forward(seconds=7200)
    done = synchronise(store)
    told, shown = report(done, sync_facts(store, status_after(store, done))), chips.heard[-1]
    chip = shown.chip()
    assert (told["state"], told["said"], told["detail"], told["todo"]) == (
        chip.state, chip.text, chip.detail, chip.todo,
    )  # fmt: skip
    assert told["waiting"] == 1 and shown.waiting_since is not None
    assert abs((shown.waiting_since - written).total_seconds()) < 60  # when it was written, not when it was asked
    assert told["waiting_since"] == shown.waiting_since.isoformat(timespec="seconds")
    assert f"Da inviare: 1, dal {shown.waiting_since:%d/%m %H:%M}." in chip.detail
    assert "torna la rete" in chip.todo
    database.close()


def test_the_chip_can_be_pressed_by_mouse_and_by_key(qtbot: QtBot, qapp: object) -> None:
    frame = Frame([], "Polo")
    qtbot.addWidget(frame)
    frame.show()
    frame.set_sync("offline", "Senza rete", "Ultimo invio 10:32.")
    assert frame.sync.toolTip() == "Ultimo invio 10:32."
    with qtbot.waitSignal(frame.sync.pressed):
        qtbot.mouseClick(frame.sync, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(frame.sync.pressed):
        qtbot.keyClick(frame.sync, Qt.Key.Key_Space)


@pytest.mark.parametrize("rounds", [1, 5])
def test_stopping_never_hangs(new_store: NewStore, rounds: int) -> None:
    store = new_store("short")
    for _number in range(rounds):
        SyncLine(store).stop()


def test_a_machine_enrolled_at_another_server_goes_on_there_while_its_window_is_open(
    new_store: NewStore, tmp_path: Path, clock: Clock, qtbot: QtBot
) -> None:
    """The office's server was lost with its disk: the new one is at the old address, and bears another name."""
    seconds, port = int(clock().timestamp()), free_port()
    store, other = new_store("desk"), new_store("other")
    with ExitStack() as running:
        lost, fresh = (Database(f"sqlite:///{tmp_path / name}.db") for name in ("lost", "fresh"))
        for database in (lost, fresh):
            running.callback(database.close)
        with beside(lost, port=port, now=lambda: seconds) as url:
            enrol_machine(store, url, make_code(lost, seconds))
            chips = Chips(store)
            running.callback(chips.line.stop)
            qtbot.waitUntil(lambda: "inviato" in chips.text, timeout=10_000)
        running.enter_context(beside(fresh, port=port, now=lambda: seconds))
        with store.write() as unit:
            unit.put("note", new_id(), text="scritta intanto")
        qtbot.waitUntil(lambda: chips.state == "offline", timeout=10_000)
        for each in (store, other):
            enrol_machine(each, url, make_code(fresh, seconds))
        qtbot.waitUntil(lambda: "inviato" in chips.text, timeout=10_000)
        with other.write() as unit:
            unit.put("note", new_id(), text="da un altro")
        chips.line._idle = 60.0  # from here on only whoever listens at the new server hears of it
        assert synchronise(other).ok

        def notes() -> list[str]:
            with store.read() as connection:
                return sorted(connection.exec_driver_sql("SELECT text FROM note").scalars())

        qtbot.waitUntil(lambda: notes() == ["da un altro", "scritta intanto"], timeout=10_000)


def test_closing_does_not_wait_for_a_server_that_says_nothing(
    new_store: NewStore, clock: Clock, tmp_path: Path
) -> None:
    """A cable that was pulled in the middle of a question: no answer comes, and no word that none will."""
    seconds, port = int(clock().timestamp()), free_port()
    store, database = new_store("desk"), Database(f"sqlite:///{tmp_path / 'server.db'}")
    with beside(database, port=port, now=lambda: seconds) as url:
        enrol_machine(store, url, make_code(database, seconds))
    database.close()
    with socket.create_server(("127.0.0.1", port)) as mute:
        line = SyncLine(store)
        asking, _address = mute.accept()
        with asking:
            assert asking.recv(1)
            start = time.monotonic()
            line.stop()
            assert time.monotonic() - start < 3.0
