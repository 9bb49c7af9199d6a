"""How well a half-spelled name fits: word order, accents, missing letters and other transliterations forgiven."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from desk.domain.names import search_key

#: spellings that sound alike, longest first
_SOUNDS: Final = (
    ("sch", "s"),
    ("ph", "f"),
    ("kh", "k"),
    ("gh", "g"),
    ("sh", "s"),
    ("ch", "k"),
    ("ou", "u"),
    ("th", "t"),
    ("q", "k"),
    ("c", "k"),
    ("x", "ks"),
    ("w", "u"),
    ("y", "i"),
    ("j", "i"),
    ("z", "s"),
    ("v", "f"),
    ("h", ""),
)
_VOWELS = re.compile(r"[aeiou]")
_DOUBLED = re.compile(r"(.)\1+")
GOOD_ENOUGH: Final = 0.8
SPELT: Final = 0.95
"""What spelling alone can give at most."""


@lru_cache(maxsize=100_000)
def skeleton(word: str) -> str:
    """The first letter and the consonants as they sound: «mohamed», «muhammad» and «mohammed» are one."""
    for written, heard in _SOUNDS:
        word = word[:1] + word[1:].replace(written, heard)
    return _DOUBLED.sub(r"\1", word[:1] + _VOWELS.sub("", word[1:]))


def sounding(typed: str, words: Sequence[str]) -> list[str]:
    """Those of many words that fit one typed word well enough: what `name_score` would give, asked of all at once."""
    close = {
        word
        for word, *_ in process.extract(
            typed, words, scorer=JaroWinkler.similarity, limit=None, score_cutoff=GOOD_ENOUGH / SPELT
        )
    }
    heard = skeleton(typed) if len(typed) >= 3 else ""
    alike = len(heard) >= 3
    return [word for word in words if word in close or word.startswith(typed) or (alike and skeleton(word) == heard)]


def name_score(typed: str, name: str) -> float:
    """0 to 1: the mean of each typed word's best fit to a word of the name, each word used once."""
    wanted, left = search_key(typed).split(), search_key(name).split()
    if not wanted:
        return 0.0
    total = 0.0
    for word in wanted:
        if not left:
            break
        best = max(left, key=lambda candidate: _word_score(word, candidate))
        total += _word_score(word, best)
        left.remove(best)
    return total / len(wanted)


def _word_score(typed: str, word: str) -> float:
    if typed == word:
        return 1.0
    if word.startswith(typed) and len(typed) >= 2:
        return 0.86 + 0.12 * len(typed) / len(word)
    if len(typed) >= 3 and len(skeleton(word)) >= 3 and skeleton(typed) == skeleton(word):
        return 0.9
    return SPELT * float(JaroWinkler.similarity(typed, word))
