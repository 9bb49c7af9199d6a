"""Every page of the kiosk in every language, shape and look: nothing cut, nothing outside, nothing over another."""

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk.db.store import Store
from desk.office.lobby.kiosk import Refusal, Ticket
from desk.office.lobby.rows import Hall, Kind
from desk.settings import FAMILY_LANGUAGES
from desk.ui.kiosk.look import SMALLEST_TARGET
from desk.ui.kiosk.parts import Touch, Words
from desk.ui.presenters.kiosk import KioskPresenter
from desk.ui.presenters.kiosk_state import MESSAGES, Message, Page, Printed
from tests.ui.robots.kiosk import KioskRobot

PORTRAIT, LANDSCAPE = (1080, 1920), (1920, 1080)
LARGE = ("large",)
MORE = {
    "it": ((PORTRAIT, ()),),
    "fr": ((LANDSCAPE, ("contrast",)),),
    "ar": (((768, 1366), ("large", "lower")),),
    "sq": (((1024, 768), ("lower",)),),
    "ro": (((1366, 768), ("large", "contrast")),),
}
"""Large type in every language; the other looks and shapes where the words are longest."""
FULL = Hall(waiting=27, low=45, high=70)


def ticket(printed: Printed, *, again: bool = False, minutes: int = 95) -> Callable[[KioskPresenter], None]:
    """A number with the place to sit, the time, and where its paper is."""

    def go(presenter: KioskPresenter) -> None:
        presenter.page, presenter.printed = Page.TICKET, printed
        given, office = presenter._store.now(), "Casa e lavoro"
        presenter.ticket = Ticket("A117", Kind.TALK, presenter.language, given, again, office, minutes, minutes)

    return go


def message(why: Refusal) -> Callable[[KioskPresenter], None]:
    def go(presenter: KioskPresenter) -> None:
        known = MESSAGES[why]
        presenter.page = Page.MESSAGE
        presenter.message = Message(known.title, known.how, date(2026, 12, 3), known.numbers)

    return go


def page(name: Page, digits: str = "") -> Callable[[KioskPresenter], None]:
    def go(presenter: KioskPresenter) -> None:
        presenter.page, presenter.digits, presenter.letters = name, digits, "ROS"

    return go


STEPS = {
    "home": page(Page.HOME),
    "staff": page(Page.STAFF),
    "wait": page(Page.WORKING),
    "born": page(Page.BORN, "05031984"),
    "letters": page(Page.LETTERS),
    "ticket": ticket(Printed.DONE),
    "no-paper": ticket(Printed.FAILED),
    "again": ticket(Printed.NONE, again=True, minutes=0),
    "not-expected": message(Refusal.NOT_EXPECTED),
    "other-day": message(Refusal.OTHER_DAY),
    "other-office": message(Refusal.OTHER_OFFICE),
    "garbage": message(Refusal.GARBAGE),
}


@pytest.fixture
def kiosk(qtbot: QtBot, dressed: QApplication, store: Store) -> Iterator[KioskRobot]:
    made = KioskRobot(qtbot, store)
    yield made
    made.stop()


def parts_of(window: QWidget) -> list[Words | Touch]:
    """Everything that is read or touched."""
    return [part for part in window.findChildren(QWidget) if isinstance(part, Words | Touch) and part.isVisible()]


def faults(kiosk: KioskRobot) -> list[str]:
    """What a visitor could not read or touch wholly."""
    found, unit = [], kiosk.window.look.unit
    parts = [part for part in parts_of(kiosk.window) if isinstance(part, Touch) or part.text]
    boxes = {}
    for part in parts:
        seen, whole = part.visibleRegion().boundingRect(), part.rect()
        name = part.accessibleName()
        if seen != whole:
            found.append(f"hidden in part: «{name}» {seen} of {whole}")
        if part.cut():
            found.append(f"cut: «{name}» {part.size()}")
        if isinstance(part, Touch) and min(part.width(), part.height()) < SMALLEST_TARGET * unit - 1:
            found.append(f"small: «{name}» {part.size()}")
        boxes[part] = whole.translated(part.mapTo(kiosk.window, whole.topLeft()))
    for number, part in enumerate(parts):
        found += [
            f"over each other: «{part.accessibleName()}» and «{other.accessibleName()}»"
            for other in parts[number + 1 :]
            if boxes[part].intersects(boxes[other])
        ]
    return found


@pytest.mark.parametrize("language", FAMILY_LANGUAGES)
def test_every_page_lies_whole_on_the_screen(kiosk: KioskRobot, language: str) -> None:
    presenter, window = kiosk.window.presenter, kiosk.window
    window.setUpdatesEnabled("DESK_PICTURES" in os.environ)  # where things lie is asked, not painted
    wrong = {}
    for size, look in ((PORTRAIT, LARGE), (LANDSCAPE, LARGE), *MORE.get(language, ())):
        window.resize(*size)
        assert (window.width(), window.height()) == size
        for step, go in STEPS.items():
            presenter._clear()
            presenter.hall, presenter.language, presenter.touched = FULL, language, True
            for each in look:
                setattr(presenter, each, True)
            go(presenter)
            window.refresh()
            QGuiApplication.processEvents()
            bad = faults(kiosk)
            if bad:
                wrong[f"{step} {size} {look}"] = bad
            photograph(window, f"kiosk-{language}-{step}-{'-'.join(look) or 'plain'}-{size[0]}")
    assert wrong == {}


def photograph(window: QWidget, name: str) -> None:
    folder = os.environ.get("DESK_PICTURES")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        assert window.grab().save(str(Path(folder) / f"{name}.png"))
