"""What a click in the agenda asks of the thread that draws: less than a frame."""

import time
from datetime import date

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.ui.presenters.context import ScreenContext
from desk.ui.screens.agenda import AgendaScreen
from tests.small_office import SmallOffice
from tests.ui.test_agenda_screen import book, context, day, office, screen, shown

__all__ = ["context", "day", "office", "screen"]  # fixtures

FRAME_MILLISECONDS = 16


def words(screen: AgendaScreen) -> list[str]:
    return [each._words.text() for each in screen.facts._rows if each.isVisible()]


def test_the_next_block_is_told_on_the_same_lines_within_a_frame(
    qtbot: QtBot, office: SmallOffice, day: date, context: ScreenContext, screen: AgendaScreen, dressed: QApplication
) -> None:
    """In the processor's time of this thread: others use the machine."""
    booked = [book(office, "Rossi", day, "9:00"), book(office, "Ferri", day, "11:00")]
    shown(screen, day, qtbot)
    screen.grid.choose(booked[0])
    rows, first = list(screen.facts._rows), words(screen)
    times = []
    for number in range(1, 8):
        dressed.processEvents()
        begun = time.thread_time()
        screen.grid.choose(booked[number % 2])
        dressed.processEvents()
        times.append((time.thread_time() - begun) * 1000)
    assert sorted(times)[len(times) // 2] <= FRAME_MILLISECONDS, times
    assert screen.facts._rows == rows
    assert [each.split(",")[0] for each in words(screen) if "–" in each] == ["11:00 – 11:45"]
    assert len(words(screen)) == len(first) and "" not in words(screen)


def test_panes_nobody_asked_for_are_made_once_the_agenda_stands(qtbot: QtBot, day: date, screen: AgendaScreen) -> None:
    late = ("facts", "presences", "meeting")
    assert not [each for each in late if each in screen.__dict__]
    shown(screen, day, qtbot)
    qtbot.waitUntil(lambda: all(each in screen.__dict__ for each in late) and "wish" in screen.slots.__dict__)


def test_tab_goes_from_the_request_into_its_form(qtbot: QtBot, screen: AgendaScreen) -> None:
    """The form is made late; it is not the last that the keyboard comes to."""
    slots = screen.slots
    form, each = slots.wish, slots.change.nextInFocusChain()
    way = []
    while each is not None and each is not slots.primary:
        way.append(each)
        each = each.nextInFocusChain()
    assert way.index(form.service) < way.index(form.not_after) < way.index(slots.list_it)
