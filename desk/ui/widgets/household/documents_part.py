"""The papers of a family: what is missing, what was shown or copied, until when; copies come by drop or choice."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desk.i18n import _
from desk.office.household.details import DocumentLine
from desk.office.household.documents import COPIED, PRESENT, SHOWN, document_kinds
from desk.office.household.page import HouseholdPage
from desk.ui.presenters.copies import CopiesPresenter
from desk.ui.presenters.household import HouseholdPresenter
from desk.ui.presenters.scans import ScansPresenter
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.alert import Alert
from desk.ui.widgets.buttons import Button, IconButton
from desk.ui.widgets.card import Card
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.date_field import DateField
from desk.ui.widgets.edits import LineEdit
from desk.ui.widgets.empty import EmptyState
from desk.ui.widgets.household.lists import Part
from desk.ui.widgets.household.overview import document_words
from desk.ui.widgets.household.scan_card import ScanCard
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.papers.paper_row import Action, DropFrame, PaperRow
from desk.ui.widgets.segmented import Segmented
from desk.ui.widgets.text import IconLabel, label, line

STATE_ACTION = 1
"""«Consegnato» or «Manca», the one as wide as the other."""
FILTER = "*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.webp *.bmp"


def choose_files(parent: QWidget) -> list[str]:
    """The system's own window for choosing files."""
    chosen, _kind = QFileDialog.getOpenFileNames(parent, _("Scegli foto o PDF"), "", FILTER)
    return chosen


