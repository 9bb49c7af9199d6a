"""What a machine that was tampered with may send: it is refused, or does not stop anybody and does not win for ever."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from desk.db.store import Store
from desk.db.unit import new_id
from desk.domain.journal.clock import stamp
from desk.domain.journal.entry import Entry, _digest, digest_of_fields
from desk.errors import BadInput, DeskError
from desk.office.machine.enrol import membership
from desk.office.machine.synchronise import synchronise
from desk.sync.client import Client
from desk.sync.wire import VERSION, RoundAsk

NewStore = Callable[[str], Store]
ROW = "0190c000-0000-7000-8000-000000000001"
YEAR_2099 = stamp(4_102_358_400_000, 0, "mallory0")
REFUSED: dict[str, dict[str, Any]] = {
    "a stamp after which nobody could write": {"at": "ffffffffffffffff-mallory0"},
    "a stamp of the year 6429": {"at": "07fffffff0000000-mallory0"},
    "a list": {"fields": '{"name":[1,2]}'},
    "an object": {"fields": '{"name":{"a":1}}'},
    "a number that no column holds": {"fields": '{"name":1180591620717411303424}'},
    "half a letter": {"fields": '{"name":"\\ud800"}'},
    "a base that is no JSON": {"base": "garbage"},
    "a base that is a list": {"base": "[1]"},
    "a base that names no stamps": {"base": '{"name":"zzz"}'},
    "a base of numbers": {"base": '{"name":3}'},
    "a base of a name that is none": {"base": f'{{"na me":"{stamp(1, 0, "mallory0")}"}}'},
}


def forged(device: str, **how: str) -> Entry:
    """Whole by its digests, whatever it says."""
    entry = Entry(
        new_id(), device, 1, stamp(1_700_000_000_000, 0, "mallory0"), "mallory", "put", "household", ROW, "office",
        new_id(), '{"name":"Falsa"}', "", "", "", "",
    )  # fmt: skip
    entry = msgspec.structs.replace(entry, **how)
    entry = msgspec.structs.replace(entry, fields_digest=digest_of_fields(entry.fields))
    parts = [getattr(entry, name) for name in Entry.__struct_fields__ if name not in ("fields", "digest")]
    return msgspec.structs.replace(entry, digest=_digest(*parts))


def send(store: Store, entry: Entry) -> None:
    known = membership(store)
    assert known
    client = Client(known, store.now)
    try:
        client.round(RoundAsk(version=VERSION, acknowledged=0, cursor=0, entries=[entry]))
    finally:
        client.close()


def name_of(store: Store) -> str:
    with store.read() as connection:
        return str(connection.exec_driver_sql("SELECT name FROM household WHERE id = ?", (ROW,)).scalar_one())


@pytest.mark.parametrize("how", REFUSED.values(), ids=REFUSED.keys())
def test_it_is_refused_and_nobody_is_stopped(enrolled_store: NewStore, how: dict[str, str]) -> None:
    bad, good = enrolled_store("bad"), enrolled_store("good")
    with pytest.raises(DeskError, match="ha rifiutato"):
        send(bad, forged(bad.device, **how))
    for name in ("Prima", "Dopo"):
        with good.write("anna") as unit:
            unit.put("household", ROW, name=name)
        assert synchronise(good).ok
        assert name_of(good) == name


GIVEN = {name: how for name, how in REFUSED.items() if "names no" not in name and "of a name" not in name}


@pytest.mark.parametrize("how", GIVEN.values(), ids=GIVEN.keys())
def test_a_server_that_gives_it_out_changes_nothing(new_store: NewStore, how: dict[str, str]) -> None:
    desk = new_store("desk")
    with desk.write("anna") as unit:
        unit.put("household", ROW, name="Vera")
    with pytest.raises(BadInput, match="registrazione guasta"):
        desk.receive([forged("mallory0", **how)])
    assert name_of(desk) == "Vera"


def test_a_date_of_years_ahead_does_not_win_for_ever(enrolled_store: NewStore) -> None:
    bad, good, other = (enrolled_store(name) for name in ("bad", "good", "other"))
    send(bad, forged(bad.device, at=YEAR_2099))
    for store in (good, other):
        assert synchronise(store).ok
        assert name_of(store) == "Falsa"
    for number, store in enumerate((good, other)):
        with store.write("anna") as unit:
            unit.put("household", ROW, name=f"Vera {number}")
        for each in (store, good, other):
            assert synchronise(each).ok
            assert name_of(each) == f"Vera {number}"


def test_a_base_later_than_its_write_ends_everywhere_the_same(new_store: NewStore) -> None:
    """Nothing honest is written so; in whatever order it comes, all agree."""
    late, early = stamp(1_700_000_002_000, 0, "mallory0"), stamp(1_700_000_001_000, 0, "mallory0")
    first = forged("mallory0", at=late, fields='{"name":"Dopo"}')
    second = forged("mallory1", at=early, fields='{"name":"Prima"}', base=f'{{"name":"{late}"}}')
    seen = []
    for order in ([first, second], [second, first]):
        store = new_store(f"desk{len(seen)}")
        for entry in order:
            store.receive([entry])
        with store.read() as connection:
            waits = connection.exec_driver_sql("SELECT heads, differs FROM conflict").fetchall()
        seen.append((name_of(store), [tuple(line) for line in waits]))
    assert seen[0] == seen[1]
    assert seen[0][0] == "Dopo"
