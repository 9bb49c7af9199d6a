"""One round: take what the machine wrote, give what others wrote, in commit order."""

import secrets
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select, update

from desk.domain.journal.entry import Entry
from desk.server import pages, records
from desk.server.bulk import End, insert_entries, lock
from desk.server.checks import check
from desk.server.database import Database
from desk.server.devices import HUB, LOBBY, Known, found_office, heard_of, revoked, unknown, write_down
from desk.server.giving import Found, Wanted, give
from desk.server.newest import Commit, Newest, Place
from desk.server.refusal import Refused
from desk.server.standing import standing
from desk.server.tables import entry as entry_table
from desk.server.tables import office
from desk.server.tables import page as page_table
from desk.sync.wire import MOST_ENTRIES, VERSION, RelayAsk, RoundAsk

MOST_MARK = 2**53 - 1
"""A whole number that JSON carries unharmed."""
ANSWER_BYTES = 8_000_000
_decode = msgspec.msgpack.Decoder(Entry).decode

_LENGTH = func.length(entry_table.c.body)


@dataclass(frozen=True)
class Given:
    """The answer of a round; `bodies` are entries as MessagePack, `pages` many of them packed; `mark` belongs to the
    cursor."""

    acknowledged: int
    cursor: int
    mark: int
    more: bool
    bodies: list[bytes]
    office: str
    pages: Sequence[bytes] = ()
    anew: bool = False
    commit: Commit | None = None
    """What the machine brought, where others may be given it as it is."""


def play(database: Database, machine: str, ask: RoundAsk, seen: Known | None = None) -> Given:
    """Store the pushed entries (those already known change nothing), then read on from the cursor. `seen`: how the
    machine stood a moment ago, where somebody has looked."""
    if ask.version != VERSION:
        raise Refused(400, "version", "this server speaks version 1")
    if min(ask.cursor, ask.acknowledged) < 0 or ask.limit < 1:
        raise Refused(422, "cursor", "cursors are not negative, the limit is at least 1")
    if not ask.entries:
        with database.read() as connection:
            return _pull(connection, seen or standing(connection, machine), ask)
    home = _home(database, machine)
    check(ask.entries, machine)
    with database.write() as connection:
        done = _push(connection, home, machine, ask.entries)
    now = done.now
    if done.before == (ask.cursor, ask.mark):  # nobody else wrote meanwhile
        return Given(now.last_seq, now.counter, now.mark, False, [], home, commit=done.commit)
    with database.read() as connection:
        return replace(_pull(connection, now, ask), commit=done.commit)


def _home(database: Database, machine: str) -> str:
    """The machine's office: what is found of a machine is always asked for by it."""
    if machine not in database.homes:
        with database.read() as connection:
            database.homes[machine] = standing(connection, machine).office
    return database.homes[machine]


def at_once(known: Known, ask: RoundAsk, newest: Newest) -> Given | None:
    """The answer to most questions: who asks brings nothing, and has everything or all but the newest commit. None
    where it is not that."""
    is_plain = ask.version == VERSION and not ask.entries and ask.limit >= 1 and min(ask.cursor, ask.acknowledged) >= 0
    if not is_plain:
        return None
    given = Given(known.last_seq, known.counter, known.mark, False, [], known.office)
    if ask.cursor == known.counter and (not ask.cursor or ask.mark in (0, known.mark)):
        return given
    commit = newest.for_machine(known, ask)
    return replace(given, bodies=commit.bodies, pages=commit.pages) if commit else None


@dataclass(frozen=True)
class Taken:
    """What came of entries of several machines: the counter of each now, the word for those refused, how many new."""

    known: dict[str, int]
    faults: dict[str, str]
    stored: int
    before: int
    counter: int


def counters(database: Database, offices: list[str]) -> dict[str, int]:
    """The newest number of each of these offices."""
    with database.read() as connection:
        found = connection.execute(select(office.c.id, office.c.counter).where(office.c.id.in_(offices)))
        return {name: int(counter) for name, counter in found}


