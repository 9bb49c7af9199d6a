"""A small form that opens where its result will stand; what is wrong is said inside it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from desk.i18n import _
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.date_field import DateField
from desk.ui.widgets.field import FieldFrame
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.segmented import Segmented
from desk.ui.widgets.several import Several
from desk.ui.widgets.text import label

LAID_OUT_MILLISECONDS = 60
"""By then the page around a new form has its new height."""


class InlineForm(QFrame):
    """Fields are (name, words, control). `saved` when the person presses the button or Enter; `busy` from then until
    it failed or the page was read again: before that, news must not take the form away."""

    saved = Signal()
    cancelled = Signal()

    def __init__(self, title: str, fields: Sequence[tuple[str, str, QWidget]], save: str) -> None:
        super().__init__()
        self.setProperty("kind", "inset")
        self.setAccessibleName(title)
        self.controls = {name: control for name, _words, control in fields}
        self.error = label("", "strong", "danger", wrap=True)
        self.error.hide()
        self.busy = False
        column = QVBoxLayout(self)
        column.setContentsMargins(*(tokens.CARD_PADDING,) * 4)
        column.setSpacing(px(10))
        column.addWidget(label(title, "name"))
        row = QWidget()
        flow = FlowLayout(12)
        row.setLayout(flow)
        wide = QVBoxLayout()
        for _name, words, control in fields:
            if isinstance(control, Several) or control.property("extent") == "wide":
                wide.addWidget(FieldFrame(words, control))
            else:
                flow.addWidget(self._framed(words, control))
            if isinstance(control, QLineEdit):
                control.returnPressed.connect(self.save)
            elif (accepted := getattr(control, "accepted", None)) is not None:
                accepted.connect(self.save)
        column.addWidget(row)
        column.addLayout(wide)
        column.addWidget(self.error)
        self.save_button = Button(save, "outlined", "check", size="small")
        self.save_button.clicked.connect(self.save)
        self.cancel_button = Button(_("Lascia stare"), "quiet", size="small")
        self.cancel_button.clicked.connect(self.cancelled)
        ends = QHBoxLayout()
        ends.addWidget(self.save_button)
        ends.addWidget(self.cancel_button)
        ends.addStretch(1)
        column.addLayout(ends)

    def _framed(self, words: str, control: QWidget) -> QWidget:
        if isinstance(control, QCheckBox):
            return control
        framed = FieldFrame(words, control)
        framed.setMinimumWidth(px(230))
        return framed

    def keyPressEvent(self, event: Any) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
            return
        super().keyPressEvent(event)

    def come(self) -> None:
        """The cursor in the first field, and the whole form in sight."""
        self.show()
        next(iter(self.controls.values())).setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(LAID_OUT_MILLISECONDS, self, self._be_seen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What came in below, such as results, is in sight too."""
        super().resizeEvent(event)
        if event.size().height() > event.oldSize().height() > 0:
            QTimer.singleShot(LAID_OUT_MILLISECONDS, self, self._be_seen)

    def _be_seen(self) -> None:
        above: QWidget | None = self
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self)

    def save(self) -> None:
        """Tell, unless a date is not one."""
        for control in self.controls.values():
            if isinstance(control, DateField) and not control.valid():
                self.fail(_("La data non è giusta: scrivila come 24/11/2026."))
                control.setFocus()
                return
        self.error.hide()
        self.busy = True
        self.saved.emit()

    def say(self, words: QWidget) -> None:
        """A line under the fields, such as what the check of a code says."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(2, words)

    def fail(self, text: str) -> None:
        """Say what is wrong, inside the form; nobody reads it any more where the form was left meanwhile."""
        if not isValid(self):
            return
        self.busy = False
        self.error.setText(text)
        self.error.show()

    def values(self) -> dict[str, Any]:
        """Name → text, date, chosen value or yes/no."""
        return {name: _value(control) for name, control in self.controls.items()}


def _value(control: QWidget) -> Any:
    if isinstance(control, DateField | ComboBox | Segmented):
        return control.value()
    if isinstance(control, QCheckBox):
        return control.isChecked()
    if isinstance(control, Several):
        return control.codes()
    if (value := getattr(control, "value", None)) is not None:
        return value()
    return control.text() if isinstance(control, QLineEdit) else None


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and let its widgets go."""
    while (item := layout.takeAt(0)) is not None:
        inner = item.layout()
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
        elif inner is not None:
            empty(inner)
