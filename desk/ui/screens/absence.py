"""Absence: who is away and when; every appointment that it touches, old and new beside each other; accept."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desk.db.changes import Changes
from desk.domain.availability import WHOLE_DAY, Kind, Rule
from desk.i18n import _, n_
from desk.office.papers.kinds import Paper
from desk.ui.presenters.absence import MOST_TENTHS, AbsencePresenter
from desk.ui.presenters.context import ScreenContext
from desk.ui.press import Press, Sheet
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.agenda.replan_row import ReplanRow
from desk.ui.widgets.alert import Alert
from desk.ui.widgets.bars import ThinBar
from desk.ui.widgets.breadcrumb import Breadcrumb
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.card import Card
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.date_field import DateField
from desk.ui.widgets.edits import LineEdit
from desk.ui.widgets.field import FieldFrame
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.text import label

WIDE_FROM = 860


class AbsenceScreen(QWidget):
    """`print_dialog` may be replaced in tests: True when the printer is chosen.

    Facts: `who`, `day` (ISO) to begin the form with; or `who`, `first`, `last` (ISO), `start`, `end` (minutes),
    `why`: asks for the proposal at once."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._context = context
        self.presenter = AbsencePresenter(context, self._refresh, self._line_changed)
        self.crumbs = Breadcrumb([("agenda", _("Agenda")), ("", _("Assenza"))])
        self.who = ComboBox(placeholder=_("Persona o stanza"))
        self.first, self.last = DateField(self.presenter.today), DateField(self.presenter.today)
        self.start, self.end = LineEdit("8:30"), LineEdit("12:30")
        self.why = LineEdit(_("malattia, ferie…"))
        self.propose = Button(_("Proponi"), "primary", "refresh")
        self.bar = ThinBar()
        self.far = label(_("Cerco la proposta migliore…"), "second")
        self.stop = Button(_("Ferma"), "outlined", "close", size="small")
        self.fault = Alert("", kind="danger")
        self.told = Alert("", " ", kind="info")
        self.card = Card()
        self.rows: list[ReplanRow] = []
        self.accept = Button("", "primary", "check")
        self.calls = Button(_("Telefonate"), "outlined", "phone", size="small")
        self.letters = Button(_("Lettere"), "outlined", "print", size="small")
        self._press = Press(context, self, _("Stampa"))
        self.print_dialog: Callable[[QPrinter], bool] = self._press.ask
        self._later = QTimer(self)
        self._later.setInterval(0)
        self._later.timeout.connect(self._more_rows)
        self._shown: object = None
        self._build()
        self._wire()

    def show_facts(self, **facts: str) -> None:
        self.presenter.show(lambda: self._have_people(facts))
        self.who.setFocus()

    def on_changes(self, changes: Changes) -> None:
        """What was booked meanwhile is seen when the proposal is accepted."""

    def leave(self) -> None:
        self.presenter.stop()

    # — building —

    def _build(self) -> None:
        form = Card(_("Chi manca, e quando"), "calendar")
        self._fields = QGridLayout()
        self._fields.setHorizontalSpacing(px(12))
        self._fields.setVerticalSpacing(px(10))
        self._frames = [
            FieldFrame(words, control)
            for words, control in (
                (_("Chi"), self.who),
                (_("Dal"), self.first),
                (_("Al"), self.last),
                (_("Dalle"), self.start),
                (_("Alle"), self.end),
                (_("Perché"), self.why),
            )
        ]
        form.body.addLayout(self._fields)
        run = QHBoxLayout()
        run.setSpacing(px(12))
        run.addWidget(self.propose)
        run.addWidget(self.bar, 1)
        run.addWidget(self.far)
        run.addWidget(self.stop)
        run.addStretch(0)
        form.body.addLayout(run)
        self._list = QVBoxLayout()
        self._list.setSpacing(px(10))
        self.card.body.addLayout(self._list)
        for button in (self.accept, self.calls, self.letters):
            self.told.end.addWidget(button)
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(tokens.PAGE_MARGIN, px(16), tokens.PAGE_MARGIN, tokens.PAGE_MARGIN)
        column.setSpacing(tokens.CARD_GAP)
        column.addWidget(self.crumbs)
        column.addWidget(label(_("Assenza"), "page-title"))
        for part in (form, self.fault, self.told, self.card):
            column.addWidget(part)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)
        for hidden in (self.bar, self.far, self.stop, self.fault, self.told, self.card):
            hidden.hide()
        self._arrange()

    def _wire(self) -> None:
        self.crumbs.chosen.connect(self.presenter.back)
        bar = self.area.verticalScrollBar()
        for moved in (bar.valueChanged, bar.rangeChanged):
            moved.connect(lambda *_where: self._later.start())
        self.propose.clicked.connect(self._propose)
        self.stop.clicked.connect(self.presenter.stop)
        self.accept.clicked.connect(self.presenter.accept)
        self.calls.clicked.connect(lambda: self.presenter.calls_on_paper(self._print_calls))
        self.letters.clicked.connect(lambda: self.presenter.letters_on_paper(self._print_letters))
        self.who.activated.connect(lambda _index: self.presenter.forget())
        for day in (self.first, self.last):
            day.changed.connect(lambda _day: self.presenter.forget())
        for field in (self.start, self.end):
            field.textEdited.connect(lambda _text: self.presenter.forget())
        for field in (self.start, self.end, self.why):
            field.returnPressed.connect(self._propose)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Six fields on one line where there is room, else two or three."""
        width = self.width()
        places = [6] if width >= px(1000) else [1, 2, 2, 1] if width < px(560) else [3, 3]
        while self._fields.takeAt(0) is not None:
            pass
        frames = iter(self._frames)
        most = max(places)
        for row, count in enumerate(places):
            for column in range(count):
                self._fields.addWidget(next(frames), row, column * (most // count), 1, most // count)
        for column in range(6):
            wider = most == 6 and column in (0, 5)
            self._fields.setColumnStretch(column, (2 if wider else 1) if column < most else 0)
        for each in self.rows:
            each.fit(width >= px(WIDE_FROM))

    # — showing —

    def _have_people(self, facts: dict[str, str]) -> None:
        chosen = facts.get("who", self.who.value())
        self.who.set_options(self.presenter.people)
        self.who.set_value(chosen)
        if facts.get("day") and self.first.value() is None:
            self.first.set_value(max(date.fromisoformat(facts["day"]), self.presenter.today))
        if "first" not in facts:
            return
        first = date.fromisoformat(facts["first"])
        last = date.fromisoformat(facts["last"]) if facts.get("last") else first
        start, end = int(facts.get("start", WHOLE_DAY[0])), int(facts.get("end", WHOLE_DAY[1]))
        self.first.set_value(first)
        self.last.set_value(last)
        whole = (start, end) == WHOLE_DAY
        for field, minutes in ((self.start, start), (self.end, end)):
            field.setText("" if whole else f"{minutes // 60}:{minutes % 60:02d}")
        self.why.setText(facts.get("why", ""))
        self.presenter.propose_for(
            Rule(Kind.AWAY, facts.get("who", ""), first, last, (), start, end, why=self.why.text())
        )

    def _refresh(self) -> None:
        presenter = self.presenter
        held = QApplication.focusWidget() in (self.propose, self.stop, self.accept, self.calls)
        for part in (self.bar, self.far, self.stop):
            part.setVisible(presenter.running)
        self.bar.set(presenter.tenths, MOST_TENTHS)
        fact, second = presenter.told()
        self.propose.setVisible(presenter.question is None or presenter.stale)
        self.propose.set_words(_("Proponi di nuovo") if presenter.stale else _("Proponi"))
        self.propose.setEnabled(not presenter.running)
        self.fault.fact.setText(presenter.fault)
        self.fault.setVisible(bool(presenter.fault))
        self.told.fact.setText(fact)
        self.told.second.setText(second)
        self.told.second.setVisible(bool(second))
        self.told.setAccessibleName(f"{fact} {second}")
        self.told.setVisible(bool(fact))
        question, settled = presenter.question, presenter.accepted is not None
        self.card.setVisible(question is not None and bool(question.affected))
        words = n_("Accetta e sposta {n} appuntamento", "Accetta e sposta {n} appuntamenti", presenter.to_move)
        if question is not None and not presenter.to_move:
            words = _("Segna solo l'assenza")
        self.accept.set_words(words.format(n=presenter.to_move))
        useful = presenter.to_move > 0 or (question is not None and not question.recorded)
        self.accept.setVisible(question is not None and not settled and useful)
        if self._shown is not question:
            self._shown = question
            self._start_rows()
        for part in (self.calls, self.letters):
            part.setVisible(settled and presenter.to_move > 0)
        for each in self.rows:
            each.settle(settled)
        if held:  # the button that was pressed is gone: on to the one that comes next
            first = (self.propose,) if presenter.stale else ()
            order = (*first, self.stop, self.accept, self.calls, self.propose)
            next((each for each in order if each.isVisibleTo(self) and each.isEnabled()), self.who).setFocus()

    def _start_rows(self) -> None:
        empty(self._list)
        self.rows = []
        self._later.stop()
        self._later.start()

    def _more_rows(self) -> None:
        """One more, while there is one and somebody could see it soon: the window draws between them."""
        lines, at = self.presenter.lines, len(self.rows)
        bar = self.area.verticalScrollBar()
        if at >= len(lines) or (self.rows and bar.maximum() - bar.value() > self.area.height()):
            self._later.stop()
            return
        row = ReplanRow(lines[at])
        row.fit(self.width() >= px(WIDE_FROM))
        row.settle(self.presenter.accepted is not None)
        row.change.connect(lambda: self.presenter.offer(at))
        row.chose.connect(lambda choice: self.presenter.choose(at, choice))
        self._list.addWidget(row)
        self.rows.append(row)

    def _line_changed(self, at: int) -> None:
        if at < len(self.rows):
            choices = self.presenter.choices
            self.rows[at].show_line(self.presenter.lines[at])
            self.rows[at].offer(choices[1] if choices is not None and choices[0] == at else None)

    # — what the person does —

    def _propose(self) -> None:
        hours = (self.start.text(), self.end.text())
        self.presenter.propose(self.who.value(), self.first.value(), self.last.value(), hours, self.why.text())

    # — paper —

    def _print_letters(self, papers: tuple[Paper, ...], sheets: list[bytes]) -> None:
        self._print([Sheet(pdf, self.presenter.recording(each)) for each, pdf in zip(papers, sheets, strict=True)])

    def _print_calls(self, sheets: list[bytes]) -> None:
        self._print([Sheet(each) for each in sheets])

    def _print(self, sheets: list[Sheet]) -> None:
        job = self._press.chosen(self.print_dialog)
        self._press.print(sheets, job, _("Il foglio è andato alla stampante."))