def relay(database: Database, machine: str, ask: RelayAsk) -> tuple[Given, Taken]:
    """A hub's round: entries of all machines of its office, then what it may not have."""
    if ask.version != VERSION:
        raise Refused(400, "version", "this server speaks version 1")
    if ask.cursor < 0 or ask.limit < 1:
        raise Refused(422, "cursor", "cursors are not negative, the limit is at least 1")
    with database.read() as connection:
        known = standing(connection, machine)
    if known.scope != HUB:
        raise Refused(403, "scope", "only a hub may carry the entries of others")
    taken = Taken({}, {}, 0, known.counter, known.counter)
    cursor, mark = ask.cursor, ask.mark
    if ask.entries:
        with database.write() as connection:
            taken = take_in(connection, known.office, ask.entries)
            if cursor == taken.before and _means_the_same(connection, known, cursor, mark):
                cursor, mark = taken.counter, 0  # all that is new came from the hub itself
    with database.read() as connection:
        known = standing(connection, machine)
        asked = RoundAsk(version=VERSION, acknowledged=0, cursor=cursor, mark=mark, limit=ask.limit)
        return _pull(connection, known, asked), taken


def take_in(connection: Connection, home: str, entries: list[Entry]) -> Taken:
    """Entries that another server carried here, machine by machine; one that is refused does not stop the others."""
    found_office(connection, home)
    query = select(office.c.counter).where(office.c.id == home).with_for_update()
    before = counter = connection.execute(query).scalar_one()
    by_machine: dict[str, list[Entry]] = {}
    for entry in entries:
        by_machine.setdefault(entry.device, []).append(entry)
    known: dict[str, int] = {}
    faults: dict[str, str] = {}
    for machine, its in by_machine.items():
        try:
            last = heard_of(connection, home, machine)
            known[machine] = last or 0
            check(its, machine)
            with connection.begin_nested() if last is None else nullcontext():  # refused, it stays unknown
                if last is None:
                    write_down(connection, home, machine)
                after = _push(connection, home, machine, its, carried=True).now
        except Refused as refused:
            faults[machine] = refused.error
            continue
        known[machine], counter = after.last_seq, after.counter
    return Taken(known, faults, counter - before, before, counter)


def entries_of(connection: Connection, home: str, machine: str, after: int, limit: int) -> list[Entry]:
    """One machine's entries after a counter, in order, without a gap: where a page lies between, up to there. Not more
    than an answer may weigh."""
    query = (
        select(entry_table.c.body)
        .where(entry_table.c.office == home, entry_table.c.device == machine, entry_table.c.seq > after)
        .order_by(entry_table.c.seq)
        .limit(limit)
    )
    lengths = connection.execute(query.with_only_columns(entry_table.c.seq, _LENGTH)).all()
    last, _size, _more = _fitting(lengths, ANSWER_BYTES)
    found = [_decode(body) for body in connection.execute(query.where(entry_table.c.seq <= last)).scalars()]
    return [entry for seq, entry in enumerate(found, after + 1) if entry.seq == seq]


def _fitting(lengths: Sequence[Any], room: int) -> tuple[int, int, bool]:
    """Up to which number entries are taken, what they weigh, and whether some are left: parts of copied papers weigh a
    million bytes each, and a thousand of them are not to be read at once. At least one is taken."""
    last = size = taken = 0
    for number, length in lengths:
        last, size, taken = number, size + length, taken + 1
        if size > room:
            break
    return last, size, taken < len(lengths)


@dataclass(frozen=True)
class _Pushed:
    """`before`: where the office stood; `now`: where it and the machine stand; `commit`: where others may be given what
    came as it is."""

    before: Place
    now: Known
    commit: Commit | None = None


