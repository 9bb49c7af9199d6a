"""Writes the next migration by comparing desk/db/tables.py with the newest schema: `make migration NAME=what`."""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config

from desk.db.engine import connect, open_engine
from desk.db.tables import metadata
from desk.db.upgrade import MIGRATIONS


def main(name: str, number: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, key = Path(folder) / "new.db", bytes(32)
        connect(path, key, create=True).close()
        engine = open_engine(path, key)
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        with engine.connect().execution_options(desk_writes=True) as connection, connection.begin():
            config.attributes["connection"] = connection
            config.attributes["metadata"] = metadata
            command.upgrade(config, "head")
            command.revision(config, name, autogenerate=True, rev_id=number)
        engine.dispose()


if __name__ == "__main__":
    main(*sys.argv[1:3])
