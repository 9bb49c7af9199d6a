"""The plan as it is written: its lines, what stands around them, and what it still needs."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desk.domain.plan import Lack, Missing, ObjectiveLine
from desk.i18n import _
from desk.ui.presenters.plan import PlanPresenter
from desk.ui.presenters.plan_page import PlanState
from desk.ui.presenters.plan_way_words import alarm, clock_rows
from desk.ui.presenters.plan_words import foot, signed_words, version_words
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.alert import Alert
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.plan.adding import AddingPanel
from desk.ui.widgets.plan.deciding import PlanDeciding
from desk.ui.widgets.plan.header import Ends, PlanFoot
from desk.ui.widgets.plan.lacking import place_of
from desk.ui.widgets.plan.list import ObjectiveList
from desk.ui.widgets.plan.way_cards import ChangesCard, ClocksCard, StepsCard
from desk.ui.widgets.tag import Tag
from desk.ui.widgets.text import label
from desk.ui.widgets.turns import Turns, dress

LINES_TO_FOOT = 6
"""What the plan still needs takes at most this part of the height."""
TABBED_AT_ONCE = 60
"""So many fields are put in the order of the Tab key at a time."""


class PlanEditor(QWidget):
    """`unclear` gives what was typed for a day and is none; `after`: where the Tab key goes from the last line. Its
    parts are made by `building`, out of sight."""

    unclear = Signal(str)
    sheet_wanted = Signal()

    def __init__(self, presenter: PlanPresenter, after: Callable[[], Sequence[QWidget]], parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self.presenter, self._after = presenter, after
        self._turns = Turns(self)
        self._stops: list[QWidget] = []

    # — building —

    def building(self) -> Iterator[None]:
        """Every part straight into its place: to dress a whole tree when it is hung in takes more than a frame."""
        column = self._build_area()
        yield
        self._build_head(column)
        yield
        self._build_alarm(column)
        self.adding = AddingPanel()
        self.adding.suggested.connect(self.presenter.add_suggested)
        self.adding.written.connect(self.presenter.add_objective)
        self.adding.turned.connect(self._adding_turned)
        yield
        column.addWidget(self.adding)
        yield
        self.list = ObjectiveList(self.presenter)
        self.list.unclear.connect(self.unclear)
        self.list.first_wanted.connect(self._open_adding)
        self.list.line_added.connect(self._show_line)
        column.addWidget(self.list)
        yield
        self.steps, self.changes, self.clocks = StepsCard(), ChangesCard(), ClocksCard()
        self.steps.seen.connect(self.presenter.way.seen)
        self.steps.another_day.connect(self.deciding.ask_day)
        self.steps.commitment_for.connect(self.list.add_for)
        for card in (self.steps, self.changes, self.clocks):
            column.addWidget(card)
            yield
        column.addStretch(1)
        dress(self)

    def _build_head(self, column: QVBoxLayout) -> None:
        self.version = Tag("")
        self.undo = Button(_("Annulla"), "neutral", "undo")
        self.undo.clicked.connect(self.presenter.take_back)
        self.add = Button(_("Obiettivo"), "outlined", "plus")
        self.add.clicked.connect(self._open_adding)
        self.sheet_button = Button(_("Foglio"), "neutral", "eye")
        self.sheet_button.clicked.connect(self.sheet_wanted)
        named, buttons = QHBoxLayout(), QHBoxLayout()
        for row in (named, buttons):
            row.setSpacing(px(12))
        named.addWidget(label(_("Piano della famiglia"), "page-title"))
        named.addWidget(self.version)
        named.addStretch(1)
        for button in (self.sheet_button, self.undo, self.add):
            buttons.addWidget(button)
        self._title = Ends(named, buttons)
        column.addLayout(self._title)

    def _build_alarm(self, column: QVBoxLayout) -> None:
        """What stands above the objectives."""
        self.alarm = Alert("", kind="danger")
        self.alarm.hide()
        self.signed = label("", "second", "muted", wrap=True)
        self.deciding = PlanDeciding(self.presenter)
        for part in (self.alarm, self.deciding, self.signed):
            column.addWidget(part)

    def _build_area(self) -> QVBoxLayout:
        """The column of the lines, and under it what the plan still needs."""
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        inside.setAttribute(Qt.WidgetAttribute.WA_StaticContents)  # a longer plan is drawn where it is new
        column = self._column = QVBoxLayout(inside)
        column.setContentsMargins(tokens.PAGE_MARGIN, px(12), px(20), px(12))
        column.setSpacing(px(12))
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        self.foot = PlanFoot()
        self.foot.wanted.connect(self._go_to)
        both = self._both = QVBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(self.area, 1)
        both.addWidget(self.foot)
        return column

    # — showing —

    def show_state(self, state: PlanState) -> None:
        """What is short at once; the lines while the window goes on."""
        view = state.view
        if view is None:
            return
        draft = view.is_draft
        self.version.set(version_words(state), "neutral" if draft else "success")
        self.add.setVisible(draft)
        self.undo.setVisible(draft)
        self.undo.setEnabled(bool(self.presenter.steps))
        self.undo.setToolTip(self.presenter.steps[-1].words if self.presenter.steps else "")
        self.signed.setText(signed_words(view))
        self.signed.setVisible(not draft)
        warned = alarm(state)
        self.alarm.fact.setText(warned)
        self.alarm.setVisible(bool(warned))
        self.deciding.show_state(state)
        self.adding.show_state(state)
        self.foot.show_notes(foot(state) if draft else ())
        self._turns.begin(self._showing(state, view.objectives))

    def _showing(self, state: PlanState, objectives: tuple[ObjectiveLine, ...]) -> Iterator[None]:
        """The long part, so many pieces as a frame has room for; a newer state takes its place."""
        today = self.presenter.today()
        parts = (
            self.list.showing(objectives),
            self.steps.showing(state, today),
            self.changes.showing(state),
            self.clocks.showing(clock_rows(state.clocks, today)),
            self._ordering(),
        )
        for part in parts:
            for _piece in part:
                yield
                if state is not self.presenter.state:
                    return
            yield  # what a part has brought in sight is drawn before the next one

    def _order_stops(self) -> None:
        for _part in self._ordering():
            pass

    def _ordering(self) -> Iterator[None]:
        """The Tab key goes as one reads: lines that came later would be the last, after the sheet."""
        lines = [stop for card in self.list.cards for stop in card.stops]
        stops = [
            self.add,
            *self.adding.stops,
            *lines,
            *self.steps.buttons.values(),
            self.steps.other,
            *self.foot.stops,
            *self._after(),
        ]
        if stops != self._stops:
            self._stops = []  # until the last is in its place
            for place, (one, other) in enumerate(pairwise(stops), 1):
                QWidget.setTabOrder(one, other)
                if place % TABBED_AT_ONCE == 0:
                    yield
            self._stops = stops

    @property
    def is_still(self) -> bool:
        """Nothing is being built."""
        return self._turns.is_over

    def complete(self) -> None:
        """Build at once what is left to build."""
        self._turns.complete()

    def settle(self) -> None:
        """Save what is typed in the fields."""
        for card in self.list.cards:
            card.settle()

    def turn(self, width: int) -> None:
        """Title and buttons beside each other in this width, or one above the other."""
        self._title.turn(width - tokens.PAGE_MARGIN - px(48))

    def place_foot(self, width: int, height: int) -> None:
        """What is needed always in sight; where that would leave little of the lines, under them."""
        apart = self.foot.heightForWidth(width) * LINES_TO_FOOT <= height
        home = self._both if apart else self._column
        if home.indexOf(self.foot) < 0:
            (self._column if apart else self._both).removeWidget(self.foot)
            home.insertWidget(1 if apart else home.indexOf(self.list) + 1, self.foot)

    # — the lines —

    def _adding_turned(self, on: bool) -> None:
        self.list.make_room(on)
        self._order_stops()

    def _open_adding(self) -> None:
        if self.adding.isVisible():
            self.adding.hide()
            return
        self.adding.open()
        self.area.ensureVisible(0, 0)

    def _go_to(self, gap: Missing) -> None:
        """Where that gap is filled; an objective that lacks is added."""
        if gap.lack in (Lack.NOTHING_YET, Lack.DIMENSION):
            self.adding.open(gap.of)
            self.area.ensureVisible(0, 0)
        elif (place := place_of(gap, self.list.cards, self.steps.buttons)) is not None:
            place.setFocus(Qt.FocusReason.TabFocusReason)
            self._show_line(place)

    def _show_line(self, field: QWidget) -> None:
        QTimer.singleShot(0, field, lambda: self.area.ensureWidgetVisible(field))
