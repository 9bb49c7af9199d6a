"""What a desk lays out for the lobby: who is expected, as hashes; how full the hall is; the key for each kiosk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, timedelta

from sqlalchemy import Connection, select

from desk.db.rows import is_erased, read_stamps
from desk.db.tables import (
    appointment,
    arrival_code,
    household,
    identifier,
    lobby_arrival,
    lobby_call,
    lobby_device,
    lobby_hall,
    lobby_notice,
    membership,
    person,
    visit,
)
from desk.db.tables import office as office_table
from desk.db.unit import Unit
from desk.domain.arrival_code import Stretch, born_key, card_hash, first_letters, token_hash, token_of
from desk.domain.visit import OPEN, State
from desk.office.appointments.diaries import OFF
from desk.office.front.tickets import keep_above
from desk.office.front.today import read_today
from desk.office.lobby.key import keep_key, seal, stretch
from desk.office.lobby.moves import language_of
from desk.office.lobby.rows import call_id, code_id, hall_id, home_of, key_id, slot_of
from desk.office.machine.code_key import make_office_key, office_key
from desk.office.session import Session, local

OLD_ENOUGH = 14
"""Years from which somebody may check the family in with a birth date."""
LATE = timedelta(hours=1)
"""So long after its time a family may still be on its way."""
KEPT_DAYS = 2
"""Rows of the lobby older than this are erased everywhere."""
TOLD_OF = frozenset({"appointment", "household", "person", "identifier", "membership"})
"""Tables whose changes may change who is expected."""
UNHEARD = frozenset({"arrival_code", "printed"})
"""Tables whose changes change nothing in the lobby: a day's papers at the printer, and who is expected itself."""


@dataclass(frozen=True)
class Wanted:
    """One row of the index as it should be. `proof`: what is hashed; `fast`: it cannot be guessed."""

    row: str
    slot: str
    home: str
    place: int
    language: str
    proof: str
    fast: bool
    since: str
    """The stamp of what the proof was read from."""
    start: str = ""
    """When the family is expected."""


def prepare(session: Session) -> bytes | None:
    """Make sure the office has its key, kiosks have it sealed, and this machine's keyring holds it."""
    store = session.store
    with store.read() as connection:
        key = office_key(connection)
        waiting = list(_unsealed(connection))
    if key is None or waiting:
        with store.write() as unit:
            key = make_office_key(unit)
            for device, public in waiting if key else ():
                unit.put("lobby_key", key_id(device, public), device=device, sealed=seal(key or b"", public))
    if key is not None:
        keep_key(store, key)
    return key


def _unsealed(connection: Connection) -> Iterator[tuple[str, str]]:
    for row in connection.execute(select(lobby_device).where(lobby_device.c.public_key.is_not(None))).all():
        known = connection.exec_driver_sql(
            "SELECT 1 FROM lobby_key WHERE id = ?", (key_id(row.id, row.public_key),)
        ).fetchone()
        if known is None:
            yield row.id, row.public_key


def publish_hall(session: Session) -> None:
    """Waiting people and minutes, where they changed; calls that were made without a desk's hand."""
    today, day = read_today(session), session.today().isoformat()
    low, high = (today.wait.low, today.wait.high) if today.wait else (None, None)
    with session.store.read() as connection:
        name = connection.execute(select(office_table.c.name).order_by(office_table.c.id)).scalar()
        kept = connection.execute(select(lobby_hall).where(lobby_hall.c.id == hall_id(session.store.device))).first()
        newest = connection.execute(select(lobby_hall).order_by(lobby_hall.c.at.desc())).first()
        missing = [*_calls_untold(connection, day)]
    facts = {"day": day, "office": name or "", "waiting": len(today.waiting), "low": low, "high": high}
    same = newest is not None and all(newest._mapping[key] == value for key, value in facts.items())
    if (same and kept is not None) and not missing:
        return
    with session.store.write() as unit:
        keep_above(unit.connection, day)
        if not same or kept is None:
            unit.put("lobby_hall", hall_id(session.store.device), at=_now(session), **facts)
        for each in missing:
            _tell_call(session, unit, each)


