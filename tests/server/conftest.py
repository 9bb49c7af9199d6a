"""Real servers for the tests: SQLite and PostgreSQL behind real HTTP on loopback."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desk.db.store import Store
from desk.office.machine.enrol import enrol_machine
from desk.server.database import Database
from desk.server.devices import make_code
from desk.server.run import beside
from tests.conftest import Clock
from tests.postgres import drop_database, new_database, postgres_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a fresh PostgreSQL that listens on a socket of its own."""
    with postgres_server() as pattern:
        yield pattern


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database address of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'server.db'}"
        return
    made = new_database(request.getfixturevalue("postgres"))
    yield made
    drop_database(made)


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
