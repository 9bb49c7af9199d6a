"""The display without its pixels: the last call, those before it, what is said aloud, the calm lines. No Qt."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from desk.catalogue.lobby import Line, load_lobby
from desk.db.store import Store
from desk.domain.lobby_words import Say
from desk.i18n import translated
from desk.office.lobby.kiosk import today
from desk.office.lobby.rows import Call, Hall, read_calls, read_hall
from desk.settings import FAMILY_LANGUAGES
from desk.ui.presenters.running import Run

OTHERS = ("en", "ro", "ar", "zh")
"""Languages that stand beside «Ora tocca a»."""
BEFORE = 5
LATE = timedelta(minutes=2)


def say(text: str, language: str, **facts: object) -> str:
    """The words in a language, else in Italian."""
    return (translated(language, text) or text).format(**facts)


@dataclass(frozen=True)
class Board:
    """What the lobby's rows say now."""

    calls: tuple[Call, ...]
    hall: Hall


class View(Protocol):
    """What the window does for the presenter."""

    def refresh(self) -> None: ...

    def announce(self, call: Call, texts: tuple[str, ...]) -> None:
        """Blink, and say it aloud."""


class DisplayPresenter:
    """Numbers only. What is on the board when the display starts is shown, not called again."""

    def __init__(self, store: Store, run: Run, view: View) -> None:
        self._store, self._run, self._view = store, run, view
        self.board = Board((), Hall())
        self.away = False
        self._said: set[tuple[str, int]] | None = None
        self._queue: list[Call] = []
        self.calling: Call | None = None
        self._turn = 0

    def look(self) -> None:
        """Read the board anew."""
        self._run.run(self._read, self._have, lambda _error: None)

    def _read(self) -> Board:
        day = today(self._store).isoformat()
        with self._store.read() as connection:
            return Board(read_calls(connection, day), read_hall(connection, day))

    def _have(self, board: Board) -> None:
        fresh = [call for call in reversed(board.calls) if self._said is not None and _mark(call) not in self._said]
        self._said = (self._said or set()) | {_mark(call) for call in board.calls}
        changed, self.board = board != self.board, board
        self._queue = in_turn([each for each in self._queue if each.id in {call.id for call in board.calls}] + fresh)
        if self.calling is not None and self.calling.ticket not in {call.ticket for call in board.calls}:
            self.calling = None  # the call was taken back
        if self.calling is None:
            self.next()
        if changed:
            self._view.refresh()

    def next(self) -> None:
        """The call in hand was said; the next one, if several came at once."""
        self.calling = self._queue.pop(0) if self._queue else None
        if self.calling is not None:
            self._view.refresh()
            self._view.announce(self.calling, self.spoken(self.calling))

    def set_away(self, away: bool) -> None:
        if away != self.away:
            self.away = away
            self._view.refresh()

    def turn(self) -> None:
        """The calm lines, one language after the other."""
        self._turn += 1
        self._view.refresh()

    # — words —

    def last(self) -> Call | None:
        """The number that stands large: the one being called, else the newest."""
        return self.calling or (self.board.calls[0] if self.board.calls else None)

    def before(self) -> tuple[Call, ...]:
        last = self.last()
        return tuple(call for call in self.board.calls if last is None or call.ticket != last.ticket)[:BEFORE]

    def now_in_others(self) -> str:
        """«Now calling · Acum · …»."""
        return " · ".join(say(Say.NOW, each) for each in OTHERS)

    def sentence(self, call: Call) -> str:
        """Where to go, in the family's language."""
        if call.number is not None:
            return say(Say.GO_ROOM, call.language, n=call.number)
        return say(Say.GO_PLACE, call.language, place=call.room)

    def way(self, call: Call) -> str:
        """How one finds the room, in the family's language."""
        way = load_lobby().way(call.number)
        return say(way, call.language) if way else ""

    def spoken(self, call: Call) -> tuple[str, ...]:
        return (say(Say.SPOKEN, call.language, ticket=_spelled(call.ticket)), self.sentence(call))

    def room_words(self, call: Call) -> str:
        return f"{Say.ROOM} {call.number}" if call.number is not None else call.room

    def wait_words(self) -> str:
        hall = self.board.hall
        if self.away or hall.low is None or hall.high is None:
            return ""
        return Say.MINUTES.format(low=hall.low, high=hall.high)

    def lines(self) -> tuple[tuple[Line, str], ...]:
        """Two calm lines, the first in Italian, the second in the language whose turn it is."""
        every, others = load_lobby().lines, FAMILY_LANGUAGES[1:]
        line = every[self._turn % len(every)]
        return (line, line.text), (line, say(line.text, others[self._turn % len(others)]))

    def line_language(self) -> str:
        """The language of the second line."""
        return FAMILY_LANGUAGES[1:][self._turn % (len(FAMILY_LANGUAGES) - 1)]


def in_turn(calls: list[Call]) -> list[Call]:
    """The first call first; those long past, which the network brought late, only when nobody else is called."""
    newest = max((call.at for call in calls), default=None)
    return sorted(calls, key=lambda call: (newest is not None and newest - call.at > LATE, call.at))


def _mark(call: Call) -> tuple[str, int]:
    """A call is said once; a recall is another."""
    return call.id, call.calls


def _spelled(ticket: str) -> str:
    """«A 17»: a voice reads letter and number."""
    return f"{ticket[:1]} {ticket[1:].lstrip('0') or ticket[1:]}"