def _calls_untold(connection: Connection, day: str) -> Iterator[str]:
    told = set(connection.execute(select(lobby_call.c.ticket).where(lobby_call.c.day == day)).scalars())
    rows = connection.execute(
        select(visit.c.id, visit.c.ticket).where(
            visit.c.day == day, visit.c.called_at.is_not(None), visit.c.state.in_([*OPEN, State.DONE])
        )
    )
    return (row.id for row in rows.all() if row.ticket and row.ticket not in told)


def _tell_call(session: Session, unit: Unit, visit_id: str) -> None:
    row = unit.get("visit", visit_id)
    if row is None or not row["room"]:
        return
    room = unit.get("room", row["room"]) or {}
    unit.put(
        "lobby_call",
        call_id(visit_id, "earlier"),
        day=row["day"],
        ticket=row["ticket"],
        room=room.get("name") or "",
        number=room.get("number"),
        language=language_of(unit, row),
        at=row["called_at"],
        calls=int(row["calls"] or 1),
    )


def _now(session: Session) -> str:
    return session.now().astimezone(UTC).isoformat(timespec="milliseconds")


def codes_due(session: Session, key: bytes) -> list[tuple[str, Wanted]]:
    """Rows of the index to write, for today and the next day with appointments; without a slot: take it away."""
    due: list[tuple[str, Wanted]] = []
    with session.store.read() as connection:
        for day in _days(connection, session.today()):
            wanted = {each.row: each for each in _wanted(connection, key, day)}
            rows = connection.execute(select(arrival_code).where(arrival_code.c.day == day.isoformat())).all()
            kept = {row.id: row for row in rows}
            for row in wanted.values():
                before = kept.get(row.row)
                if before is None:
                    if not is_erased(connection, row.row):
                        due.append((day.isoformat(), row))
                elif before.gone or _as_row(before) != _as_wanted(row) or _newest(before.stamps) < row.since:
                    due.append((day.isoformat(), row))
            over = {slot_of(each) for each in _over(connection, day)}
            gone = [row for row in rows if row.id not in wanted and not row.gone and row.slot not in over]
            due += [(day.isoformat(), Wanted(row.id, "", "", 0, "", "", True, "")) for row in gone]
    late = (session.now() - LATE).astimezone(UTC).isoformat(timespec="milliseconds")
    # what takes no time first; then whoever is about to stand at the kiosk, at last those whose hour is long past
    return sorted(due, key=lambda each: (not each[1].fast, each[1].start < late, each[1].start))


def _over(connection: Connection, day: date) -> list[str]:
    """Appointments of a day whose visit is done: nobody will scan for them."""
    query = select(visit.c.appointment).where(visit.c.day == day.isoformat(), visit.c.state == State.DONE.value)
    return [each for each in connection.execute(query).scalars() if each]


def publish_code(session: Session, key: bytes, day: str, wanted: Wanted, slow: Stretch = stretch) -> None:
    """One row of the index; for a card this takes a fifth of a second. An empty slot takes the row away."""
    if not wanted.slot:
        with session.store.write() as unit:
            unit.put("arrival_code", wanted.row, gone=1)
        return
    hashed = token_hash(key, day, wanted.proof) if wanted.fast else card_hash(key, day, wanted.proof, slow)
    with session.store.write() as unit:
        unit.put(
            "arrival_code",
            wanted.row,
            day=day,
            hash=hashed,
            slot=wanted.slot,
            home=wanted.home,
            place=wanted.place,
            language=wanted.language,
            gone=0,
        )


