"""The free notes, and the short close: one minute for what matters, then the next family; the rest is for later."""

from typing import Final

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtGui import QHideEvent

from desk.i18n import _, n_
from desk.ui.theme import tokens
from desk.ui.widgets.bars import ThinBar
from desk.ui.widgets.buttons import Button, IconButton
from desk.ui.widgets.card import Card
from desk.ui.widgets.edits import TextArea
from desk.ui.widgets.text import label

MINUTE_SECONDS: Final = 60
TICK_MILLISECONDS: Final = 1000


class InterviewNotes(Card):
    """`later`: the interview stays open, the visit ends; `finish`: the interview ends. The screen connects them.

    `acts` of the short close stand at the foot of the page, where they are always in sight.
    """

    def __init__(self) -> None:
        super().__init__(_("Appunti liberi"), "pencil")
        self.note = TextArea(_("Appunti: restano nel colloquio, non escono su carta."), rows=4)
        self.note.setAccessibleName(_("Appunti liberi"))
        self.minute = label("", "second", wrap=True)
        self.bar = ThinBar()
        self.back = IconButton("back", _("Torna alle domande"), ink=tokens.BLUE_DARK)
        self.later = Button(_("Finisci dopo e chiama il prossimo"), "primary", "ticket", size="small")
        self.finish = Button(_("Chiudi il colloquio e vai al piano"), "outlined", "check", size="small")
        self.book_at_end = Button(_("Prossimo appuntamento"), "neutral", "calendar", size="small")
        self.acts = (self.back, self.later, self.finish, self.book_at_end)
        self._since, self._ticks = QElapsedTimer(), QTimer(self)
        self._ticks.setInterval(TICK_MILLISECONDS)
        self._ticks.timeout.connect(self._tick)
        for part in (self.minute, self.bar, self.note):
            self.body.addWidget(part)
        self.minute.hide()
        self.bar.hide()

    def begin_minute(self) -> None:
        """A short close: the minute runs, and nothing happens at its end but words; every pause has saved already."""
        self._since.start()
        self._ticks.start()
        self.show_left(MINUTE_SECONDS)

    def _tick(self) -> None:
        self.show_left(MINUTE_SECONDS - self._since.elapsed() // 1000)

    def show_left(self, seconds: int) -> None:
        if seconds > 0:
            said = n_(
                "Un minuto per l’essenziale, il resto si finisce dopo: ancora {n} secondo.",
                "Un minuto per l’essenziale, il resto si finisce dopo: ancora {n} secondi.",
                seconds,
            ).format(n=seconds)
        else:
            said = _("Il minuto è passato. È tutto salvato: il resto si finisce dopo.")
            self._ticks.stop()
        self.minute.setText(said)
        self.minute.show()
        self.bar.set(MINUTE_SECONDS - max(0, seconds), MINUTE_SECONDS, said)
        self.bar.show()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ticks.stop()

    def end_minute(self) -> None:
        """Notes without a hurry."""
        self._ticks.stop()
        self.minute.hide()
        self.bar.hide()
