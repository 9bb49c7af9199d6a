"""A server that talks nonsense or lies, a disk that fills in a round: one clear line each, and nothing is lost."""

import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import msgspec
import pytest

from desk.db.journal import entries
from desk.db.store import Store
from desk.domain.journal.entry import Entry, make_entry
from desk.domain.journal.packed import pack
from desk.office.machine.check_store import journal_faults, state_of
from desk.office.machine.enrol import server_moved
from desk.office.machine.replica import StoreReplica
from desk.office.machine.synchronise import synchronise
from desk.server import rounds
from desk.server.database import Database
from desk.sync.session import run_round
from desk.sync.wire import PACKED, RoundAnswer, RoundAsk
from tests.conftest import Clock

NewStore = Callable[..., Store]
STRANGE = "0190c000-0000-7000-8000-0000000000ff"


@pytest.fixture
def address(tmp_path: Path) -> str:
    """What the desk does is the same whatever the server writes into."""
    return f"sqlite:///{tmp_path / 'server.db'}"


def entry_of(seq: int, text: str = "vera", prev: str = "") -> Entry:
    return make_entry(
        id=f"{STRANGE[:-6]}{seq:06d}", device=STRANGE, seq=seq, at=f"{seq:016x}-000000ff", actor="a", op="put",
        table="note", row=f"{STRANGE[:-7]}n{seq:06d}", scope="office", batch="b", values={"text": text}, base={},
        prev=prev,
    )  # fmt: skip


def answer(*told: Entry, acknowledged: int = 0, cursor: int = 5, more: bool = False) -> RoundAnswer:
    return RoundAnswer(acknowledged=acknowledged, cursor=cursor, more=more, entries=list(told))


FORGED = msgspec.structs.replace(entry_of(1), fields='{"text":"falsa"}')
LIES: dict[str, tuple[Callable[[int], RoundAnswer], str]] = {
    "it has more of us than we wrote": (lambda _turn: answer(acknowledged=99), "copia"),
    "it counts below nothing": (lambda _turn: answer(cursor=-1), "senza senso"),
    "it acknowledges below nothing": (lambda _turn: answer(acknowledged=-2), "senza senso"),
    "the same again and again": (lambda _turn: answer(entry_of(1), cursor=0), "senza senso"),
    "more without end, of nothing": (lambda turn: answer(cursor=turn, acknowledged=1, more=True), "non va avanti"),
    "more, and stands still": (lambda _turn: answer(cursor=0, more=True), "non va avanti"),
    "a forged entry": (lambda _turn: answer(FORGED), "guasta"),
    "a forged one among true ones": (lambda _turn: answer(entry_of(2), FORGED, entry_of(3)), "guasta"),
    "two entries under one number": (
        lambda _turn: answer(
            entry_of(1), msgspec.structs.replace(entry_of(1, "altra"), id=STRANGE)
        ),
        "stesso nome",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("lie", "words"), LIES.values(), ids=LIES)
def test_a_lie_is_told_in_one_line(store: Store, clock: Clock, lie: Callable[[int], RoundAnswer], words: str) -> None:
    with store.write("anna") as unit:
        unit.put("note", None, text="mia")
    before, turn = picture(store), [0]

    def post(_ask: RoundAsk, _meanwhile: Callable[[], None]) -> RoundAnswer:
        turn[0] += 1
        return lie(turn[0])

    done = run_round(StoreReplica(store), post, clock)
    assert not done.ok and done.fault and words in done.fault and "\n" not in done.fault
    assert turn[0] < 5
    assert picture(store) == before


def picture(store: Store) -> tuple[object, ...]:
    with store.read() as connection:
        assert journal_faults(connection) == []
        return state_of(connection), [entry.id for entry in entries(connection)]


class Nonsense(BaseHTTPRequestHandler):
    """Says always the same."""

    said: ClassVar[tuple[int, str, bytes]] = (200, "text/html", b"")

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        status, kind, body = self.said
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        pass


@contextmanager
def nonsense(status: int, kind: str, body: bytes) -> Iterator[str]:
    Nonsense.said = (status, kind, body)
    server = HTTPServer(("127.0.0.1", 0), Nonsense)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


TOKEN = b'{"access_token":"t","token_type":"Bearer","expires_in":900}'


@pytest.mark.parametrize(
    ("status", "kind", "body"),
    [
        (200, "text/html", b"<html>Benvenuti nella rete dell'albergo</html>"),
        (200, "application/json", TOKEN),  # good for a token, not for a round
        (200, PACKED, b"rotten"),
        (200, PACKED, pack(bytes(40_000_000))),  # small on the way, then it grows
        (500, "text/plain", b"Internal Server Error"),
        (404, "text/html", b"<html>Not found</html>"),
        (302, "text/html", b""),
        (403, "application/json", b'{"error":"huh","message":"?"}'),
    ],
)
def test_who_is_no_server_of_ours_changes_nothing(
    enrolled_store: NewStore, database: Database, server: str, status: int, kind: str, body: bytes
) -> None:
    store = enrolled_store("desk")
    with store.write("anna") as unit:
        unit.put("note", None, text="mia")
    before = picture(store)
    with nonsense(status, kind, body) as url:
        server_moved(store, url)
        done = synchronise(store)
    assert not done.ok and done.fault and "\n" not in done.fault and "<" not in done.fault
    assert picture(store) == before and done.waiting == 1
    server_moved(store, server)
    again = synchronise(store)
    assert again.ok and again.sent == 1


def test_a_disk_that_fills_in_a_round_takes_nothing_with_it(
    enrolled_store: NewStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, right = enrolled_store("left"), enrolled_store("right")
    with left.write("anna") as unit:
        for number in range(400):
            unit.put("note", None, text=f"{number} " + "x" * 500)
    assert synchronise(left).ok
    before, play = picture(right), rounds.play
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def then_full(*words: object) -> object:
        given = play(*words)  # type: ignore[arg-type]
        resource.setrlimit(resource.RLIMIT_FSIZE, (os.stat(right.folder / "desk.db-wal").st_size + 40_000, hard))
        return given

    monkeypatch.setattr(rounds, "play", then_full)
    try:
        done = synchronise(right)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not done.ok and "Il disco è pieno o guasto" in str(done.fault)
    assert picture(right) == before
    monkeypatch.setattr(rounds, "play", play)
    assert synchronise(right).received == 400
    assert picture(right)[0] == picture(left)[0]
