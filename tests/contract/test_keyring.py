"""The key in a real GNOME keyring on a private bus: made, found again, lost, locked, brought back."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.contract.secret_service import SecretService, secret_service
from tests.desk_process import Machine, fingerprint

KEYRINGS = "data/keyrings"


@pytest.fixture
def keyring(tmp_path: Path) -> Iterator[SecretService]:
    home = tmp_path / "home"
    home.mkdir()
    with secret_service(home) as service:
        service.unlock()
        yield service


@pytest.fixture
def machine(keyring: SecretService, tmp_path: Path) -> Machine:
    machine = Machine(tmp_path, dict(keyring.environment))
    said = machine.init()
    assert said.code == 0, said.err
    return machine


def key_on(sheet: Path) -> str:
    """The thirteen groups, read off the printed sheet."""
    words = PdfReader(sheet).pages[0].extract_text().split()
    groups = [word for word in words if re.fullmatch("[A-Z2-7]{4}", word)]  # four digits are a group too
    return " ".join(groups)


def test_the_key_lies_in_the_keyring_and_nowhere_else(machine: Machine, keyring: SecretService) -> None:
    assert {path.name for path in machine.folder.iterdir()} == {"desk.db", "store.json"}
    assert machine.run("check").code == 0
    keyring.unlock()  # the next morning
    assert machine.run("check").code == 0


def test_a_lost_entry_comes_back_from_the_sheet(machine: Machine, keyring: SecretService) -> None:
    keyring.stop()
    for kept in (keyring.home / KEYRINGS).iterdir():
        kept.unlink()
    keyring.unlock()
    before = fingerprint(machine.folder)
    assert "non c'è la chiave" in machine.run("check").line
    key = key_on(machine.place / "sheet.pdf")
    wrong = machine.write("wrong.txt", key[:-4] + "AAAA" if key[-4:] != "AAAA" else key[:-4] + "BBBA")
    assert machine.run("restore", "--key-file", wrong).code == 1
    assert fingerprint(machine.folder) == before
    assert "non c'è la chiave" in machine.run("check").line
    right = machine.write("right.txt", key.lower().replace(" ", "-"))
    said = machine.run("restore", "--key-file", right)
    assert said.code == 0, said.err
    assert machine.run("check").code == 0


def test_a_scanned_sheet_is_taken_from_stdin(machine: Machine, keyring: SecretService) -> None:
    keyring.stop()
    for kept in (keyring.home / KEYRINGS).iterdir():
        kept.unlink()
    keyring.unlock()
    key = key_on(machine.place / "sheet.pdf").replace(" ", "")
    machine.anew = True
    assert machine.run("restore", "--key-file", "-", typed=key + "\n").code == 0
    assert machine.run("check").code == 0


def test_a_locked_keyring_is_one_line_and_no_hang(machine: Machine, keyring: SecretService) -> None:
    keyring.start("--start")
    said = machine.run("check")
    assert "Il portachiavi del computer non risponde" in said.line


def test_a_keyring_that_is_gone_is_one_line(machine: Machine, keyring: SecretService) -> None:
    keyring.stop()
    machine.environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={machine.place / 'no-bus'}"
    assert "portachiavi" in machine.run("check").line


def test_a_new_key_replaces_the_old_one_in_the_keyring(machine: Machine) -> None:
    old = key_on(machine.place / "sheet.pdf")
    assert machine.run("backup", "--out", machine.place / "copy.db").code == 0
    said = machine.run("rekey", "--sheet", machine.place / "new.pdf")
    assert said.code == 0, said.err
    assert machine.run("check").code == 0
    new = key_on(machine.place / "new.pdf")
    assert new != old
    file = machine.write("old.txt", old)
    assert "non si apre con questa chiave" in machine.run("restore", "--key-file", file).line
    assert "non si apre con questa chiave" in machine.run("restore", machine.place / "copy.db").line
    assert machine.run("restore", machine.place / "copy.db", "--key-file", file).code == 0
    assert machine.run("check").code == 0


def test_without_a_bus_nothing_is_made(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    assert "Nessun portachiavi risponde" in machine.init().line
    assert not machine.folder.exists()
