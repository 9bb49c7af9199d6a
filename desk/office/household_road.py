"""The road to rent of one family, from what its interview says; an orientation with its assumptions."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, select

from desk.catalogue.programmes import load_programmes
from desk.db.tables import answer, enrolment
from desk.domain.road import Flow, Road, RoadFacts, road
from desk.office.household_stage import RELEASE
from desk.office.known_facts import day_of, plain

_EVERY_MONTH = ("economy.wages", "economy.benefits", "economy.other_income")
_NEW_PAY, _NEW_PAY_FROM = "work.new_pay", "work.new_pay_from"
_ASKED = (
    *_EVERY_MONTH,
    "economy.benefits_until",
    "economy.debt_monthly",
    "economy.savings",
    "economy.saving_monthly",
    "work.contract_until",
    _NEW_PAY,
    _NEW_PAY_FROM,
    RELEASE,
)


@dataclass(frozen=True)
class RoadSketch:
    """The road and the sentence on what it assumes."""

    road: Road
    note: str


def sketch_road(connection: Connection, households: list[str], members: int, today: date) -> RoadSketch | None:
    """None while nobody has told an income. Rent looked for: the lowest of the area for a family of this size."""
    query = select(answer.c.question, answer.c.person, answer.c.value).where(
        answer.c.household.in_(households), answer.c.question.in_(_ASKED), answer.c.value.is_not(None)
    )
    told: dict[str, dict[str, str]] = {}
    for row in connection.execute(query):
        told.setdefault(row.question, {})[row.person or ""] = row.value
    incomes = [flow for question in _EVERY_MONTH for flow in _flows(told, question)]
    if not any(flow.cents for flow in incomes):
        return None
    figures = load_programmes().road
    rooms = max((each.rooms for each in figures.rent if each.rooms <= (members + 2) // 2 + 1), default=0)
    sought = next((each for each in figures.rent if each.rooms == rooms), figures.rent[0])
    facts = RoadFacts(
        members=members,
        incomes=(*incomes, *_benefit(connection, households, today)),
        sought_cents=sought.lowest * 100,
        debts=tuple(_flows(told, "economy.debt_monthly")),
        savings=tuple(_flows(told, "economy.saving_monthly")),
        saved_cents=sum(flow.cents for flow in _flows(told, "economy.savings")),
        leave_by=day_of(next(iter(told.get(RELEASE, {}).values()), None)),
    )
    return RoadSketch(road(facts, figures, today), figures.note)


def _flows(told: dict[str, dict[str, str]], question: str) -> list[Flow]:
    ends = {"economy.wages": "work.contract_until", "economy.benefits": "economy.benefits_until"}
    found = []
    for person, value in told.get(question, {}).items():
        cents = plain(value)
        if cents.isdigit():
            end = day_of(told.get(ends.get(question, ""), {}).get(person))
            promised = _promised(told) if question == "economy.wages" else None
            if promised and promised.start:
                found.append(promised)
                end = min(end or date.max, promised.start.replace(day=1) - timedelta(days=1))
            found.append(Flow(int(cents), end=end))
    return found


def _promised(told: dict[str, dict[str, str]]) -> Flow | None:
    """The pay that an employer has promised, from its day on, in place of today's wages."""
    for person, value in told.get(_NEW_PAY, {}).items():
        cents, start = plain(value), day_of(told.get(_NEW_PAY_FROM, {}).get(person))
        if cents.isdigit() and start:
            return Flow(int(cents), start=start)
    return None


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
