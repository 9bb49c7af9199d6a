"""The rows of the Today screen in words: what each column shows, line by line."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from desk.catalogue.services import load_services
from desk.domain.languages import language_name
from desk.domain.queue import Reason, Wait
from desk.i18n import _, n_
from desk.office.front.today import Expected, InRoom, Waiting

#: reason → tone and icon of its tag
_TAGS = {
    Reason.EVICTION: ("danger", "scale"),
    Reason.INFANT: ("warning", "baby"),
    Reason.PREGNANCY: ("warning", "heart"),
    Reason.DISABILITY: ("warning", "wheelchair"),
    Reason.AGE: ("warning", "person"),
    Reason.URGENT: ("warning", "urgent"),
    Reason.RESERVED: ("warning", "heart"),
    Reason.WAITED: ("warning", "clock"),
    Reason.APPOINTMENT: ("info", "calendar"),
    Reason.ARRIVAL: ("neutral", "ticket"),
    Reason.LATE: ("neutral", "clock"),
    Reason.EARLY: ("neutral", "calendar"),
}


A_LITTLE = timedelta(minutes=5)
"""So much after the hour a family came: the place then counts from its arrival, and the words say so."""


@dataclass(frozen=True)
class TagWords:
    """A tag: tone of `tokens.TONES`, icon, words."""

    text: str
    tone: str
    icon: str


@dataclass(frozen=True)
class ExpectedRow:
    """One line of «Attesi»; `late` says what is the matter: late, to move; None where nothing is."""

    id: str
    household: str
    time: str
    name: str
    second: str
    late: TagWords | None


@dataclass(frozen=True)
class WaitingRow:
    """One line of «In attesa»."""

    id: str
    household: str
    place: str
    ticket: str
    name: str
    reason: TagWords
    second: str
    minutes: str


@dataclass(frozen=True)
class UndoRow:
    """The line, inside the list, that takes the last step back."""

    text: str
    id: str = "undo"


@dataclass(frozen=True)
class RoomRow:
    """One card of «In colloquio»; `called` is set while the family has not come in."""

    id: str
    household: str
    room: str
    ticket: str
    name: str
    who: str
    since: str
    called: str | None
    may_recall: bool = True
    """There are calls left; otherwise it has not appeared."""
    rivals: tuple[tuple[str, str], ...] = ()
    """Two desks called it unseen: (machine, «M. Bosio, Stanza 1»), to keep one."""


def service_title(service: str) -> str:
    found = load_services().get(service)
    return _(found.title) if found else service


def wait_words(wait: Wait | None) -> str:
    """How long somebody who comes now will wait; the span in bold."""
    if wait is None:
        return _("Nessun operatore in servizio")
    if not wait.high:
        return n_("Nessuna attesa, {n} operatore", "Nessuna attesa, {n} operatori", wait.desks).format(n=wait.desks)
    span = f"<b>{wait.low}–{wait.high} min</b>"
    return n_("Attesa stimata {span} con {n} operatore", "Attesa stimata {span} con {n} operatori", wait.desks).format(
        span=span, n=wait.desks
    )


def expected_row(row: Expected, now: datetime) -> ExpectedRow:
    second = [service_title(row.service) if row.service else row.purpose, row.caseworker or _("sportello")]
    if row.interpreter and row.language != "it":
        second.append(_(language_name(row.language)))
    late = row.late(now)
    return ExpectedRow(
        row.appointment,
        row.household,
        f"{row.start:%H:%M}",
        row.name,
        " · ".join(filter(None, second)),
        late_tag(row, late),
    )


def late_tag(row: Expected, late: int) -> TagWords | None:
    """What is the matter with an expected one: booked twice, or late."""
    if row.to_move:
        return TagWords(_("da spostare"), "danger", "warning")
    return TagWords(_("ritardo {n} min").format(n=late), "warning", "clock") if late else None


def waiting_row(row: Waiting) -> WaitingRow:
    second: list[str] = []
    booked = row.waiter.appointment
    if booked is None:
        second.append(_("senza appuntamento"))
    elif row.reason not in (Reason.APPOINTMENT, Reason.EARLY, Reason.LATE):
        second.append(f"{booked:%H:%M}")
    if row.caseworker:
        second.append(row.caseworker)
    if row.language and row.language != "it":
        second.append(_(language_name(row.language)))
    return WaitingRow(
        row.visit,
        row.household,
        _("{n}º").format(n=row.position),
        row.ticket,
        row.name or _("Senza nome"),
        TagWords(reason_words(row), *_TAGS[row.reason]),
        " · ".join(second),
        str(row.waited),
    )


def reason_words(row: Waiting) -> str:
    """Why the row stands where it stands."""
    booked = f"{row.waiter.appointment:%H:%M}" if row.waiter.appointment else ""
    access = row.waiter.eviction
    texts = {
        Reason.EVICTION: _("sfratto: accesso {day}").format(day=_day(access)) if access else _("sfratto vicino"),
        Reason.INFANT: _("con neonato"),
        Reason.PREGNANCY: _("gravidanza"),
        Reason.DISABILITY: _("disabilità"),
        Reason.AGE: _("persona anziana"),
        Reason.URGENT: _("invio urgente"),
        Reason.RESERVED: _("precedenza riservata"),
        Reason.WAITED: _("aspetta da {n} min").format(n=row.waited),
        Reason.APPOINTMENT: _("appuntamento alle {time}").format(time=booked),
        Reason.ARRIVAL: _("ordine di arrivo"),
        Reason.LATE: _("in ritardo, era alle {time}").format(time=booked),
        Reason.EARLY: _("in anticipo, è alle {time}").format(time=booked),
    }
    if (
        row.reason is Reason.APPOINTMENT
        and row.waiter.appointment
        and row.waiter.arrived >= row.waiter.appointment + A_LITTLE
    ):
        return _("alle {time}, arrivo {arrived}").format(time=booked, arrived=f"{row.waiter.arrived:%H:%M}")
    return texts[row.reason]


def room_row(row: InRoom, now: datetime) -> RoomRow:
    service = load_services().get(row.service)
    who = [row.caseworker]
    if row.interpreter:
        who.append(_("interprete {language}").format(language=_(language_name(row.interpreter))))
    elif service and service.kind in ("housing", "work"):
        who.append(_(service.title).lower())
    minutes = max(0, int((now - row.since).total_seconds() // 60))
    return RoomRow(
        row.visit,
        row.household,
        row.room or _("senza stanza"),
        row.ticket,
        row.name or _("Senza nome"),
        " · ".join(filter(None, who)),
        n_("colloquio da {n} minuto", "colloquio da {n} min", minutes).format(n=minutes) if row.inside else "",
        None if row.inside else called_words(row),
        row.calls_left > 0,
        tuple((each.device, ", ".join(filter(None, (each.who, each.room)))) for each in row.rivals),
    )


def called_words(row: InRoom) -> str:
    """«chiamata 10:33, non entrata», with the number of calls from the second on."""
    if row.calls > 1:
        return _("{n} chiamate dalle {time}, non entrata").format(n=row.calls, time=f"{row.called:%H:%M}")
    return _("chiamata {time}, non entrata").format(time=f"{row.called:%H:%M}")


def _day(day: date) -> str:
    return f"{day:%d/%m}"
