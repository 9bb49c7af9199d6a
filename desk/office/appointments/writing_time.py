"""The time in which a worker writes an interview down, which follows it in nobody's diary but theirs."""

from datetime import timedelta

from sqlalchemy import Connection

from desk.catalogue.services import load_services
from desk.office.appointments.diaries import Held, held_between


def takes_writing_time(connection: Connection, wanted: Held) -> bool:
    """Whether a meeting would stand on the time in which one of its people writes another down, or leave its own worker
    none."""
    services = load_services()

    def filing(held: Held) -> timedelta:
        service = services.get(held.service)
        return timedelta(minutes=service.filing if service else 0)

    longest = timedelta(minutes=max((each.filing for each in services.values()), default=0))
    for other in held_between(connection, wanted.start - longest, wanted.end + longest):
        if other.id == wanted.id:
            continue
        is_before = other.caseworker in wanted.holds and other.start < wanted.end
        is_after = wanted.caseworker in other.holds and other.end > wanted.start
        if is_before and wanted.start < other.end + filing(other):
            return True
        if is_after and other.start < wanted.end + filing(wanted):
            return True
    return False
