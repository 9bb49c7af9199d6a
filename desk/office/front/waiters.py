"""The waiting visits of a day as the queue's rule sees them."""

from sqlalchemy import Connection, select

from desk.db.tables import appointment, visit
from desk.domain.queue import Priority, Waiter
from desk.domain.visit import State
from desk.office.interview.known_facts import day_of
from desk.office.session import local


def waiters_of(connection: Connection, day: str) -> list[Waiter]:
    """Everybody who waits now, in no order."""
    query = (
        select(visit, appointment.c.start)
        .outerjoin(appointment, appointment.c.id == visit.c.appointment)
        .where(visit.c.day == day, visit.c.state == State.WAITING.value, visit.c.arrived_at.is_not(None))
    )
    found = []
    for row in connection.execute(query):
        priority = Priority(row.priority) if row.priority in set(Priority) else None
        found.append(
            Waiter(
                row.id,
                local(row.arrived_at),
                local(row.start) if row.start else None,
                priority,
                day_of(row.priority_reason) if priority is Priority.EVICTION else None,
                row.caseworker or "",
                row.service or "",
            )
        )
    return found
