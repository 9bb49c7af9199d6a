"""Which family a time is looked for: typed as it is known, found as it is typed."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desk.i18n import _
from desk.office.front.find_family import Finding, find_family
from desk.ui.presenters.context import ScreenContext
from desk.ui.theme.measure import px
from desk.ui.widgets.text import label

PAUSE_MILLISECONDS = 60
AT_MOST = 6


class FamilySearch(QWidget):
    """Type a name or a code; `found` with a household's id."""

    found = Signal(str)

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context, self._asked = context, 0
        self._known, self._hasty = "", False
        self.field = QLineEdit()
        self.field.setAccessibleName(_("Per quale famiglia"))
        self.field.setPlaceholderText(_("Nome o codice della famiglia"))
        self.list = QListWidget()
        self.list.setProperty("kind", "bare")
        self.list.setAccessibleName(_("Famiglie trovate"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.hide()
        self.list.itemClicked.connect(self._take)
        self.list.itemActivated.connect(self._take)
        self.field.returnPressed.connect(self._first)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._ask)
        self.field.textEdited.connect(self._typed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(label(_("Per quale famiglia?"), "strong", wrap=True))
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        self.hint = label(_hint(), "second", "muted", wrap=True)
        column.addWidget(self.hint)
        column.addStretch(1)

    def _typed(self) -> None:
        self._hasty = False
        self._pause.start()

    def _ask(self) -> None:
        self._asked += 1
        asked, text, session = self._asked, self.field.text(), self._context.session
        self._context.run.run(
            lambda: find_family(session, text, limit=AT_MOST), lambda finding: self._show(asked, text, finding)
        )

    def _show(self, asked: int, text: str, finding: Finding) -> None:
        if asked != self._asked:
            return
        self.list.clear()
        seen = set()
        for each in finding.people:
            if each.household and each.household not in seen:
                seen.add(each.household)
                item = QListWidgetItem(f"{each.family or each.name} · {each.code}\n{each.name}")
                item.setData(Qt.ItemDataRole.UserRole, each.household)
                self.list.addItem(item)
        self.list.setVisible(bool(seen))
        self._known = text
        self.hint.setText(
            _("Nessuna famiglia trovata: prova con il codice o con meno lettere.") if text and not seen else _hint()
        )
        if seen:
            self.list.setCurrentRow(0)
        if self._hasty:
            self._hasty = False
            self._first()

    def _first(self) -> None:
        """Enter: the first one found, also where it was pressed before it is found."""
        if self._known != self.field.text():
            self._hasty = True
            return
        item = self.list.currentItem()
        if item is not None and self.list.isVisible():
            self._take(item)

    def _take(self, item: QListWidgetItem) -> None:
        self.field.clear()
        self.list.hide()
        self.found.emit(str(item.data(Qt.ItemDataRole.UserRole)))


def _hint() -> str:
    return _("Scrivi il nome: dieci posti in cui tutti sono liberi insieme. Oppure scegli un blocco nell'agenda.")
