"""The one line at the top: results under it as one types; a scan or Enter goes straight to the family."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QVBoxLayout

from desk.domain.roles import Role, allowed
from desk.i18n import _
from desk.office.front.find_family import Finding, Found, find_family
from desk.office.front.scan import Read, Taken, take_scan
from desk.ui.frame import Frame
from desk.ui.presenters.context import ScreenContext
from desk.ui.screens import SCREENS
from desk.ui.theme.measure import px
from desk.ui.wedge import Wedge
from desk.ui.widgets.text import label

PAUSE_MILLISECONDS = 40
AT_MOST = 8
ROW = 52
PAGE = Qt.ItemDataRole.UserRole + 1
LEAST_LETTERS = 3


def pages_like(text: str, role: Role) -> list[tuple[str, str]]:
    """Pages of whoever works, by the beginning of a word of their name."""
    typed = text.strip().casefold()
    if len(typed) < LEAST_LETTERS:
        return []
    known = {entry.name: entry for entry in SCREENS}
    named = [(name, words) for name, words in page_words().items() if allowed(role, known[name].may)]
    return [(name, words) for name, words in named if f" {typed}" in f" {words.casefold()}"]


def page_words() -> dict[str, str]:
    """Those that need not be told what to show."""
    return {
        "today": _("Oggi"),
        "households": _("Famiglie"),
        "agenda": _("Agenda"),
        "reminders": _("Promemoria"),
        "reports": _("Rapporti"),
        "enrolments": _("Elenchi"),
        "reconcile": _("Da riconciliare"),
        "reviews": _("Da rivedere"),
        "administration": _("Amministrazione"),
        "sync": _("Invio e collegamento"),
    }


class Find(QObject):
    """Asks while one types; of several answers only the newest is shown."""

    def __init__(self, frame: Frame, context: ScreenContext) -> None:
        super().__init__(frame)
        self._frame, self._context = frame, context
        self._asked = 0
        self._listed = ""
        """What was typed when the list was made."""
        self.box = QFrame(frame)
        self.box.setProperty("kind", "card")
        self.list = QListWidget()
        self.list.setAccessibleName(_("Famiglie trovate"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(self._open_item)
        self.nothing: QLabel = label("", "text", "muted", wrap=True)
        inside = QVBoxLayout(self.box)
        inside.setContentsMargins(4, 4, 4, 4)
        inside.addWidget(self.list)
        inside.addWidget(self.nothing)
        self.box.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._ask)
        frame.searched.connect(self._typed)
        frame.submitted.connect(self.submit)
        self.wedge = Wedge(frame)
        self.wedge.scanned.connect(self.scan)
        frame.search.installEventFilter(self)

    def _typed(self, text: str) -> None:
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self.box.hide()

    def _ask(self) -> None:
        self._asked += 1
        number, text, session = self._asked, self._frame.search.text(), self._context.session
        self._context.run.run(
            lambda: find_family(session, text, limit=AT_MOST), lambda finding: self._show(number, text, finding)
        )

    def _show(self, number: int, text: str, finding: Finding) -> None:
        if number != self._asked or not self._frame.search.text().strip():
            return
        self._listed = text
        self.list.clear()
        for found in finding.people:
            item = QListWidgetItem(_line(found))
            item.setData(Qt.ItemDataRole.UserRole, found.household)
            self.list.addItem(item)
        for name, words in pages_like(text, self._context.session.role):
            item = QListWidgetItem(_("Pagina: {page}").format(page=words))
            item.setData(PAGE, name)
            self.list.addItem(item)
        rows = self.list.count()
        if rows:
            self.list.setCurrentRow(0)
        self.list.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.nothing.setText(_("Nessuna famiglia così. Controlla una lettera, oppure registra chi non c'è ancora."))
        self._place(rows)

    def _place(self, rows: int) -> None:
        field = self._frame.search
        corner = field.mapTo(self._frame, QPoint(0, field.height() + 4))
        height = rows * px(ROW) + 12 if rows else px(64)
        for row in range(self.list.count()):
            item = self.list.item(row)
            hint = item.sizeHint()
            hint.setHeight(px(ROW))
            item.setSizeHint(hint)
        self.box.setGeometry(corner.x(), corner.y(), max(field.width(), px(440)), height)
        self.box.show()
        self.box.raise_()

    def submit(self, text: str) -> None:
        """Enter: a code or card goes the way of a scan; words lead to the family that is chosen in the list."""
        session = self._context.session
        self._pause.stop()
        self._asked += 1
        self._context.run.run(lambda: take_scan(session, text), lambda taken: self._submitted(text, taken))

    def scan(self, text: str) -> None:
        """A scanner spoke, whatever had the focus: the page in front takes it, else the family opens."""
        session = self._context.session
        self._pause.stop()
        self._asked += 1
        self._context.run.run(lambda: take_scan(session, text), self._scanned)

    def _submitted(self, text: str, taken: Taken) -> None:
        if taken.read is not Read.NOTHING:
            self._scanned(taken)
            return
        session = self._context.session
        self._context.run.run(lambda: find_family(session, text, limit=AT_MOST), lambda found: self._go(text, found))

    def _scanned(self, taken: Taken) -> None:
        self.close()
        front = self._context.navigate.front()
        if taken.read is Read.NOTHING:
            said = _("Questa scansione non dice nulla a noi: passa la tessera o il foglio, oppure cerca per nome.")
            self._context.messages.notify(said, "warning")
            return
        if taken.says:
            self._context.messages.notify(taken.says, "warning")
        take = getattr(front, "take_scan", None)
        if take is not None and take(taken):
            return
        if taken.household:
            self._context.navigate.open("household", household=taken.household)

    def _go(self, text: str, finding: Finding) -> None:
        """Whoever is chosen in the list counts only where the list is of these very words: it may not have followed."""
        chosen = self.list.currentItem() if self.box.isVisible() and self._listed == text else None
        pages = pages_like(text, self._context.session.role)
        page = chosen.data(PAGE) if chosen else pages[0][0] if pages and not finding.people else ""
        if page and not finding.sure:
            self.close()
            self._context.navigate.open(page)
            return
        household = finding.sure or (chosen.data(Qt.ItemDataRole.UserRole) if chosen else None)
        if household is None and finding.people:
            household = finding.people[0].household
        if not household:
            self._context.messages.notify(
                _("«{text}» non è di nessuna famiglia in archivio.").format(text=text[:40]), "warning"
            )
            return
        self.close()
        self._context.navigate.open("household", household=household)

    def _open_item(self, item: QListWidgetItem) -> None:
        household, page = item.data(Qt.ItemDataRole.UserRole), item.data(PAGE)
        self.close()
        if page:
            self._context.navigate.open(page)
        elif household:
            self._context.navigate.open("household", household=household)

    def close(self) -> None:
        """Hide the results and empty the line."""
        self.box.hide()
        self._frame.search.blockSignals(True)
        self._frame.search.clear()
        self._frame.search.blockSignals(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.box.isVisible():
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close()
                return True
        return super().eventFilter(watched, event)


def _line(found: Found) -> str:
    family = _("famiglia {name}").format(name=found.family) if found.family else ""
    return f"{found.name}\n{' · '.join(part for part in (family, found.code, found.tax_code) if part)}"
