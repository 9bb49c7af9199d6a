"""The first window when things come in an unlucky order: a press while the store opens, a fault, a lock while a page is
built."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk import app
from desk.app import Desk
from desk.db.store import Store
from desk.errors import BadResource
from tests.small_office import build_small_office


@pytest.fixture
def desk(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch, dressed: QApplication, qtbot: QtBot
) -> Iterator[Desk]:
    sweeps = gc.get_threshold()
    monkeypatch.setattr(app, "WARM", ())
    monkeypatch.setattr(app, "_try_on", lambda _store: None)
    made = Desk(tmp_path)
    qtbot.addWidget(made)
    yield made
    made.shut()
    gc.set_threshold(*sweeps)


def test_a_press_between_opening_and_hearing_of_it_opens_no_second_store(
    desk: Desk, store: Store, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    opened: list[Store] = []
    monkeypatch.setattr("desk.db.store.open_store", lambda *_a, **_k: opened.append(store) or store)
    desk.warm_up()
    assert desk._warm is not None
    desk._warm.join()  # open, and its word still on the way
    desk.sign_in.submitted.emit("chiara", "sbagliata")
    qtbot.waitUntil(lambda: desk.sign_in.error is not None and not desk.sign_in.working)
    assert opened == [store]


def test_a_store_that_was_opened_in_vain_is_closed_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    closed: list[str] = []

    class Opened:
        def close(self) -> None:
            closed.append("closed")

    def broken(_store: object) -> None:
        raise BadResource("services.toml: storto")

    monkeypatch.setattr("desk.db.store.open_store", lambda *_a, **_k: Opened())
    monkeypatch.setattr(app, "_try_on", broken)
    desk.warm_up()
    qtbot.waitUntil(lambda: desk.sign_in.error is not None)
    assert closed == ["closed"] and desk._fresh is None
    assert desk.sign_in.error is not None and "storto" in desk.sign_in.error.fact.text()


def test_locked_while_the_page_is_built_nobody_is_let_in(desk: Desk, store: Store, qtbot: QtBot) -> None:
    desk._enter(build_small_office(store).session("chiara"))
    desk.lock()  # as when the server says that this machine is shut out
    for _turn in range(5):
        QApplication.processEvents()
    assert desk.currentWidget() is desk.sign_in and desk.window_of_user is None and desk.count() == 1
