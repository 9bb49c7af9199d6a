"""Sync on a page: what waits, the server, the other computers, what is wrong and what to do about it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desk.db.changes import Changes
from desk.i18n import _
from desk.sync.status import SyncStatus
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.sync import SyncPresenter
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.administration_parts import show_lines
from desk.ui.widgets.alert import Alert
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.card import Card
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.scrolled import Scrolled
from desk.ui.widgets.text import label

SIDE_BY_SIDE_FROM = 860
COUNTED, NAMED = 48, 190
"""Pixels for what comes first in a line: how many, or a computer's name."""


class SyncScreen(QWidget):
    """One primary action: send now."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.presenter = SyncPresenter(context, self._refresh)
        self.waits, self.line, self.machines = (
            Card(title, icon)
            for title, icon in (
                (_("Che cosa aspetta"), "clock"),
                (_("Il collegamento"), "saved"),
                (_("I computer"), "computer"),
            )
        )
        self.send = Button(_("Invia adesso"), "primary", "refresh")
        self.reconcile = Button(_("Vai a scegliere"), "outlined", "reconcile", size="small")
        self.asked = Alert("", kind="warning", icon="reconcile")
        self.enrol = Button(_("Collega a un server"), "neutral", "computer", size="small")
        self._build()
        self.send.clicked.connect(self.presenter.send_now)
        self.reconcile.clicked.connect(lambda: self.presenter.open("reconcile"))
        self.enrol.clicked.connect(lambda: self.presenter.open("administration"))

    def show_facts(self, **facts: str) -> None:
        self.presenter.show()
        if self.send.isVisible():
            self.send.setFocus()

    def on_changes(self, changes: Changes) -> None:
        self.presenter.on_changes(changes)

    def on_sync(self, status: SyncStatus) -> None:
        """The window has heard how a round went."""
        self.presenter.on_sync(status)

    def _build(self) -> None:
        head = QWidget()
        row = FlowLayout(16)
        head.setLayout(row)
        row.addWidget(label(_("Invio e collegamento"), "page-title"))
        row.addWidget(self.send)
        self._top = QVBoxLayout()
        self.asked.end.addWidget(self.reconcile)
        self.asked.hide()
        self._lines: list[QVBoxLayout] = []
        for card in (self.waits, self.line, self.machines):
            lines = QVBoxLayout()
            lines.setSpacing(px(8))
            card.body.addLayout(lines)
            self._lines.append(lines)
        self._waiting = label("", "strong", wrap=True)
        self.waits.body.insertWidget(1, self._waiting)
        self.line.body.addWidget(self.enrol, 0, Qt.AlignmentFlag.AlignLeading)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, cards in ((left, (self.waits, self.machines)), (right, (self.line,))):
            column.setSpacing(tokens.CARD_GAP)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(tokens.CARD_GAP)
        self._columns.addLayout(left, 1)
        self._columns.addLayout(right, 1)
        inside = Scrolled()
        column = QVBoxLayout(inside)
        column.setContentsMargins(tokens.PAGE_MARGIN, px(16), tokens.PAGE_MARGIN, tokens.PAGE_MARGIN)
        column.setSpacing(tokens.CARD_GAP)
        column.addWidget(head)
        column.addLayout(self._top)
        column.addWidget(self.asked)
        column.addLayout(self._columns)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        across = self.width() >= px(SIDE_BY_SIDE_FROM)
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom)

    def _refresh(self) -> None:
        presenter = self.presenter
        self.send.set_working(_("Invio…") if presenter.sending else None)
        facts = presenter.facts
        if facts is None:
            return
        self.send.setVisible(facts.status.enrolled)
        self._show_top()
        self._waiting.setText(presenter.waits())
        waits, line, machines = self._lines
        _show_pairs(waits, [(f"{each.many}", each.words) for each in facts.kinds], COUNTED)
        show_lines(line, presenter.line())
        _show_pairs(machines, presenter.machines(), NAMED)
        self.enrol.setVisible(presenter.may_enrol)

    def _show_top(self) -> None:
        """What is, then what to do; below it what waits for a choice."""
        empty(self._top)
        chip = self.presenter.told()
        self._top.addWidget(Alert(chip.text, self.presenter.said(), self.presenter.tone()))
        words = self.presenter.conflicts()
        self.asked.set_fact(words)
        self.asked.setVisible(bool(words))


def _show_pairs(rows: QVBoxLayout, pairs: list[tuple[str, str]], width: int) -> None:
    """What counts first, strong; long names go on below."""
    empty(rows)
    for first, then in pairs:
        row = QHBoxLayout()
        row.setSpacing(px(12))
        head = label(first, "strong", wrap=True)
        head.setFixedWidth(px(width))
        row.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(then, "text", wrap=True), 1)
        rows.addLayout(row)
