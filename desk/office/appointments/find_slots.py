"""Find the best free slots for a family: the same person as last time first, everyone and the room free at once."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from desk.db.tables import appointment, room, staff
from desk.domain.availability import WHOLE_DAY, Rule
from desk.domain.roles import May
from desk.domain.slots import (
    STEP_MINUTES,
    Diary,
    Grid,
    Reason,
    Request,
    Slot,
    before_papers,
    find,
    steps_of,
)
from desk.i18n import _
from desk.office.appointments.availability import read_rules
from desk.office.appointments.diaries import taken_in_days
from desk.office.appointments.free_time import diaries_of
from desk.office.appointments.slot_needs import Usual, Wanted, needs_of, read_usual, service_named
from desk.office.day_words import numbers
from desk.office.session import ZONE, Session, local

DAYS_AHEAD = 60
NEAR_MINUTES = 60


@dataclass(frozen=True)
class FreeSlot:
    """A time at which everyone named is free; ids with the names beside them; `start` and `end` are aware."""

    start: datetime
    end: datetime
    caseworker: str
    caseworker_name: str
    room: str | None
    room_name: str
    interpreter: str | None
    interpreter_name: str
    others: tuple[str, ...]
    other_names: tuple[str, ...]
    why: str

    def as_json(self) -> dict[str, Any]:
        """The fields that scripts read."""
        return {
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "caseworker": self.caseworker_name,
            "room": self.room_name or None,
            "interpreter": self.interpreter_name or None,
            "others": list(self.other_names),
            "why": self.why,
        }


@dataclass(frozen=True)
class Search:
    """Everything that was read for one search."""

    grid: Grid
    diaries: dict[str, Diary]
    request: Request
    named: dict[str, str]
    usual: Usual
    limits: tuple[Rule, ...] = ()
    now_at: datetime | None = None
    """When the appointment begins that is to move."""
    soonest: date | None = None
    """The first day that the service's notice leaves."""


def find_slots(session: Session, wanted: Wanted) -> list[FreeSlot]:
    """The best slots, best first; empty where nothing is free. Raises NotFound where nobody could do it at all."""
    session.require(May.BOOK)
    wanted = replace(wanted, minutes=wanted.minutes or service_named(wanted.service).minutes)
    looked = look(session, wanted)
    return [_worded(slot, looked, wanted) for slot in find(looked.grid, looked.diaries, looked.request)]


def look(session: Session, wanted: Wanted) -> Search:
    """Everything that the search for a wish needs; `wanted.minutes` is known."""
    service = service_named(wanted.service)
    now = session.now().astimezone(ZONE)
    soonest = now + timedelta(hours=service.notice_hours)
    begins, ends = wanted.within or (None, None)
    first = max(wanted.not_before or soonest.date(), soonest.date(), *((begins.date(),) if begins else ()))
    last = wanted.not_after or first + timedelta(days=DAYS_AHEAD)
    last = min(last, ends.date()) if ends else last
    furthest = min(last, now.date() + timedelta(days=service.window_days))
    grid = Grid(first, max(0, min((furthest - first).days + 1, DAYS_AHEAD)))
    with session.store.read() as connection:
        usual = read_usual(connection, wanted.household)
        people = connection.execute(select(staff).where(staff.c.active == 1)).mappings().all()
        rooms = connection.execute(select(room).where(room.c.active == 1).order_by(room.c.number)).mappings().all()
        families, ignored = ([each] if each else [] for each in (wanted.household, wanted.ignore))
        taken = taken_in_days(connection, grid, families, ignored)
        rules = read_rules(connection, wanted.household or "")
        begun = connection.execute(select(appointment.c.start).where(appointment.c.id == wanted.ignore)).scalar()
    named = {row["id"]: _staff_name(row) for row in people} | {row["id"]: row["name"] or "" for row in rooms}
    needs = needs_of(wanted, usual, [dict(row) for row in people], [dict(row) for row in rooms], taken.minutes)
    soonest_step = grid.step_of(soonest) + 1 if first == soonest.date() else 0
    request = Request(
        tuple(needs),
        steps_of(wanted.minutes or 0),
        earliest=max(soonest_step, grid.step_of(begins) if begins else 0),
        latest=grid.step_of(ends) if ends else None,
        before=0 if wanted.packed else steps_of(service.before),
        elsewhere=service.elsewhere,
        after=0 if wanted.packed else steps_of(service.after + wanted.buffer_minutes),
        limit=wanted.limit,
    )
    travel = {row["id"]: row["travel"] or 0 for row in people}
    diaries = diaries_of(grid, taken, rules, {name for need in needs for name in need.candidates}, travel)
    for name in needs[0].candidates if service.filing and not wanted.packed else ():
        diaries[name] = before_papers(diaries[name], steps_of(service.filing))
    limits = tuple(each for each in rules if each.who == wanted.household)
    return Search(grid, diaries, request, named, usual, limits, local(begun) if begun else None, soonest.date())


