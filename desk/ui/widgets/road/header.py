"""Above the road: whose it is, which scenario is in hand, and the one step that puts it into the plan."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from desk.i18n import _
from desk.ui.presenters.road import RoadPresenter
from desk.ui.presenters.road_words import scenario_words
from desk.ui.theme.measure import px
from desk.ui.widgets.breadcrumb import Breadcrumb
from desk.ui.widgets.buttons import Button, IconButton
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.edits import LineEdit
from desk.ui.widgets.plan.header import Ends
from desk.ui.widgets.segmented import Segmented
from desk.ui.widgets.text import label

_MOST_SEGMENTS = 4
TIGHT = 480  # narrower than this a new scenario is a plus without its word


class RoadHeader(QWidget):
    """The switch is a row of cells where they fit, else a list."""

    chosen = Signal(str)

    def __init__(self, presenter: RoadPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.crumbs = Breadcrumb([("households", _("Famiglie")), ("household", "")])
        self.title = label(_("Strada verso l’affitto"), "page-title")
        self.cells: Segmented | None = None
        self._holder = QHBoxLayout()
        self.list = ComboBox()
        self.list.setAccessibleName(_("Scenario"))
        self.list.setMaximumWidth(px(360))
        self.list.setMinimumWidth(px(80))  # a long name is cut before the page grows wider than the window
        self.list.activated.connect(lambda _place: self.chosen.emit(self.list.value() or ""))
        self.add = Button(_("Scenario"), "outlined", "plus")
        self.add.setAccessibleName(_("Nuovo scenario"))
        self.rename = IconButton("pencil", _("Cambia il nome dello scenario"))
        self.remove = IconButton("trash", _("Togli lo scenario"))
        self.put = Button("", "primary", "document")
        self.name = LineEdit()
        self.name.setAccessibleName(_("Nome dello scenario"))
        self.name.setPlaceholderText(_("Senza nome: si chiama come la cifra che cambia"))
        self.name.setMaxLength(60)
        self.name.hide()
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(px(8))
        first.addWidget(self.title)
        first.addStretch(1)
        second.addStretch(1)
        second.addLayout(self._holder)
        second.addWidget(self.list, 100)
        for part in (self.rename, self.remove, self.add, self.put):
            second.addWidget(part)
        self._line = Ends(first, second)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self.crumbs)
        column.addLayout(self._line)
        column.addWidget(self.name)
        self._shown: tuple[tuple[str, str], ...] = ()
        self._put_words = ("", "")
        self._connect()

    def controls(self) -> tuple[QWidget, ...]:
        """In the order of the Tab key."""
        cells = self.cells.findChildren(QAbstractButton) if self.cells is not None else []
        crumbs = self.crumbs.findChildren(QAbstractButton)
        return (*crumbs, *cells, self.list, self.rename, self.remove, self.add, self.put, self.name)

    def _connect(self) -> None:
        presenter = self.presenter
        self.chosen.connect(presenter.choose)
        self.add.clicked.connect(presenter.add)
        self.put.clicked.connect(presenter.put_in_plan)
        self.remove.clicked.connect(presenter.remove)
        self.rename.clicked.connect(self._open_name)
        self.name.editingFinished.connect(self._named)
        left = QShortcut(QKeySequence("Esc"), self.name)
        left.setContext(Qt.ShortcutContext.WidgetShortcut)
        left.activated.connect(self._leave_name)
        self.crumbs.chosen.connect(
            lambda name: presenter.open_household() if name == "household" else presenter.list_all()
        )

    def _open_name(self) -> None:
        self.name.setText(self.presenter.saved.name)
        self.name.show()
        self.name.setFocus()
        self.name.selectAll()

    def _leave_name(self) -> None:
        """The name stays as it was."""
        self.name.hide()
        self.rename.setFocus()

    def _named(self) -> None:
        if self.name.isVisible():
            self.name.hide()
            self.presenter.rename(self.name.text())

    def show_page(self) -> None:
        presenter = self.presenter
        page = presenter.page
        if page is None:
            return
        family = _("Famiglia {name}").format(name=page.name)
        self.crumbs.set([("households", _("Famiglie")), ("household", family), ("road", page.code)])
        scenarios = presenter.scenarios
        options = tuple(
            (each.id, f"{chr(ord('A') + place)} · {scenario_words(each, page)}") for place, each in enumerate(scenarios)
        )
        if options != self._shown:
            self._shown = options
            self.list.set_options(options)
            self._build_cells(options)
        self.list.set_value(presenter.current)
        if self.cells is not None:
            self.cells.set_value(presenter.current)
        self.rename.setVisible(presenter.is_own)
        self.remove.setVisible(presenter.is_own)
        in_plan = presenter.saved.chosen and not presenter.unsaved
        words = (_("{letter} è nel piano") if in_plan else _("Metti {letter} nel piano")).format(
            letter=presenter.letter
        )
        self._put_words = words, _("{letter} nel piano").format(letter=presenter.letter)
        self.put.setAccessibleName(words)
        self.put.setEnabled(not in_plan)
        self.turn()

    def _build_cells(self, options: tuple[tuple[str, str], ...]) -> None:
        had = self.cells is not None and self.cells.isAncestorOf(self.focusWidget() or self)
        while (item := self._holder.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.cells = None
        if len(options) <= _MOST_SEGMENTS:
            self.cells = Segmented(options)
            self.cells.changed.connect(lambda which: self.chosen.emit(which) if which else self._again())
            self._holder.addWidget(self.cells)
            if had:
                self.cells.setFocus()

    def _again(self) -> None:
        """A scenario is always in hand: taking the choice back changes nothing."""
        if self.cells is not None:
            self.cells.set_value(self.presenter.current)

    def turn(self) -> None:
        """Cells where a line holds them with the buttons, else the list."""
        others = (self.add, self.put, self.rename, self.remove)
        buttons = sum(part.sizeHint().width() + px(8) for part in others if not part.isHidden())
        fits = self.cells is not None and self.cells.sizeHint().width() + buttons <= self.width()
        if self.cells is not None:
            self.cells.setVisible(fits)
        self.list.setVisible(not fits)
        tight = not fits and px(TIGHT) > self.width()
        words = "" if tight else _("Scenario")
        if self.add.text() != words:
            self.add.set_words(words)
        self.put.set_words(self._put_words[1 if tight else 0])
        self._line.turn(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.turn()
