"""What whoever runs the server sees: log and counts name nobody, too many are turned away, TLS is the city's."""

import asyncio
import json
from argparse import ArgumentParser
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.requests import Request

from desk.commands.serve import add_arguments, run
from desk.db.store import Store
from desk.db.unit import new_id
from desk.domain.journal.packed import pack, unpack
from desk.errors import BadInput
from desk.office.machine.enrol import enrol_machine
from desk.office.machine.synchronise import Line, synchronise
from desk.server import rounds
from desk.server.application import make_application
from desk.server.bell import Bells, heard
from desk.server.database import Database
from desk.server.devices import make_code, revoke
from desk.server.gate import Gate
from desk.server.refusal import Refused
from desk.server.replies import new_door
from desk.server.run import beside
from desk.server.watch import Watch
from desk.settings import CA
from desk.sync import wire
from tests.conftest import Clock
from tests.server.own_authority import make_authority

NewStore = Callable[[str], Store]
SECRETS = ("Cognomesegreto", "Nomesegreto", "CRTSGR80A01L219X", "+39 333 7654321", "via Segreta 12")


def write_secrets(store: Store) -> None:
    with store.write() as unit:
        home, who = new_id(), new_id()
        unit.put("person", who, surname=SECRETS[0], given=SECRETS[1])
        unit.put("identifier", person=who, kind="tax_code", value=SECRETS[2])
        unit.put("contact", household=home, kind="phone", value=SECRETS[3])
        unit.put("address", household=home, street=SECRETS[4])


