"""The order in which mixed left-to-right and right-to-left text is seen."""

import re
from collections.abc import Sequence
from typing import Any, TypeVar

from bidi import algorithm  # type: ignore[import-untyped]

_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
RIGHT_TO_LEFT = re.compile(f"[{_LETTERS}]")
# Telephone numbers and dates, whose groups would change places, and Latin words with something in brackets
# behind them, whose last bracket would: both are held together. So are Latin words in brackets.
_HELD = re.compile(
    r"(?<!\d)(?:\+\d+|0\d*)(?:[\s.\-/:]\d+)+"
    r"|(?<!\d)\d+(?:[\s.\-/:]\d+){2,}"
    rf"|[A-Za-z\u00c0-\u024f][^()\n{_LETTERS}]*\([^()\n{_LETTERS}]*\)"
    rf"|\([^()\n{_LETTERS}]*[A-Za-z\u00c0-\u024f][^()\n{_LETTERS}]*\)"
)
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT, _END = "\u202a", "\u202b", "\u202c"
_TURN = "\u200f"  # what stands before it belongs to the sentence: a comma after Latin words, a space before a bracket
_COMMAS = (",", "،", ";", "؛")

Item = TypeVar("Item")


def runs_from_right(text: str, column: bool) -> bool:
    """Does a text run from right to left? `column`: whether the words beside it do.

    Words of the other script that somebody typed into a column keep their own direction, or their parts would change
    places: Arabic in the Italian column where it begins so and most letters are, Latin in the Arabic one where all are.
    """
    found = RIGHT_TO_LEFT.findall(text)
    if column or not found:
        return column and (bool(found) or not any(sign.isalpha() for sign in text))
    letters = [sign for sign in text if sign.isalpha()]
    return letters[:1] == found[:1] and len(found) > len(letters) / 2


def levels(text: str, right_to_left: bool, quoted: Sequence[tuple[int, int]] = ()) -> list[int]:
    """The embedding level of every character: even runs left to right, odd right to left.

    ``quoted``: where words stand that run from right to left by themselves, such as an answer after its label.
    """
    if not right_to_left and not RIGHT_TO_LEFT.search(text):
        return [0] * len(text)
    signs, places = _guarded(text, right_to_left, quoted)
    storage: dict[str, Any] = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = (1, "R") if right_to_left else (0, "L")
    algorithm.get_embedding_levels(signs, storage)
    for sign, place in zip(storage["chars"], places, strict=True):
        sign["place"] = place
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    found = [int(right_to_left)] * len(text)
    for sign in storage["chars"]:
        if sign["place"] is not None:
            found[sign["place"]] = sign["level"]
    return found


def _guarded(text: str, right_to_left: bool, quoted: Sequence[tuple[int, int]]) -> tuple[str, list[int | None]]:
    """The text with what is held together marked, and where each character stood."""
    marks = [(start, end, _RIGHT_TO_LEFT) for start, end in quoted]
    marks += [(*held.span(), _LEFT_TO_RIGHT) for held in _HELD.finditer(text)]
    begins, ends = [start for start, _end, _mark in marks], [end for _start, end, _mark in marks]
    marks = [*((start, start, _TURN) for start in begins if _turns(text, start, right_to_left, quoted)), *marks]
    signs: list[str] = []
    places: list[int | None] = []
    done = 0
    for place in sorted({*begins, *ends}):
        here = [_END] * ends.count(place) + [mark for start, _end, mark in marks if start == place]
        signs += [*text[done:place], *here]
        places += [*range(done, place), *(None for _mark in here)]
        done = place
    return "".join([*signs, *text[done:]]), [*places, *range(done, len(text))]


def _turns(text: str, start: int, right_to_left: bool, quoted: Sequence[tuple[int, int]]) -> bool:
    """Is it a bracket, or after a comma, in words that run from right to left?"""
    inside = right_to_left or any(begin < start < end for begin, end in quoted)
    return inside and (text[start] == "(" or text[:start].rstrip().endswith(_COMMAS))


def seen_order(items: Sequence[tuple[int, Item]]) -> list[Item]:
    """Items with their levels, in reading order, put into the order in which they stand on the line."""
    if not items:
        return []
    line = list(items)
    highest = max(level for level, _item in line)
    for level in range(highest, 0, -1):
        start = 0
        while start < len(line):
            if line[start][0] < level:
                start += 1
                continue
            end = start
            while end < len(line) and line[end][0] >= level:
                end += 1
            line[start:end] = reversed(line[start:end])
            start = end
    return [item for _level, item in line]
