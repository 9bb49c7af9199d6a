"""What the road to rent proposes for the plan: the ready objectives of what brings the lease soonest."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from desk.catalogue.plan_library import load_plan_library
from desk.domain.plan_library import Suggestion
from desk.domain.road_scenario import Lever
from desk.i18n import _, n_
from desk.office.road.page import RoadPage, read_road_page
from desk.office.session import Session

MOST = 2


def objective_of(lever: Lever, page: RoadPage) -> str:
    """The ready objective for a lever; empty where there is none or the plan has it already."""
    step = lever.steps[0]
    kind: str = step.kind
    worker = page.worker(step.person)
    if kind == "hours" and worker is not None and not worker.hours:
        kind = "job"
    name = page.told.figures.objectives.get(kind, "")
    return "" if name in page.objectives else name


def with_road(
    session: Session, household: str, fitting: Sequence[Suggestion], titles: Collection[str]
) -> tuple[Suggestion, ...]:
    """The suggestions with those of the road: a new one after the urgent ones, a known one with one reason more.

    `titles`: of the objectives that the plan has."""
    page = read_road_page(session, household)
    chosen = next(each.scenario for each in page.scenarios if each.chosen)
    if not page.told.knows_income and not chosen.work:
        return tuple(fitting)
    found = list(fitting)
    for lever in page.levers(chosen)[:MOST]:
        name = objective_of(lever, page)
        ready = load_plan_library().objective(name) if name else None
        if ready is None or ready.title in titles:
            continue
        place = next((n for n, each in enumerate(found) if each.objective.id == name), None)
        reason = _reason(lever)
        if place is None:
            urgent = sum(each.urgent for each in found)
            found.insert(urgent, Suggestion(ready, reason, False))
        elif reason not in found[place].reason:
            found[place] = replace(found[place], reason=f"{_(found[place].reason)} {reason}")
    return tuple(found)


def _reason(lever: Lever) -> str:
    months = lever.months_sooner
    if months is None:
        return _("Rende possibile il contratto.")
    return n_("Anticipa il contratto di {n} mese.", "Anticipa il contratto di {n} mesi.", months).format(n=months)
