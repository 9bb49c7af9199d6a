"""What the sync chip says: the truth in four states."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from desk.i18n import _, n_

State = Literal["saved", "offline", "reconcile", "danger"]


@dataclass(frozen=True)
class SyncStatus:
    """What is known of sync. `sent_at`: the last good round, in the office's time zone; None: none yet.

    `enrolled`: the machine has a server. `away`: the last round found no network. `fault`: what a person must see
    to. `shut_out`: it was revoked, its store is closed.
    `behind`: seconds by which this machine's clock is behind the server's (negative: ahead), 0 where it is right.
    `waiting_since`: when the oldest of what waits was written, in the office's time zone; None where nothing waits.
    `danger`: the machine itself may lose work (disk full, store damaged).
    """

    enrolled: bool = False
    sent_at: datetime | None = None
    waiting: int = 0
    conflicts: int = 0
    away: bool = False
    fault: str | None = None
    danger: str | None = None
    shut_out: bool = False
    behind: int = 0
    waiting_since: datetime | None = None

    def chip(self) -> "Chip":
        return chip(self)


@dataclass(frozen=True)
class Chip:
    """`state` is the chip's look; `detail` what waits, since when and what failed, for whoever points at it; `todo`:
    what a person can do about it, empty where there is nothing."""

    state: State
    text: str
    detail: str
    todo: str = ""

    @property
    def whole(self) -> str:
        return " ".join(filter(None, (self.detail, self.todo)))


def chip(status: SyncStatus) -> Chip:
    """The most urgent truth: the machine, then conflicts, then what did not leave."""
    if status.danger:
        todo = _("Che cosa fare: chiama subito chi si occupa dei computer, prima di scrivere altro.")
        return Chip("danger", status.danger, status.danger, todo)
    if status.behind:
        why = " ".join(filter(None, (_clock(status.behind), status.fault, _waits(status))))
        return Chip("offline", _("Orologio sbagliato"), why)
    left = _left(status.waiting)
    if status.conflicts:
        said = n_("{n} da riconciliare", "{n} da riconciliare", status.conflicts).format(n=status.conflicts)
        why = _("Due persone hanno scritto la stessa cosa senza vedersi. Nulla è perso.")
        todo = _("Che cosa fare: premi qui e scegli il valore giusto.")
        return Chip("reconcile", said, " ".join(filter(None, (why, status.fault, _waits(status)))), todo)
    return _of_network(status, left)


def _of_network(status: SyncStatus, left: str) -> Chip:
    if not status.enrolled:
        return Chip("saved", _("Salvato qui"), _("Questo computer lavora da solo: non è collegato a un server."))
    if status.away or status.fault:
        what = _("Senza rete") if status.away else _("Invio fermo")
        since = _("Ultimo invio {when}.").format(when=f"{status.sent_at:%d/%m %H:%M}") if status.sent_at else ""
        why = " ".join(filter(None, (status.fault, _waits(status), since)))
        todo = (
            _("Che cosa fare: continua a lavorare, parte da sé quando torna la rete.")
            if status.away
            else _("Che cosa fare: continua a lavorare e avvisa chi si occupa dei computer. Qui non si perde nulla.")
        )
        return Chip("offline", f"{what} · {left}" if left else what, why, todo)
    if left:
        detail = " ".join(filter(None, (_("Sto inviando."), _waits(status))))
        return Chip("saved", f"{_('Salvato qui')} · {left}", detail)
    if status.sent_at is None:
        return Chip("saved", _("Salvato qui"), _("Non ancora inviato."))
    sent = _("inviato {when}").format(when=f"{status.sent_at:%H:%M}")
    return Chip("saved", f"{_('Salvato qui')} · {sent}", _("Tutto è anche sul server."))


def _waits(status: SyncStatus) -> str:
    """«Da inviare: 3, dal 24/11 10:32.»: how much, and since when the oldest waits."""
    if not status.waiting:
        return ""
    if status.waiting_since is None:
        return _("Da inviare: {n}.").format(n=status.waiting)
    return _("Da inviare: {n}, dal {when}.").format(n=status.waiting, when=f"{status.waiting_since:%d/%m %H:%M}")


def _clock(behind: int) -> str:
    days, hours, minutes = abs(behind) // 86_400, abs(behind) // 3600, abs(behind) // 60
    if days:
        much = n_("{n} giorno", "{n} giorni", days).format(n=days)
    elif hours:
        much = n_("{n} ora", "{n} ore", hours).format(n=hours)
    else:
        much = n_("{n} minuto", "{n} minuti", minutes).format(n=minutes)
    said = (
        _("L'orologio di questo computer è indietro di {much}: rimettilo all'ora giusta.")
        if behind > 0
        else _("L'orologio di questo computer è avanti di {much}: rimettilo all'ora giusta.")
    )
    return f"{said.format(much=much)} {_('Intanto si lavora: quello che scrivi porta l’ora del server.')}"


def _left(waiting: int) -> str:
    return n_("{n} da inviare", "{n} da inviare", waiting).format(n=waiting) if waiting else ""
