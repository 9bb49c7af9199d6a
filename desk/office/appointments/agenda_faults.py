"""Why an appointment has to move: it runs into one booked before, or somebody or the room is no longer there for it."""

from dataclasses import dataclass, field

from desk.db.rows import Row
from desk.domain.availability import EVERYBODY, Rule, is_away, is_outside, why_away
from desk.domain.journal.clock import moment_of
from desk.domain.overlaps import Overlap
from desk.i18n import _
from desk.office.appointments.confirmations import Answer, Said
from desk.office.appointments.diaries import Held
from desk.office.appointments.overlapping import stamp_of
from desk.office.day_words import hour
from desk.office.session import ZONE


@dataclass(frozen=True)
class Known:
    """`names` of staff and rooms; `gone`: those of them that are in use no more; `rules` by whose they are."""

    names: dict[str, str]
    gone: frozenset[str]
    rooms: frozenset[str]
    rules: dict[str, list[Rule]] = field(default_factory=dict)

    def rules_of(self, who: str) -> list[Rule]:
        """One's own and the whole office's."""
        return [*self.rules.get(who, ()), *self.rules.get(EVERYBODY, ())]


@dataclass(frozen=True)
class Fault:
    """What it runs into or who is missing, and that in words."""

    overlap: Overlap
    words: str


def missing(held: Held, said: tuple[Said, ...], known: Known) -> Fault | None:
    """A partner officer who declined; a room or colleague that is in use no more; a leave, a closure; the family's own
    limit; an hour at which somebody receives no more, since the pattern changed."""
    refused = next((each for each in said if each.answer is Answer.DECLINED), None)
    if refused is not None:
        words = _("{who} ha detto di no").format(who=known.names.get(refused.staff, "–"))
        return _of(refused.staff, f"{words}: {refused.why}." if refused.why else f"{words}.")
    for each in sorted(held.holds & known.gone):
        text = _("{who} non è più in uso.") if each in known.rooms else _("{who} non lavora più qui.")
        return _of(each, text.format(who=known.names.get(each, "–")))
    start = held.start.hour * 60 + held.start.minute
    day, end = held.start.date(), start + held.minutes
    shut = known.rules.get(EVERYBODY, [])
    if is_away(day, EVERYBODY, start, end, shut):
        why = why_away(day, EVERYBODY, shut)
        return _of(min(held.holds, default=""), _("L'ufficio è chiuso") + (f": {why}." if why else "."))
    away = [each for each in sorted(held.holds) if is_away(day, each, start, end, known.rules_of(each))]
    for each in sorted(away, key=lambda one: one == held.household):
        why, who = why_away(day, each, known.rules_of(each)), known.names.get(each, "")
        text = _("{who} non c'è") if who else _("La famiglia non può")
        return _of(each, text.format(who=who) + (f": {why}." if why else "."))
    return _outside(held, start, end, known)


def _outside(held: Held, start: int, end: int, known: Known) -> Fault | None:
    """Somebody, or the whole office, receives at other hours since the booking."""
    day, shut = held.start.date(), known.rules.get(EVERYBODY, [])
    people = sorted(held.holds - {held.household})
    late = next((each for each in people if is_outside(day, each, start, end, known.rules_of(each))), None)
    if late is None:
        return None
    if is_outside(day, EVERYBODY, start, end, shut):
        return _of(late, _("L'ufficio a quell'ora non riceve."))
    text = _("{who} a quell'ora non si usa.") if late in known.rooms else _("{who} a quell'ora non riceve.")
    return _of(late, text.format(who=known.names.get(late, "–")))


def _of(who: str, words: str) -> Fault:
    return Fault(Overlap("", frozenset({who})), words)


def running_words(row: Row, first: Row, shared: frozenset[str], names: dict[str, str]) -> str:
    """«L'interprete è già con Mansouri. Prenotato dopo, alle 9:12.»"""
    booked = moment_of(stamp_of(row)).astimezone(ZONE)
    who = next((names[each] for each in sorted(shared) if each in names), "")
    family = first["family"] or "–"
    if row["household"] in shared:
        said = _("La famiglia ha già un altro appuntamento.")
    elif row["interpreter"] in shared:
        said = _("L'interprete {who} è già con {family}.").format(who=who, family=family)
    else:
        said = _("{who}: già con {family}.").format(who=who, family=family)
    return (
        said
        + " "
        + _("Prenotato dopo, il {day}/{month} alle {hour}.").format(
            day=booked.day, month=booked.month, hour=hour(booked)
        )
    )
