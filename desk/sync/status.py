"""What the sync chip says: the truth in four states."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from desk.i18n import _, n_

DISK, BUSY = "disk", "busy"
"""`why` of a disk that is full, and of a store that another program holds for a moment."""

State = Literal["saved", "offline", "reconcile", "danger"]


@dataclass(frozen=True)
class SyncStatus:
    """What is known of sync. `sent_at`: the last good round, in the office's time zone; None: none yet.

    `enrolled`: the machine has a server. `away`: the last round found no network. `fault`: what a person must see
    to, `why`: the same as a word. `shut_out`: it was revoked, its store is closed.
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
    why: str = ""

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
        return Chip("danger", _("Computer in pericolo") if status.why else status.danger, status.danger, _todo(status))
    if status.behind:
        why = " ".join(filter(None, (_clock(status.behind), _conflicts(status), status.fault, _waits(status))))
        return Chip("offline", _("Orologio sbagliato"), why, _todo(status) if status.fault else "")
    left = _left(status.waiting)
    if status.conflicts:
        said = n_("{n} da riconciliare", "{n} da riconciliare", status.conflicts).format(n=status.conflicts)
        why = _("Due persone hanno scritto la stessa cosa senza vedersi. Nulla è perso.")
        todo = _("Che cosa fare: apri «Da riconciliare» e scegli il valore giusto.")
        if status.fault:
            also = _todo(status).partition(": ")[2]  # one head for both
            todo = f"{todo} {also[:1].upper()}{also[1:]}"
        return Chip("reconcile", said, " ".join(filter(None, (why, status.fault, _waits(status)))), todo)
    return _of_network(status, left)


def _of_network(status: SyncStatus, left: str) -> Chip:
    if not status.enrolled:
        return Chip("saved", _("Salvato qui"), _("Questo computer lavora da solo: non è collegato a un server."))
    if status.away or status.fault:
        what = _("Senza rete") if status.away else _("Invio fermo")
        since = _("Ultimo invio {when}.").format(when=f"{status.sent_at:%d/%m %H:%M}") if status.sent_at else ""
        why = " ".join(filter(None, (status.fault, _waits(status), since)))
        return Chip("offline", f"{what} · {left}" if left else what, why, _todo(status))
    if left:
        detail = " ".join(filter(None, (_("Sto inviando."), _waits(status))))
        return Chip("saved", f"{_('Salvato qui')} · {left}", detail)
    if status.sent_at is None:
        return Chip("saved", _("Salvato qui"), _("Non ancora inviato."))
    sent = _("inviato {when}").format(when=f"{status.sent_at:%H:%M}")
    return Chip("saved", f"{_('Salvato qui')} · {sent}", _("Tutto è anche sul server."))


def _todo(status: SyncStatus) -> str:
    """What a person can do, whoever it is."""
    if status.danger:
        return {
            DISK: _(
                "Che cosa fare: libera spazio adesso, o chiama chi si occupa dei computer, prima di scrivere altro."
            ),
        }.get(status.why) or _("Che cosa fare: chiama subito chi si occupa dei computer, prima di scrivere altro.")
    if status.away:
        return _("Che cosa fare: continua a lavorare, parte da sé quando torna la rete.")
    enrol = _("Che cosa fare: fatti dare un codice e collega di nuovo questo computer (Amministrazione).")
    return {
        "version": _("Che cosa fare: continua a lavorare e fai aggiornare il programma. Parte tutto dopo."),
        "unknown": enrol,
        "taken": enrol,
        "fork": _("Che cosa fare: continua a lavorare; chi si occupa dei computer usa «desk enrol --anew»."),
        "certificate": _("Che cosa fare: continua a lavorare; chi si occupa dei computer controlla il certificato."),
    }.get(status.why) or _(
        "Che cosa fare: continua a lavorare e avvisa chi si occupa dei computer. Qui non si perde nulla."
    )


def _conflicts(status: SyncStatus) -> str:
    if not status.conflicts:
        return ""
    said = n_("{n} dato ha due valori: va scelto.", "{n} dati hanno due valori: vanno scelti.", status.conflicts)
    return said.format(n=status.conflicts)


def _waits(status: SyncStatus) -> str:
    """«Da inviare: 3, dal 24/11 10:32.»: how much, and since when the oldest waits."""
    if not status.waiting:
        return ""
    if status.waiting_since is None:
        return _("Da inviare: {n}.").format(n=status.waiting)
    return _("Da inviare: {n}, dal {when}.").format(n=status.waiting, when=f"{status.waiting_since:%d/%m %H:%M}")


def clock_words(behind: int) -> str:
    """«indietro di 3 giorni»."""
    much = _much(behind)
    return (_("indietro di {much}") if behind > 0 else _("avanti di {much}")).format(much=much)


def _much(behind: int) -> str:
    days, hours, minutes = abs(behind) // 86_400, abs(behind) // 3600, abs(behind) // 60
    if days:
        return n_("{n} giorno", "{n} giorni", days).format(n=days)
    if hours:
        return n_("{n} ora", "{n} ore", hours).format(n=hours)
    return n_("{n} minuto", "{n} minuti", minutes).format(n=minutes)


def _clock(behind: int) -> str:
    said = (
        _("L'orologio di questo computer è indietro di {much}: rimettilo all'ora giusta.")
        if behind > 0
        else _("L'orologio di questo computer è avanti di {much}: rimettilo all'ora giusta.")
    )
    return f"{said.format(much=_much(behind))} {_('Intanto si lavora: quello che scrivi porta l’ora del server.')}"


def _left(waiting: int) -> str:
    return n_("{n} da inviare", "{n} da inviare", waiting).format(n=waiting) if waiting else ""
