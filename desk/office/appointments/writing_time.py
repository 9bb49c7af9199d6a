"""The time in which a worker writes an interview down, which follows it in nobody's diary but theirs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from desk.catalogue.services import load_services
from desk.office.appointments.diaries import Held, held_between


@dataclass(frozen=True)
class Writing:
    """Whose time to write is in the way. `until`: of the other's, till when; None: it is the meeting's own."""

    who: str
    until: datetime | None


def writing_in_the_way(wanted: Held, others: Iterable[Held]) -> Writing | None:
    """A meeting would stand on the time in which one of its people writes another down, or leave its own worker
    none."""
    for other in others:
        if other.id == wanted.id:
            continue
        written = other.end + _filing(other)
        if other.caseworker in wanted.holds and other.start < wanted.end and wanted.start < written:
            return Writing(other.caseworker or "", written)
        own_end = wanted.end + _filing(wanted)
        if wanted.caseworker in other.holds and other.start < own_end and wanted.start < other.end:
            return Writing(wanted.caseworker or "", None)
    return None


def takes_writing_time(connection: Connection, wanted: Held) -> bool:
    """The same against what the store holds."""
    longest = timedelta(minutes=max((each.filing for each in load_services().values()), default=0))
    around = held_between(connection, wanted.start - longest, wanted.end + longest)
    return writing_in_the_way(wanted, around) is not None


def _filing(held: Held) -> timedelta:
    service = load_services().get(held.service)
    return timedelta(minutes=service.filing if service else 0)
