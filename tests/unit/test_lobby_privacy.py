"""After a day at the door, nothing on a lobby machine names anybody: every row decrypted, every file read."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Connection, select

from desk.db.journal import entries
from desk.db.store import Store
from desk.db.tables import appointment, identifier, journal
from desk.domain.arrival_code import code_of
from desk.office.demo.make import build_demo
from desk.office.front import call as calls
from desk.office.lobby.intake import take_in
from desk.office.lobby.kiosk import Ticket, arrive_by_birth, arrive_by_scan, take_number, tell
from desk.office.lobby.publish import codes_due, prepare, publish_code, publish_hall
from desk.office.lobby.rows import Kind, Notice
from desk.office.session import Session, system_session
from desk.settings import FAMILY_LANGUAGES
from tests.unit.test_lobby import Kept, quick

CHANCE_ENDS = 6
MORNING = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)
#: table → columns that name, place or tell of somebody
PERSONAL = {
    "person": ("id", "surname", "given", "birth_date"),
    "household": ("id", "code", "name"),
    "identifier": ("id", "value", "canonical"),
    "address": ("id", "street"),
    "contact": ("id", "value"),
    "appointment": ("id", "purpose"),
    "visit": ("id", "purpose"),
    "staff": ("id", "username", "surname", "password_hash"),
}


def test_a_day_leaves_nothing_that_names_anybody(tmp_path: Path, new_store: Callable[..., Store]) -> None:
    desk = build_demo(tmp_path / "office", now=lambda: MORNING, families=24).store
    kiosk = new_store("lobby", now=lambda: MORNING)
    session = system_session(desk)
    try:
        key = prepare(session)
        assert key is not None
        kiosk.secrets = Kept({"lobby-key": key})
        for day, wanted in codes_due(session, key):
            publish_code(session, key, day, wanted, quick)
        _carry(desk, kiosk, lobby=True)
        _day(session, kiosk, key)
        _carry(desk, kiosk, lobby=True)
        secrets = _secrets(desk)
    finally:
        desk.close()
    with kiosk.read() as connection:
        rows, files = _rows(connection), _files(kiosk.folder)
    assert len(secrets) > 300
    assert "Stanza" in rows
    assert sorted(each for each in secrets if _told(each, rows, files)) == []


def _told(secret: str, rows: str, files: str) -> bool:
    """A long word anywhere, as it is, in capitals or small; a short one only as a word: among a million ciphered bytes
    and keys in letters some «omar» stands by chance."""
    if len(secret) >= CHANCE_ENDS:
        return any(form in rows or form in files for form in {secret, secret.upper(), secret.lower()})
    return re.search(rf"(?<![\w+/=-]){re.escape(secret)}(?![\w+/=-])", rows, re.IGNORECASE) is not None


def _day(session: Session, kiosk: Store, key: bytes) -> None:
    """Cards, codes, birth dates, strangers; numbers in every language; calls; help."""
    given = 0
    with session.store.read() as connection:
        cards = list(connection.execute(select(identifier.c.canonical)).scalars())
        booked = list(connection.execute(select(appointment.c.id)).scalars())
        people = connection.exec_driver_sql("SELECT birth_date, surname FROM person").fetchall()
    for card in filter(None, cards[:40]):
        given += isinstance(arrive_by_scan(kiosk, card, "", quick), Ticket)
    for each in booked:
        given += isinstance(arrive_by_scan(kiosk, code_of(key, each, date(2026, 11, 24)), "", quick), Ticket)
    for born, surname in people[:15]:
        if born and surname:
            given += isinstance(arrive_by_birth(kiosk, date.fromisoformat(born), surname, "", quick), Ticket)
    for language in FAMILY_LANGUAGES:
        take_number(kiosk, Kind.TALK, language)
    for notice in Notice:
        tell(kiosk, notice)
    assert given >= 5
    _carry(kiosk, session.store, lobby=False)
    take_in(session)
    assert calls.call_next(session).ticket
    publish_hall(session)


def _carry(from_store: Store, to: Store, *, lobby: bool) -> None:
    """What the server would hand on."""
    with from_store.read() as connection:
        wanted = [journal.c.scope == "lobby"] if lobby else []
        to.receive(list(entries(connection, *wanted)))


def _rows(connection: Connection) -> str:
    names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
    return "\n".join(
        str(row) for name in names for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"').fetchall()
    )


def _files(folder: Path) -> str:
    return "\n".join(path.read_bytes().decode("latin-1") for path in folder.rglob("*") if path.is_file())


def _secrets(desk: Store) -> set[str]:
    """Everything of four signs or more that would tell who somebody is."""
    found: set[str] = set()
    with desk.read() as connection:
        for table, columns in PERSONAL.items():
            for column in columns:
                values = connection.exec_driver_sql(f'SELECT "{column}" FROM "{table}"').scalars()
                found.update(str(value) for value in values if value and len(str(value)) >= 4)
    return found
