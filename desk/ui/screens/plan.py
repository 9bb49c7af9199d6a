"""The plan: written with the family at the left, the sheet it takes home at the right."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.db.changes import Changes
from desk.i18n import _
from desk.office.plan.sheet import PlanSheet
from desk.ui.pdf_pages import page_pictures
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.plan import PlanPresenter
from desk.ui.presenters.plan_way import Act
from desk.ui.press import Press, Sheet
from desk.ui.theme.measure import px
from desk.ui.widgets.plan.card import ObjectiveCard
from desk.ui.widgets.plan.editor import PlanEditor
from desk.ui.widgets.plan.header import PlanHeader
from desk.ui.widgets.plan.sheet_side import SheetSide
from desk.ui.widgets.text import line

SIDE_BY_SIDE_FROM = 1100
SHEET_SHARE = 42


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
        self.editor.settle()

    @property
    def objectives(self) -> list[ObjectiveCard]:
        """The cards, in order."""
        return self.editor.list.cards

    @property
    def is_still(self) -> bool:
        """Nothing is being built."""
        return self.editor.is_still

    # — building —

    def _build(self) -> None:
        self.header, self._under = PlanHeader(), line()
        self.side = SheetSide(self.presenter)
        self.editor = PlanEditor(self.presenter, lambda: self.side.stops)
        self.editor.unclear.connect(self._unclear)
        self.editor.sheet_wanted.connect(lambda: self.side.whole.setChecked(True))
        self.header.back.clicked.connect(self._open_household)
        way = self.presenter.way
        for act, does in (
            (Act.SIGN, way.sign),
            (Act.ASK, way.ask),
            (Act.APPROVE, way.approve),
            (Act.RENEW, way.renew),
            (Act.SEND_BACK, self.editor.deciding.ask_words),
            (Act.CLOSE, self.editor.deciding.ask_outcome),
        ):
            self.header.acts[act].clicked.connect(does)
        self.side.print_wanted.connect(self.print_now)
        self.side.whole_wanted.connect(self._show_whole)
        self.side.given.connect(self.presenter.given_to)
        self.side.view.wanted.connect(self._paint_pages)
        halves = QHBoxLayout()
        halves.setSpacing(0)
        halves.addWidget(self.editor, 100 - SHEET_SHARE)
        halves.addWidget(self.side, SHEET_SHARE)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self._under)
        whole.addLayout(halves, 1)
        for part in (self.header, self._under, self.editor, self.side):
            part.hide()  # until the plan is there: an empty page would say what is not so

    # — showing —

    def _refresh(self) -> None:
        state = self.presenter.state
        if state.family is None or state.view is None:
            return
        self.header.show()
        self._under.show()
        self.header.show_state(state, self.presenter.today())
        self.side.show_state()
        self.editor.show_state(state)
        self._arrange()

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
        if self.presenter.state.view is None:
            return
        beside = self.width() >= px(SIDE_BY_SIDE_FROM)
        self.editor.sheet_button.setVisible(not beside)
        self.editor.setVisible(not self._whole)
        self.side.setVisible(beside or self._whole)
        width = self.width() * (100 - SHEET_SHARE) // 100 if beside else self.width()
        self.editor.place_foot(width, self.height())
        self.editor.turn(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

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
