"""Which appointment rows run into one booked before: the same on every machine, because the stamps travel with them."""

from collections.abc import Iterable
from datetime import UTC, timedelta

from desk.db.rows import WHOLE_ROW, Row, read_stamps
from desk.domain.overlaps import Booking, Overlap, to_move
from desk.office.appointments.diaries import Held, held_of

TIMED = ("start", "minutes", "caseworker", "room", "interpreter", "others")
"""Columns that say what an appointment holds, and when."""


def overlapping(rows: Iterable[Row]) -> dict[str, Overlap]:
    """Those that have to move."""
    return dict(to_move(booking_of(row, held_of(row)) for row in rows))


def booking_of(row: Row, held: Held) -> Booking:
    start = held.start.astimezone(UTC)  # faces of one zone's clock would lie in the night it is changed
    return Booking(held.id, start, start + timedelta(minutes=held.minutes), held.holds, stamp_of(row))


def stamp_of(row: Row) -> str:
    """When this booking's time or people were last written."""
    stamps = read_stamps(row["stamps"])
    whole = stamps.get(WHOLE_ROW, "")
    return max(stamps.get(name, whole) for name in TIMED)