class DocumentsPart(Part):
    """Each paper with what the office has of it; a file dropped on it becomes its copy. `opened(copy, title)`."""

    opened = Signal(object, str)

    def __init__(self, presenter: HouseholdPresenter, copies: CopiesPresenter, scans: ScansPresenter) -> None:
        super().__init__()
        self._presenter, self.copies, self.scans = presenter, copies, scans
        copies.kept = scans.hear
        self.scan_card: ScanCard | None = None
        self.ask: Button | None = None
        self.rows: dict[str, PaperRow] = {}
        self.zone: DropFrame | None = None
        self._card: Card | None = None
        self._family = ""
        self._today = presenter.today
        self._told, self._list = QVBoxLayout(), QVBoxLayout()

    def show_page(self, page: HouseholdPage) -> None:
        if self.holds(page):
            return
        self._today = page.today
        if self._card is None or page.id != self._family:
            self._build(page)
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        self._fill(page)
        self.scans.look()
        self.show_copying()

    def _build(self, page: HouseholdPage) -> None:
        """What stays while papers come and go."""
        self.clear()
        self.rows, self._family = {}, page.id
        self.scan_card = ScanCard(self.scans, page.today) if self._presenter.may_edit else None
        card = self._card = Card(_("Documenti"), "document")
        if self.scan_card is not None:
            self.scan_card.wanted.connect(lambda path: self._ask_whose(card, [path]))
            self.column.addWidget(self.scan_card)
            self.show_scans()
        self.column.addWidget(card)
        self.column.addStretch(1)
        self._told, self._list = QVBoxLayout(), QVBoxLayout()
        self._list.setSpacing(tokens.STEP)
        card.body.addLayout(self._told)
        self.nothing = EmptyState(_("Qui si vede che cosa serve e che cosa c'è già."), icon="document")
        card.body.addWidget(self.nothing)
        card.body.addLayout(self._list)
        if self._presenter.may_edit:
            self.ask = Button(_("Chiedi un documento"), "outlined", "plus", size="small")
            self.ask.clicked.connect(lambda: self._open_ask(card))
            card.head.addWidget(self.ask)
            card.body.addSpacing(px(8))
            card.body.addWidget(self._zone(card))

    def _fill(self, page: HouseholdPage) -> None:
        """Only papers that are other are made anew: ten rows with all their buttons take longer than a frame."""
        assert self._card is not None
        known, self.rows = self.rows, {}
        while (item := self._list.takeAt(0)) is not None:
            part = item.widget()
            if part is not None and not isinstance(part, PaperRow):
                part.hide()
                part.deleteLater()
        for place, document in enumerate(page.documents):
            if place:
                self._list.addWidget(line())
            row = known.pop(document.id, None)
            if row is not None and (row.document, row.today) != (document, page.today):
                known[document.id], row = row, None
            self.rows[document.id] = row = row or self._row(self._card, document)
            self._list.addWidget(row)
        for old in known.values():
            old.hide()
            old.deleteLater()
        self.nothing.setVisible(not page.documents)
        second = max((row.width_of_action(STATE_ACTION) for row in self.rows.values()), default=0)
        for row in self.rows.values():
            row.align_action(STATE_ACTION, second)
        widest = max((row.actions_width() for row in self.rows.values()), default=0)
        for row in self.rows.values():
            row.set_actions_width(widest)

    def show_scans(self) -> None:
        """Something came into the scanner's folder, or went."""
        if self.scan_card is not None:
            self.scan_card.show_files()

    def show_copying(self) -> None:
        """A file that is being taken, or why one was not."""
        if self._card is None:
            return
        empty(self._told)
        if self.copies.busy:
            self._told.addWidget(Alert(self.copies.busy, icon="upload"))
        for fault in self.copies.faults:
            told = Alert(fault, kind="danger")
            away = IconButton("close", _("Ho letto"), size=16)
            away.clicked.connect(self.copies.dismiss)
            told.end.addWidget(away)
            self._told.addWidget(told)

    # — one paper —

    def _row(self, card: Card, document: DocumentLine) -> PaperRow:
        actions: list[Action] = [
            (_("Allega una copia"), "camera", partial(self._choose, document.id)),
            (_("Manca"), "", partial(self._presenter.mark_missing, document.id))
            if document.state == PRESENT
            else (_("Consegnato"), "", partial(self._open_receive, card, document)),
            (_("Scadenza"), "", partial(self._open_expiry, card, document)),
            (_("Togli"), "", partial(self._presenter.drop_document, document.id)),
        ]
        made = PaperRow(document, self._today, actions if self._presenter.may_edit else ())
        made.opened.connect(self.opened)
        made.dropped.connect(partial(self.copies.take_for, document.id))
        return made

    def _choose(self, paper: str) -> None:
        self.copies.take_for(paper, choose_files(self))

    def _open_receive(self, card: Card, document: DocumentLine) -> None:
        how = Segmented([(SHOWN, _("Solo mostrato")), (COPIED, _("Copia in cartella"))])
        how.set_value(SHOWN)
        self.open_form(
            card,
            _("{title}: consegnato").format(title=document.title),
            [("how", _("Che cosa teniamo"), how), ("expires", _("Scade il (se scade)"), DateField(self._today))],
            _("Consegnato"),
            lambda facts, failed: self._presenter.receive_document(document.id, facts, failed),
        )

    def _open_expiry(self, card: Card, document: DocumentLine) -> None:
        until = DateField(self._today)
        until.set_value(document.expires)
        self.open_form(
            card,
            _("{title}: fino a quando vale").format(title=document.title),
            [("expires", _("Scade il (vuoto: non scade)"), until)],
            _("Salva"),
            lambda facts, failed: self._presenter.set_expiry(document.id, facts, failed),
        )

    def _open_ask(self, card: Card) -> None:
        kind = ComboBox([(code, words) for code, words in document_kinds().items()])
        other = LineEdit(_("se non è nell'elenco"))
        self.open_form(
            card,
            _("Che cosa serve?"),
            [("kind", _("Documento"), kind), ("other", _("Altro"), other), ("person", _("Di chi"), self._whose())],
            _("Chiedi"),
            lambda facts, failed: self._presenter.ask_document(
                facts["other"] or facts["kind"] or "", facts["person"] or None, failed
            ),
        )

    # — files without a paper yet —

    def _zone(self, card: Card) -> DropFrame:
        self.zone = made = DropFrame("dashed")
        row = QHBoxLayout(made)
        row.setContentsMargins(px(16), px(12), px(16), px(12))
        row.setSpacing(px(10))
        row.addWidget(IconLabel("upload", tokens.MUTED))
        words = _("Trascina una foto o un PDF su un documento qui sopra, oppure qui se non è ancora nell'elenco.")
        row.addWidget(label(words, "second", "muted", wrap=True), 1)
        choose = Button(_("Scegli un file"), "outlined", size="small")
        choose.clicked.connect(lambda: self._ask_whose(card, choose_files(self)))
        row.addWidget(choose)
        made.dropped.connect(partial(self._ask_whose, card))
        return made

    def _ask_whose(self, card: Card, paths: Sequence[str]) -> None:
        """Of which paper are these files?"""
        page = self._page
        if not paths or page is None:
            return
        listed = {(line.kind, line.person): line for line in page.documents}
        kinds = [(line.id, document_words(line)) for line in listed.values()]
        more = [(f"+{code}", words) for code, words in document_kinds().items() if (code, None) not in listed]
        paper = ComboBox([*kinds, *more])
        household = page.id

        def save(facts: dict[str, str | None], failed: object) -> None:
            chosen = facts["paper"] or ""
            if not chosen:
                assert self.form is not None
                self.form.fail(_("Scegli di quale documento è la copia."))
                return
            self.close_form()
            if chosen.startswith("+"):
                self.copies.take_as(household, chosen[1:], facts["person"] or None, paths)
            else:
                self.copies.take_for(chosen, paths)

        self.open_form(
            card,
            _("Di quale documento è la copia?"),
            [("paper", _("Documento"), paper), ("person", _("Di chi, se è nuovo"), self._whose())],
            _("Allega"),
            save,
        )

    def _whose(self) -> ComboBox:
        members = self._page.members if self._page is not None else ()
        made = ComboBox([("", _("di tutta la famiglia"))] + [(each.person, each.name) for each in members])
        made.set_value("")
        return made
