"""A second desk process on the same store: writes one thing for each line it reads, and says when it was saved.

`… FOLDER KEY`; a line is JSON: [table, row or null, {field: value}]. The answer: the row's id, and the moment on the
clock that all processes of a machine share.
"""

import json
import sys
import time
from pathlib import Path

from desk.db.store import open_store
from tests.memory_secrets import MemorySecrets


def main() -> None:
    MemorySecrets.kept["store-key"] = bytes.fromhex(sys.argv[2])
    store = open_store(Path(sys.argv[1]), secrets=lambda *_: MemorySecrets())
    for line in sys.stdin:
        table, row, values = json.loads(line)
        with store.write("clerk") as unit:
            row = unit.put(table, row, **values)
        sys.stdout.write(json.dumps([row, time.monotonic()]) + "\n")
        sys.stdout.flush()
    store.close()


if __name__ == "__main__":
    main()
