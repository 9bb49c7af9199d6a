"""To reconcile: the list at the left, both values side by side, one click or one key keeps one."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desk.db.changes import Changes
from desk.i18n import _
from desk.office.reconcile import Clash, Wrote
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.reconcile import ReconcilePresenter
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.card import Card
from desk.ui.widgets.edits import LineEdit
from desk.ui.widgets.empty import EmptyState
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.tag import Tag
from desk.ui.widgets.text import IconLabel, label, line

SIDE_BY_SIDE_FROM = 760
LIST_WIDTH = 280
KEYS = 2


class ReconcileScreen(QWidget):
    """Keys 1 and 2 keep the value at the left or the right."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.presenter = ReconcilePresenter(context, self._refresh)
        self.keep_buttons: list[Button] = []
        self.rows: list[Button] = []
        self.title = label("", "page-title", wrap=True)
        self.family = Button("", "quiet", "households", size="small")
        self.family.clicked.connect(self.presenter.open_home)
        self.before = label("", "text", "muted", wrap=True)
        self.other = LineEdit(_("Un altro valore"))
        self.other.setAccessibleName(_("Un altro valore"))
        self.other.returnPressed.connect(lambda: self.presenter.write(self.other.text()))
        self.write = Button(_("Scrivi un altro valore"), "neutral", "pencil")
        self.write.clicked.connect(lambda: self.presenter.write(self.other.text()))
        self.nothing = EmptyState(_("Non c'è nulla da riconciliare."), icon="done")
        self._build()
        for number in range(KEYS):
            shortcut = QShortcut(QKeySequence(str(number + 1)), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.presenter.keep, number))

    def show_facts(self, **facts: str) -> None:
        self.presenter.show()

    def on_changes(self, changes: Changes) -> None:
        self.presenter.on_changes(changes)

    def _build(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(px(8))
        side.addWidget(label(_("Da riconciliare"), "page-title", wrap=True))
        side.addWidget(
            label(_("Due persone hanno scritto la stessa cosa senza vedersi. Nulla è perso."), "second", wrap=True)
        )
        side.addWidget(line())
        self._list = QVBoxLayout()
        self._list.setSpacing(px(6))
        side.addLayout(self._list)
        side.addStretch(1)
        left = QWidget()
        left.setLayout(side)
        left.setMaximumWidth(px(LIST_WIDTH))
        self._values = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._values.setSpacing(tokens.CARD_GAP)
        self._neither = Card(_("Nessuno dei due è giusto?"), "pencil")
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(self.other, 1)
        row.addWidget(self.write)
        self._neither.body.addLayout(row)
        right = QVBoxLayout()
        right.setSpacing(px(12))
        right.addWidget(self.family, 0, Qt.AlignmentFlag.AlignLeading)
        right.addWidget(self.title)
        right.addWidget(self.before)
        right.addLayout(self._values)
        right.addWidget(self._neither)
        right.addWidget(self.nothing)
        right.addStretch(1)
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._halves.setContentsMargins(tokens.PAGE_MARGIN, px(16), tokens.PAGE_MARGIN, tokens.PAGE_MARGIN)
        self._halves.setSpacing(px(24))
        self._halves.addWidget(left, 0, Qt.AlignmentFlag.AlignTop)
        self._halves.addLayout(right, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= px(SIDE_BY_SIDE_FROM)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(across if wide else down)
        self._values.setDirection(across if wide else down)

    def _refresh(self) -> None:
        clash = self.presenter.clash()
        self._show_list()
        empty(self._values)
        self.keep_buttons = []
        for part in (self.title, self.before, self.family):
            part.setVisible(clash is not None)
        self._neither.setVisible(clash is not None and self.presenter.may_write())
        self.nothing.setVisible(clash is None)
        if clash is None:
            return
        self.family.set_words(clash.family)
        self.family.setVisible(bool(clash.family) and self.presenter.may_open)
        self.title.setText(clash.what)
        self.before.setText(self._before(clash))
        for place, wrote in enumerate(clash.values):
            self._values.addWidget(self._value(wrote, place), 1)
        self.other.clear()

    def _before(self, clash: Clash) -> str:
        if clash.before is None:
            return _("Prima non c'era nulla.")
        told = clash.before
        return _("Prima c'era {value} · {who} · {when}").format(
            value=told.words, who=told.who, when=self.presenter.when(told)
        )

    def _show_list(self) -> None:
        empty(self._list)
        self.rows = []
        for clash in self.presenter.clashes:
            words = " · ".join(filter(None, (clash.family, clash.what)))
            row = Button(words, "outlined" if clash.key == self.presenter.chosen else "neutral", size="small")
            row.clicked.connect(partial(self.presenter.choose, clash.key))
            self._list.addWidget(row)
            self.rows.append(row)

    def _value(self, wrote: Wrote, place: int) -> Card:
        card = Card(_("Valore di {who}").format(who=wrote.who), "person")
        if place == 0:
            card.head.addWidget(Tag(_("intanto si vede questo"), "info", "eye"))
        card.body.addWidget(label(wrote.words, "page-title", wrap=True))
        for icon, words in (("clock", self.presenter.when(wrote)), ("computer", wrote.machine)):
            row = QHBoxLayout()
            row.setSpacing(px(8))
            row.addWidget(IconLabel(icon, tokens.MUTED, 18))
            row.addWidget(label(words, "second", wrap=True), 1)
            card.body.addLayout(row)
        keep = Button(_("Tieni questo"), "outlined", "check")
        keep.setAccessibleName(_("Tieni {value}, di {who}").format(value=wrote.words, who=wrote.who))
        keep.clicked.connect(partial(self.presenter.keep, place))
        card.body.addWidget(keep)
        self.keep_buttons.append(keep)
        return card
