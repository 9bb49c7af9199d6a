"""The road to rent: month by month what rent a family can pay, what it sets aside, and what would bring it sooner."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desk.db.changes import Changes
from desk.domain.road import Road, months_between
from desk.i18n import _
from desk.office.day_words import month_name, numbers
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.road import RoadPresenter
from desk.ui.presenters.road_help_words import assumptions
from desk.ui.presenters.road_words import (
    beside_words,
    compared,
    letter_of,
    month_and_year,
    scenario_words,
    sentences,
    turn_words,
    whole,
)
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.card import Card
from desk.ui.widgets.road.cards import Assumptions, CompareCard, FundsCard, HomeCard, LeversCard, SentencesCard
from desk.ui.widgets.road.chart import RoadChart
from desk.ui.widgets.road.header import RoadHeader
from desk.ui.widgets.road.picture import RoadPicture, Sign
from desk.ui.widgets.road.sliders import RoadSliders
from desk.ui.widgets.scrolled import Scrolled
from desk.ui.widgets.settling import Settling
from desk.ui.widgets.text import label

TWO_FROM, WIDE_FROM, SIDE, NARROW_SIDE, PAUSE = 860, 1200, 356, 304, 350

WIDEST = 16_777_215  # no limit


class RoadScreen(QWidget):
    """Reached from a family's page; the figures move the picture at once and are kept a moment later."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._settling = Settling(PAUSE, self)
        self._settling.timeout.connect(self._settle)
        self.presenter = RoadPresenter(context, self._refresh, self._move, self._settling.touch)
        self.header = RoadHeader(self.presenter)
        self.chart = RoadChart()
        self.unknown = label("", "second", "warning", wrap=True)
        self.ask = Button(_("Apri il colloquio"), "outlined", "message", size="small")
        self.ask.clicked.connect(self.presenter.open_interview)
        self.said = SentencesCard()
        self.levers = LeversCard(self.presenter)
        self.compare = CompareCard()
        self.compare.chosen.connect(self.presenter.choose)
        self.funds = FundsCard()
        self.home = HomeCard()
        self.sliders = RoadSliders(self.presenter)
        self.assumed = Assumptions()
        self._waiting: list[Callable[[], None]] = []
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._next_card)
        self.answered_in = 0.0
        """Milliseconds that the last move of a figure took, without its painting."""
        self._lay_out()
        undo = QShortcut(QKeySequence("Ctrl+Z"), self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self._take_back)

    def _take_back(self) -> None:
        self._settling.stop()
        self.presenter.take_back()

    def show_facts(self, **facts: str) -> None:
        if facts.get("household"):
            if facts["household"] != self.presenter.household:
                self.area.verticalScrollBar().setValue(0)
            self.presenter.show(facts["household"])

    def on_changes(self, changes: Changes) -> None:
        self.presenter.on_changes(changes)

    def leave(self) -> None:
        """Keep what was moved a moment ago."""
        self._settling.stop()
        self.presenter.save()

    def _lay_out(self) -> None:
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        picture = Card()
        picture.setAccessibleName(_("La strada, mese per mese"))
        picture.body.addWidget(self.unknown)
        picture.body.addWidget(self.ask, 0, Qt.AlignmentFlag.AlignLeft)
        picture.body.addWidget(self.chart, 1)
        self._told = QBoxLayout(across)
        self._more = QBoxLayout(across)
        self._body = QBoxLayout(across)
        for row in (self._told, self._more):
            row.setSpacing(tokens.CARD_GAP)
        self._told.addWidget(self.said, 58)
        self._told.addWidget(self.levers, 42)
        stacked = QVBoxLayout()
        stacked.setSpacing(tokens.CARD_GAP)
        stacked.addWidget(self.compare)
        stacked.addWidget(self.home, 1)
        self._more.addLayout(stacked, 58)
        self._more.addWidget(self.funds, 42)
        main, side = QWidget(), QWidget()
        left, right = self._left, self._right = QVBoxLayout(main), QVBoxLayout(side)
        for column in (left, right):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(tokens.CARD_GAP)
        left.addWidget(picture)
        left.addLayout(self._told)
        left.addLayout(self._more, 1)
        right.addWidget(self.sliders)
        right.addWidget(self.assumed)
        right.addStretch(1)
        self._side = side
        self._body.setSpacing(tokens.CARD_GAP)
        self._body.addWidget(main, 1)
        self._body.addWidget(side)
        inside = Scrolled()
        whole_page = QBoxLayout(down, inside)
        whole_page.setContentsMargins(tokens.PAGE_MARGIN, 8, tokens.PAGE_MARGIN, tokens.PAGE_MARGIN)
        whole_page.setSpacing(px(12))
        whole_page.addWidget(self.header)
        whole_page.addLayout(self._body, 1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self.area)

    def _order_keys(self) -> None:
        """Tab goes as the page reads, also where scenarios and levers were written anew."""
        parts = (self.header, self.sliders, self.levers, self.compare)
        order = [self.ask, *(control for part in parts for control in part.controls())]
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Figures beside the picture where there is room, else right under it."""
        super().resizeEvent(event)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        beside = self.width() >= px(TWO_FROM)
        side = px(SIDE if self.width() >= px(WIDE_FROM) else NARROW_SIDE) if beside else 0
        self._body.setDirection(across if beside else down)
        self._side.setMinimumWidth(side)
        self._side.setMaximumWidth(side if beside else WIDEST)
        if beside and self._right.indexOf(self.sliders) < 0:
            self._right.insertWidget(0, self.sliders)
        elif not beside and self._left.indexOf(self.sliders) < 0:
            self._left.insertWidget(1, self.sliders)
        wide = self.width() - side >= px(720)
        for row in (self._told, self._more):
            row.setDirection(across if wide else down)
        short = beside and not wide  # the column of the figures is the shorter one then
        if short and self._right.indexOf(self.funds) < 0:
            self._right.insertWidget(self._right.indexOf(self.assumed) + 1, self.funds)
        elif not short and self._more.indexOf(self.funds) < 0:
            self._more.addWidget(self.funds, 42)

    # — showing —

    def _refresh(self) -> None:
        page = self.presenter.page
        if page is None:
            return
        told = page.told.knows_income
        self.unknown.setText(_("Il colloquio non sa ancora quanto entra ogni mese: qui il reddito è zero."))
        self.unknown.setVisible(not told)
        self.ask.setVisible(not told)
        self.header.show_page()
        self.sliders.show_page()
        self._move()
        self._weighed()

    def _move(self) -> None:
        """A figure moved: everything that hangs on it, within one frame."""
        page, presenter = self.presenter.page, self.presenter
        if page is None:
            return
        timer = QElapsedTimer()
        timer.start()
        road, scenario = presenter.road, presenter.scenario
        beside = presenter.beside
        other = beside_words(beside[1], letter_of(presenter.scenarios, beside[0].id)) if beside else ""
        self.sliders.show_figures()
        self.said.show_road(road, scenario, page, other)
        self.chart.set(self._picture(road, beside[1] if beside else None), self._told_in_words(road))
        self.answered_in = timer.nsecsElapsed() / 1e6

    def _settle(self) -> None:
        """The figures rest: keep them, and find what would bring the date sooner; a card at a time, within a frame."""
        self.presenter.weigh()
        self._waiting = self._cards()
        self._turn.start()
        self.presenter.save()

    def _next_card(self) -> None:
        if self._waiting:
            self._waiting.pop(0)()
        if self._waiting:
            self._turn.start()

    def _weighed(self) -> None:
        self._waiting = []
        for show in self._cards():
            show()
        self._order_keys()

    def _cards(self) -> list[Callable[[], None]]:
        """What hangs on figures at rest, one after the other."""
        page, presenter = self.presenter.page, self.presenter
        if page is None:
            return []
        road, scenario = presenter.road, presenter.scenario
        return [
            lambda: self.levers.show_levers(presenter.levers, road, page),
            lambda: self.compare.show_scenarios(compared(presenter.scenarios, presenter.current, page)),
            lambda: self.home.show_road(road, scenario, page),
            lambda: self.funds.show_funds(scenario, page),
            lambda: self.assumed.words.setText(assumptions(road, scenario, page)),
            self.header.show_page,
            self._order_keys,
        ]

    def _told_in_words(self, road: Road) -> str:
        page = self.presenter.page
        assert page is not None
        said = [sentence.text for sentence in sentences(road, self.presenter.scenario, page)]
        steps = [f"{month_and_year(step.first)}: {whole(step.affordable_cents)}" for step in road.steps]
        sought = _("affitto cercato: {rent}").format(rent=whole(road.sought_cents))
        text = " ".join([*said, f"{', '.join(steps)}; {sought}."])
        return text.replace("<b>", "").replace("</b>", "")

    def _picture(self, road: Road, other: Road | None) -> RoadPicture:
        presenter, page = self.presenter, self.presenter.page
        assert page is not None
        first = road.months[0].first
        today = page.scenarios[0]
        named = _("scenario {letter}: {words}").format(
            letter=letter_of(presenter.scenarios, today.id), words=scenario_words(today, page).lower()
        )
        return RoadPicture(
            rents=[month.affordable_cents / 100 for month in road.months],
            other=[month.affordable_cents / 100 for month in other.months] if other else (),
            sought=road.sought_cents / 100,
            saved=[month.saved_cents / 100 for month in road.months],
            needed=road.needed_saving_cents / 100,
            can_sign=[month.can_sign for month in road.months],
            dates=[month_name(month.first)[:3] for month in road.months],
            years=_years(road),
            rents_words=_("affitto che può pagare ({letter})").format(letter=presenter.letter),
            other_words=named,
            sought_words=_("affitto cercato: {rent}").format(rent=whole(road.sought_cents)),
            saved_title=_("Risparmio messo da parte"),
            needed_words=_("servono {sum}").format(sum=whole(road.needed_saving_cents)),
            sign_words=_("qui può firmare"),
            lease=_lease(road, first),
            leave=_leave(road, first, presenter.today),
            turns=[
                Sign(months_between(first, month), said) for month, said in turn_words(page.turns(presenter.scenario))
            ],
        )


def _lease(road: Road, first: date) -> Sign | None:
    if road.lease_month is None:
        return None
    words = _("contratto possibile: {month}").format(month=month_and_year(road.lease_month))
    return Sign(months_between(first, road.lease_month), words)


def _leave(road: Road, first: date, today: date) -> Sign | None:
    """Inside the months that are drawn; a day that is over stands at their beginning."""
    if road.leave_by is None:
        return None
    place = months_between(first, road.leave_by) + (road.leave_by.day - 1) / 31
    words = _("rilascio casa: {day}").format(day=numbers(road.leave_by))
    if road.leave_by < today:
        return Sign(0, _("rilascio passato: {day}").format(day=numbers(road.leave_by)))
    if place >= len(road.months):
        return Sign(len(road.months), words)
    return Sign(place, words)


def _years(road: Road) -> list[Sign]:
    return [
        Sign(place, str(month.first.year))
        for place, month in enumerate(road.months)
        if place == 0 or month.first.month == 1
    ]
