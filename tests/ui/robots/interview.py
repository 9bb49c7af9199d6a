"""Drives the interview by what a caseworker does; fields are named by question and, for members, by given name."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk.domain.interview import Key
from desk.ui.screens.interview import InterviewScreen
from desk.ui.widgets.interview.field import InterviewField
from desk.ui.widgets.interview.fields_column import Field

HAND_MILLISECONDS = 120


class InterviewRobot:
    """Works on the page in front."""

    def __init__(self, bot: QtBot, screen: InterviewScreen) -> None:
        self._bot, self._screen = bot, screen
        self._moment = 1

    def key(self, key: Qt.Key) -> None:
        """Where the focus is."""
        self._bot.keyClick(self.focused(), key)

    def focused(self) -> QWidget:
        found = self._screen.focusWidget()
        assert found is not None
        return found

    def resize(self, size: tuple[int, int]) -> None:
        self._screen.resize(*size)
        self.fields()

    def open(self, household: str, section: str = "housing") -> "InterviewRobot":
        self._screen.show_facts(household=household, section=section)
        return self

    def field(self, question: str, person: str | None = None) -> InterviewField:
        found = self.fields()[question, person]
        assert isinstance(found, InterviewField)
        return found

    def fields(self) -> dict[Key, Field]:
        """All of the page, the part too that is built when the window has drawn itself."""
        form = self._screen.form
        form.complete()
        while not form.is_complete:  # it has found another width meanwhile
            form.complete()
        return self._screen.form.fields

    def asks(self, question: str) -> bool:
        return (question, None) in self.fields()

    def type(self, question: str, text: str) -> None:
        control = self.field(question).control
        self.write(control, text)
        self._bot.keyClick(control, Qt.Key.Key_Return)

    def write(self, control: QWidget, words: str) -> None:
        """At the pace of a hand, without its time: in a whole window faster signs are taken for a scanner's."""
        control.setFocus()
        for letter in words:
            self._moment += HAND_MILLISECONDS
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                event.setTimestamp(self._moment)
                QApplication.sendEvent(control, event)

    def type_anew(self, question: str, text: str) -> None:
        """Instead of what stands there."""
        control = self.field(question).control
        control.setFocus()
        self._bot.keyClick(control, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.type(question, text)

    def press(self, question: str, words: str) -> None:
        """One of the choices that stand side by side."""
        choices = self.field(question).control.findChildren(QAbstractButton)
        (found,) = [each for each in choices if each.text() == words]
        self._bot.mouseClick(found, Qt.MouseButton.LeftButton)

    def other_answer(self, question: str, words: str) -> None:
        """From the menu of answers that are no value."""
        menu = self.field(question).menu()
        (found,) = [each for each in menu.actions() if each.text() == words]
        found.trigger()

    def confirm(self, question: str) -> None:
        self._bot.mouseClick(self.field(question).still, Qt.MouseButton.LeftButton)

    def state(self, question: str) -> str:
        return self.field(question).frame.state.state

    def shown(self, question: str) -> str:
        return self.field(question).text()

    def pages(self) -> list[str]:
        return [row.accessibleName() for row in self._screen.sections.rows]

    def page(self) -> str:
        return self._screen.leaf.title.text()

    def next(self) -> None:
        self._bot.mouseClick(self._screen.leaf.next, Qt.MouseButton.LeftButton)

    def look_for(self, words: str) -> None:
        self._bot.keyClicks(self._screen.sections.search, words)
        self._bot.keyClick(self._screen.sections.search, Qt.Key.Key_Return)
