"""The plan: written with the family at the left, the sheet it takes home at the right."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.db.changes import Changes
from desk.i18n import _
from desk.office.plan.sheet import PlanSheet
from desk.ui.pdf_pages import page_pictures
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.plan import PlanPresenter
from desk.ui.presenters.plan_page import PlanState
from desk.ui.presenters.plan_way import Act
from desk.ui.press import Press, Sheet
from desk.ui.theme.measure import px
from desk.ui.widgets.plan.card import ObjectiveCard
from desk.ui.widgets.plan.editor import PlanEditor
from desk.ui.widgets.plan.header import PlanHeader
from desk.ui.widgets.plan.sheet_side import SheetSide
from desk.ui.widgets.text import line
from desk.ui.widgets.turns import Turns, dress

SIDE_BY_SIDE_FROM = 1100
SHEET_SHARE = 42


class _Halves(QHBoxLayout):
    """`before` it lays out for another width, it is settled which half is there: else all lines are laid out for the
    halves of before first, sixty of them in a width that they never have."""

    def __init__(self, before: Callable[[], None]) -> None:
        super().__init__()
        self._before, self._width = before, 0

    def setGeometry(self, rect: QRect) -> None:
        if rect.width() != self._width:
            self._width, there = rect.width(), self._there()
            self._before()
            if there != self._there():
                self.invalidate()
        super().setGeometry(rect)

    def _there(self) -> list[bool]:
        return [not item.isEmpty() for item in map(self.itemAt, range(self.count())) if item is not None]


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
        self._whole = self._made = False
        self._turns = Turns(self)
        self._turns.begin(self._making())
        for keys, action in (("Ctrl+P", self.print_now), ("Ctrl+Z", self.presenter.take_back)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    # — what the window asks —

    def show_facts(self, **facts: str) -> None:
        if facts.get("household"):
            if self._made and facts["household"] != self.presenter.household:
                self._hide_all()
            self.presenter.show(facts["household"])

    def _hide_all(self) -> None:
        """Another family is being opened: nothing of the one before stays in sight."""
        self._turns.complete()
        for part in (self._header, self._under, self._side, self._editor):
            part.hide()

    def on_changes(self, changes: Changes) -> None:
        self.presenter.on_changes(changes)

    def leave(self) -> None:
        """Save what is typed in the fields."""
        if self._made:
            self._editor.settle()

    @property
    def objectives(self) -> list[ObjectiveCard]:
        """The cards, in order."""
        return self.editor.list.cards

    @property
    def header(self) -> PlanHeader:
        """Whoever asks for a part finds it whole."""
        self._turns.complete()
        return self._header

    @property
    def side(self) -> SheetSide:
        """The sheet, as a whole."""
        self._turns.complete()
        return self._side

    @property
    def editor(self) -> PlanEditor:
        """The lines; they may still come."""
        self._turns.complete()
        return self._editor

    @property
    def is_still(self) -> bool:
        """Nothing is being built."""
        return self._made and self._turns.is_over and self._editor.is_still

    # — building —

    def _making(self) -> Iterator[None]:
        """The parts, hidden until the plan is there: an empty page would say what is not so. It is read meanwhile."""
        whole, halves = QVBoxLayout(self), _Halves(self._arrange)
        for box in (whole, halves):
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(0)
        self._header, self._under = PlanHeader(self), line()
        self._under.hide()
        whole.addWidget(self._header)
        whole.addWidget(self._under)
        whole.addLayout(halves, 1)
        yield
        dress(self._header)
        self._side = SheetSide(self.presenter, self)
        yield
        dress(self._side)
        yield
        self._editor = PlanEditor(self.presenter, lambda: self._side.stops, self)
        halves.addWidget(self._editor, 100 - SHEET_SHARE)
        halves.addWidget(self._side, SHEET_SHARE)
        yield from self._editor.building()
        self._connect()
        self._made = True
        yield
        yield from self._showing(self.presenter.state)
        self._sheet_changed()

    def _connect(self) -> None:
        header, side, editor, way = self._header, self._side, self._editor, self.presenter.way
        editor.unclear.connect(self._unclear)
        editor.sheet_wanted.connect(lambda: side.whole.setChecked(True))
        header.back.clicked.connect(self._open_household)
        for act, does in (
            (Act.SIGN, way.sign),
            (Act.ASK, way.ask),
            (Act.APPROVE, way.approve),
            (Act.RENEW, way.renew),
            (Act.SEND_BACK, editor.deciding.ask_words),
            (Act.CLOSE, editor.deciding.ask_outcome),
        ):
            header.acts[act].clicked.connect(does)
        side.print_wanted.connect(self.print_now)
        side.whole_wanted.connect(self._show_whole)
        side.given.connect(self.presenter.given_to)
        side.view.wanted.connect(self._paint_pages)

    # — showing —

    def _refresh(self) -> None:
        if self._made:
            self._turns.begin(self._showing(self.presenter.state))

    def _showing(self, state: PlanState) -> Iterator[None]:
        """Part by part; a newer state takes its place."""
        if state.family is None or state.view is None:
            return
        self._header.show_state(state, self.presenter.today())
        self._header.show()
        self._under.show()
        yield
        if state is not self.presenter.state:
            return
        self._side.show_state()
        yield
        if state is not self.presenter.state:
            return
        self._editor.show_state(state)
        yield
        if self._editor.isHidden() and self._side.isHidden() and self._is_wide:
            self._keep_room(True)  # to dress and draw both at once takes more than a frame
            self._side.show()
            yield
            self._keep_room(False)
        self._arrange()

    def _keep_room(self, keep: bool) -> None:
        """For the lines beside the sheet, while they are still out of sight."""
        policy = self._editor.sizePolicy()
        policy.setRetainSizeWhenHidden(keep)
        self._editor.setSizePolicy(policy)

    @property
    def _is_wide(self) -> bool:
        return self.width() >= px(SIDE_BY_SIDE_FROM)

    def _open_household(self) -> None:
        self._context.navigate.open("household", household=self.presenter.household)

    def _unclear(self, typed: str) -> None:
        self._context.messages.notify(
            _("«{typed}» non è una data. Scrivi per esempio 1/12/2026 o ogni settimana.").format(typed=typed),
            "warning",
        )

    def _show_whole(self, whole: bool) -> None:
        self._whole = whole
        self._arrange()

    def _arrange(self) -> None:
        """Both halves side by side; where there is little width, or the whole page is wanted, one at a time."""
        if not self._made or self.presenter.state.view is None:
            return
        beside = self._is_wide
        self._editor.sheet_button.setVisible(not beside)
        self._editor.setVisible(not self._whole)
        self._side.setVisible(beside or self._whole)
        width = self.width() * (100 - SHEET_SHARE) // 100 if beside else self.width()
        self._editor.place_foot(width, self.height())
        self._editor.turn(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # — the sheet —

    def _sheet_changed(self) -> None:
        self._shown_sheet = self.presenter.state.sheet
        if self._made:
            self._paint_pages(self._side.view.page_width())

    def _paint_pages(self, width: int) -> None:
        sheet = self._shown_sheet
        if sheet is not None:
            self._context.run.run(lambda: page_pictures(sheet.pdf, width), self._have_pages)

    def _have_pages(self, pictures: list[QImage]) -> None:
        self._side.show_pages(pictures)

    def print_now(self) -> None:
        """Ask for the printer, print, and keep in the ledger that it went out."""
        self.leave()
        self.presenter.when_read(self._print)

    def _print(self) -> None:
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
