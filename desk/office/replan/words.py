"""A proposal line by line: what was, what would be, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.domain.replan import CASEWORKER, Place, Plan
from desk.i18n import _, n_
from desk.office.day_words import hour, numbers, short_day
from desk.office.replan.question import Question
from desk.office.session import ZONE

NEAR = timedelta(days=14)
"""A deadline that is further away than this after the new time explains nothing."""


@dataclass(frozen=True)
class Line:
    """One appointment: `before` and `after` are day and hour, `who_before` and `who_after` who and where. `after` is
    empty where it keeps no place."""

    appointment: str
    household: str
    family: str
    service: str
    before: str
    who_before: str
    after: str
    who_after: str
    why: str
    same_time: bool


def lines_of(question: Question, plan: Plan) -> tuple[Line, ...]:
    """In the order of the old times."""
    return tuple(line_of(question, at, place) for at, place in enumerate(plan))


def line_of(question: Question, at: int, place: Place | None, *, left: bool = False) -> Line:
    """One appointment of the proposal. `left`: a person wants it without a place, though there may be one."""
    about, task = question.affected[at], question.problem.tasks[at]
    start = question.start_of(at, place) if place else None
    return Line(
        task.id,
        about.held.household,
        about.family,
        about.service,
        when_words(about.held.start),
        who_words(question, at, task.old),
        when_words(start) if start else "",
        who_words(question, at, place) if place else "",
        _("lasciato com'è, da spostare") if left else why_words(question, at, place),
        place is not None and place.start == task.old.start,
    )


def when_words(start: datetime) -> str:
    """«mar 1/12 · 9:00»."""
    start = start.astimezone(ZONE)
    return f"{short_day(start.date())} · {hour(start)}"


def who_words(question: Question, at: int, place: Place) -> str:
    """«Ferrero · Stanza 2»."""
    return " · ".join(
        question.names[name]
        for role, name in zip(question.problem.tasks[at].roles, place.chosen, strict=True)
        if name in question.names and role.kind != "household"
    )


def place_words(question: Question, at: int, place: Place) -> str:
    """One of several places to choose from: «mar 1/12 · 9:00, Bosio · Stanza 2»."""
    return f"{when_words(question.start_of(at, place))}, {who_words(question, at, place)}"


def why_words(question: Question, at: int, place: Place | None) -> str:
    """«stessa ora, con Bosio»; «stesso operatore, prima dell'udienza dell'11/12»."""
    about = question.affected[at]
    if place is None:
        if about.until is not None:
            return _("nessun posto libero {when}").format(when=about.until_words)
        last = question.problem.grid.local_time(question.problem.tasks[at].latest - 1).date()
        return _("nessun posto libero entro il {day}").format(day=numbers(last, about.held.start.date()))
    said = list(_changes(question, at, place))
    start = question.start_of(at, place)
    if about.until is not None and start != about.held.start and about.until - start.date() <= NEAR:
        said.append(about.until_words)
    return ", ".join(said)


def _changes(question: Question, at: int, place: Place) -> Iterator[str]:
    task = question.problem.tasks[at]
    same_time = place.start == task.old.start
    changed = {
        role.kind: question.names.get(name, "")
        for role, was, name in zip(task.roles, task.old.chosen, place.chosen, strict=True)
        if was != name
    }
    if same_time:
        yield _("stessa ora")
    if CASEWORKER in changed:
        yield _("con {name}").format(name=changed[CASEWORKER])
    elif not same_time:
        yield _("stesso operatore")
    if "interpreter" in changed:
        yield _("altro interprete: {name}").format(name=changed["interpreter"])
    if "other" in changed:
        yield _("con {name}").format(name=changed["other"])
    if "room" in changed:
        yield _("altra stanza")


def summary(question: Question, plan: Plan) -> str:
    """«12 appuntamenti: 9 alla stessa ora, 2 in un altro momento, 1 senza posto.»"""
    tasks = question.problem.tasks
    same = sum(1 for task, place in zip(tasks, plan, strict=True) if place and place.start == task.old.start)
    nowhere = sum(1 for place in plan if place is None)
    moved = len(plan) - same - nowhere
    parts = []
    if same:
        parts.append(_("{n} alla stessa ora").format(n=same))
    if moved:
        parts.append(_("{n} in un altro momento").format(n=moved))
    if nowhere:
        parts.append(_("{n} senza posto").format(n=nowhere))
    return n_("{n} appuntamento", "{n} appuntamenti", len(plan)).format(n=len(plan)) + ": " + ", ".join(parts) + "."
