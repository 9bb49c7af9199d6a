"""Drives the plan screen by what a caseworker does."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget, QWidgetAction
from pytestqt.qtbot import QtBot

from desk.ui.screens.plan import PlanScreen
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.plan.card import ObjectiveCard
from desk.ui.widgets.plan.edits import FlatText
from desk.ui.widgets.plan.grip import Grip
from desk.ui.widgets.plan.rows import CommitmentRow, PlanLine


class PlanRobot:
    """Speaks of lines by their Italian text."""

    def __init__(self, bot: QtBot, screen: PlanScreen) -> None:
        self._bot, self._screen = bot, screen

    def open(self, household: str) -> "PlanRobot":
        self._screen.show_facts(household=household)
        self._screen.editor.complete()
        return self

    def add_objective(self, area: str, text: str, result: str = "", translation: str = "") -> None:
        adding = self._screen.editor.adding
        if not adding.isVisible():
            self._bot.mouseClick(self._screen.editor.add, Qt.MouseButton.LeftButton)
        adding.area.setCurrentText(area)
        self._bot.keyClicks(adding.objective, text)
        self._bot.keyClicks(adding.result, result)
        adding.translation.setText(translation)
        self._bot.keyClick(adding.objective, Qt.Key.Key_Return)

    def suggestions(self) -> list[str]:
        """What is offered, as its button is read aloud."""
        if not self._screen.editor.adding.isVisible():
            self._bot.mouseClick(self._screen.editor.add, Qt.MouseButton.LeftButton)
        return [offer.accessibleName().partition(": ")[2] for offer in self._screen.editor.adding.offers]

    def take_suggestion(self, title: str) -> None:
        place = self.suggestions().index(title)
        self._bot.mouseClick(self._screen.editor.adding.offers[place], Qt.MouseButton.LeftButton)

    def objectives(self) -> list[str]:
        self._screen.editor.complete()
        return [card.title.text() for card in self._screen.objectives]

    def card(self, objective: int = 0) -> ObjectiveCard:
        self._screen.editor.complete()
        return self._screen.objectives[objective]

    def lines(self) -> list[str]:
        """Number and text of every line, as on the screen."""
        self._screen.editor.complete()
        rows = [row for card in self._screen.objectives for row in card.rows.values()]
        return [f"{row.number.text()} {row.text.text()}" for row in rows]

    def add_result(self, objective: int = 0) -> None:
        self._bot.mouseClick(self.card(objective).adders.result, Qt.MouseButton.LeftButton)

    def add_commitment(self, words: str = "Con parole nostre…", objective: int = 0) -> None:
        """By the words of the list that opens."""
        action = next(
            each for each in self.card(objective).adders.commitments().actions() if each.text().startswith(words)
        )
        action.trigger()

    def add_support(self, words: str, objective: int = 0) -> None:
        """By the words of the list that opens."""
        action = next(
            each for each in self.card(objective).adders.supports().actions() if each.text().startswith(words)
        )
        action.trigger()

    def seen_by(self, person: str) -> None:
        """An adult has read their part."""
        self._screen.editor.complete()
        self._bot.mouseClick(self._screen.editor.steps.buttons[person], Qt.MouseButton.LeftButton)

    def offered(self) -> list[str]:
        """What can be done with the whole plan now."""
        return [button.text() for button in self._screen.header.acts.values() if button.isVisible()]

    def row(self, text: str) -> PlanLine:
        self._screen.editor.complete()
        rows = [row for card in self._screen.objectives for row in card.rows.values()]
        return next(row for row in rows if row.text.text() == text)

    def commitment(self, text: str) -> CommitmentRow:
        row = self.row(text)
        assert isinstance(row, CommitmentRow)
        return row

    def type_into(self, field: QWidget, words: str) -> None:
        """Without Enter and without leaving."""
        assert isinstance(field, FlatText)
        field.setFocus()
        field.selectAll()
        self._bot.keyClicks(field, words)

    def rewrite(self, text: str, new: str) -> None:
        edit = self.row(text).text
        self.type_into(edit, new)
        self._bot.keyClick(edit, Qt.Key.Key_Return)

    def due(self, text: str, when: str) -> None:
        edit = self.commitment(text).by
        self.type_into(edit, when)
        self._bot.keyClick(edit, Qt.Key.Key_Return)

    def who(self, text: str, name: str) -> None:
        menu = self.commitment(text).who.menu()
        menu.aboutToShow.emit()
        next(action for action in menu.actions() if action.text() == name).trigger()

    def who_else(self, text: str, name: str) -> None:
        """An office or partner that the list does not name."""
        menu = self.commitment(text).who.menu()
        menu.aboutToShow.emit()
        (edit,) = [each.defaultWidget() for each in menu.actions() if isinstance(each, QWidgetAction)]
        self._bot.keyClicks(edit, name)
        self._bot.keyClick(edit, Qt.Key.Key_Return)

    def translate(self, text: str, words: str) -> None:
        row = self.row(text)
        self._bot.mouseClick(row.state, Qt.MouseButton.LeftButton)
        assert row.translation is not None
        row.translation.field.setText(words)
        self._bot.keyClick(row.translation.field, Qt.Key.Key_Return)
        self._screen.editor.complete()

    def press(self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        self._bot.keyClick(widget, key, modifier)

    def drag(self, grip: Grip, over: QWidget) -> None:
        """Drop the line in the lower half of another widget."""
        middle = grip.rect().center()
        target = grip.mapFromGlobal(over.mapToGlobal(QPoint(middle.x(), over.height() - 2)))
        self._bot.mousePress(grip, Qt.MouseButton.LeftButton, pos=middle)
        self._bot.mouseMove(grip, target)
        self._bot.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=target)

    def undo(self) -> None:
        self._bot.mouseClick(self._screen.editor.undo, Qt.MouseButton.LeftButton)

    def language(self, code: str) -> None:
        chooser = self._screen.side.language
        chooser.setCurrentIndex(chooser.findData(code))
        chooser.activated.emit(chooser.currentIndex())

    def foot(self) -> str:
        return self._screen.editor.foot.text()

    def mend(self, note: str) -> None:
        """Go to where that is given."""
        button = next(each for each in self._screen.editor.foot.findChildren(Button) if each.text() == note)
        self._bot.mouseClick(button, Qt.MouseButton.LeftButton)

    def tabbed(self, *stops: QWidget) -> bool:
        """The Tab key comes to these one after the other, whatever is between them."""
        at = stops[0]
        chain = [at]
        while (at := at.nextInFocusChain()) is not stops[0]:
            chain.append(at)
        places = [chain.index(stop) for stop in stops]
        return places == sorted(places)

    def missing(self) -> str:
        return self._screen.side.missing.text()
