"""The backend over HTTP: the doors of machines and of those who watch, every answer a sense or a `Refusal`."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar
from urllib.parse import parse_qs

import msgspec
from sqlalchemy.exc import DBAPIError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from desk.domain.journal.entry import Entry
from desk.server import devices, metrics, openapi, replies, rounds
from desk.server.bell import LOOK_AGAIN, Bells, heard
from desk.server.database import Database
from desk.server.refusal import Refused
from desk.sync import wire

MOST_FORM_BYTES = 64 * 1024

Seconds = Callable[[], int]
Door = Callable[[Request], Awaitable[Response]]
T = TypeVar("T")

_pack = msgspec.msgpack.Encoder().encode
_unpack_entry = msgspec.msgpack.Decoder(Entry).decode


def seconds_now() -> int:
    return int(time.time())


def make_application(database: Database, now: Seconds = seconds_now) -> Starlette:
    """`now`: seconds since 1970."""
    bells = Bells()

    async def enrol(request: Request) -> Response:
        ask = _json(await _body(request, MOST_FORM_BYTES), wire.EnrolAsk)
        return _answer(await run_in_threadpool(devices.enrol, database, ask, now()))

    async def token(request: Request) -> Response:
        form = parse_qs((await _body(request, MOST_FORM_BYTES)).decode("utf-8", "replace"))
        if form.get("client_assertion_type") != [wire.ASSERTION_TYPE] or len(form.get("client_assertion", [])) != 1:
            raise Refused(400, "assertion", "a signed client assertion is needed")
        return _answer(await run_in_threadpool(devices.token, database, form["client_assertion"][0], now()))

    async def play(request: Request) -> Response:
        machine = devices.bearer(database, request.headers.get("authorization"), now())
        body = await _body(request, wire.MOST_BYTES)
        ask = _read_ask(body, request.headers.get("content-type", ""), wire.RoundAsk)
        given = await run_in_threadpool(rounds.play, database, machine, ask)
        if ask.entries:
            bells.ring(given.office)
        return _given(given, request, {"acknowledged": given.acknowledged})

    async def relay(request: Request) -> Response:
        machine = devices.bearer(database, request.headers.get("authorization"), now())
        body = await _body(request, wire.MOST_BYTES)
        ask = _read_ask(body, request.headers.get("content-type", ""), wire.RelayAsk)
        given, taken = await run_in_threadpool(rounds.relay, database, machine, ask)
        if taken.stored:
            bells.ring(given.office)
        return _given(given, request, {"known": taken.known, "faults": taken.faults})

    async def wait(request: Request) -> Response:
        machine = devices.bearer(database, request.headers.get("authorization"), now())
        ask = _json(await _body(request, MOST_FORM_BYTES), wire.WaitAsk)
        clock = asyncio.get_running_loop().time
        until = clock() + min(ask.seconds, wire.LONGEST_WAIT)
        known = await run_in_threadpool(_standing, database, machine)
        with bells.hearing(known.office) as bell:
            while known.counter == ask.cursor and clock() < until:
                await heard(bell, min(LOOK_AGAIN, max(0.0, until - clock())))
                known = await run_in_threadpool(_standing, database, machine)
        return Response(msgspec.json.encode(wire.WaitAnswer(news=known.counter != ask.cursor)), media_type=wire.JSON)

    async def replied(request: Request) -> Response:
        """From the gateway: whoever knows the address may drop something here, and learns nothing."""
        body, kind = await _body(request, MOST_FORM_BYTES), request.headers.get("content-type", "")
        await run_in_threadpool(replies.drop, database, request.path_params["secret"], body, kind, now())
        return Response(b'{"ok":true}', media_type=wire.JSON)

    async def fetched(request: Request) -> Response:
        machine = devices.bearer(database, request.headers.get("authorization"), now())
        body = await _body(request, MOST_FORM_BYTES)
        ask = _read_ask(body, request.headers.get("content-type", ""), wire.RepliesAsk)
        answer = await run_in_threadpool(replies.given, database, machine, ask)
        return Response(_pack(answer), media_type=wire.BINARY)

    async def health(_request: Request) -> Response:
        await run_in_threadpool(_look, database)
        return Response(b'{"ok":true,"version":1}', media_type=wire.JSON)

    async def measured(_request: Request) -> Response:
        return Response(await run_in_threadpool(metrics.text, database), media_type=metrics.KIND)

    async def described(_request: Request) -> Response:
        return Response(openapi.text(), media_type=wire.JSON)

    return Starlette(
        routes=[
            Route("/v1/enrol", _guarded(enrol), methods=["POST"]),
            Route("/v1/token", _guarded(token), methods=["POST"]),
            Route("/v1/round", _guarded(play), methods=["POST"]),
            Route("/v1/relay", _guarded(relay), methods=["POST"]),
            Route("/v1/wait", _guarded(wait), methods=["POST"]),
            Route("/v1/replies", _guarded(fetched), methods=["POST"]),
            Route("/v1/replies/{secret}", _guarded(replied), methods=["POST"]),
            Route("/health", _guarded(health)),
            Route("/metrics", _guarded(measured)),
            Route("/openapi.json", _guarded(described)),
        ]
    )


def _guarded(door: Door) -> Door:
    """What went wrong becomes one line; a database that is away becomes 503, which machines try again."""

    async def guarded(request: Request) -> Response:
        try:
            return await door(request)
        except Refused as refused:
            said = wire.Refusal(error=refused.error, message=str(refused), expected=refused.expected, time=refused.time)
            return Response(msgspec.json.encode(said), refused.status, media_type=wire.JSON)
        except ClientDisconnect:
            return Response(status_code=400)
        except DBAPIError:
            said = wire.Refusal(error="away", message="the database does not answer: try again")
            return Response(msgspec.json.encode(said), 503, media_type=wire.JSON)

    return guarded


async def _body(request: Request, most: int) -> bytes:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise Refused(413, "big", "the request is too big")
    return bytes(body)


def _json(body: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.DecodeError as error:
        raise Refused(400, "shape", "the request is not of the expected shape") from error


def _answer(said: wire.EnrolAnswer | wire.TokenAnswer) -> Response:
    return Response(msgspec.json.encode(said), media_type=wire.JSON, headers={"cache-control": "no-store"})


def _standing(database: Database, machine: str) -> devices.Known:
    with database.read() as connection:
        return devices.standing(connection, machine)


def _given(given: rounds.Given, request: Request, more: dict[str, object]) -> Response:
    accepted = request.headers.get("accept", "")
    facts = more | {"cursor": given.cursor, "mark": given.mark, "more": given.more}
    if wire.JSON in accepted:
        plain = facts | {"entries": [_unpack_entry(entry) for entry in given.bodies]}
        return Response(msgspec.json.encode(plain), media_type=wire.JSON)
    packed = _pack(facts | {"entries": [msgspec.Raw(entry) for entry in given.bodies]})
    if wire.PACKED in accepted and len(packed) > wire.WORTH_PACKING:
        return Response(wire.pack(packed), media_type=wire.PACKED)
    return Response(packed, media_type=wire.BINARY)


def _read_ask(body: bytes, kind: str, shape: type[T]) -> T:
    try:
        if kind == wire.JSON:
            return msgspec.json.decode(body, type=shape)
        return msgspec.msgpack.decode(wire.unpack(body) if kind == wire.PACKED else body, type=shape)
    except (msgspec.DecodeError, ValueError) as error:
        raise Refused(400, "shape", "the request is not of the expected shape") from error


def _look(database: Database) -> None:
    with database.read() as connection:
        connection.exec_driver_sql("SELECT 1").fetchone()
