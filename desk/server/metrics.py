"""Counts for Prometheus: nothing that names a person, a machine or an office."""

from sqlalchemy import func, select

from desk.server.database import Database
from desk.server.devices import HEARD_OF
from desk.server.tables import device, office, upstream

KIND = "text/plain; version=0.0.4"


def text(database: Database) -> str:
    """Offices, entries, machines by kind; on a hub, how many entries wait for the city."""
    with database.read() as connection:
        offices, entries = connection.execute(
            select(func.count(), func.coalesce(func.sum(office.c.counter), 0)).select_from(office)
        ).one()
        machines = connection.execute(
            select(device.c.scope, device.c.revoked, func.count())
            .where(device.c.public_key != HEARD_OF)
            .group_by(device.c.scope, device.c.revoked)
            .order_by(device.c.scope, device.c.revoked)
        ).all()
        waiting = connection.execute(
            select(func.coalesce(func.sum(device.c.last_seq - func.coalesce(upstream.c.acknowledged, 0)), 0))
            .select_from(device)
            .outerjoin(upstream, upstream.c.device == device.c.id)
        ).scalar_one()
    lines = [
        *_told("desk_offices", "gauge", "Offices known here.", {"": int(offices)}),
        *_told("desk_entries_total", "counter", "Journal entries stored.", {"": int(entries)}),
        *_told(
            "desk_machines",
            "gauge",
            "Machines enrolled here.",
            {f'{{scope="{scope}",revoked="{int(revoked)}"}}': int(many) for scope, revoked, many in machines},
        ),
    ]
    if "upstream-server" in database.settings():
        lines += _told("desk_upstream_waiting", "gauge", "Entries that the city has not yet.", {"": int(waiting)})
    return "\n".join(lines) + "\n"


def _told(name: str, kind: str, what: str, values: dict[str, int]) -> list[str]:
    head = [f"# HELP {name} {what}", f"# TYPE {name} {kind}"]
    return head + [f"{name}{labels} {value}" for labels, value in values.items()]
