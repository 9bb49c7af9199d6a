"""The pages of the interview at the side: how far all is, how far each page is, and the line that finds a question."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from desk.i18n import _
from desk.ui.presenters.interview_page import Found, SectionLine
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.bars import ThinBar
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.edits import LineEdit
from desk.ui.widgets.text import IconLabel, label

ROW = 46
KEYPAD = Qt.KeyboardModifier.KeypadModifier
ROW_STYLE = (
    f"QPushButton {{ border: 0; border-radius: 0; background: transparent; text-align: left; }}"
    f"QPushButton:hover {{ background: {tokens.INSET}; }}"
    f"QPushButton:checked {{ background: {tokens.BLUE_TINT}; border-left: 4px solid {tokens.BLUE}; }}"
    f"QPushButton:focus {{ border: 2px solid {tokens.BLUE}; }}"
)
FOUND_SHARE = 100
"""Of the height below; the rest is what stands free under the pages."""


class SectionRow(QPushButton):
    """A page: its drawing, its name, how many answers of how many. `entered`: Enter goes into the page."""

    entered = Signal()

    def __init__(self, line: SectionLine) -> None:
        super().__init__()
        self.section = line.id
        self.setCheckable(True)
        self.setStyleSheet(f"{ROW_STYLE}QPushButton {{ min-height: {px(ROW)}px; }}")
        self._icon = IconLabel(line.icon, tokens.BODY, 20)
        self._title = label(line.title, wrap=True)
        self._count = label("", "second")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), 0, px(14), 0)
        row.setSpacing(px(10))
        row.addWidget(self._icon)
        row.addWidget(self._title, 1)
        row.addWidget(self._count)
        for part in (self._icon, self._title, self._count):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~KEYPAD:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def show_line(self, line: SectionLine) -> None:
        self._count.setText(f"{line.answered}/{line.asked}")
        done = line.complete
        self._icon.set_icon("done" if done else line.icon, tokens.SUCCESS if done else tokens.BODY)
        self.setAccessibleName(
            _("{page}: {done} risposte su {total}").format(page=line.title, done=line.answered, total=line.asked)
        )


class InterviewSections(QWidget):
    """`chosen(section)`; `entered(section)`: and on to its first question; `searched(text)` while one types.

    `found(section, key)`: a question that was looked for.
    """

    chosen = Signal(str)
    entered = Signal(str)
    found = Signal(str, object)
    searched = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "white")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.told = label("", "second")
        self.bar = ThinBar()
        self.search = LineEdit(_("Trova una domanda"), key="Ctrl F")
        self.search.setAccessibleName(_("Trova una domanda (Ctrl+F)"))
        self.search.textChanged.connect(self.searched)
        self.search.returnPressed.connect(self._take_first)
        self.results = QListWidget()
        self.results.setAccessibleName(_("Domande trovate"))
        self.results.setWordWrap(True)
        self.results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.results.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.results.itemActivated.connect(self._take)
        self.results.itemClicked.connect(self._take)
        self.results.hide()
        self.notes = Button(_("Appunti liberi"), "neutral", "pencil", size="small", key="F7")
        self.book = Button(_("Prossimo appuntamento"), "neutral", "calendar", size="small")
        self.rows: list[SectionRow] = []
        self._group = QButtonGroup(self)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(px(16), px(12), px(16), px(8))
        top.setSpacing(px(6))
        for part in (self.told, self.bar, self.search, self.results):
            top.addWidget(part)
        top.insertSpacing(2, px(6))
        foot = QVBoxLayout()
        foot.setContentsMargins(px(12), px(8), px(12), px(12))
        foot.setSpacing(px(8))
        foot.addWidget(self.book)
        foot.addWidget(self.notes)
        whole = self._whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addLayout(self._list)
        whole.addStretch(1)
        whole.addLayout(foot)

    def show_lines(self, lines: Sequence[SectionLine], current: str) -> None:
        for _step in self.steps(lines, current):
            pass

    def steps(self, lines: Sequence[SectionLine], current: str) -> Iterator[None]:
        """Shows them row by row."""
        done, total = sum(each.answered for each in lines), sum(each.asked for each in lines)
        words = _("{done} risposte su {total}").format(done=done, total=total)
        self.told.setText(words)
        self.bar.set(done, max(total, 1), words)
        if [row.section for row in self.rows] != [line.id for line in lines]:
            for row in self.rows:
                row.deleteLater()
            self.rows = []
            for line in lines:
                self._add(line)
                self.rows[-1].show_line(line)
                self.rows[-1].setChecked(line.id == current)
                yield
            return
        for row, line in zip(self.rows, lines, strict=True):
            row.show_line(line)
            row.setChecked(line.id == current)

    def _add(self, line: SectionLine) -> None:
        row = SectionRow(line)
        self.rows.append(row)
        self._group.addButton(row)
        self._list.addWidget(row)
        row.clicked.connect(lambda _on, name=row.section: self.chosen.emit(name))
        row.entered.connect(lambda name=row.section: self.entered.emit(name))

    def show_found(self, found: Sequence[Found]) -> None:
        """What fits the typed words; nothing typed: the pages again."""
        searching = bool(self.search.text().strip())
        self.results.clear()
        for each in found:
            item = QListWidgetItem(f"{each.label}\n{each.where}")
            item.setData(Qt.ItemDataRole.UserRole, each)
            self.results.addItem(item)
        if searching and not found:
            self.results.addItem(_("Nessuna domanda con queste parole."))
        self.results.setVisible(searching)
        self._whole.setStretch(0, FOUND_SHARE if searching else 0)  # what is found has the place of the pages
        for row in self.rows:
            row.setVisible(not searching)

    def _take_first(self) -> None:
        if self.results.count():
            self._take(self.results.item(0))

    def _take(self, item: QListWidgetItem) -> None:
        each = item.data(Qt.ItemDataRole.UserRole)
        if isinstance(each, Found):
            self.search.clear()
            self.found.emit(each.section, each.key)
