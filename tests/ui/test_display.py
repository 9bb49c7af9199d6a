"""The display: the newest call large, five before it, numbers only; each call is said once, in its own language."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.db.store import Store
from desk.ui.display.window import BLINK_MILLISECONDS, BLINKS, DisplayWindow
from desk.ui.presenters.immediate import ImmediateRunner
from desk.ui.voice import Voice
from tests.ui.robots.kiosk import Ears

DAY = "2026-11-24"


class Board:
    """A display on a store, and somebody who calls."""

    def __init__(self, qtbot: QtBot, store: Store) -> None:
        self.store, self.ears = store, Ears()
        self.window = DisplayWindow(store, ImmediateRunner(), self.ears)
        self.window.resize(1920, 1080)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.start()

    def call(self, ticket: str, minute: int, *, number: int | None = 1, language: str = "it", calls: int = 1) -> None:
        with self.store.write() as unit:
            unit.put(
                "lobby_call",
                f"call {ticket}",
                day=DAY,
                ticket=ticket,
                room=f"Stanza {number}" if number else "Sportello",
                number=number,
                language=language,
                at=f"{DAY}T09:{minute:02}:00.000+00:00",
                calls=calls,
            )
        self.window.presenter.look()

    def photograph(self, name: str) -> None:
        folder = os.environ.get("DESK_PICTURES")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            assert self.window.grab().save(str(Path(folder) / f"{name}.png"))


@pytest.fixture
def board(qtbot: QtBot, dressed: QApplication, store: Store) -> Iterator[Board]:
    made = Board(qtbot, store)
    yield made
    made.window.stop()


def test_the_last_call_is_large_and_five_stand_before_it(board: Board) -> None:
    for minute, ticket in enumerate(("A01", "A02", "B01", "A03", "C01", "A04", "B02")):
        board.call(ticket, minute)
        board.window.presenter.next()
    last = board.window.presenter.last()
    assert last is not None
    assert last.ticket == "B02"
    assert [call.ticket for call in board.window.presenter.before()] == ["A04", "C01", "A03", "B01", "A02"]


@pytest.mark.parametrize(
    ("language", "said"),
    [("it", "Vada alla stanza 1"), ("ar", "تفضّلوا إلى الغرفة 1"), ("zh", "请到 1 号房间"), ("sq", "shkoni te dhoma 1")],
)
def test_a_call_is_said_once_in_the_familys_language(board: Board, language: str, said: str) -> None:
    board.call("A17", 1, language=language)
    board.window.presenter.look()
    ((texts, spoken),) = board.ears.heard
    assert spoken == language
    assert said in texts[1]
    assert said in board.window.told()
    board.photograph(f"display-{language}")


def test_a_recall_is_said_again_and_what_stood_there_before_is_not(qtbot: QtBot, board: Board, store: Store) -> None:
    board.call("A17", 1)
    board.window.presenter.next()
    board.call("A17", 1, calls=2)
    assert len(board.ears.heard) == 2
    second = Board(qtbot, store)
    assert second.ears.heard == []
    assert second.window.presenter.last() is not None
    second.window.stop()


def test_two_calls_at_once_are_said_one_after_the_other(board: Board) -> None:
    with board.store.write() as unit:
        for minute, ticket in enumerate(("A01", "A02")):
            unit.put(
                "lobby_call",
                ticket,
                day=DAY,
                ticket=ticket,
                number=1,
                room="Stanza 1",
                language="it",
                at=f"{DAY}T09:0{minute}:00.000+00:00",
                calls=1,
            )
    board.window.presenter.look()
    assert [call.ticket for call in filter(None, [board.window.presenter.last()])] == ["A01"]
    assert len(board.ears.heard) == 1
    board.window.presenter.next()
    assert [call.ticket for call in filter(None, [board.window.presenter.last()])] == ["A02"]
    assert len(board.ears.heard) == 2


def test_who_is_called_now_does_not_wait_for_calls_that_the_network_brought_late(board: Board) -> None:
    for minute, ticket in ((1, "A01"), (2, "A02"), (3, "A03")):
        board.call(ticket, minute)
    board.call("A09", 30)
    said = []
    for _turn in range(4):
        said.append(board.window.presenter.calling.ticket if board.window.presenter.calling else "")
        board.window.presenter.next()
    assert said == ["A01", "A09", "A02", "A03"]


def test_the_frame_blinks_three_times_below_three_a_second(board: Board, qtbot: QtBot) -> None:
    assert BLINKS == 3
    assert 1000 / (2 * BLINK_MILLISECONDS) < 3
    board.call("A17", 1)
    seen = []
    for _ in range(BLINKS * 2):
        board.window._change()
        seen.append(board.window.lit)
    assert seen == [False, True] * BLINKS
    assert not board.window._blink.isActive()


def test_a_call_that_is_taken_back_leaves(board: Board) -> None:
    board.call("A17", 1)
    with board.store.write() as unit:
        unit.put("lobby_call", "call A17", ticket=None, at=None)
    board.window.presenter.look()
    assert board.window.presenter.last() is None
    assert board.window.told() == "Ancora nessuna chiamata."


def test_without_network_it_says_so(board: Board) -> None:
    board.window.presenter.set_away(True)
    assert board.window.presenter.wait_words() == ""
    board.photograph("display-away")


def test_a_machine_without_a_voice_for_the_language_chimes(qtbot: QtBot) -> None:
    voice = Voice(engine="mock")
    chimed = []
    voice.chime = lambda: chimed.append(True)  # type: ignore[method-assign]
    with qtbot.waitSignal(voice.spoken, timeout=20_000) as spoken:
        voice.say(("Number A 17.",), "en")
    assert spoken.args == ["en"]
    assert chimed == []
    with qtbot.waitSignal(voice.chimed, timeout=20_000) as missing:
        voice.say(("Numri A 17.",), "sq")
    assert missing.args == ["sq"]
    assert chimed == [True]
    voice.hush()
    voice.shut()


def test_a_voice_that_falls_or_hangs_is_chimed_and_the_next_call_has_a_new_one(qtbot: QtBot) -> None:
    voice = Voice(engine="mock")
    chimed = []
    voice.chime = lambda: chimed.append(True)  # type: ignore[method-assign]
    voice.begin()
    assert voice._process is not None and voice._process.waitForStarted()
    with qtbot.waitSignal(voice.chimed, timeout=20_000):
        voice.say(("Number A 17.",), "en")
        voice._process.kill()
    assert chimed == [True]
    with qtbot.waitSignal(voice.spoken, timeout=20_000):
        voice.say(("Number A 17.",), "en")
    voice._asked.append("it")  # asked, and no answer comes
    voice._patience.timeout.emit()
    assert chimed == [True, True]
    voice.shut()
