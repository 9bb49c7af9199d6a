"""Opens a store, which upgrades it, and dies at the statement number N, as if the power went: `… FOLDER N`.

Prints how many statements there were when it lived to the end.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from desk.db.store import open_store
from tests.memory_secrets import MemorySecrets
from tests.migrations.keep_release import KEY


def main(folder: Path, last: int) -> None:
    MemorySecrets.kept["store-key"] = KEY
    count = [0]

    def step(*_facts: Any) -> None:
        count[0] += 1
        if count[0] == last:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", step)
    event.listen(Engine, "commit", step)
    open_store(folder, secrets=lambda *_: MemorySecrets()).close()
    sys.stdout.write(f"{count[0]}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
