"""The server's tables as this version wants them: made, or brought there from an older schema."""

from sqlalchemy import CheckConstraint, Connection, ForeignKeyConstraint, inspect
from sqlalchemy.schema import AddConstraint

from desk.errors import StoreUnusable
from desk.i18n import _
from desk.server.tables import SCHEMA, entry, metadata, record, setting
from desk.server.views import make_views

PARTS = 16
"""Of each table that grows, on PostgreSQL: an office's rows lie together in one, with small indexes."""
UPGRADES = {
    "1": ("2", ("ALTER TABLE entry ADD COLUMN mark BIGINT NOT NULL DEFAULT 0",)),
    "2": (
        "3",
        (
            "INSERT INTO settled (office, n) SELECT id, counter FROM office",
            'CREATE INDEX IF NOT EXISTS ix_record_erased ON record (office, "row") WHERE erased = 1',
        ),
    ),
    "3": ("4", ()),  # the views
    "4": (
        "5",
        (
            "ALTER TABLE office ADD COLUMN mark BIGINT NOT NULL DEFAULT 0",
            "UPDATE office SET mark = coalesce((SELECT entry.mark FROM entry WHERE entry.office = office.id "
            "AND entry.n = office.counter), 0)",
        ),
    ),
    "5": ("6", ("UPDATE settled SET n = 0",)),  # pages were passed over; a second time changes nothing else
    "6": (  # and the constraints
        "7",
        (
            "ALTER TABLE office ADD COLUMN erased INTEGER NOT NULL DEFAULT 0",
            "UPDATE office SET erased = 1 WHERE id IN (SELECT office FROM record WHERE erased = 1)",
        ),
    ),
}
"""Schema → the next, and how it is reached; in the transaction that opens the database. `metadata` is the newest, and
the views are made anew with every schema."""


def is_made(connection: Connection) -> bool:
    """Whether a server ever opened this database."""
    return inspect(connection).has_table(setting.name)


def make_schema(connection: Connection, before: str | None, parts: int) -> None:
    """`before`: the schema that is there; `parts`: of new tables that grow. Raises StoreUnusable for a schema that this
    version does not know."""
    is_postgres = connection.dialect.name == "postgresql"
    in_parts = [
        table.name for table in (entry, record) if is_postgres and not inspect(connection).has_table(table.name)
    ]
    metadata.create_all(connection)
    for name in in_parts:
        for part in range(parts):
            connection.exec_driver_sql(
                f"CREATE TABLE {name}_{part} PARTITION OF {name} FOR VALUES WITH (MODULUS {parts}, REMAINDER {part})"
            )
    now = before or SCHEMA
    while now in UPGRADES:
        now, statements = UPGRADES[now]
        for statement in statements:
            connection.exec_driver_sql(statement)
    if now != SCHEMA:
        raise StoreUnusable(
            _("La base dati è di un'altra versione ({theirs}; qui {ours}): aggiorna il server.").format(
                theirs=now, ours=SCHEMA
            )
        )
    if before != SCHEMA:
        make_views(connection)
        if before and is_postgres:
            _constrain(connection)


def _constrain(connection: Connection) -> None:
    """Tables of an older schema: from now on, what lies there is left as it is. SQLite has constraints only from the
    beginning."""
    there = set(connection.exec_driver_sql("SELECT conname FROM pg_constraint").scalars())
    for table in metadata.sorted_tables:
        for constraint in table.constraints:
            if isinstance(constraint, CheckConstraint | ForeignKeyConstraint) and constraint.name not in there:
                connection.exec_driver_sql(f"{AddConstraint(constraint).compile(connection)} NOT VALID")
