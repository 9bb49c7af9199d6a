"""Parts of a sheet put onto pages: break before a section, or between its rows with the heading repeated."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from desk.paper.sheet import Sheet

SPLIT_FROM = 0.6
_STAYS = 2  # rows of a section that may not lose its last one


@dataclass(frozen=True)
class Part:
    """Something of a known height that draws itself from ``top`` downwards."""

    height: float
    draw: Callable[[Sheet, float], None]


@dataclass(frozen=True)
class Section:
    """``heading`` is drawn again on every page that the rows go over to; ``title`` enters the table of contents.

    ``split_from``: a section that takes more than this share of a page may be split. ``company``: on a page of its own
    it takes the last row before it along: nobody signs under nothing.
    """

    rows: tuple[Part, ...]
    heading: tuple[Part, ...] = ()
    title: str = ""
    split_from: float = SPLIT_FROM
    company: bool = False

    @property
    def height(self) -> float:
        return sum(part.height for part in (*self.heading, *self.rows))


def together(parts: Iterable[Part]) -> Part:
    """One under the other, always on the same page."""
    kept = tuple(parts)

    def draw(sheet: Sheet, top: float) -> None:
        for part in kept:
            part.draw(sheet, top)
            top -= part.height

    return Part(sum(part.height for part in kept), draw)


@dataclass(frozen=True)
class Placed:
    """A part at its place; ``title`` is set at a section's first part."""

    part: Part
    top: float
    title: str = ""


def pages(sections: Iterable[Section], *, first_top: float, next_top: float, bottom: float) -> list[list[Placed]]:
    """The parts of every page, each with its top."""
    laid: list[list[Placed]] = [[]]
    top = first_top
    full = next_top - bottom

    def turn() -> None:
        nonlocal top
        laid.append([])
        top = next_top

    def turn_with(before: Section | None) -> None:
        """A new page; with the last row of the section before, or with all of a short one that stands on this page."""
        here = sum(placed.part in before.rows for placed in laid[-1]) if before else 0
        if before is None or not here:
            turn()
            return
        whole = here == len(before.rows) <= _STAYS and len(laid[-1]) > here + len(before.heading)
        many = here + len(before.heading) if whole else int(here > _STAYS)
        moved = laid[-1][len(laid[-1]) - many :]
        del laid[-1][len(laid[-1]) - many :]
        turn()
        for part in before.heading if moved and not whole else ():
            put(part)
        for placed in moved:
            put(placed.part, placed.title)

    def put(part: Part, title: str = "") -> None:
        nonlocal top
        laid[-1].append(Placed(part, top, title))
        top -= part.height

    before: Section | None = None
    for section in sections:
        opening = sum(part.height for part in (*section.heading, *section.rows[:2]))
        if (
            section.height > top - bottom
            and (section.height <= full * section.split_from or opening > top - bottom)
            and laid[-1]
        ):
            turn_with(before if section.company else None)
        title = section.title
        for part in section.heading:
            put(part, title)
            title = ""
        for place, part in enumerate(section.rows):
            if part.height > top - bottom and place:
                turn()
                for again in section.heading:
                    put(again)
            put(part, title)
            title = ""
        before = section
    return laid
