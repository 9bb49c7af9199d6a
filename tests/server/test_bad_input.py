"""What is no good, whoever sends it: refused with one line, never a fault of the server, and nothing of it is kept."""

import base64
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import msgspec
import pytest
from sqlalchemy import select

from desk.db.store import Store
from desk.domain.journal.entry import Entry, digest_of_fields, make_entry
from desk.domain.journal.entry import _digest as digest
from desk.domain.journal.packed import pack
from desk.office.machine.enrol import enrol_machine, membership
from desk.office.machine.synchronise import synchronise
from desk.server.database import Database
from desk.server.devices import make_code
from desk.server.hub import join_upstream, upstream_of
from desk.server.records import catch_up
from desk.server.replies import new_door
from desk.server.tables import metadata
from desk.sync import wire
from desk.sync.machine_key import assertion, new_key, public_part
from tests.conftest import Clock

KEPT = ("office", "device", "machine_number", "entry", "page", "record", "reply")
DEEP = 30_000


def kept(database: Database) -> dict[str, list[tuple[object, ...]]]:
    with database.read() as connection:
        return {name: [tuple(row) for row in connection.execute(select(metadata.tables[name]))] for name in KEPT}


class Sender:
    """An enrolled machine that signs whatever it is told to."""

    def __init__(self, url: str, device: str, server: str, key: bytes, seconds: int) -> None:
        self.url, self.device, self.server, self.key, self.seconds = url, device, server, key, seconds
        self.token = self.ask(self.signed()).json()["access_token"]

    def signed(self, **claims: Any) -> str:
        facts: dict[str, Any] = {"device": self.device, "seconds": self.seconds, "number": uuid.uuid4().hex}
        return assertion(self.key, server=self.server, **(facts | claims))

    def ask(self, signed: str) -> httpx.Response:
        form = {"client_assertion_type": wire.ASSERTION_TYPE, "client_assertion": signed}
        return httpx.post(f"{self.url}/v1/token", data=form)

    def post(self, path: str, body: object, kind: str = wire.BINARY) -> httpx.Response:
        content = body if isinstance(body, bytes) else msgspec.msgpack.encode(body)
        headers = {"authorization": f"Bearer {self.token}", "content-type": kind}
        return httpx.post(f"{self.url}{path}", content=content, headers=headers, timeout=30)

    def push(self, *entries: Entry) -> httpx.Response:
        return self.post("/v1/round", {"version": 1, "acknowledged": 0, "cursor": 0, "entries": entries})


def entry_of(device: str, fields: str = '{"text":"x"}', base: str = "", **other: Any) -> Entry:
    """The first of a machine, its digests right whatever it says."""
    facts: dict[str, Any] = {
        "id": "i", "device": device, "seq": 1, "at": f"{'0' * 16}-abcd", "actor": "a", "op": "put", "table": "note",
        "row": "r", "scope": "office", "batch": "b", "values": {}, "base": {}, "prev": "",
    }  # fmt: skip
    made = make_entry(**(facts | other))
    whole = digest_of_fields(fields)
    told = {name: getattr(made, name) for name in made.__struct_fields__ if name not in ("fields", "digest")}
    told |= {"base": base, "fields_digest": whole}
    return msgspec.structs.replace(made, fields=fields, base=base, fields_digest=whole, digest=digest(**told))


@pytest.fixture
def seconds(clock: Clock) -> int:
    return int(clock().timestamp())


@pytest.fixture
def sender(new_store: Callable[[str], Store], database: Database, server: str, seconds: int) -> Sender:
    store = new_store("bad")
    enrol_machine(store, server, make_code(database, seconds))
    known = membership(store)
    assert known
    return Sender(server, known.device, known.server, known.key, seconds)


@pytest.fixture
def hub(database: Database, server: str, seconds: int, tmp_path: Any) -> Sender:
    own = Database(f"sqlite:///{tmp_path / 'hub.db'}")
    join_upstream(own, server, make_code(database, seconds, hub=True))
    known = upstream_of(own)
    own.close()
    assert known
    return Sender(server, known.device, known.server, known.key, seconds)


@pytest.mark.parametrize(
    "wrong",
    [
        {"fields": '{"text":1e400}'},
        {"fields": f'{{"text":{"9" * 5000}}}'},
        {"fields": f'{{"text":{"[" * 900}{"]" * 900}}}'},
        {"fields": f'{{"text":{"[" * DEEP}{"]" * DEEP}}}'},
        {"base": "{"},
        {"base": "[]"},
        {"base": '{"text":1}'},
        {"base": f'{{"text":{"[" * DEEP}{"]" * DEEP}}}'},
        {"at": f"{'f' * 16}-abcd"},
    ],
    ids=["beyond floats", "beyond integers", "deep", "very deep", "half", "list", "number", "deep base", "year 10889"],
)
def test_an_entry_that_no_desk_could_read_is_refused_at_the_door(
    sender: Sender, enrolled_store: Callable[[str], Store], database: Database, wrong: dict[str, str]
) -> None:
    """Once stored it would stand in the way of every record after it, and of every desk."""
    before = kept(database)
    answer = sender.push(entry_of(sender.device, **wrong))
    assert answer.status_code == 422, answer.text
    assert kept(database) == before
    desk = enrolled_store("desk")
    with desk.write() as unit:
        unit.put("note", text="buona")
    assert synchronise(desk).ok
    catch_up(database)
    assert len(kept(database)["record"]) == 1