def _worded(slot: Slot, looked: Search, wanted: Wanted) -> FreeSlot:
    grid, needs, named, usual = looked.grid, looked.request.needs, looked.named, looked.usual
    taken: dict[str, list[str]] = {}
    for need, name in zip(needs, slot.chosen, strict=True):
        taken.setdefault(need.kind, []).append(name)
    caseworker = taken["caseworker"][0]
    chosen_room, interpreter = (next(iter(taken.get(kind, ())), None) for kind in ("room", "interpreter"))
    others = tuple(taken.get("other", ()))
    start = grid.local_time(slot.start).replace(tzinfo=ZONE)
    return FreeSlot(
        start,
        start + timedelta(minutes=steps_of(wanted.minutes or 0) * STEP_MINUTES),
        caseworker,
        named[caseworker],
        chosen_room,
        named.get(chosen_room or "", ""),
        interpreter,
        named.get(interpreter or "", ""),
        others,
        tuple(named[each] for each in others),
        _same_hour(start, looked)
        or _why(slot, wanted, usual, caseworker, chosen_room, _beside_limit(start, wanted.minutes or 0, looked.limits)),
    )


def _staff_name(row: Any) -> str:
    return f"{row['given'] or ''} {row['surname'] or ''}".strip()


def _same_hour(start: datetime, looked: Search) -> str:
    """What is to move would stay at its hour: only people or room change."""
    return _("stessa ora, cambia chi o la stanza") if start == looked.now_at else ""


def _beside_limit(start: datetime, minutes: int, limits: tuple[Rule, ...]) -> str:
    """«dopo: scuola»: the slot lies just beside what the family itself has to do on that day."""
    begins = start.hour * 60 + start.minute
    for rule in limits:
        if rule.why and (rule.start, rule.end) != WHOLE_DAY and rule.occurs(start.date()):
            if 0 <= begins - rule.end <= NEAR_MINUTES:
                return _("dopo: {what}").format(what=rule.why)
            if 0 <= rule.start - begins - minutes <= NEAR_MINUTES:
                return _("prima di: {what}").format(what=rule.why)
    return ""


def _why(slot: Slot, wanted: Wanted, usual: Usual, caseworker: str, chosen_room: str | None, beside_limit: str) -> str:
    said = []
    if Reason.SOONEST in slot.reasons:
        said.append(_("il primo libero"))
    if beside_limit:
        said.append(beside_limit)
    if Reason.SOONER_WITH_OTHER in slot.reasons:
        said.append(_("altro operatore, prima"))
    elif usual.caseworker == caseworker:
        said.append(_("stesso operatore"))
    if usual.room and chosen_room and chosen_room != usual.room:
        said.append(_("stanza diversa dal solito"))
    if wanted.not_after and len(said) < 2:
        said.append(wanted.why_by or _("entro il {day}").format(day=numbers(wanted.not_after, wanted.not_after)))
    return ", ".join(said[:2]) or _("tutti liberi")
