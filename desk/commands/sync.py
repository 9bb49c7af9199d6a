"""`desk sync`: one round with the backend."""

import sys
from argparse import ArgumentParser, Namespace
from datetime import datetime

from desk.commands.common import machine, show
from desk.office.machine.synchronise import status_after, synchronise
from desk.sync.session import Round
from desk.sync.status import SyncStatus


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="one round and out, which is what happens anyway")
    parser.add_argument("--json", action="store_true")


def run(arguments: Namespace) -> int:
    with machine() as session:
        done = synchronise(session.store)
        status = status_after(session.store, done)
    if arguments.json:
        show(report(done, status))
    else:
        print(f"sent {done.sent}, received {done.received}, conflicts {done.conflicts}, waiting {done.waiting}")
    if done.fault:
        print(f"desk: {done.fault}", file=sys.stderr)
    return 0 if done.ok else 1


def report(done: Round, status: SyncStatus) -> dict[str, object]:
    """How the round went, and the very words of the chip in the window."""
    chip = status.chip()
    return {
        "ok": done.ok,
        "sent": done.sent,
        "received": done.received,
        "conflicts": done.conflicts,
        "waiting": done.waiting,
        "waiting_since": _moment(status.waiting_since),
        "last_sent": _moment(status.sent_at),
        "away": done.away,
        "fault": done.fault,
        "state": chip.state,
        "said": chip.text,
        "detail": chip.detail,
        "todo": chip.todo,
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None
