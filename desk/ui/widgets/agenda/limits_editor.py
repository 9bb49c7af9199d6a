"""When a family cannot come: what stands, each line with its bin, and a line more in place."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desk.i18n import _
from desk.office.appointments.availability import Line
from desk.office.day_words import weekday
from desk.ui.presenters.availability import A_MONDAY, weeks_words
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.limits import LimitForm, LimitsPresenter
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button, IconButton
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.date_field import DateField
from desk.ui.widgets.field import FieldFrame
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.several import Several
from desk.ui.widgets.text import label


class LimitsEditor(QWidget):
    """`changed` is called when the family's limits have changed; `across`: the two days side by side."""

    def __init__(self, context: ScreenContext, changed: Callable[[], None], *, across: bool) -> None:
        super().__init__()
        self.presenter = LimitsPresenter(context, self._refresh, changed)
        self._shown: tuple[Line, ...] | None = None
        self.removers: list[IconButton] = []
        self.adder = Button(_("Aggiungi quando non può"), "quiet", "plus", size="link")
        self.why = QLineEdit()
        self.why.setPlaceholderText(_("scuola, turno di lavoro…"))
        self.weekdays = Several([(str(day), weekday(A_MONDAY + timedelta(days=day))) for day in range(5)])
        self.start, self.end = QLineEdit(), QLineEdit()
        self.start.setPlaceholderText("15:30")
        self.end.setPlaceholderText("17:00")
        self.often = ComboBox(weeks_words())
        self.often.set_value("1")
        self.first, self.last = (DateField(context.session.today()) for _each in range(2))
        self.fault = label("", "second", "danger", wrap=True)
        self.save = Button(_("Segna"), "outlined", "check", size="small")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(px(2))
        self.form = QWidget()
        self._build(across)
        self.adder.clicked.connect(self._open)
        self.save.clicked.connect(self._save)

    def _build(self, across: bool) -> None:
        form = QVBoxLayout(self.form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(px(8))
        form.addWidget(FieldFrame(_("Perché"), self.why))
        form.addWidget(FieldFrame(_("In quali giorni (nessuno: tutti)"), self.weekdays))
        hours = QHBoxLayout()
        hours.setSpacing(px(8))
        hours.addWidget(FieldFrame(_("Dalle"), self.start))
        hours.addWidget(FieldFrame(_("Alle"), self.end))
        form.addLayout(hours)
        form.addWidget(FieldFrame(_("Quanto spesso"), self.often))
        days = QBoxLayout(QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom)
        days.setSpacing(px(8))
        days.addWidget(FieldFrame(_("Dal"), self.first))
        days.addWidget(FieldFrame(_("Al"), self.last))
        form.addLayout(days)
        form.addWidget(self.fault)
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addStretch(1)
        form.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addLayout(self._lines)
        add = QHBoxLayout()
        add.addWidget(self.adder)
        add.addStretch(1)
        column.addLayout(add)
        column.addWidget(self.form)
        self.form.hide()
        self.fault.hide()

    def show_limits(self, household: str, lines: tuple[Line, ...]) -> None:
        if household != self.presenter.household:
            self.form.hide()
        self.presenter.show(household, lines)

    def _open(self) -> None:
        self.form.setVisible(not self.form.isVisibleTo(self))
        if self.form.isVisibleTo(self):
            self.why.setFocus()

    def _save(self) -> None:
        form = LimitForm(
            tuple(int(code) for code in self.weekdays.codes()),
            self.start.text(),
            self.end.text(),
            int(self.often.value() or 1),
            self.first.value(),
            self.last.value(),
            self.why.text(),
            self.first.unread or self.last.unread,
        )
        self.presenter.add(form, self._saved)

    def _saved(self) -> None:
        for field in (self.why, self.start, self.end):
            field.clear()
        self.weekdays.set_codes(())
        self.often.set_value("1")
        for day in (self.first, self.last):
            day.set_value(None)
        self.form.hide()

    def _refresh(self) -> None:
        self.fault.setText(self.presenter.fault)
        self.fault.setVisible(bool(self.presenter.fault))
        if self.presenter.lines == self._shown:
            return
        self._shown, self.removers = self.presenter.lines, []
        empty(self._lines)
        for each in self.presenter.lines:
            self._lines.addWidget(self._line(each))

    def _line(self, each: Line) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        words = self.presenter.words(each)
        remove = IconButton("trash", _("Togli: {what}").format(what=words), size=18)
        remove.clicked.connect(partial(self._drop, each))
        self.removers.append(remove)
        row.addWidget(label(words, "second", wrap=True), 1)
        row.addWidget(remove)
        return made

    def _drop(self, each: Line, _on: bool = False) -> None:
        self.presenter.drop(each)
