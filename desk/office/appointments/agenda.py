"""The agenda: who and what is held when, for some days, as one consistent reading of the store."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from sqlalchemy import Connection, select

from desk.catalogue.hours import Opening, load_opening
from desk.catalogue.services import load_services
from desk.db.rows import Row
from desk.db.tables import appointment, confirmation, household, room, staff, visit
from desk.domain.appointment import Step, step_of
from desk.domain.availability import EVERYBODY, Rule, Spans, common, joined, open_on, why_away, without
from desk.domain.overlaps import Overlap, to_move
from desk.domain.roles import May
from desk.i18n import _
from desk.office.appointments.agenda_columns import Resource, Work, people_columns, room_columns
from desk.office.appointments.agenda_faults import Fault, Known, missing, running_words
from desk.office.appointments.availability import read_rules
from desk.office.appointments.confirmations import Answers, Said, read_answers, said_of
from desk.office.appointments.diaries import LONGEST, OFF, Held, held_of, utc_text
from desk.office.appointments.overlapping import booking_of
from desk.office.session import ZONE, Session

COMING_DAYS = 60
TOUCHING = frozenset({"appointment", "visit", "staff", "room", "household", "availability", "confirmation"})
"""The tables that an agenda is read from."""
_WORK_OF = {"housing": Work.HOUSING, "work": Work.WORK}


@dataclass(frozen=True)
class Entry:
    """One appointment as the agenda shows it. `overlap`: why it has to move: what it runs into, or (no `first`) who is
    missing then. `step`: where it stands; `state` says it as the visit does. `said`: the partner officers' answers."""

    held: Held
    family: str
    service: str
    work: Work
    words: str
    purpose: str
    language: str
    state: str
    overlap: Overlap | None
    overlap_words: str = ""
    step: Step = Step.SCHEDULED
    said: tuple[Said, ...] = ()
    equipment: tuple[str, ...] = ()
    """What its room must have."""

    @property
    def id(self) -> str:
        return self.held.id

    @property
    def day(self) -> date:
        return self.held.start.date()


@dataclass(frozen=True)
class Closed:
    """A stretch of a day, in minutes since midnight, in which a resource (`""`: everybody) receives nobody."""

    day: date
    resource: str
    start: int
    end: int
    words: str


@dataclass(frozen=True)
class Agenda:
    """Days from `first`; `opens` and `closes` in minutes since midnight."""

    first: date
    days: int
    resources: tuple[Resource, ...]
    entries: tuple[Entry, ...]
    closed: tuple[Closed, ...]
    opens: int
    closes: int
    holidays: dict[date, str]
    limits: tuple[Rule, ...] = ()
    """What the families of these days cannot."""

    def of_day(self, day: date) -> tuple[Entry, ...]:
        return tuple(each for each in self.entries if each.day == day)


def read_agenda(session: Session, first: date, days: int = 1) -> Agenda:
    """Everything that the screen of these days shows."""
    session.require(May.BOOK)
    opening = load_opening()
    with session.store.read() as connection:
        people = [dict(row) for row in connection.execute(select(staff)).mappings()]
        rooms = [dict(row) for row in connection.execute(select(room)).mappings()]
        rows = _rows(connection, first, days)
        states = _states(connection, first, days)
        rules = read_rules(connection)
        answers = read_answers(connection, confirmation.c.start.in_({row["start"] for row in rows}))
    held = [held_of(row) for row in rows]
    taken = frozenset(each for one in held for each in one.holds)
    resources = (*people_columns(people, taken), *room_columns(rooms, taken))
    every_day = [first + timedelta(days=number) for number in range(days)]
    holidays = opening.holidays(range(first.year, every_day[-1].year + 1))
    spans = [
        span
        for day in every_day
        for span in open_on(day, EVERYBODY, () if day in holidays else joined(opening.hours.of(day)), rules)
    ]
    usual = [span for spans in opening.hours.week.values() for span in spans]
    return Agenda(
        first,
        days,
        resources,
        _entries(rows, held, states, answers, _known(people, rooms, rules), session.now()),
        tuple(_closed(every_day, opening, holidays, rules, resources)),
        min((start for start, _end in spans or usual), default=8 * 60),
        max((end for _start, end in spans or usual), default=18 * 60),
        {day: holidays[day] for day in every_day if day in holidays},
        tuple(each for each in rules if each.who in {one.household for one in held}),
    )


def read_coming(session: Session, days: int = COMING_DAYS) -> tuple[Entry, ...]:
    """What has to move in the coming days, the soonest first: nobody must turn the pages to hear of it."""
    session.require(May.BOOK)
    with session.store.read() as connection:
        return entries_of(connection, session.today(), days, session.now(), only_faulty=True)


def entries_of(
    connection: Connection,
    first: date,
    days: int,
    now: datetime,
    *,
    only_faulty: bool = False,
    rules: list[Rule] | None = None,
) -> tuple[Entry, ...]:
    """The appointments of some days, without the columns around them; `only_faulty`: those that have to move; `rules`:
    as if these stood."""
    people = [dict(row) for row in connection.execute(select(staff)).mappings()]
    rooms = [dict(row) for row in connection.execute(select(room)).mappings()]
    rows = _rows(connection, first, days)
    states = _states(connection, first, days)
    rules = read_rules(connection) if rules is None else rules
    start = utc_text(datetime.combine(first, time(), ZONE))
    answers = read_answers(connection, confirmation.c.start >= start)
    held = [held_of(row) for row in rows]
    return _entries(rows, held, states, answers, _known(people, rooms, rules), now, only_faulty=only_faulty)


