"""What the office prints for itself, in Italian alone: the day on paper, and whom to call."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DayColumn:
    """`off`: (from, to, words) in minutes since midnight."""

    key: str
    group: str
    title: str
    off: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True)
class DayBlock:
    """`edge`: its colour; `dashed`: has to move."""

    column: str
    start: int
    end: int
    title: str
    words: str
    edge: str
    dashed: bool = False
    lane: int = 0
    lanes: int = 1
    covered: int | None = None


@dataclass(frozen=True)
class DayPage:
    """Everything on the sheet; `foot`: when it was printed."""

    title: str
    office: str
    foot: str
    columns: tuple[DayColumn, ...]
    blocks: tuple[DayBlock, ...]
    opens: int
    closes: int


@dataclass(frozen=True)
class CallLine:
    """One family to call."""

    when: str
    name: str
    second: str
    phone: str
    why: str


@dataclass(frozen=True)
class CallPage:
    """`boxes`: the outcomes, one box for each; `printed`: the line at the foot."""

    title: str
    office: str
    boxes: tuple[str, ...]
    lines: tuple[CallLine, ...]
    printed: str
