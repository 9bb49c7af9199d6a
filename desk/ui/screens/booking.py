"""Booking: what is needed at the left, the best free times at the right, one click takes one."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desk.catalogue.services import load_services
from desk.db.changes import Changes
from desk.domain.languages import language_name
from desk.i18n import _, n_
from desk.office.booking_facts import BookingFacts, bookable_services
from desk.ui.presenters.booking import BookingPresenter
from desk.ui.presenters.context import ScreenContext
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.breadcrumb import Breadcrumb
from desk.ui.widgets.card import Card, DashedCard
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.date_field import DateField
from desk.ui.widgets.field import FieldFrame
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.segmented import Segmented
from desk.ui.widgets.slot_card import SlotCard
from desk.ui.widgets.text import label

SIDE_BY_SIDE_FROM = 900
DURATIONS = (15, 30, 45, 60, 90, 120)
BESIDE = ("housing_office", "work")
"""Services of colleagues who may sit at the same table."""


class BookingScreen(QWidget):
    """Facts: household, and the appointment where one is moved."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.presenter = BookingPresenter(context, self._refresh)
        self.crumbs = Breadcrumb([("households", _("Famiglie")), ("household", ""), ("booking", "")])
        self.crumbs.chosen.connect(
            lambda name: context.navigate.open("households") if name == "households" else self.presenter.back()
        )
        self.title = label("", "page-title", wrap=True)
        self.service = ComboBox(bookable_services())
        self.minutes = ComboBox(
            [(str(each), n_("{n} minuto", "{n} minuti", each).format(n=each)) for each in DURATIONS]
        )
        self.who = ComboBox([])
        self.interpreter = Segmented([("yes", _("Sì")), ("no", _("No"))])
        self.beside = ComboBox([("", _("Nessun altro")), *((each, _(load_services()[each].title)) for each in BESIDE)])
        self.not_before = DateField(self.presenter.today)
        self.not_after = DateField(self.presenter.today)
        self.cards: list[SlotCard] = []
        self._build()
        self._connect()

    def show_facts(self, **facts: str) -> None:
        if facts.get("household"):
            self.presenter.show(facts["household"], facts.get("appointment", ""))

    def on_changes(self, changes: Changes) -> None:
        self.presenter.on_changes(changes)

    def _build(self) -> None:
        wish = Card(_("Che cosa serve"), "checklist")
        self.interpreter_frame = FieldFrame(_("Interprete"), self.interpreter)
        self.who_frame = FieldFrame(_("Con chi"), self.who)
        days = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        days.setSpacing(tokens.CARD_GAP)
        days.addWidget(FieldFrame(_("Non prima del"), self.not_before))
        days.addWidget(FieldFrame(_("Non dopo il"), self.not_after))
        wish.body.addWidget(FieldFrame(_("Servizio"), self.service))
        wish.body.addWidget(FieldFrame(_("Durata"), self.minutes))
        wish.body.addWidget(self.who_frame)
        wish.body.addWidget(self.interpreter_frame)
        wish.body.addWidget(FieldFrame(_("Allo stesso tavolo"), self.beside))
        wish.body.addLayout(days)
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
        for control, name in (
            (self.service, _("Servizio")),
            (self.minutes, _("Durata")),
            (self.who, _("Con chi")),
            (self.beside, _("Allo stesso tavolo")),
            (self.not_before, _("Non prima del")),
            (self.not_after, _("Non dopo il")),
        ):
            control.setAccessibleName(name)

    def _connect(self) -> None:
        presenter = self.presenter
        self.service.activated.connect(lambda _index: presenter.choose_service(self.service.value() or ""))
        self.minutes.activated.connect(lambda _index: presenter.change(minutes=int(self.minutes.value() or 0)))
        self.who.activated.connect(lambda _index: presenter.change(caseworker=self.who.value() or ""))
        self.beside.activated.connect(lambda _index: presenter.change(beside=self.beside.value() or ""))
        self.interpreter.changed.connect(lambda value: presenter.change(interpreter=value == "yes"))
        self.not_before.changed.connect(lambda day: presenter.change(not_before=day))
        self.not_after.changed.connect(lambda day: presenter.change(not_after=day))

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
        self._show_wish(facts)

    def _show_wish(self, facts: BookingFacts) -> None:
        wish = self.presenter.wish
        self.service.set_value(wish.service)
        self.service.setEnabled(facts.moving is None)
        self.minutes.set_value(str(wish.minutes))
        self.who.set_options([("", _("Chi è libero, meglio lo stesso")), *facts.workers.get(wish.service, ())])
        self.who.set_value(wish.caseworker)
        self.beside.set_value(wish.beside)
        self.beside.setEnabled(facts.moving is None)
        self.interpreter.set_value("yes" if wish.interpreter else "no")
        self.interpreter_frame.setVisible(facts.language != "it")
        self.interpreter_frame.set_help(
            _("La famiglia parla {language}.").format(language=_(language_name(facts.language)))
        )
        if self.not_before.value() != wish.not_before:
            self.not_before.set_value(wish.not_before)
        if self.not_after.value() != wish.not_after:
            self.not_after.set_value(wish.not_after)

    def _sentence(self) -> str:
        if self.presenter.searching:
            return _("Cerco…")
        return self.presenter.fault

    def _show_slots(self) -> None:
        slots = self.presenter.slots
        if [card.slot for card in self.cards] == list(slots) and slots:
            return
        empty(self._list)
        self.cards = []
        words = _("Sposta qui") if self.presenter.facts and self.presenter.facts.moving else _("Prenota")
        for place, slot in enumerate(slots):
            card = SlotCard(slot, words, best=place == 0)
            card.taken.connect(partial(self.presenter.take, slot))
            self._list.addWidget(card)
            self.cards.append(card)
        if not slots and not self.presenter.searching and not self.presenter.fault and self.presenter.facts:
            nothing = DashedCard()
            nothing.body.addWidget(
                label(
                    _("Nessun tempo libero nei prossimi 60 giorni: allarga le date, togli una persona o accorcia."),
                    "second",
                    wrap=True,
                )
            )
            self._list.addWidget(nothing)
