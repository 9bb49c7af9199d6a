"""Every table of the server. It knows nothing of the desks' own tables, so a new one there needs nothing here."""

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB

SCHEMA = "7"
BY_OFFICE = "HASH (office)"
"""How the tables that grow are cut on PostgreSQL: every key of theirs begins with the office."""

metadata = MetaData()


def _check(name: str, rule: str) -> CheckConstraint:
    return CheckConstraint(rule, name=f"ck_{name}")


def _of_office(name: str) -> ForeignKeyConstraint:
    """Not for entries and records: they come by the thousand, and their office is locked by the same transaction."""
    return ForeignKeyConstraint(["office"], ["office.id"], name=f"fk_{name}_office")


_json = JSON().with_variant(JSONB(), "postgresql")

setting = Table("setting", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))
office = Table(
    "office",
    metadata,
    Column("id", Text, primary_key=True),
    Column("counter", BigInteger, nullable=False, default=0),
    Column("mark", BigInteger, nullable=False, server_default="0"),  # of the newest entry
    Column("erased", Integer, nullable=False, server_default="0"),  # 1: some of its rows are gone for ever
    _check("office_counter", "counter >= 0"),
)
device = Table(
    "device",
    metadata,
    Column("id", Text, primary_key=True),
    Column("office", Text, nullable=False),
    Column("public_key", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("revoked", Integer, nullable=False, default=0),
    Column("last_seq", BigInteger, nullable=False, default=0),
    Column("last_digest", Text, nullable=False, default=""),
    Column("enrolled_at", BigInteger, nullable=False),
    _of_office("device"),
    _check("device_revoked", "revoked IN (0, 1)"),
    _check("device_seq", "last_seq >= 0"),
)
machine_number = Table(
    "machine_number",
    metadata,
    Column("device", Text, primary_key=True),
    Column("office", Text, nullable=False),
    Column("number", Integer, nullable=False),
    UniqueConstraint("office", "number"),
    _of_office("machine_number"),
    _check("machine_number", "number >= 0"),
)
code = Table(
    "code",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("office", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("ends_at", BigInteger, nullable=False),
    Column("used_by", Text),
    _of_office("code"),
)
assertion = Table(
    "assertion",
    metadata,
    Column("device", Text, primary_key=True),
    Column("number", Text, primary_key=True),
    Column("ends_at", BigInteger, nullable=False, index=True),
)
entry = Table(  # mark: a number drawn for each commit; a copy that was put back draws others for what comes after
    "entry",
    metadata,
    Column("office", Text, primary_key=True),
    Column("n", BigInteger, primary_key=True, autoincrement=False),
    Column("device", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("scope", Text, nullable=False),
    Column("row", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("mark", BigInteger, nullable=False, server_default="0"),
    UniqueConstraint("office", "device", "seq"),
    _check("entry_numbers", "n > 0 AND seq > 0"),
    postgresql_partition_by=BY_OFFICE,
)
Index("ix_entry_row", entry.c.office, entry.c.row)
Index(
    "ix_entry_lobby",
    entry.c.office,
    entry.c.n,
    postgresql_where=entry.c.scope == "lobby",
    sqlite_where=entry.c.scope == "lobby",
)
page = Table(  # entries that came by the hundred and are no rows of `entry` yet: see `pages`
    "page",
    metadata,
    Column("office", Text, primary_key=True),
    Column("last", BigInteger, primary_key=True, autoincrement=False),
    Column("many", Integer, nullable=False),
    Column("device", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("mark", BigInteger, nullable=False),
    Column("weight", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    _check("page_numbers", "many > 0 AND last >= many AND seq >= many"),
)
upstream = Table(  # on a hub: up to which counter the city has each machine's entries
    "upstream",
    metadata,
    Column("device", Text, primary_key=True),
    Column("acknowledged", BigInteger, nullable=False),
    _check("upstream_acknowledged", "acknowledged >= 0"),
)
record = Table(
    "record",
    metadata,
    Column("office", Text, primary_key=True),
    Column("row", Text, primary_key=True),
    Column("table", Text, primary_key=True),
    Column("scope", Text, nullable=False),
    Column("fields", _json, nullable=False),
    Column("stamps", _json, nullable=False),
    Column("erased", Integer, nullable=False, default=0),
    _check("record_erased", "erased IN (0, 1)"),
    postgresql_partition_by=BY_OFFICE,
)
Index(
    "ix_record_erased",
    record.c.office,
    record.c.row,
    postgresql_where=record.c.erased == 1,
    sqlite_where=record.c.erased == 1,
)
settled = Table(  # up to which number the records of an office show its entries
    "settled",
    metadata,
    Column("office", Text, primary_key=True),
    Column("n", BigInteger, nullable=False),
    _of_office("settled"),
    _check("settled_n", "n >= 0"),
)
reply = Table(  # what came in at the door of an office, until its desks have fetched it
    "reply",
    metadata,
    Column("n", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("office", Text, nullable=False, index=True),
    Column("at", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
    _of_office("reply"),
    sqlite_autoincrement=True,
)
