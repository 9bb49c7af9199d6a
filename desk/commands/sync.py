"""`desk sync`: one round with the backend."""

import sys
from argparse import ArgumentParser, Namespace

from desk.commands.common import machine, show
from desk.office.machine.synchronise import status_after, synchronise


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="one round and out, which is what happens anyway")
    parser.add_argument("--json", action="store_true")


def run(arguments: Namespace) -> int:
    with machine() as session:
        done = synchronise(session.store)
        status = status_after(session.store, done)
    if arguments.json:
        show(
            {
                "ok": done.ok,
                "sent": done.sent,
                "received": done.received,
                "conflicts": done.conflicts,
                "waiting": done.waiting,
                "last_sent": status.sent_at.isoformat(timespec="seconds") if status.sent_at else None,
                "away": done.away,
                "fault": done.fault,
                "said": status.chip().text,
                "detail": status.chip().detail,
            }
        )
    else:
        print(f"sent {done.sent}, received {done.received}, conflicts {done.conflicts}, waiting {done.waiting}")
    if done.fault:
        print(f"desk: {done.fault}", file=sys.stderr)
    return 0 if done.ok else 1
