"""What a machine is given: all of its office beyond a number, in commit order, from the pages and the rows."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import msgspec
from sqlalchemy import Connection

from desk.server import pages
from desk.server.bulk import read_bodies
from desk.server.pages import Page

_encode = msgspec.msgpack.Encoder().encode


@dataclass(frozen=True)
class Wanted:
    """`after` and `until`: numbers of the office; `most`: entries, `room`: bytes. `unless`: not this device's; `scope`:
    only of this one; `folded`: pages may be given as they lie."""

    office: str
    after: int
    until: int
    most: int
    room: int
    unless: str = ""
    scope: str = ""
    folded: bool = False


@dataclass
class Found:
    """`last`: up to where all there are were given. At least one entry, or one page, where there is one."""

    last: int
    bodies: list[bytes] = field(default_factory=list)
    pages: list[bytes] = field(default_factory=list)


def give(connection: Connection, wanted: Wanted) -> Found:
    """What lies behind the asker's own is found too, however much that is."""
    found = _look(connection, wanted)
    while not found.bodies and not found.pages and found.last < wanted.until:
        wanted = replace(wanted, after=found.last)
        found = _look(connection, wanted)
    return found


def _look(connection: Connection, wanted: Wanted) -> Found:
    """The pages are looked up first: what is unfolded meanwhile is found among the rows as well, and twice is no harm;
    the other way round it would be missed."""
    found = Found(wanted.after)
    if wanted.scope:  # nothing of that stands on a page
        span = (wanted.after, wanted.until, wanted.most, wanted.room)
        rows, found.last = read_bodies(connection, wanted.office, *span, unless=wanted.unless, scope=wanted.scope)
        found.bodies = [body for _n, body in rows]
        return found
    until, room = min(wanted.after + wanted.most, wanted.until), wanted.room
    for part in _parts(pages.between(connection, wanted.office, wanted.after, until, wanted.unless), wanted, until):
        if isinstance(part, Page):
            if room < part.weight and (found.bodies or found.pages):
                return found
            _take(found, part, wanted, until)
            room -= part.weight
            continue
        after, end = part
        rows, found.last = read_bodies(
            connection, wanted.office, after, end, wanted.most, max(room, 0), unless=wanted.unless
        )
        found.bodies += [body for _n, body in rows]
        room -= sum(len(body) for _n, body in rows)
        if found.last < end or room < 0:
            return found
    return found


def _parts(folded: list[Page], wanted: Wanted, until: int) -> Iterator[Page | tuple[int, int]]:
    """Pages, and the spans between them, in order."""
    after = wanted.after
    for page in folded:
        if page.first > after + 1:
            yield after, page.first - 1
        yield page
        after = page.last
    if after < until:
        yield after, until


def _take(found: Found, page: Page, wanted: Wanted, until: int) -> None:
    whole = wanted.after < page.first
    if page.body is None:
        found.last = page.last
    elif wanted.folded and whole:
        found.last = page.last
        found.pages.append(page.body)
    else:
        last = min(page.last, until)
        part = pages.opened(page.body)[max(0, wanted.after + 1 - page.first) : last + 1 - page.first]
        found.bodies += map(_encode, part)
        found.last = last
