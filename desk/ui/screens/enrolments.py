"""Lists: choose a file, see how far it is, what became of each row, and what somebody must look at."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desk.db.changes import Changes
from desk.i18n import _, n_
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
from desk.ui.widgets.text import label

MOST_REJECTED = 30


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
        self.far.setMinimumWidth(px(170))
        self.stop = Button(_("Ferma"), "outlined", "close", size="small")
        self.fault = Alert("", kind="danger")
        self.save = Button(_("Salva le righe scartate"), "outlined", "download", size="small")
        self.told = label("", "text", wrap=True)
        self.decide = Button(_("Decidi"), "outlined", "reconcile", size="small")
        self.decide.clicked.connect(self.presenter.decide)
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
        kinds = QWidget()
        self._waiting = FlowLayout(10)
        kinds.setLayout(self._waiting)
        self.review.body.addWidget(kinds)
        self.review.body.addWidget(self.decide, 0, Qt.AlignmentFlag.AlignLeading)
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
        far = _("{done} famiglie su {total}").format(done=presenter.done, total=presenter.total)
        self.far.setText(far if presenter.total else _("Leggo il file…"))
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
        self._show_waiting()

    def _show_waiting(self) -> None:
        empty(self._waiting)
        words = self.presenter.to_decide()
        self.decide.setVisible(bool(words))
        if not words:
            self._waiting.addWidget(label(_("Non c'è nulla da rivedere."), "second", "muted"))
        for each in words:
            self._waiting.addWidget(Tag(each, "warning"))

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
