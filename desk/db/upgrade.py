"""Bringing a store to the schema of this version: a backup first, then Alembic, all or nothing."""

import os
from contextlib import suppress
from datetime import datetime
from itertools import chain, count
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine

from desk.db import apply
from desk.db.engine import connect, damaged, unusable
from desk.errors import StoreUnusable
from desk.i18n import _

HEAD = "0015"
BACKUPS = "backups"
MIGRATIONS = Path(__file__).parent / "migrations"


def schema_of(connection: Connection) -> str | None:
    """The schema number of an open store, None for an empty file. Plain SQL: Alembic takes 400 ms to import."""
    tables = {name for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise StoreUnusable(_("Questo archivio non è di TO-Home Desk. Non ho toccato nulla."))
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").fetchone()
    return str(found[0]) if found else None


def upgrade(engine: Engine, path: Path, key: bytes, now: datetime, *, new: bool = False) -> bool:
    """Upgrade an older store; True when something was done. Refused untouched: a newer one, and an empty file that is
    not `new`. A cut at any moment leaves the older store whole; two processes do it one after the other."""
    with engine.connect() as connection:
        if _known(schema_of(connection), path, new) == HEAD:
            return False
    with engine.connect().execution_options(desk_writes=True) as connection, connection.begin():
        schema = _known(schema_of(connection), path, new)
        if schema == HEAD:
            return False
        if schema is not None:
            back_up(path, key, _free_name(path, schema, now))
        run_migrations(connection)
        apply.apply_held(connection)
    return True


def _known(schema: str | None, path: Path, new: bool) -> str | None:
    if schema is None and not new:
        raise StoreUnusable(damaged(path))
    if schema is not None and schema > HEAD:
        raise StoreUnusable(
            _(
                "Questo archivio è di una versione più nuova ({theirs}; qui {ours}). Aggiorna il programma: "
                "non ho toccato nulla."
            ).format(theirs=schema, ours=HEAD)
        )
    if schema is not None and not list((MIGRATIONS / "versions").glob(f"{schema}_*.py")):
        raise StoreUnusable(_("Questo archivio è di una versione che non conosco. Non ho toccato nulla."))
    return schema


def _free_name(path: Path, schema: str, now: datetime) -> Path:
    """A name in the folder of backups that is not taken: an upgrade that was cut may have left its copy."""
    folder, stem = path.parent / BACKUPS, f"{path.stem}-{schema}-{now:%Y%m%d-%H%M%S}"
    numbers = chain(("",), (f"-{number}" for number in count(2)))
    return next(name for name in (folder / f"{stem}{number}.db" for number in numbers) if not name.exists())


def run_migrations(connection: Connection, target: str = "head") -> None:
    """Alembic's upgrade inside the caller's transaction."""
    from alembic import command  # 400 ms: only when there is something to upgrade
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, target)


def back_up(path: Path, key: bytes, target: Path) -> Path:
    """A whole, consistent, encrypted copy (same key) beside the store."""
    if target.exists():
        raise StoreUnusable(_("{file} c'è già: scegli un altro nome per la copia.").format(file=target))
    part = target.with_name(target.name + ".part")
    source = connect(path, key)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        source.execute("VACUUM INTO ?", (str(part),))
        part.chmod(0o600)
        flush(part)
        os.replace(part, target)
    except (OSError, sqlcipher.Error) as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise unusable(target, error) from error
    finally:
        source.close()
    return target


def flush(path: Path) -> None:
    """Wait until a file is on the disk."""
    with path.open("rb+") as written:
        os.fsync(written.fileno())
