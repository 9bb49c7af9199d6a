"""Where nothing is free: why, and which one change of the request would free it, with the first time it would give."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from desk.catalogue.equipment import equipment_words
from desk.domain.languages import language_name
from desk.domain.roles import May
from desk.domain.slots import Need, bottlenecks, find
from desk.errors import NotFound
from desk.i18n import _
from desk.office.appointments.find_slots import FreeSlot, Search, find_slots, look
from desk.office.appointments.slot_needs import Wanted, service_named
from desk.office.day_words import hour, long_day, numbers, short_day
from desk.office.session import Session

SHORTER = (30, 15)


@dataclass(frozen=True)
class Remedy:
    """`what` names the change, `when` the first time that it gives; `wanted` is the request with it."""

    what: str
    when: str
    wanted: Wanted
    first: FreeSlot

    @property
    def words(self) -> str:
        return f"{self.what}: {self.when}"


def why_nothing(session: Session, wanted: Wanted) -> str:
    """Who or what stands in the way, in words, and when it would go without."""
    session.require(May.BOOK)
    service = service_named(wanted.service)
    wanted = replace(wanted, minutes=wanted.minutes or service.minutes)
    looked, today = look(session, wanted), session.today()
    last = today + timedelta(days=service.window_days)
    if looked.grid.first > last:
        return _("Questo servizio si prenota solo fino al {day}.").format(day=numbers(last, today))
    if service.notice_hours and wanted.not_after and looked.soonest and wanted.not_after < looked.soonest:
        text = _("Questo servizio si prenota almeno {n} ore prima: il primo giorno è {day}.")
        return text.format(n=service.notice_hours, day=numbers(looked.soonest, today))
    if not any(each.open for each in looked.diaries.values()):
        return _("In questi giorni l'ufficio è chiuso.")
    return _in_the_way(looked) or _alone_never(looked) or _("Ognuno ha del tempo, ma mai tutti insieme.")


def _in_the_way(looked: Search) -> str:
    """Those without any one of whom there would be a time."""
    lines = []
    for place, start in bottlenecks(looked.grid, looked.diaries, looked.request):
        need, when = looked.request.needs[place], looked.grid.local_time(start)
        text = (
            _("La famiglia non può quando gli altri sono liberi. Se potesse, il primo posto è {day}, {hour}.")
            if need.kind == "household"
            else _("{who}: mai insieme agli altri. Senza, il primo posto è {day}, {hour}.")
        )
        lines.append(text.format(who=_need_words(need, looked.named), day=long_day(when.date()), hour=hour(when)))
    return " ".join(lines)


def _alone_never(looked: Search) -> str:
    """Several stand in the way: those who have no time even on their own."""
    full = [
        need
        for need in looked.request.needs
        if not find(looked.grid, looked.diaries, replace(looked.request, needs=(need,), limit=1))
    ]
    text = _("{who}: nessun tempo libero in questi giorni.")
    return " ".join(text.format(who=_need_words(need, looked.named)) for need in full)


def _need_words(need: Need, named: dict[str, str]) -> str:
    """«L'interprete (Nadia Haddad)»."""
    kinds = {
        "caseworker": _("Chi fa il servizio"),
        "room": _("La stanza"),
        "interpreter": _("L'interprete"),
        "other": _("Il collega"),
        "household": _("La famiglia"),
    }
    names = ", ".join(named[each] for each in need.candidates[:3] if each in named)
    return f"{kinds[need.kind]} ({names})" if names else kinds[need.kind]


def remedies(session: Session, wanted: Wanted) -> tuple[Remedy, ...]:
    """Each tried alone; those that free something, the soonest time first."""
    found = []
    for what, changed in _changes(wanted):
        try:
            slot = next(iter(find_slots(session, replace(changed, limit=1))), None)
        except NotFound:  # without this one there is nobody at all
            continue
        if slot is not None:
            when = f"{short_day(slot.start.date())}, {hour(slot.start)}"
            found.append(Remedy(what, when, changed, slot))
    return tuple(sorted(found, key=lambda each: each.first.start))


def _changes(wanted: Wanted) -> Iterator[tuple[str, Wanted]]:
    if wanted.caseworker:
        yield _("Con un altro operatore"), replace(wanted, caseworker=None)
    if wanted.language:
        language = _(language_name(wanted.language))
        yield _("Senza interprete di {language}").format(language=language), replace(wanted, language=None)
    for place, service in enumerate(wanted.others):
        fewer = wanted.others[:place] + wanted.others[place + 1 :]
        yield _("Senza «{service}»").format(service=_(service_named(service).title)), replace(wanted, others=fewer)
    for place, code in enumerate(wanted.equipment):
        fewer = wanted.equipment[:place] + wanted.equipment[place + 1 :]
        yield _("Senza «{what}»").format(what=equipment_words(code).lower()), replace(wanted, equipment=fewer)
    if wanted.not_after:
        day = numbers(wanted.not_after, wanted.not_after)
        yield _("Anche dopo il {day}").format(day=day), replace(wanted, not_after=None)
    for minutes in SHORTER:
        if minutes < (wanted.minutes or 0):
            yield _("Solo {n} minuti").format(n=minutes), replace(wanted, minutes=minutes)
            break
