"""What the library proposes for a family's plan: fitting objectives with their reason, filled with what is known."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from desk.catalogue.interview import load_interview
from desk.catalogue.plan_library import load_plan_library
from desk.db.changes import Changes
from desk.domain.interview import Answers, Member, questions_of
from desk.domain.interview_flow import Situation
from desk.domain.plan import ObjectiveLine, PlanView, Who
from desk.domain.plan_library import (
    LibraryCommitment,
    LibraryObjective,
    LibraryResult,
    LibrarySupport,
    Suggestion,
    filled,
    suggestions,
    urgent_dimensions,
)
from desk.domain.roles import May
from desk.errors import NotFound
from desk.i18n import _
from desk.office.household.family import Family, read_family
from desk.office.household.stage import known_of_all
from desk.office.interview.interview import read_interview
from desk.office.interview.known_facts import answered_day
from desk.office.plan.lines import add_commitment, add_objective, add_support
from desk.office.road.household_road import RoadSketch, sketch_road
from desk.office.road.suggestions import with_road
from desk.office.session import Session
from desk.paper.words import money, month

HEARING = "housing.hearing_date"
SAVING, SOUGHT = "economy.saving_monthly", "economy.sought_rent"
DAY = "%d/%m/%Y"
INFANT_UNTIL, PUPIL_FROM, MINOR_UNTIL = 3, 6, 18


@dataclass(frozen=True)
class Proposals:
    """`fitting`: what the answers suggest; `urgent`: areas that must have an objective; `facts`: what fills blanks;
    `others`: the rest of the library, for who knows better."""

    fitting: tuple[Suggestion, ...] = ()
    urgent: tuple[str, ...] = ()
    facts: dict[str, str] | None = None
    others: tuple[LibraryObjective, ...] = ()

    def filled(self, line: LibraryResult | LibraryCommitment) -> str:
        """The text of a ready line, with what is known of the family."""
        return filled(line.text, line.fill, self.facts or {})


def areas() -> dict[str, str]:
    """Dimension → its name for staff, in the library's order."""
    return {each.id: each.title for each in load_plan_library().dimensions}


def read_proposals(session: Session, household: str, view: PlanView) -> Proposals:
    """From the interview's answers and the stage of the journey; without an interview, from the stage alone."""
    session.require(May.PLAN)
    library, stage = load_plan_library(), _stage(session, household)
    taken = [objective.made_from for objective in view.objectives if objective.made_from]
    titles = {objective.title for objective in view.objectives}
    facts, situation = None, Situation(questions_of(load_interview()), {}, ())
    try:
        told = read_interview(session, household)
    except NotFound:
        pass
    else:
        situation = Situation(questions_of(load_interview()), told.told.answers, told.members)
        facts = _facts(session, told.family, told.members, told.told.answers)
    fitting = [each for each in suggestions(library, situation, taken, stage) if each.objective.title not in titles]
    offered = with_road(session, household, fitting, titles)
    known = {*taken, *(each.objective.id for each in offered)}
    others = tuple(each for each in library.objectives if each.id not in known and each.title not in titles)
    return Proposals(offered, urgent_dimensions(library, situation), facts, others)


def urgent_areas(session: Session, household: str) -> tuple[str, ...]:
    """The areas that the interview's answers show at risk: each must have an objective."""
    try:
        told = read_interview(session, household)
    except NotFound:
        return ()
    situation = Situation(questions_of(load_interview()), told.told.answers, told.members)
    return urgent_dimensions(load_plan_library(), situation)


def _stage(session: Session, household: str) -> str:
    """The stage of the journey at which the family stands; empty when it is at its end."""
    with session.store.read() as connection:
        known = known_of_all(connection, [household]).get(household)
    now = known.journey().now if known else None
    return now.stage.id if now else ""


def add_suggested(session: Session, household: str, plan_id: str, name: str) -> Changes:
    """A ready objective with its results and commitments, filled with what is known of the family."""
    ready = _ready(name)
    with session.store.read() as connection:
        family = read_family(connection, household)
    known = _known(session, household)
    return add_objective(
        session,
        plan_id,
        dimension=ready.dimension,
        title=ready.title,
        results=tuple(known.filled(each) for each in ready.results),
        commitments=tuple(_columns(session, family, known, ready, each) for each in ready.commitments),
        supports=tuple(
            {"kind": each.kind.value, "text": each.text, "giver": each.giver, "library": f"{ready.id}.{each.id}"}
            for each in ready.supports
        ),
        library=name,
    )


def add_ready_commitment(session: Session, household: str, objective: str, name: str) -> Changes:
    """One ready commitment, named "objective.commitment", at the end of an objective."""
    of, _dot, which = name.partition(".")
    ready = _ready(of)
    found = next((each for each in ready.commitments if each.id == which), None)
    if found is None:
        raise NotFound(_("La raccolta non ha l’impegno «{name}».").format(name=name))
    with session.store.read() as connection:
        family = read_family(connection, household)
    return add_commitment(session, objective, **_columns(session, family, _known(session, household), ready, found))


