"""One journal entry and the chain that makes a cut or an edit show."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Annotated, Any, Literal

import msgspec

Op = Literal["put", "erase", "view"]
Value = str | Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)] | float | bool | None
"""What a column of a row can hold."""
TOO_LATE = "07"
"""No stamp of a clock begins so high: it would be of the year 2213. After a forged one nobody could write any more."""

_encoder = msgspec.json.Encoder(order="deterministic")
_values = msgspec.json.Decoder(dict[str, Value]).decode
_bases = msgspec.json.Decoder(dict[str, str]).decode
_parts = msgspec.structs.astuple


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What one device wrote, erased or looked at.

    `fields` and `base` are canonical JSON texts: field → value, and field → the stamp (or several, parted by a
    space) of the value it replaced. `fields` is empty after an erase; `fields_digest` still proves the chain.
    """

    id: str
    device: str
    seq: int
    at: str
    actor: str
    op: Op
    table: str
    row: str
    scope: str
    batch: str
    fields: str
    base: str
    fields_digest: str
    prev: str
    digest: str

    def values(self) -> dict[str, Any]:
        """msgspec.DecodeError for what no row can hold; so with `bases`."""
        return _values(self.fields) if self.fields else {}

    def bases(self) -> dict[str, str]:
        return _bases(self.base) if self.base else {}


def canonical(values: Mapping[str, Any]) -> str:
    """The one JSON text of a mapping: keys in order, no spaces."""
    return _encoder.encode(values).decode()


def digest_of_fields(fields: str) -> str:
    return sha256(fields.encode()).hexdigest()


def _digest(
    id: str,
    device: str,
    seq: int,
    at: str,
    actor: str,
    op: str,
    table: str,
    row: str,
    scope: str,
    batch: str,
    base: str,
    fields_digest: str,
    prev: str,
) -> str:
    """The digest that the device's next entry carries as `prev`."""
    text = (
        f"{id}\n{device}\n{seq}\n{at}\n{actor}\n{op}\n{table}\n{row}\n{scope}\n{batch}\n{base}\n{fields_digest}\n{prev}"
    )
    return sha256(text.encode()).hexdigest()


def make_entry(
    *,
    id: str,
    device: str,
    seq: int,
    at: str,
    actor: str,
    op: Op,
    table: str,
    row: str,
    scope: str,
    batch: str,
    values: Mapping[str, Any],
    base: Mapping[str, str],
    prev: str,
) -> Entry:
    fields, bases = canonical(values), canonical(base) if base else ""
    whole = digest_of_fields(fields)
    digest = _digest(id, device, seq, at, actor, op, table, row, scope, batch, bases, whole, prev)
    return Entry(id, device, seq, at, actor, op, table, row, scope, batch, fields, bases, whole, prev, digest)


def fault_of(entry: Entry) -> str | None:
    """Why an entry's own digests do not fit, or None."""
    id, device, seq, at, actor, op, table, row, scope, batch, fields, base, whole, prev, digest = _parts(entry)
    if at >= TOO_LATE:
        return "porta una data che nessun orologio segna"
    if fields and sha256(fields.encode()).hexdigest() != whole:
        return "i campi non corrispondono all'impronta"
    expected = _digest(id, device, seq, at, actor, op, table, row, scope, batch, base, whole, prev)
    return None if expected == digest else "l'impronta non corrisponde"


def chain_faults(entries: Iterable[Entry]) -> list[str]:
    """What is wrong in one device's entries, given in order of `seq` from the first."""
    faults, expected, prev = [], 1, ""
    for entry in entries:
        if entry.seq != expected:
            faults.append(f"dispositivo {entry.device[-8:]}: manca la registrazione {expected}")
            prev = entry.prev
        fault = fault_of(entry)
        if fault is None and entry.prev != prev:
            fault = "non segue quella prima"
        if fault:
            faults.append(f"dispositivo {entry.device[-8:]}, registrazione {entry.seq}: {fault}")
        expected, prev = entry.seq + 1, entry.digest
    return faults
