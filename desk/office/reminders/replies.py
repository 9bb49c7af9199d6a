"""What came back: a NO cancels the appointment, a bounce puts the family on the call list, the rest is kept to read."""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, select

from desk.db.store import Store
from desk.db.tables import appointment, contact
from desk.db.tables import reminder as table
from desk.domain.reminders import Way
from desk.domain.roles import May
from desk.errors import BadInput
from desk.office.appointments.book_appointment import cancel_appointment
from desk.office.appointments.diaries import SCHEDULED, utc_text
from desk.office.enrolment.writer import same_id
from desk.office.household.contacts import PHONE, normal
from desk.office.machine.enrol import membership
from desk.office.reminders.channels import BOUNCED, Channels, Reply
from desk.office.reminders.mail_reading import read_mail
from desk.office.reminders.plan import ANSWERED, CANNOT, FAILED, SENT
from desk.office.reminders.sms import named
from desk.office.session import Session
from desk.sync.client import Client
from desk.sync.wire import MAIL, RepliesAnswer

CURSOR = "replies-cursor"
MOST_SIGNS = 300
_WORD = re.compile(r"\w+")


Fetch = Callable[[int], RepliesAnswer]
_ALONE = ""


@dataclass(frozen=True)
class Taken:
    """How many appointments a NO has freed, how many replies said something else, how many reminders did not arrive;
    `unknown`: spoke of no reminder."""

    freed: int = 0
    said: int = 0
    bounced: int = 0
    unknown: int = 0


@contextmanager
def _server(store: Store) -> Iterator[tuple[str, Fetch]]:
    """The server of this machine, and its name; nothing comes from it where there is none."""
    known = membership(store)
    if known is None:
        yield _ALONE, lambda _after: RepliesAnswer(replies=[])
        return
    client = Client(known, store.now)
    try:
        yield known.server, client.replies
    finally:
        client.close()


def take_replies(session: Session, channels: Channels) -> Taken:
    """All that came since this machine last asked. Two desks that take the same reply write the same rows."""
    session.require(May.BOOK)
    if channels.sms.reply is None and not channels.email.reply:
        return Taken()
    with _server(session.store) as (server, fetch):
        return _all(session, channels.sms.reply or Reply(), server, fetch)


def _all(session: Session, shape: Reply, server: str, fetch: Fetch) -> Taken:
    """Each server counts its own: a desk that goes over to a hub begins again there, and what it knew changes nothing
    more."""
    found: dict[str, int] = {}
    number, _blank, whose = (session.store.remembered(CURSOR) or "0").partition(" ")
    after = int(number) if whose in ("", server) else 0
    while replies := fetch(after).replies:
        for each in replies:
            with session.store.read() as connection:
                heard = _heard(connection, shape, datetime.fromtimestamp(each.at, UTC), each.body)
            done = _write(session, shape, each.body, heard) if heard else ""
            found[done] = found.get(done, 0) + 1
            after = each.n
        session.store.remember(CURSOR, f"{after} {server}")
    return Taken(found.get(CANNOT, 0), found.get(ANSWERED, 0), found.get(FAILED, 0), found.get("", 0))


@dataclass(frozen=True)
class _Heard:
    """A reply that speaks of a reminder: its row, what was said, when; `bounced`: it did not arrive."""

    about: Any
    at: datetime
    text: str
    bounced: bool = False


def _heard(connection: Connection, shape: Reply, at: datetime, body: str) -> _Heard | None:
    try:
        found: Any = msgspec.json.decode(body)
        if isinstance(found, dict) and isinstance(found.get(MAIL), str):
            came = read_mail(found[MAIL])
            about = _reminded(connection, at, Way.EMAIL, table.c.key == came.key) if came else None
            if came is None or about is None or not (came.bounced or came.sender == about.value):
                return None
            return _Heard(about, at, came.text[:MOST_SIGNS], came.bounced)
        sender = normal(PHONE, named(found, shape.sender))
    except (msgspec.DecodeError, BadInput):
        return None
    about = _reminded(connection, at, Way.SMS, contact.c.value == sender)
    text = " ".join(named(found, shape.text).split())[:MOST_SIGNS]
    return _Heard(about, at, text) if about is not None else None


def _write(session: Session, shape: Reply, body: str, heard: _Heard) -> str:
    """The row is named by what was said and when: a desk at a hub and one at the city count replies differently."""
    digest = hashlib.sha256(body.encode()).hexdigest()
    about, row = heard.about, same_id("reply", digest, heard.at.isoformat())
    if heard.bounced:
        with session.store.write(session.staff) as unit:
            unit.change("reminder", about.id, state=FAILED, fault=BOUNCED, at=utc_text(heard.at))
        return FAILED
    word = _WORD.search(heard.text)
    state = CANNOT if word and word[0].casefold() in {each.casefold() for each in shape.refuse} else ANSWERED
    if state == CANNOT:
        try:
            cancel_appointment(session, about.appointment)
        except BadInput:  # somebody has cancelled it already: what was answered is kept all the same
            state = ANSWERED
    at = utc_text(heard.at)
    channel = "message" if about.way == Way.SMS.value else "email"
    with session.store.write(session.staff) as unit:  # no word of which machine took it: another may write the same
        unit.put(
            "reminder", row, key=about.key, household=about.household, appointment=about.appointment, kind=about.kind,
            start=about.start, device="", state=state, way=about.way, contact=about.contact, at=at, by="",
        )  # fmt: skip
        unit.put(
            "attempt", same_id("reply-attempt", row), household=about.household, at=at, by="", channel=channel,
            outcome="reached", note=f"«{heard.text}»",
        )  # fmt: skip
    return state


def _reminded(connection: Connection, at: datetime, way: Way, where: ColumnElement[bool]) -> Any:
    """The newest such reminder whose appointment is still to come."""
    query = (
        select(table, contact.c.value)
        .join(contact, contact.c.id == table.c.contact)
        .join(appointment, appointment.c.id == table.c.appointment)
        .where(where, table.c.state == SENT, table.c.way == way.value)
        .where(appointment.c.state == SCHEDULED, appointment.c.start > utc_text(at))
        .order_by(table.c.at.desc(), appointment.c.start, table.c.id)
    )
    return connection.execute(query).first()
