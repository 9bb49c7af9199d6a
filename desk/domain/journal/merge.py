"""How writes that did not see each other settle: a pure decision on the set of writes, whatever their order.

| writes to one field                              | current value | heads | to reconcile |
|--------------------------------------------------|---------------|-------|--------------|
| A, then B who saw A                              | B             | B     | no           |
| A and B, neither saw the other, different values | the later     | A, B  | yes          |
| A and B, neither saw the other, same value       | that          | A, B  | no           |
| A and B as above, then C who saw both            | C             | C     | no           |
| A and B as above, then C who saw only B          | the latest    | A, C  | yes          |
| A and B took it away, neither saw the other      | the later     | A, B  | no           |
| A, and A again under another name of its machine | A             | A     | no           |
| two values under one stamp (two machines of one  | the greater   | both  | yes          |
| name)                                            |               |       |              |
| any write to an erased row                       | none          | none  | no           |

A head is a write that no other write names in its `base`. The latest stamp is always a head, because a write is
later than what it replaced.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from desk.domain.journal.entry import canonical


@dataclass(frozen=True)
class Write:
    """One entry's write to one field: its stamp, the stamps it replaced, the value, and the entry for the screen."""

    at: str
    saw: frozenset[str]
    value: Any
    entry: str


@dataclass(frozen=True)
class Settled:
    """The state of one field: the value that shows, and all writes nobody has replaced (latest first)."""

    heads: tuple[Write, ...]

    @property
    def current(self) -> Write:
        return self.heads[0]


def settle(writes: Iterable[Write]) -> Settled:
    """The state of a field that at least one write has touched. The same stamp twice with one value is one write,
    signed twice; with two values, two computers had one name: both stand, in an order that is the same everywhere."""
    every: dict[str, Write] = {}
    twins: dict[tuple[str, str], Write] = {}
    for write in writes:
        first = every.setdefault(write.at, write)
        if first.value != write.value:
            twins[write.at, weight_of(write.value)] = write
    apart = [*every.values(), *twins.values()]
    replaced = {at for write in apart for at in write.saw if at < write.at}
    heads = [write for write in apart if write.at not in replaced]
    if twins:
        return Settled(tuple(sorted(heads, key=lambda write: (write.at, weight_of(write.value)), reverse=True)))
    return Settled(tuple(sorted(heads, key=lambda write: write.at, reverse=True)))


def weight_of(value: Any) -> str:
    """Of two values under one stamp the one with the greater weight shows, everywhere."""
    return canonical({"": value})
