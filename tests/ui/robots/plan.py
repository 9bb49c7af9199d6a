"""Drives the plan screen by what a caseworker does."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desk.ui.screens.plan import PlanScreen


class PlanRobot:
    """Speaks of lines by their Italian text."""

    def __init__(self, bot: QtBot, screen: PlanScreen) -> None:
        self._bot, self._screen = bot, screen

    def open(self, household: str) -> "PlanRobot":
        self._screen.show_facts(household=household)
        return self

    def add_objective(self, area: str, text: str) -> None:
        self._bot.mouseClick(self._screen.add, Qt.MouseButton.LeftButton)
        self._screen.dimension.setCurrentText(area)
        self._bot.keyClicks(self._screen.objective_text, text)
        self._bot.keyClick(self._screen.objective_text, Qt.Key.Key_Return)

    def objectives(self) -> list[str]:
        return [card.title.text() for card in self._screen.objectives]

    def lines(self) -> list[str]:
        """Number and text of every line, as on the screen."""
        return [f"{row.number.text()} {row.text.text()}" for row in self._screen.rows.values()]

    def press(self, button: str, objective: int = 0) -> None:
        """A text action of one objective: «Risultato», «Impegno» or «Togli»."""
        card = self._screen.objectives[objective]
        (found,) = [each for each in card.findChildren(type(self._screen.add)) if each.text() == button]
        self._bot.mouseClick(found, Qt.MouseButton.LeftButton)

    def row(self, text: str) -> object:
        return next(row for row in self._screen.rows.values() if row.text.text() == text)

    def rewrite(self, text: str, new: str) -> None:
        edit = self.row(text).text
        edit.setFocus()
        edit.selectAll()
        self._bot.keyClicks(edit, new)
        self._bot.keyClick(edit, Qt.Key.Key_Return)

    def due(self, text: str, when: str) -> None:
        edit = self.row(text).by
        edit.selectAll()
        self._bot.keyClicks(edit, when)
        self._bot.keyClick(edit, Qt.Key.Key_Return)

    def translate(self, text: str, words: str) -> None:
        row = self.row(text)
        self._bot.mouseClick(row.state, Qt.MouseButton.LeftButton)
        row.translation.field.setText(words)
        self._bot.keyClick(row.translation.field, Qt.Key.Key_Return)

    def language(self, code: str) -> None:
        self._screen.language.setCurrentIndex(self._screen.language.findData(code))
        self._screen.language.activated.emit(self._screen.language.currentIndex())

    def missing(self) -> str:
        return self._screen.missing.text()
