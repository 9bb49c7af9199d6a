"""The office's key of its printed codes: made once by a desk, then the same on every desk of the office."""

import secrets

from sqlalchemy import Connection, select

from desk.db.tables import office
from desk.db.unit import Unit
from desk.office.session import Session


def office_key(connection: Connection) -> bytes | None:
    """None before the first code was made, and in a store without an office."""
    query = select(office.c.code_key).where(office.c.code_key.is_not(None)).order_by(office.c.id)
    kept = connection.execute(query).scalar()
    return bytes.fromhex(kept) if kept else None


def make_office_key(unit: Unit) -> bytes | None:
    """The key, made now where there is none; None in a store without an office."""
    known = office_key(unit.connection)
    place = unit.connection.execute(select(office.c.id).order_by(office.c.id)).scalar()
    if known is not None or place is None:
        return known
    fresh = secrets.token_bytes(32)
    unit.put("office", place, code_key=fresh.hex())
    return fresh


def ensure_office_key(session: Session) -> None:
    """Before something with a code is printed."""
    with session.store.read() as connection:
        known = office_key(connection)
    if known is None:
        with session.store.write(session.staff) as unit:
            make_office_key(unit)
