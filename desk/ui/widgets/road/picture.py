"""What the road to rent draws: sums by month and the words that stand beside them. No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Sign:
    """A month (its place from 0) with its words."""

    place: float
    words: str


@dataclass(frozen=True)
class RoadPicture:
    """Euros a month, by month; every line carries its own words, so that no legend is needed.

    `dates`: short month names; `years`: where a year begins; `can_sign`: months in which a lease is possible;
    `lease` and `leave`: the flags; `turns`: what changes on the way.
    """

    rents: Sequence[float]
    other: Sequence[float]
    sought: float
    saved: Sequence[float]
    needed: float
    can_sign: Sequence[bool]
    dates: Sequence[str]
    years: Sequence[Sign]
    rents_words: str
    other_words: str
    sought_words: str
    saved_title: str
    needed_words: str
    sign_words: str
    lease: Sign | None = None
    leave: Sign | None = None
    turns: Sequence[Sign] = ()
