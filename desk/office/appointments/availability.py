"""When people and rooms can be booked, as the office keeps it: patterns, leave and closures, read and written."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, or_, select

from desk.catalogue.hours import load_opening
from desk.db.changes import Changes
from desk.db.rows import Row
from desk.db.tables import availability
from desk.db.unit import Unit
from desk.domain.availability import EVERYBODY, WHOLE_DAY, Kind, Rule, common, joined, never_occurs, open_on
from desk.domain.roles import May
from desk.errors import BadInput
from desk.i18n import _
from desk.office.session import Session


class Pattern(msgspec.Struct, omit_defaults=True):
    """What the column `rule` holds as JSON."""

    weekdays: tuple[int, ...] = ()
    start: int = WHOLE_DAY[0]
    end: int = WHOLE_DAY[1]
    every: int = 1
    nth: int | None = None
    source: str = ""


LOOKED_AHEAD = 366
"""In so many days a pattern has come at least once."""
IMPORTED = "ics"
"""The source of a line that came with a calendar; the next calendar replaces it."""


@dataclass(frozen=True)
class Line:
    """One line of the list: the row's id and its rule. `imported`: a calendar brought it."""

    id: str
    rule: Rule
    imported: bool = False


def read_rules(connection: Connection, family: str | None = None) -> list[Rule]:
    """Every rule that stands; with `family`, of all families only that one's."""
    return [line.rule for line in lines_standing(connection, family)]


def read_availability(session: Session, who: str) -> tuple[Line, ...]:
    """The rules of one person or room, or of the whole office; those that are over are left out."""
    session.require(May.BOOK)
    with session.store.read() as connection:
        return lines_of(connection, who, session.today())


def add_availability(session: Session, rule: Rule) -> Changes:
    """Raises BadInput where the rule cannot be meant. One's own needs no leave; others' and the office's does."""
    check_rule(session, rule)
    return write_rule(session, rule)


def check_rule(session: Session, rule: Rule) -> None:
    """Raises what `add_availability` would."""
    session.require(May.BOOK if rule.who == session.staff else May.CLOSE_DAY)
    if rule.last is not None and rule.first <= rule.last < session.today():
        raise BadInput(_("Questi giorni sono già passati: cambia le date."))
    refuse_rule(rule)


def is_beyond_office(session: Session, rule: Rule) -> bool:
    """An extra time of somebody at which, on its first day, the office itself is shut: nobody is found then."""
    if rule.kind is not Kind.EXTRA or rule.who == EVERYBODY:
        return False
    opening = load_opening()
    ahead = (rule.first + timedelta(days=number) for number in range(LOOKED_AHEAD))
    day = next((each for each in ahead if rule.occurs(each)), rule.first)
    with session.store.read() as connection:
        rules = read_rules(connection, "")
    hours = () if day in opening.holidays(range(day.year, day.year + 1)) else joined(opening.hours.of(day))
    return common([(rule.start, rule.end)], open_on(day, EVERYBODY, hours, rules)) != ((rule.start, rule.end),)


def write_rule(session: Session, rule: Rule, household: str | None = None) -> Changes:
    """The rule checked and written; `household` where it is a family's own."""
    refuse_rule(rule)
    with session.store.write(session.staff) as unit:
        put_rule(unit, rule, household)
    return unit.changes


def refuse_rule(rule: Rule) -> None:
    """Raises BadInput where the rule cannot be meant."""
    if rule.last is not None and rule.last < rule.first:
        raise BadInput(_("L'ultimo giorno viene prima del primo: cambia una delle due date."))
    if not WHOLE_DAY[0] <= rule.start < rule.end <= WHOLE_DAY[1]:
        raise BadInput(_("L'ora di fine viene prima dell'inizio: cambia una delle due ore."))
    if rule.every < 1 or never_occurs(rule):
        raise BadInput(_("Così non capita in nessun giorno: controlla i giorni della settimana e le date."))


def put_rule(unit: Unit, rule: Rule, household: str | None = None) -> None:
    """The rule as a row, inside the transaction."""
    unit.put("availability", **values_of(rule), household=household)


def values_of(rule: Rule, source: str = "") -> Row:
    """A rule as a row keeps it."""
    pattern = Pattern(rule.weekdays, rule.start, rule.end, rule.every, rule.nth, source)
    return {
        "kind": rule.kind.value,
        "who": rule.who,
        "first": rule.first.isoformat(),
        "last": rule.last.isoformat() if rule.last else None,
        "rule": msgspec.json.encode(pattern).decode(),
        "why": rule.why or None,
    }


def drop_availability(session: Session, line: str) -> Changes:
    """The line no longer counts; it stays in the history."""
    with session.store.write(session.staff) as unit:
        row = unit.get("availability", line) or {}
        session.require(May.BOOK if row.get("who") == session.staff else May.CLOSE_DAY)
        unit.change("availability", line, removed=session.moment())
    return unit.changes


def lines_of(connection: Connection, who: str, today: date) -> tuple[Line, ...]:
    """The rules of one person, room or family that are not over."""
    lines = [each for each in lines_standing(connection) if each.rule.who == who]
    standing = [each for each in lines if each.rule.last is None or each.rule.last >= today]
    return tuple(sorted(standing, key=lambda each: (each.rule.kind != Kind.RECEIVES, each.rule.first, each.id)))


def lines_standing(connection: Connection, family: str | None = None) -> list[Line]:
    """Every line that was not taken away; with `family`, of all families only that one's."""
    query = select(availability).where(availability.c.removed.is_(None)).order_by(availability.c.id)
    if family is not None:
        query = query.where(or_(availability.c.household.is_(None), availability.c.household == family))
    return [line for row in connection.execute(query) if (line := line_of(row)) is not None]


def line_of(row: Any) -> Line | None:
    """A row that another version wrote, and that cannot be read here, holds nobody up."""
    try:
        pattern = msgspec.json.decode(row.rule or "{}", type=Pattern)
        last = row.last
        rule = Rule(
            Kind(row.kind),
            row.who or EVERYBODY,
            date.fromisoformat(row.first),
            date.fromisoformat(last) if last else None,
            pattern.weekdays,
            pattern.start,
            pattern.end,
            pattern.every,
            pattern.nth,
            row.why or "",
        )
    except (ValueError, TypeError, msgspec.DecodeError):
        return None
    return Line(str(row.id), rule, pattern.source == IMPORTED)
