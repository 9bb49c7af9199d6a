"""Above the plan: whose it is and by when it must be signed. Below it: what it still needs."""

from datetime import date
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desk.i18n import _
from desk.ui.presenters.plan_page import PlanState
from desk.ui.presenters.plan_way import Act, acts
from desk.ui.presenters.plan_words import Note, due_words
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.avatar import Avatar
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.tag import Chip
from desk.ui.widgets.text import IconLabel, label, set_property


class Ends(QBoxLayout):
    """Two rows at the two ends of one line, or under each other where the line is too short for both."""

    def __init__(self, first: QHBoxLayout, second: QHBoxLayout) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight)
        self._parts = (first, second)
        self._least: QSize | None = None
        self.setSpacing(px(12))
        self.addLayout(first, 1)
        self.addLayout(second)

    def turn(self, width: int) -> None:
        """Choose by the width of the widget that is laid out."""
        edges = self.contentsMargins()
        for part in self._parts:
            part.invalidate()  # a layout inside a layout learns late that its words have changed
        needed = sum(part.sizeHint().width() for part in self._parts) + self.spacing() + edges.left() + edges.right()
        down, along = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self.setDirection(down if needed > width else along)

    def minimumSize(self) -> QSize:
        """The wider of the two: side by side is a choice, not a need. A page asks a hundred times before it stands."""
        if self._least is None:
            edges = self.contentsMargins()
            across = max(part.minimumSize().width() for part in self._parts) + edges.left() + edges.right()
            self._least = QSize(across, super().minimumSize().height())
        return self._least

    def invalidate(self) -> None:
        """Something in it has another size, came or went."""
        self._least = None
        super().invalidate()


class PlanHeader(QWidget):
    """The family, the term, and what can be done with the whole plan."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self.setProperty("kind", "white")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.face = Avatar("?", size=40)
        self.family = label("", "card-title")
        self.due = label("", "second")
        self.saved = Chip("", "success", "check")
        self.back = Button(_("Scheda"), "quiet", "back", size="small")
        self.sign = Button(_("Firmato oggi"), "neutral", "pencil", size="small")
        self.ask = Button(_("Chiedi approvazione"), "neutral", "shield", size="small")
        self.approve = Button(_("Approva"), "outlined", "check", size="small")
        self.send_back = Button(_("Rimanda indietro"), "quiet", "back", size="small")
        self.renew = Button(_("Nuova versione"), "outlined", "plus", size="small")
        self.close_plan = Button(_("Chiudi il piano"), "quiet", "flag", size="small")
        self.acts = {
            Act.SIGN: self.sign,
            Act.ASK: self.ask,
            Act.APPROVE: self.approve,
            Act.SEND_BACK: self.send_back,
            Act.RENEW: self.renew,
            Act.CLOSE: self.close_plan,
        }
        for button in self.acts.values():
            button.hide()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.family)
        words.addWidget(self.due)
        who, what = QHBoxLayout(), QHBoxLayout()
        for row in (who, what):
            row.setSpacing(px(14))
        who.addWidget(self.face)
        who.addLayout(words, 1)
        what.addStretch(1)
        for part in (self.back, *self.acts.values(), self.saved):
            what.addWidget(part)
        self._rows = Ends(who, what)
        self._rows.setContentsMargins(tokens.PAGE_MARGIN, px(10), tokens.PAGE_MARGIN, px(10))
        self.setLayout(self._rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rows.turn(self.width())

    def show_state(self, state: PlanState, today: date) -> None:
        if state.family is None or state.view is None:
            return
        self.face.set_name(state.family.name)
        self.family.setText(_("Famiglia {name}").format(name=state.family.name))
        due = due_words(state, today)
        self.due.setText(due.text)
        set_property(self.due, "tone", due.kind)
        self.saved.set(_("Salvato {time}").format(time=state.saved_at), "success", "check")
        possible = acts(state)
        for act, button in self.acts.items():
            button.setVisible(act in possible)
        self._rows.turn(self.width())


class PlanFoot(QWidget):
    """What the plan still needs, one sentence beside the other. `wanted` with a gap: go to where it is filled."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Note, ...] = ()
        self._notes = FlowLayout(px(12))
        around = QVBoxLayout(self)
        around.setContentsMargins(tokens.PAGE_MARGIN, px(10), px(20), px(10))
        around.addLayout(self._notes)

    def text(self) -> str:
        """All sentences, as a reader hears them."""
        return " · ".join(note.text for note in self._shown)

    @property
    def stops(self) -> list[QWidget]:
        """Where the focus goes, in order."""
        items = [self._notes.itemAt(place) for place in range(self._notes.count())]
        return [note for item in items if item and isinstance(note := item.widget(), Button)]

    def show_notes(self, notes: tuple[Note, ...]) -> None:
        self.setVisible(bool(notes))
        if notes == self._shown:
            return
        self._shown = notes
        self.setAccessibleName(self.text())
        while self._notes.count():
            item = self._notes.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for note in notes:
            self._notes.addWidget(_note(note) if note.gap is None else self._button(note))

    def _button(self, note: Note) -> Button:
        made = Button(note.text, "quiet", "warning", size="link")
        made.set_icon("warning", tokens.WARNING_TEXT)
        set_property(made, "tone", "warning")
        made.setToolTip(_("Vai lì"))
        made.clicked.connect(partial(self._go, note))
        return made

    def _go(self, note: Note, _on: bool = False) -> None:
        self.wanted.emit(note.gap)


def _note(note: Note) -> QWidget:
    """One sentence with its drawing."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(6))
    ink = tokens.SUCCESS if note.kind == "success" else tokens.WARNING
    row.addWidget(IconLabel("done" if note.kind == "success" else "warning", ink, 18))
    row.addWidget(label(note.text, "second", note.kind))
    return made
