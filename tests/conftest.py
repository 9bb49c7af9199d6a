"""Shared test parts: a store copied from a template, a clock that the test owns."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from desk import i18n
from desk.db.store import Card, Store, create_store, open_store
from desk.db.unit import new_id
from desk.office.session import Session, system_session
from tests.memory_secrets import MemorySecrets, memory_secrets

settings.register_profile("desk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("desk")  # how long one example takes says more of the machine's load than of the rule
START = datetime(2026, 11, 24, 9, 34, tzinfo=UTC)


def pytest_collection_finish() -> None:
    """What all tests together have loaded stays till the end: no sweep need go through it again."""
    gc.collect()
    gc.freeze()


class Clock:
    """Time that moves only when told."""

    def __init__(self, start: datetime = START) -> None:
        self.time = start

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **by: float) -> None:
        self.time += timedelta(**by)


_template_secrets: dict[str, bytes] = {}
"""What opens the copies of the empty store."""


@pytest.fixture(autouse=True)
def own_secrets() -> Iterator[None]:
    """A test that changes the key of its store leaves the others theirs."""
    yield
    if _template_secrets:
        MemorySecrets.kept.clear()
        MemorySecrets.kept.update(_template_secrets)


@pytest.fixture(autouse=True)
def italian() -> Iterator[None]:
    i18n.use("it")
    yield
    i18n.use("it")


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an empty store at the newest schema: copied, never opened by a test."""
    folder = tmp_path_factory.mktemp("template") / "store"
    create_store(folder, secrets=memory_secrets).close()
    _template_secrets.update(MemorySecrets.kept)
    return folder


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def new_store(empty_store: Path, tmp_path: Path, clock: Clock) -> Iterator[Callable[..., Store]]:
    """Makes stores, each a machine of its own; all are closed when the test ends."""
    import msgspec

    opened: list[Store] = []

    def make(name: str = "desk", now: Callable[[], datetime] | None = None) -> Store:
        folder = tmp_path / name
        shutil.copytree(empty_store, folder)
        card = msgspec.json.decode((folder / "store.json").read_bytes(), type=Card)
        (folder / "store.json").write_bytes(msgspec.json.encode(Card(card.store, new_id())))
        store = open_store(folder, secrets=memory_secrets, now=now or clock)
        opened.append(store)
        return store

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def store(new_store: Callable[..., Store]) -> Store:
    return new_store()


@pytest.fixture
def session(store: Store) -> Session:
    return system_session(store)
