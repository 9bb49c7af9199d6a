"""A real PostgreSQL of one's own, on a socket, for tests and measures."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg.conninfo import conninfo_to_dict


def _as_postgres(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return command
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]


def _run(command: list[str], folder: Path) -> None:
    quiet = subprocess.DEVNULL
    subprocess.run(_as_postgres(command), check=True, stdout=quiet, stderr=quiet, cwd=folder)


@contextmanager
def postgres_server(*, safe: bool = False) -> Iterator[str]:
    """Its address, with {name} where the database goes. Not `safe`: it does not wait for the disk."""
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    folder = Path("/tmp") / f"desk-pg-{uuid4().hex[:8]}"  # a socket's path must be short
    folder.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"
    _run([str(programs / "initdb"), "-D", str(data), "-U", "desk", "-A", "trust", "-N"], folder)
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync={'on' if safe else 'off'}"
    control = str(programs / "pg_ctl")
    _run([control, "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start"], folder)
    try:
        yield f"postgresql://desk@/{{name}}?host={folder}"
    finally:
        _run([control, "-D", str(data), "-m", "immediate", "stop"], folder)
        shutil.rmtree(folder)


def new_database(pattern: str) -> str:
    """The address of an empty database on that server."""
    name = f"t{uuid4().hex[:12]}"
    with psycopg.connect(pattern.format(name="postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]  # a name made here
    return pattern.format(name=name)


def drop_database(address: str) -> None:
    """Hundreds of them, each a copy of seven megabytes, would else be written to the disk and deleted at the end."""
    name = str(conninfo_to_dict(address)["dbname"])
    with psycopg.connect(address, dbname="postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")  # type: ignore[arg-type]  # a name made here
