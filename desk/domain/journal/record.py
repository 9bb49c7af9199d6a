"""What a server shows of one row: its current fields, without the entries that made them."""

import msgspec


class Record(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """`fields` and `stamps` are JSON texts: field → value, and field → stamp, where "" stands for every field that is
    not named. `erased`: 1 where nothing else is left."""

    row: str
    table: str
    fields: str
    stamps: str
    erased: int
