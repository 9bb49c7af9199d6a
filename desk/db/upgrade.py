"""Bringing a store to the schema of this version: a backup first, then Alembic, all or nothing."""

from datetime import datetime
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine

from desk.db import apply
from desk.db.engine import connect, plain_fault
from desk.errors import StoreUnusable
from desk.i18n import _

HEAD = "0003"
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


def upgrade(engine: Engine, path: Path, key: bytes, now: datetime) -> bool:
    """Upgrade an older store; True when something was done. A newer one is refused untouched."""
    with engine.connect() as connection:
        schema = schema_of(connection)
    if schema == HEAD:
        return False
    if schema is not None:
        if schema > HEAD:
            raise StoreUnusable(
                _(
                    "Questo archivio è di una versione più nuova ({theirs}; qui {ours}). Aggiorna il programma: "
                    "non ho toccato nulla."
                ).format(theirs=schema, ours=HEAD)
            )
        back_up(path, key, path.parent / BACKUPS / f"{path.stem}-{schema}-{now:%Y%m%d-%H%M%S}.db")
    run_migrations(engine)
    with engine.connect().execution_options(desk_writes=True) as connection, connection.begin():
        apply.apply_held(connection)
    return True


def run_migrations(engine: Engine, target: str = "head") -> None:
    """Alembic's upgrade on this engine, in one transaction."""
    from alembic import command  # 400 ms: only when there is something to upgrade
    from alembic.config import Config

    with engine.connect().execution_options(desk_writes=True) as connection, connection.begin():
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, target)


def back_up(path: Path, key: bytes, target: Path) -> Path:
    """A whole, consistent, encrypted copy (same key) beside the store."""
    if target.exists():
        raise StoreUnusable(_("{file} c'è già: scegli un altro nome per la copia.").format(file=target))
    source = connect(path, key)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        source.execute("VACUUM INTO ?", (str(target),))
        target.chmod(0o600)
    except (OSError, sqlcipher.Error) as error:
        raise StoreUnusable(plain_fault(target, error)) from error
    finally:
        source.close()
    return target
