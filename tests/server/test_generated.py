"""Requests that Schemathesis makes up from our own OpenAPI, right ones and wrong ones: never a fault, never a write."""

from collections.abc import Callable
from typing import Any

import httpx
import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode, SerializationContext
from sqlalchemy import select

from desk.db.store import Store
from desk.domain.journal.packed import pack
from desk.office.machine.enrol import membership
from desk.office.machine.synchronise import synchronise
from desk.server.database import Database
from desk.server.openapi import document
from desk.server.records import catch_up
from desk.server.tables import metadata
from desk.sync import wire
from desk.sync.machine_key import assertion
from tests.conftest import Clock

EACH = 5
"""Requests for each door: making them up takes longer than answering."""
KEPT = ("office", "device", "machine_number", "code", "entry", "record", "reply", "upstream")


@schemathesis.serializer(wire.BINARY)
def binary(_context: SerializationContext, value: Any) -> bytes:
    return _message(value)


@schemathesis.serializer(wire.PACKED)
def packed(_context: SerializationContext, value: Any) -> bytes:
    return pack(_message(value))


@schemathesis.serializer("message/rfc822")
def mail(_context: SerializationContext, value: Any) -> bytes:
    return str(value).encode("utf-8", "replace")


@pytest.fixture(scope="module")
def made_up() -> list[Case]:
    """For each door as many as `EACH`, half of them against its own description."""
    cases: list[Case] = []
    schema = schemathesis.openapi.from_dict(document())
    for found in schema.get_all_operations():
        door = found.ok()
        if not door.body:
            continue  # takes nothing: asked often enough elsewhere

        @settings(
            max_examples=EACH, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=HealthCheck
        )
        @given(case=st.one_of([door.as_strategy(generation_mode=mode) for mode in GenerationMode]))
        def make(case: Case) -> None:
            if isinstance(case.body, dict) and "version" in case.body and len(cases) % 4:
                case.body["version"] = 1  # any other is refused at the door, whatever else it says
            cases.append(case)

        make()
    return cases


@pytest.fixture
def desk(enrolled_store: Callable[[str], Store]) -> Store:
    store = enrolled_store("desk")
    with store.write() as unit:
        unit.put("person", surname="Osagie")
    assert synchronise(store).ok
    return store


def kept(database: Database) -> dict[str, list[tuple[object, ...]]]:
    with database.read() as connection:
        return {name: [tuple(row) for row in connection.execute(select(metadata.tables[name]))] for name in KEPT}


def test_what_is_made_up_breaks_nothing_and_writes_nothing(
    made_up: list[Case], desk: Store, database: Database, server: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "LONGEST_WAIT", 0.01)
    token = token_of(desk, server, clock)
    catch_up(database)
    before = kept(database)
    answered: set[int] = set()
    for case in made_up:
        answer = case.call(base_url=server, headers={"authorization": f"Bearer {token}"})
        assert answer.status_code < 500, case.as_curl_command()
        if case.operation.label.startswith("POST /v1"):
            answered.add(answer.status_code)
    assert kept(database) == before
    assert {200, 400} <= answered, "some were understood, some were not"
    assert synchronise(desk).ok


@pytest.mark.parametrize("number", [-1, 2**63, 2**64 - 1])
def test_no_number_is_too_large_for_a_door(desk: Store, server: str, clock: Clock, number: int) -> None:
    """MessagePack carries one that no column of a database holds."""
    token = token_of(desk, server, clock)
    plain = {"version": 1, "acknowledged": 0, "cursor": 0, "entries": []}
    asked = [("/v1/replies", {"after": number})]
    asked += [("/v1/round", plain | {name: number}) for name in ("acknowledged", "cursor", "mark", "limit")]
    for path, ask in asked:
        headers = {"authorization": f"Bearer {token}", "content-type": wire.BINARY}
        answer = httpx.post(f"{server}{path}", content=msgspec.msgpack.encode(ask), headers=headers)
        assert answer.status_code < 500, (path, ask, answer.text)
    assert synchronise(desk).ok


def token_of(desk: Store, server: str, clock: Clock) -> str:
    known = membership(desk)
    assert known
    seconds = int(clock().timestamp())
    signed = assertion(known.key, device=known.device, server=known.server, seconds=seconds, number="1")
    form = {"client_assertion_type": wire.ASSERTION_TYPE, "client_assertion": signed}
    return str(httpx.post(f"{server}/v1/token", data=form).json()["access_token"])


def _message(value: object) -> bytes:
    try:
        return msgspec.msgpack.encode(value)
    except (OverflowError, UnicodeEncodeError):  # a number or a text that this form cannot carry
        return b"{}"
