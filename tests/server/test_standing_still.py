"""Those who hold a connection and say nothing, and a database that takes questions and gives no answer."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event

import httpx
import psycopg
import pytest

from desk.server import application, run
from desk.server.database import Database
from desk.server.run import beside
from tests.postgres import new_database, postgres_server

HEAD_SECONDS = 0.3
HEAD = b"POST /v1/round HTTP/1.1\r\nHost: desk\r\n"


def whole(line: socket.socket) -> bytes:
    """One answer, head and body."""
    said = line.recv(1000)
    while not said.endswith(b"}"):
        part = line.recv(1000)
        assert part, "hung up"
        said += part
    return said


def is_hung_up(line: socket.socket) -> bool:
    line.settimeout(5)
    return line.recv(1000) == b""


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(run, "HEAD_SECONDS", HEAD_SECONDS)
    database = Database(f"sqlite:///{tmp_path / 'server.db'}")
    with beside(database) as url:
        yield url
    database.close()


@pytest.mark.parametrize("said", [b"", HEAD], ids=["nothing", "half a head"])
def test_who_never_comes_to_the_point_is_hung_up_on(url: str, said: bytes) -> None:
    with socket.create_connection(("127.0.0.1", httpx.URL(url).port or 0)) as line:
        line.sendall(said)
        assert is_hung_up(line)


def test_half_a_head_after_a_whole_request_is_no_better(url: str) -> None:
    with socket.create_connection(("127.0.0.1", httpx.URL(url).port or 0)) as line:
        line.sendall(b"GET /health HTTP/1.1\r\nHost: desk\r\n\r\n")
        assert b"200 OK" in whole(line)
        line.sendall(HEAD)
        assert is_hung_up(line)


def test_a_kept_connection_may_rest_longer_and_a_body_may_take_its_time(url: str) -> None:
    with socket.create_connection(("127.0.0.1", httpx.URL(url).port or 0)) as line:
        rest = Event()
        for _each in range(2):
            line.sendall(b"POST /v1/enrol HTTP/1.1\r\nHost: desk\r\nContent-Length: 2\r\n\r\n{")
            rest.wait(2 * HEAD_SECONDS)
            line.sendall(b"}")
            assert b"400 Bad Request" in whole(line)
            rest.wait(2 * HEAD_SECONDS)


@contextmanager
def frozen(address: str) -> Iterator[None]:
    """All processes of a PostgreSQL stand still, its connections stay."""
    with psycopg.connect(address) as connection:
        found = connection.execute("SELECT setting FROM pg_settings WHERE name = 'data_directory'").fetchone()
    assert found
    first = int((Path(found[0]) / "postmaster.pid").read_text().split()[0])
    _tell([first], signal.SIGSTOP)  # it starts no more of them from here on
    pids = [first, *map(int, Path(f"/proc/{first}/task/{first}/children").read_text().split())]
    try:
        _tell(pids, signal.SIGSTOP)
        yield
    finally:
        _tell(pids, signal.SIGCONT)


def _tell(pids: list[int], what: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):  # one of PostgreSQL's that look in for a moment
            os.kill(pid, what)


def test_a_database_that_hangs_is_told_in_time_and_when_it_is_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(application, "LOOK_SECONDS", 0.5)
    with postgres_server() as pattern:
        address = new_database(pattern)
        database = Database(address)
        with beside(database) as url, httpx.Client(base_url=url, timeout=10) as client:
            assert client.get("/health").status_code == 200
            with frozen(address):
                for _each in range(3):
                    answer = client.get("/health")
                    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
                assert "desk_database_up 0\n" in client.get("/metrics").text
            until = time.monotonic() + 10
            while client.get("/health").status_code != 200:
                assert time.monotonic() < until
            assert "desk_database_up 1\n" in client.get("/metrics").text
        database.close()
