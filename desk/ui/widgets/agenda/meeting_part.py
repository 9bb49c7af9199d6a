"""In the pane of an appointment: the commitments that the meeting asks about, and the choice among all of them."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.i18n import _, n_
from desk.office.plan.follow import Due
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.meeting import MeetingPresenter
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.check_box import CheckBox
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.text import label, line


class Asked(QWidget):
    """A commitment to choose: the box before its words, which can be pressed too."""

    def __init__(self, what: str, when: str) -> None:
        super().__init__()
        self.box = CheckBox("")
        self.box.setAccessibleName(f"{what}, {when}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(f"{what} · {when}", "text", wrap=True), 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.box.click()
        else:
            super().mousePressEvent(event)


class MeetingPart(QWidget):
    """Hidden where the family has no open commitment."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.presenter = MeetingPresenter(context, self.refresh)
        self.boxes: dict[str, CheckBox] = {}
        self.choose = Button(_("Scegli…"), "neutral", "checklist", size="small")
        self.choose.setAccessibleName(_("Scegli gli impegni da verificare"))
        self.choose.clicked.connect(self._open)
        self.proposed = Button(_("Torna ai proposti"), "neutral", "refresh", size="small")
        self.proposed.clicked.connect(self.presenter.propose)
        self._choosing = False
        self._why = label("", "second", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(px(6))
        buttons = QWidget()
        buttons.setLayout(flow := FlowLayout(px(8)))
        flow.addWidget(self.choose)
        flow.addWidget(self.proposed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(line())
        column.addWidget(label(_("Impegni da verificare"), "strong", wrap=True))
        column.addWidget(self._why)
        column.addLayout(self._lines)
        column.addWidget(buttons)
        self.hide()

    def refresh(self) -> None:
        meeting = self.presenter.meeting
        self.setVisible(meeting is not None and bool(meeting.open))
        if meeting is None:
            self._choosing = False
            return
        self._why.setText(self.presenter.why())
        left = len(meeting.open)
        self.choose.set_words(
            _("Ho finito") if self._choosing else n_("Scegli tra {n}…", "Scegli tra {n}…", left).format(n=left)
        )
        self.proposed.setVisible(meeting.by_hand)
        self._show_lines(meeting.open if self._choosing else meeting.asked)

    def _show_lines(self, dues: tuple[Due, ...]) -> None:
        """Boxes stay where they are while one is ticked, so that the keyboard keeps its place."""
        meeting = self.presenter.meeting
        chosen = meeting.chosen if meeting else frozenset()
        if self._choosing and set(self.boxes) == {each.line for each in dues}:
            for line_of, box in self.boxes.items():
                box.blockSignals(True)
                box.setChecked(line_of in chosen)
                box.blockSignals(False)
            return
        empty(self._lines)
        self.boxes = {}
        for due in dues:
            what, when = self.presenter.words(due)
            if not self._choosing:
                self._lines.addWidget(label(f"{what} · {when}", "text", wrap=True))
                continue
            asked = Asked(what, when)
            asked.box.setChecked(due.line in chosen)
            asked.box.toggled.connect(partial(self.presenter.take, due.line))
            self.boxes[due.line] = asked.box
            self._lines.addWidget(asked)

    def _open(self) -> None:
        self._choosing = not self._choosing
        self.refresh()
        first = next(iter(self.boxes.values()), None)
        if first is not None:
            first.setFocus()
