"""Every family of the office: type to narrow, arrows to go, Enter opens."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.db.changes import Changes
from desk.i18n import _, n_
from desk.office.front.scan import Taken
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.households import ALL, BURNING, MINE, UNBOOKED, UNFINISHED, HouseholdsPresenter
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.edits import LineEdit
from desk.ui.widgets.empty import EmptyState
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.household.family_table import FamilyTable, columns
from desk.ui.widgets.segmented import Segmented
from desk.ui.widgets.text import label


class HouseholdsScreen(QWidget):
    """The rail's «Famiglie»."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.presenter = HouseholdsPresenter(context, self._refresh)
        self.count = label("", "second", "muted")
        self.to_review = Button("", "quiet", "reconcile", size="small")
        self.filter = LineEdit(_("Nome, codice, zona o operatore"))
        self.filter.setAccessibleName(_("Cerca nell'elenco"))
        self.which = Segmented(
            [
                (ALL, _("Tutte")),
                (MINE, _("In carico a me")),
                (BURNING, _("Con scadenze")),
                (UNBOOKED, _("Senza data")),
                (UNFINISHED, _("Colloqui da finire")),
            ]
        )
        self.which.set_value(ALL)
        self.order = ComboBox(
            [
                (str(number), _("Ordina: {what}").format(what=column.title.lower()))
                for number, column in columns().items()
            ]
        )
        self.order.setAccessibleName(_("Ordina l'elenco"))
        self.order.set_value("0")
        self.table = FamilyTable(self.presenter)
        self.model = self.table.rows
        self.nothing = EmptyState(_("Nessuna famiglia con queste parole."), _("Mostra tutte"), "search")
        can = _("Importa un elenco") if self.presenter.may_import else ""
        self.nobody = EmptyState(_("Qui si vedono tutte le famiglie dell'ufficio."), can, "households")
        self._opened = ""
        self._build()
        self._connect()

    def show_facts(self, **facts: str) -> None:
        self.presenter.show()
        self.filter.setFocus()

    def on_changes(self, changes: Changes) -> None:
        self.presenter.on_changes(changes)

    def take_scan(self, taken: Taken) -> bool:
        return bool(taken.household) and self.presenter.take_scan(taken.household)

    def _connect(self) -> None:
        self.filter.textChanged.connect(self.presenter.type)
        self.filter.returnPressed.connect(lambda: self._open(max(0, self.table.currentIndex().row())))
        self.filter.installEventFilter(self)
        self.which.changed.connect(lambda value: self.presenter.choose(value or ALL))
        self.order.activated.connect(lambda _place: self.presenter.sort_by(int(self.order.value() or 0)))
        self.to_review.clicked.connect(self.presenter.review)
        self.nothing.acted.connect(self._show_all)
        self.nobody.acted.connect(self.presenter.fill)
        self.table.opened.connect(self._open)
        self.table.typed.connect(self._type)
        self.table.sorted.connect(self.presenter.sort)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(label(_("Famiglie"), "page-title"))
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.to_review)
        tools = QWidget()
        row = FlowLayout(12)
        tools.setLayout(row)
        self.filter.setMinimumWidth(px(280))
        self.order.setMinimumWidth(px(190))
        row.addWidget(self.filter)
        row.addWidget(self.which)
        row.addWidget(self.order)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.PAGE_MARGIN, px(16), tokens.PAGE_MARGIN, tokens.PAGE_MARGIN)
        column.setSpacing(tokens.CARD_GAP)
        column.addLayout(head)
        column.addWidget(tools)
        column.addWidget(self.table, 1)
        column.addWidget(self.nothing)
        column.addWidget(self.nobody)
        column.addStretch(0)
        for part in (self.nothing, self.nobody, self.to_review):
            part.hide()

    def _refresh(self) -> None:
        presenter = self.presenter
        self.table.show_rows(self._place())
        self.order.set_value(str(presenter.column))
        self.count.setText(presenter.counted())
        self.to_review.set_words(
            n_("{n} riga da rivedere", "{n} righe da rivedere", presenter.to_review).format(n=presenter.to_review)
        )
        self.to_review.setVisible(presenter.to_review > 0)
        found = bool(presenter.rows)
        self.table.setVisible(found or not presenter.read)
        self.nothing.setVisible(not found and bool(presenter.every))
        self.nobody.setVisible(presenter.read and not presenter.every)

    def _place(self) -> int:
        """The family that was opened last, while it is in the list; else the first."""
        if not self._opened:
            return 0
        return next((place for place, row in enumerate(self.presenter.rows) if row.id == self._opened), 0)

    def _show_all(self) -> None:
        self.which.set_value(ALL)
        self.filter.clear()
        self.presenter.choose(ALL)

    def _type(self, text: str) -> None:
        """A letter typed in the table goes on in the line above it."""
        self.filter.setFocus()
        self.filter.insert(text)

    def _open(self, place: int) -> None:
        if 0 <= place < len(self.presenter.rows):
            self._opened = self.presenter.rows[place].id
            self.presenter.open(self._opened)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down, up and page keys in the line move through the list."""
        moves = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in moves:
            self.table.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)
