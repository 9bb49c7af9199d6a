"""Seats, ways to the rooms and calm lines of the lobby, from resources/lobby/lobby.toml."""

from functools import lru_cache

from msgspec import Struct

from desk.catalogue import files
from desk.i18n import _


class Seat(Struct, frozen=True, forbid_unknown_fields=True):
    """Where numbers of one letter wait."""

    letter: str
    text: str


class Way(Struct, frozen=True, forbid_unknown_fields=True):
    """How one finds a room from the lobby."""

    room: int
    text: str


class Line(Struct, frozen=True, forbid_unknown_fields=True):
    """A calm line at the foot of the display."""

    icon: str
    text: str


class Lobby(Struct, frozen=True):
    """Everything that the file says."""

    seats: tuple[Seat, ...]
    ways: tuple[Way, ...]
    lines: tuple[Line, ...]

    def seat(self, ticket: str) -> str:
        """Where the holder of a number sits; empty where the file does not say."""
        return next((each.text for each in self.seats if each.letter == ticket[:1]), "")

    def way(self, room: int | None) -> str:
        return next((each.text for each in self.ways if each.room == room), "")

    def texts(self) -> tuple[str, ...]:
        """What families read."""
        return tuple(dict.fromkeys(each.text for part in (self.seats, self.ways, self.lines) for each in part))


@lru_cache(maxsize=1)
def load_lobby() -> Lobby:
    """Raises BadResource."""
    path = files.folder() / "lobby" / "lobby.toml"
    tables = files.read(path)
    files.only(path, tables, "seat", "way", "line")
    seats = files.several(path, tables, "seat", Seat)
    for seat in seats:
        if len(seat.letter) != 1 or not seat.letter.isupper():
            raise files.wrong(path, seat.letter, _("la lettera del biglietto è una sola, maiuscola."))
    files.unique(path, (seat.letter for seat in seats))
    ways = files.several(path, tables, "way", Way)
    files.unique(path, (str(way.room) for way in ways))
    return Lobby(seats, ways, files.several(path, tables, "line", Line))
