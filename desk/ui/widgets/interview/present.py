"""Who of the family sits at the table: a tick for each member, above the page."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.domain.interview import Member
from desk.i18n import _
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.aligned import AlignedLayout
from desk.ui.widgets.check_box import CheckBox
from desk.ui.widgets.painted import elided
from desk.ui.widgets.text import IconLabel, label

LONGEST = 180
"""A longer name is told whole by its tip."""


class InterviewPresent(QWidget):
    """`changed(people)`: the ids, the one who speaks first kept in front."""

    changed = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[str, CheckBox] = {}
        self._present: tuple[str, ...] = ()
        self._names: tuple[tuple[str, str], ...] = ()
        self._flow = AlignedLayout(px(20), px(8))
        people = QWidget()
        people.setLayout(self._flow)
        title = QHBoxLayout()
        title.setSpacing(px(8))
        title.addWidget(IconLabel("households", tokens.MUTED, 18))
        title.addWidget(label(_("Chi è presente adesso"), "strong"))
        title.addStretch(1)
        note = _(
            "Con un adulto da solo si aprono le domande riservate; quello che ha detto da solo non si mostra ad altri."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addLayout(title)
        column.addWidget(people)
        column.addWidget(label(note, "note", "muted", wrap=True))

    def show_members(self, members: Sequence[Member], present: Sequence[str]) -> None:
        names = tuple((each.id, each.given) for each in members)
        self._present = tuple(present)
        if names != self._names:
            self._names = names
            for box in self.boxes.values():
                box.deleteLater()
            self.boxes = {who: CheckBox(elided(name, "text", px(LONGEST))) for who, name in names}
            for who, name in names:
                box = self.boxes[who]
                box.setAccessibleName(name)
                box.setToolTip(name if box.text() != name else "")
                self._flow.addWidget(box)
                box.clicked.connect(self._tell)
        for who, box in self.boxes.items():
            box.setChecked(who in present)

    def _tell(self) -> None:
        here = {who for who, box in self.boxes.items() if box.isChecked()}
        kept = [who for who in self._present if who in here]
        self.changed.emit((*kept, *(who for who in self.boxes if who in here and who not in kept)))
