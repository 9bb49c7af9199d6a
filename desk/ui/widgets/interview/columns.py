"""The interview's three columns: list of pages, page in front, what the answers tell; fewer in a narrow window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QWidget

from desk.i18n import _
from desk.ui.theme.measure import px
from desk.ui.widgets.interview.leaf import InterviewLeaf
from desk.ui.widgets.interview.sections import InterviewSections
from desk.ui.widgets.interview.summary import InterviewSummary
from desk.ui.widgets.interview.tells import InterviewTells
from desk.ui.widgets.text import line

SIDE_WIDTH, TELLS_WIDTH = 232, 336
TELLS_FROM, SIDE_FROM = 1080, 720
"""From these widths the side columns stand beside the page."""
MOST_WIDTH = 16_777_215


class InterviewColumns(QWidget):
    """`side` and `told` scroll the outer columns; `middle` holds the page or, in its place, the summary."""

    def __init__(
        self, sections: InterviewSections, leaf: InterviewLeaf, summary: InterviewSummary, tells: InterviewTells
    ) -> None:
        super().__init__()
        self._leaf, self._summary = leaf, summary
        self.side_beside, self.tells_beside, self.is_finding = True, False, False
        self.side = _scrolled(sections, "white")
        self.side.verticalScrollBar().rangeChanged.connect(self._widen_side)
        self.side.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # each of its pages is a stop, or reached by arrows
        self._widen_side()
        self.told = _scrolled(tells, "white")
        self.told.setFixedWidth(px(TELLS_WIDTH))
        self.told.setAccessibleName(_("Cosa ci dice"))
        self.middle = QStackedWidget()
        self.middle.addWidget(leaf)
        self.middle.addWidget(summary)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(line(upright=True))
        row.addWidget(self.middle, 1)
        row.addWidget(line(upright=True))
        row.addWidget(self.told)

    def _widen_side(self) -> None:
        """The bar beside the list of pages stands in room of its own."""
        if self.is_finding:
            self.side.setMinimumWidth(0)
            self.side.setMaximumWidth(MOST_WIDTH)
            return
        bar = self.side.verticalScrollBar()
        beside = bar.sizeHint().width() if bar.maximum() > bar.minimum() else 0
        self.side.setFixedWidth(px(SIDE_WIDTH) + beside)

    def fit(self, width: int, *, wanted: bool) -> None:
        """As many columns as the window has room for; `wanted`: what the answers tell is asked for."""
        self.side_beside = width >= px(SIDE_FROM)
        if self.side_beside:
            self.is_finding = False
        self._widen_side()
        self.side.setVisible(self.side_beside or self.is_finding)
        for part in (self._leaf.pages, self._leaf.finder):
            part.setVisible(not self.side_beside)
        self._leaf.title.setVisible(self.side_beside)  # else the list of pages says it, in the same place
        self._leaf.notes.book_at_end.setVisible(not self.side_beside)  # it stands under the list of pages
        self.tells_beside = width >= px(TELLS_FROM)
        self.turn_tells(wanted)

    def turn_tells(self, wanted: bool) -> None:
        """Where there is no room beside the page, what the answers tell stands in its place while it is wanted."""
        beside = self.tells_beside
        if wanted and not beside:
            self.turn_side(False)
        self.told.setMinimumWidth(px(TELLS_WIDTH) if beside else 0)
        self.told.setMaximumWidth(px(TELLS_WIDTH) if beside else MOST_WIDTH)
        self.told.setVisible(beside or wanted)
        self.middle.setVisible((beside or not wanted) and not self.is_finding)

    def turn_side(self, wanted: bool) -> None:
        """The same for the list of pages, in which a question is looked for."""
        if self.side_beside or wanted is self.is_finding:
            return
        self.is_finding = wanted
        self._widen_side()
        self.side.setVisible(wanted)
        self.middle.setVisible(not wanted)

    @property
    def shows_summary(self) -> bool:
        return self.middle.currentWidget() is self._summary

    def show_summary(self) -> None:
        self.middle.setCurrentWidget(self._summary)

    def show_leaf(self) -> None:
        self.middle.setCurrentWidget(self._leaf)

    def reveal(self, part: QWidget) -> None:
        """What the keyboard came to in an outer column is scrolled into sight."""
        for area in (self.side, self.told):
            if area.isAncestorOf(part):
                area.ensureWidgetVisible(part)


def _scrolled(inside: QWidget, kind: str) -> QScrollArea:
    inside.setProperty("kind", kind)
    inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area
