"""Who wrote a field of a row last, and when: for telling somebody that a colleague was faster."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from desk.db import journal
from desk.db.tables import journal as journal_table
from desk.db.tables import staff
from desk.domain.journal.clock import moment_of
from desk.i18n import _
from desk.office.session import ZONE

KIOSK = "kiosk"
"""The actor of what kiosks write, and of the visits that come of it."""


@dataclass(frozen=True)
class Writer:
    """`name` as colleagues say it; `at` in the office's time zone."""

    name: str
    at: datetime


def last_writer(connection: Connection, table: str, row: str, field: str) -> Writer:
    """The last one who wrote that field of a row that the journal knows."""
    latest = None
    on_row = (journal_table.c.row == row, journal_table.c.table == table, journal_table.c.op == "put")
    for entry in journal.entries(connection, *on_row):
        if field in entry.values() and (latest is None or entry.at > latest.at):
            latest = entry
    if latest is None:
        return Writer(_("un altro computer"), datetime.now(ZONE))
    return Writer(staff_name(connection, latest.actor), moment_of(latest.at).astimezone(ZONE))


def staff_name(connection: Connection, member: str | None) -> str:
    """«Giulia Ferrero»; the kiosk, or the machine itself, where nobody signed in."""
    found = connection.execute(select(staff.c.given, staff.c.surname).where(staff.c.id == member)).first()
    if found is not None:
        return f"{found.given} {found.surname}".strip()
    return _("il totem") if member == KIOSK else _("il computer")
