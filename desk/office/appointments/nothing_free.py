"""Where nothing is free: which one change of the request would free it, and the first time that it would give."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from desk.catalogue.equipment import equipment_words
from desk.domain.languages import language_name
from desk.errors import NotFound
from desk.i18n import _
from desk.office.appointments.find_slots import FreeSlot, find_slots
from desk.office.appointments.slot_needs import Wanted, service_named
from desk.office.day_words import hour, numbers, short_day
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
