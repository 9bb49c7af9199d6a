"""What an entry must be before it is stored: its own device's, whole, in order, of a shape that fits."""

import re

import msgspec

from desk.domain.journal.entry import Entry, fault_of
from desk.server.devices import LOBBY, Known
from desk.server.refusal import Refused

MOST_CHARACTERS = 4_000_000
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
_ROW = re.compile(r"[!-~]{1,64}")
_STAMP = re.compile(r"[0-9a-f]{16}-[!-~]{1,8}")
_SEQ_LIMIT = 2**62
_fields = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode


def check(entries: list[Entry], known: Known) -> None:
    """Refused with one line; looks at nothing but the entries."""
    names: set[str] = set()
    for seq, entry in enumerate(entries, entries[0].seq):
        if entry.device != known.id:
            raise Refused(403, "device", "an entry of another device")
        if entry.seq != seq or not 1 <= seq < _SEQ_LIMIT:
            raise Refused(422, "order", "the entries are not in order of their counter")
        if known.scope == LOBBY and entry.scope != LOBBY:
            raise Refused(403, "scope", "a lobby device writes only what the lobby may see")
        if not _ROW.fullmatch(entry.row) or not _STAMP.fullmatch(entry.at):
            raise Refused(422, "shape", f"entry {entry.seq}: row or stamp of the wrong shape")
        if len(entry.fields) + len(entry.base) > MOST_CHARACTERS:
            raise Refused(413, "big", f"entry {entry.seq} is too big")
        fault = fault_of(entry)
        if fault:
            raise Refused(422, "digest", f"entry {entry.seq}: its digest does not fit")
        names.update((entry.table, entry.scope))
        if entry.fields:
            names.update(_names_in(entry))
    for name in names:
        if not _NAME.fullmatch(name):
            raise Refused(422, "shape", "a table, scope or field with a name of the wrong shape")


def _names_in(entry: Entry) -> dict[str, msgspec.Raw]:
    try:
        return _fields(entry.fields)
    except (msgspec.DecodeError, RecursionError, ValueError) as error:
        raise Refused(422, "shape", f"entry {entry.seq}: its fields are no JSON object") from error