def test_the_log_says_what_was_asked_and_nothing_of_anybody(
    new_store: NewStore, database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    door = new_door(database)
    with beside(database, now=lambda: int(clock().timestamp()), watch=Watch(said.append)) as url:
        store, other = new_store("one"), new_store("two")
        for each in (store, other):
            enrol_machine(each, url, make_code(database, int(clock().timestamp())))
        write_secrets(store)
        assert synchronise(store).ok and synchronise(other).received == 4
        httpx.post(f"{url}/v1/replies/{door}", json={"text": SECRETS[0], "from": SECRETS[3]})
        httpx.post(f"{url}/v1/replies/{SECRETS[0]}", json={"text": SECRETS[1]})
        httpx.post(f"{url}/v1/round", json={"surname": SECRETS[0]}, headers={"authorization": f"Bearer {SECRETS[1]}"})

        def break_down(*_facts: object) -> None:
            raise ValueError(SECRETS[0])

        for way in ("play", "at_once"):
            monkeypatch.setattr(rounds, way, break_down)
        assert not synchronise(store).ok
        counts = httpx.get(f"{url}/metrics").text
    lines = [json.loads(each) for each in said]
    assert not [secret for secret in (*SECRETS, door) if secret in "\n".join(said) + counts]
    round_ = next(line for line in lines if line.get("taken"))
    assert (round_["route"], round_["status"], round_["taken"], round_["given"]) == ("/v1/round", 200, 4, 0)
    assert (round_["office"], round_["device"]) == ("home", store.device) and round_["ms"] > 0
    assert {"/v1/enrol", "/v1/token", "/v1/replies/{secret}"} <= {line["route"] for line in lines}
    fault = next(line for line in lines if line["event"] == "fault")
    assert fault["fault"] == "ValueError" and fault["where"].startswith("test_operations.py:")
    assert 'desk_requests_total{route="/v1/round",status="200"} 2\n' in counts
    assert 'desk_requests_total{route="/v1/round",status="500"} 1\n' in counts
    assert 'desk_request_seconds_bucket{route="/v1/round",le="+Inf"} 4\n' in counts


def test_a_database_that_is_away_is_told_not_hidden(database: Database, server: str) -> None:
    assert "desk_database_up 1\n" in httpx.get(f"{server}/metrics").text
    with database.write() as connection:
        connection.exec_driver_sql("DROP TABLE device")
    assert "desk_database_up 0\n" in httpx.get(f"{server}/metrics").text
    answer = httpx.post(f"{server}/v1/enrol", json={"version": 1, "code": "", "device": "d" * 36, "public_key": ""})
    assert answer.status_code < 500 or answer.headers["retry-after"]


def asked(parts: list[bytes]) -> Request:
    left = list(parts)

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": left.pop(0), "more_body": bool(left)}

    return Request({"type": "http", "method": "POST", "path": "/", "headers": []}, receive)


def test_whoever_comes_beyond_the_queue_or_the_memory_is_asked_to_come_again() -> None:
    async def play() -> None:
        gate = Gate(at_work=1, in_queue=1, bytes_held=10)
        async with gate.work():
            queued = asyncio.create_task(enter(gate))
            await asyncio.sleep(0)
            assert gate.waiting == 1
            with pytest.raises(Refused, match="too many") as full:
                await enter(gate)
            assert full.value.status == 503
        await queued
        async with gate.body(asked([b"1234", b"5678"]), 100) as body:
            assert body == b"12345678" and gate.held == 8
            with pytest.raises(Refused, match="too many"):
                async with gate.body(asked([b"12345"]), 100):
                    pass
        with pytest.raises(Refused) as big:
            async with gate.body(asked([b"12345"]), 4):
                pass
        assert (big.value.status, gate.held, gate.turned_away) == (413, 0, 2)

    async def enter(gate: Gate) -> None:
        async with gate.work():
            pass

    asyncio.run(play())


def test_a_batch_of_a_hundred_million_bytes_is_refused_and_not_kept(database: Database, clock: Clock) -> None:
    """By the application itself, part by part: it stops to listen at the limit."""
    heard_parts = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal heard_parts
        for _part in range(100):
            heard_parts += 1
            yield b"\0" * 1_000_000

    async def play() -> httpx.Response:
        transport = httpx.ASGITransport(make_application(database, lambda: int(clock().timestamp())))
        async with httpx.AsyncClient(transport=transport, base_url="http://desk") as client:
            return await client.post("/v1/replies/none", content=body())

    answer = asyncio.run(play())
    assert (answer.status_code, answer.json()["error"]) == (413, "big")
    assert heard_parts <= 2


def test_a_bomb_of_zeros_is_no_request() -> None:
    bomb = pack(b"\0" * (wire.MOST_BYTES + 1))
    assert len(bomb) < 10_000
    with pytest.raises(ValueError, match="too big"):
        unpack(bomb, wire.MOST_BYTES)


def test_one_look_serves_all_who_wait() -> None:
    looks: list[list[str]] = []

    async def play() -> list[bool]:
        async def counters(offices: list[str]) -> dict[str, int]:
            looks.append(sorted(offices))
            return {"a": 5, "b": 7}

        bells = Bells(counters)

        async def wait(office: str, cursor: int, seconds: float) -> bool:
            with bells.hearing(office, cursor) as bell:
                return await heard(bell, seconds)

        said = await asyncio.gather(wait("a", 5, 0.7), *(wait("b", 6, 3.0) for _machine in range(50)))
        assert bells.waiting == 0
        return said

    assert asyncio.run(play()) == [False] + [True] * 50
    assert looks == [["a", "b"]]


def test_the_citys_own_authority_and_no_other(
    new_store: NewStore, database: Database, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusted, tls = make_authority(tmp_path)
    code = make_code(database, int(clock().timestamp()))
    with beside(database, now=lambda: int(clock().timestamp()), tls=tls) as url:
        assert url.startswith("https://")
        store, other, third = (new_store(name) for name in ("desk", "other", "third"))
        with pytest.raises(BadInput, match="autorità"):
            enrol_machine(store, url, code)
        monkeypatch.setenv(CA.name, str(trusted))
        enrol_machine(store, url, code)
        line = Line(store)
        assert line.round().ok
        revoke(database, store.device)
        refused = line.round()
        line.close()
        assert (refused.ok, refused.shut_out) == (False, True)
    monkeypatch.setenv(CA.name, str(tmp_path / "none.pem"))
    with pytest.raises(BadInput, match="certificati"):
        enrol_machine(other, url, code)
    monkeypatch.delenv(CA.name)
    with pytest.raises(BadInput, match="https"):
        enrol_machine(third, "http://192.0.2.1:8710", code)


@pytest.mark.parametrize(
    ("made_out", "words"),
    [
        ({"address": "192.0.2.7"}, "altro server"),
        ({"since": -9, "days": 7}, "scaduto"),
        ({"since": 3, "days": 7}, "non vale ancora"),
    ],
)
def test_what_is_wrong_with_a_certificate_is_told(
    new_store: NewStore,
    database: Database,
    clock: Clock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    made_out: dict[str, Any],
    words: str,
) -> None:
    trusted, tls = make_authority(tmp_path, **made_out)
    monkeypatch.setenv(CA.name, str(trusted))
    code = make_code(database, int(clock().timestamp()))
    served = beside(database, now=lambda: int(clock().timestamp()), tls=tls)
    with served as url, pytest.raises(BadInput, match=words) as told:
        enrol_machine(new_store("desk"), url, code)
    assert told.value.why == "certificate" and "non ho inviato nulla" in str(told.value).lower()


def test_beyond_this_computer_nothing_is_served_in_clear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[str] = []
    monkeypatch.setattr("desk.commands.serve.serve", lambda _database, host, *_more, **_named: served.append(host))
    parser = ArgumentParser()
    add_arguments(parser)

    def start(*words: str) -> None:
        run(parser.parse_args(["--database", f"sqlite:///{tmp_path / 'server.db'}", "--host", *words]))

    for host in ("0.0.0.0", "192.0.2.1", "::"):
        with pytest.raises(BadInput, match="--tls-cert"):
            start(host)
    assert served == [] and not (tmp_path / "server.db").exists()
    start("localhost")
    start("0.0.0.0", "--behind-proxy")
    assert served == ["localhost", "0.0.0.0"]
