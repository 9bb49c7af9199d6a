"""The overview of a family: three alerts, what happened, next appointment, road, what is due, what is missing."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.domain.follow_up import Standing
from desk.i18n import _, n_
from desk.office.appointments.standing import standing
from desk.office.day_words import hour, month_name, numbers, short_day, weekday
from desk.office.household.details import DocumentLine
from desk.office.household.page import HouseholdPage
from desk.office.plan.follow import Due
from desk.ui.presenters import household_words as words
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.alert import Alert
from desk.ui.widgets.avatar import Avatar
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.card import Card
from desk.ui.widgets.empty import EmptyState
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.leaf import DateLeaf
from desk.ui.widgets.step_chart import Mark, Road, StepChart
from desk.ui.widgets.tag import Tag
from desk.ui.widgets.text import IconLabel, label, line
from desk.ui.widgets.timeline import Happening, Timeline

THREE_FROM, TWO_FROM = 1000, 700
MOST_EVENTS = 8
MOST_DUE = 5
MOST_ASKED = 3
MOST_PAPERS = 6
MOST_CHART = 320


class HouseholdOverview(QWidget):
    """Cards side by side where there is room, in one column where there is not."""

    story_wanted = Signal()
    papers_wanted = Signal()
    plan_wanted = Signal()
    road_wanted = Signal()
    booking_wanted = Signal()
    moving_wanted = Signal()
    cancelling_wanted = Signal()
    received = Signal(str)
    checking_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._alerts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._alerts.setSpacing(tokens.CARD_GAP)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(tokens.CARD_GAP)
        self._rest: QBoxLayout | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(tokens.CARD_GAP)
        whole.addLayout(self._alerts)
        whole.addLayout(self._columns, 1)
        self.alerts: list[Alert] = []
        self.may_plan = True

    def show_page(self, page: HouseholdPage) -> None:
        empty(self._alerts)
        self.alerts = [Alert(each.fact, each.second, each.kind, each.icon) for each in words.alerts(page)]
        for alert in self.alerts:
            self._alerts.addWidget(alert, 1)
        empty(self._columns)
        self._rest = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._rest.setSpacing(tokens.CARD_GAP)
        self._rest.addWidget(_column(self._next(page), self._road(page)), 44)
        self._rest.addWidget(_column(self._due(page), self._documents(page)), 39)
        rest = QWidget()
        rest.setLayout(self._rest)
        self._rest.setContentsMargins(0, 0, 0, 0)
        self._columns.addWidget(self._story(page), 39)
        self._columns.addWidget(rest, 83)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._alerts.setDirection(across if self.width() >= px(TWO_FROM) else down)
        self._columns.setDirection(across if self.width() >= px(TWO_FROM) else down)
        if self._rest is not None:
            self._rest.setDirection(across if self.width() >= px(THREE_FROM) else down)
            self._columns.setStretch(0, 39 if self.width() >= px(THREE_FROM) else 75)
        self._stand()

    def _stand(self) -> None:
        """As high as its words need at this width; the area around it would press the rows into each other."""
        whole = self.layout()
        if whole is not None:
            self.setMinimumHeight(max(0, whole.minimumHeightForWidth(self.width())))

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._stand()
        return done

    def _story(self, page: HouseholdPage) -> Card:
        card = Card(_("Cosa è successo"), "clock", _("Tutta la storia"))
        card.acted.connect(self.story_wanted)
        if not page.story:
            card.body.addWidget(
                EmptyState(_("Qui si vede che cosa succede: colloqui, telefonate, carte."), icon="clock")
            )
            return card
        card.body.addWidget(
            Timeline(
                [
                    Happening(words.event_day(event.on, page.today), event.icon, event.fact, event.second)
                    for event in page.story[:MOST_EVENTS]
                ]
            ),
            1,
        )
        return card

    def _next(self, page: HouseholdPage) -> Card:
        card = Card(_("Prossimo appuntamento"), "calendar")
        booked = page.next
        limits = label("; ".join(page.limits), "note", "muted", wrap=True) if page.limits else None
        for each in page.waiting:
            stands = standing(each.step)
            card.body.addWidget(Tag(each.since_words(page.today), stands.tone, stands.icon))
            card.body.addWidget(label(each.wish_words(page.today), "second", wrap=True))
        if booked is None:
            nothing = EmptyState(_("Nessun appuntamento."), _("Prenota"), "calendar")
            nothing.acted.connect(self.booking_wanted)
            card.body.addWidget(nothing)
            if limits is not None:
                card.body.addWidget(limits)
            return card
        row = QHBoxLayout()
        row.setSpacing(px(16))
        day = booked.start.date()
        row.addWidget(DateLeaf(weekday(day), day.day, month_name(day)), 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(0)
        first, second, third = words.next_words(page)
        said.addWidget(label(first, "strong", wrap=True))
        for text in (second, third):
            if text:
                said.addWidget(label(text, "second", "muted", wrap=True))
        for text in booked.answers:
            said.addWidget(label(text, "second", wrap=True))
        asked = [each.text.rstrip(".") for each in page.to_check]
        if asked:
            told = _("Da verificare: {what}").format(what="; ".join(asked[:MOST_ASKED]))
            if len(asked) > MOST_ASKED:
                told = _("{names} e altri {n}").format(names=told, n=len(asked) - MOST_ASKED)
            said.addWidget(label(told, "second", "warning", wrap=True))
        row.addLayout(said, 1)
        card.body.addLayout(row)
        if limits is not None:
            card.body.addWidget(limits)
        if booked.to_move:
            card.body.addWidget(Alert(_("Da spostare"), booked.to_move, "danger"))
        for entry in booked.later_to_move:
            when = _("{day}, {hour}: da spostare").format(day=short_day(entry.day), hour=hour(entry.held.start))
            card.body.addWidget(Alert(when[:1].upper() + when[1:], entry.overlap_words, "danger"))
        move = Button(_("Sposta"), "quiet", size="link")
        move.clicked.connect(self.moving_wanted)
        cancel = Button(_("Disdici"), "quiet", size="link")
        cancel.clicked.connect(self.cancelling_wanted)
        for button in (move, cancel):
            card.head.addWidget(button)
        return card

    def _road(self, page: HouseholdPage) -> Card:
        card = Card(_("Strada verso l'affitto"), "journey", _("Apri"))
        card.acted.connect(self.road_wanted)
        if card.action is not None:
            card.action.setVisible(self.may_plan)
        road = words.road_words(page)
        if road is None:
            card.body.addWidget(
                EmptyState(_("La strada si disegna quando il colloquio sa quanto entra ogni mese."), icon="journey"), 1
            )
            return card
        card.body.addWidget(label(road.sentence, "second", wrap=True))
        chart = Road(
            steps=road.steps,
            sought=road.sought,
            steps_words=road.steps_words,
            sought_words=road.sought_words,
            months=[Mark(*each) for each in road.months],
            possible=Mark(*road.possible) if road.possible else None,
            release=Mark(*road.release) if road.release else None,
        )
        told = ". ".join(each for each in (road.sentence, road.steps_words, road.sought_words) if each)
        drawn = StepChart(chart, told)
        drawn.setMinimumHeight(px(164))
        drawn.setMaximumHeight(px(MOST_CHART))
        card.body.addWidget(drawn, 1)
        card.body.addWidget(label(_("Stima. {note}").format(note=road.note), "note", wrap=True))
        card.body.addStretch(0)
        return card

    def _due(self, page: HouseholdPage) -> Card:
        card = Card(_("Impegni in scadenza"), "flag", _("Verifica") if page.pressing else "")
        card.acted.connect(self.checking_wanted)
        rows: list[QWidget] = [_due_row(each, page) for each in page.pressing[:MOST_DUE]]
        if not rows:
            card.body.addWidget(EmptyState(_("Qui si vedono gli impegni del piano con la loro data."), icon="flag"))
        _list(card, rows)
        return card

    def _documents(self, page: HouseholdPage) -> Card:
        card = Card(_("Documenti mancanti"), "document")
        here = len(page.documents) - len(page.missing)
        if page.documents:
            count = _("{here} su {all} presenti").format(here=here, all=len(page.documents))
            card.head.addWidget(label(count, "second", "muted"))
        rows: list[QWidget] = [
            _missing_row(each, partial(self.received.emit, each.id)) for each in page.missing[:MOST_PAPERS]
        ]
        rows += [_renew_row(each, page) for each in page.renewing]
        if not rows:
            text = _("Ci sono tutti.") if page.documents else _("Nessun documento chiesto finora.")
            card.body.addWidget(EmptyState(text, icon="document"))
        _list(card, rows)
        others = len(page.missing) - MOST_PAPERS
        if others > 0:
            words_of_others = n_("Ne manca ancora {n}: vedi tutti", "Ne mancano ancora {n}: vedi tutti", others)
            rest = Button(words_of_others.format(n=others), "quiet", size="link")
            rest.setProperty("flush", "true")
            rest.clicked.connect(self.papers_wanted)
            card.body.addWidget(rest, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addStretch(1)
        return card


def _column(*cards: Card) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(tokens.CARD_GAP)
    for card in cards[:-1]:
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column.addWidget(card)
    column.addWidget(cards[-1], 1)
    return made


def _list(card: Card, rows: list[QWidget]) -> None:
    """Rows with a hairline between them."""
    for place, row in enumerate(rows):
        if place:
            card.body.addWidget(line())
        card.body.addWidget(row)


def _row(*, front: QWidget, text: str, end: QWidget) -> QWidget:
    made = QWidget()
    across = QHBoxLayout(made)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(px(10))
    across.addWidget(front)
    across.addWidget(label(text, "text", wrap=True), 1)
    across.addWidget(end)
    return made


def _due_row(due: Due, page: HouseholdPage) -> QWidget:
    day = numbers(due.by, page.today) if due.by else ""
    soon = due.followed.standing in (Standing.DUE, Standing.SOON)
    if due.late:
        tag = Tag(_("scaduto {day}").format(day=day), "danger", "warning")
    else:
        tag = Tag(day, "warning" if soon else "neutral")
    return _row(front=Avatar(due.who, size=26, kind=words.face_kind(due.who, page)), text=due.text.rstrip("."), end=tag)


def _missing_row(document: DocumentLine, receive: Callable[[], None]) -> QWidget:
    button = Button(_("Consegnato"), "outlined", size="small")
    button.setAccessibleName(_("{title}: consegnato").format(title=document.title))
    button.clicked.connect(lambda _checked=False: receive())
    return _row(front=IconLabel("warning", tokens.WARNING), text=document_words(document), end=button)


def _renew_row(document: DocumentLine, page: HouseholdPage) -> QWidget:
    day = numbers(document.expires, page.today) if document.expires else ""
    text = _("{title}: scade il {day}").format(title=document_words(document), day=day)
    return _row(front=IconLabel("clock", tokens.MUTED), text=text, end=Tag(_("da rinnovare")))


def document_words(document: DocumentLine) -> str:
    """«Busta paga (Youssef), mese di ottobre»."""
    text = f"{document.title} ({document.whose})" if document.whose else document.title
    return f"{text}, {document.note[0].lower()}{document.note[1:]}" if document.note else text