@pytest.mark.parametrize("path", ["/v1/round", "/v1/relay", "/v1/snapshot", "/v1/replies", "/v1/wait", "/v1/enrol"])
def test_what_is_nested_without_end_is_no_fault_of_the_server(sender: Sender, path: str) -> None:
    nested = b'{"version":1,"x":' + b"[" * DEEP + b"]" * DEEP + b"}"
    assert sender.post(path, nested, wire.JSON).status_code == 400
    assert sender.post(path, b"\x82\xa7version\x01\xa1x" + b"\x91" * DEEP + b"\xc0").status_code == 400
    assert sender.post(path, b'{"version":1,"code":"\xff"}', wire.JSON).status_code < 500


@pytest.mark.parametrize("depth", [500, DEEP])
def test_a_nested_reply_is_refused(database: Database, server: str, depth: int) -> None:
    door = new_door(database)
    answer = httpx.post(f"{server}/v1/replies/{door}", content=b"[" * depth + b"]" * depth)
    assert answer.status_code == 400 and not kept(database)["reply"]


def test_an_assertion_shown_many_times_at_once_is_taken_once(sender: Sender) -> None:
    for _each in range(5):
        signed = sender.signed()
        with ThreadPoolExecutor(6) as pool:
            answers = [answer.status_code for answer in pool.map(sender.ask, [signed] * 6)]
        assert sorted(answers) == [200, 401, 401, 401, 401, 401]


def test_half_a_character_in_an_assertion_is_no_fault_of_the_server(sender: Sender) -> None:
    parts = (b'{"alg":"EdDSA","typ":"JWT"}', b'{"sub":"\\ud800"}', b"s" * 64)
    unsigned = ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)
    assert sender.ask(unsigned).status_code == 400
    assert sender.ask(sender.signed(number="\ud800")).status_code == 400


def test_a_key_of_another_shape_is_not_kept(database: Database, server: str, seconds: int) -> None:
    """Its decoder overlooks what is no letter of it, a database may not."""
    key = public_part(new_key())
    for wrong in (key[:5] + "\0\0\0\0" + key[5:], key[:5] + " \n!!" + key[5:], key + "="):
        ask = {"version": 1, "code": make_code(database, seconds), "device": str(uuid.uuid4()), "public_key": wrong}
        assert httpx.post(f"{server}/v1/enrol", json=ask).status_code == 422
    assert not kept(database)["device"]


def test_a_hub_brings_no_machine_of_a_wrong_name_and_none_without_a_good_entry(
    hub: Sender, sender: Sender, database: Database
) -> None:
    before, good = kept(database), str(uuid.uuid4())
    names = ["a" * 35 + "\0", "", "x" * 100]
    entries = [entry_of(name) for name in names]
    entries += [msgspec.structs.replace(entry_of(good), digest="0" * 64), entry_of(str(uuid.uuid4()), seq=5)]
    answer = hub.post("/v1/relay", {"version": 1, "cursor": 0, "entries": entries})
    assert answer.status_code == 200
    faults = msgspec.msgpack.decode(answer.content)["faults"]
    assert [faults[name] for name in names] == ["device"] * 3 and faults[good] == "digest"
    assert kept(database) == before


def test_millions_of_entries_in_a_few_bytes_are_not_even_read(sender: Sender, database: Database) -> None:
    one, many = msgspec.msgpack.encode(msgspec.structs.replace(entry_of(""), id="")), 200_000
    asked = b"\x84\xa7version\x01\xacacknowledged\x00\xa6cursor\x00\xa7entries\xdd" + many.to_bytes(4, "big")
    before = kept(database)
    body = pack(asked + one * many)
    assert len(body) < 20_000
    with pytest.raises(msgspec.ValidationError, match="length"):
        msgspec.msgpack.decode(asked + one * many, type=wire.RoundAsk)
    assert sender.post("/v1/round", body, wire.PACKED).status_code == 400
    assert kept(database) == before


@pytest.mark.parametrize("name", ["row", "table"])
def test_a_snapshot_beyond_a_name_that_no_database_holds_is_refused(sender: Sender, name: str) -> None:
    answer = sender.post("/v1/snapshot", {"version": 1, name: "\0"})
    assert (answer.status_code, answer.json()["error"]) == (422, "shape")