def _rows(connection: Connection, first: date, days: int) -> list[Row]:
    """Standing appointments that touch these days, with the family's name."""
    start = datetime.combine(first, time(), ZONE)
    end = datetime.combine(first + timedelta(days=days), time(), ZONE)
    query = (
        select(appointment, household.c.name.label("family"))
        .outerjoin(household, household.c.id == appointment.c.household)
        .where(
            appointment.c.start > utc_text(start - LONGEST),
            appointment.c.start < utc_text(end),
            appointment.c.state.not_in(OFF),
        )
        .order_by(appointment.c.start, appointment.c.id)
    )
    begins = start.timestamp()
    found = [dict(row) for row in connection.execute(query).mappings()]
    return [row for row in found if row["start"] >= utc_text(start) or held_of(row).seconds[1] > begins]


def _states(connection: Connection, first: date, days: int) -> dict[str, str]:
    """Appointment → what its visit says."""
    last = first + timedelta(days=days)
    query = select(visit.c.appointment, visit.c.state).where(
        visit.c.appointment.is_not(None), visit.c.day >= first.isoformat(), visit.c.day < last.isoformat()
    )
    return {row.appointment: row.state for row in connection.execute(query)}


def _known(people: list[Row], rooms: list[Row], rules: list[Rule]) -> Known:
    names = {row["id"]: str(row["surname"] or row["given"] or "–") for row in people} | {
        row["id"]: str(row["name"] or "–") for row in rooms
    }
    gone = frozenset(row["id"] for row in (*people, *rooms) if not row["active"])
    whose: dict[str, list[Rule]] = {}
    for rule in rules:
        whose.setdefault(rule.who, []).append(rule)
    return Known(names, gone, frozenset(row["id"] for row in rooms), whose)


def _entries(
    rows: list[Row],
    held: list[Held],
    states: dict[str, str],
    answers: Answers,
    known: Known,
    now: datetime,
    *,
    only_faulty: bool = False,
) -> tuple[Entry, ...]:
    """Only what has not begun can still be moved."""
    running = to_move(booking_of(row, each) for row, each in zip(rows, held, strict=True))
    by_id, services = {row["id"]: row for row in rows}, load_services()
    found = []
    for row, each in zip(rows, held, strict=True):
        said = said_of(answers, each.id, row["start"], each.others)
        fault = None
        if each.id not in states and each.end > now:
            into = running.get(each.id)
            if into is not None:
                fault = Fault(into, running_words(row, by_id[into.first], into.shared, known.names))
            else:
                fault = missing(each, said, known)
        if only_faulty and fault is None:
            continue
        service = services.get(row["service"] or "")
        found.append(
            Entry(
                each,
                str(row["family"] or "–"),
                str(row["service"] or ""),
                _WORK_OF.get(service.kind, Work.SOCIAL) if service else Work.SOCIAL,
                _(service.title).lower() if service else "",
                str(row["purpose"] or ""),
                str(row["language"] or ""),
                states.get(each.id, row["state"] or ""),
                fault.overlap if fault else None,
                fault.words if fault else "",
                step_of(row["state"], states.get(each.id)),
                said,
                tuple((row["equipment"] or "").split()),
            )
        )
    return tuple(found)


def _closed(
    days: list[date], opening: Opening, holidays: dict[date, str], rules: list[Rule], resources: Iterable[Resource]
) -> Iterable[Closed]:
    """Breaks, days on which nobody comes, what is left to those without an appointment, and when somebody does not
    receive while the office is open."""
    ours = {EVERYBODY, *(each.id for each in resources)}
    rules = [rule for rule in rules if rule.who in ours]
    for day in days:
        spans = () if day in holidays else joined(opening.hours.of(day))
        opened = open_on(day, EVERYBODY, spans, rules)
        if not opened:
            words = holidays.get(day) or why_away(day, EVERYBODY, rules) or _("chiuso")
            yield Closed(day, "", 0, 24 * 60, words)
            continue
        yield from (Closed(day, "", start, end, _("pausa")) for start, end in _between(joined([*spans, *opened])))
        kept = common(opened, opening.walk_in.of(day))
        yield from (Closed(day, "", start, end, _("senza appuntamento")) for start, end in kept)
        shut = why_away(day, EVERYBODY, rules) or _("chiuso")
        yield from (Closed(day, "", start, end, shut) for start, end in without(spans, opened))
        for each in resources:
            mine = open_on(day, each.id, spans, rules)
            words = why_away(day, each.id, rules) or _("non c'è")
            yield from (Closed(day, each.id, start, end, words) for start, end in without(opened, mine))


def _between(spans: Spans) -> Spans:
    """The breaks from one stretch to the next."""
    return tuple((before[1], after[0]) for before, after in pairwise(spans) if after[0] > before[1])
