"""Ticket numbers: A for appointments, B for the others, C for a paper only, from 1 every day.

Each machine has a hundred numbers of its own, by the number it got at enrolment, so that two machines that do not see
each other never give the same: the first A01 to A99, the second A101 to A199. Windows on one store count together.
"""

from sqlalchemy import Connection, select

from desk.db.remembered import remember
from desk.db.tables import visit

APPOINTMENT, WALK_IN, PAPER = "A", "B", "C"
MACHINE_NUMBER = "machine-number"
RANGE, MACHINES = 99, 64
"""After its 99th, a machine goes on 64 hundreds higher: there are never more machines in an office."""


def next_ticket(connection: Connection, day: str, letter: str) -> str:
    """The first free number of the day; ask inside the write transaction that uses it."""
    taken = connection.execute(select(visit.c.ticket).where(visit.c.day == day)).scalars()
    machine = _kept(connection, MACHINE_NUMBER) % MACHINES
    own = (place_of(ticket, letter, machine) for ticket in taken if ticket)
    return count_on(connection, day, letter, max(own, default=0))


def count_on(connection: Connection, day: str, letter: str, at_least: int = 0) -> str:
    """The next number that this machine gives, without a look at the visits: for the kiosk."""
    machine = _kept(connection, MACHINE_NUMBER) % MACHINES
    place = max(_kept(connection, _counter(day, letter)), at_least) + 1
    remember(connection, _counter(day, letter), str(place))
    return ticket_of(letter, machine, place)


def keep_above(connection: Connection, day: str) -> None:
    """Let the kiosk on this store count on after what the visits of the day have."""
    machine = _kept(connection, MACHINE_NUMBER) % MACHINES
    taken = [each for each in connection.execute(select(visit.c.ticket).where(visit.c.day == day)).scalars() if each]
    for letter in {ticket[0] for ticket in taken}:
        highest = max(place_of(ticket, letter, machine) for ticket in taken)
        if highest > _kept(connection, _counter(day, letter)):
            remember(connection, _counter(day, letter), str(highest))


def ticket_of(letter: str, machine: int, place: int) -> str:
    """The `place`-th number (from 1) of a machine."""
    again, left = divmod(place - 1, RANGE)
    return f"{letter}{(machine + again * MACHINES) * 100 + left + 1:02d}"


def place_of(ticket: str, letter: str, machine: int) -> int:
    """Undo `ticket_of`; 0 for a number of another letter or machine."""
    if ticket[:1] != letter or not ticket[1:].isdigit():
        return 0
    block, left = divmod(int(ticket[1:]), 100)
    again, found = divmod(block, MACHINES)
    return again * RANGE + left if found == machine and left else 0


def _counter(day: str, letter: str) -> str:
    return f"ticket {day} {letter}"


def _kept(connection: Connection, name: str) -> int:
    found = connection.exec_driver_sql("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return int(found[0]) if found else 0
