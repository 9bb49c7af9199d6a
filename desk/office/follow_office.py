"""What an office has to follow today: commitments that are due, plans that wait for a word. For whom it concerns."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, select

from desk.db.tables import appointment, household, plan, plan_step, staff, visit
from desk.domain.plan import DRAFT
from desk.domain.roles import May, Role, allowed
from desk.office.front.desks import short_name
from desk.office.plan.follow import Due, binding_plans, due_of_plans
from desk.office.plan.steps import Kind
from desk.office.session import Session, local


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
class Following:
    """`asked`: for the coordinator; `back`: for the caseworker, with the coordinator's words."""

    families: tuple[DueFamily, ...] = ()
    asked: tuple[Waiting, ...] = ()
    back: tuple[Waiting, ...] = ()

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
        names = dict(homes or _names(connection, select(household.c.id, household.c.name)))
        families = tuple(DueFamily(home, names[home], tuple(dues)) for home, dues in found.items() if home in names)
        waiting = _waiting(connection)
    coordinator, writes = allowed(session.role, May.APPROVE), allowed(session.role, May.PLAN)
    return Following(
        families,
        tuple(each for kind, _writer, each in waiting if kind == Kind.ASKED) if coordinator else (),
        tuple(each for kind, writer, each in waiting if kind == Kind.SENT_BACK and writer == session.staff)
        if writes
        else (),
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
