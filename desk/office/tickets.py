"""Ticket numbers: A for appointments, B for the others, from 1 every day."""

from sqlalchemy import Connection, select

from desk.db.tables import visit

APPOINTMENT, WALK_IN = "A", "B"


def next_ticket(connection: Connection, day: str, letter: str) -> str:
    """The first free number of the day; ask inside the write transaction that uses it."""
    taken = connection.execute(select(visit.c.ticket).where(visit.c.day == day)).scalars()
    numbers = [int(ticket[1:]) for ticket in taken if ticket and ticket[:1] == letter and ticket[1:].isdigit()]
    return f"{letter}{max(numbers, default=0) + 1:02d}"
