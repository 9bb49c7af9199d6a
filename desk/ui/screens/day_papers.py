"""The papers of a day's families in one go: who comes, what is printed, how far it is."""

from collections.abc import Iterator
from functools import partial
from itertools import count

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desk.db.changes import Changes
from desk.i18n import _
from desk.office.papers.kinds import Kind
from desk.office.papers.make import Expected
from desk.ui.pdf_pages import must_be_whole, numbered, print_job
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.day_papers import KINDS, DayPapersPresenter
from desk.ui.presenters.papers import kind_words
from desk.ui.press import Press
from desk.ui.printing import job_for
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.alert import Alert
from desk.ui.widgets.bars import ThinBar
from desk.ui.widgets.breadcrumb import Breadcrumb
from desk.ui.widgets.buttons import Button, IconButton
from desk.ui.widgets.card import Card
from desk.ui.widgets.check_box import CheckBox
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.field import FieldFrame
from desk.ui.widgets.page_column import PageColumn
from desk.ui.widgets.papers.printer_row import PrinterRow
from desk.ui.widgets.scrolled import Scrolled
from desk.ui.widgets.segmented import Segmented
from desk.ui.widgets.text import label
from desk.ui.widgets.turns import Turns

NORMAL, LARGE = "normal", "large"
BETWEEN = 6
AT_ONCE = 8
"""So many lines change between two drawings of the window."""


