"""One simulated machine of an office: enrolled, with a key and a chain of its own, over a kept connection."""

import asyncio
import random
import time
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import urlencode

import msgspec
import uuid_utils

from desk.domain.journal.clock import next_stamp
from desk.domain.journal.entry import Entry, make_entry
from desk.domain.journal.packed import unpack
from desk.sync import wire
from desk.sync.machine_key import assertion, new_key, public_part

IDLE_SECONDS = 30.0
"""As in the window's own line."""
_pack = msgspec.msgpack.Encoder().encode
_read_round = msgspec.msgpack.Decoder(wire.RoundAnswer).decode
FIELDS = {
    "household": "0190f3c2-0000-7000-8000-000000000001",
    "question": "income_work",
    "value": "1150",
    "status": "said",
    "said_by": "0190f3c2-0000-7000-8000-000000000002",
    "answered_on": "2026-03-02",
    "heard": "lavora al mattino, contratto fino a giugno",
}


@dataclass
class Told:
    """What happened, by operation: seconds of each, and the answers that were no success."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    entries_sent: int = 0
    entries_got: int = 0
    bytes_sent: int = 0
    bytes_got: int = 0


class Refusal(Exception):
    """An answer that is not 200."""


class Wire:
    """A kept HTTP connection, the least that speaks it: the load is to weigh on the server, not on this side."""

    def __init__(self, host: str, port: int, told: Told) -> None:
        self._place, self._told = (host, port), told
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, path: str, body: bytes, kind: str, token: str = "") -> bytes:
        if self._streams is None:
            self._streams = await asyncio.open_connection(*self._place)
        reader, writer = self._streams
        head = f"POST {path} HTTP/1.1\r\nhost: desk\r\ncontent-type: {kind}\r\ncontent-length: {len(body)}\r\n"
        if token:
            head += f"accept: {wire.PACKED}\r\nauthorization: Bearer {token}\r\n"
        try:
            writer.write(head.encode() + b"\r\n" + body)
            said = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            length = int(said.partition("content-length: ")[2].partition("\r\n")[0])
            content = await reader.readexactly(length)
        except (OSError, asyncio.IncompleteReadError):
            self.close()
            raise
        self._told.bytes_sent += len(body)
        self._told.bytes_got += length
        status = said.split(" ", 2)[1]
        if status != "200":
            raise Refusal(status)
        return unpack(content, wire.MOST_BYTES) if f"content-type: {wire.PACKED}" in said else content

    def close(self) -> None:
        if self._streams:
            self._streams[1].close()
            self._streams = None


class Machine:
    """`code`: its one-time code; `turns`: where its chance comes from."""

    def __init__(self, host: str, port: int, code: str, told: Told, turns: random.Random) -> None:
        self.id, self._key, self._code = str(uuid_utils.uuid7()), new_key(), code
        self._line, self._ear = Wire(host, port, told), Wire(host, port, told)
        self.told, self._turns = told, turns
        self._seq, self._prev, self._latest = 0, "", ""
        self._cursor = self._mark = 0
        self._token = ""
        self._turn = asyncio.Lock()  # one round after the other, as in the program

    async def join(self) -> None:
        """Enrolled and with a token."""
        ask = wire.EnrolAsk(version=wire.VERSION, code=self._code, device=self.id, public_key=public_part(self._key))
        answer = msgspec.json.decode(
            await self._timed("enrol", "/v1/enrol", msgspec.json.encode(ask), wire.JSON), type=wire.EnrolAnswer
        )
        signed = assertion(
            self._key, device=self.id, server=answer.server, seconds=int(time.time()), number=uuid.uuid4().hex
        )
        form = urlencode({"client_assertion_type": wire.ASSERTION_TYPE, "client_assertion": signed}).encode()
        said = await self._timed("token", "/v1/token", form, "application/x-www-form-urlencoded")
        self._token = msgspec.json.decode(said, type=wire.TokenAnswer).access_token

    async def push(self, many: int) -> None:
        """New entries up, what the others wrote down."""
        async with self._turn:
            await self._round("push", [self._entry() for _entry in range(many)])

    async def listen(self, until: float) -> None:
        """Long polls; at news, a pull."""
        clock = asyncio.get_running_loop().time
        while (left := until - clock()) > 0:
            ask = msgspec.json.encode(wire.WaitAsk(cursor=self._cursor, seconds=min(left, wire.LONGEST_WAIT)))
            try:
                said = await self._ear.post("/v1/wait", ask, wire.JSON, self._token)
                if msgspec.json.decode(said, type=wire.WaitAnswer).news:
                    async with self._turn:
                        await self._round("pull", [])
                else:
                    self.told.seconds["long poll without news"].append(0.0)
            except (OSError, Refusal, asyncio.IncompleteReadError) as error:
                self.told.faults[f"wait: {error}"] += 1
                await asyncio.sleep(1)

    async def look(self, until: float) -> None:
        """A round without news now and then, as the program makes it."""
        clock = asyncio.get_running_loop().time
        await asyncio.sleep(self._turns.uniform(0, IDLE_SECONDS))
        while clock() < until:
            async with self._turn:
                await self._round("round without news", [])
            await asyncio.sleep(min(IDLE_SECONDS, max(0.0, until - clock()) + 0.001))

    async def write(self, until: float, pause: float) -> None:
        """Small batches at random moments; `pause`: seconds between two of them on average, 0 for none."""
        clock = asyncio.get_running_loop().time
        while True:
            await asyncio.sleep(self._turns.expovariate(1 / pause) if pause else 0)
            if clock() >= until:
                return
            await self.push(self._turns.randint(1, 8))

    def close(self) -> None:
        self._line.close()
        self._ear.close()

    async def _round(self, name: str, entries: list[Entry]) -> None:
        ask = wire.RoundAsk(
            version=wire.VERSION, acknowledged=self._seq - len(entries), cursor=self._cursor, mark=self._mark,
            entries=entries,
        )  # fmt: skip
        try:
            answer = _read_round(await self._timed(name, "/v1/round", _pack(ask), wire.BINARY))
        except (OSError, Refusal, asyncio.IncompleteReadError) as error:
            self.told.faults[f"{name}: {error}"] += 1
            self._seq -= len(entries)  # not acknowledged: the same counters are written anew
            self._prev = entries[0].prev if entries else self._prev
            return
        self._cursor, self._mark = answer.cursor, answer.mark
        self.told.entries_sent += len(entries)
        self.told.entries_got += len(answer.entries)

    async def _timed(self, name: str, path: str, body: bytes, kind: str) -> bytes:
        start = time.perf_counter()
        content = await self._line.post(path, body, kind, self._token)
        self.told.seconds[name].append(time.perf_counter() - start)
        return content

    def _entry(self) -> Entry:
        self._seq += 1
        self._latest = next_stamp(self._latest, int(time.time() * 1000), self.id)
        made = make_entry(
            id=str(uuid_utils.uuid7()), device=self.id, seq=self._seq, at=self._latest, actor=FIELDS["said_by"],
            op="put", table="answer", row=str(uuid_utils.uuid7()), scope="office", batch=str(uuid_utils.uuid7()),
            values=FIELDS, base={}, prev=self._prev,
        )  # fmt: skip
        self._prev = made.digest
        return made
