"""The plan: written with the family at the left, the sheet it takes home at the right."""

from collections.abc import Callable, Iterator
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desk.db.changes import Changes
from desk.domain.plan import Lack, Missing, ObjectiveLine
from desk.i18n import _
from desk.office.plan.sheet import PlanSheet
from desk.ui.pdf_pages import page_pictures
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.plan import PlanPresenter
from desk.ui.presenters.plan_page import PlanState
from desk.ui.presenters.plan_way import Act
from desk.ui.presenters.plan_way_words import alarm
from desk.ui.presenters.plan_words import foot, version_words
from desk.ui.press import Press, Sheet
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.alert import Alert
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.plan.adding import AddingPanel
from desk.ui.widgets.plan.card import ObjectiveCard
from desk.ui.widgets.plan.deciding import PlanDeciding
from desk.ui.widgets.plan.header import Ends, PlanFoot, PlanHeader
from desk.ui.widgets.plan.lacking import place_of
from desk.ui.widgets.plan.list import ObjectiveList
from desk.ui.widgets.plan.sheet_side import SheetSide
from desk.ui.widgets.plan.way_cards import ChangesCard, ClocksCard, StepsCard
from desk.ui.widgets.tag import Tag
from desk.ui.widgets.text import label, line
from desk.ui.widgets.turns import Turns

SIDE_BY_SIDE_FROM = 1100
SHEET_SHARE = 42
LINES_TO_FOOT = 6
"""What the plan still needs takes at most this part of the height."""
AT_ONCE = 2
"""So many new lines are made with the next frame; more are made one by one, while the window goes on."""


