"""Several choices at once: a box to tick for each."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desk.ui.theme.measure import px
from desk.ui.widgets.aligned import AlignedLayout
from desk.ui.widgets.check_box import CheckBox


class Several(QWidget):
    """Options are (code, words); ``changed`` gives the codes."""

    changed = Signal(tuple)

    def __init__(self, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        columns = AlignedLayout(px(20), px(8))
        self.setLayout(columns)
        self.boxes = {code: CheckBox(words) for code, words in options}
        for box in self.boxes.values():
            columns.addWidget(box)
            box.clicked.connect(lambda _on: self.changed.emit(self.codes()))

    def codes(self) -> tuple[str, ...]:
        return tuple(code for code, box in self.boxes.items() if box.isChecked())

    def set_codes(self, codes: Collection[str]) -> None:
        for code, box in self.boxes.items():
            box.setChecked(code in codes)
