"""Erase a family for ever (GDPR 17): every row and every word in the journal, here and wherever the erasing arrives.

What stays: that somebody erased so many records on that day, for which of a few reasons, and the erased rows' ids, so
that nobody writes them again. Nothing that tells who it was.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, or_, select

from desk.db.changes import Changes
from desk.db.rows import get_row
from desk.db.tables import SYNCED, household, membership
from desk.domain.roles import May
from desk.errors import BadInput, NotFound
from desk.i18n import _, n_
from desk.office.household.history_words import record_words
from desk.office.household.join_split import with_joined
from desk.office.session import Session

REASONS = ("asked", "time_over", "mistake", "court")
"""Chosen, never typed: words of one's own could tell who it was."""
ERASURE = "erasure"
"""`about` of the note that stays."""
CODE_LETTERS = 4
_PARENTS = (
    "household", "other_household", "person", "other_person", "plan", "objective", "commitment", "attachment",
    "document", "appointment", "visit", "interview",
)  # fmt: skip
"""Columns that say whose a row is."""
Key = tuple[str, str]


@dataclass(frozen=True)
class Goes:
    """What would be erased. `code`: what the person must type; `people`: names; `records`: of what sort how many;
    `staying`: members who belong to another family too and keep their own page there."""

    household: str
    code: str
    name: str
    people: tuple[str, ...]
    staying: tuple[str, ...]
    records: tuple[tuple[str, int], ...]
    rows: frozenset[Key]


def reason_words() -> dict[str, str]:
    return {
        "asked": _("La famiglia lo ha chiesto"),
        "time_over": _("Il tempo di conservazione è finito"),
        "mistake": _("Scheda aperta per errore"),
        "court": _("Lo ordina il Garante o un giudice"),
    }


def what_goes(session: Session, household_id: str) -> Goes:
    """Everything that hangs on the family, also what was undone or taken off a list. Changes nothing."""
    session.require(May.ERASE)
    with session.store.read() as connection:
        return _found(connection, household_id)


def erase_family(session: Session, household_id: str, *, reason: str, code: str) -> Changes:
    """For ever, with no undo. `code`: the family's number, typed by the person who decides."""
    session.require(May.ERASE)
    if reason not in REASONS:
        raise BadInput(_("Scegli il motivo."))
    with session.store.write(session.staff) as unit:
        goes = _found(unit.connection, household_id)
        if _letters(code) != _letters(goes.code):
            raise BadInput(_("Il numero non è quello di questa famiglia: scrivi {code}.").format(code=goes.code))
        for table, row in sorted(goes.rows):
            unit.erase(table, row)
        told = {"reason": reason, "records": len(goes.rows), "people": len(goes.people)}
        unit.put("note", about=ERASURE, text=msgspec.json.encode(told).decode(), at=session.moment(), by=session.staff)
    session.store.scrub()
    return unit.changes


def erase_left_behind(session: Session) -> int:
    """What somebody wrote about an erased family without knowing yet. Gives how many rows."""
    with session.store.read() as connection:
        late = _hanging_on_erased(connection)
    if late:
        with session.store.write(session.staff) as unit:
            for table, row in sorted(late):
                unit.erase(table, row)
        session.store.scrub()
    return len(late)


def _letters(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())


def _found(connection: Connection, household_id: str) -> Goes:
    root = _kept(connection, household_id)
    homes = set(with_joined(connection, household_id))
    lines = connection.execute(
        select(membership.c.person).where(membership.c.household.in_(homes), membership.c.person.is_not(None))
    )
    members = set(lines.scalars())
    elsewhere = select(membership.c.person).where(
        membership.c.person.in_(members), membership.c.household.is_not(None), membership.c.household.not_in(homes)
    )
    staying = set(connection.execute(elsewhere).scalars())
    people = members - staying
    rows = {("household", home) for home in homes} | {("person", one) for one in people}
    seen: set[str] = set()
    while fresh := {row for _table, row in rows} - seen:
        seen |= fresh
        rows |= _hanging_on(connection, fresh) | _written_about(connection, fresh, homes)
    counts: dict[str, int] = {}
    for table, _row in rows:
        if table not in ("household", "attachment_part"):
            counts[table] = counts.get(table, 0) + 1
    names = {one: _name(connection, one) for one in members}
    return Goes(
        household_id,
        root["code"] or household_id[-CODE_LETTERS:],
        root["name"] or "",
        tuple(sorted(names[one] for one in people)),
        tuple(sorted(names[one] for one in staying)),
        tuple(sorted(((record_words(table), many) for table, many in counts.items()), key=lambda each: -each[1])),
        frozenset(rows),
    )


