"""The road to rent: month by month what rent a family can pay, what it sets aside, and what would bring it sooner."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desk.db.changes import Changes
from desk.domain.road import Road
from desk.i18n import _, money
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.road import RoadPresenter
from desk.ui.presenters.road_help_words import assumptions
from desk.ui.presenters.road_words import (
    beside_words,
    compared,
    letter_of,
    month_and_year,
    sentences,
    whole,
)
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.card import Card
from desk.ui.widgets.road.cards import Assumptions, CompareCard, FundsCard, HomeCard, LeversCard, SentencesCard
from desk.ui.widgets.road.chart import RoadChart
from desk.ui.widgets.road.drawn import picture_of
from desk.ui.widgets.road.header import RoadHeader
from desk.ui.widgets.road.sliders import RoadSliders
from desk.ui.widgets.scrolled import Scrolled
from desk.ui.widgets.settling import Settling
from desk.ui.widgets.text import label

TWO_FROM, WIDE_FROM, SIDE, NARROW_SIDE, PAUSE = 860, 1200, 356, 304, 350
FRAME = 16
"""Milliseconds between two cards that follow a move: each is drawn before the next is written."""

WIDEST = 16_777_215  # no limit


class RoadScreen(QWidget):
    """Reached from a family's page; the figures move the picture at once and are kept a moment later."""

    sliders: RoadSliders
    said: SentencesCard
    levers: LeversCard
    compare: CompareCard
    home: HomeCard
    funds: FundsCard
    assumed: Assumptions

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._settling = Settling(PAUSE, self)
        self._settling.timeout.connect(self._settle)
        self.presenter = RoadPresenter(context, self._refresh, self._move, self._settling.touch, self._begin)
        self.header = RoadHeader(self.presenter)
        self.header.hide()
        self.chart = RoadChart()
        self._waiting: list[Callable[[], None]] = [self._build_first, self._build_sliders, self._build_rest]
        self._built = False
        self._turn = QTimer(self, singleShot=True, interval=FRAME)
        self._turn.timeout.connect(self._next)
        self.answered_in = 0.0
        """Milliseconds that the last move of a figure took, without its painting."""
        self._lay_out()
        self._turn.start()
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
                self._put_away()
            self.presenter.show(facts["household"])

    def on_changes(self, changes: Changes) -> None:
        self.presenter.on_changes(changes)

    def leave(self) -> None:
        """Keep what was moved a moment ago."""
        self._settling.stop()
        self.presenter.save()

    def _lay_out(self) -> None:
        """The empty page; what stands on it is built while the family is read."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._told, self._more, self._body = QBoxLayout(across), QBoxLayout(across), QBoxLayout(across)
        main, self._side = QWidget(), QWidget()
        left, right = self._left, self._right = QVBoxLayout(main), QVBoxLayout(self._side)
        for column in (left, right):
            column.setContentsMargins(0, 0, 0, 0)
        for each in (left, right, self._told, self._more, self._body):
            each.setSpacing(tokens.CARD_GAP)
        left.addLayout(self._told)
        left.addLayout(self._more)
        left.addStretch(1)
        right.addStretch(1)
        self._body.addWidget(main, 1)
        self._body.addWidget(self._side)
        inside = self._inside = Scrolled()
        whole_page = QBoxLayout(down, inside)
        whole_page.setContentsMargins(tokens.PAGE_MARGIN, 8, tokens.PAGE_MARGIN, tokens.PAGE_MARGIN)
        whole_page.setSpacing(px(12))
        whole_page.addWidget(self.header)
        whole_page.addLayout(self._body, 1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.area.setWidget(inside)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self.area)

    def _build_first(self) -> None:
        self.picture = Card()
        self.picture.hide()
        self.picture.setAccessibleName(_("La strada, mese per mese"))
        self.unknown = label("", "second", "warning", wrap=True)
        self.ask = Button(_("Apri il colloquio"), "outlined", "message", size="small")
        self.ask.clicked.connect(self.presenter.open_interview)
        self.picture.body.addWidget(self.unknown)
        self.picture.body.addWidget(self.ask, 0, Qt.AlignmentFlag.AlignLeft)
        self.picture.body.addWidget(self.chart)
        self.said = SentencesCard()
        self.said.hide()
        self._left.insertWidget(0, self.picture)
        self._told.addWidget(self.said, 58)

    def _build_sliders(self) -> None:
        self.sliders = RoadSliders(self.presenter)
        self.sliders.hide()
        self._right.insertWidget(0, self.sliders)

    def _build_rest(self) -> None:
        self.levers = LeversCard(self.presenter)
        self.compare = CompareCard()
        self.compare.chosen.connect(self.presenter.choose)
        self.funds, self.home, self.assumed = FundsCard(), HomeCard(), Assumptions()
        for card in (self.levers, self.compare, self.funds, self.home, self.assumed):
            card.hide()
        self._told.addWidget(self.levers, 42)
        self._more.addWidget(self.compare, 58)
        self._more.addWidget(self.home, 42)
        self._right.insertWidget(1, self.assumed)
        self._built = True
        self._arrange()

    def complete(self) -> None:
        """Do at once what is left to build and to show."""
        self._turn.stop()
        while self._waiting:
            self._waiting.pop(0)()

    def _put_away(self) -> None:
        """Nobody reads one family's sums under another's name."""
        if self._built:
            for part in (self.header, self.picture, *(card for card, _show in self._cards())):
                part.hide()

    def _order_keys(self) -> None:
        """Tab goes as the page reads, also where scenarios and levers were written anew."""
        parts = (self.header, self.sliders, self.levers, self.compare)
        order = [self.ask, *(control for part in parts for control in part.controls())]
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Figures beside the picture where there is room, else right under it."""
        super().resizeEvent(event)
        if self._built:
            self._arrange()

    def _arrange(self) -> None:
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
        if beside and self._right.indexOf(self.funds) < 0:
            self._right.insertWidget(self._right.indexOf(self.assumed) + 1, self.funds)
        elif not beside and self._left.indexOf(self.funds) < 0:
            self._left.insertWidget(self._left.count() - 1, self.funds)

    # — showing —

    def _refresh(self) -> None:
        page = self.presenter.page
        if page is None:
            return
        if not self._built:
            self.complete()
        told = page.told.knows_income
        self.unknown.setText(_("Il colloquio non sa ancora quanto entra ogni mese: qui il reddito è zero."))
        self.unknown.setVisible(not told)
        self.ask.setVisible(not told)
        first = [self._show_head, self._show_picture] if self.picture.isHidden() else []
        if not first:
            self._move()
        self._wait([*first, *self._steps()])

    def _show_head(self) -> None:
        self.header.show_page()
        self.header.show()

    def _show_picture(self) -> None:
        self._move()
        self._bring(self.picture)

    def _wait(self, steps: list[Callable[[], None]]) -> None:
        """A card at a time, within a frame each."""
        self._waiting = steps
        self._turn.start()

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
        self.chart.set(picture_of(presenter, road, beside[1] if beside else None), self._told_in_words(road))
        self.answered_in = timer.nsecsElapsed() / 1e6

    def _begin(self) -> None:
        """A move has begun a scenario: its name follows the picture, its line comes when the figures rest."""
        self._wait([*self._waiting, self.header.show_page, self._order_keys])

    def _settle(self) -> None:
        """The figures rest: keep them, and find what would bring the date sooner."""
        self.presenter.save()
        self._wait([self.presenter.weigh, *self._steps()])

    def _next(self) -> None:
        if self._waiting:
            self._waiting.pop(0)()
        if self._waiting:
            self._turn.start()

    def _steps(self) -> list[Callable[[], None]]:
        """What hangs on figures at rest, one after the other."""

        steps: list[Callable[[], None]] = []
        for card, fill in self._cards():
            steps.append(fill)
            if card.isHidden():
                steps.append(partial(self._bring, card))
        return [*steps, self.header.show_page, self._order_keys, self._let_bar_go]

    def _bring(self, card: QWidget) -> None:
        """In its place before it is drawn; else one frame shows the cards squeezed together."""
        self._inside.hold_drawing()
        card.show()

    def _let_bar_go(self) -> None:
        """While cards come the bar has its place: coming with one of them it would lay out all others anew."""
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def _cards(self) -> list[tuple[QWidget, Callable[[], None]]]:
        """In the order in which the page is read."""
        return [
            (self.sliders, self.sliders.show_page),
            (self.said, lambda: None),  # its words move with the picture
            (self.levers, self._show_levers),
            (self.assumed, self._show_assumed),
            (self.compare, self._show_compared),
            (self.funds, self._show_funds),
            (self.home, self._show_home),
        ]

    def _show_levers(self) -> None:
        if self.presenter.page is not None:
            self.levers.show_levers(self.presenter.levers, self.presenter.road, self.presenter.page)

    def _show_assumed(self) -> None:
        page, presenter = self.presenter.page, self.presenter
        if page is not None:
            self.assumed.words.setText(assumptions(presenter.road, presenter.scenario, page))

    def _show_funds(self) -> None:
        if self.presenter.page is not None:
            self.funds.show_funds(self.presenter.scenario, self.presenter.page)

    def _show_home(self) -> None:
        page, presenter = self.presenter.page, self.presenter
        if page is not None:
            self.home.show_road(presenter.road, presenter.scenario, page)

    def _show_compared(self) -> None:
        page, presenter = self.presenter.page, self.presenter
        if page is not None:
            if len(presenter.scenarios) != self.compare.count:
                self._inside.hold_drawing()  # else one frame shows the page squeezed together, the picture drawn anew
            self.compare.show_scenarios(compared(presenter.scenarios, presenter.current, page))

    def _told_in_words(self, road: Road) -> str:
        page = self.presenter.page
        assert page is not None
        said = [sentence.text for sentence in sentences(road, self.presenter.scenario, page)]
        steps = [f"{month_and_year(step.first)}: {whole(step.affordable_cents)}" for step in road.steps]
        sought = _("affitto cercato: {rent}").format(rent=money(road.sought_cents))
        text = " ".join([*said, f"{', '.join(steps)}; {sought}."])
        return text.replace("<b>", "").replace("</b>", "")
