"""The road to rent of one family, from what its interview says; an orientation with its assumptions."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from desk.catalogue.programmes import load_programmes
from desk.db.tables import answer, enrolment
from desk.domain.road import Flow, Road, RoadFacts, RoadFigures, road
from desk.office.household_stage import RELEASE
from desk.office.known_facts import day_of, plain
from desk.office.money_lines import says_sia, told_debts, told_incomes

_WAGES, _UNTIL = "economy.wages", "work.contract_until"
_BENEFITS, _BENEFITS_UNTIL = "economy.benefits", "economy.benefits_until"
_SOUGHT = "economy.sought_rent"
_MORE, _MORE_FROM = "work.more_pay", "work.more_pay_from"
_HOURS, _HOURS_THEN, _STATUS = "work.hours", "work.hours_then", "work.status"
_ASKED = (
    _WAGES, _UNTIL, _BENEFITS, _BENEFITS_UNTIL, _SOUGHT, _MORE, _MORE_FROM, _HOURS, _HOURS_THEN, _STATUS, RELEASE,
    "economy.other_income", "economy.debt_monthly", "economy.savings", "economy.saving_monthly",
)  # fmt: skip

Told = dict[str, dict[str, str]]
"""Question → who it is about (empty: the household) → the stored value."""


@dataclass(frozen=True)
class Hours:
    """Hours of work a week from a month on; None: already."""

    week: int
    start: date | None = None


@dataclass(frozen=True)
class RoadSketch:
    """The road, the sentence on what it assumes, and the hours of the member whose promised work comes first."""

    road: Road
    note: str
    hours: tuple[Hours, ...] = ()


def sketch_road(connection: Connection, households: list[str], members: int, today: date) -> RoadSketch | None:
    """None while nobody has told an income. Where no rent is named: the lowest of the area for so many people."""
    told = _told(connection, households)
    incomes = _incomes(told, told_incomes(connection, households))
    if not any(flow.cents for flow in incomes):
        return None
    figures = load_programmes().road
    facts = RoadFacts(
        members=members,
        incomes=(*incomes, *([] if says_sia(connection, households) else _benefit(connection, households, today))),
        sought_cents=_sum(told, _SOUGHT) or _lowest_rent(figures, members),
        debts=tuple(told_debts(connection, households) or _flows(told, "economy.debt_monthly")),
        savings=tuple(_flows(told, "economy.saving_monthly")),
        saved_cents=_sum(told, "economy.savings"),
        leave_by=day_of(next(iter(told.get(RELEASE, {}).values()), None)),
    )
    return RoadSketch(road(facts, figures, today), figures.note, _hours(told))


def _told(connection: Connection, households: list[str]) -> Told:
    query = select(answer.c.question, answer.c.person, answer.c.value).where(
        answer.c.household.in_(households), answer.c.question.in_(_ASKED), answer.c.value.is_not(None)
    )
    told: Told = {}
    for row in connection.execute(query):
        told.setdefault(row.question, {})[row.person or ""] = row.value
    return told


def _lowest_rent(figures: RoadFigures, members: int) -> int:
    rooms = max((each.rooms for each in figures.rent if each.rooms <= (members + 2) // 2 + 1), default=0)
    fitting = next((each for each in figures.rent if each.rooms == rooms), figures.rent[0])
    return fitting.lowest * 100


def _incomes(told: Told, lines: list[Flow]) -> list[Flow]:
    """Every income told as a line, else wages, benefits, other money; and what promised work adds from its day on."""
    more = [Flow(_cents(value), start=start) for value, start, _person in _promised(told)]
    if lines:
        return [*lines, *more]
    until = told.get(_BENEFITS_UNTIL, {})
    benefits = [Flow(_cents(value), end=day_of(until.get(who))) for who, value in told.get(_BENEFITS, {}).items()]
    wages = [Flow(_cents(value), end=_wages_end(told)) for value in told.get(_WAGES, {}).values()]
    return [*wages, *benefits, *_flows(told, "economy.other_income"), *more]


def _wages_end(told: Told) -> date | None:
    """Wages are told in one sum: they end with the last contract, where every contract has an end."""
    working = [who for who, status in told.get(_STATUS, {}).items() if plain(status) in ("employed", "self_employed")]
    ends = [day_of(told.get(_UNTIL, {}).get(who)) for who in working]
    known = [end for end in ends if end]
    return max(known) if known and len(known) == len(ends) else None


def _promised(told: Told) -> list[tuple[str, date, str]]:
    """What more comes in, from which day, by whom: the earliest first."""
    found = []
    for who, value in told.get(_MORE, {}).items():
        start = day_of(told.get(_MORE_FROM, {}).get(who))
        if start and _cents(value):
            found.append((value, start, who))
    return sorted(found, key=lambda each: each[1])


def _hours(told: Told) -> tuple[Hours, ...]:
    for _value, start, who in _promised(told):
        now, then = _cents(told.get(_HOURS, {}).get(who)), _cents(told.get(_HOURS_THEN, {}).get(who))
        if then:
            later = Hours(then, start.replace(day=1))
            return (Hours(now), later) if now else (later,)
    return ()


def _flows(told: Told, question: str) -> list[Flow]:
    return [Flow(_cents(value)) for value in told.get(question, {}).values()]


def _sum(told: Told, question: str) -> int:
    return sum(_cents(value) for value in told.get(question, {}).values())


def _cents(value: str | None) -> int:
    """A stored whole number; what is no number counts for nothing."""
    words = plain(value)
    return int(words) if words.isdigit() else 0


def _benefit(connection: Connection, households: list[str], today: date) -> list[Flow]:
    """The SIA amount, for twelve months from its first credit."""
    query = select(enrolment.c.bimonthly_cents, enrolment.c.first_credit_on).where(
        enrolment.c.household.in_(households), enrolment.c.first_credit_on.is_not(None)
    )
    found = []
    for cents, credited in connection.execute(query):
        start = date.fromisoformat(credited)
        months = start.year * 12 + start.month - 1 + 11
        end = date(months // 12, months % 12 + 1, 28)
        if cents and end >= today:
            found.append(Flow(cents // 2, start.replace(day=1), end))
    return found