def _push(connection: Connection, home: str, machine: str, entries: list[Entry], *, carried: bool = False) -> _Pushed:
    """`carried`: by another server, which has let the machine in; what it wrote before it was lost is the office's."""
    locked, gone = lock(connection, home, machine, list({entry.row for entry in entries}))
    if locked is None:
        unknown()
    counter, mark, last_seq, last_digest, scope, is_revoked = locked
    before, commit = (counter, mark), None
    if is_revoked and not carried:
        revoked()
    if scope == LOBBY and any(entry.scope != LOBBY for entry in entries):
        raise Refused(403, "scope", "a lobby device writes only what the lobby may see")
    if entries[0].seq > last_seq + 1:
        raise Refused(409, "gap", f"entry {last_seq + 1} comes next", expected=last_seq + 1)
    old = [entry for entry in entries if entry.seq <= last_seq]
    fresh = entries[len(old) :]
    if old:
        _compare(connection, home, machine, old[-1])
    if fresh:
        for entry in fresh:
            if entry.prev != last_digest:
                raise Refused(409, "fork", f"entry {entry.seq} does not follow the one before it")
            last_digest = entry.digest
        mark = 1 + secrets.randbelow(MOST_MARK)  # 0 is none
        end = End(home, counter + len(fresh), mark, machine, fresh[-1].seq, last_digest)
        commit = _store(connection, end, before, _blanked(fresh, gone))
        last_seq, counter = end.last_seq, end.counter
    return _Pushed(before, Known(machine, home, scope, last_seq, counter, mark), commit)


def _compare(connection: Connection, home: str, machine: str, sent: Entry) -> None:
    """A machine that went back to an old copy counts again from there: its entries would be lost in silence."""
    folded = pages.entry_at(connection, home, machine, sent.seq)
    kept = folded or _decode(
        connection.execute(
            select(entry_table.c.body).where(
                entry_table.c.office == home, entry_table.c.device == machine, entry_table.c.seq == sent.seq
            )
        ).scalar_one()
    )
    if kept.digest != sent.digest:
        raise Refused(409, "fork", f"entry {sent.seq} is another one here")


def _blanked(fresh: list[Entry], gone: set[str]) -> list[Entry]:
    """Nothing is kept of a row that is gone."""
    if not gone:
        return fresh
    return [
        msgspec.structs.replace(entry, fields="") if entry.row in gone and entry.op != "erase" else entry
        for entry in fresh
    ]


def _store(connection: Connection, end: End, before: Place, fresh: list[Entry]) -> Commit | None:
    """None where something of it is gone again."""
    home, counter = end.office, before[0]
    folded = pages.folded(home, counter, end.mark, fresh)
    rows = [] if folded else pages.rows_of(home, counter, end.mark, fresh)
    insert_entries(connection, rows, folded, end)
    if any(entry.op == "erase" for entry in fresh):
        connection.execute(update(office).where(office.c.id == home).values(erased=1))
        records.settle_all(connection, home)
        return None
    bodies, packed = pages.bodies_of(rows, entry_table), pages.bodies_of(folded, page_table)
    return Commit(end.machine, before, (end.counter, end.mark), bodies, packed)


def _pull(connection: Connection, known: Known, ask: RoundAsk) -> Given:
    """`known.counter` was read before the entries: everything up to it is there to be seen."""
    after = ask.cursor if _means_the_same(connection, known, ask.cursor, ask.mark) else 0
    found = Found(after)
    if after < known.counter:
        wanted = Wanted(
            known.office,
            after,
            known.counter,
            min(ask.limit, MOST_ENTRIES),
            ANSWER_BYTES,
            unless=known.id,
            scope=LOBBY if known.scope == LOBBY else "",
            folded=ask.pages,
        )
        found = give(connection, wanted)
    mark = known.mark if found.last == known.counter else pages.mark_at(connection, known.office, found.last)
    more = found.last < known.counter
    return Given(known.last_seq, found.last, mark, more, found.bodies, known.office, found.pages, after != ask.cursor)


def _means_the_same(connection: Connection, known: Known, cursor: int, mark: int) -> bool:
    """Whether our number stands for the entries for which the machine was given it. A server that was put back to an
    older copy has given it, or will, to others."""
    if cursor > known.counter:
        return False
    if not cursor or not mark:
        return True
    return mark == (known.mark if cursor == known.counter else pages.mark_at(connection, known.office, cursor))
