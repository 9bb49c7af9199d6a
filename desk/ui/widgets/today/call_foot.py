"""The foot of the detail pane: where the family would be seen, the one primary action, three small ones."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QVBoxLayout, QWidget

from desk.i18n import _
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.edits import LineEdit
from desk.ui.widgets.text import IconLabel, label

RECORD, MOVE = "households", "calendar"


class CallFoot(QWidget):
    """F9 presses ``primary``, whatever it proposes now."""

    def __init__(self) -> None:
        super().__init__()
        self._ready = self._narrow = False
        self._aside_icon = "parking"
        self._door = IconLabel("door", tokens.SUCCESS_TEXT, 18)
        self.where = label("", "second", wrap=True, rich=True)
        top = QHBoxLayout()
        top.setSpacing(px(6))
        top.addWidget(self._door)
        top.addWidget(self.where, 1)
        self.why = LineEdit("")
        self.why.setAccessibleName(_("Perché chiami un'altra famiglia"))
        self.why.textChanged.connect(lambda _text: self.settle())
        self.why.setCompleter(_reasons(self.why))
        self.why.hide()
        self.primary = Button(_("Chiama"), "primary", "volume", size="large", key="F9")
        self.why.returnPressed.connect(self.primary.click)
        self.record = Button(_("Scheda"), "neutral", RECORD, size="small")
        self.elsewhere = Button(_("Sposta"), "neutral", MOVE, size="small")
        self.aside = Button(_("Parcheggia"), "neutral", self._aside_icon, size="small")
        row = QHBoxLayout()
        row.setSpacing(px(8))
        for button in (self.record, self.elsewhere, self.aside):
            button.setProperty("tight", "true")
            row.addWidget(button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(top)
        column.addWidget(self.why)
        column.addWidget(self.primary)
        column.addLayout(row)

    def for_waiting(self, room: str, words: str, *, ready: bool, before: str = "", may_pick: bool = True) -> None:
        """`room` empty: nobody is free; then `words` say who is awaited. `before`: the ticket that is passed over."""
        self._say(f"<b>{escape(room)}</b> {escape(words)}" if room else escape(words), free=bool(room))
        if before and not may_pick:
            self._say(escape(_("Prima tocca a {ticket}.").format(ticket=before)), free=False)
            ready = False
        self._ask_why(_("Perché prima di {ticket}?").format(ticket=before) if before and may_pick else "")
        self._propose(_("Chiama"), ready, "volume")
        self._set_aside(_("Parcheggia"), "parking")
        self.aside.show()

    def for_expected(self, *, ready: bool) -> None:
        self._say("", free=False)
        self._ask_why("")
        self._propose(_("Segna l'arrivo"), ready, "check")
        self._set_aside(_("Non viene"), "close")
        self.aside.show()

    def for_room(self, *, called: bool, ready: bool) -> None:
        self._say("", free=False)
        self._ask_why("")
        self._propose(_("Entrata") if called else _("Chiudi la visita"), ready, "door" if called else "done")
        if called:
            self._set_aside(_("Non si presenta"), "close")
        else:
            self._set_aside(_("Parcheggia"), "parking")

    def set_narrow(self, narrow: bool) -> None:
        """Words without drawings where the window is small."""
        self._narrow = narrow
        for button, icon in ((self.record, RECORD), (self.elsewhere, MOVE), (self.aside, self._aside_icon)):
            button.set_icon("" if narrow else icon)

    def settle(self) -> None:
        """After work: the primary can be pressed again where it may be, with the reason where one is needed."""
        self.primary.setEnabled(self._ready and (self.why.isHidden() or bool(self.why.text().strip())))

    def _ask_why(self, words: str) -> None:
        if self.why.placeholderText() != words:
            self.why.clear()
            self.why.setPlaceholderText(words)
        self.why.setVisible(bool(words))

    def _set_aside(self, words: str, icon: str) -> None:
        self._aside_icon = icon
        self.aside.set_words(words)
        self.aside.set_icon("" if self._narrow else icon)

    def _propose(self, words: str, ready: bool, icon: str) -> None:
        self._ready = ready
        self.primary.set_icon(icon)
        self.primary.set_words(words)

    def _say(self, words: str, *, free: bool) -> None:
        self.where.setText(words)
        self.where.setVisible(bool(words))
        self._door.setVisible(bool(words))
        self._door.set_icon("door" if free else "clock", tokens.SUCCESS_TEXT if free else tokens.WARNING_TEXT)


def _reasons(field: QWidget) -> QCompleter:
    """Words that are often the reason; anything else may be typed."""
    usual = (
        _("Deve prendere i figli a scuola"),
        _("Consegna solo un documento"),
        _("Sta male"),
        _("L'interprete deve andare via"),
        _("D'accordo con chi aspetta"),
    )
    made = QCompleter(list(usual), field)
    made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    made.setFilterMode(Qt.MatchFlag.MatchContains)
    return made
