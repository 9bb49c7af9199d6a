"""Each worker's coming appointments as a file that a calendar program follows."""

import base64
import hashlib
import hmac
from dataclasses import dataclass

from sqlalchemy import select

from desk.db.tables import staff
from desk.domain.roles import May
from desk.errors import NotFound
from desk.i18n import _
from desk.office.appointments.calendar_file import worker_calendar
from desk.office.machine.code_key import ensure_office_key, office_key
from desk.office.session import Session


@dataclass(frozen=True)
class Subscription:
    """`name`: the file's, without its ending; `standing`: the worker is still here."""

    user: str
    name: str
    standing: bool
    content: bytes


def subscriptions(session: Session, user: str = "", *, secret: bool = False) -> list[Subscription]:
    """Of one worker, or of all; `secret`: names that nobody can guess, the same each time. Of whoever has left the file
    is empty, so that a program that follows it shows nothing more. Raises NotFound."""
    session.require(May.BOOK)
    ensure_office_key(session)
    with session.store.read() as connection:
        key = office_key(connection) or b""
        rows = connection.execute(select(staff).where(staff.c.username.is_not(None)).order_by(staff.c.username)).all()
    chosen = [row for row in rows if user in ("", row.username)]
    if user and not chosen:
        raise NotFound(_("Nessuno si chiama «{name}» tra chi lavora qui.").format(name=user))
    return [
        Subscription(
            row.username,
            f"{row.username}-{_secret(key, row.id)}" if secret else row.username,
            bool(row.active),
            worker_calendar(session, row.id if row.active else ""),
        )
        for row in chosen
    ]


def _secret(key: bytes, who: str) -> str:
    """80 bits that only this office's desks can make."""
    digest = hmac.new(key, f"calendar {who}".encode(), hashlib.sha256).digest()
    return base64.b32encode(digest).decode()[:16].lower()
