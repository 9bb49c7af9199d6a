"""The panel that ends a visit: up to three lines of what was agreed, the next date, then the slip to print."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desk.domain.follow_up import Outcome
from desk.domain.languages import language_name
from desk.i18n import _
from desk.office.front.close_visit import MOST_LINES
from desk.office.plan.follow import Due
from desk.ui.pdf_pages import page_pictures
from desk.ui.presenters.close_visit import CloseVisitPresenter
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.today import TodayPresenter
from desk.ui.press import Press, Sheet
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.alert import Alert
from desk.ui.widgets.buttons import Button, IconButton
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.edits import LineEdit
from desk.ui.widgets.follow_row import FollowRow
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.own_scroll import OwnScroll
from desk.ui.widgets.papers.sheet_view import SheetView
from desk.ui.widgets.text import IconLabel, label, line


class CloseVisitPanel(QFrame):
    """``closed`` when it is done or given up. `print_dialog` may be replaced in tests."""

    closed = Signal()

    def __init__(self, context: ScreenContext, day: TodayPresenter) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAccessibleName(_("Chiudi la visita"))
        self._context = context
        self.presenter = CloseVisitPresenter(context, day, self._refresh)
        self._press = Press(context, self, _("Stampa il foglio"))
        self.print_dialog = self._press.ask
        self.title = label("", "card-title", wrap=True)
        self.lines = [LineEdit(_("Che cosa avete deciso") if not n else "") for n in range(MOST_LINES)]
        for number, edit in enumerate(self.lines, start=1):
            edit.setAccessibleName(_("Riga {n} del foglio").format(n=number))
            edit.returnPressed.connect(self._next_line)
        self.language = ComboBox(self.presenter.languages())
        self.language.setAccessibleName(_("Lingua del foglio"))
        self.language.activated.connect(lambda: self.presenter.set_language(self.language.value() or "it"))
        self.asked = QWidget()
        self._asked = QVBoxLayout(self.asked)
        self._asked.setContentsMargins(0, 0, 0, 0)
        self.rows: dict[str, FollowRow] = {}
        self.fault = Alert("", kind="danger")
        self.next = label("", "text", wrap=True)
        self.book = Button(_("Prenota il prossimo"), "outlined", "calendar", size="small")
        self.book.clicked.connect(self.presenter.book)
        self.sheet = SheetView()
        self.sheet.wanted.connect(self._paint)
        self.primary = Button(_("Chiudi la visita"), "primary", "done", size="large", key="F9")
        self.primary.clicked.connect(self._go_on)
        self.paper = Button("", "quiet", "print", size="small")
        self.paper.clicked.connect(self.presenter.switch_paper)
        self.print = Button("", "quiet", "text-size", size="small")
        self.print.clicked.connect(self.presenter.switch_print)
        self.done = Button(_("Senza stampare"), "quiet", size="small")
        self.done.clicked.connect(self.closed)
        self._build()

    def open_for(self, visit: str, household: str) -> None:
        """Start with empty lines; the same visit again keeps what was typed."""
        if visit != self.presenter.visit or self.presenter.slip is not None:
            for edit in self.lines:
                edit.clear()
        self.presenter.show(visit, household)
        self.lines[0].setFocus()

    def hasHeightForWidth(self) -> bool:
        """Never: inside, the body scrolls, so any height will do."""
        return False

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        shut = IconButton("close", _("Chiudi (Esc)"), size=18)
        shut.clicked.connect(self.closed)
        head.addWidget(shut, 0, Qt.AlignmentFlag.AlignTop)
        area = OwnScroll()
        column = area.column
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(10))
        column.addLayout(head)
        self.help = label("", "second", wrap=True)
        column.addWidget(self.asked)
        column.addWidget(self.help)
        column.addWidget(self.language)
        for edit in self.lines:
            column.addWidget(edit)
        column.addWidget(self.fault)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(IconLabel("calendar", tokens.BLUE, 18), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.next, 1)
        column.addLayout(row)
        column.addWidget(self.book)
        column.addWidget(self.sheet, 1)
        column.addStretch(0)
        foot = QVBoxLayout()
        foot.setContentsMargins(px(20), px(12), px(20), px(16))
        foot.setSpacing(px(8))
        foot.addWidget(self.primary)
        last = QHBoxLayout()
        last.addWidget(self.paper)
        last.addWidget(self.print)
        foot.addLayout(last)
        foot.addWidget(self.done)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addWidget(line())
        whole.addLayout(foot)
        self.fault.hide()
        self.sheet.hide()
        self.done.hide()
        self.paper.hide()
        self.print.hide()

    def typed(self) -> list[str]:
        return [edit.text() for edit in self.lines]

    def _refresh(self) -> None:
        facts, slip = self.presenter.facts, self.presenter.slip
        self.fault.fact.setText(self.presenter.fault)
        self.fault.setVisible(bool(self.presenter.fault))
        self.title.setText(_("Chiudi la visita: {name}").format(name=self.presenter.name))
        if facts is None:
            self.next.setText(_("Cerco il prossimo appuntamento…"))
            self.help.setText(_("Da una a tre righe: escono sul foglio che la famiglia porta a casa."))
        else:
            self.next.setText(facts.next or _("Nessun prossimo appuntamento."))
            self.help.setText(
                _("Da una a tre righe: escono sul foglio in italiano e in {language}.").format(
                    language=_(language_name(self.presenter.slip_language))
                )
                if self.presenter.slip_language != "it"
                else _("Da una a tre righe: escono sul foglio che la famiglia porta a casa.")
            )
            self._suggest(facts.agreeable)
            self._show_asked(facts.to_check)
        self.asked.setVisible(slip is None and bool(self.rows))
        known = bool(self.presenter.household)
        for part in (self.help, *self.lines):
            part.setVisible(slip is None)
        self.book.setVisible(slip is None and known)
        self.language.setVisible(slip is None and not known)
        self.language.set_value(self.presenter.language)
        self.sheet.setVisible(slip is not None)
        self.done.setVisible(slip is not None)
        self.paper.setVisible(slip is not None)
        self.print.setVisible(slip is not None)
        self.paper.set_words(_("Passa al foglio A4") if self.presenter.roll else _("Passa al rotolo da 80 mm"))
        self.print.set_words(_("Caratteri normali") if self.presenter.large else _("Caratteri grandi"))
        self.primary.set_words(_("Stampa il foglio") if slip else _("Chiudi la visita"))
        if slip is not None:
            QTimer.singleShot(0, self._show_slip)

    def _show_asked(self, to_check: Sequence[Due]) -> None:
        """What the plan promised until today; a line in which somebody is writing stays."""
        if list(to_check) == [row.due for row in self.rows.values()] or any(row.busy for row in self.rows.values()):
            return
        empty(self._asked)
        self.rows = {}
        if to_check:
            self._asked.addWidget(label(_("Impegni da chiedere"), "strong"))
        for due in to_check:
            row = FollowRow(due, self.presenter.today, may=True, small=True)
            row.checked.connect(partial(self._check, due.id))
            self.rows[due.id] = row
            self._asked.addWidget(row)

    def _check(self, commitment: str, outcome: Outcome, words: str, _day: object) -> None:
        self.presenter.check(commitment, outcome, words, self.rows[commitment].fail)

    def _suggest(self, texts: tuple[str, ...]) -> None:
        """What the plan says already has its translation: offered while one types."""
        for edit in self.lines:
            completer = QCompleter(list(texts), edit)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            edit.setCompleter(completer)

    def _show_slip(self) -> None:
        self._paint(self.sheet.page_width())

    def _paint(self, width: int) -> None:
        slip = self.presenter.slip
        if slip is not None:
            self._context.run.run(lambda: page_pictures(slip, width), self._have_pages)

    def _have_pages(self, pictures: list[QImage]) -> None:
        self.sheet.show_pages(pictures)

    def _next_line(self) -> None:
        """Enter goes to the next empty line, and closes from the last."""
        here = next((n for n, edit in enumerate(self.lines) if edit.hasFocus()), len(self.lines) - 1)
        if here + 1 < len(self.lines) and self.lines[here].text().strip():
            self.lines[here + 1].setFocus()
        else:
            self._go_on()

    def _go_on(self) -> None:
        slip = self.presenter.slip
        if slip is None:
            self.presenter.close(self.typed())
            return
        self._press.print(
            [Sheet(slip, self.presenter.recording())],
            self._press.chosen(self.print_dialog),
            _("Il foglio è andato alla stampante."),
            lambda _out: self.closed.emit(),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
