"""Lists: choose a file, see how far it is, what became of each row, and what somebody must look at."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desk.db.changes import Changes
from desk.i18n import _, n_
from desk.office.enrolment.reviews import ReviewLine
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.enrolments import EnrolmentsPresenter
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.alert import Alert
from desk.ui.widgets.bars import ThinBar
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.card import Card
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.tag import Tag
from desk.ui.widgets.text import label, line

MOST_REJECTED, MOST_REVIEWS = 30, 60


class EnrolmentsScreen(QWidget):
    """`ask_file` and `ask_target` may be replaced in tests: they give a path, or None."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.presenter = EnrolmentsPresenter(context, self._refresh)
        self.ask_file: Callable[[], Path | None] = self._choose_file
        self.ask_target: Callable[[], Path | None] = self._choose_target
        self.choose = Button(_("Scegli il file"), "primary", "upload")
        self.bar = ThinBar()
        self.far = label("", "second")
        self.stop = Button(_("Ferma"), "outlined", "close", size="small")
        self.fault = Alert("", kind="danger")
        self.save = Button(_("Salva le righe scartate"), "outlined", "download", size="small")
        self.told = label("", "text", wrap=True)
        self.seen_buttons: list[Button] = []
        self._build()
        self.choose.clicked.connect(self._start)
        self.stop.clicked.connect(self.presenter.cancel)
        self.save.clicked.connect(self._save)

    def show_facts(self, **facts: str) -> None:
        self.presenter.show()

    def on_changes(self, changes: Changes) -> None:
        self.presenter.on_changes(changes)

    def _build(self) -> None:
        card = Card(_("Importa un elenco"), "upload")
        words = _("Un file .csv o .xlsx con una riga per persona. Importarlo due volte non cambia nulla.")
        card.body.addWidget(label(words, "second", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self.choose)
        row.addWidget(self.bar, 1)
        row.addWidget(self.far)
        row.addWidget(self.stop)
        row.addStretch(0)
        card.body.addLayout(row)
        card.body.addWidget(self.fault)
        card.body.addWidget(self.told)
        tags = QWidget()
        self._tags = FlowLayout(10)
        tags.setLayout(self._tags)
        card.body.addWidget(tags)
        self._rejected = QVBoxLayout()
        card.body.addLayout(self._rejected)
        card.body.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeading)
        self.review = Card(_("Da rivedere"), "eye")
        self._reviews = QVBoxLayout()
        self._reviews.setSpacing(px(8))
        self.review.body.addLayout(self._reviews)
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(tokens.PAGE_MARGIN, px(16), tokens.PAGE_MARGIN, tokens.PAGE_MARGIN)
        column.setSpacing(tokens.CARD_GAP)
        column.addWidget(label(_("Elenchi"), "page-title"))
        column.addWidget(card)
        column.addWidget(self.review)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        for part in (self.bar, self.far, self.stop, self.fault, self.told, self.save):
            part.hide()

    # — showing —

    def _refresh(self) -> None:
        presenter, report = self.presenter, self.presenter.report
        self.choose.setEnabled(not presenter.running)
        for part in (self.bar, self.far, self.stop):
            part.setVisible(presenter.running)
        self.bar.set(presenter.done, max(1, presenter.total))
        self.far.setText(_("{done} famiglie su {total}").format(done=presenter.done, total=presenter.total))
        self.fault.fact.setText(presenter.fault)
        self.fault.setVisible(bool(presenter.fault))
        if presenter.running:
            return
        self.told.setVisible(report is not None)
        self.save.setVisible(report is not None and bool(report.rejected))
        empty(self._tags)
        empty(self._rejected)
        if report is not None:
            text = n_("{n} riga letta", "{n} righe lette", report.rows).format(n=report.rows)
            homes = n_("{n} famiglia nuova", "{n} famiglie nuove", report.households).format(n=report.households)
            stopped = " · " + _("fermato: importa di nuovo per continuare") if report.stopped else ""
            self.told.setText(f"{text} · {homes}{stopped}")
            for words, kind in presenter.counts():
                self._tags.addWidget(Tag(words, kind))
            for each in report.rejected[:MOST_REJECTED]:
                said = _("Riga {line}: {reason}").format(line=each.line, reason=each.reason)
                self._rejected.addWidget(label(said, "second", wrap=True))
        self._show_reviews()

    def _show_reviews(self) -> None:
        empty(self._reviews)
        self.seen_buttons = []
        reviews = self.presenter.reviews
        if not reviews:
            self._reviews.addWidget(label(_("Non c'è nulla da rivedere."), "second", "muted", wrap=True))
        for number, each in enumerate(reviews[:MOST_REVIEWS]):
            if number:
                self._reviews.addWidget(line())
            self._reviews.addLayout(self._review(each))
        if len(reviews) > MOST_REVIEWS:
            rest = _("… e altre {n}").format(n=len(reviews) - MOST_REVIEWS)
            self._reviews.addWidget(label(rest, "second", "muted"))

    def _review(self, each: ReviewLine) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(12))
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(label(f"{each.incoming} · {each.protocol}", "strong", wrap=True))
        said.addWidget(label(each.reason, "second", wrap=True))
        row.addLayout(said, 1)
        if each.home and self.presenter.may_open:
            opened = Button(f"{each.family} {each.code}", "quiet", "households", size="small")
            opened.clicked.connect(partial(self.presenter.open_home, each.home))
            row.addWidget(opened)
        seen = Button(_("Visto"), "outlined", "check", size="small")
        seen.setAccessibleName(f"{_('Visto')}: {each.incoming}")
        seen.clicked.connect(partial(self.presenter.seen, each.id))
        self.seen_buttons.append(seen)
        row.addWidget(seen)
        return row

    # — what the person does —

    def _start(self) -> None:
        path = self.ask_file()
        if path is not None:
            self.presenter.start(path)

    def _save(self) -> None:
        path = self.ask_target()
        if path is not None:
            self.presenter.save_rejected(path)

    def _choose_file(self) -> Path | None:
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Scegli il file"), "", "*.csv *.xlsx")
        return Path(chosen) if chosen else None

    def _choose_target(self) -> Path | None:
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Salva le righe scartate"), "", "*.csv")
        return Path(chosen) if chosen else None
