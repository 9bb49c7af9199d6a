"""Books from the interview in the program's own window, and counts what the person has to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desk.ui.screens.booking import BookingScreen
from desk.ui.screens.interview import InterviewScreen
from desk.ui.window import Window


class BookingRobot:
    """`actions`: clicks and keys so far."""

    def __init__(self, bot: QtBot, window: Window) -> None:
        self._bot, self._window = bot, window
        self.actions = 0

    def from_interview(self) -> "BookingRobot":
        front = self._window.front()
        assert isinstance(front, InterviewScreen)
        book = front.sections.book
        self._click(book if book.isVisible() else front.leaf.notes.book_at_end)
        return self

    def beside(self, service: str) -> "BookingRobot":
        """A colleague's service at the same table."""
        self._click(self.page.form.beside.boxes[service])
        return self

    def take_best(self) -> None:
        self._click(self.page.cards[0].button)

    @property
    def page(self) -> BookingScreen:
        front = self._window.front()
        assert isinstance(front, BookingScreen)
        return front

    def _click(self, button: QAbstractButton) -> None:
        self._bot.waitUntil(lambda: button.isVisible() and button.isEnabled())
        self._bot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.actions += 1
