"""The band above the interview: whose it is, who is here, since when, what is saved."""

from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.i18n import _
from desk.office.interview.interview import InterviewView
from desk.ui.presenters.interview_words import since_when, who_is_here
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.avatar import Avatar
from desk.ui.widgets.buttons import Button, IconButton
from desk.ui.widgets.tag import Chip
from desk.ui.widgets.text import OneLine, set_property

WORDS_FROM, TELLS_WORDS_FROM = 1000, 800
"""From this width the acts are in words; narrower, who it is and what is saved go before. What shows a part of the page
that is out of sight says so as long as it can."""
LOOK_MILLISECONDS = 10_000
"""So often the minutes are looked at while they are shown."""


class InterviewHead(QWidget):
    """Its buttons are connected by the screen; `minutes`: they are wanted or not, or may have passed."""

    minutes = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "white")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.face = Avatar("?", size=40)
        self.family = OneLine("card-title")
        self.who = OneLine("second")
        self.who_here = Button(_("Chi è presente"), "quiet", "households", size="small")
        self.read_back = Button(_("Riassunto"), "quiet", "print", size="small")
        self.read_back.setToolTip(_("Da rileggere con la famiglia, stampare e firmare"))
        self.back_to = Button(_("Scheda"), "quiet", "back", size="small")
        self.tells = Button(_("Cosa ci dice"), "quiet", "info", size="small")
        self.since = Button("", "neutral", "clock", size="small")
        self.since.setToolTip(_("Mostra o nascondi i minuti"))
        self.saved = Chip("", "success", "check")
        self.undo = IconButton("undo", _("Annulla l’ultima risposta (Ctrl+Z; di nuovo: Ctrl+Maiusc+Z)"))
        self._saved = ""
        self._minute = QTimer(self)
        self._minute.setInterval(LOOK_MILLISECONDS)
        self._minute.timeout.connect(self.minutes)
        self.since.clicked.connect(self._turn_minutes)
        self._acts = {act: act.text() for act in (self.who_here, self.tells, self.read_back, self.back_to)}
        for act, said in self._acts.items():
            act.setAccessibleName(said)
            act.setToolTip(act.toolTip() or said)
        top = QHBoxLayout(self)
        top.setContentsMargins(tokens.PAGE_MARGIN, px(10), tokens.PAGE_MARGIN, px(10))
        top.setSpacing(px(12))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.family)
        words.addWidget(self.who)
        top.addWidget(self.face)
        top.addLayout(words, 1)
        for part in (self.who_here, self.tells, self.read_back, self.back_to, self.since, self.saved, self.undo):
            top.addWidget(part)
        self.tells.setCheckable(True)
        self.tells.hide()
        self.saved.hide()
        self.undo.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for act, said in self._acts.items():
            in_words = self.width() >= px(TELLS_WORDS_FROM if act is self.tells else WORDS_FROM)
            act.set_words(said if in_words else "")
            set_property(act, "tight", "" if in_words else "true")
        self._say_saved()

    def _say_saved(self) -> None:
        whole = _("Salvato {time}").format(time=self._saved)
        self.saved.set(whole if self.width() >= px(WORDS_FROM) else self._saved, "success", "check")
        self.saved.setAccessibleName(whole)
        self.saved.setToolTip(whole)

    def empty(self) -> None:
        """Nobody's interview yet."""
        self.face.set_name("?")
        self.family.setText("")
        self.who.setText("")
        for part in (self.who_here, self.read_back, self.since, self.saved, self.undo):
            part.hide()

    def show_view(self, view: InterviewView, now: datetime, saved: str, *, can_undo: bool) -> None:
        """`saved`: the time of day at which something was kept last."""
        self.face.set_name(view.family.name)
        self.family.setText(_("Famiglia {name}").format(name=view.family.name))
        self.who.setText(who_is_here(view))
        self.show_since(view, now)
        self.read_back.show()
        self.saved.setVisible(bool(saved))
        self._saved = saved
        self._say_saved()
        self.undo.setVisible(can_undo)

    def _turn_minutes(self) -> None:
        """A clock that nobody asked for only hurries."""
        if self._minute.isActive():
            self._minute.stop()
        else:
            self._minute.start()
        self.minutes.emit()

    def show_since(self, view: InterviewView, now: datetime) -> None:
        """When it began; the minutes only while somebody wants them."""
        self.since.set_words(since_when(view.started_at, now, minutes=self._minute.isActive()))
