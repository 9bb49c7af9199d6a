"""What a kiosk can do with the lobby's rows and the office's key: recognise, give a number, tell reception.

Nothing of what is scanned or typed is written anywhere: it is compared and let go.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from sqlalchemy import Connection, select

from desk.db.store import Store
from desk.db.tables import arrival_code, lobby_notice
from desk.db.unit import Unit, new_id
from desk.domain.arrival_code import Scanned, Stretch, born_key, card_hash, read_scan, token_hash
from desk.office.front.tickets import APPOINTMENT, MACHINE_NUMBER, PAPER, WALK_IN, count_on
from desk.office.household.last_writer import KIOSK
from desk.office.lobby.key import kept_key, sealing_public, stretch
from desk.office.lobby.rows import Hall, Kind, Notice, arrival_id, given_for, read_hall
from desk.office.session import ZONE

LETTER = {Kind.APPOINTMENT: APPOINTMENT, Kind.TALK: WALK_IN, Kind.PAPER: PAPER}


class Refusal(StrEnum):
    """Why a scan or a birth date gave no number."""

    GARBAGE = "garbage"
    OTHER_OFFICE = "other_office"
    OTHER_DAY = "other_day"
    FORGED = "forged"
    NOT_EXPECTED = "not_expected"
    SEVERAL = "several"
    NO_KEY = "no_key"


@dataclass(frozen=True)
class Ticket:
    """A number in somebody's hand. `again`: given before. `low`, `high`: minutes of waiting, if anybody knows."""

    ticket: str
    kind: Kind
    language: str
    at: datetime
    again: bool
    office: str
    low: int | None
    high: int | None


@dataclass(frozen=True)
class Refused:
    """`day`: of the appointment, for another day."""

    why: Refusal
    day: date | None = None


def today(store: Store) -> date:
    """The day on the office's own calendar."""
    return store.now().astimezone(ZONE).date()


def hall(store: Store) -> Hall:
    """How full the waiting room is."""
    with store.read() as connection:
        return read_hall(connection, today(store).isoformat())


def announce(store: Store) -> None:
    """A kiosk with a store of its own shows its public key: a desk will seal the office's key for it."""
    public = sealing_public(store)
    with store.write(KIOSK) as unit:
        unit.put("lobby_device", store.device, public_key=public, name=_name(unit))


def arrive_by_scan(store: Store, text: str, language: str = "", slow: Stretch = stretch) -> Ticket | Refused:
    """A card or a printed code at any moment. `language`: the one that was touched; empty: the family's own."""
    key, day = kept_key(store), today(store)
    scan = read_scan(text, key)
    if scan.kind in (Scanned.GARBAGE, Scanned.OTHER_OFFICE):
        return Refused(Refusal.GARBAGE if scan.kind is Scanned.GARBAGE else Refusal.OTHER_OFFICE)
    if scan.kind is Scanned.FORGED:
        tell(store, Notice.FORGED)
        return Refused(Refusal.FORGED)
    if key is None:
        return Refused(Refusal.NO_KEY)
    if scan.kind is Scanned.CARD:
        hashed = card_hash(key, day.isoformat(), scan.value, slow)
    else:
        hashed = token_hash(key, day.isoformat(), scan.value)
    found = _arrive(store, hashed, language)
    if isinstance(found, Refused) and scan.day not in (None, day) and found.why is Refusal.NOT_EXPECTED:
        return Refused(Refusal.OTHER_DAY, scan.day)
    return found


def arrive_by_birth(
    store: Store, born: date, letters: str, language: str = "", slow: Stretch = stretch
) -> Ticket | Refused:
    """Without a card: birth date and first letters of the surname. Two families that fit are never told apart here."""
    key = kept_key(store)
    if key is None:
        return Refused(Refusal.NO_KEY)
    hashed = card_hash(key, today(store).isoformat(), born_key(born, letters), slow)
    return _arrive(store, hashed, language)


def take_number(store: Store, kind: Kind, language: str) -> Ticket:
    """A number without an appointment."""
    with store.write(KIOSK) as unit:
        return _give(store, unit, "", kind, language)


def tell(store: Store, what: Notice) -> None:
    """Let reception know. What is open already is not said twice."""
    day = today(store).isoformat()
    with store.write(KIOSK) as unit:
        if not _open_notices(unit.connection, day, what, _name(unit)):
            unit.put("lobby_notice", new_id(), day=day, kind=what.value, kiosk=_name(unit), at=_moment(store), over=0)


def settle(store: Store, *what: Notice) -> None:
    """What was told is over: the printer has paper again."""
    with store.write(KIOSK) as unit:
        for each in what:
            for row in _open_notices(unit.connection, today(store).isoformat(), each, _name(unit)):
                unit.put("lobby_notice", row, over=1)


def _arrive(store: Store, hashed: str, language: str) -> Ticket | Refused:
    day = today(store).isoformat()
    with store.write(KIOSK) as unit:
        rows = unit.connection.execute(
            select(arrival_code)
            .where(arrival_code.c.day == day, arrival_code.c.hash == hashed, arrival_code.c.gone == 0)
            .order_by(arrival_code.c.place, arrival_code.c.slot)
        ).all()
        if not rows:
            return Refused(Refusal.NOT_EXPECTED)
        if len({row.home for row in rows}) > 1:
            return Refused(Refusal.SEVERAL)
        fresh = (row for row in rows if given_for(unit.connection, day, row.slot) is None)
        chosen = rows[0] if len(rows) == 1 else next(fresh, rows[-1])
        return _give(store, unit, chosen.slot, Kind.APPOINTMENT, language or chosen.language or "it")


def _give(store: Store, unit: Unit, slot: str, kind: Kind, language: str) -> Ticket:
    day, moment = today(store).isoformat(), _moment(store)
    room = read_hall(unit.connection, day)
    before = given_for(unit.connection, day, slot) if slot else None
    row = arrival_id(slot, store.device) if slot else new_id()
    if before is None:
        number = count_on(unit.connection, day, LETTER[kind])
        unit.put(
            "lobby_arrival",
            row,
            day=day,
            slot=slot,
            kind=kind.value,
            ticket=number,
            language=language,
            at=moment,
            kiosk=_name(unit),
        )
    else:
        number = before.ticket
        unit.put(
            "lobby_arrival",
            row,
            day=day,
            slot=slot,
            kind=before.kind,
            ticket=number,
            language=language,
            at=before.at,
            again_at=moment,
            kiosk=_name(unit),
        )
    return Ticket(
        number, kind, language, store.now().astimezone(ZONE), before is not None, room.office, room.low, room.high
    )


def _open_notices(connection: Connection, day: str, what: Notice, kiosk: str) -> list[str]:
    query = select(lobby_notice.c.id).where(
        lobby_notice.c.day == day,
        lobby_notice.c.kind == what.value,
        lobby_notice.c.kiosk == kiosk,
        lobby_notice.c.over == 0,
    )
    return list(connection.execute(query).scalars())


def _name(unit: Unit) -> str:
    found = unit.connection.exec_driver_sql("SELECT value FROM meta WHERE name = ?", (MACHINE_NUMBER,)).fetchone()
    return str(int(found[0]) + 1 if found else 1)


def _moment(store: Store) -> str:
    return store.now().astimezone(UTC).isoformat(timespec="seconds")
