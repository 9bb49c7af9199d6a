"""Which of many words stand in the bytes of a file, without a search of the whole file for each."""

from collections.abc import Iterable

import numpy as np

BEGINNING = 4
THREE_BYTES = 0xFFFFFF


def words_in(content: bytes, words: Iterable[bytes]) -> list[bytes]:
    """Those that stand there; each is at least four bytes long."""
    sought = list(words)
    assert all(len(word) >= BEGINNING for word in sought)
    beginnings = np.array([int.from_bytes(word[:BEGINNING], "little") for word in sought], dtype="<u4")
    wanted = np.zeros(THREE_BYTES + 1, dtype=bool)
    wanted[beginnings & THREE_BYTES] = True
    there = np.zeros(len(sought), dtype=bool)
    for start in range(BEGINNING):  # the four bytes at every place, each as one number
        length = max(0, len(content) - start) // BEGINNING
        places = np.frombuffer(content, dtype="<u4", count=length, offset=start) if length else beginnings[:0]
        there |= np.isin(beginnings, places[wanted[places & THREE_BYTES]])
    return [word for word, begins in zip(sought, there, strict=True) if begins and word in content]
