"""A made store that each test copies."""

import shutil
from pathlib import Path

import pytest

from tests.desk_process import Machine, with_passphrase


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store made by `desk init` under a passphrase: copied, never opened by a test."""
    machine = with_passphrase(tmp_path_factory.mktemp("made"))
    said = machine.init()
    assert said.code == 0, said.err
    return machine.folder


@pytest.fixture
def machine(made: Path, tmp_path: Path) -> Machine:
    """A machine with a store of its own, under a passphrase."""
    shutil.copytree(made, tmp_path / "store")
    return with_passphrase(tmp_path)
