"""What stays in sight above a long page: the names of a table's columns, or whose questions these are."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from desk.domain.interview import Member
from desk.i18n import _
from desk.ui.presenters.interview_members import MemberTable
from desk.ui.theme.measure import px
from desk.ui.widgets.interview.members import heads, member_head
from desk.ui.widgets.text import line


@dataclass
class Span:
    """From its head to its last row."""

    subject: MemberTable | Member
    head: QWidget
    last: QWidget

    def holds(self, top: int) -> bool:
        """Has its head gone out of sight, while there is more to see than what the head would cover?"""
        return self.head.y() < top < self.last.geometry().bottom() - self.head.height()


class LongArea(QScrollArea):
    """The keyboard never goes where the head at the top, or an end of the window, hides it."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Pagina del colloquio"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.head = StickyHead(self)
        self.verticalScrollBar().valueChanged.connect(self.head.place)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._reached)

    def _reached(self, _before: QWidget | None, now: QWidget | None) -> None:
        """From wherever it comes, from another part of the window too; a mouse has seen where it goes."""
        if now is not None and QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self.reveal(now)

    def reveal(self, reached: QWidget) -> None:
        """Scrolls only where it is not whole in sight already."""
        inside = self.widget()
        if inside is None or not inside.isAncestorOf(reached):
            return
        gap, bar = px(8), self.verticalScrollBar()
        least = self.head.room() + gap
        top = reached.mapTo(self.viewport(), reached.rect().topLeft()).y()
        below = top + reached.height() + gap - self.viewport().height()
        if top < least or below > 0:
            bar.setValue(bar.value() + (top - least if top < least else min(below, top - least)))


class StickyHead(QWidget):
    """`follow(column, spans)`: the page in front and what its parts belong to."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self._area = area
        self._column: QWidget | None = None
        self._spans: list[Span] = []
        self._shown: Span | None = None
        self._copy: QWidget | None = None
        self._place = QVBoxLayout()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._place)
        whole.addWidget(line())
        self.hide()

    def follow(self, column: QWidget | None, spans: list[Span]) -> None:
        self._column, self._spans = column, spans
        self.place()

    def room(self) -> int:
        """How much of the page it may cover."""
        return max((each.head.height() for each in self._spans), default=0) + self._gap()

    def _gap(self) -> int:
        return 2 * px(6) + 1

    def place(self) -> None:
        """As far as the page is scrolled now."""
        column = self._column
        if column is None or not column.isVisible():
            self._show_copy(None)
            return
        at = column.mapTo(self._area.viewport(), column.rect().topLeft())
        self._show_copy(next((each for each in self._spans if each.holds(-at.y())), None))
        if self._shown is not None:
            view = self._area.viewport().geometry()
            self._place.setContentsMargins(at.x(), px(6), view.width() - at.x() - column.width(), px(6))
            self.setGeometry(view.x(), view.y(), view.width(), self._shown.head.height() + self._gap())

    def _show_copy(self, span: Span | None) -> None:
        if span is self._shown:
            return
        self._shown = span
        if self._copy is not None:
            self._place.removeWidget(self._copy)
            self._copy.hide()
            self._copy.deleteLater()
            self._copy = None
        if span is not None:
            subject = span.subject
            self._copy = heads(subject, self) if isinstance(subject, MemberTable) else member_head(subject)
            self._place.addWidget(self._copy)
            self._copy.show()
        self.setVisible(span is not None)
        self.raise_()
