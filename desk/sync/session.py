"""One round: send what waits, fetch what is new, as often as it takes. Cut at any point, the next round goes on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from desk.domain.journal.entry import Entry
from desk.errors import BadInput, DeskError, NetworkAway, ShutOut
from desk.i18n import _
from desk.sync.replica import Replica, Standing
from desk.sync.wire import VERSION, RoundAnswer, RoundAsk

PUSH_ENTRIES = 2500
"""So many are checked by the server while the next are read here."""
PUSH_CHARACTERS = 8_000_000
STEPS_BACK = 2

Post = Callable[[RoundAsk, Callable[[], None]], RoundAnswer]
"""Sends the question and waits for the answer; while it waits, it does what it is given."""


class OutOfStep(DeskError):
    """The server waits for another counter than the one we sent."""

    def __init__(self, expected: int) -> None:
        super().__init__(_("Il server aspetta un'altra registrazione: riprovo."))
        self.expected = expected


@dataclass(frozen=True)
class Round:
    """How a round went. `fault`: one line for a person; `away`: only the network is missing, try again later.
    `shut_out`: the machine was revoked. `why`: the fault as a word for programs. `more`: there is more to fetch at
    once."""

    ok: bool
    sent: int
    received: int
    conflicts: int
    waiting: int
    at: datetime
    fault: str | None = None
    away: bool = False
    shut_out: bool = False
    why: str = ""
    more: bool = False


def run_round(replica: Replica, post: Post, now: Callable[[], datetime]) -> Round:
    """Never raises DeskError: what went wrong is in the round. Idle, it is exactly one request."""
    sent = received = 0
    fault: str | None = None
    why = ""
    away = shut_out = False
    standing: Standing | None = None
    try:
        for step in _steps(replica, post):
            sent += step.sent
            received += step.received
            standing = step.still
    except NetworkAway as error:
        standing, fault, away, why = None, str(error), True, error.why
    except DeskError as error:
        standing, fault, shut_out, why = None, str(error), isinstance(error, ShutOut), error.why
    standing = standing or replica.standing()
    return Round(fault is None, sent, received, standing.conflicts, standing.waiting, now(), fault, away, shut_out, why)


@dataclass(frozen=True)
class _Step:
    """One request and its answer; `still`: the standing where nothing moved."""

    sent: int
    received: int
    still: Standing | None


def _steps(replica: Replica, post: Post) -> Iterator[_Step]:
    steps_back = 0
    ahead = _Ahead(replica)
    while True:
        standing = replica.standing()
        entries = ahead.take(standing)
        ask = RoundAsk(
            version=VERSION,
            acknowledged=standing.acknowledged,
            cursor=standing.cursor,
            mark=standing.mark,
            entries=entries,
            pages=True,
        )
        try:
            answer = post(ask, ahead.read)
        except OutOfStep as error:
            steps_back += 1
            if steps_back > STEPS_BACK or not 1 <= error.expected <= standing.last + 1:
                raise _restored() from error
            replica.receive((), acknowledged=error.expected - 1, cursor=standing.cursor, mark=standing.mark)
            continue
        _check(answer, standing)
        acknowledged = min(answer.acknowledged, ahead.sent)  # of what it did not see it may have others
        before = (standing.acknowledged, standing.cursor, standing.mark)
        moved = (acknowledged, answer.cursor, answer.mark) != before
        taken = 0
        if moved:
            to = {"acknowledged": acknowledged, "cursor": answer.cursor, "mark": answer.mark}
            taken = replica.receive(answer.entries, answer.pages, anew=answer.anew, **to)
        gone = max(0, acknowledged - standing.acknowledged)
        yield _Step(gone, taken, None if moved else standing)
        if not answer.more and acknowledged >= standing.last:
            replica.all_came()
            return
        if not moved or (answer.more and not gone and not taken):
            raise BadInput(_("Il server non va avanti. Avvisa chi se ne occupa: qui non si è perso nulla."))


class _Ahead:
    """What is sent next, read while the server works on what was sent before."""

    def __init__(self, replica: Replica) -> None:
        self._replica = replica
        self.sent, self._last = 0, 0
        """Counters: up to where the server was shown our entries, and our newest."""
        self._next: list[Entry] = []

    def take(self, standing: Standing) -> list[Entry]:
        """The first entries that wait."""
        after, entries, self._next = standing.acknowledged, self._next, []
        if not standing.waiting:
            entries = []
        elif not entries or entries[0].seq != after + 1:
            entries = _batch(self._replica, after)
        self.sent, self._last = entries[-1].seq if entries else standing.last, standing.last
        return entries

    def read(self) -> None:
        if self.sent < self._last:
            self._next = _batch(self._replica, self.sent)


def _batch(replica: Replica, after: int) -> list[Entry]:
    entries = replica.outgoing(after, PUSH_ENTRIES)
    size = 0
    for number, entry in enumerate(entries):
        size += len(entry.fields) + len(entry.base)
        if size > PUSH_CHARACTERS and number:
            return entries[:number]
    return entries


def _check(answer: RoundAnswer, standing: Standing) -> None:
    if answer.acknowledged > standing.last:
        raise _restored()
    stands_still = (answer.cursor, answer.mark) == (standing.cursor, standing.mark) and (answer.entries or answer.pages)
    if answer.cursor < 0 or answer.acknowledged < 0 or stands_still:
        raise BadInput(_("Il server ha risposto cose senza senso. Qui non ho cambiato nulla."))


def _restored() -> BadInput:
    error = BadInput(
        _(
            "Il server conosce registrazioni di questo computer che qui non ci sono: forse è stata rimessa una copia "
            "vecchia. Chiama chi si occupa dei computer: qui non si è perso nulla."
        )
    )
    error.why = "fork"
    return error
