"""Names of people: one search key for how a name may be typed."""

import re
from functools import lru_cache

from anyascii import anyascii

_NOT_A_WORD = re.compile(r"[^0-9a-z]+")


@lru_cache(maxsize=16_384)  # names come again and again: in a list, at each change of a family
def search_key(text: str) -> str:
    """Lower-case Latin words without accents or signs: «D'Angelo Ștefan» → "d angelo stefan"."""
    return _NOT_A_WORD.sub(" ", anyascii(text).casefold()).strip()
