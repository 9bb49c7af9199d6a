"""What a person is told when something cannot be done."""


class DeskError(Exception):
    """One clear line for a person: what is wrong, where, and what to do. `why`: a word for programs, where one asks."""

    why = ""


class NotAllowed(DeskError):
    """The signed-in role may not do this."""


class ShutOut(NotAllowed):
    """The server no longer lets this machine in: it was revoked."""

    why = "revoked"


class NotFound(DeskError):
    """The named thing is not in this store."""


class BadInput(DeskError):
    """A value typed, scanned or sent cannot be used."""


class StoreUnusable(DeskError):
    """The store cannot be opened or written: wrong key, foreign file, newer version, lock, disk."""

    why = "store"


class WrongKey(StoreUnusable):
    """The key at hand does not open the store, or the file is none of ours."""


class BadResource(DeskError):
    """A file under resources/ is wrong; the message names file, entry and fault."""


class NetworkAway(DeskError):
    """The other machine cannot be reached now; the work goes on locally."""

    why = "away"
