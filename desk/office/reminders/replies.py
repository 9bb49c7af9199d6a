"""What families answered to an SMS: a NO cancels the appointment, anything else is kept for staff to read."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from desk.db.store import Store
from desk.db.tables import appointment, contact
from desk.db.tables import reminder as table
from desk.domain.reminders import Way
from desk.domain.roles import May
from desk.errors import BadInput
from desk.office.book_appointment import cancel_appointment
from desk.office.contacts import PHONE, normal
from desk.office.diaries import SCHEDULED, utc_text
from desk.office.enrol import membership
from desk.office.enrolment.writer import same_id
from desk.office.reminders.channels import Channels, Reply
from desk.office.reminders.plan import ANSWERED, CANNOT, SENT
from desk.office.reminders.sms import named
from desk.office.session import Session
from desk.sync.client import Client
from desk.sync.wire import RepliesAnswer

CURSOR = "replies-cursor"
MOST_SIGNS = 300
_WORD = re.compile(r"\w+")


Fetch = Callable[[int], RepliesAnswer]


@dataclass(frozen=True)
class Taken:
    """How many appointments a NO has freed, how many replies said something else, how many came from nobody known."""

    freed: int = 0
    said: int = 0
    unknown: int = 0


@contextmanager
def _server(store: Store) -> Iterator[Fetch]:
    """The server of this machine; nothing comes from it where there is none."""
    known = membership(store)
    if known is None:
        yield lambda _after: RepliesAnswer(replies=[])
        return
    client = Client(known, store.now)
    try:
        yield client.replies
    finally:
        client.close()


def take_replies(session: Session, channels: Channels) -> Taken:
    """All that came since this machine last asked. Two desks that take the same reply write the same rows."""
    session.require(May.BOOK)
    shape = channels.sms.reply
    if shape is None:
        return Taken()
    with _server(session.store) as fetch:
        return _all(session, shape, fetch)


def _all(session: Session, shape: Reply, fetch: Fetch) -> Taken:
    freed = said = unknown = 0
    after = int(session.store.remembered(CURSOR) or 0)
    while replies := fetch(after).replies:
        for each in replies:
            done = _take(session, shape, each.n, datetime.fromtimestamp(each.at, UTC), each.body)
            freed, said, unknown = freed + (done == CANNOT), said + (done == ANSWERED), unknown + (done == "")
            after = each.n
        session.store.remember(CURSOR, str(after))
    return Taken(freed, said, unknown)


def _take(session: Session, shape: Reply, number: int, at: datetime, body: str) -> str:
    try:
        found: Any = msgspec.json.decode(body)
        sender = normal(PHONE, named(found, shape.sender))
    except (msgspec.DecodeError, BadInput):
        return ""
    text = " ".join(named(found, shape.text).split())[:MOST_SIGNS]
    row = same_id("reply", str(number), at.isoformat())
    with session.store.read() as connection:
        about = _reminded(connection, sender, at)
        known = connection.execute(select(table.c.id).where(table.c.id == row)).first()
    if about is None or known is not None:
        return "" if about is None else "known"
    word = _WORD.search(text)
    state = CANNOT if word and word[0].casefold() in {each.casefold() for each in shape.refuse} else ANSWERED
    if state == CANNOT:
        try:
            cancel_appointment(session, about.appointment)
        except BadInput:  # somebody has cancelled it already: what was answered is kept all the same
            state = ANSWERED
    with session.store.write(session.staff) as unit:  # no word of which machine took it: another may write the same
        unit.put(
            "reminder", row, key=about.key, household=about.household, appointment=about.appointment, kind=about.kind,
            start=about.start, device="", state=state, way=Way.SMS.value, contact=about.contact,
            at=utc_text(at), by="",
        )  # fmt: skip
        unit.put(
            "attempt", same_id("reply-attempt", row), household=about.household, at=utc_text(at), by="",
            channel="message", outcome="reached", note=f"SMS: «{text}»",
        )  # fmt: skip
    return state


def _reminded(connection: Connection, sender: str, at: datetime) -> Any:
    """The newest reminder to that number whose appointment is still to come."""
    query = (
        select(table)
        .join(contact, contact.c.id == table.c.contact)
        .join(appointment, appointment.c.id == table.c.appointment)
        .where(contact.c.value == sender, table.c.state == SENT, table.c.way == Way.SMS.value)
        .where(appointment.c.state == SCHEDULED, appointment.c.start > utc_text(at))
        .order_by(table.c.at.desc(), appointment.c.start, table.c.id)
    )
    return connection.execute(query).first()
