"""The foot of the detail pane: where the family would be seen, the one primary action, three small ones."""

from html import escape

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.i18n import _
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.text import IconLabel, label


class CallFoot(QWidget):
    """F9 presses ``primary``, whatever it proposes now."""

    def __init__(self) -> None:
        super().__init__()
        self._ready = False
        self._door = IconLabel("door", tokens.SUCCESS_TEXT, 18)
        self.where = label("", "second", wrap=True, rich=True)
        top = QHBoxLayout()
        top.setSpacing(px(6))
        top.addWidget(self._door)
        top.addWidget(self.where, 1)
        self.primary = Button(_("Chiama"), "primary", "volume", size="large", key="F9")
        self.record = Button(_("Scheda"), "neutral", "households", size="small")
        self.elsewhere = Button(_("Sposta"), "neutral", "calendar", size="small")
        self.aside = Button(_("Parcheggia"), "neutral", "parking", size="small")
        row = QHBoxLayout()
        row.setSpacing(px(8))
        for button in (self.record, self.elsewhere, self.aside):
            button.setProperty("tight", "true")
            row.addWidget(button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(top)
        column.addWidget(self.primary)
        column.addLayout(row)

    def for_waiting(self, room: str, words: str, *, ready: bool) -> None:
        """`room` empty: nobody is free; then `words` say who is awaited."""
        self._say(f"<b>{escape(room)}</b> {escape(words)}" if room else escape(words), free=bool(room))
        self._propose(_("Chiama"), ready)
        self.aside.set_words(_("Parcheggia"))
        self.aside.show()

    def for_expected(self, *, ready: bool) -> None:
        self._say("", free=False)
        self._propose(_("Segna l'arrivo"), ready)
        self.aside.set_words(_("Non viene"))
        self.aside.show()

    def for_room(self, *, called: bool, ready: bool) -> None:
        self._say("", free=False)
        self._propose(_("Entrata") if called else _("Chiudi la visita"), ready)
        self.aside.set_words(_("Parcheggia"))

    def settle(self) -> None:
        """After work: the primary can be pressed again where it may be."""
        self.primary.setEnabled(self._ready)

    def _propose(self, words: str, ready: bool) -> None:
        self._ready = ready
        self.primary.set_words(words)

    def _say(self, words: str, *, free: bool) -> None:
        self.where.setText(words)
        self.where.setVisible(bool(words))
        self._door.setVisible(bool(words))
        self._door.set_icon("door" if free else "clock", tokens.SUCCESS_TEXT if free else tokens.WARNING_TEXT)
