"""A page that nobody opened yet is loaded beside the GUI thread; until then one stays where one is."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from desk.ui.presenters.immediate import ImmediateRunner
from desk.ui.screens import Entry
from desk.ui.window import Window
from tests.small_office import SmallOffice
from tests.ui.test_agenda_screen import day, office

__all__ = ["day", "office"]  # fixtures


class _Loading(ImmediateRunner):
    """What is handed in for loading waits until it is told to go on."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def run(self, work: Any, done: Any = None, failed: Any = None) -> None:
        if getattr(work, "__func__", None) is Entry.load:
            self.waiting.append(lambda: done(work()))
        else:
            super().run(work, done, failed)

    def go_on(self) -> None:
        self.waiting.pop(0)()


@pytest.fixture
def loading() -> _Loading:
    return _Loading()


@pytest.fixture
def window(
    office: SmallOffice, loading: _Loading, dressed: object, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Window]:
    """On the families' page; of the others none is loaded."""
    loaded: set[str] = {"households"}
    load = Entry.load

    def loads(entry: Entry) -> None:
        load(entry)
        loaded.add(entry.name)

    monkeypatch.setattr(Entry, "load", loads)
    monkeypatch.setattr(Entry, "is_loaded", property(lambda entry: entry.name in loaded))
    made = Window(office.session(), loading)
    made.start("households")
    yield made
    made.stop()
    made.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_one_stays_until_the_page_is_loaded(window: Window, loading: _Loading) -> None:
    window.open("today")
    assert window.current == "households" and "today" not in window.screens
    loading.go_on()
    assert window.current == "today"


def test_the_page_asked_for_last_comes(window: Window, loading: _Loading) -> None:
    window.open("today")
    window.open("agenda")
    loading.go_on()
    assert window.current == "households"
    loading.go_on()
    assert window.current == "agenda" and "today" not in window.screens


def test_who_went_elsewhere_meanwhile_stays_there(window: Window, loading: _Loading) -> None:
    window.open("today")
    window.open("households")
    loading.go_on()
    assert window.current == "households"


def test_who_left_is_not_brought_to_a_page(window: Window, loading: _Loading) -> None:
    window.open("today")
    window.stop()
    loading.go_on()
    assert window.current == ""


def test_whoever_needs_the_page_now_has_it(window: Window, loading: _Loading) -> None:
    window.open("today")
    assert window.front() is window.screens["today"]
    loading.go_on()
    assert window.current == "today"
