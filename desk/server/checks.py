"""What an entry must be before it is stored: its own device's, whole, in order, of a shape that fits."""

import re
from collections.abc import Collection
from typing import Any

import msgspec

from desk.domain.journal.entry import Entry, fault_of
from desk.server.refusal import Refused

MOST_CHARACTERS = 4_000_000
_NAMES, _ROWS, _STAMPS = (
    re.compile(f"{word}(?: {word})*") for word in ("[a-z][a-z0-9_]{0,62}", "[!-~]{1,64}", "[0-9a-f]{16}-[!-~]{1,8}")
)
_SEQ_LIMIT = 2**62
MOST_DEPTH = 64
SENSELESS = (msgspec.DecodeError, ValueError, RecursionError)
"""What is raised for JSON and MessagePack that is none, half characters and nesting without end among it."""


def check(entries: list[Entry], machine: str) -> None:
    """Refused with one line; looks at nothing but the entries."""
    numbers = [entry.seq for entry in entries]
    if {entry.device for entry in entries} != {machine}:
        raise Refused(403, "device", "an entry of another device")
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))) or not 1 <= numbers[0] <= numbers[-1] < _SEQ_LIMIT:
        raise Refused(422, "order", "the entries are not in order of their counter")
    if not _all(_ROWS, [entry.row for entry in entries]) or not _all(_STAMPS, [entry.at for entry in entries]):
        raise Refused(422, "shape", "a row or stamp of the wrong shape")
    names = {entry.table for entry in entries} | {entry.scope for entry in entries}
    shapes: set[tuple[str, ...]] = set()
    """The fields that were written together: a few, in thousands of entries."""
    bases: list[str] = []
    for entry in entries:
        if len(entry.fields) + len(entry.base) > MOST_CHARACTERS:
            raise Refused(413, "big", f"entry {entry.seq} is too big")
        if fault_of(entry):
            raise Refused(422, "digest", f"entry {entry.seq}: its digest does not fit, or its stamp is of no clock")
        try:
            shapes.add(tuple(entry.values()))
            base = entry.bases() if entry.base else None
        except SENSELESS as error:
            raise Refused(422, "shape", f"entry {entry.seq}: its fields or base are no plain JSON object") from error
        if base:
            names.update(base)
            bases += base.values()
    names.update(*shapes)
    if bases and not _all(_STAMPS, " ".join(bases).split(" ")):
        raise Refused(422, "shape", "a base that is of no stamps")
    if not _all(_NAMES, names):
        raise Refused(422, "shape", "a table, scope or field with a name of the wrong shape")


def _all(shape: re.Pattern[str], words: Collection[str]) -> bool:
    """By one look: there are thousands."""
    text = " ".join(words)
    return shape.fullmatch(text) is not None and text.count(" ") == len(words) - 1


def is_deep(value: Any) -> bool:
    """Whether so many lists and objects are in each other that it could not be read everywhere."""
    level = [value]
    for _each in range(MOST_DEPTH + 1):
        level = [inner for each in level for inner in _inside(each)]
        if not level:
            return False
    return True


def _inside(value: Any) -> Collection[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
