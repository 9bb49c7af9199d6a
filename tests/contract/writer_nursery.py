"""Forks writers on demand, because starting Python takes longer than the life of one: `python -m … FOLDER`.

Each line read starts one writer and prints its process id. A writer opens the store and writes units in a loop, as fast
as it can; after each it says on the same pipe what is now saved for ever.
"""

import os
import signal
import sys
from pathlib import Path

from desk.db.store import open_store
from tests.conftest import MemorySecrets

PEOPLE = 3


def write_for_ever(folder: Path, key: bytes) -> None:
    MemorySecrets.kept["store-key"] = key
    store = open_store(folder, secrets=lambda *_: MemorySecrets())
    turn = 0
    while True:
        turn += 1
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
        os.write(1, f"{home}\n".encode())


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead need nobody to count them
    folder, key = Path(sys.argv[1]), bytes.fromhex(sys.argv[2])
    for _line in sys.stdin:
        child = os.fork()
        if child == 0:
            write_for_ever(folder, key)
        os.write(1, f"pid {child}\n".encode())


if __name__ == "__main__":
    main()
