"""Two appointments that hold the same person, room or family at once: the one booked later has to move.

Every replica decides alike, because the stamps travel with the rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

DAY_SECONDS = 24 * 60 * 60


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
    staying: dict[tuple[str, int], list[Booking]] = {}
    found: dict[str, Overlap] = {}
    for each in sorted(bookings, key=lambda booking: (booking.stamp, booking.id)):
        places = [(holder, day) for holder in each.holds for day in _days(each)]
        met = [
            other
            for place in places
            for other in staying.get(place, ())
            if each.start < other.end and other.start < each.end
        ]
        if met:
            first = min(met, key=lambda booking: (booking.stamp, booking.id))
            found[each.id] = Overlap(first.id, each.holds & first.holds)
        else:
            for place in places:
                staying.setdefault(place, []).append(each)
    return found


def _days(booking: Booking) -> range:
    """Numbers of the days that it touches: only who meets on a day can run into each other."""
    start, end = booking.start.timestamp(), booking.end.timestamp()
    return range(int(start // DAY_SECONDS), int(end // DAY_SECONDS) + 1)
