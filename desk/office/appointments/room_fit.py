"""Which rooms will do: enough seats for everyone at the table, and what was asked for."""

from collections.abc import Iterable, Sequence

from desk.catalogue.equipment import STEP_FREE
from desk.db.rows import Row


def seats_of(family: int, interpreter: bool, others: int) -> int:
    """Seats for those of the family who come, the worker, the interpreter and whoever else is at the table."""
    return family + 1 + interpreter + others


def fitting_rooms(rooms: Iterable[Row], seats: int, equipment: Sequence[str]) -> list[Row]:
    """Those that have all of `equipment` and seats enough; where none has so many seats, the largest of them."""
    equipped = [row for row in rooms if offered(row).issuperset(equipment)]
    most = max((row["capacity"] or 0 for row in equipped), default=0)
    return [row for row in equipped if (row["capacity"] or 0) >= min(seats, most)]


def offered(row: Row) -> frozenset[str]:
    """Codes of what a room has."""
    found = (row["equipment"] or "").split()
    return frozenset([*found, STEP_FREE] if row["accessible"] else found)
