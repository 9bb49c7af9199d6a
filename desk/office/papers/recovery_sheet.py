"""The sheet for the safe: the one paper that opens the store when the computer is lost."""

import base64
import platform
import re

from sqlalchemy import select

from desk.db.tables import office
from desk.errors import BadInput
from desk.i18n import _
from desk.office.session import Session
from desk.paper.model import RecoverySheet
from desk.paper.recovery import recovery_pdf

SHEET_NAME = "recovery-sheet.pdf"
_MISREAD = str.maketrans("018", "OIB")
"""Figures that the key never has, for the letters that they are taken for."""


def key_in_groups(key: bytes) -> str:
    """32 bytes as thirteen groups of four letters and digits that are hard to misread."""
    text = base64.b32encode(key).decode().rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def key_of_groups(text: str) -> bytes:
    """The key as somebody typed or scanned it from the sheet. Raises BadInput."""
    plain = re.sub(r"[\s.-]", "", text).upper().translate(_MISREAD)
    try:
        key = base64.b32decode(plain + "=" * (-len(plain) % 8))
    except ValueError:  # of a wrong length, or with signs that no key has
        key = b""
    if len(key) != 32 or key_in_groups(key).replace(" ", "") != plain:
        raise BadInput(_("La chiave non è giusta: sono 13 gruppi di quattro lettere e numeri, come sul foglio."))
    return key


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
