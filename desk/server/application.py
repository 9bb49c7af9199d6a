"""The backend over HTTP: the doors of machines and of those who watch, every answer a sense or a `Refusal`."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from urllib.parse import parse_qs

import msgspec
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from desk.domain.journal.entry import Entry
from desk.domain.journal.packed import pack, unpack
from desk.server import devices, metrics, openapi, replies, rounds, snapshot
from desk.server.bell import Bells, heard
from desk.server.checks import SENSELESS
from desk.server.database import Database
from desk.server.gate import AT_WORK, Gate
from desk.server.newest import Newest
from desk.server.refusal import Refused
from desk.server.standing import Looks, standing
from desk.server.watch import Door, Watch, note
from desk.sync import wire

MOST_FORM_BYTES = 64 * 1024
LOOK_SECONDS = 3
"""A database that has not answered by then is away."""
COME_AGAIN = 2
"""Seconds after which a machine that was turned away should try again."""

Seconds = Callable[[], int]
T = TypeVar("T")

_pack = msgspec.msgpack.Encoder().encode
_unpack_entry = msgspec.msgpack.Decoder(Entry).decode


def seconds_now() -> int:
    return int(time.time())


def make_application(database: Database, now: Seconds = seconds_now, watch: Watch | None = None) -> "Application":
    """`now`: seconds since 1970."""
    watch = watch or Watch()
    here = _Doors(database, now, watch)
    doors: tuple[tuple[str, Door, str], ...] = (
        ("/v1/enrol", here.enrol, "POST"),
        ("/v1/token", here.token, "POST"),
        ("/v1/round", here.play, "POST"),
        ("/v1/relay", here.relay, "POST"),
        ("/v1/snapshot", here.snapshot, "POST"),
        ("/v1/wait", here.wait, "POST"),
        ("/v1/replies", here.fetched, "POST"),
        ("/v1/replies/{secret}", here.replied, "POST"),
        ("/health", here.health, "GET"),
        ("/metrics", here.measured, "GET"),
        ("/openapi.json", here.described, "GET"),
    )
    watched = {path: watch.door(path, _guarded(door)) for path, door, _method in doors}
    return Application(
        Starlette(routes=[Route(path, watched[path], methods=[method]) for path, _door, method in doors]),
        {"/v1/round": watched["/v1/round"]},
        here.let_go,
    )


class Application:
    """The door at which each machine knocks every few seconds is found without a look at all the others."""

    def __init__(self, every: Starlette, often: dict[str, Door], let_go: Callable[[], None]) -> None:
        """`let_go`: for a server that stops, so that no machine waits for it."""
        self._every, self._often, self.let_go = every, often, let_go

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        door = self._often.get(scope["path"]) if scope["type"] == "http" and scope["method"] == "POST" else None
        if door is None:
            await self._every(scope, receive, send)
        else:
            answer = await door(Request(scope, receive, send))
            await answer(scope, receive, send)


class _Doors:
    """What each door does; what goes wrong is raised."""

    def __init__(self, database: Database, now: Seconds, watch: Watch) -> None:
        self._database, self._now, self._watch = database, now, watch
        self._gate, self._bells = Gate(), Bells(self._counters)
        self._looks, self._newest = Looks(database), Newest()
        self._look: asyncio.Future[None] | None = None
        self._hands = ThreadPoolExecutor(AT_WORK, thread_name_prefix="round")  # Starlette's takes twice as long to ask

    def let_go(self) -> None:
        self._looks.close()
        self._bells.let_go()

    async def _counters(self, offices: list[str]) -> dict[str, int]:
        return await run_in_threadpool(rounds.counters, self._database, offices)

    async def enrol(self, request: Request) -> Response:
        async with self._gate.body(request, MOST_FORM_BYTES) as body, self._gate.work():
            return _answer(
                await run_in_threadpool(devices.enrol, self._database, _json(body, wire.EnrolAsk), self._now())
            )

    async def token(self, request: Request) -> Response:
        async with self._gate.body(request, MOST_FORM_BYTES) as body, self._gate.work():
            form = parse_qs(body.decode("utf-8", "replace"))
            if form.get("client_assertion_type") != [wire.ASSERTION_TYPE] or len(form.get("client_assertion", [])) != 1:
                raise Refused(400, "assertion", "a signed client assertion is needed")
            return _answer(
                await run_in_threadpool(devices.token, self._database, form["client_assertion"][0], self._now())
            )

    async def play(self, request: Request) -> Response:
        machine = self._speaker(request)
        async with self._gate.body(request, wire.MOST_BYTES) as body, self._gate.work():
            ask = _read_ask(body, request.headers.get("content-type", ""), wire.RoundAsk)
            known = None if ask.entries else await self._looks.standing(machine)
            given = rounds.at_once(known, ask, self._newest) if known else None
            if given is None:
                hands = asyncio.get_running_loop().run_in_executor
                given = await hands(self._hands, rounds.play, self._database, machine, ask, known)
        if ask.entries:
            self._newest.keep(given.office, given.commit)
            self._bells.ring(given.office)
        note(request, office=given.office, taken=len(ask.entries), given=len(given.bodies))
        return _given(given, request, {"acknowledged": given.acknowledged})

    async def relay(self, request: Request) -> Response:
        machine = self._speaker(request)
        async with self._gate.body(request, wire.MOST_BYTES) as body, self._gate.work():
            ask = _read_ask(body, request.headers.get("content-type", ""), wire.RelayAsk)
            given, taken = await run_in_threadpool(rounds.relay, self._database, machine, ask)
        if taken.stored:
            self._bells.ring(given.office)
        note(request, office=given.office, taken=taken.stored, given=len(given.bodies), faults=len(taken.faults))
        return _given(given, request, {"known": taken.known, "faults": taken.faults})

    async def snapshot(self, request: Request) -> Response:
        machine = self._speaker(request)
        async with self._gate.body(request, MOST_FORM_BYTES) as body, self._gate.work():
            ask = _read_ask(body, request.headers.get("content-type", ""), wire.SnapshotAsk)
            answer = await run_in_threadpool(snapshot.play, self._database, machine, ask)
        note(request, given=len(answer.records))
        return _packed(_pack(answer), request.headers.get("accept", ""))

    async def wait(self, request: Request) -> Response:
        machine = self._speaker(request)
        async with self._gate.body(request, MOST_FORM_BYTES) as body:
            ask = _json(body, wire.WaitAsk)
        known = await run_in_threadpool(_standing, self._database, machine)
        note(request, office=known.office)
        news = known.counter != ask.cursor
        if not news and ask.seconds > 0:
            with self._bells.hearing(known.office, ask.cursor) as bell:
                news = await heard(bell, min(ask.seconds, wire.LONGEST_WAIT))
        return Response(msgspec.json.encode(wire.WaitAnswer(news=news)), media_type=wire.JSON)

    async def replied(self, request: Request) -> Response:
        """From the gateway: whoever knows the address may drop something here, and learns nothing."""
        async with self._gate.body(request, MOST_FORM_BYTES) as body, self._gate.work():
            kind = request.headers.get("content-type", "")
            await run_in_threadpool(
                replies.drop, self._database, request.path_params["secret"], body, kind, self._now()
            )
        return Response(b'{"ok":true}', media_type=wire.JSON)

    async def fetched(self, request: Request) -> Response:
        machine = self._speaker(request)
        async with self._gate.body(request, MOST_FORM_BYTES) as body, self._gate.work():
            ask = _read_ask(body, request.headers.get("content-type", ""), wire.RepliesAsk)
            answer = await run_in_threadpool(replies.given, self._database, machine, ask)
        note(request, given=len(answer.replies))
        return Response(_pack(answer), media_type=wire.BINARY)

    def _speaker(self, request: Request) -> str:
        machine = devices.bearer(self._database, request.headers.get("authorization"), self._now())
        note(request, device=machine)
        return machine

    async def health(self, _request: Request) -> Response:
        if not await self._answers():
            raise Refused(503, "away", "the database does not answer: try again")
        return Response(b'{"ok":true,"version":1}', media_type=wire.JSON)

    async def _answers(self) -> bool:
        """One look however many ask: a database that hangs is not to hold more than one thread of those who watch."""
        look = self._look
        if look is None or look.done():
            look = self._look = asyncio.ensure_future(run_in_threadpool(_look, self._database))
        done, _waiting = await asyncio.wait({look}, timeout=LOOK_SECONDS)
        return bool(done) and look.exception() is None

    async def measured(self, _request: Request) -> Response:
        lines = [*self._watch.metrics(), *self._gate.metrics(), *metrics.process(self._database, self._bells.waiting)]
        database = self._database if await self._answers() else None
        return Response(await run_in_threadpool(metrics.text, database, lines), media_type=metrics.KIND)

    async def described(self, _request: Request) -> Response:
        return Response(openapi.text(), media_type=wire.JSON)


def _guarded(door: Door) -> Door:
    """What went wrong becomes one line; a database that is away becomes 503, which machines try again."""

    async def guarded(request: Request) -> Response:
        try:
            return await door(request)
        except Refused as refused:
            note(request, error=refused.error)
            said = wire.Refusal(error=refused.error, message=str(refused), expected=refused.expected, time=refused.time)
            return _refusal(said, refused.status)
        except ClientDisconnect:
            return Response(status_code=400)
        except (DBAPIError, NoConnection):
            note(request, error="away")
            return _refusal(wire.Refusal(error="away", message="the database does not answer: try again"), 503)

    return guarded


def _refusal(said: wire.Refusal, status: int) -> Response:
    later = {"retry-after": str(COME_AGAIN)} if status in (429, 503) else None
    return Response(msgspec.json.encode(said), status, media_type=wire.JSON, headers=later)


def _json(body: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except SENSELESS as error:
        raise Refused(400, "shape", "the request is not of the expected shape") from error


def _answer(said: wire.EnrolAnswer | wire.TokenAnswer) -> Response:
    return Response(msgspec.json.encode(said), media_type=wire.JSON, headers={"cache-control": "no-store"})


def _standing(database: Database, machine: str) -> devices.Known:
    with database.read() as connection:
        return standing(connection, machine)


def _given(given: rounds.Given, request: Request, more: dict[str, object]) -> Response:
    accepted = request.headers.get("accept", "")
    facts = more | {"cursor": given.cursor, "mark": given.mark, "more": given.more, "anew": given.anew}
    if wire.JSON in accepted:
        plain = facts | {"entries": [_unpack_entry(entry) for entry in given.bodies], "pages": given.pages}
        return Response(msgspec.json.encode(plain), media_type=wire.JSON)
    packed = _pack(facts | {"entries": [msgspec.Raw(entry) for entry in given.bodies], "pages": given.pages})
    return _packed(packed, accepted if given.bodies else "")  # pages are packed already


def _packed(plain: bytes, accepted: str) -> Response:
    if wire.PACKED in accepted and len(plain) > wire.WORTH_PACKING:
        return Response(pack(plain), media_type=wire.PACKED)
    return Response(plain, media_type=wire.BINARY)


def _read_ask(body: bytes, kind: str, shape: type[T]) -> T:
    try:
        if kind == wire.JSON:
            return msgspec.json.decode(body, type=shape)
        return msgspec.msgpack.decode(unpack(body, wire.MOST_BYTES) if kind == wire.PACKED else body, type=shape)
    except SENSELESS as error:
        raise Refused(400, "shape", "the request is not of the expected shape") from error


def _look(database: Database) -> None:
    with database.read() as connection:
        connection.exec_driver_sql("SELECT 1").fetchone()
