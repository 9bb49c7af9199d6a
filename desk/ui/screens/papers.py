"""The papers of a family: what to print at the left, the sheet itself at the right, one press to print it."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desk.db.changes import Changes
from desk.i18n import _, n_
from desk.office.papers.kinds import Kind
from desk.ui.pdf_pages import page_pictures
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.papers import PapersPresenter, kind_words
from desk.ui.press import Press, Sheet
from desk.ui.printing import job_for
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.alert import Alert
from desk.ui.widgets.breadcrumb import Breadcrumb
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.card import Card
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.edits import LineEdit
from desk.ui.widgets.field import FieldFrame
from desk.ui.widgets.papers.paper_ledger import PaperLedger
from desk.ui.widgets.papers.printer_row import PrinterRow
from desk.ui.widgets.papers.sheet_view import SheetView
from desk.ui.widgets.scrolled import Scrolled
from desk.ui.widgets.segmented import Segmented
from desk.ui.widgets.text import label

SIDE_BY_SIDE_FROM = 900
NORMAL, LARGE = "normal", "large"
TYPED_MILLISECONDS = 400


class PapersScreen(QWidget):
    """Facts: household, and the kind of paper. `print_dialog` may be replaced in tests: it gets the printer and says
    whether to print."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._context = context
        self.presenter = PapersPresenter(context, self._refresh)
        self._press = Press(context, self, _("Stampa il foglio"))
        self.print_dialog = self._press.ask
        self.crumbs = Breadcrumb([("households", _("Famiglie")), ("household", ""), ("papers", _("Fogli"))])
        self.crumbs.chosen.connect(self._go)
        self.title = label("", "page-title", wrap=True)
        self.kind = ComboBox()
        self.language = ComboBox()
        self.size_of_print = Segmented([(NORMAL, _("Normali")), (LARGE, _("Grandi"))])
        self.to = ComboBox()
        self.to_field = LineEdit()
        self.to_field.setAccessibleName(_("A chi"))
        self.to.setEditable(True)
        self.to.setLineEdit(self.to_field)
        self.ask = LineEdit()
        self.translated = LineEdit()
        self.printers = PrinterRow(context)
        self.missing = Alert("", kind="warning")
        self.fault = Alert("", kind="warning")
        self.copy = Alert("", kind="info")
        self.today = Button(_("Torna al foglio di oggi"), "quiet", "back", size="link")
        self.print = Button("", "primary", "print")
        self.print.setToolTip("Ctrl+P")
        self.print.setEnabled(False)
        self.ledger = PaperLedger(self.presenter)
        self.view = SheetView()
        self._pages = b""
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(TYPED_MILLISECONDS)
        self._build()
        self._connect()

    def show_facts(self, **facts: str) -> None:
        if facts.get("household"):
            self.printers.read()
            for field in (self.ask, self.translated):
                field.clear()
            self.presenter.show(facts["household"], facts.get("kind", ""))

    def on_changes(self, changes: Changes) -> None:
        self.presenter.on_changes(changes)

    # — building —

    def _build(self) -> None:
        what = Card(_("Che cosa stampi"), "document")
        what.body.addWidget(FieldFrame(_("Foglio"), self.kind))
        what.body.addWidget(FieldFrame(_("Lingua accanto all'italiano"), self.language))
        what.body.addWidget(
            FieldFrame(_("Caratteri"), self.size_of_print, help=_("Grandi: 18 punti, per chi vede poco."))
        )
        what.body.addWidget(self._build_referral())
        for alert in (self.fault, self.missing, self.copy):
            what.body.addWidget(alert)
            alert.hide()
        what.body.addWidget(self.today, 0, Qt.AlignmentFlag.AlignLeading)
        what.body.addWidget(self.print)
        how = Card(_("Come stampi"), "print")
        how.body.addWidget(self.printers)
        left = QVBoxLayout()
        left.setSpacing(tokens.CARD_GAP)
        for card in (what, self.ledger, how):
            left.addWidget(card)
        left.addStretch(1)
        inside = Scrolled()
        column = QVBoxLayout(inside)
        column.setContentsMargins(tokens.PAGE_MARGIN, px(8), px(8), tokens.PAGE_MARGIN)
        column.setSpacing(tokens.CARD_GAP)
        column.addWidget(self.crumbs)
        column.addWidget(self.title)
        column.addLayout(left)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._halves.setContentsMargins(0, px(10), 0, 0)
        self._halves.setSpacing(0)
        self._halves.addWidget(self.area, 42)
        self._halves.addWidget(self.view, 58)

    def _build_referral(self) -> QWidget:
        self.referral = QWidget()
        column = QVBoxLayout(self.referral)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        self.told = label("", "second", wrap=True)
        column.addWidget(FieldFrame(_("A chi"), self.to))
        column.addWidget(
            FieldFrame(_("Che cosa chiedi"), self.ask, help=_("Frasi corte. Niente sulla salute, se non serve."))
        )
        self.translated_frame = FieldFrame(_("Lo stesso nella lingua della famiglia"), self.translated)
        column.addWidget(self.translated_frame)
        column.addWidget(self.told)
        self.referral.hide()
        return self.referral

    def _connect(self) -> None:
        self.kind.activated.connect(lambda _place: self.presenter.choose(Kind(self.kind.value() or Kind.PLAN)))
        self.language.activated.connect(lambda _place: self.presenter.choose_language(self.language.value() or ""))
        self.size_of_print.changed.connect(lambda value: self.presenter.choose_large(value == LARGE))
        self._typed.timeout.connect(self._refer)
        for changed in (self.ask.textChanged, self.translated.textChanged, self.to.editTextChanged):
            changed.connect(lambda _text: self._typed.start())
        self.today.clicked.connect(self.presenter.leave_copy)
        self.ledger.again.connect(self.presenter.show_copy)
        self.ledger.given.connect(self.presenter.given_to)
        self.print.clicked.connect(self.print_now)
        self.view.wanted.connect(self._paint)
        shortcut = QShortcut(QKeySequence("Ctrl+P"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.print_now)

    def _refer(self) -> None:
        self.presenter.refer(self.to.currentText(), self.ask.text(), self.translated.text())

    def _go(self, name: str) -> None:
        if name == "households":
            self._context.navigate.open("households")
        else:
            self.presenter.back()

    # — showing —

    def _refresh(self) -> None:
        state, wish = self.presenter.state, self.presenter.wish
        if state.family is None:
            return
        name = _("Famiglia {name}").format(name=state.family.name)
        self.crumbs.set([("households", _("Famiglie")), ("household", name), ("papers", _("Fogli"))])
        self.title.setText(_("Fogli della famiglia {name}").format(name=state.family.name))
        self._show_choices()
        self.fault.set_fact(state.fault)
        self.fault.setVisible(bool(state.fault))
        lacking = state.paper.missing if state.paper else 0
        words = n_(
            "{n} riga senza traduzione: sul foglio è segnata.",
            "{n} righe senza traduzione: sul foglio sono segnate.",
            lacking,
        )
        self.missing.set_fact(words.format(n=lacking))
        self.missing.setVisible(lacking > 0)
        self.copy.set_fact(self.presenter.copy_words())
        for part in (self.copy, self.today):
            part.setVisible(state.copy is not None)
        self.print.set_words(self.presenter.print_words())
        self.print.setEnabled(state.paper is not None)
        self.referral.setVisible(wish.kind is Kind.REFERRAL and state.copy is None)
        told = ", ".join(state.told)
        self.told.setText(_("La lettera nomina solo chi ha detto sì: {names}.").format(names=told) if told else "")
        self.told.setVisible(bool(told))
        self.ledger.show_state()
        if state.pages != self._pages:
            self._pages = state.pages
            self._paint(self.view.page_width())

    def _show_choices(self) -> None:
        presenter, wish = self.presenter, self.presenter.wish
        kinds = [(kind.value, kind_words(kind)) for kind in presenter.kinds()]
        if self.kind.count() != len(kinds):
            self.kind.set_options(kinds)
        copy = self.presenter.state.paper if self.presenter.state.copy else None
        self.kind.set_value(copy.kind.value if copy else wish.kind.value)
        languages = presenter.languages()
        if [code for code, _words in languages] != [self.language.itemData(n) for n in range(self.language.count())]:
            self.language.set_options(languages)
        self.language.set_value(presenter.language)
        self.size_of_print.set_value(LARGE if (copy.facts.large if copy else wish.large) else NORMAL)
        self.translated_frame.setVisible(presenter.language != "it")
        if self.to.count() == 0:
            self.to.set_options([(name, name) for name in presenter.partners()])
            self.to.setEditText("")

    def _paint(self, width: int) -> None:
        pages = self._pages
        if not pages:
            self.view.show_pages([])
            return
        self._context.run.run(lambda: (pages, page_pictures(pages, width)), self._have_pages)

    def _have_pages(self, found: tuple[bytes, list[QImage]]) -> None:
        pages, pictures = found
        if pages == self._pages:
            self.view.show_pages(pictures)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= px(SIDE_BY_SIDE_FROM)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._halves.direction() != way:
            self._halves.setDirection(way)
            self._halves.setStretch(0, 42 if beside else 60)
            self._halves.setStretch(1, 58 if beside else 40)

    # — printing —

    def print_now(self) -> None:
        """On the printer of the last time; the system's window where none was chosen."""
        paper, pages = self.presenter.state.paper, self.presenter.state.pages
        if paper is None or not pages:
            return
        sheet = Sheet(pages, self.presenter.recording(paper))
        self._press.print(
            [sheet],
            job_for(self.printers.choice, self.print_dialog),
            self.presenter.printed_words(paper),
            lambda _out: self.presenter.read_again(),
            self.print,
        )
