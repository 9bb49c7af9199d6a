"""One free time: the day as a calendar leaf, the hours, who and where, why, and the button that takes it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from desk.i18n import _
from desk.office.appointments.find_slots import FreeSlot
from desk.office.day_words import hour, long_day, month_name, weekday
from desk.ui.presenters.booking import hours_words, who_words
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.leaf import DateLeaf
from desk.ui.widgets.tag import Tag
from desk.ui.widgets.text import label


class SlotCard(QFrame):
    """`taken` when the person takes this time."""

    taken = Signal()

    def __init__(self, slot: FreeSlot, words: str, *, best: bool) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.slot = slot
        day = slot.start.date()
        grid = QGridLayout(self)
        grid.setContentsMargins(px(16), px(12), px(16), px(12))
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(2))
        grid.setColumnStretch(1, 1)
        leaf = DateLeaf(weekday(day), day.day, month_name(day))
        grid.addWidget(leaf, 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(px(2))
        said.addWidget(label(hours_words(slot), "name"))
        said.addWidget(label(who_words(slot), "second", wrap=True))
        if slot.room_name:
            said.addWidget(label(slot.room_name, "second", "muted", wrap=True))
        why = Tag(slot.why, "success" if best else "neutral")
        grid.addWidget(why, 1, 1, 1, 2, Qt.AlignmentFlag.AlignLeft)
        grid.addLayout(said, 0, 1)
        self.button = Button(words, "primary" if best else "outlined", "calendar", key="Ctrl+B" if best else "")
        self.button.setAccessibleName(f"{words}: {long_day(day)}, {_('alle')} {hour(slot.start)}")
        self.button.clicked.connect(self.taken)
        grid.addWidget(self.button, 0, 2, Qt.AlignmentFlag.AlignVCenter)
