"""«Perché»: a link that opens, in place, the rule and the answers behind what is told."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.i18n import _
from desk.office.interview.whys import Met, Why
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.text import IconLabel, label

_ICONS: dict[Met, tuple[str, str]] = {
    "yes": ("check", tokens.SUCCESS),
    "no": ("close", tokens.DANGER),
    "open": ("unknown", tokens.WARNING),
}


class InterviewWhy(QWidget):
    """`turned(name, open)`; the lines are made when they are first wanted."""

    turned = Signal(str, bool)

    def __init__(self, name: str, about: str, lines: Sequence[Why], *, opened: bool = False) -> None:
        super().__init__()
        self._name, self._about, self._lines = name, about, tuple(lines)
        self.link = Button(_("Perché"), "quiet", "down", size="link", trailing=True)
        self.link.clicked.connect(lambda: self.turn(not self.is_open))
        self._body: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(4))
        self.link.setProperty("flush", "true")
        self._column.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        self.turn(opened, quietly=True)

    @property
    def is_open(self) -> bool:
        return self._body is not None and not self._body.isHidden()

    def turn(self, opened: bool, *, quietly: bool = False) -> None:
        if opened and self._body is None:
            self._body = self._build()
            self._column.addWidget(self._body)
        if self._body is not None:
            self._body.setVisible(opened)
        self.link.set_icon("up" if opened else "down")
        said = _("Nascondi il perché di: {what}") if opened else _("Perché: {what}")
        self.link.setAccessibleName(said.format(what=self._about))
        if not quietly:
            self.turned.emit(self._name, opened)

    def _build(self) -> QWidget:
        body = QWidget()
        rows = QVBoxLayout(body)
        rows.setContentsMargins(0, 0, 0, px(4))
        rows.setSpacing(px(4))
        states = {"yes": _("sì"), "no": _("no"), "open": _("da sapere")}
        for each in self._lines:
            row = QHBoxLayout()
            row.setSpacing(px(8))
            if each.met:
                name, ink = _ICONS[each.met]
                row.addWidget(IconLabel(name, ink, 18), 0, Qt.AlignmentFlag.AlignTop)
            words = label(each.words, "note", "danger" if each.met == "no" else "body", wrap=True)
            if each.met:
                words.setAccessibleName(f"{each.words}: {states[each.met]}")
            row.addWidget(words, 1)
            rows.addLayout(row)
        return body
