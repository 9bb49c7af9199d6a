"""The messages between a machine and its server, version 1.

A body is JSON, MessagePack, or MessagePack packed by zstd; the answer to a round is packed where the
question accepts `application/zstd`.
"""

from typing import Annotated, Final

import msgspec

from desk.domain.journal.entry import Entry
from desk.domain.journal.record import Record

VERSION: Final = 1
BINARY: Final = "application/msgpack"
PACKED: Final = "application/zstd"
JSON: Final = "application/json"
MOST_BYTES: Final = 32 * 1024 * 1024
MOST_ENTRIES: Final = 10_000
WORTH_PACKING: Final = 1024
ASSERTION_TYPE: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LONGEST_WAIT: Final = 20.0
"""Seconds a server holds a waiting machine. A thousand that ask every two seconds fill a processor
with nothing; a server that stops lets all go."""
PAGE: Final = 500
"""So many entries stand on a page at most."""
MAIL: Final = "message"
"""Under this name a mail that was dropped at the door stands in the reply's body."""


Pushed = Annotated[list[Entry], msgspec.Meta(max_length=MOST_ENTRIES)]
"""Seen before they are read: a few packed bytes may hold millions."""


class EnrolAsk(msgspec.Struct, frozen=True, kw_only=True):
    """A new machine shows its one-time code. `public_key`: 32 bytes of Ed25519 in base64url. `scope`: what it wants to
    be; a code of another kind is then refused and stays good."""

    version: int
    code: str
    device: str
    public_key: str
    scope: str = ""


class EnrolAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Where the machine belongs now. `server`: the audience of its assertions; `number`: the machine's, from 0."""

    office: str
    server: str
    scope: str
    number: int = 0


class TokenAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """OAuth 2: a short access token, seconds until it ends."""

    access_token: str
    token_type: str
    expires_in: int


class RoundAsk(msgspec.Struct, frozen=True, kw_only=True):
    """Push and pull in one request.

    `acknowledged`: the machine's own counter up to which it knows the server has everything; `entries` follow it.
    `cursor`: the server's number up to which the machine has everything; `mark`: what the server gave with it. A server
    that was put back to an older copy counts again: by the mark it sees that the number meant other entries. 0: none.
    `pages`: the machine reads them.
    """

    version: int
    acknowledged: int
    cursor: int
    mark: int = 0
    entries: Pushed = []
    limit: int = 5000
    pages: bool = False


class RoundAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What the server has of the machine now, what others wrote, and the cursor after them with its mark.

    `anew`: the server gives from its beginning, because the number it was asked from meant other entries.
    `pages`: more of what others wrote, many entries packed together (MessagePack, zstd), where the machine reads that.
    """

    acknowledged: int
    cursor: int
    more: bool
    entries: list[Entry]
    mark: int = 0
    anew: bool = False
    pages: list[bytes] = []


class RelayAsk(msgspec.Struct, frozen=True, kw_only=True):
    """A hub's round: entries of its office's machines, each one's in order. `cursor`, `mark` as in `RoundAsk`."""

    version: int
    cursor: int
    mark: int = 0
    entries: Pushed = []
    limit: int = 5000


class RelayAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """`known`: up to which counter the server has each machine that was asked about; `faults`: the word of refusal
    for machines of which nothing was taken; `entries`: what the hub may not have."""

    known: dict[str, int]
    faults: dict[str, str]
    cursor: int
    more: bool
    entries: list[Entry]
    mark: int = 0


class SnapshotAsk(msgspec.Struct, frozen=True, kw_only=True):
    """What the office's records say now, beyond one of them (its row and table); for a machine that has nothing."""

    version: int
    row: str = ""
    table: str = ""


class SnapshotAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """In order of row and table; ask again beyond the last one while there are more."""

    records: list[Record]
    more: bool


class WaitAsk(msgspec.Struct, frozen=True, kw_only=True):
    """Answered when there is something after the cursor, or after so many seconds."""

    cursor: int
    seconds: float


class WaitAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a round is worth while."""

    news: bool


class RepliesAsk(msgspec.Struct, frozen=True, kw_only=True):
    """What families answered to messages, after a number that this desk has."""

    after: int


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """One of them. `at`: seconds since 1970; `body`: JSON as the gateway sent it."""

    n: int
    at: int
    body: str


class RepliesAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """In their order; ask again after the last one."""

    replies: list[Reply]


class Refusal(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why a request changed nothing. `error` is for programs, `message` one line for people.

    `expected`: the counter the server waits for. `time`: the server's clock, seconds since 1970.
    """

    error: str
    message: str
    expected: int = 0
    time: int = 0