def add_ready_support(session: Session, objective: str, name: str) -> Changes:
    """One ready support, named "objective.support", at the end of an objective."""
    of, _dot, which = name.partition(".")
    found = next((each for each in _ready(of).supports if each.id == which), None)
    if found is None:
        raise NotFound(_("La raccolta non ha l’aiuto «{name}».").format(name=name))
    return add_support(session, objective, kind=found.kind, text=found.text, giver=found.giver, library=name)


def further_commitments(objective: ObjectiveLine) -> tuple[tuple[str, LibraryCommitment], ...]:
    """Ready commitments of the same area that the objective does not have, by their name; its own kind first."""
    ready = [each for each in load_plan_library().objectives if each.dimension == objective.dimension]
    ready.sort(key=lambda each: each.id != objective.made_from)
    taken = {line.made_from for line in objective.commitments} | {line.text for line in objective.commitments}
    return tuple(
        (name, line)
        for each in ready
        for line in each.commitments
        if (name := f"{each.id}.{line.id}") not in taken and line.text not in taken
    )


def further_supports(objective: ObjectiveLine) -> tuple[tuple[str, LibrarySupport], ...]:
    """Ready supports that the objective does not have, by their name; those of its own area first."""
    ready = sorted(load_plan_library().objectives, key=lambda each: each.dimension != objective.dimension)
    taken = {line.text for line in objective.supports}
    found: dict[str, tuple[str, LibrarySupport]] = {}
    for each in ready:
        for line in each.supports:
            if line.text not in taken:
                found.setdefault(line.text, (f"{each.id}.{line.id}", line))
    return tuple(found.values())


def _ready(name: str) -> LibraryObjective:
    found = load_plan_library().objective(name)
    if found is None:
        raise NotFound(_("La raccolta non ha l’obiettivo «{name}».").format(name=name))
    return found


def _known(session: Session, household: str) -> Proposals:
    try:
        told = read_interview(session, household)
    except NotFound:
        return Proposals()
    return Proposals(facts=_facts(session, told.family, told.members, told.told.answers))


def _columns(
    session: Session, family: Family, known: Proposals, ready: LibraryObjective, line: LibraryCommitment
) -> dict[str, Any]:
    """The columns of a commitment. A member's goes to the head of the family until somebody chooses another."""
    head = family.members[0].person if family.members else None
    who = {Who.MEMBER: head, Who.CASEWORKER: family.caseworker or session.staff}.get(line.who)
    by = (session.today() + timedelta(days=line.days)).isoformat() if line.days is not None else None
    named = (known.facts or {}).get(line.fill.get("date", ""))
    if named:  # «Va in tribunale il 11/12/2026»: due on that very day
        by = datetime.strptime(named, DAY).date().isoformat()
    return {
        "who_kind": line.who.value,
        "who": who,
        "who_name": line.role or None,
        "text": known.filled(line),
        "by_date": by,
        "how_often": line.how_often or None,
        "shown_by": line.shown_by,
        "library": f"{ready.id}.{line.id}",
    }


def _facts(session: Session, family: Family, members: tuple[Member, ...], answers: Answers) -> dict[str, str]:
    today = session.today()
    with session.store.read() as connection:
        sketch = sketch_road(connection, [family.id], len(family.members), today)
        hearing = answered_day(connection, family.id, HEARING)
    found = {
        "hearing": hearing.strftime(DAY) if hearing else "",
        "infants": _names(members, 0, INFANT_UNTIL),
        "pupils": _names(members, PUPIL_FROM, MINOR_UNTIL),
        "minors": _names(members, 0, MINOR_UNTIL),
        "saving": _euros(answers, SAVING),
        "sought_rent": _euros(answers, SOUGHT),
        **(_of_road(sketch) if sketch else {}),
    }
    return {name: value for name, value in found.items() if value}


def _of_road(sketch: RoadSketch) -> dict[str, str]:
    promised = next((each for each in sketch.hours if each.start), None)
    lease = sketch.road.lease_month
    return {
        "contract_month": month("it", lease).italian if lease else "",
        "hours_then": str(promised.week) if promised else "",
        "work_month": month("it", promised.start).italian if promised and promised.start else "",
    }


def _names(members: tuple[Member, ...], at_least: int, below: int) -> str:
    """«Amina e Ilyas»: members whose age lies there."""
    names = [each.given for each in members if each.age is not None and at_least <= each.age < below and each.given]
    return " e ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _euros(answers: Answers, question: str) -> str:
    told = answers.get((question, None))
    return money("it", told.value).italian if told and isinstance(told.value, int) and told.value else ""
