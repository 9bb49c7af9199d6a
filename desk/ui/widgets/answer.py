"""What is known about one answer, in words, with its drawing."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from desk.i18n import _
from desk.ui.theme import icons, tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.painted import Painted, width_of, write

STATES = {
    "empty": ("", tokens.MUTED),
    "confirmed": ("check", tokens.SUCCESS_TEXT),
    "read": ("document", tokens.SUCCESS_TEXT),
    "to_confirm": ("clock", tokens.WARNING_TEXT),
    "approximate": ("", tokens.MUTED),
    "unknown": ("unknown", tokens.MUTED),
    "to_ask": ("unknown", tokens.MUTED),
    "doubtful": ("warning", tokens.DANGER_TEXT),
}
"""state -> drawing, ink."""


def usual_words(state: str) -> str:
    """What a state says when nobody says it better."""
    words = {
        "confirmed": _("detto oggi"),
        "read": _("letto su un documento"),
        "to_confirm": _("da confermare"),
        "approximate": _("circa"),
        "unknown": _("non lo sa"),
        "to_ask": _("da chiedere"),
        "doubtful": _("da correggere"),
    }
    return words.get(state, "")


class AnswerState(Painted):
    """state: a key of ``STATES``; no words: the usual ones."""

    def __init__(self, state: str = "empty", words: str = "") -> None:
        super().__init__()
        self.state, self._alone = state, False
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set(state, words)

    def set(self, state: str, words: str = "") -> None:
        self.state = state
        self.say(words or usual_words(state))

    def set_alone(self, alone: bool) -> None:
        """The drawing without the words, where they have no room; they are read aloud and shown as a tip."""
        self.setToolTip(self.text() if alone else "")
        if alone is not self._alone:
            self._alone = alone
            self.updateGeometry()
            self.update()

    def measure(self) -> QSize:
        icon = px(16) + px(5) if STATES[self.state][0] else 0
        if self._alone:
            return QSize(px(16) if icon else 0, px(20))
        return QSize(round(width_of(self.text(), "note")) + icon + 2, px(20))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.measure().width(), px(40)), px(20))

    def draw(self, painter: QPainter) -> None:
        name, ink = STATES[self.state]
        left = 0.0
        if name:
            side = px(16)
            icons.paint(painter, name, self.lead(QRectF(0, (self.height() - side) / 2, side, side)), ink, self.rtl)
            left = side + px(5)
        if self._alone:
            return
        words = self.lead(QRectF(left, 0, self.width() - left, self.height()))
        align = Qt.AlignmentFlag.AlignRight if self.rtl else Qt.AlignmentFlag.AlignLeft
        write(painter, words, self.text(), "note", ink, align=align)