class DayPapersScreen(QWidget):
    """Facts: the day (ISO). `print_dialog` may be replaced in tests: it gets the printer and says whether to print."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._context = context
        self.presenter = DayPapersPresenter(context, self._refresh)
        self._press = Press(context, self, _("Stampa i fogli del giorno"))
        self.print_dialog = self._press.ask
        self.crumbs = Breadcrumb([("agenda", _("Agenda")), ("day_papers", _("Fogli del giorno"))])
        self.crumbs.chosen.connect(lambda _name: context.navigate.open("agenda", day=self._day()))
        self.title = label("", "page-title", wrap=True)
        self.before = IconButton("back", _("Giorno prima"))
        self.after = IconButton("next", _("Giorno dopo"))
        self.kind = ComboBox([(kind.value, kind_words(kind)) for kind in KINDS])
        self.size_of_print = Segmented([(NORMAL, _("Normali")), (LARGE, _("Grandi"))])
        self.printers = PrinterRow(context)
        self.print = Button("", "primary", "print")
        self.print.setEnabled(False)
        self.stop = Button(_("Ferma"), "outlined", "close")
        self.bar = ThinBar()
        self.far = label("", "second", wrap=True)
        self.fault = Alert("", kind="danger")
        self._boxes: dict[str, CheckBox] = {}
        self._lines: dict[str, QLabel | CheckBox] = {}
        self._shape: tuple[object, ...] | None = None
        self._listed: object = None
        self._turns = Turns(self, most=AT_ONCE)
        self._round = 0
        self._build()
        self.before.clicked.connect(lambda: self.presenter.turn(-1))
        self.after.clicked.connect(lambda: self.presenter.turn(1))
        self.kind.activated.connect(lambda _place: self.presenter.choose(Kind(self.kind.value() or Kind.PLAN)))
        self.size_of_print.changed.connect(self._sized)
        self.print.clicked.connect(self.print_now)
        self.stop.clicked.connect(self.presenter.cancel)

    def show_facts(self, **facts: str) -> None:
        self.printers.read()
        self.presenter.show(facts.get("day", ""))

    def on_changes(self, changes: Changes) -> None:
        self.presenter.on_changes(changes)

    def _build(self) -> None:
        who = Card(_("Chi viene"), "households")
        self._families = PageColumn(px(BETWEEN))
        who.body.addWidget(self._families)
        what = Card(_("Che cosa stampi"), "document")
        what.body.addWidget(FieldFrame(_("Foglio"), self.kind))
        what.body.addWidget(FieldFrame(_("Caratteri"), self.size_of_print))
        what.body.addWidget(self.printers)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self.print)
        row.addWidget(self.stop)
        row.addStretch(1)
        what.body.addLayout(row)
        what.body.addWidget(self.bar)
        what.body.addWidget(self.far)
        what.body.addWidget(self.fault)
        self.fault.hide()
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self.title, 1)
        head.addWidget(self.before)
        head.addWidget(self.after)
        inside = Scrolled()
        column = QVBoxLayout(inside)
        column.setContentsMargins(tokens.PAGE_MARGIN, px(8), tokens.PAGE_MARGIN, tokens.PAGE_MARGIN)
        column.setSpacing(tokens.CARD_GAP)
        column.addWidget(self.crumbs)
        column.addLayout(head)
        halves = QHBoxLayout()
        halves.setSpacing(tokens.CARD_GAP)
        halves.addWidget(who, 55, Qt.AlignmentFlag.AlignTop)
        halves.addWidget(what, 45, Qt.AlignmentFlag.AlignTop)
        column.addLayout(halves)
        column.addStretch(1)
        self._area = area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _refresh(self) -> None:
        presenter = self.presenter
        self.title.setText(presenter.title())
        self.kind.set_value(presenter.kind.value)
        self.size_of_print.set_value(LARGE if presenter.large else NORMAL)
        running = presenter.running
        listed = (presenter.families, presenter.kind, presenter.out, running)
        if listed != self._listed:
            self._listed = listed
            self._show_families()
        self._mind(running)
        self.print.set_words(presenter.start_words())
        self.print.setEnabled(not running and bool(presenter.to_print()))
        for part in (self.kind, self.size_of_print, self.before, self.after):
            part.setEnabled(not running)
        self.bar.setVisible(running)
        self.bar.set(presenter.done, max(presenter.total, 1))
        self.far.setText(presenter.far())
        self.far.setVisible(running)
        self.fault.set_fact("\n".join(presenter.failed))
        self.fault.setVisible(bool(presenter.failed))

    def _mind(self, running: bool) -> None:
        """What runs and how to stop it are in sight, with the focus: else it would go to the end of the list, and the
        page with it."""
        begins, ends = running and self.stop.isHidden(), not running and not self.stop.isHidden()
        if ends:
            self.print.setEnabled(bool(self.presenter.to_print()))
            self.print.setFocus(Qt.FocusReason.OtherFocusReason)
        self.stop.setVisible(running)
        self.stop.setEnabled(not self.presenter.stopping)
        if begins:
            self.stop.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self.stop, lambda: self._area.ensureWidgetVisible(self.stop))

    @property
    def boxes(self) -> dict[str, CheckBox]:
        """Whoever asks for them finds them whole."""
        self._turns.complete()
        return self._boxes

    def _show_families(self) -> None:
        """The lines that stand there take the new words, those in sight first; new ones come one after the other. A
        hundred are made, or turned grey, while the window goes on."""
        presenter = self.presenter
        shape = tuple((family.household, presenter.printable(family)) for family in presenter.families)
        self._round += 1
        if shape != self._shape:
            self._shape = shape
            self._families.clear()
            self._lines, self._boxes = {}, {}
            if not presenter.families:
                self._families.add(label(_("Quel giorno non viene nessuno."), "second", wrap=True))
        self._turns.begin(self._showing(self._round))

    def _showing(self, this_round: int) -> Iterator[None]:
        """A newer round takes its place."""
        families = self.presenter.families
        for family in sorted(families, key=lambda each: not self._is_in_sight(each)):
            if this_round != self._round:
                return
            if family.household not in self._lines:
                self._add(family)
                if len(self._lines) == 1:  # the page grows once, not line by line
                    high = self._lines[family.household].sizeHint().height() + px(BETWEEN)
                    self._families.expect(high * len(families) - px(BETWEEN))
            else:
                self._say(family)
            yield
        self._families.expect(0)
        if self._families.minimumSizeHint().width() > self._families.width():
            self._families.updateGeometry()  # its longest line is cut: the page is laid out and drawn anew

    def _is_in_sight(self, family: Expected) -> bool:
        line = self._lines.get(family.household)
        return line is not None and not line.visibleRegion().isEmpty()

    def _add(self, family: Expected) -> None:
        if self.presenter.printable(family):
            box = self._boxes[family.household] = CheckBox("")
            box.toggled.connect(partial(self.presenter.take, family.household))
            self._lines[family.household] = box
        else:
            self._lines[family.household] = label("", "second", "muted", wrap=True)
        self._say(family)
        self._families.add(self._lines[family.household])

    def _say(self, family: Expected) -> None:
        self._lines[family.household].setText(self.presenter.words(family))
        box = self._boxes.get(family.household)
        if box is not None:
            box.setEnabled(not self.presenter.running)
            box.blockSignals(True)  # nobody ticked it
            box.setChecked(self.presenter.taken(family))
            box.blockSignals(False)

    def _sized(self, value: str) -> None:
        self.presenter.large = value == LARGE

    def _day(self) -> str:
        return self.presenter.day.isoformat() if self.presenter.day else ""

    def print_now(self) -> None:
        """All papers on one printer, chosen once; each is a job of its own, so that stopping cuts none in two."""
        job, numbers, window = job_for(self.printers.choice, self.print_dialog), count(1), self.window()
        if job is None:
            return

        def printed(pdf: bytes) -> str:
            must_be_whole(pdf)
            return print_job(pdf, numbered(job, next(numbers)))

        self.presenter.start(printed, lambda: self._press.follow(job, window))
