"""Every family of the office: type to narrow, Enter opens."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from desk.db.changes import Changes
from desk.i18n import _
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.households import ALL, BURNING, MINE, UNBOOKED, HouseholdsPresenter
from desk.ui.theme import tokens
from desk.ui.theme.measure import colour, px
from desk.ui.widgets.edits import LineEdit
from desk.ui.widgets.empty import EmptyState
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.segmented import Segmented
from desk.ui.widgets.text import label

Index = QModelIndex | QPersistentModelIndex
NAME, CODE, LANGUAGE, STAGE, NEXT, BURNS, WORKER = range(7)
LEAST_IMPORTANT = ((LANGUAGE, 1150), (WORKER, 1000), (CODE, 850), (STAGE, 700))
"""Columns that go where there is no room: column, least width of the page in pixels at 100 % text."""


class HouseholdsModel(QAbstractTableModel):
    """The presenter's rows as a table."""

    def __init__(self, presenter: HouseholdsPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._heads = (
            _("Famiglia"), _("Codice"), _("Lingua"), _("Tappa"), _("Prossimo"), _("Che cosa brucia"), _("In carico a"),
        )  # fmt: skip

    def renew(self) -> None:
        self.beginResetModel()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self._presenter.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._presenter.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._presenter.cells(row)[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == BURNS:
            tone = self._presenter.burns(row)
            return colour(tokens.DANGER if tone == "danger" else tokens.WARNING) if tone else None
        return None


class HouseholdsScreen(QWidget):
    """The rail's «Famiglie»."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.presenter = HouseholdsPresenter(context, self._refresh)
        self.model = HouseholdsModel(self.presenter)
        self.count = label("", "second", "muted")
        self.filter = LineEdit(_("Nome, codice o operatore"))
        self.filter.setAccessibleName(_("Cerca nell'elenco"))
        self.which = Segmented(
            [(ALL, _("Tutte")), (MINE, _("In carico a me")), (BURNING, _("Con scadenze")), (UNBOOKED, _("Senza data"))]
        )
        self.which.set_value(ALL)
        self.table = self._build_table()
        self.nothing = EmptyState(_("Nessuna famiglia con queste parole."), _("Mostra tutte"), "search")
        self._build()
        self.filter.textChanged.connect(self.presenter.type)
        self.filter.returnPressed.connect(self._open_first)
        self.which.changed.connect(lambda value: self.presenter.choose(value or ALL))
        self.nothing.acted.connect(self._show_all)
        self.table.activated.connect(self._open)
        self.table.clicked.connect(self._open)

    def show_facts(self, **facts: str) -> None:
        self.presenter.show()
        self.filter.setFocus()

    def on_changes(self, changes: Changes) -> None:
        self.presenter.on_changes(changes)

    def take_scan(self, household: str) -> bool:
        return self.presenter.take_scan(household)

    def _build_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName(_("Famiglie"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setCursor(Qt.CursorShape.PointingHandCursor)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(px(44))
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return table

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(label(_("Famiglie"), "page-title"))
        head.addWidget(self.count)
        head.addStretch(1)
        tools = QWidget()
        row = FlowLayout(12)
        tools.setLayout(row)
        self.filter.setMinimumWidth(px(280))
        row.addWidget(self.filter)
        row.addWidget(self.which)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.PAGE_MARGIN, px(16), tokens.PAGE_MARGIN, tokens.PAGE_MARGIN)
        column.setSpacing(tokens.CARD_GAP)
        column.addLayout(head)
        column.addWidget(tools)
        column.addWidget(self.table, 1)
        column.addWidget(self.nothing)
        column.addStretch(0)
        self.nothing.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column, least in LEAST_IMPORTANT:
            self.table.setColumnHidden(column, self.width() < px(least))

    def _refresh(self) -> None:
        self.model.renew()
        self.count.setText(self.presenter.counted())
        found = bool(self.presenter.rows)
        self.table.setVisible(found)
        self.nothing.setVisible(not found and bool(self.presenter.every))

    def _show_all(self) -> None:
        self.which.set_value(ALL)
        self.filter.clear()
        self.presenter.choose(ALL)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.presenter.open(self.presenter.rows[index.row()].id)

    def _open_first(self) -> None:
        if self.presenter.rows:
            self.presenter.open(self.presenter.rows[0].id)
