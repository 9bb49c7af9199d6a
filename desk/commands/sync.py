"""`desk sync`: one round with the backend."""

import sys
from argparse import ArgumentParser, Namespace
from datetime import datetime

from desk.commands.common import machine, show
from desk.office.machine.sync_facts import SyncFacts, sync_facts
from desk.office.machine.synchronise import status_after, synchronise
from desk.sync.session import Round


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="one round and out, which is what happens anyway")
    parser.add_argument("--json", action="store_true")


def run(arguments: Namespace) -> int:
    with machine() as session:
        done = synchronise(session.store)
        facts = sync_facts(session.store, status_after(session.store, done))
    if arguments.json:
        show(report(done, facts))
    else:
        print(f"sent {done.sent}, received {done.received}, conflicts {done.conflicts}, waiting {done.waiting}")
        print(facts.status.chip().whole)
    if done.fault:
        print(f"desk: {done.fault}", file=sys.stderr)
    return 0 if done.ok else 1


def report(done: Round, facts: SyncFacts) -> dict[str, object]:
    """How the round went, the very words of the chip in the window, and the facts of its page."""
    status = facts.status
    chip = status.chip()
    return {
        "ok": done.ok,
        "sent": done.sent,
        "received": done.received,
        "conflicts": done.conflicts,
        "waiting": done.waiting,
        "waiting_since": _moment(status.waiting_since),
        "waiting_kinds": {each.name: each.many for each in facts.kinds},
        "last_sent": _moment(status.sent_at),
        "away": done.away,
        "fault": done.fault,
        "why": status.why,
        "clock_behind": status.behind,
        "state": chip.state,
        "said": chip.text,
        "detail": chip.detail,
        "todo": chip.todo,
        "server": facts.server,
        "office": facts.office,
        "device": facts.device,
        "name": facts.name,
        "machines": [
            {"device": each.device, "name": each.name, "here": each.here, "written": _moment(each.written)}
            for each in facts.machines
        ],
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None
