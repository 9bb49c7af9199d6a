"""Under a question about a paper: the copies that the office has of it, and the way to another."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.i18n import _
from desk.office.household.attachments import CopyLine
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.household.copy_strip import CopyStrip
from desk.ui.widgets.text import label


class PaperFoot(QWidget):
    """`wanted`: a file is to be chosen; `opened(copy)`."""

    wanted = Signal()
    opened = Signal(object)

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question
        self.attach = Button(_("Allega una copia"), "quiet", "camera", size="link")
        self.attach.setAccessibleName(_("{question}: allega una copia").format(question=question))
        self.attach.setToolTip(_("Una foto o un PDF. Si può anche trascinare qui."))
        self.attach.clicked.connect(self.wanted)
        self.strip = CopyStrip()
        self.strip.opened.connect(self.opened)
        self.told = label("", "note", wrap=True)
        self.told.hide()
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.attach)
        row.addWidget(self.strip, 1)
        row.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.told)

    def show_copies(self, copies: Sequence[CopyLine]) -> None:
        self.strip.show_copies(copies, self._question)

    def tell(self, busy: str, faults: Sequence[str]) -> None:
        """A file is being taken, or why it was not."""
        self.told.setText(busy or "\n".join(faults))
        self.told.setProperty("tone", "danger" if faults and not busy else "muted")
        self.told.style().polish(self.told)
        self.told.setVisible(bool(busy or faults))
