"""Rows of the lobby: their ids, the same on every machine and leading to nobody, and how they are read."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from sqlalchemy import Connection, select

from desk.db.tables import lobby_arrival, lobby_call, lobby_hall
from desk.office.session import local

_LOBBY = UUID("0b7b5c1e-6a0e-5f43-9d7c-51f2f1d6a7c4")
MOST_CALLS = 6
"""The last call and the five before it."""


class Kind(StrEnum):
    """What somebody came for, as the kiosk's three buttons say it."""

    APPOINTMENT = "appointment"
    TALK = "talk"
    PAPER = "paper"


class Notice(StrEnum):
    """What a kiosk tells reception."""

    HELP = "help"
    WRONG = "wrong"
    FORGED = "forged"
    NO_PAPER = "no_paper"
    NO_PRINTER = "no_printer"


def slot_of(appointment: str) -> str:
    """How the lobby calls an appointment."""
    return str(uuid5(_LOBBY, f"slot {appointment}"))


def home_of(day: str, household: str) -> str:
    """How the lobby calls a family, on one day."""
    return str(uuid5(_LOBBY, f"home {day} {household}"))


def code_id(day: str, slot: str, of: str) -> str:
    """`of`: whose code: a person and a kind of proof, never the proof itself."""
    return str(uuid5(_LOBBY, f"code {day} {slot} {of}"))


def arrival_id(slot: str, device: str) -> str:
    """Each machine writes a row of its own, so that two never write the same."""
    return str(uuid5(_LOBBY, f"arrival {slot} {device}"))


def call_id(visit: str, device: str) -> str:
    return str(uuid5(_LOBBY, f"call {visit} {device}"))


def hall_id(device: str) -> str:
    return str(uuid5(_LOBBY, f"hall {device}"))


def key_id(device: str, public: str) -> str:
    return str(uuid5(_LOBBY, f"key {device} {public}"))


@dataclass(frozen=True)
class Given:
    """A number that was given for an appointment."""

    ticket: str
    at: str
    kind: str


def given_for(connection: Connection, day: str, slot: str) -> Given | None:
    """The first number that any machine gave for a slot."""
    found = connection.execute(
        select(lobby_arrival.c.ticket, lobby_arrival.c.at, lobby_arrival.c.kind)
        .where(lobby_arrival.c.day == day, lobby_arrival.c.slot == slot, lobby_arrival.c.ticket.is_not(None))
        .order_by(lobby_arrival.c.at, lobby_arrival.c.ticket)
    ).first()
    return Given(found.ticket, found.at, found.kind) if found else None


@dataclass(frozen=True)
class Hall:
    """How full the waiting room is, as a desk last said it. `low`, `high`: minutes, None while nobody is at work."""

    office: str = ""
    waiting: int | None = None
    low: int | None = None
    high: int | None = None


def read_hall(connection: Connection, day: str) -> Hall:
    """The newest word of any desk about this day."""
    found = connection.execute(select(lobby_hall).order_by(lobby_hall.c.at.desc(), lobby_hall.c.id)).all()
    if not found:
        return Hall()
    newest = found[0]
    if newest.day != day:
        return Hall(newest.office or "")
    return Hall(newest.office or "", newest.waiting, newest.low, newest.high)


@dataclass(frozen=True)
class Call:
    """One number called into one room. `calls`: how often by now; `number`: the room's, None where it has none."""

    id: str
    ticket: str
    room: str
    number: int | None
    language: str
    at: datetime
    calls: int


def read_calls(connection: Connection, day: str, limit: int = MOST_CALLS) -> tuple[Call, ...]:
    """The last calls of the day, newest first, each number once."""
    rows = connection.execute(
        select(lobby_call)
        .where(lobby_call.c.day == day, lobby_call.c.ticket.is_not(None), lobby_call.c.at.is_not(None))
        .order_by(lobby_call.c.at.desc(), lobby_call.c.ticket)
        .limit(limit * 4)
    )
    found: dict[str, Call] = {}
    for row in rows:
        call = Call(
            row.id, row.ticket, row.room or "", row.number, row.language or "it", local(row.at), int(row.calls or 1)
        )
        found.setdefault(row.ticket, call)
    return tuple(found.values())[:limit]
