"""Above the grid: what has to move, with other times; a time that fell free, with who could come. One click each."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.i18n import _
from desk.office.day_words import hour, long_day, short_day
from desk.ui.presenters.agenda import AgendaPresenter
from desk.ui.presenters.waiting import WaitingPresenter
from desk.ui.widgets.agenda.act_band import ActBand
from desk.ui.widgets.buttons import Button, IconButton
from desk.ui.widgets.inline_form import empty


class _Band(QWidget):
    """Nothing, or one line that is only made anew where it says something else: the keyboard may stand on a button."""

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[Button] = []
        self._shown: object = None
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def _is_news(self, wanted: object) -> bool:
        if wanted == self._shown:
            return False
        self._shown, self.buttons = wanted, []
        empty(self._body)
        self.setVisible(wanted is not None)
        return wanted is not None


class MoveBand(_Band):
    """`taken` with the slot that was clicked."""

    taken = Signal(object)

    def __init__(self, presenter: AgendaPresenter) -> None:
        super().__init__()
        self._presenter = presenter

    def refresh(self) -> None:
        entry, count = self._presenter.band(), len(self._presenter.running())
        if not self._is_news((entry, count, self._presenter.proposals) if entry else None) or entry is None:
            return
        start = hour(entry.held.start)
        if entry.day == self._presenter.day or self._presenter.entry(entry.id) is not None:
            fact = _("{family}, ore {hour}: da spostare").format(family=entry.family, hour=start)
        else:
            fact = _("{family}, {day} ore {hour}: da spostare").format(
                family=entry.family, day=short_day(entry.day), hour=start
            )
        if count > 1:
            fact += " " + _("({n} in tutto)").format(n=count)
        band = ActBand(fact, entry.overlap_words, "danger")
        band.fit(self.width())
        for slot in self._presenter.proposals:
            button = Button(f"{short_day(slot.start.date())} · {hour(slot.start)}", "outlined", size="small")
            button.setAccessibleName(
                _("Sposta {family} a {when}").format(
                    family=entry.family, when=f"{long_day(slot.start.date())}, {hour(slot.start)}"
                )
            )
            button.setToolTip(", ".join(filter(None, (slot.caseworker_name, slot.room_name, slot.why))))
            button.clicked.connect(lambda _on=False, slot=slot: self.taken.emit(slot))
            band.end.addWidget(button)
            self.buttons.append(button)
        self._body.addWidget(band)


class FreedBand(_Band):
    """Who waits and could come to the time that fell free."""

    def __init__(self, waiting: WaitingPresenter) -> None:
        super().__init__()
        self._waiting = waiting

    def refresh(self) -> None:
        waiting = self._waiting
        if not self._is_news((waiting.freed, waiting.offers) if waiting.offers else None):
            return
        band = ActBand(*waiting.freed_words(), "success")
        band.fit(self.width())
        for offer in waiting.offers:
            words = f"{offer.waiting.family} · {hour(offer.slot.start)}"
            button = Button(words, "outlined", size="small")
            wish = waiting.wish_words(offer.waiting)
            button.setAccessibleName(_("Prenota {family}: {wish}").format(family=words, wish=wish))
            button.setToolTip(f"{wish}, {waiting.since_words(offer.waiting)}")
            button.clicked.connect(lambda _on=False, offer=offer: waiting.take(offer))
            band.end.addWidget(button)
            self.buttons.append(button)
        away = IconButton("close", _("Non offrirlo a nessuno"))
        away.clicked.connect(waiting.put_away)
        band.end.addWidget(away)
        self._body.addWidget(band)
