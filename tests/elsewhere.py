"""What another desk wrote at the same time, as its entries arrive."""

from typing import Any

from desk.db import journal
from desk.db.store import Store
from desk.db.tables import SYNCED
from desk.db.unit import new_id
from desk.domain.journal.clock import stamp, wall_milliseconds
from desk.domain.journal.entry import make_entry


def seen_of(store: Store, table: str, row: str) -> dict[str, str]:
    """Each field's stamp: what a desk has seen that is in step with this one now."""
    with store.read() as connection:
        return {name: each.current.at for name, each in journal.settled_fields(connection, table, row).items()}


def write_elsewhere(
    store: Store, actor: str, table: str, row: str, seen: dict[str, str], *, minutes_ago: int = 0, **values: Any
) -> str:
    """Gives the desk. One entry of a desk of its own arrives, written by who had seen only these stamps."""
    device = new_id()
    entry = make_entry(
        id=new_id(),
        device=device,
        seq=1,
        at=stamp(wall_milliseconds(store.now) - minutes_ago * 60_000, 0, device),
        actor=actor,
        op="put",
        table=table,
        row=row,
        scope=SYNCED[table].scope,
        batch=new_id(),
        values=values,
        base={name: seen[name] for name in values if name in seen},
        prev="",
    )
    store.receive([entry])
    return device
