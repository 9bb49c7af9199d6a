"""Real servers for the tests: SQLite and PostgreSQL behind real HTTP on loopback."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from desk.db.store import Store
from desk.office.enrol import enrol_machine
from desk.server.database import Database
from desk.server.devices import make_code
from desk.server.run import beside
from tests.conftest import Clock


def _as_postgres(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return command
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]


def _run(command: list[str], folder: Path) -> None:
    quiet = subprocess.DEVNULL
    subprocess.run(_as_postgres(command), check=True, stdout=quiet, stderr=quiet, cwd=folder)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a fresh PostgreSQL that listens on a socket of its own."""
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    folder = Path("/tmp") / f"desk-pg-{uuid4().hex[:8]}"  # a socket's path must be short
    folder.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"
    _run([str(programs / "initdb"), "-D", str(data), "-U", "desk", "-A", "trust", "-N"], folder)
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
    control = str(programs / "pg_ctl")
    _run([control, "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start"], folder)
    try:
        yield f"postgresql://desk@/{{name}}?host={folder}"
    finally:
        _run([control, "-D", str(data), "-m", "immediate", "stop"], folder)
        shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'server.db'}"
    pattern: str = request.getfixturevalue("postgres")
    name = f"t{uuid4().hex[:12]}"
    with psycopg.connect(pattern.format(name="postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]  # a name made here
    return pattern.format(name=name)


@pytest.fixture
def database(address: str) -> Iterator[Database]:
    opened = Database(address)
    yield opened
    opened.close()


@pytest.fixture
def server(database: Database, clock: Clock) -> Iterator[str]:
    with beside(database, now=lambda: int(clock().timestamp())) as url:
        yield url


NewStore = Callable[[str], Store]


@pytest.fixture
def enrolled_store(new_store: NewStore, database: Database, server: str, clock: Clock) -> NewStore:
    """Makes stores that the server knows."""

    def make(name: str) -> Store:
        store = new_store(name)
        enrol_machine(store, server, make_code(database, int(clock().timestamp())))
        return store

    return make