def _kept(connection: Connection, household_id: str) -> dict[str, str | None]:
    found = get_row(connection, "household", household_id)
    if found is None:
        raise NotFound(_("Questa famiglia non è in archivio."))
    if found["joined_into"]:
        other = connection.execute(select(household.c.code).where(household.c.id == found["joined_into"])).scalar()
        raise BadInput(_("Questa scheda è unita a {code}: si cancella da lì, tutta insieme.").format(code=other or ""))
    return found


def _name(connection: Connection, person: str) -> str:
    row = get_row(connection, "person", person) or {}
    return f"{row.get('given') or ''} {row.get('surname') or ''}".strip()


def _hanging_on(connection: Connection, owners: Iterable[str]) -> set[Key]:
    """Rows that name one of these as theirs."""
    wanted, found = list(owners), set()
    for name, declared in SYNCED.items():
        columns = [declared.table.c[column] for column in _PARENTS if column in declared.columns]
        if columns:
            query = select(declared.table.c.id).where(or_(*(column.in_(wanted) for column in columns)))
            found |= {(name, row) for row in connection.execute(query).scalars()}
    return found - _of_others(connection, found, set(wanted))


def _of_others(connection: Connection, rows: set[Key], owners: set[str]) -> set[Key]:
    """A membership of somebody who stays belongs to the other family, and the like."""
    mine = set()
    for table, row in rows:
        if "household" in SYNCED[table].columns:
            home = (get_row(connection, table, row) or {}).get("household")
            if home and home not in owners and table not in ("review",) and not _goes(connection, home, owners):
                mine.add((table, row))
    return mine


def _goes(connection: Connection, home: str, owners: set[str]) -> bool:
    return home in owners or any(home in with_joined(connection, owner) for owner in owners)


def _written_about(connection: Connection, owners: set[str], homes: set[str]) -> set[Key]:
    """Rows whose owner was taken out since (that is what undoing leaves), by what the journal still says of them."""
    found: set[Key] = set()
    told = connection.exec_driver_sql(
        """SELECT DISTINCT j."table", j."row" FROM journal j, json_each(j.fields) AS f
        WHERE j.op = 'put' AND j.fields <> '' AND f.key IN (SELECT value FROM json_each(?))
        AND f.value IN (SELECT value FROM json_each(?))""",
        (msgspec.json.encode(_PARENTS).decode(), msgspec.json.encode(sorted(owners)).decode()),
    )
    for table, row in told.fetchall():
        now = get_row(connection, table, row) if table in SYNCED else {}
        home = (now or {}).get("household")
        if now is not None and (not home or home in homes):
            found.add((table, row))
    return found


def _hanging_on_erased(connection: Connection) -> set[Key]:
    """What names an erased family or person as its own, and what hangs on that: also a line under an erased plan or a
    part of an erased copy, which name no family themselves."""
    found: set[Key] = set()
    for name, declared in SYNCED.items():
        for column in ("household", "person") if "household" in declared.columns else _PARENTS:
            if column in declared.columns and name != "membership":
                query = f'SELECT id FROM "{name}" WHERE "{column}" IN (SELECT "row" FROM erased)'
                found |= {(name, row) for (row,) in connection.exec_driver_sql(query).fetchall()}
    lines = 'SELECT id FROM membership WHERE household IN (SELECT "row" FROM erased)'
    found |= {("membership", row) for (row,) in connection.exec_driver_sql(lines).fetchall()}
    fresh = found
    while fresh:
        fresh = {
            (table, row)
            for table, row in _hanging_on(connection, {row for _table, row in fresh})
            if "household" not in SYNCED[table].columns
        } - found
        found |= fresh
    return found


def told_goes(goes: Goes) -> tuple[str, ...]:
    """What goes, in lines for a person."""
    lines = [
        _("Famiglia {name}, {code}").format(name=goes.name, code=goes.code),
        ", ".join(goes.people),
        ", ".join(f"{words} {many}" for words, many in goes.records if words),
    ]
    if goes.staying:
        lines.append(
            n_(
                "{people} fa parte anche di un'altra famiglia: la sua scheda resta lì.",
                "{people} fanno parte anche di un'altra famiglia: le loro schede restano lì.",
                len(goes.staying),
            ).format(people=", ".join(goes.staying))
        )
    return tuple(filter(None, lines))
