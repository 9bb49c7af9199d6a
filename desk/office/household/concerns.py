"""Does news concern a family? An open page reads again for its own family, not for each word that an office writes."""

from sqlalchemy import Connection

from desk.db.changes import Changes
from desk.db.rows import Row, get_row
from desk.db.tables import SYNCED
from desk.domain.journal.entry import Entry
from desk.office.household.join_split import with_joined
from desk.office.session import Session

EVERYBODY = frozenset({"office", "staff", "room"})
"""Their names stand on every page."""
ABOVE = {
    "commitment": "objective",
    "result": "objective",
    "support": "objective",
    "objective": "plan",
    "attachment_part": "attachment",
}
"""Rows that belong to a family by the row above them; the column has the name of the table."""
MANY = 200
"""Beyond that, reading the page again costs less than looking at each entry."""


def concerns(session: Session, household: str, changes: Changes) -> bool:
    """True unless everything that was written belongs to other families or to none."""
    entries = [entry for entry in changes.entries if entry.op != "view"]
    if len(entries) > MANY or not changes.tables.isdisjoint(EVERYBODY):
        return True
    with session.store.read() as connection:
        homes = set(with_joined(connection, household))
        return any(_concerns(connection, homes, entry) for entry in entries)


def _concerns(connection: Connection, homes: set[str], entry: Entry) -> bool:
    if entry.table not in SYNCED:
        return False
    row = get_row(connection, entry.table, entry.row)
    moved = {"household", "person"} & entry.bases().keys()  # the family that it left hears of it too
    if row is None or moved:
        return True
    if entry.table == "household":
        return row["id"] in homes or row["joined_into"] in homes
    return _belongs(connection, homes, entry.table, row)


def _belongs(connection: Connection, homes: set[str], table: str, row: Row) -> bool:
    above = ABOVE.get(table)
    if above is not None:
        found = get_row(connection, above, row[above]) if row[above] else None
        return found is None or _belongs(connection, homes, above, found)
    if "household" in row:
        return row["household"] in homes
    person = row["id"] if table == "person" else row.get("person")
    if person is None:
        return False
    marks = ", ".join("?" * len(homes))
    query = f"SELECT 1 FROM membership WHERE person = ? AND household IN ({marks})"
    return connection.exec_driver_sql(query, (person, *homes)).fetchone() is not None
