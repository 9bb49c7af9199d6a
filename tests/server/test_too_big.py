"""A round that is too big, or grows too big, is turned away at the door: nothing of it is stored, the next one is."""

from collections.abc import Callable

import httpx
import msgspec
import pytest
from sqlalchemy import func, select

from desk.db.store import Store
from desk.domain.journal.packed import pack
from desk.office.machine.enrol import membership
from desk.office.machine.synchronise import synchronise
from desk.server.database import Database
from desk.server.tables import entry
from desk.sync import wire
from desk.sync.machine_key import assertion
from tests.conftest import Clock


def _round(padding: int) -> bytes:
    """A round that is well formed but for its size: a field that a newer desk might send is no fault."""
    ask = {"version": wire.VERSION, "cursor": 0, "acknowledged": 0, "newer": b"\0" * padding}
    return msgspec.msgpack.encode(ask)


def _stored(database: Database) -> int:
    with database.read() as connection:
        return int(connection.execute(select(func.count()).select_from(entry)).scalar_one())


@pytest.mark.parametrize(
    ("kind", "body", "told"),
    [
        (wire.BINARY, _round(1000), 200),
        (wire.PACKED, pack(_round(1000)), 200),
        (wire.BINARY, _round(wire.MOST_BYTES), 413),
        (wire.PACKED, pack(_round(wire.MOST_BYTES)), 400),
    ],
    ids=["plain", "packed", "beyond the limit", "a bomb of zeros"],
)
def test_a_round_too_big_stores_nothing(
    enrolled_store: Callable[[str], Store],
    database: Database,
    server: str,
    clock: Clock,
    kind: str,
    body: bytes,
    told: int,
) -> None:
    store = enrolled_store("desk")
    known = membership(store)
    assert known
    seconds = int(clock().timestamp())
    signed = assertion(known.key, device=known.device, server=known.server, seconds=seconds, number="n1")
    form = {"client_assertion_type": wire.ASSERTION_TYPE, "client_assertion": signed}
    token = httpx.post(f"{server}/v1/token", data=form).json()["access_token"]
    headers = {"authorization": f"Bearer {token}", "content-type": kind}
    answer = httpx.post(f"{server}/v1/round", content=body, headers=headers)
    assert (answer.status_code, _stored(database)) == (told, 0), answer.text
    with store.write() as unit:
        unit.put("person", None, surname="Rossi")
    assert synchronise(store).ok
    assert _stored(database) == 1
