"""Drives the documents of a family by what a caseworker does; papers are named by their title."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk.ui.screens.household import HouseholdScreen
from desk.ui.widgets.alert import Alert
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.papers.paper_row import PaperRow


def drop(target: QWidget, *files: Path) -> bool:
    """What the window system tells a widget when files are let go over it. Gives whether it took them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    none, copy = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPointF(5, 5), copy, data, Qt.MouseButton.LeftButton, none)
    QApplication.sendEvent(target, enter)
    if enter.isAccepted():
        let_go = QDropEvent(QPointF(5, 5), copy, data, Qt.MouseButton.LeftButton, none)
        QApplication.sendEvent(target, let_go)
    return enter.isAccepted()


class DocumentsRobot:
    """Works on the documents tab in front."""

    def __init__(self, bot: QtBot, screen: HouseholdScreen) -> None:
        self._bot, self._screen = bot, screen
        self.part = screen.documents

    def open(self, household: str) -> "DocumentsRobot":
        self._screen.show_facts(household=household)
        self._screen.header.tabs.choose("documents")
        return self

    def paper(self, title: str) -> PaperRow:
        (found,) = [row for row in self.part.rows.values() if row.accessibleName() == title]
        return found

    def drop_on(self, title: str, *files: Path) -> None:
        assert drop(self.paper(title), *files)

    def drop_beside(self, *files: Path) -> None:
        assert self.part.zone is not None
        assert drop(self.part.zone, *files)

    def press(self, title: str, words: str) -> None:
        self._press(self.paper(title), words)

    def press_in_form(self) -> None:
        assert self.part.form is not None
        self._bot.mouseClick(self.part.form.save_button, Qt.MouseButton.LeftButton)

    def _press(self, inside: QWidget, words: str) -> None:
        (found,) = [each for each in inside.findChildren(Button) if each.text() == words]
        self._bot.mouseClick(found, Qt.MouseButton.LeftButton)

    def copies(self, title: str) -> int:
        return len(self.paper(title).strip.buttons)

    def look(self, title: str, place: int = 0) -> None:
        self._bot.mouseClick(self.paper(title).strip.buttons[place], Qt.MouseButton.LeftButton)

    def faults(self) -> list[str]:
        QApplication.processEvents()
        return [each.fact.text() for each in self.part.findChildren(Alert) if not each.isHidden()]

    # — the scanner —

    def scans(self) -> dict[str, list[str]]:
        """File → what can be done with it."""
        card = self.part.scan_card
        if card is None or card.isHidden():
            return {}
        return {row.accessibleName(): [b.text() for b in row.findChildren(Button)] for row in self._scan_rows()}

    def press_scan(self, name: str, words: str) -> None:
        (row,) = [each for each in self._scan_rows() if each.accessibleName() == name]
        self._press(row, words)

    def _scan_rows(self) -> list[QWidget]:
        assert self.part.scan_card is not None
        rows = self.part.scan_card.findChildren(QWidget)
        return [
            each for each in rows if "." in each.accessibleName() and not isinstance(each, Button) and each.isVisible()
        ]
