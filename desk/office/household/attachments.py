"""Copies of papers: taken into the encrypted store in parts, read back whole, removed, forgotten."""

from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection, Table, select

from desk.db.changes import Changes
from desk.db.rows import read_stamps
from desk.db.tables import attachment, attachment_part, document, staff
from desk.db.unit import Unit
from desk.domain.roles import May, allowed
from desk.errors import BadInput, NotFound
from desk.i18n import _
from desk.office.front.desks import short_name
from desk.office.household.attachment_file import Taken
from desk.office.household.documents import COPIED, PRESENT, PRIVATE, paper_of_kind
from desk.office.household.members import standing
from desk.office.session import Session, local

PART_BYTES: Final = 750_000
"""A million letters in one entry of the journal: a quarter of what a server takes in one."""
PaperKey = tuple[str, str | None]
"""What a paper is, and whose; None: of the whole family."""
FORGOTTEN_AFTER: Final = timedelta(days=30)


@dataclass(frozen=True)
class CopyLine:
    """A copy as a list shows it; `whole` is False while parts of it are still on their way from another machine.
    `private`: only for those who interview.
    """

    id: str
    document: str
    name: str
    type: str
    size: int
    pages: int
    on: date
    by: str
    thumbnail: bytes
    whole: bool
    private: bool = False


@dataclass(frozen=True)
class Kept:
    """`attachment`: the id of the new copy."""

    attachment: str
    changes: Changes


def attach(session: Session, paper: str, taken: Taken) -> Kept:
    """A copy of a paper on the list; who can be copied is here, so the list says so."""
    session.require(May.EDIT_HOUSEHOLD)
    with session.store.write(session.staff) as unit:
        made = _attach(session, unit, paper, taken)
    return Kept(made, unit.changes)


def attach_to_kind(session: Session, household: str, kind: str, person: str | None, taken: Taken) -> Kept:
    """A copy of a paper that may not be on the family's list yet."""
    session.require(May.EDIT_HOUSEHOLD)
    with session.store.write(session.staff) as unit:
        standing(unit, household)
        paper = paper_of_kind(unit.connection, household, kind, person)
        if paper is None:
            paper = unit.put("document", household=household, person=person, kind=kind, state=PRESENT)
        made = _attach(session, unit, paper, taken)
    return Kept(made, unit.changes)


def put_copy(unit: Unit, household: str, paper: str, taken: Taken, at: str, by: str) -> str:
    """The rows of a copy: one that tells what it is, and the bytes in parts."""
    whole = b64encode(taken.content).decode()
    letters = PART_BYTES // 3 * 4
    parts = [whole[start : start + letters] for start in range(0, len(whole), letters)]
    made = unit.put(
        "attachment",
        household=household,
        document=paper,
        name=taken.name,
        type=taken.type,
        size=len(taken.content),
        pages=taken.pages,
        parts=len(parts),
        digest=sha256(taken.content).hexdigest(),
        thumbnail=b64encode(taken.thumbnail).decode(),
        at=at,
        by=by,
    )
    for place, content in enumerate(parts):
        unit.put("attachment_part", attachment=made, place=place, content=content)
    return made


def _attach(session: Session, unit: Unit, paper: str, taken: Taken) -> str:
    known = unit.get("document", paper)
    if known is None or not known["household"]:
        raise NotFound(_("Questo documento non è più nell'elenco. Aggiorna la pagina e riprova."))
    same = select(attachment.c.id).where(
        attachment.c.document == paper,
        attachment.c.digest == sha256(taken.content).hexdigest(),
        attachment.c.removed.is_(None),
    )
    if unit.connection.execute(same).first():
        raise BadInput(_("La copia di «{name}» c'è già.").format(name=taken.name))
    facts: dict[str, Any] = {"state": PRESENT, "how": COPIED}
    if not known["seen_on"]:
        facts |= {"seen_on": session.today().isoformat(), "seen_by": session.staff}
    unit.change("document", paper, **facts)
    return put_copy(unit, known["household"], paper, taken, session.moment(), session.staff)


def copies_of(connection: Connection, papers: Iterable[str]) -> dict[str, tuple[CopyLine, ...]]:
    """Paper → its copies, the oldest first."""
    wanted = list(papers)
    if not wanted:
        return {}
    query = (
        select(attachment, staff.c.given, staff.c.surname, document.c.kind)
        .join(document, document.c.id == attachment.c.document)
        .outerjoin(staff, staff.c.id == attachment.c.by)
        .where(attachment.c.document.in_(wanted), attachment.c.removed.is_(None), attachment.c.digest.is_not(None))
        .order_by(attachment.c.at, attachment.c.id)
    )
    rows = connection.execute(query).all()
    here = _parts_here(connection, [row.id for row in rows])
    found: dict[str, tuple[CopyLine, ...]] = {}
    for row in rows:
        line = CopyLine(
            row.id,
            row.document,
            row.name or "",
            row.type or "",
            row.size or 0,
            row.pages or 1,
            local(row.at).date(),
            short_name(row.given, row.surname) if row.given else "",
            b64decode(row.thumbnail or ""),
            here.get(row.id, 0) == row.parts,
            row.kind in PRIVATE,
        )
        found[row.document] = (*found.get(row.document, ()), line)
    return found


