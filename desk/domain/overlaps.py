"""Two appointments that hold the same person, room or family at once: the one booked later has to move.

Every replica decides alike, because the stamps travel with the rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Booking:
    """A time that is held. `stamp`: when its time or its people were last written."""

    id: str
    start: datetime
    end: datetime
    holds: frozenset[str]
    stamp: str


@dataclass(frozen=True)
class Overlap:
    """`first` was booked before and stays; `shared` is what both hold."""

    first: str
    shared: frozenset[str]


def to_move(bookings: Iterable[Booking]) -> Mapping[str, Overlap]:
    """The bookings that have to move, each with the first one it runs into.

    In the order of their stamps each one stays that runs into none of those that stay: a booking that has to move
    itself pushes nobody else away."""
    staying: list[Booking] = []
    found: dict[str, Overlap] = {}
    for each in sorted(bookings, key=lambda booking: (booking.stamp, booking.id)):
        for other in staying:
            shared = each.holds & other.holds
            if shared and each.start < other.end and other.start < each.end:
                found[each.id] = Overlap(other.id, shared)
                break
        else:
            staying.append(each)
    return found
