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

    def chip(self) -> "Chip":
        return chip(self)


@dataclass(frozen=True)
class Chip:
    """`state` is the chip's look; `detail` one sentence more, for whoever points at it."""

    state: State
    text: str
    detail: str


def chip(status: SyncStatus) -> Chip:
    """The most urgent truth: the machine, then conflicts, then what did not leave."""
    if status.danger:
        return Chip("danger", status.danger, status.danger)
    if status.behind:
        return Chip("offline", _("Orologio sbagliato"), f"{_clock(status.behind)} {status.fault or ''}".strip())
    left = _left(status.waiting)
    if status.conflicts:
        said = n_("{n} da riconciliare", "{n} da riconciliare", status.conflicts).format(n=status.conflicts)
        why = _("Due persone hanno scritto la stessa cosa senza vedersi. Nulla è perso.")
        return Chip("reconcile", said, f"{why} {status.fault}" if status.fault else why)
    return _of_network(status, left)


def _of_network(status: SyncStatus, left: str) -> Chip:
    if not status.enrolled:
        return Chip("saved", _("Salvato qui"), _("Questo computer lavora da solo: non è collegato a un server."))
    if status.away or status.fault:
        what = _("Senza rete") if status.away else _("Invio fermo")
        since = _("Ultimo invio {when}.").format(when=f"{status.sent_at:%d/%m %H:%M}") if status.sent_at else ""
        why = (status.fault or "", since if status.away else "")
        return Chip("offline", f"{what} · {left}" if left else what, " ".join(filter(None, why)))
    if left:
        return Chip("saved", f"{_('Salvato qui')} · {left}", _("Sto inviando."))
    if status.sent_at is None:
        return Chip("saved", _("Salvato qui"), _("Non ancora inviato."))
    sent = _("inviato {when}").format(when=f"{status.sent_at:%H:%M}")
    return Chip("saved", f"{_('Salvato qui')} · {sent}", _("Tutto è anche sul server."))


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
