"""Reports of the front: figures of a day, a week, a month; the file; and the end of the day."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desk.db.changes import Changes
from desk.domain.visit import SERVICE_TIME, WAITING_TIME
from desk.i18n import _
from desk.office.front.figures import VisitTimes
from desk.office.front.figures_words import Cell, Sheet, short_hours, short_services, short_visits
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.reports import DAY, MONTH, WEEK, ReportsPresenter, left_words
from desk.ui.theme import tokens
from desk.ui.theme.measure import font, px
from desk.ui.widgets.buttons import Button, IconButton
from desk.ui.widgets.card import Card
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.own_scroll import OwnScroll
from desk.ui.widgets.scrolled import Scrolled
from desk.ui.widgets.segmented import Segmented
from desk.ui.widgets.tabs import Tab, TabRow
from desk.ui.widgets.text import label, line
from desk.ui.widgets.today.hour_bars import HourBar, HourBars

Index = QModelIndex | QPersistentModelIndex
SIDE_FROM = 1100
SERVICES, HOURS, VISITS = "services", "hours", "visits"


class SheetModel(QAbstractTableModel):
    """A table of words; its total is the last row, in bold."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet = Sheet("", (), ())

    def show_sheet(self, sheet: Sheet) -> None:
        self.beginResetModel()
        self.sheet = sheet
        self.endResetModel()

    def _rows(self) -> Sequence[tuple[Cell, ...]]:
        return (*self.sheet.rows, *((self.sheet.total,) if self.sheet.total else ()))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self._rows())

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self.sheet.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        value = self._rows()[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return "–" if value is None else str(value)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(index.column())
        if role == Qt.ItemDataRole.FontRole and index.row() == len(self.sheet.rows):
            return font("second-strong")
        return font("second") if role == Qt.ItemDataRole.FontRole else None

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if way is Qt.Orientation.Horizontal and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.sheet.heads[section]
        return self._side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _side(self, column: int) -> int:
        """Words at the leading side, figures at the other."""
        side = Qt.AlignmentFlag.AlignTrailing if column >= self.sheet.figures else Qt.AlignmentFlag.AlignLeading
        return int(side | Qt.AlignmentFlag.AlignVCenter)


class _Steady(QWidget):
    """As high as there is room: what is inside scrolls."""

    def hasHeightForWidth(self) -> bool:
        return False


class _SteadyCard(Card):
    """The same for a card."""

    def hasHeightForWidth(self) -> bool:
        return False


class _CardRow(QWidget):
    """Tells when its width has changed."""

    def __init__(self, resized: Callable[[], None]) -> None:
        super().__init__()
        self._resized = resized

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._resized()


class ReportsScreen(QWidget):
    """`ask_target` may be replaced in tests: it gives a path, or None."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.presenter = ReportsPresenter(context, self._refresh)
        self.ask_target: Callable[[], Path | None] = self._choose_target
        self.days = label("", "text", "body")
        self.spans = Segmented([(DAY, _("Giorno")), (WEEK, _("Settimana")), (MONTH, _("Mese"))])
        self.spans.set_value(DAY)
        self.before = IconButton("back", _("Prima (Alt+Su)"))
        self.after = IconButton("next", _("Dopo (Alt+Giù)"))
        self.save = Button(_("Salva .xlsx"), "outlined", "download", key="Ctrl+S")
        self.save.setEnabled(False)  # until there is something to save
        self.tabs = TabRow([Tab(SERVICES, _("Per servizio")), Tab(HOURS, _("Per ora")), Tab(VISITS, _("Visite"))])
        self.models = {name: SheetModel() for name in (SERVICES, HOURS, VISITS)}
        self.tables = {name: _table(model) for name, model in self.models.items()}
        self.stack = QStackedWidget()
        self.wrong_wait = Button(_("Attesa sbagliata"), "neutral", "clock", size="small")
        self.wrong_service = Button(_("Colloquio sbagliato"), "neutral", "clock", size="small")
        self.left_out = label("", "note", wrap=True)
        self.bars = HourBars()
        self.close_all = Button(_("Chiudi la giornata"), "primary", "done")
        self._build()
        self._wire()

    def show_facts(self, **facts: str) -> None:
        self.presenter.show()

    def on_changes(self, changes: Changes) -> None:
        self.presenter.on_changes(changes)

    # — building —

    def _build(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(px(10))
        tools.addWidget(self.before)
        tools.addWidget(self.after)
        tools.addWidget(self.spans)
        tools.addWidget(self.save)
        tools.addStretch(1)
        titles = QHBoxLayout()
        titles.setSpacing(px(16))
        titles.addWidget(label(_("Rapporti"), "page-title"))
        titles.addWidget(self.days, 1)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(px(10))
        self._head.addLayout(titles, 1)
        self._head.addLayout(tools)
        self._shown: list[Card] = []
        self._cards = _CardRow(self._measure_cards)
        self._card_row = FlowLayout(12)
        self._cards.setLayout(self._card_row)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(tokens.CARD_GAP)
        self._body.addWidget(self._figures(), 5)
        self._body.addWidget(self._side(), 3)
        inside = Scrolled()
        column = QVBoxLayout(inside)
        column.setContentsMargins(tokens.PAGE_MARGIN, px(16), tokens.PAGE_MARGIN, tokens.PAGE_MARGIN)
        column.setSpacing(px(12))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self.stack.setMinimumHeight(px(250))
        column.addLayout(self._head)
        column.addWidget(self._cards)
        column.addLayout(self._body, 1)

    def _figures(self) -> QWidget:
        card = _SteadyCard()
        for table in self.tables.values():
            self.stack.addWidget(table)
        marks = QHBoxLayout()
        marks.setSpacing(px(8))
        marks.addWidget(self.left_out, 1)
        marks.addWidget(self.wrong_wait)
        marks.addWidget(self.wrong_service)
        card.body.addWidget(self.tabs)
        card.body.addWidget(self.stack, 1)
        card.body.addLayout(marks)
        return card

    def _side(self) -> QWidget:
        side = _Steady()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.CARD_GAP)
        waits = Card(_("Attesa tipica per ora"), "reports")
        waits.body.addWidget(self.bars)
        waits.body.addWidget(label(_("Minuti sopra le colonne; sotto, l'ora e chi è arrivato."), "note", wrap=True))
        column.addWidget(waits)
        self.end = _SteadyCard(_("Fine della giornata"), "flag")
        self.end_words = label("", "second", "body", wrap=True)
        self.end.body.addWidget(self.end_words)
        self.open_list = OwnScroll(modest=px(130))
        self.open_list.setMinimumHeight(px(130))
        self._left = self.open_list.column
        self._left.setSpacing(px(4))
        self.end.body.addWidget(self.open_list, 1)
        self.end.body.addWidget(self.close_all)
        self.end.body.addStretch(0)
        column.addWidget(self.end, 1)
        column.addStretch(0)
        return side

    def _wire(self) -> None:
        self.spans.changed.connect(self.presenter.choose_span)
        self.before.clicked.connect(lambda: self.presenter.step(-1))
        self.after.clicked.connect(lambda: self.presenter.step(1))
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            short = QShortcut(QKeySequence(keys), self)
            short.activated.connect(lambda step=by: self.presenter.step(step))
        self.save.clicked.connect(self._save)
        self.tabs.chosen.connect(self._choose_tab)
        self.close_all.clicked.connect(self.presenter.close_all)
        self.wrong_wait.clicked.connect(lambda: self._mark(WAITING_TIME))
        self.wrong_service.clicked.connect(lambda: self._mark(SERVICE_TIME))
        self.tables[VISITS].selectionModel().currentChanged.connect(lambda _now, _before: self._marks())
        self._choose_tab(SERVICES)

    # — showing —

    def _refresh(self) -> None:
        presenter, report = self.presenter, self.presenter.report
        self.days.setText(presenter.days_words())
        self.after.setEnabled(presenter.may_step_on())
        self.save.setEnabled(report is not None)
        if report is None:
            return
        empty(self._card_row)
        self._shown = [_figure(*words) for words in presenter.cards()]
        for card in self._shown:
            self._card_row.addWidget(card)
        self._measure_cards()
        chosen = self.tables[VISITS].currentIndex().row()
        self.models[SERVICES].show_sheet(short_services(report))
        self.models[HOURS].show_sheet(short_hours(report))
        self.models[VISITS].show_sheet(short_visits(report))
        for name, wide in ((SERVICES, 0), (HOURS, 0), (VISITS, 1)):
            self.tables[name].horizontalHeader().setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        if 0 <= chosen < len(report.visits):
            self.tables[VISITS].selectRow(chosen)
        self.bars.show_bars([HourBar(hour, each.waited, each.arrived) for hour, each in report.hours.items()])
        self.left_out.setText(presenter.left_out())
        self._show_end()
        self._marks()

    def _show_end(self) -> None:
        presenter = self.presenter
        may = presenter.may_close()
        self.end.setVisible(may)
        empty(self._left)
        if presenter.closed and not presenter.left:
            words = _("Chiusa alle {time}.").format(time=presenter.closed)
        elif presenter.left:
            words = _("Prima di chiudere: queste famiglie risultano ancora aperte.")
        else:
            words = _("Non resta nessuno: la giornata si può chiudere.")
        self.end_words.setText(words)
        for row in presenter.left:
            said, act = left_words(row)
            self._left.addWidget(line())
            self._left.addWidget(self._left_row(f"{row.ticket} {row.name}".strip(), said, act, row.key))
        self._left.addStretch(1)
        self.open_list.setVisible(bool(presenter.left))
        self.close_all.setVisible(not presenter.closed or bool(presenter.left))

    def _left_row(self, who: str, said: str, act: str, key: str) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(who, "second-strong", wrap=True))
        words.addWidget(label(said, "second", wrap=True))
        button = Button(act, "neutral", size="small")
        button.setAccessibleName(f"{act}: {who}")
        button.clicked.connect(lambda _on=False: self.presenter.close_one(key))
        row.addLayout(words, 1)
        row.addWidget(button)
        return made

    def _choose_tab(self, name: str) -> None:
        self.stack.setCurrentWidget(self.tables[name])
        self._marks()

    def _marks(self) -> None:
        """The two buttons say what they will do to the chosen visit."""
        row = self._visit()
        for button in (self.wrong_wait, self.wrong_service):
            button.setVisible(self.stack.currentWidget() is self.tables[VISITS])
            button.setEnabled(row is not None)
        wrong = row.facts.wrong if row else frozenset()
        self.wrong_wait.set_words(_("Attesa giusta") if WAITING_TIME in wrong else _("Attesa sbagliata"))
        self.wrong_service.set_words(_("Colloquio giusto") if SERVICE_TIME in wrong else _("Colloquio sbagliato"))

    def _visit(self) -> VisitTimes | None:
        report, row = self.presenter.report, self.tables[VISITS].currentIndex().row()
        return report.visits[row] if report and 0 <= row < len(report.visits) else None

    # — what the person does —

    def _mark(self, which: str) -> None:
        row = self._visit()
        if row is not None:
            self.presenter.mark(row.visit, which)

    def _save(self) -> None:
        path = self.ask_target()
        if path is not None:
            self.presenter.save(path)

    def _choose_target(self) -> Path | None:
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Salva .xlsx"), self.presenter.file_name(), "*.xlsx")
        return Path(chosen) if chosen else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= px(SIDE_FROM)
        ways = QBoxLayout.Direction
        self._body.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self._head.setDirection(ways.LeftToRight if beside else ways.TopToBottom)

    def _measure_cards(self) -> None:
        """As many beside each other as have room, all equally wide."""
        cards = self._shown
        if not cards:
            return
        whole, gap = self._cards.width(), 12
        beside = max(1, min(len(cards), (whole + gap) // (px(176) + gap)))
        for card in cards:
            card.setFixedWidth((whole - gap * (beside - 1)) // beside)


def _figure(title: str, figure: str, second: str) -> Card:
    card = Card()
    card.body.setSpacing(0)
    card.setAccessibleName(f"{title}: {figure}, {second}")
    card.body.addWidget(label(title, "second", "body"))
    card.body.addWidget(label(figure, "figure"))
    card.body.addWidget(label(second, "note"))
    return card


def _table(model: SheetModel) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setAccessibleName(_("Figure"))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setWordWrap(True)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(px(38))
    head = table.horizontalHeader()
    head.setHighlightSections(False)
    head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    head.setStretchLastSection(False)
    head.setMinimumSectionSize(px(64))
    head.setMinimumHeight(px(40))
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    return table
