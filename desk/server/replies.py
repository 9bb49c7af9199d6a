"""What families answer, and mails that came back: dropped at a door of the office, fetched by the office's desks."""

import hashlib
import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from sqlalchemy import delete, func, insert, select

from desk.server.checks import SENSELESS, is_deep
from desk.server.database import Database, keep
from desk.server.devices import HOME, LOBBY, found_office
from desk.server.refusal import Refused
from desk.server.rounds import MOST_MARK
from desk.server.standing import standing
from desk.server.tables import reply, setting
from desk.sync.wire import MAIL, RepliesAnswer, RepliesAsk, Reply

KEPT_SECONDS = 30 * 24 * 3600
MOST_KEPT = 10_000
MOST_AT_ONCE = 500
_DOOR = "replies "
FETCHED = "upstream-replies"


def new_door(database: Database, home: str = HOME) -> str:
    """The secret end of the address at which the gateway drops replies; an earlier one opens nothing any more."""
    secret = secrets.token_urlsafe(24)
    with database.write() as connection:
        found_office(connection, home)
        connection.execute(delete(setting).where(setting.c.name.startswith(_DOOR), setting.c.value == home))
        connection.execute(insert(setting).values(name=_DOOR + _hash(secret), value=home))
    return secret


def drop(database: Database, secret: str, body: bytes, kind: str, now: int) -> None:
    """Keep one reply as it was sent: JSON or a form from a gateway, or a mail. Refused where no door opens."""
    fields = _fields(body, kind)
    with database.write() as connection:
        home = connection.execute(select(setting.c.value).where(setting.c.name == _DOOR + _hash(secret))).scalar()
        if home is None:
            raise Refused(404, "door", "there is no such door")
        mine = reply.c.office == home
        connection.execute(delete(reply).where(mine, reply.c.at < now - KEPT_SECONDS))
        if connection.execute(select(func.count()).where(mine)).scalar_one() >= MOST_KEPT:
            raise Refused(429, "full", "too many replies wait")
        connection.execute(insert(reply).values(office=home, at=now, body=msgspec.json.encode(fields).decode()))


def given(database: Database, machine: str, ask: RepliesAsk) -> RepliesAnswer:
    """What came after a number, for a desk of that office."""
    if not 0 <= ask.after <= MOST_MARK:  # MessagePack carries numbers that no column holds
        raise Refused(422, "cursor", "cursors are whole numbers that JSON carries")
    with database.read() as connection:
        known = standing(connection, machine)
        if known.scope == LOBBY:
            raise Refused(403, "scope", "replies are for desks")
        query = (
            select(reply.c.n, reply.c.at, reply.c.body)
            .where(reply.c.office == known.office, reply.c.n > ask.after)
            .order_by(reply.c.n)
            .limit(MOST_AT_ONCE)
        )
        return RepliesAnswer(replies=[Reply(n=row.n, at=row.at, body=row.body) for row in connection.execute(query)])


def fetch(database: Database, ask: Callable[[int], RepliesAnswer], now: int) -> int:
    """On a hub: what came in at the city's door since it last asked, for the desks here; gives how many."""
    many, after = 0, int(database.settings().get(FETCHED, "0"))
    while found := ask(after).replies:
        after = found[-1].n
        rows = [{"office": HOME, "at": each.at, "body": each.body} for each in found]
        with database.write() as connection:  # with the number it asks after: cut anywhere, none twice and none lost
            found_office(connection, HOME)
            connection.execute(delete(reply).where(reply.c.office == HOME, reply.c.at < now - KEPT_SECONDS))
            connection.execute(insert(reply), rows)
            keep(connection, {FETCHED: str(after)})
        many += len(found)
    return many


def _fields(body: bytes, kind: str) -> Any:
    if kind.startswith("application/x-www-form-urlencoded"):
        return dict(parse_qsl(body.decode("utf-8", "replace")))
    if kind.startswith("message/rfc822"):
        return {MAIL: body.decode("utf-8", "replace").replace("\0", "")}
    try:
        found = msgspec.json.decode(body)
    except SENSELESS as error:
        raise Refused(400, "shape", "JSON, a form or a mail is needed") from error
    if is_deep(found):
        raise Refused(400, "shape", "the reply is nested too deep")
    return found


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
