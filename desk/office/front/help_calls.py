"""Silent help: somebody at a desk needs a colleague; the others see which room at once, and answer."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from desk.db.changes import Changes
from desk.db.tables import help_call, staff
from desk.domain.roles import May
from desk.errors import NotFound
from desk.i18n import _
from desk.office.front.desks import desks_of, short_name
from desk.office.session import Session, local


@dataclass(frozen=True)
class HelpCall:
    """One open call. `room` is empty at the front desk; `at` as a clock shows it; `coming`: who answered, or empty."""

    id: str
    who: str
    room: str
    at: str
    mine: bool
    coming: str


def ask_help(session: Session) -> Changes:
    """Tell the colleagues; a call that is open already is not doubled."""
    session.require(May.SEE_TODAY)
    with session.store.write(session.staff) as unit:
        if _mine(unit.connection, session) is None:
            desks = desks_of(unit.connection, session.now(), session.today())
            room = next((desk.room for desk in desks if desk.caseworker == session.staff), None)
            unit.put("help_call", day=session.today().isoformat(), by=session.staff, room=room, at=session.moment())
    return unit.changes


def answer_help(session: Session, call: str) -> Changes:
    """«Arrivo»: the first who answers is named; others may come as well."""
    session.require(May.SEE_TODAY)
    with session.store.write(session.staff) as unit:
        row = unit.get("help_call", call)
        if row is None:
            raise NotFound(_("Questa richiesta di aiuto non c'è più."))
        if not row["answered_by"] and not row["over_at"]:
            unit.change("help_call", call, answered_by=session.staff, answered_at=session.moment())
    return unit.changes


def end_help(session: Session, call: str) -> Changes:
    """All is well again, or it was pressed by mistake."""
    session.require(May.SEE_TODAY)
    with session.store.write(session.staff) as unit:
        row = unit.get("help_call", call)
        if row is not None and not row["over_at"]:
            unit.change("help_call", call, over_at=session.moment())
    return unit.changes


def open_calls(session: Session) -> tuple[HelpCall, ...]:
    """Today's calls that are not over, the oldest first."""
    session.require(May.SEE_TODAY)
    with session.store.read() as connection:
        people = {row.id: row for row in connection.execute(select(staff.c.id, staff.c.given, staff.c.surname))}
        rooms = {desk.room: desk.room_name for desk in desks_of(connection, session.now(), session.today())}
        rows = connection.execute(
            select(help_call)
            .where(help_call.c.day == session.today().isoformat(), help_call.c.over_at.is_(None))
            .order_by(help_call.c.at, help_call.c.id)
        ).all()

    def who(member: str | None) -> str:
        found = people.get(member)
        return short_name(found.given, found.surname) if found else ""

    return tuple(
        HelpCall(
            row.id,
            who(row.by),
            rooms.get(row.room, ""),
            f"{local(row.at):%H:%M}",
            row.by == session.staff,
            who(row.answered_by),
        )
        for row in rows
    )


def _mine(connection: Connection, session: Session) -> str | None:
    query = select(help_call.c.id).where(
        help_call.c.day == session.today().isoformat(),
        help_call.c.by == session.staff,
        help_call.c.over_at.is_(None),
    )
    return connection.execute(query).scalar()
