"""The sheet for the safe: the one paper that opens the store when the computer is lost."""

import base64
import platform

from sqlalchemy import select

from desk.db.tables import office
from desk.office.session import Session
from desk.paper.model import RecoverySheet
from desk.paper.recovery import recovery_pdf


def key_in_groups(key: bytes) -> str:
    """32 bytes as thirteen groups of four letters and digits that are hard to misread."""
    text = base64.b32encode(key).decode().rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def recovery_sheet(session: Session) -> bytes:
    """The PDF. It holds the key: never leave it on a disk."""
    with session.store.read() as connection:
        name = connection.execute(select(office.c.name).order_by(office.c.id)).scalar() or "TO-Home"
    key = session.store.recovery_key()
    groups = key_in_groups(key)
    return recovery_pdf(
        RecoverySheet(
            office_name=name,
            device_name=platform.node(),
            created=session.today(),
            key_groups=groups,
            qr_payload=groups.replace(" ", ""),
        )
    )