def copies_by_kind(connection: Connection, household: str) -> dict[PaperKey, tuple[CopyLine, ...]]:
    """The copies of a family's papers, by what the paper is and whose."""
    rows = connection.execute(
        select(document.c.id, document.c.kind, document.c.person).where(document.c.household == household)
    ).all()
    copies = copies_of(connection, [row.id for row in rows])
    found: dict[PaperKey, tuple[CopyLine, ...]] = {}
    for row in rows:
        if row.id in copies:
            key = row.kind or "", row.person
            found[key] = found.get(key, ()) + copies[row.id]
    return found


def veiled(session: Session, copies: Iterable[CopyLine]) -> tuple[CopyLine, ...]:
    """Papers about health show no picture to those who do not interview."""
    if allowed(session.role, May.INTERVIEW):
        return tuple(copies)
    return tuple(replace(each, thumbnail=b"") if each.private else each for each in copies)


def _parts_here(connection: Connection, copies: list[str]) -> dict[str, int]:
    query = select(attachment_part.c.attachment).where(
        attachment_part.c.attachment.in_(copies), attachment_part.c.place.is_not(None)
    )
    found: dict[str, int] = {}
    for name in connection.execute(query).scalars():
        found[name] = found.get(name, 0) + 1
    return found


def open_copy(session: Session, copy: str) -> bytes:
    """The copy's bytes, checked; that somebody looked is recorded."""
    session.require(May.SEE_HOUSEHOLD)
    with session.store.read() as connection:
        query = select(document.c.kind).join(attachment, attachment.c.document == document.c.id)
        if connection.execute(query.where(attachment.c.id == copy)).scalar() in PRIVATE:
            session.require(May.INTERVIEW)
        content = _content(connection, copy)
    with session.store.write(session.staff) as unit:
        unit.view("attachment", copy)
    return content


def is_safe(session: Session, copy: str) -> bool:
    """Whether the whole copy can be read back from the store: only then may the file it came from go."""
    with session.store.read() as connection:
        try:
            return bool(_content(connection, copy))
        except (BadInput, NotFound):
            return False


def _content(connection: Connection, copy: str) -> bytes:
    row = connection.execute(select(attachment).where(attachment.c.id == copy, attachment.c.removed.is_(None))).first()
    if row is None:
        raise NotFound(_("Questa copia non c'è più."))
    query = (
        select(attachment_part.c.content)
        .where(attachment_part.c.attachment == copy, attachment_part.c.place.is_not(None))
        .order_by(attachment_part.c.place)
    )
    parts = [part or "" for part in connection.execute(query).scalars()]
    if len(parts) < (row.parts or 0):
        raise BadInput(_("La copia sta ancora arrivando da un altro computer: riprova tra poco."))
    content = b"".join(b64decode(part) for part in parts)
    if sha256(content).hexdigest() != row.digest:
        raise BadInput(_("La copia di «{name}» è rovinata: rifalla dal documento.").format(name=row.name))
    return content


def remove_copy(session: Session, copy: str) -> Changes:
    """Off the list; undo brings it back. After thirty days it is gone for ever, on every machine."""
    session.require(May.EDIT_HOUSEHOLD)
    with session.store.write(session.staff) as unit:
        unit.change("attachment", copy, removed=session.today().isoformat())
    return unit.changes


def forget_removed(session: Session) -> int:
    """Erase for ever what was taken off the list long ago, or was undone: also from the journal, here and everywhere.
    Gives how many rows."""
    until = (session.today() - FORGOTTEN_AFTER).isoformat()
    with session.store.read() as connection:
        old = list(connection.execute(select(attachment.c.id).where(attachment.c.removed < until)).scalars())
        undone = [("attachment", row) for row in _emptied(connection, attachment, "digest")]
        undone += [("attachment_part", row) for row in _emptied(connection, attachment_part, "content")]
    if old or undone:
        with session.store.write(session.staff) as unit:
            for copy in old:
                _erase(unit, copy)
            for table, row in undone:
                unit.erase(table, row)
    return len(old) + len(undone)


def _emptied(connection: Connection, table: Table, field: str) -> list[str]:
    """Rows whose field somebody emptied: that is what undoing a new row leaves. One that only has not arrived whole
    yet has no stamp there."""
    query = select(table.c.id, table.c.stamps).where(table.c[field].is_(None))
    return [row.id for row in connection.execute(query) if field in read_stamps(row.stamps)]


def erase_copies(unit: Unit, households: Iterable[str]) -> int:
    """Part of erasing a family: no byte of its papers stays, in rows or journal, on any machine. Gives how many."""
    query = select(attachment.c.id).where(attachment.c.household.in_(list(households)))
    copies = list(unit.connection.execute(query).scalars())
    for copy in copies:
        _erase(unit, copy)
    return len(copies)


def _erase(unit: Unit, copy: str) -> None:
    parts = select(attachment_part.c.id).where(attachment_part.c.attachment == copy)
    for part in list(unit.connection.execute(parts).scalars()):
        unit.erase("attachment_part", part)
    unit.erase("attachment", copy)
