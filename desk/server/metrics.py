"""Counts for Prometheus: nothing that names a person, a machine or an office."""

import os
import time
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from desk.server.database import Database
from desk.server.devices import HEARD_OF
from desk.server.tables import device, office, upstream

KIND = "text/plain; version=0.0.4"
_MEMORY = Path("/proc/self/statm")
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


_STARTED = time.time()


def text(database: Database | None, lines: list[str]) -> str:
    """`lines`: what the server itself counts; after them what the database knows, where it answers. None: it does not,
    as somebody has just found."""
    try:
        kept, is_up = (_kept(database), 1) if database else ([], 0)
    except SQLAlchemyError:
        kept, is_up = [], 0
    up = _told("desk_database_up", "gauge", "Whether the database answers.", {"": is_up})
    return "\n".join((*lines, *up, *kept)) + "\n"


def process(database: Database, waiting: int) -> list[str]:
    """What this process uses. `waiting`: machines that wait for news."""
    lines = _told("desk_machines_waiting", "gauge", "Machines that wait for news.", {"": waiting})
    connections = {"": database.connections()}
    lines += _told("desk_database_connections", "gauge", "Connections to the database in use.", connections)
    used = {"": round(time.process_time(), 3)}
    lines += _told("process_cpu_seconds_total", "counter", "Processor time of this process.", used)
    lines += _told("process_start_time_seconds", "gauge", "When this process began.", {"": round(_STARTED)})
    if _MEMORY.exists():
        bytes_ = int(_MEMORY.read_text().split()[1]) * _PAGE
        lines += _told("process_resident_memory_bytes", "gauge", "Memory of this process.", {"": bytes_})
    return lines


def _kept(database: Database) -> list[str]:
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
    return lines


def _told(name: str, kind: str, what: str, values: Mapping[str, float]) -> list[str]:
    head = [f"# HELP {name} {what}", f"# TYPE {name} {kind}"]
    return head + [f"{name}{labels} {value}" for labels, value in values.items()]
