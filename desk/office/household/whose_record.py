"""The family that a record belongs to."""

from sqlalchemy import Connection, select

from desk.db.rows import get_row
from desk.db.tables import membership

ABOVE = {
    "objective": ("plan", "plan"),
    "result": ("objective", "objective"),
    "commitment": ("objective", "objective"),
    "support": ("objective", "objective"),
    "attachment_part": ("attachment", "attachment"),
}
"""Record → the column that names the record above it, and that one's table."""


def home_of(connection: Connection, table: str, row_id: str) -> str:
    """Its household; "" where it is no family's. A line of a plan by its plan, a person by the family they live in."""
    if table == "household":
        return row_id
    row = get_row(connection, table, row_id) or {}
    if row.get("household"):
        return str(row["household"])
    column, above = ABOVE.get(table, ("", ""))
    if above:
        return home_of(connection, above, str(row[column])) if row.get(column) else ""
    who = row_id if table == "person" else row.get("person")
    query = select(membership.c.household).where(membership.c.person == who, membership.c.until.is_(None))
    return connection.execute(query).scalar() or "" if who else ""
