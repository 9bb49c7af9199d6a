"""Why a request changes nothing: an HTTP status, a word for programs, one line for people."""

from desk.errors import DeskError


class Refused(DeskError):
    """`expected`: the counter that would have been right; `time`: the server's clock."""

    def __init__(self, status: int, error: str, message: str, *, expected: int = 0, time: int = 0) -> None:
        super().__init__(message)
        self.status, self.error, self.expected, self.time = status, error, expected, time