def forget_old(session: Session) -> int:
    """Erase the lobby's rows of past days, everywhere; an arrival only after it has become a visit."""
    last = (session.today() - timedelta(days=KEPT_DAYS)).isoformat()
    gone = 0
    with session.store.read() as connection:
        taken = set(connection.execute(select(visit.c.ticket).where(visit.c.day < last)).scalars())
        old = [
            (table.name, row.id)
            for table in (arrival_code, lobby_call, lobby_notice, lobby_arrival)
            for row in connection.execute(select(table).where(table.c.day < last)).all()
            if table is not lobby_arrival or row.ticket is None or row.ticket in taken
        ]
    if old:
        with session.store.write() as unit:
            for table, row in old:
                unit.erase(table, row)
                gone += 1
    return gone


def _as_row(row: object) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in ("slot", "home", "place", "language"))


def _as_wanted(row: Wanted) -> tuple[object, ...]:
    return row.slot, row.home, row.place, row.language


def _newest(stamps: str) -> str:
    return max(read_stamps(stamps).values(), default="")


def _days(connection: Connection, today: date) -> list[date]:
    """Today, and the next day that has appointments: a kiosk that is cut off in the morning knows who comes."""
    starts = connection.execute(
        select(appointment.c.start)
        .where(appointment.c.start >= today.isoformat(), appointment.c.start < (today + timedelta(days=8)).isoformat())
        .where(appointment.c.state.not_in(OFF))
    ).scalars()
    later = sorted({local(start).date() for start in starts} - {today})
    return [today, *[day for day in later if day > today][:1]]


def _wanted(connection: Connection, key: bytes, day: date) -> Iterator[Wanted]:
    """Everything that checks an appointment of this day in."""
    bookings = [
        row
        for row in connection.execute(
            select(appointment.c.id, appointment.c.household, appointment.c.start, household.c.language)
            .join(household, household.c.id == appointment.c.household)
            .where(
                appointment.c.start >= (day - timedelta(days=1)).isoformat(),
                appointment.c.start < (day + timedelta(days=2)).isoformat(),
                appointment.c.state.not_in(OFF),
            )
            .order_by(appointment.c.start, appointment.c.id)
        )
        if local(row.start).date() == day
    ]
    over = set(_over(connection, day))
    bookings = [row for row in bookings if row.id not in over]
    homes = {row.household for row in bookings}
    proofs = _proofs(connection, homes, day)
    places: dict[str, int] = {}
    for row in bookings:
        place = places[row.household] = places.get(row.household, 0) + 1
        slot, home = slot_of(row.id), home_of(day.isoformat(), row.household)
        language = row.language or "it"
        token = token_of(key, row.id)
        yield Wanted(code_id(day.isoformat(), slot, "code"), slot, home, place, language, token, True, "", row.start)
        for of, proof, since in proofs.get(row.household, ()):
            yield Wanted(
                code_id(day.isoformat(), slot, of), slot, home, place, language, proof, False, since, row.start
            )


def _proofs(connection: Connection, homes: set[str], day: date) -> dict[str, list[tuple[str, str, str]]]:
    """Household → whose proof, the proof, the stamp of what it was read from."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    rows = connection.execute(
        select(membership.c.household, person.c.id, person.c.surname, person.c.birth_date, person.c.stamps)
        .join(person, person.c.id == membership.c.person)
        .where(membership.c.household.in_(homes), membership.c.until.is_(None))
        .order_by(membership.c.position, person.c.id)
    ).all()
    cards = connection.execute(
        select(identifier.c.id, identifier.c.person, identifier.c.canonical, identifier.c.stamps).where(
            identifier.c.person.in_({row.id for row in rows}),
            identifier.c.kind == "tax_code",
            identifier.c.canonical.is_not(None),
        )
    ).all()
    of_person: dict[str, list[tuple[str, str, str]]] = {}
    for card in cards:
        of_person.setdefault(card.person, []).append((f"card {card.id}", card.canonical, _newest(card.stamps)))
    for row in rows:
        own = found.setdefault(row.household, [])
        own += of_person.get(row.id, [])
        born = _day_of(row.birth_date)
        if born is not None and day.year - born.year >= OLD_ENOUGH and first_letters(row.surname or ""):
            own.append((f"born {row.id}", born_key(born, row.surname), _newest(row.stamps)))
    return found


def _day_of(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
