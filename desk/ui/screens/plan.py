"""The plan: written with the family at the left, the sheet it takes home at the right."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QBoxLayout, QComboBox, QDialog, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desk.db.changes import Changes
from desk.domain.languages import language_name
from desk.i18n import _, n_
from desk.office.plan import CommitmentLine, ObjectiveLine, ResultLine
from desk.office.plan_sheet import PlanSheet, dimensions
from desk.ui.pdf_pages import page_pictures, print_pages
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.plan import PlanPresenter
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.avatar import Avatar
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.card import Card
from desk.ui.widgets.plan_rows import CommitmentHeads, CommitmentRow, ResultRow
from desk.ui.widgets.sheet_view import SheetView
from desk.ui.widgets.tag import Chip, Tag
from desk.ui.widgets.text import IconLabel, label, line

DIMENSION_ICONS = {
    "work": "work",
    "housing": "home",
    "children": "school",
    "study": "school",
    "health": "health",
    "networks": "households",
    "economy": "money",
    "care": "heart",
    "documents": "document",
}
SIDE_BY_SIDE_FROM = 1100
SHEET_SHARE = 42


class PlanScreen(QWidget):
    """`print_dialog` may be replaced in tests: it gets the printer and says whether to print."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.presenter = PlanPresenter(context, self._refresh, self._sheet_changed)
        self._context = context
        self.print_dialog = self._ask_printer
        self.objectives: list[Card] = []
        self.rows: dict[str, ResultRow | CommitmentRow] = {}
        self._shown_sheet: PlanSheet | None = None
        self._build()

    # — what the window asks —

    def show_facts(self, **facts: str) -> None:
        if facts.get("household"):
            self.presenter.show(facts["household"])

    def on_changes(self, changes: Changes) -> None:
        self.presenter.on_changes(changes)

    def leave(self) -> None:
        """Take over what is typed in the field that has the focus."""
        inside = self.focusWidget()
        if isinstance(inside, QLineEdit):
            inside.editingFinished.emit()

    # — building —

    def _build(self) -> None:
        self.face = Avatar("?", size=40)
        self.family = label("", "card-title")
        self.due = label("", "second")
        self.saved = Chip("", "success", "check")
        header = QWidget()
        header.setProperty("kind", "white")
        top = QHBoxLayout(header)
        top.setContentsMargins(tokens.PAGE_MARGIN, 10, tokens.PAGE_MARGIN, 10)
        top.setSpacing(14)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.family)
        words.addWidget(self.due)
        self.back = Button(_("Scheda"), "quiet", "back", size="small")
        self.back.clicked.connect(lambda: self._context.navigate.open("household", household=self.presenter.household))
        top.addWidget(self.face)
        top.addLayout(words, 1)
        top.addWidget(self.back)
        top.addWidget(self.saved)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(0)
        self._halves.addWidget(self._build_editor(), 100 - SHEET_SHARE)
        self._halves.addWidget(self._build_sheet(), SHEET_SHARE)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(header)
        whole.addWidget(line())
        whole.addLayout(self._halves, 1)

    def _build_editor(self) -> QWidget:
        self.version = Tag("")
        self.sign = Button(_("Firmato oggi"), "neutral", "pencil")
        self.sign.clicked.connect(self.presenter.sign)
        self.renew = Button(_("Nuova versione"), "outlined", "plus")
        self.renew.clicked.connect(self.presenter.next_version)
        self.add = Button(_("Obiettivo"), "outlined", "plus")
        self.add.clicked.connect(self._open_new_objective)
        title = QHBoxLayout()
        title.setSpacing(12)
        title.addWidget(label(_("Piano della famiglia"), "page-title"))
        title.addWidget(self.version)
        title.addStretch(1)
        for button in (self.sign, self.renew, self.add):
            title.addWidget(button)
        self.new_objective = self._build_new_objective()
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self.foot = label("", "second", wrap=True)
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(tokens.PAGE_MARGIN, 16, tokens.PAGE_MARGIN, 16)
        column.setSpacing(12)
        column.addLayout(title)
        column.addWidget(self.new_objective)
        column.addLayout(self._cards)
        column.addWidget(self.foot)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        return area

    def _build_new_objective(self) -> QWidget:
        card = Card(_("Nuovo obiettivo"), "flag")
        self.dimension = QComboBox()
        self.dimension.setAccessibleName(_("Area dell'obiettivo"))
        for code, word in dimensions().items():
            self.dimension.addItem(_(word), code)
        self.objective_text = QLineEdit()
        self.objective_text.setPlaceholderText(_("Che cosa vuole ottenere la famiglia, con parole sue"))
        self.objective_text.setAccessibleName(_("Obiettivo"))
        self.objective_text.returnPressed.connect(self._add_objective)
        done = Button(_("Aggiungi"), "outlined")
        done.clicked.connect(self._add_objective)
        row = QHBoxLayout()
        row.setSpacing(tokens.STEP)
        row.addWidget(self.dimension)
        row.addWidget(self.objective_text, 1)
        row.addWidget(done)
        card.body.addLayout(row)
        card.hide()
        return card

    def _build_sheet(self) -> QWidget:
        side = QWidget()
        side.setProperty("kind", "desk")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.language = QComboBox()
        self.language.setAccessibleName(_("Lingua del foglio"))
        self.language.activated.connect(lambda: self.presenter.choose_language(str(self.language.currentData())))
        head = QHBoxLayout()
        head.setContentsMargins(tokens.PAGE_MARGIN, 12, tokens.PAGE_MARGIN, 12)
        head.addWidget(label(_("Anteprima A4"), "name"))
        head.addStretch(1)
        head.setSpacing(tokens.STEP)
        head.addWidget(self.language)
        self.whole_page = Button(_("Pagina intera"), "neutral", "eye")
        self.whole_page.setCheckable(True)
        self.whole_page.toggled.connect(self._whole)
        head.addWidget(self.whole_page)
        self.sheet = SheetView()
        self.sheet.wanted.connect(self._paint_pages)
        foot = QWidget()
        foot.setProperty("kind", "white")
        bottom = QHBoxLayout(foot)
        bottom.setContentsMargins(tokens.PAGE_MARGIN, 12, tokens.PAGE_MARGIN, 12)
        self.missing_icon = IconLabel("warning", tokens.WARNING)
        self.missing = label("", "second-strong", "warning", wrap=True)
        self.print = Button("", "primary", "print", key="Ctrl+P")
        self.print.clicked.connect(self.print_now)
        bottom.addWidget(self.missing_icon)
        bottom.addWidget(self.missing, 1)
        bottom.addWidget(self.print)
        column.addLayout(head)
        column.addWidget(self.sheet, 1)
        column.addWidget(foot)
        return side

    # — showing —

    def _refresh(self) -> None:
        state = self.presenter.state
        if state.family is None or state.view is None:
            return
        self.face.set_name(state.family.name)
        self.family.setText(_("Famiglia {name}").format(name=state.family.name))
        self.due.setText(state.family.code)
        self.saved.set(_("Salvato {time}").format(time=state.saved_at), "success", "check")
        draft = state.view.is_draft
        self.version.set(
            _("versione {n} · {state}").format(n=state.view.version, state=_("bozza") if draft else _("firmata")),
            "neutral" if draft else "success",
        )
        self.add.setVisible(draft)
        self.sign.setVisible(draft and bool(state.view.objectives))
        self.renew.setVisible(not draft)
        self._fill_languages()
        self._fill_objectives()
        self._fill_foot()

    def _fill_languages(self) -> None:
        codes = self.presenter.languages()
        if self.language.count() != len(codes):
            self.language.clear()
            for code in codes:
                self.language.addItem(_(language_name(code)).capitalize(), code)
        self.language.setCurrentIndex(codes.index(self.presenter.state.language))
        word = _(language_name(self.presenter.state.language))
        alone = self.presenter.state.language == "it"
        self.print.set_words(
            _("Stampa in italiano") if alone else _("Stampa in {language} e italiano").format(language=word)
        )

    def _fill_objectives(self) -> None:
        focused = self._focused()
        while self._cards.count():
            item = self._cards.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows.clear()
        view = self.presenter.state.view
        self.objectives = [self._card(number, each) for number, each in enumerate(view.objectives, 1)] if view else []
        for card in self.objectives:
            self._cards.addWidget(card)
        if not self.objectives:
            empty = Card()
            empty.body.addWidget(
                label(
                    _("Qui compaiono gli obiettivi. Comincia da quello che preme alla famiglia."),
                    "text",
                    "muted",
                    wrap=True,
                )
            )
            self._cards.addWidget(empty)
        self._focus_again(focused)

    def _card(self, number: int, objective: ObjectiveLine) -> Card:
        fixed = not (self.presenter.state.view and self.presenter.state.view.is_draft)
        icon = DIMENSION_ICONS.get(objective.dimension, "flag")
        card = Card(f"{number} · {objective.title}", icon)
        card.body.setContentsMargins(0, 12, 0, 6)
        card.body.setSpacing(0)
        card.head.setContentsMargins(16, 0, 12, 6)
        card.head.insertWidget(2, Tag(_(dimensions().get(objective.dimension, objective.dimension)).lower()))
        if not fixed:
            remove = Button(_("Togli"), "quiet", size="link")
            remove.setAccessibleName(_("Togli l'obiettivo {n}").format(n=number))
            remove.clicked.connect(lambda: self.presenter.remove("objective", objective.id))
            card.head.addWidget(remove)
        for result in objective.results:
            card.body.addWidget(self._result(result, fixed))
        if objective.commitments:
            card.body.addWidget(CommitmentHeads(self._language_word() != ""))
        for position, commitment in enumerate(objective.commitments):
            if position:
                card.body.addWidget(line())
            card.body.addWidget(self._commitment(commitment, fixed))
        if not fixed:
            card.body.addLayout(self._adders(objective))
        return card

    def _adders(self, objective: ObjectiveLine) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(px(36), 4, 12, 0)
        result = Button(_("Risultato"), "quiet", "plus", size="link")
        result.clicked.connect(lambda: self.presenter.add_result(objective.id, _("Nuovo risultato")))
        commitment = Button(_("Impegno"), "quiet", "plus", size="link")
        commitment.clicked.connect(lambda: self.presenter.add_commitment(objective.id))
        row.addWidget(result)
        row.addWidget(commitment)
        row.addStretch(1)
        return row

    def _language_word(self) -> str:
        language = self.presenter.state.language
        return "" if language == "it" else _(language_name(language))

    def _result(self, result: ResultLine, fixed: bool) -> ResultRow:
        state = self.presenter.state
        row = ResultRow(
            state.numbers.get(result.id, 0),
            result,
            result.translations.get(state.language, ""),
            translated=self.presenter.is_translated(result.text, result.translations),
            language=self._language_word(),
            fixed=fixed,
        )
        self._join(row, "result", result.id)
        return row

    def _commitment(self, commitment: CommitmentLine, fixed: bool) -> CommitmentRow:
        state = self.presenter.state
        row = CommitmentRow(
            state.numbers.get(commitment.id, 0),
            commitment,
            commitment.translations.get(state.language, ""),
            state.helpers,
            translated=self.presenter.is_translated(commitment.text, commitment.translations),
            language=self._language_word(),
            fixed=fixed,
        )
        self._join(row, "commitment", commitment.id)
        row.who_chosen.connect(lambda helper: self.presenter.write_who(commitment, helper))
        row.when_written.connect(lambda typed: self._write_when(row, commitment, typed))
        row.shown_written.connect(lambda text: self.presenter.write("commitment", commitment.id, shown_by=text or None))
        return row

    def _join(self, row: ResultRow | CommitmentRow, table: str, row_id: str) -> None:
        self.rows[row_id] = row
        row.text_written.connect(lambda text: self.presenter.write(table, row_id, text=text.strip()))
        row.translation_written.connect(lambda text: self.presenter.translate(table, row_id, text))
        row.removed.connect(lambda: self.presenter.remove(table, row_id))

    def _write_when(self, row: CommitmentRow, commitment: CommitmentLine, typed: str) -> None:
        if not self.presenter.write_when(commitment, typed):
            row.by.refuse()
            self._context.messages.notify(
                _("«{typed}» non è una data. Scrivi per esempio 1/12/2026 o ogni settimana.").format(typed=typed),
                "warning",
            )

    def _fill_foot(self) -> None:
        state, missing = self.presenter.state, self.presenter.missing
        without = [
            line
            for objective in (state.view.objectives if state.view else ())
            for line in objective.commitments
            if not line.by_date and not line.how_often
        ]
        self.foot.setText(
            n_("{n} impegno senza data.", "{n} impegni senza data.", len(without)).format(n=len(without))
            if without
            else ""
        )
        self.missing.setText(
            n_("{n} riga senza traduzione", "{n} righe senza traduzione", missing).format(n=missing)
            if missing
            else _("Tutte le righe sono tradotte")
            if state.language != "it"
            else ""
        )
        self.missing_icon.setVisible(missing > 0)

    # — the sheet —

    def _sheet_changed(self) -> None:
        self._shown_sheet = self.presenter.state.sheet
        self._paint_pages(self.sheet.page_width())

    def _paint_pages(self, width: int) -> None:
        sheet = self._shown_sheet
        if sheet is not None:
            self._context.run.run(lambda: page_pictures(sheet.pdf, width), self._have_pages)

    def _have_pages(self, pictures: list[QImage]) -> None:
        self.sheet.show_pages(pictures)

    def _whole(self, wide: bool) -> None:
        editor = self._halves.itemAt(0)
        widget = editor.widget() if editor else None
        if widget is not None:
            widget.setVisible(not wide)
        QTimer.singleShot(0, lambda: self._paint_pages(self.sheet.page_width()))

    def print_now(self) -> None:
        """Ask for the printer, print, and keep in the ledger that it went out."""
        sheet = self.presenter.state.sheet
        if sheet is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("TO-Home")
        if self.print_dialog(printer):
            self.print.set_working(_("Stampo…"))
            self._context.run.run(lambda: print_pages(sheet.pdf, printer), lambda _nothing: self._was_printed())

    def _was_printed(self) -> None:
        self.print.set_working(None)
        self.presenter.was_printed()
        self._context.messages.notify(_("Il piano è andato alla stampante."), "success")

    def _ask_printer(self, printer: QPrinter) -> bool:
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(_("Stampa il piano"))
        return dialog.exec() == QDialog.DialogCode.Accepted

    # — small things —

    def _open_new_objective(self) -> None:
        self.new_objective.setVisible(not self.new_objective.isVisible())
        if self.new_objective.isVisible():
            self.objective_text.setFocus()

    def _add_objective(self) -> None:
        text = self.objective_text.text().strip()
        if text:
            self.presenter.add_objective(str(self.dimension.currentData()), text)
            self.objective_text.clear()
            self.new_objective.hide()

    def _focused(self) -> tuple[str, str] | None:
        """Which line and field has the focus, so that a refresh does not take it away."""
        inside = self.focusWidget()
        for row_id, row in self.rows.items():
            for name in ("text", "by", "shown"):
                if inside is not None and getattr(row, name, None) is inside:
                    return row_id, name
        return None

    def _focus_again(self, focused: tuple[str, str] | None) -> None:
        if focused and focused[0] in self.rows:
            getattr(self.rows[focused[0]], focused[1]).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= px(SIDE_BY_SIDE_FROM)
        self._halves.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
