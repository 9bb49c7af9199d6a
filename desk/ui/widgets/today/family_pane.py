"""The detail pane of the Today screen: one family, what burns, what it should bring."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from desk.i18n import _
from desk.ui.presenters.today_detail import Detail, PaperWords
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.alert import Alert
from desk.ui.widgets.buttons import IconButton
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.own_scroll import OwnScroll
from desk.ui.widgets.tag import Tag
from desk.ui.widgets.text import IconLabel, label, line


class FamilyPane(QFrame):
    """``foot`` is a column for what the screen does with the family."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAccessibleName(_("La famiglia scelta"))
        self._shown: tuple[str, Detail | None] | None = None
        self.more = IconButton("dots", _("Altro: precedenza, passa a, va via"), size=20)
        self.area = OwnScroll()
        self.body = self.area.column
        self.body.setContentsMargins(px(20), px(16), px(20), px(12))
        self.body.setSpacing(px(7))
        self.foot = QVBoxLayout()
        self.foot.setContentsMargins(px(20), px(14), px(20), px(16))
        self.foot.setSpacing(px(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.area, 1)
        column.addWidget(line())
        column.addLayout(self.foot)

    def hasHeightForWidth(self) -> bool:
        """Never: inside, the body scrolls, so any height will do."""
        return False

    def show_family(self, ticket: str, detail: Detail | None) -> None:
        """None: nobody is selected. Each news of the day comes here: what did not change is not built anew."""
        if self._shown == (ticket, detail):
            return
        self._shown = (ticket, detail)
        self.more.setParent(self)  # it is kept when the rest goes
        self.more.hide()
        _empty(self.body)
        if detail is None:
            self.body.addWidget(label(_("Scegli una riga per vedere la famiglia."), "text", "muted", wrap=True))
            self.body.addStretch(1)
            return
        self.body.addLayout(self._head(ticket, detail))
        tags = FlowLayout(px(6))
        for icon, words in detail.tags:
            tags.addWidget(Tag(words, "neutral", icon))
        self.body.addLayout(tags)
        self.body.addWidget(line())
        for alert in detail.alerts:
            self.body.addWidget(Alert(alert.fact, alert.second, alert.tone, alert.icon))
        self.body.addSpacing(2)
        self.body.addLayout(_facts(detail))
        if detail.papers:
            self.body.addSpacing(2)
            self.body.addWidget(label(_("Doveva portare"), "second"))
            for paper in detail.papers:
                self.body.addLayout(_paper(paper))
        if detail.checks:
            self.body.addSpacing(2)
            self.body.addWidget(label(_("Impegni da chiedere"), "second"))
            for check in detail.checks:
                self.body.addLayout(_paper(check))
        self.body.addStretch(1)

    def _head(self, ticket: str, detail: Detail) -> QHBoxLayout:
        box = label(ticket, "ticket", "info")
        box.setProperty("box", "ticket")
        box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.setMinimumHeight(px(48))
        words = QVBoxLayout()
        words.setSpacing(0)
        first = QHBoxLayout()
        first.setSpacing(0)
        first.addWidget(label(detail.title, "card-title", wrap=True), 1)
        first.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        words.addLayout(first)
        words.addWidget(label(detail.under, "second", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.more.show()
        return row


def _facts(detail: Detail) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(px(14))
    grid.setVerticalSpacing(px(3))
    grid.setColumnStretch(1, 1)
    top = Qt.AlignmentFlag.AlignTop
    for number, (name, value) in enumerate(detail.facts):
        grid.addWidget(label(name, "second"), number, 0, top)
        grid.addWidget(label(value, "text", wrap=True), number, 1, top)
    return grid


def _paper(paper: PaperWords) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(px(8))
    tone = "success" if paper.here else "warning"
    row.addWidget(IconLabel("done" if paper.here else "warning", tokens.TONES[tone].text, 18))
    row.addWidget(label(paper.text, "text", wrap=True), 1)
    state: QLabel = label(paper.state, "second", "" if paper.here else "warning")
    row.addWidget(state)
    return row


def _empty(layout: QLayout) -> None:
    """Take everything out of a layout, inner ones too."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        widget, inner = item.widget(), item.layout()
        if isinstance(widget, QWidget):
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            _empty(inner)
            inner.deleteLater()