class PlanScreen(QWidget):
    """`print_dialog` may be replaced in tests: it gets the printer and says whether to print."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.presenter = PlanPresenter(context, self._refresh, self._sheet_changed)
        self._context = context
        self._press = Press(context, self, _("Stampa il piano"))
        self.print_dialog = self._press.ask
        self._shown_sheet: PlanSheet | None = None
        self._whole = False
        self._turns = Turns(self)
        self._stops: list[QWidget] = []
        self._build()
        for keys, action in (("Ctrl+P", self.print_now), ("Ctrl+Z", self.presenter.take_back)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    # — what the window asks —

    def show_facts(self, **facts: str) -> None:
        if facts.get("household"):
            self.presenter.show(facts["household"])

    def on_changes(self, changes: Changes) -> None:
        self.presenter.on_changes(changes)

    def leave(self) -> None:
        """Save what is typed in the fields."""
        for card in self.objectives:
            card.settle()

    @property
    def objectives(self) -> list[ObjectiveCard]:
        """The cards, in order."""
        return self.list.cards

    # — building —

    def _build(self) -> None:
        self.header, self._under = PlanHeader(), line()
        self.deciding = PlanDeciding(self.presenter)
        self.header.back.clicked.connect(self._open_household)
        way = self.presenter.way
        for act, does in (
            (Act.SIGN, way.sign),
            (Act.ASK, way.ask),
            (Act.APPROVE, way.approve),
            (Act.RENEW, way.renew),
            (Act.SEND_BACK, self.deciding.ask_words),
            (Act.CLOSE, self.deciding.ask_outcome),
        ):
            self.header.acts[act].clicked.connect(does)
        self._halves = QHBoxLayout()
        self._halves.setSpacing(0)
        self.editor = self._build_editor()
        self.side = SheetSide(self.presenter)
        self.side.print_wanted.connect(self.print_now)
        self.side.whole_wanted.connect(self._show_whole)
        self.side.given.connect(self.presenter.given_to)
        self.side.view.wanted.connect(self._paint_pages)
        self._halves.addWidget(self.editor, 100 - SHEET_SHARE)
        self._halves.addWidget(self.side, SHEET_SHARE)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self._under)
        whole.addLayout(self._halves, 1)
        for part in (self.header, self._under, self.editor, self.side):
            part.hide()  # until the plan is there: an empty page would say what is not so

    def _build_editor(self) -> QWidget:
        self.version = Tag("")
        self.undo = Button(_("Annulla"), "neutral", "undo")
        self.undo.clicked.connect(self.presenter.take_back)
        self.add = Button(_("Obiettivo"), "outlined", "plus")
        self.add.clicked.connect(self._open_adding)
        self.sheet_button = Button(_("Foglio"), "neutral", "eye")
        self.sheet_button.clicked.connect(lambda: self.side.whole.setChecked(True))
        named, buttons = QHBoxLayout(), QHBoxLayout()
        for row in (named, buttons):
            row.setSpacing(px(12))
        named.addWidget(label(_("Piano della famiglia"), "page-title"))
        named.addWidget(self.version)
        named.addStretch(1)
        for button in (self.sheet_button, self.undo, self.add):
            buttons.addWidget(button)
        self._title = Ends(named, buttons)
        self.adding = AddingPanel()
        self.adding.suggested.connect(self.presenter.add_suggested)
        self.adding.written.connect(self.presenter.add_objective)
        self.signed = label(
            _("Questa versione è firmata e non cambia più. Una nuova versione porta con sé gli impegni ancora aperti."),
            "second",
            "muted",
            wrap=True,
        )
        self.list = ObjectiveList(self.presenter)
        self.list.unclear.connect(self._unclear)
        self.list.first_wanted.connect(self._open_adding)
        self.adding.turned.connect(self._adding_turned)
        self.list.line_added.connect(self._show_line)
        self._build_cards()
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(tokens.PAGE_MARGIN, px(14), px(20), px(14))
        column.setSpacing(px(12))
        column.addLayout(self._title)
        column.addWidget(self.alarm)
        column.addWidget(self.deciding)
        column.addWidget(self.signed)
        column.addWidget(self.adding)
        column.addWidget(self.list)
        for card in (self.steps, self.changes, self.clocks):
            column.addWidget(card)
        column.addStretch(1)
        self._column = column
        return self._scrolled(inside)

    def _scrolled(self, inside: QWidget) -> QWidget:
        """The lines, and under them what the plan still needs."""
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        self.foot = PlanFoot()
        self.foot.wanted.connect(self._go_to)
        made = QWidget()
        both = QVBoxLayout(made)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(self.area, 1)
        both.addWidget(self.foot)
        self._both = both
        return made

    def _build_cards(self) -> None:
        """What stands around the objectives."""
        self.alarm = Alert("", kind="danger")
        self.steps, self.changes, self.clocks = StepsCard(), ChangesCard(), ClocksCard()
        self.alarm.hide()
        self.steps.seen.connect(self.presenter.way.seen)
        self.steps.another_day.connect(self.deciding.ask_day)
        self.steps.commitment_for.connect(self.list.add_for)

    # — showing —

    def _refresh(self) -> None:
        state = self.presenter.state
        if state.family is None or state.view is None:
            return
        self.header.show()
        self._under.show()
        draft = state.view.is_draft
        self.header.show_state(state, self.presenter.today())
        self.version.set(version_words(state), "neutral" if draft else "success")
        self.add.setVisible(draft)
        self.undo.setVisible(draft)
        self.undo.setEnabled(bool(self.presenter.steps))
        self.undo.setToolTip(self.presenter.steps[-1].words if self.presenter.steps else "")
        self.signed.setVisible(not draft)
        warned = alarm(state)
        self.alarm.fact.setText(warned)
        self.alarm.setVisible(bool(warned))
        self.deciding.show_state(state)
        self.adding.show_state(state)
        self.foot.show_notes(foot(state) if draft else ())
        self.side.show_state()
        self._arrange()
        few = self.list.lacking(state.view.objectives) <= AT_ONCE
        self._turns.begin(self._showing(state, state.view.objectives))
        if few:
            self._turns.complete()

    def _showing(self, state: PlanState, objectives: tuple[ObjectiveLine, ...]) -> Iterator[None]:
        """The long part, so many pieces as a frame has room for; a newer state takes its place."""
        today = self.presenter.today()
        pieces: tuple[Callable[[], None], ...] = (
            lambda: self.steps.show_state(state, today),
            lambda: self.changes.show_state(state),
            lambda: self.clocks.show_state(state, today),
        )
        for _line in self.list.showing(objectives):
            yield
            if state is not self.presenter.state:
                return
        for piece in pieces:
            piece()
            yield
            if state is not self.presenter.state:
                return
        self._order_stops()

    def _order_stops(self) -> None:
        """The Tab key goes as one reads: lines that came later would be the last, after the sheet."""
        lines = [stop for card in self.objectives for stop in card.stops]
        stops = [
            self.add,
            *self.adding.stops,
            *lines,
            *self.steps.buttons.values(),
            self.steps.other,
            *self.foot.stops,
            *self.side.stops,
        ]
        if stops != self._stops:
            self._stops = stops
            for one, other in pairwise(stops):
                QWidget.setTabOrder(one, other)

    @property
    def is_still(self) -> bool:
        """Nothing is being built."""
        return self._turns.is_over

    def complete(self) -> None:
        """Build at once what is left to build."""
        self._turns.complete()

    # — the lines —

    def _open_household(self) -> None:
        self._context.navigate.open("household", household=self.presenter.household)

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
        elif (place := place_of(gap, self.objectives, self.steps.buttons)) is not None:
            place.setFocus(Qt.FocusReason.TabFocusReason)
            self._show_line(place)

    def _show_line(self, field: QWidget) -> None:
        QTimer.singleShot(0, field, lambda: self.area.ensureWidgetVisible(field))

    def _unclear(self, typed: str) -> None:
        self._context.messages.notify(
            _("«{typed}» non è una data. Scrivi per esempio 1/12/2026 o ogni settimana.").format(typed=typed),
            "warning",
        )

    # — the sheet —

    def _sheet_changed(self) -> None:
        self._shown_sheet = self.presenter.state.sheet
        self._paint_pages(self.side.view.page_width())

    def _paint_pages(self, width: int) -> None:
        sheet = self._shown_sheet
        if sheet is not None:
            self._context.run.run(lambda: page_pictures(sheet.pdf, width), self._have_pages)

    def _have_pages(self, pictures: list[QImage]) -> None:
        self.side.show_pages(pictures)

    def _show_whole(self, whole: bool) -> None:
        self._whole = whole
        self._arrange()

    def _arrange(self) -> None:
        """Both halves side by side; where there is little width, or the whole page is wanted, one at a time."""
        if self.presenter.state.view is None:
            return
        beside = self.width() >= px(SIDE_BY_SIDE_FROM)
        self.sheet_button.setVisible(not beside)
        self.editor.setVisible(not self._whole)
        self.side.setVisible(beside or self._whole)
        self._place_foot()
        share = (100 - SHEET_SHARE) / 100 if beside else 1
        self._title.turn(round(self.width() * share) - tokens.PAGE_MARGIN - px(48))

    def _place_foot(self) -> None:
        """Always in sight; where that would leave little of the lines, under them."""
        width = self.width() * (100 - SHEET_SHARE) // 100 if self.side.isVisible() else self.width()
        apart = self.foot.heightForWidth(width) * LINES_TO_FOOT <= self.height()
        home = self._both if apart else self._column
        if home.indexOf(self.foot) < 0:
            (self._column if apart else self._both).removeWidget(self.foot)
            home.insertWidget(1 if apart else home.indexOf(self.list) + 1, self.foot)

    def print_now(self) -> None:
        """Ask for the printer, print, and keep in the ledger that it went out."""
        self.leave()
        sheet = self.presenter.state.sheet
        if sheet is None:
            return
        self._press.print(
            [Sheet(sheet.pdf, self.presenter.recording(sheet))],
            self._press.chosen(self.print_dialog),
            _("Il piano è andato alla stampante."),
            lambda _out: self.presenter.was_printed(),
            self.side.print,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
