"""What an IT person asks of this machine: where the store is, which server, the last copy."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desk.db.upgrade import BACKUPS
from desk.domain.roles import May
from desk.office.household.scan_folder import scan_folder
from desk.office.machine.enrol import membership
from desk.office.machine.machines import Named, named
from desk.office.session import ZONE, Session


@dataclass(frozen=True)
class Machine:
    """`server` is empty for a machine that works alone; `last_copy` in the office's time zone, None without one."""

    folder: Path
    device: str
    server: str
    last_copy: datetime | None
    scan_folder: str = ""
    named: Named | None = None


def read_machine(session: Session) -> Machine:
    session.require(May.MANAGE_STAFF)
    known = membership(session.store)
    with session.store.read() as connection:
        name = named(connection, session.store.device)
    copies = list((session.store.folder / BACKUPS).glob("*.db"))
    newest = max((copy.stat().st_mtime for copy in copies), default=None)
    return Machine(
        session.store.folder,
        session.store.device,
        known.url if known else "",
        datetime.fromtimestamp(newest, ZONE) if newest is not None else None,
        str(scan_folder(session.store) or ""),
        name,
    )


def copy_now(session: Session) -> Path:
    """A whole encrypted copy beside the store; gives its path."""
    session.require(May.MANAGE_STAFF)
    return session.store.back_up()
