"""A question of one member in the table of members: the field without its name, its state under the control."""

from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from desk.i18n import _
from desk.ui.presenters.interview_page import FieldLine
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button, IconButton
from desk.ui.widgets.interview.field import DOTS, GAP, Dots, InterviewField
from desk.ui.widgets.segmented import Segment

ROOM_OF_STATE = DOTS + 32 + GAP
"""Drawing of the state, button of the other answers, gaps."""
ROOM_OF_WORDS = 250 + GAP
"""Narrower cells show «È ancora così» as a tick alone."""
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Up: -1}


class InterviewCell(InterviewField):
    """`onward(step)`: to the same question of the next member (1) or the one before (-1)."""

    onward = Signal(int)

    def __init__(self, line: FieldLine, member: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(line, today, parent, narrow=True)
        name = f"{_(line.question.label)}: {member}"
        self.control.setAccessibleName(name)
        for each in (self.control, *self.control.findChildren(Segment)):
            each.installEventFilter(self)

    def _made_more(self, name: str) -> IconButton:
        """Tab goes along the row from answer to answer; the menu key opens the other answers."""
        dots = Dots("dots", _("{question}: altre risposte (Maiusc+F10)").format(question=name), size=16)
        dots.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        return dots

    def _place_top(self) -> None:
        frame = self.frame
        frame.name.hide()
        frame.top.removeWidget(frame.state)
        frame.top.insertWidget(0, frame.state)
        frame.top.addWidget(self.more)
        frame.state_below()

    def _made_still(self) -> Button:
        return Button(_("È ancora così"), "outlined", "check", size="small")

    def _place_still(self, still: Button) -> None:
        self.frame.top.insertWidget(self.frame.top.count() - 1, still)

    def _still_in_words(self) -> bool:
        return self.width() >= px(ROOM_OF_WORDS)

    def _room_of_state(self) -> int:
        return self.width() - px(ROOM_OF_STATE) - (self.still.sizeHint().width() if self.line.to_confirm else 0)

    def _show_state(self, *, fits: bool) -> None:
        self.frame.state.set_alone(not fits)
        self.frame.state.show()

    def _help(self) -> str:
        """What explains the question stands once, under the table."""
        return self.line.fault

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
            step = STEPS.get(Qt.Key(event.key())) if plain else None
            if step is not None:
                self.onward.emit(step)
                return True
        if isinstance(event, QContextMenuEvent) and event.reason() is QContextMenuEvent.Reason.Keyboard:
            if self.more.isEnabled():
                self._open_menu()
            return True
        return super().eventFilter(watched, event)
