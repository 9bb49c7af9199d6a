"""What a change of somebody's times would leave outside them: said before it is written, not found out later."""

from sqlalchemy import Connection

from desk.domain.availability import Rule
from desk.domain.roles import May, allowed
from desk.office.appointments.agenda import Entry, entries_of
from desk.office.appointments.availability import LOOKED_AHEAD, lines_standing
from desk.office.session import Session


def left_outside(
    session: Session, added: tuple[Rule, ...] = (), dropped: frozenset[str] = frozenset()
) -> tuple[Entry, ...]:
    """The appointments of a year that would have to move with these rules more and these lines less, and that need not
    now; the soonest first."""
    session.require(May.BOOK)
    with session.store.read() as connection:
        lines = lines_standing(connection)
        before = [each.rule for each in lines]
        after = [each.rule for each in lines if each.id not in dropped]
        known = {each.id for each in _to_move(session, connection, before)}
        return tuple(each for each in _to_move(session, connection, [*after, *added]) if each.id not in known)


def to_move_now(session: Session) -> frozenset[str]:
    """Ids of the appointments of a year that have to move as things stand; also for who manages rooms and staff."""
    if not allowed(session.role, May.MANAGE_STAFF):
        session.require(May.BOOK)
    with session.store.read() as connection:
        return frozenset(each.id for each in _to_move(session, connection, None))


def _to_move(session: Session, connection: Connection, rules: list[Rule] | None) -> tuple[Entry, ...]:
    return entries_of(connection, session.today(), LOOKED_AHEAD, session.now(), only_faulty=True, rules=rules)
