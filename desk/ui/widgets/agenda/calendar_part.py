"""Under a person's availability: the calendar that was read, a button to read one, and who changed what when."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desk.domain.availability import Rule
from desk.i18n import _
from desk.office.appointments.availability import Line
from desk.ui.presenters.calendar_part import CalendarPartPresenter
from desk.ui.presenters.context import ScreenContext
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button, IconButton
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.text import label


class CalendarPart(QWidget):
    """`ask_file` may be replaced in tests: it gives a path, or None."""

    def __init__(self, context: ScreenContext, words: Callable[[Rule], str], written: Callable[[], None]) -> None:
        super().__init__()
        self.presenter = CalendarPartPresenter(context, words, self._refresh, written)
        self.ask_file: Callable[[], Path | None] = self._choose_file
        self.said = label("", "second", wrap=True)
        self.forget = IconButton("trash", _("Togli: {what}").format(what=_("il calendario")), size=18)
        self.read = Button(_("Leggi un calendario (.ics)"), "outlined", "calendar", size="small")
        self.history = Button(_("Chi ha cambiato"), "quiet", "history", size="link")
        self.history.setCheckable(True)
        self.fault = label("", "second", "danger", wrap=True)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(px(6))
        row = QHBoxLayout()
        row.addWidget(self.said, 1)
        row.addWidget(self.forget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addLayout(row)
        column.addWidget(self.read)
        column.addWidget(self.fault)
        column.addWidget(self.history, 0, Qt.AlignmentFlag.AlignLeading)
        column.addLayout(self._steps)
        self.read.clicked.connect(self._ask)
        self.forget.clicked.connect(self.presenter.forget)
        self.history.toggled.connect(self._toggle)
        self.fault.hide()

    def show_of(self, who: str, lines: tuple[Line, ...], *, person: bool) -> None:
        """The availability of a person, a room or the office is shown above."""
        self.presenter.show(who, lines, person=person, history=self.history.isChecked())

    def _toggle(self, on: bool) -> None:
        if on:
            self.presenter.read_history()
        else:
            empty(self._steps)

    def _ask(self) -> None:
        path = self.ask_file()
        if path is not None:
            self.presenter.read_file(path)

    def _refresh(self) -> None:
        presenter = self.presenter
        words = presenter.calendar_words()
        self.said.setText(words)
        self.said.setVisible(bool(words))
        self.forget.setVisible(bool(words))
        self.read.setVisible(presenter.person)
        self.fault.setText(presenter.fault)
        self.fault.setVisible(bool(presenter.fault))
        empty(self._steps)
        if self.history.isChecked():
            for step in presenter.history:
                self._steps.addWidget(label(step.when, "note", "muted", wrap=True))
                self._steps.addWidget(label(step.what, "second", wrap=True))

    def _choose_file(self) -> Path | None:
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Leggi un calendario (.ics)"), "", "*.ics")
        return Path(chosen) if chosen else None
