"""What the server says of itself agrees with the repository and names nobody; whatever it is asked, it answers."""

import json
from collections.abc import Callable
from pathlib import Path

import httpx
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.db.store import Store
from desk.domain.journal.packed import pack
from desk.office.machine.enrol import membership
from desk.office.machine.synchronise import synchronise
from desk.server.openapi import document, text
from desk.sync import wire
from desk.sync.machine_key import assertion
from desk.sync.wire import ASSERTION_TYPE, BINARY, JSON, PACKED
from tests.conftest import Clock

KEPT = Path(__file__).parents[2] / "docs" / "openapi.json"
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=16) | st.dictionaries(st.text(max_size=12), inner, max_size=6),
    max_leaves=20,
)
words = st.text(max_size=12) | st.sampled_from(("put", "erase", "view", "note", "office", "{}", "\0"))
numbers = st.integers(-(2**66), 2**66) | st.sampled_from((0, 1, 2**63 - 1, 2**63, 2**64 - 1))
entries = st.lists(
    st.tuples(words, words, numbers, words, words, st.sampled_from(("put", "erase", "view")), *[words] * 9), max_size=2
)
bodies = st.fixed_dictionaries(
    {"version": st.sampled_from((1, 1, 1, 2))},
    optional={
        "acknowledged": numbers, "cursor": numbers, "limit": numbers, "entries": entries | values, "seconds": numbers,
        "code": st.text(max_size=20), "device": st.text(max_size=40), "public_key": st.text(max_size=50),
    },
)  # fmt: skip


def test_the_description_in_the_repository_is_the_one_that_is_served(server: str) -> None:
    served = httpx.get(f"{server}/openapi.json")
    assert served.content == text() == KEPT.read_bytes(), "python -m desk.server.openapi > docs/openapi.json"


def test_counts_name_nobody(enrolled_store: Callable[[str], Store], server: str) -> None:
    store = enrolled_store("desk")
    with store.write() as unit:
        unit.put("person", None, surname="Rossi")
    assert synchronise(store).ok
    told = httpx.get(f"{server}/metrics").text
    assert "desk_entries_total 1\n" in told
    assert 'desk_machines{scope="office",revoked="0"} 1\n' in told
    assert "Rossi" not in told and store.device not in told


@pytest.fixture
def token(enrolled_store: Callable[[str], Store], server: str, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(wire, "LONGEST_WAIT", 0.05)
    known = membership(enrolled_store("asker"))
    assert known
    seconds = int(clock().timestamp())
    signed = assertion(known.key, device=known.device, server=known.server, seconds=seconds, number="n1")
    form = {"client_assertion_type": ASSERTION_TYPE, "client_assertion": signed}
    return str(httpx.post(f"{server}/v1/token", data=form).json()["access_token"])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    path=st.sampled_from(sorted(document()["paths"])),
    body=bodies | values | st.binary(max_size=200),
    kind=st.sampled_from((JSON, BINARY, PACKED, "text/plain")),
    method=st.sampled_from(("POST", "POST", "POST", "GET", "PUT")),
)
def test_whatever_is_asked_it_does_not_break(
    server: str, token: str, path: str, body: object, kind: str, method: str
) -> None:
    headers = {"authorization": f"Bearer {token}", "content-type": kind}
    with httpx.Client() as client:
        answer = client.request(method, f"{server}{path}", content=_raw(body, kind), headers=headers)
    assert answer.status_code < 500, answer.text


@pytest.mark.parametrize("number", [2**63 - 1, 2**63, 2**64 - 1, 2**70])
@pytest.mark.parametrize("name", ["cursor", "acknowledged", "limit"])
@pytest.mark.parametrize("path", ["/v1/round", "/v1/wait"])
def test_numbers_beyond_the_database(server: str, token: str, path: str, name: str, number: int) -> None:
    body = {"version": 1, "cursor": 0, "acknowledged": 0, "seconds": 0.0, name: number}
    headers = {"authorization": f"Bearer {token}", "content-type": JSON}
    answer = httpx.post(f"{server}{path}", content=json.dumps(body), headers=headers)
    assert answer.status_code < 500, answer.text


def _raw(body: object, kind: str) -> bytes:
    if isinstance(body, bytes):
        return body
    try:
        raw = msgspec.json.encode(body) if kind == JSON else msgspec.msgpack.encode(body)
    except (OverflowError, UnicodeEncodeError):  # a number or a text that this form cannot carry
        return b"{}"
    return pack(raw) if kind == PACKED else raw
