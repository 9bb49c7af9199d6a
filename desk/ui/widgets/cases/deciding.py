"""The shape of a screen that decides: questions at the left, the one in front at the right, its keys at the foot."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desk.i18n import _
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.cases.case_list import WIDTH, CaseList
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.text import label, line

BESIDE_FROM = 900


class Deciding(QWidget):
    """Fill ``body``; ``list`` holds the questions."""

    def __init__(self, title: str, sentence: str) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.list = CaseList(title, sentence)
        self.list.opened.connect(self.come)
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(px(32), px(20), px(32), px(16))
        self.body.setSpacing(tokens.CARD_GAP)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        self.foot = QWidget()
        foot = QVBoxLayout(self.foot)
        foot.setContentsMargins(px(32), 0, px(32), px(10))
        foot.setSpacing(px(8))
        foot.addWidget(line())
        self.later = Button(_("Più tardi"), "neutral", "clock", size="small", key="Esc")
        self.story = Button(_("Apri la storia"), "neutral", "history", size="small")
        """Shown by who has a history to open."""
        self.story.hide()
        keys = QWidget()
        self._keys = FlowLayout(14)
        self._hints: list[QWidget] = []
        keys.setLayout(self._keys)
        foot.addWidget(keys)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.area, 1)
        right.addWidget(self.foot)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(0)
        self._halves.addWidget(self.list)
        self._halves.addLayout(right, 1)

    @property
    def beside(self) -> bool:
        return self.width() >= px(BESIDE_FROM)

    @property
    def room(self) -> int:
        """Pixels that the body has across."""
        margins = self.body.contentsMargins()
        listed = px(WIDTH) if self.beside else 0
        return self.width() - listed - margins.left() - margins.right()

    def show_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """What each key does: («1», «sinistra»); the button for later comes first."""
        for button in (self.later, self.story):
            self._keys.removeWidget(button)
        empty(self._keys)
        self._hints = []
        for button in (self.later, self.story):
            self._keys.addWidget(button)
        for key, words in keys:
            pair = QWidget()
            pair.setMinimumHeight(px(tokens.BUTTON_SMALL))
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(px(6))
            cap = label(key, "note")
            cap.setProperty("box", "key")
            row.addWidget(cap)
            row.addWidget(label(words, "second", "muted"))
            self._keys.addWidget(pair)
            self._hints.append(pair)
            pair.setVisible(self.beside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(across if self.beside else down)
        self.list.go_beside(self.beside)
        for hint in self._hints:  # the buttons say their keys too
            hint.setVisible(self.beside)
        self.arrange()

    def arrange(self) -> None:
        """The window became wider or narrower."""

    def come(self) -> None:
        """Enter in the list: on to the answers."""
