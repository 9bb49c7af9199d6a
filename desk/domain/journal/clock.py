"""Hybrid logical clock: stamps that sort as text, never go back, and stay near the wall clock."""

from collections.abc import Callable
from datetime import UTC, datetime

STAMP_LENGTH = 25


def stamp(milliseconds: int, count: int, device: str) -> str:
    """12 hex digits of milliseconds, 4 of a counter, then the device's tag: text order is time order."""
    return f"{milliseconds:012x}{count:04x}-{device[-8:]}"


def milliseconds_of(at: str) -> int:
    return int(at[:12], 16)


def moment_of(at: str) -> datetime:
    """The wall-clock time inside a stamp, in UTC."""
    return datetime.fromtimestamp(milliseconds_of(at) / 1000, UTC)


def next_stamp(latest: str, milliseconds: int, device: str) -> str:
    """A stamp later than `latest` and not before the wall clock."""
    if not latest or milliseconds > milliseconds_of(latest):
        return stamp(milliseconds, 0, device)
    seen, count = milliseconds_of(latest), int(latest[12:16], 16) + 1
    return stamp(seen, count, device) if count <= 0xFFFF else stamp(seen + 1, 0, device)


def wall_milliseconds(now: Callable[[], datetime]) -> int:
    return int(now().timestamp() * 1000)
