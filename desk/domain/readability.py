"""How easy an Italian text is to read: the Gulpease index, 0 hard to 100 easy."""

import re
from typing import Final

EASY: Final = 80
"""From here on even somebody with little schooling reads alone."""

_WORD: Final = re.compile(r"\{[a-z_]*\}|[^\W_]+", re.UNICODE)
_SENTENCE_END: Final = re.compile(r"[.!?…:;]+(?:\s|$)")


def gulpease(text: str) -> float:
    """89 + (300 × sentences - 10 × letters) / words, kept between 0 and 100; an empty text is easy.

    A placeholder counts as a word of four letters.
    """
    words = _WORD.findall(text)
    if not words:
        return 100.0
    letters = sum(4 if word.startswith("{") else len(word) for word in words)
    return max(0.0, min(100.0, 89 + (300 * _sentences(text) - 10 * letters) / len(words)))


def _sentences(text: str) -> int:
    ended = len(_SENTENCE_END.findall(text))
    rest = _SENTENCE_END.split(text)[-1]
    return max(1, ended + bool(_WORD.search(rest)))
