"""All that the road-to-rent screen shows of a family, read in one go; moving a figure asks the store nothing."""

from dataclasses import dataclass
from datetime import date

from desk.catalogue.programmes import load_programmes
from desk.domain.funds import FundTime
from desk.domain.housing import AreaRules, area_needed, rooms_needed
from desk.domain.road import Road, later, months_between
from desk.domain.road_figures import RentRange, WorkRules
from desk.domain.road_scenario import Lever, Scenario, Worker, levers
from desk.domain.roles import May
from desk.office.household.family import Family, read_family
from desk.office.household.join_split import with_joined
from desk.office.interview.known_facts import day_of
from desk.office.plan.plan import read_plan
from desk.office.road.household_road import ToldRoad, read_road
from desk.office.road.scenarios import Saved, scenarios_of
from desk.office.road.told_answers import answers_to
from desk.office.session import Session

_PERMIT = "documents.permit_expires"


@dataclass(frozen=True)
class Turn:
    """Something that changes a month: `kind` work, begins, ends (of money that comes in), paid (a debt is over) or fund
    (it takes its part of the arrears)."""

    month: date
    kind: str
    what: str = ""
    hours: int = 0


@dataclass(frozen=True)
class RoadPage:
    """`area` and `rooms`: what the law asks for so many people. `permits`: of whom one ends on the way, and when.
    `studio_later`: the area that may do by now, where that is not confirmed. `draft`: the plan that may still be
    written."""

    household: str
    code: str
    name: str
    members: int
    told: ToldRoad
    scenarios: tuple[Saved, ...]
    area: int
    rooms: int
    rent: RentRange | None
    work: WorkRules
    permits: tuple[tuple[str, date], ...] = ()
    studio_later: int | None = None
    draft: str = ""
    objectives: frozenset[str] = frozenset()

    @property
    def start(self) -> date:
        return self.told.start.replace(day=1)

    @property
    def workers(self) -> tuple[Worker, ...]:
        return self.told.base.workers

    def times(self, scenario: Scenario) -> tuple[FundTime, ...]:
        """The funds that fit in the months that are drawn."""
        return self.told.times_of(scenario)

    def road(self, scenario: Scenario) -> Road:
        return self.told.road(scenario)

    def levers(self, scenario: Scenario) -> tuple[Lever, ...]:
        return levers(self.told.base, scenario, self.told.figures, self.told.start)

    def worker(self, person: str) -> Worker | None:
        return next((each for each in self.workers if each.person == person), None)

    def turns(self, scenario: Scenario) -> tuple[Turn, ...]:
        """What changes on the way, month by month, inside the months that are drawn."""
        found = []
        for work in scenario.work:
            worker = self.worker(work.person)
            name, now = (worker.name, worker.hours) if worker else ("", self.told.hours.get(work.person, 0))
            if work.hours != now:
                found.append(Turn(work.start.replace(day=1), "work" if now else "begins", name, work.hours))
        for flow in self.told.base.facts.incomes:
            if flow.end is not None and flow.cents:
                found.append(Turn(later(flow.end.replace(day=1), 1), "ends", flow.label))
        for loan in self.told.base.facts.loans:
            if loan.monthly_cents:
                months = -(-loan.total_cents // loan.monthly_cents)
                found.append(Turn(later(self.start, months), "paid"))
        if self.told.aid is not None and scenario.arrears_cents is None:
            found.append(Turn(self.told.aid.begins.replace(day=1), "fund", self.told.aid.fund.id))
        ahead = self.told.figures.months_ahead
        within = [each for each in found if 0 < months_between(self.start, each.month) < ahead]
        return tuple(sorted(within, key=lambda each: (each.month, each.kind)))


def read_road_page(session: Session, household: str) -> RoadPage:
    """Raises NotFound where there is no such family."""
    session.require(May.PLAN)
    today = session.today()
    with session.store.read() as connection:
        family = read_family(connection, household)
        homes = with_joined(connection, household)
        names = [member.given or member.name for member in family.adults(today)]
        adults = tuple(
            (member.person, name if names.count(name) == 1 else member.name)
            for member, name in zip(family.adults(today), names, strict=True)
        )
        told = read_road(connection, homes, len(family.members), today, adults)
        kept = scenarios_of(connection, homes, told.promised)
        ending = answers_to(connection, homes, (_PERMIT,)).get(_PERMIT, {})
    plan = read_plan(session, household)
    rules = load_programmes().housing.area
    rooms = rooms_needed(rules, len(family.members))
    return RoadPage(
        household,
        family.code,
        family.name,
        len(family.members),
        told,
        kept,
        area_needed(rules, max(1, len(family.members)), studio=rooms == 1),
        rooms,
        told.figures.rent_for(rooms),
        load_programmes().work_on(today),
        _permits(family, ending, later(today.replace(day=1), told.figures.months_ahead)),
        _studio_later(rules, len(family.members), today) if rooms == 1 else None,
        plan.id if plan is not None and plan.is_draft else "",
        frozenset(each.made_from for each in plan.objectives if each.made_from) if plan is not None else frozenset(),
    )


def _permits(family: Family, ending: dict[str, str], end: date) -> tuple[tuple[str, date], ...]:
    """Members whose permit ends before a day, the first to end first."""
    names = {member.person: member.given or member.name for member in family.members}
    days = [(names[who], day) for who, value in ending.items() if who in names and (day := day_of(value))]
    return tuple(sorted(((name, day) for name, day in days if day < end), key=lambda each: (each[1], each[0])))


def _studio_later(rules: AreaRules, people: int, today: date) -> int | None:
    """The least area of a studio by newer rules that the municipality has not confirmed yet."""
    begun = rules.studio_later_from is not None and rules.studio_later_from <= today
    return rules.studio_later[max(1, people) - 1] if begun and rules.studio_later is not None else None
