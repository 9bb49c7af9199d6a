"""The sync chip beside real servers: alone, in step, without network, in step again; nothing waits for nothing."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desk.commands.sync import report
from desk.db.store import Store
from desk.db.unit import new_id
from desk.office.machine.enrol import enrol_machine
from desk.office.machine.synchronise import status_after, synchronise
from desk.office.session import ZONE
from desk.server.database import Database
from desk.server.devices import make_code
from desk.server.run import beside
from desk.sync.status import SyncStatus
from desk.ui.frame import Frame
from desk.ui.sync_line import SyncLine
from tests.conftest import Clock

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
    told, shown = report(done, status_after(store, done)), chips.heard[-1]
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
