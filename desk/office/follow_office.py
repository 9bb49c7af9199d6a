"""What an office has to follow today: commitments that are due, plans that wait for a word. For whom it concerns."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Select, or_, select

from desk.db.tables import (
    appointment,
    document,
    household,
    identifier,
    interview,
    membership,
    plan,
    plan_step,
    staff,
    visit,
)  # fmt: skip
from desk.domain.plan import DRAFT
from desk.domain.roles import May, Role, allowed
from desk.office.front.desks import short_name
from desk.office.front.family_brief import LOOK_AHEAD
from desk.office.household.documents import PRESENT
from desk.office.plan.follow import Due, binding_plans, due_of_plans
from desk.office.plan.steps import Kind
from desk.office.session import Session, local

LOOK_BACK = timedelta(days=60)
"""A paper that ran out before then is asked for when the family comes."""


@dataclass(frozen=True)
class DueFamily:
    """A family and its commitments that somebody has to ask about now."""

    household: str
    name: str
    due: tuple[Due, ...]


@dataclass(frozen=True)
class Waiting:
    """A plan that waits: for the coordinator, or for whoever wrote it where it came back. `at` in the office's zone."""

    household: str
    name: str
    by: str
    at: datetime
    words: str = ""


@dataclass(frozen=True)
class PaperDue:
    """A family's paper that runs out, or has done so lately. `what`: its kind."""

    household: str
    name: str
    what: str
    on: date


@dataclass(frozen=True)
class OpenTalk:
    """An interview that was left before its end, its family gone home."""

    household: str
    name: str
    begun: date


@dataclass(frozen=True)
class Following:
    """`asked`: for the coordinator; `back`: for the caseworker, with the coordinator's words; `talks`: those that they
    themselves have to finish."""

    families: tuple[DueFamily, ...] = ()
    asked: tuple[Waiting, ...] = ()
    back: tuple[Waiting, ...] = ()
    papers: tuple[PaperDue, ...] = ()
    talks: tuple[OpenTalk, ...] = ()

    @property
    def count(self) -> int:
        return sum(len(family.due) for family in self.families)


def read_following(session: Session) -> Following:
    """A caseworker's own families, a coordinator's whole office; at the front, the families of today."""
    session.require(May.SEE_TODAY)
    if not allowed(session.role, May.SEE_HOUSEHOLD):
        return Following()
    today = session.today()
    with session.store.read() as connection:
        homes = _homes(connection, session)
        plans = binding_plans(connection, None if homes is None else set(homes))
        found: dict[str, list[Due]] = {}
        for due in due_of_plans(connection, plans, today, pressing=True):
            if due.followed.to_check:
                found.setdefault(due.household, []).append(due)
        names = _names(connection, select(household.c.id, household.c.name)) if homes is None else homes
        families = tuple(DueFamily(home, names[home], tuple(dues)) for home, dues in found.items() if home in names)
        waiting = _waiting(connection)
        papers = _papers(connection, names, today)
        talks = _talks(connection, session.staff)
    coordinator, writes = allowed(session.role, May.APPROVE), allowed(session.role, May.PLAN)
    return Following(
        families,
        tuple(each for kind, _writer, each in waiting if kind == Kind.ASKED) if coordinator else (),
        tuple(each for kind, writer, each in waiting if kind == Kind.SENT_BACK and writer == session.staff)
        if writes
        else (),
        papers,
        talks if allowed(session.role, May.INTERVIEW) else (),
    )


def _talks(connection: Connection, worker: str) -> tuple[OpenTalk, ...]:
    """The oldest first."""
    query = (
        select(household.c.id, household.c.name, interview.c.started_at)
        .join(interview, interview.c.household == household.c.id)
        .outerjoin(visit, visit.c.id == interview.c.visit)
        .where(interview.c.caseworker == worker, interview.c.started_at.is_not(None), interview.c.ended_at.is_(None))
        .where(or_(visit.c.id.is_(None), visit.c.left_at.is_not(None), visit.c.entered_at.is_(None)))
        .order_by(interview.c.started_at, household.c.name)
    )
    return tuple(OpenTalk(home, name or "", local(at).date()) for home, name, at in connection.execute(query))


def _papers(connection: Connection, names: dict[str, str], today: date) -> tuple[PaperDue, ...]:
    """Of these families, the first to run out first."""
    between = ((today - LOOK_BACK).isoformat(), (today + LOOK_AHEAD).isoformat())
    papers = select(document.c.household, document.c.kind, document.c.expires).where(
        document.c.state == PRESENT, document.c.expires.between(*between)
    )
    cards = (
        select(membership.c.household, identifier.c.kind, identifier.c.expires)
        .join(membership, membership.c.person == identifier.c.person)
        .where(membership.c.until.is_(None), identifier.c.expires.between(*between))
    )
    found = {tuple(row) for query in (papers, cards) for row in connection.execute(query) if row.household in names}
    return tuple(
        PaperDue(home, names[home], what, date.fromisoformat(on))
        for home, what, on in sorted(found, key=lambda each: (each[2], names[each[0]], each[1]))
    )


def _homes(connection: Connection, session: Session) -> dict[str, str] | None:
    """Id → name of the families that concern this person; None: all of them."""
    query = select(household.c.id, household.c.name).where(household.c.joined_into.is_(None))
    if session.role in (Role.COORDINATOR, Role.SYSTEM):
        return None
    if session.role is Role.CASEWORKER:
        return _names(connection, query.where(household.c.caseworker == session.staff))
    day = session.today().isoformat()
    come = select(visit.c.household).where(visit.c.day == day, visit.c.household.is_not(None))
    booked = select(appointment.c.household, appointment.c.start).where(appointment.c.start.like(f"{day}%"))
    homes = set(connection.execute(come).scalars())
    homes |= {row.household for row in connection.execute(booked) if local(row.start).date() == session.today()}
    return _names(connection, query.where(household.c.id.in_(homes)))


def _names(connection: Connection, query: Select[tuple[str, str]]) -> dict[str, str]:
    return {row.id: row.name or "" for row in connection.execute(query)}


def _waiting(connection: Connection) -> list[tuple[str, str, Waiting]]:
    """The newest request or decision of every draft, with who wrote the plan; the longest waiting first."""
    query = (
        select(plan_step, household.c.name, staff.c.given, staff.c.surname, plan.c.caseworker)
        .join(plan, plan.c.id == plan_step.c.plan)
        .join(household, household.c.id == plan_step.c.household)
        .outerjoin(staff, staff.c.id == plan_step.c.by)
        .where(plan.c.state == DRAFT, plan_step.c.at.is_not(None))
        .where(plan_step.c.kind.in_((Kind.ASKED.value, Kind.APPROVED.value, Kind.SENT_BACK.value)))
        .order_by(plan_step.c.at, plan_step.c.id)
    )
    newest = {row.plan: row for row in connection.execute(query)}
    return [
        (
            row.kind,
            row.caseworker or "",
            Waiting(row.household, row.name or "", short_name(row.given, row.surname), local(row.at), row.words or ""),
        )
        for row in newest.values()
    ]
