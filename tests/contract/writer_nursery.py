"""Forks workers on demand, because starting Python takes longer than the life of one: `python -m … KEYS`.

Each line read is `WHAT FOLDER`: it starts one worker there, which says its process id, opens the store and does
one thing in a loop, as fast as it can; after each turn it says on the same pipe what is now saved for ever.
"""

import os
import signal
import sys
from itertools import count
from pathlib import Path

import alembic.command
import alembic.config
import jwt
import msgspec
import zstandard
from cryptography.hazmat.primitives.asymmetric import ed25519

from desk.db.store import Store, open_store
from desk.office.machine.synchronise import Line
from tests.memory_secrets import MemorySecrets

PEOPLE = 3
AHEAD = (alembic.command, alembic.config, jwt, zstandard, ed25519)
"""Slow to import, and wanted by some: once for all."""


def say(what: str) -> None:
    os.write(1, f"{what}\n".encode())


def write_for_ever(folder: Path) -> None:
    store = opened(folder)
    for turn in count(1):
        with store.write("anna") as unit:
            home = unit.put("household", name=f"Famiglia {os.getpid()}", brief="x" * (turn * 997 % 6000))
            for number in range(PEOPLE):
                person = unit.put("person", surname=f"Cognome{number}", given=f"{turn}")
                unit.put("membership", household=home, person=person)
            if turn % 5 == 0:
                unit.put("household", home, brief=None)
        if turn % 7 == 0:
            store.undo(unit.batch, "bruno")
            continue
        say(home)


def sync_for_ever(folder: Path) -> None:
    """Writes, pushes, pulls what another desk wrote, and applies it."""
    store = opened(folder)
    line = Line(store)
    for turn in count(1):
        with store.write("anna") as unit:
            note = unit.put("note", None, text=f"{os.getpid()} {turn}")
        say(note)
        line.round()


def upgrade_for_ever(folder: Path) -> None:
    """Each of the folders in it holds a store of an older schema. After the last it waits for its end."""
    for place in sorted(folder.iterdir()):
        opened(place).close()
        say(place.name)
    signal.pause()


def back_up_for_ever(folder: Path) -> None:
    store = opened(folder)
    for turn in count(1):
        with store.write("anna") as unit:
            unit.put("note", None, text=f"{os.getpid()} {turn}")
        say(str(store.back_up(folder / "backups" / f"{os.getpid()}-{turn}.db")))


def opened(folder: Path) -> Store:
    return open_store(folder, secrets=lambda *_: MemorySecrets())


WORK = {"write": write_for_ever, "sync": sync_for_ever, "upgrade": upgrade_for_ever, "back up": back_up_for_ever}


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead need nobody to count them
    keys = msgspec.json.decode(sys.argv[1], type=dict[str, str])
    MemorySecrets.kept.update({name: bytes.fromhex(key) for name, key in keys.items()})
    for line in sys.stdin:
        what, folder = line.rstrip("\n").split("\t")
        if os.fork() == 0:
            say(f"pid {os.getpid()}")
            WORK[what](Path(folder))


if __name__ == "__main__":
    main()
