"""When somebody receives and when not: one pane, what stands above, the form below."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desk.domain.availability import EVERYBODY, Kind
from desk.i18n import _
from desk.office.appointments.availability import Line
from desk.office.day_words import weekday
from desk.ui.presenters.availability import A_MONDAY, AvailabilityPresenter, Form, nth_words, rule_words, weeks_words
from desk.ui.presenters.context import ScreenContext
from desk.ui.theme.measure import px
from desk.ui.widgets.agenda.calendar_part import CalendarPart
from desk.ui.widgets.buttons import Button, IconButton
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.date_field import DateField
from desk.ui.widgets.field import FieldFrame
from desk.ui.widgets.inline_form import LAID_OUT_MILLISECONDS, empty
from desk.ui.widgets.own_scroll import OwnScroll
from desk.ui.widgets.segmented import Segmented
from desk.ui.widgets.several import Several
from desk.ui.widgets.text import label, line


class AvailabilityPane(QFrame):
    """`closed` when it is put away."""

    closed = Signal()

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setProperty("kind", "pane")
        self.presenter = AvailabilityPresenter(context, self._refresh)
        self.close_button = IconButton("close", _("Chiudi il riquadro"))
        self.who = ComboBox([])
        self.who.setAccessibleName(_("Di chi"))
        self.kind = Segmented([
            (Kind.AWAY, _("Assente")), (Kind.RECEIVES, _("Riceve")), (Kind.EXTRA, _("In più")),
        ])  # fmt: skip
        self.kind.setAccessibleName(_("Assente, riceve o riceve in più"))
        self.first, self.last = DateField(self.presenter.today), DateField(self.presenter.today)
        self.why = QLineEdit()
        self.weekdays = Several([(str(day), weekday(A_MONDAY + timedelta(days=day))) for day in range(5)])
        self.start, self.end = QLineEdit(), QLineEdit()
        self.pattern = ComboBox(
            [
                *weeks_words(),
                *((f"n{n}", nth_words(n)) for n in (1, 2, 3, 4)),
                ("n-1", _("l'ultima volta del mese")),
            ]
        )
        self.calendar = CalendarPart(context, lambda rule: rule_words(rule, self.presenter.today), self.presenter.read)
        self.fault = label("", "second", "danger", wrap=True)
        self.left = label("", "second-strong", "warning", wrap=True)
        self.left_list = label("", "second", wrap=True)
        self.save = Button(_("Segna"), "primary", "check")
        self.people: list[tuple[str, str]] = []
        self.removers: list[IconButton] = []
        self.replanners: list[IconButton] = []
        self._build()
        self._clear()

    def show_people(self, people: Sequence[tuple[str, str]], who: str | None = None) -> None:
        """Whose availability may be chosen; the whole office first."""
        self.people = list(people)
        chosen = self.who.value() if who is None else who
        self.who.set_options([(EVERYBODY, _("Tutto l'ufficio")), *people])
        self.who.set_value(chosen if chosen is not None else EVERYBODY)
        if who is not None or not self.presenter.lines:
            self.presenter.show(self.who.value() or EVERYBODY)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(_("Presenze"), "card-title", wrap=True), 1)
        head.addWidget(self.close_button)
        self.area = OwnScroll()
        body = self.area.column
        body.setSpacing(px(8))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(px(2))
        body.addLayout(self._lines)
        body.addWidget(self.calendar)
        body.addWidget(line())
        body.addWidget(self.kind)
        self._days = FieldFrame(_("Giorni"), self.weekdays)
        body.addWidget(self._days)
        body.addWidget(FieldFrame(_("Dal"), self.first))
        body.addWidget(FieldFrame(_("Al"), self.last))
        hours = QHBoxLayout()
        hours.setSpacing(px(8))
        hours.addWidget(FieldFrame(_("Dalle"), self.start))
        hours.addWidget(FieldFrame(_("Alle"), self.end))
        body.addLayout(hours)
        body.addWidget(FieldFrame(_("Quanto spesso"), self.pattern))
        body.addWidget(FieldFrame(_("Perché"), self.why))
        body.addWidget(self.left_list)
        body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(18), px(14), px(18), px(14))
        column.setSpacing(px(10))
        column.addLayout(head)
        column.addWidget(self.who)
        column.addWidget(self.area, 1)
        column.addWidget(line())
        column.addWidget(self.fault)
        column.addWidget(self.left)
        column.addWidget(self.save)
        self.start.setPlaceholderText("8:30")
        self.end.setPlaceholderText("12:30")
        self.close_button.clicked.connect(self.closed)
        self.who.activated.connect(lambda _index: self.presenter.show(self.who.value() or EVERYBODY))
        self.kind.changed.connect(lambda _kind: self._shape())
        self.save.clicked.connect(lambda: self.presenter.save(self.form(), self._clear))

    def form(self) -> Form:
        """What was filled in."""
        return Form(
            self.kind.value() or Kind.AWAY,
            self.first.value(),
            self.last.value(),
            self.why.text(),
            tuple(int(code) for code in self.weekdays.codes()),
            self.start.text(),
            self.end.text(),
            self.pattern.value() or "1",
            self.first.unread or self.last.unread,
        )

    def _clear(self) -> None:
        self.kind.set_value(Kind.AWAY)
        self.pattern.set_value("1")
        self.weekdays.set_codes(())
        for field in (self.first, self.last):
            field.set_value(None)
        for text in (self.why, self.start, self.end):
            text.clear()
        self._shape()

    def _shape(self) -> None:
        receives = self.kind.value() == Kind.RECEIVES
        self._days.name.setText(_("Giorni") if receives else _("Giorni (nessuno: tutti)"))

    def _refresh(self) -> None:
        empty(self._lines)
        self.removers, self.replanners = [], []
        lines = tuple(each for each in self.presenter.lines if not each.imported)
        self.calendar.show_of(
            self.presenter.who, self.presenter.lines, person=self.presenter.who in self.presenter.staff
        )
        for each in lines:
            self._lines.addWidget(self._line(each))
        if not self.presenter.lines:
            self._lines.addWidget(label(_("Come gli orari dell'ufficio."), "second", "muted", wrap=True))
        self.fault.setText(self.presenter.fault)
        self.fault.setVisible(bool(self.presenter.fault))
        self._show_left()

    def _show_left(self) -> None:
        """What would have to move, and that the same button means it."""
        left = self.presenter.left
        said, lines = self.presenter.left_words() if left else ("", [])
        self.left.setText(said)
        self.left_list.setText("\n".join(lines))
        for each in (self.left, self.left_list):
            each.setVisible(bool(left))
        self.save.set_words(_("Segna lo stesso") if left else _("Segna"))
        if left:
            QTimer.singleShot(LAID_OUT_MILLISECONDS, self.left_list, self._show_left_end)
            QAccessible.updateAccessibility(QAccessibleEvent(self.left, QAccessible.Event.Alert))

    def _show_left_end(self) -> None:
        """The list is the last of the page: to its end, once the page has its new height."""
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _line(self, each: Line) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        words = rule_words(each.rule, self.presenter.today)
        remove = IconButton("trash", _("Togli: {what}").format(what=words), size=18)
        remove.clicked.connect(lambda _on=False: self.presenter.drop(each))
        self.removers.append(remove)
        row.addWidget(label(words, "second", wrap=True), 1)
        rule = each.rule
        if rule.kind is Kind.AWAY and not rule.weekdays and rule.nth is None and rule.every == 1:
            replan = IconButton("refresh", _("Sposta gli appuntamenti: {what}").format(what=words), size=18)
            replan.clicked.connect(lambda _on=False: self.presenter.replan(each))
            self.replanners.append(replan)
            row.addWidget(replan)
        row.addWidget(remove)
        return made
