"""What is known of each request: one line of JSON for the log, counts for Prometheus. Never what a request says."""

import sys
import time
import traceback
from bisect import bisect_left
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from desk.sync.wire import JSON, Refusal

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_PLACES = 4

Door = Callable[[Request], Awaitable[Response]]
_encode = msgspec.json.Encoder().encode


def note(request: Request, **facts: str | int) -> None:
    """Facts for the request's line: who asked, how many entries, the word of a refusal. Nothing that an entry says."""
    request.scope.setdefault("state", {}).setdefault("told", {}).update(facts)


class Watch:
    """Counts every request of one server; used from its event loop only. `write` is given each line of the log."""

    def __init__(self, write: Callable[[str], None] | None = None) -> None:
        self.write = write
        self.running = 0
        self._answers: Counter[tuple[str, int]] = Counter()
        self._seconds: Counter[str] = Counter()
        self._buckets: dict[str, list[int]] = {}

    def door(self, route: str, door: Door) -> Door:
        """The same door, watched. `route` is the door's own name: an address may hold a secret."""

        async def watched(request: Request) -> Response:
            start = time.perf_counter()
            self.running += 1
            try:
                answer = await door(request)
            except Exception as error:  # noqa: BLE001  unforeseen: its words may tell of a family, so only its place
                self._unforeseen(route, error)
                said = Refusal(error="fault", message="the server made a mistake: nothing was changed")
                answer = Response(_encode(said), 500, media_type=JSON)
            finally:
                self.running -= 1
            self._count(route, answer.status_code, time.perf_counter() - start)
            if self.write:
                self.write(_line(request, route, answer, time.perf_counter() - start))
            return answer

        return watched

    def metrics(self) -> list[str]:
        """In the text form of Prometheus."""
        lines = [
            "# HELP desk_requests_total Requests answered.",
            "# TYPE desk_requests_total counter",
            *(
                f'desk_requests_total{{route="{route}",status="{status}"}} {many}'
                for (route, status), many in sorted(self._answers.items())
            ),
            "# HELP desk_requests_running Requests that are being answered, machines that wait for news among them.",
            "# TYPE desk_requests_running gauge",
            f"desk_requests_running {self.running}",
            "# HELP desk_request_seconds How long answers took.",
            "# TYPE desk_request_seconds histogram",
        ]
        for route, counts in sorted(self._buckets.items()):
            total = 0
            for limit, many in zip((*BUCKETS, "+Inf"), counts, strict=True):
                total += many
                lines.append(f'desk_request_seconds_bucket{{route="{route}",le="{limit}"}} {total}')
            lines.append(f'desk_request_seconds_sum{{route="{route}"}} {round(self._seconds[route], 6)}')
            lines.append(f'desk_request_seconds_count{{route="{route}"}} {total}')
        return lines

    def _count(self, route: str, status: int, seconds: float) -> None:
        self._answers[route, status] += 1
        self._seconds[route] += seconds  # type: ignore[assignment]  # a Counter adds what has no entry yet
        self._buckets.setdefault(route, [0] * (len(BUCKETS) + 1))[bisect_left(BUCKETS, seconds)] += 1

    def _unforeseen(self, route: str, error: Exception) -> None:
        places = traceback.extract_tb(error.__traceback__)[-_PLACES:]
        where = " < ".join(f"{place.filename.rpartition('/')[2]}:{place.lineno}" for place in reversed(places))
        say = self.write or to_stderr
        say(line(event="fault", route=route, fault=type(error).__name__, where=where))


def line(**facts: str | int | float) -> str:
    """One line of the log."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    return _encode({"at": now, **facts}).decode()


def to_stderr(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def _line(request: Request, route: str, answer: Response, seconds: float) -> str:
    told: dict[str, str | int] = request.scope.get("state", {}).get("told", {})
    return line(
        event="request",
        route=route,
        method=request.method,
        status=answer.status_code,
        ms=round(seconds * 1000, 2),
        bytes_out=len(answer.body),
        **told,
    )
