"""The names that a store bore before: a machine that was put back to a copy, or whose store was copied to a second
computer, goes on under a name of its own, and what it wrote under the old one reaches the others all the same.

A device numbers its entries without a gap, and each number belongs to one entry. So what the server does not have of
the old name is signed anew by the new one, with the same stamps: should the old entry still turn up somewhere, it is
the same write, and settles as one.
"""

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection

from desk.db import journal, pages
from desk.db.engine import ask
from desk.db.remembered import remember
from desk.db.unit import new_id
from desk.domain.journal.entry import Entry, make_entry
from desk.errors import BadInput
from desk.i18n import _

FORMER, RETIRED = "former-names", "retired-names"
"""Those of which the server may lack something; and those of which it had all once, should it be put back to a copy."""
_names = msgspec.json.Decoder(dict[str, int])


def names(connection: Connection) -> dict[str, int]:
    """Name → up to which of its counters the server is known to have everything."""
    return _kept(connection, FORMER)


def leave(connection: Connection, name: str) -> None:
    """This name is given up. Of no former name is it known what the server has."""
    _keep(connection, FORMER, dict.fromkeys((*names(connection), *_kept(connection, RETIRED), name), 0))


def forget_the_server(connection: Connection) -> None:
    """Another server, or one that was put back to a copy: what the one before had, it may not."""
    known = (*names(connection), *_kept(connection, RETIRED))
    if known:
        _keep(connection, FORMER, dict.fromkeys(known, 0))


def confirm(connection: Connection, heard: Iterable[Entry]) -> None:
    """What the server gives out it has, and all that the same device wrote before."""
    known = names(connection)
    if known:
        had = dict(known)
        for entry in heard:
            if entry.device in known:
                known[entry.device] = max(known[entry.device], entry.seq)
        if known != had:
            _keep(connection, FORMER, known)


def make_way(connection: Connection, come: pages.Arrival, device: str) -> None:
    """Where the server has another entry under a number of ours, of a former name: ours is signed anew. Under anybody
    else's: refused, because one of the two is forged, or two computers bear one name."""
    if come.apart:
        raise _twice(come.apart.device, come.apart.seq)
    for name, its in come.by_device.items():
        question = "SELECT seq, id FROM journal WHERE device = ? AND seq BETWEEN ? AND ? ORDER BY seq"
        found = ask(connection, question, (name, min(its), max(its)))
        apart = next((seq for seq, id in found if seq in its and its[seq].id != id), None)
        if apart is not None:
            if name == device or name not in names(connection):
                raise _twice(name, apart)
            _sign_anew(connection, name, apart - 1, device)


def take_over(connection: Connection, device: str) -> int:
    """When the server has given all it has: sign anew what it lacks of the former names. Gives how many entries."""
    pages.unfold(connection)
    known = names(connection)
    signed = sum(_sign_anew(connection, name, had, device) for name, had in known.items() if name != device)
    if known.keys() - {device}:
        _keep(connection, RETIRED, dict.fromkeys((*_kept(connection, RETIRED), *known), 0))
        connection.exec_driver_sql("DELETE FROM meta WHERE name = ?", (FORMER,))
    return signed


def _sign_anew(connection: Connection, name: str, after: int, device: str) -> int:
    old = list(journal.entries_of_device(connection, name, after))
    connection.exec_driver_sql("DELETE FROM journal WHERE device = ? AND seq > ?", (name, after))
    seq, prev = journal.end_of_chain(connection, device)
    fresh: list[Entry] = []
    for number, entry in enumerate(old, seq + 1):
        signed = make_entry(
            id=new_id(),
            device=device,
            seq=number,
            at=entry.at,
            actor=entry.actor,
            op=entry.op,
            table=entry.table,
            row=entry.row,
            scope=entry.scope,
            batch=entry.batch,
            values=entry.values(),
            base=entry.bases(),
            prev=prev,
        )
        prev = signed.digest
        fresh.append(signed)
    journal.append(connection, fresh)
    return len(fresh)


def _kept(connection: Connection, where: str) -> dict[str, int]:
    kept = ask(connection, "SELECT value FROM meta WHERE name = ?", (where,))
    return _names.decode(kept[0][0]) if kept else {}


def _keep(connection: Connection, where: str, known: dict[str, int]) -> None:
    remember(connection, where, msgspec.json.encode(known).decode())


def _twice(name: str, seq: int) -> BadInput:
    return BadInput(
        _(
            "Due computer usano lo stesso nome ({name}): ci sono due registrazioni {seq}, diverse. Non ho preso "
            "nulla da questo invio. Chiama chi si occupa dei computer."
        ).format(name=name[-8:], seq=seq)
    )
