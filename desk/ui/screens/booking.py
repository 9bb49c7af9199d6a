"""Booking: what is needed at the left, the best free times at the right, one click takes one."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desk.db.changes import Changes
from desk.i18n import _
from desk.office.appointments.nothing_free import Remedy
from desk.ui.presenters.booking import BookingPresenter, nothing_words
from desk.ui.presenters.context import ScreenContext
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.agenda.slot_card import SlotCard
from desk.ui.widgets.agenda.wish_form import WishForm
from desk.ui.widgets.breadcrumb import Breadcrumb
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.card import Card, DashedCard
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.text import label

SIDE_BY_SIDE_FROM = 900


class BookingScreen(QWidget):
    """Facts: household; the appointment where one is moved; the screen to `come_from` and go back to."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.presenter = BookingPresenter(context, self._refresh)
        self.crumbs = Breadcrumb([("households", _("Famiglie")), ("household", ""), ("booking", "")])
        self.crumbs.chosen.connect(
            lambda name: context.navigate.open("households") if name == "households" else self.presenter.back()
        )
        self.title = label("", "page-title", wrap=True)
        self.form = WishForm(context, self.presenter, across=True)
        self.service = self.form.service
        self.remedies: list[Button] = []
        self.list_it = Button(_("Mettila in lista d'attesa"), "quiet", "clock", size="small")
        self.ask_only = Button(_("Segna solo la richiesta"), "quiet", "pencil", size="small")
        self.cards: list[SlotCard] = []
        self._build()
        self._connect()

    def show_facts(self, **facts: str) -> None:
        if facts.get("household"):
            self.presenter.come_from = facts.get("come_from", "household")
            self.presenter.show(facts["household"], facts.get("appointment", ""))
            self.service.setFocus()

    def on_changes(self, changes: Changes) -> None:
        self.presenter.on_changes(changes)

    def _build(self) -> None:
        wish = Card(_("Che cosa serve"), "checklist")
        wish.body.addWidget(self.form)
        wish.body.addStretch(1)
        found = QVBoxLayout()
        found.setSpacing(px(10))
        self.said = label("", "second", "muted", wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(px(10))
        head = QHBoxLayout()
        head.addWidget(label(_("Tempi liberi, il migliore in cima"), "card-title", wrap=True), 1)
        found.addLayout(head)
        found.addWidget(self.said)
        found.addLayout(self._list)
        self._instead = QWidget()
        instead = FlowLayout(px(8))
        self._instead.setLayout(instead)
        for button in (self.list_it, self.ask_only):
            instead.addWidget(button)
        found.addWidget(self._instead)
        found.addStretch(1)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(tokens.CARD_GAP)
        self._halves.addWidget(wish, 38, Qt.AlignmentFlag.AlignTop)
        self._halves.addLayout(found, 62)
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(tokens.PAGE_MARGIN, px(8), tokens.PAGE_MARGIN, tokens.PAGE_MARGIN)
        column.setSpacing(tokens.CARD_GAP)
        column.addWidget(self.crumbs)
        column.addWidget(self.title)
        column.addLayout(self._halves, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _connect(self) -> None:
        self.list_it.clicked.connect(lambda: self.presenter.wait(listed=True))
        self.ask_only.clicked.connect(lambda: self.presenter.wait(listed=False))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        across = self.width() >= px(SIDE_BY_SIDE_FROM)
        self._halves.setDirection(QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom)

    # — showing —

    def _refresh(self) -> None:
        facts = self.presenter.facts
        self.said.setText(self._sentence())
        self.said.setVisible(bool(self._sentence()))
        self._show_slots()
        if facts is None:
            return
        self.crumbs.set([("households", _("Famiglie")), ("household", facts.name), ("booking", _("Appuntamento"))])
        self.title.setText(self.presenter.heading())
        self.form.show_wish(facts)
        self.list_it.setVisible(facts.awaited is None)
        self.ask_only.setVisible(facts.awaited is None and facts.moving is None)

    def _sentence(self) -> str:
        if self.presenter.searching:
            return _("Cerco…")
        return self.presenter.fault

    def _show_slots(self) -> None:
        slots, instead = self.presenter.slots, self.presenter.remedies
        if [card.slot for card in self.cards] == list(slots) and slots:
            return
        empty(self._list)
        self.cards, self.remedies = [], []
        words = _("Sposta qui") if self.presenter.facts and self.presenter.facts.moving else _("Prenota")
        for place, slot in enumerate(slots):
            card = SlotCard(slot, words, best=place == 0)
            card.taken.connect(partial(self.presenter.take, slot))
            self._list.addWidget(card)
            self.cards.append(card)
        if not slots and not self.presenter.searching and not self.presenter.fault and self.presenter.facts:
            nothing = DashedCard()
            nothing.body.addWidget(label(nothing_words(), "second", wrap=True))
            self._list.addWidget(nothing)
        if instead:
            self._list.addWidget(label(_("Che cosa libera un posto"), "strong", wrap=True))
        for remedy in instead:
            button = Button(remedy.words, "outlined", "next")
            button.clicked.connect(partial(self._take_remedy, remedy))
            self._list.addWidget(button)
            self.remedies.append(button)

    def _take_remedy(self, remedy: Remedy, _on: bool = False) -> None:
        self.presenter.remedy(remedy)
