"""A server with too much to do says when to come again, and is not asked before."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from desk.errors import NetworkAway
from desk.sync.kept_line import FIRST_PAUSE, MOST_PAUSE, TRIES, KeptLine


@contextmanager
def busy(status: int, later: str) -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Busy(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.path)
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(status)
            if later:
                self.send_header("Retry-After", later)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_words: object) -> None:
            """Nothing."""

    with HTTPServer(("127.0.0.1", 0), Busy) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("later", "pauses"),
    [
        ("2", [2.0, 2.0]),
        ("0", [FIRST_PAUSE, 2 * FIRST_PAUSE]),
        ("", [FIRST_PAUSE, 2 * FIRST_PAUSE]),
        ("Wed, 21 Oct 2026 07:28:00 GMT", [FIRST_PAUSE, 2 * FIRST_PAUSE]),
        (str(int(MOST_PAUSE) + 1), []),
    ],
)
def test_a_busy_server_is_not_asked_before_it_wants_to_be(status: int, later: str, pauses: list[float]) -> None:
    slept: list[float] = []
    with busy(status, later) as (url, asked):
        line = KeptLine(url, slept.append)
        with pytest.raises(NetworkAway):
            line.post("/v1/round", b"{}", {})
        line.close()
    assert slept == pauses and len(asked) == len(pauses) + 1 <= TRIES


def test_a_line_that_is_cut_without_a_word_is_asked_after(server: str) -> None:
    """The system asks by itself, and gives up, long before the answer would have to be there."""
    line = KeptLine(server)
    line.post("/v1/wait", b"{}", {}, tries=1)
    kept = line._line.sock
    assert kept.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
    idle, pause, times, most = (
        kept.getsockopt(socket.IPPROTO_TCP, option)
        for option in (socket.TCP_KEEPIDLE, socket.TCP_KEEPINTVL, socket.TCP_KEEPCNT, socket.TCP_USER_TIMEOUT)
    )
    assert idle + pause * times <= 20 and most <= 20_000
    line.close()
