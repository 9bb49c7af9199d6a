"""One paper of a family: its copies, what the office has of it, its state, and what can be done; files drop onto it."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desk.i18n import _
from desk.office.day_words import numbers
from desk.office.household.details import DocumentLine
from desk.office.household.documents import COPIED, PRESENT, to_renew
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.household.copy_strip import SIDE, CopyStrip
from desk.ui.widgets.household.overview import document_words
from desk.ui.widgets.tag import Tag
from desk.ui.widgets.text import label, set_property

WIDE_FROM = 860
"""From this width what can be done stands beside the paper, else under it."""
GAP, MOST_BESIDE = 8, 3
UNBOUNDED = 16_777_215
Action = tuple[str, str, Callable[[], object]]


def files_of(event: QDragEnterEvent | QDropEvent) -> list[str]:
    """The paths of files that are dragged here."""
    return [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]


class DropFrame(QFrame):
    """Takes files that are dragged onto it: `dropped(paths)`."""

    dropped = Signal(list)

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.setProperty("kind", kind)
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_of(event):
            event.acceptProposedAction()
            set_property(self, "over", "true")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        set_property(self, "over", "false")

    def dropEvent(self, event: QDropEvent) -> None:
        set_property(self, "over", "false")
        event.acceptProposedAction()
        self.dropped.emit(files_of(event))


class PaperRow(DropFrame):
    """`opened(copy, title)`. `actions`: words, drawing, what they do."""

    opened = Signal(object, str)

    def __init__(self, document: DocumentLine, today: date, actions: Sequence[Action]) -> None:
        super().__init__("paper")
        self.document, self.today = document, today
        self.buttons: list[Button] = []
        self._own_width = self._widest = 0
        title = document_words(document)
        self.setAccessibleName(title)
        self.setAcceptDrops(bool(actions))
        self.strip = CopyStrip()
        self.strip.show_copies(document.copies, title)
        self.strip.opened.connect(lambda copy: self.opened.emit(copy, title))
        said = QVBoxLayout()
        said.setSpacing(px(2))
        said.addWidget(label(title, "strong", wrap=True))
        had = had_words(document, today)
        if had:
            said.addWidget(label(had, "second", "muted", wrap=True))
        self.strip.setFixedWidth(min(len(document.copies), MOST_BESIDE) * px(SIDE + GAP))
        top = QHBoxLayout()
        top.setSpacing(px(12))
        top.addLayout(said, 1)
        top.addWidget(self.strip, 0, Qt.AlignmentFlag.AlignVCenter)
        for tag in tags_of(document, today):
            top.addWidget(tag, 0, Qt.AlignmentFlag.AlignVCenter)
        self.acts = QWidget()
        flow = FlowLayout(GAP)
        self.acts.setLayout(flow)
        for text, icon, act in actions:
            button = Button(text, "quiet", icon, size="link")
            button.setAccessibleName(f"{text}: {title}")
            button.clicked.connect(lambda _on=False, act=act: act())
            flow.addWidget(button)
            self.buttons.append(button)
        if not actions:
            self.acts.hide()
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(px(20))
        self._whole.addLayout(top, 1)
        self._whole.addWidget(self.acts, 0, Qt.AlignmentFlag.AlignVCenter)

    def width_of_action(self, place: int) -> int:
        """What the words of this one need."""
        return self.buttons[place].sizeHint().width() if place < len(self.buttons) else 0

    def align_action(self, place: int, width: int) -> None:
        """As wide as the same of the other rows: so they stand under each other."""
        if place < len(self.buttons):
            self.buttons[place].setMinimumWidth(width)
            self._own_width = 0

    def actions_width(self) -> int:
        """Of all actions in one line; asked for once, when the row has its place."""
        if not self._own_width:
            buttons = self.acts.findChildren(Button)
            self._own_width = sum(max(each.sizeHint().width(), each.minimumWidth()) + GAP for each in buttons)
        return self._own_width

    def set_actions_width(self, width: int) -> None:
        """That of the longest row: so the tags of all stand in line."""
        self._widest = width
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wide = self.width() >= px(WIDE_FROM)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._whole.direction() != way:
            self._whole.setDirection(way)
            self._whole.setSpacing(px(20) if wide else px(4))
            self._whole.setAlignment(self.acts, Qt.AlignmentFlag.AlignVCenter if wide else Qt.AlignmentFlag(0))
        self.acts.setMinimumWidth(self._widest if wide else 0)
        self.acts.setMaximumWidth(self._widest if wide and self._widest else UNBOUNDED)


def had_words(document: DocumentLine, today: date) -> str:
    """«copia nell'archivio · visto il 24/11, G. Ferrero»."""
    if document.state != PRESENT and not document.copies:
        return ""
    if document.copies:
        what = _("copia nell'archivio")
    else:
        what = _("copia in cartella") if document.how == COPIED else _("solo mostrato") if document.how else ""
    when = _("visto il {day}").format(day=numbers(document.seen_on, today)) if document.seen_on else ""
    if when and document.seen_by:
        when = f"{when}, {document.seen_by}"
    return " · ".join(part for part in (what, when) if part)


def tags_of(document: DocumentLine, today: date) -> list[Tag]:
    """Until when it is good, red when that is over, yellow when it is to be renewed; and where it is."""
    states = {"present": (_("consegnato"), "success", "check"), "missing": (_("manca"), "warning", "warning")}
    state = Tag(*states.get(document.state, (_("chiesto"), "info", "clock")))
    if document.expires is None:
        return [state]
    day = numbers(document.expires, today)
    if document.expires < today:
        return [Tag(_("scaduto il {day}").format(day=day), "danger", "warning"), state]
    if to_renew(document.expires, today):
        return [Tag(_("scade il {day}").format(day=day), "warning", "clock"), state]
    return [Tag(_("scade il {day}").format(day=day)), state]
