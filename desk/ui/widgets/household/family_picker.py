"""Chooses another family: type a name, a code or a protocol; arrows go through what fits, Enter takes it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from desk.i18n import _
from desk.office.household.find_home import HomeHit
from desk.ui.theme.measure import px
from desk.ui.widgets.edits import LineEdit
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.text import label

Find = Callable[[str, Callable[[tuple[HomeHit, ...]], None]], None]


class FamilyPicker(QWidget):
    """`find` looks in the background and gives what fits. ``accepted``: Enter on a chosen family."""

    accepted = Signal()

    def __init__(self, find: Find) -> None:
        super().__init__()
        self._find = find
        self._asked = 0
        self.line = LineEdit(_("Nome, codice o protocollo"))
        self.line.setAccessibleName(_("Cerca l'altra famiglia"))
        self.line.textChanged.connect(self._look)
        self.line.returnPressed.connect(self._enter)
        self.line.installEventFilter(self)
        self.hits: list[QRadioButton] = []
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout()
        self._column.setSpacing(px(2))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(6))
        whole.addWidget(self.line)
        whole.addLayout(self._column)
        self.setFocusProxy(self.line)
        self.setMinimumWidth(px(420))

    def value(self) -> str:
        """The chosen family's id, "" for none."""
        chosen = self._group.checkedButton()
        return str(chosen.property("home")) if chosen is not None else ""

    def _look(self, text: str) -> None:
        self._asked += 1
        asked = self._asked

        def found(hits: tuple[HomeHit, ...]) -> None:
            if asked == self._asked and isValid(self):  # the form may have been left meanwhile
                self._show(hits)

        self._find(text, found)

    def _show(self, hits: tuple[HomeHit, ...]) -> None:
        for old in self.hits:
            self._group.removeButton(old)
        empty(self._column)
        self.hits = []
        for hit in hits:
            button = QRadioButton(f"{hit.name}, {hit.code}: {', '.join(hit.people)}")
            button.setProperty("home", hit.id)
            button.installEventFilter(self)
            self._group.addButton(button)
            self._column.addWidget(button)
            self.hits.append(button)
        if len(self.hits) == 1:
            self.hits[0].setChecked(True)
        if not hits and self.line.text().strip():
            self._column.addWidget(label(_("Nessuna famiglia con queste parole."), "second", "muted"))

    def _enter(self) -> None:
        if self.value():
            self.accepted.emit()
        elif self.hits:
            self._go_to_hits()

    def _go_to_hits(self) -> None:
        self.hits[0].setFocus(Qt.FocusReason.TabFocusReason)
        self.hits[0].setChecked(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.line and event.key() == Qt.Key.Key_Down and self.hits:
                self._go_to_hits()
                return True
            if isinstance(watched, QRadioButton) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                watched.setChecked(True)
                self.accepted.emit()
                return True
        return super().eventFilter(watched, event)
