"""`desk init`: a store is made whole, with its sheet, or nothing is made; each fault is one line."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.contract.test_store_faults import WITHOUT_RIGHTS
from tests.desk_process import Machine, with_passphrase

Change = Callable[[Machine, list[str]], object]


def set_word(option: str, value: str) -> Change:
    def change(machine: Machine, words: list[str]) -> None:
        words[words.index(option) + 1] = value

    return change


def password(text: str | bytes) -> Change:
    content = text if isinstance(text, bytes) else text.encode()
    return lambda machine, words: (machine.place / "password.txt").write_bytes(content)


def used_by(name: str) -> Change:
    def change(machine: Machine, words: list[str]) -> None:
        machine.folder.mkdir()
        (machine.folder / name).write_text("something of somebody")

    return change


def not_writable(machine: Machine, words: list[str]) -> None:
    machine.place.chmod(0o500)
    machine.before = WITHOUT_RIGHTS


def no_room(machine: Machine, words: list[str]) -> None:
    machine.before = ("sh", "-c", 'ulimit -f $0; exec "$@"', "300")


def a_file_in_its_place(machine: Machine, words: list[str]) -> None:
    machine.folder.write_text("a file")


def passphrase_file(text: str | None) -> Change:
    def change(machine: Machine, words: list[str]) -> None:
        file = Path(machine.environment["DESK_PASSPHRASE_FILE"])
        file.unlink()
        if text is not None:
            file.write_text(text)

    return change


def nobody_keeps_keys(machine: Machine, words: list[str]) -> None:
    del machine.environment["DESK_PASSPHRASE_FILE"]


FAULTS: dict[str, tuple[Change, str]] = {
    "folder used": (used_by("desk.db"), "c'è già un archivio"),
    "card there": (used_by("store.json"), "c'è già un archivio"),
    "secrets there": (used_by("secrets.json"), "c'è già un archivio"),
    "a file": (a_file_in_its_place, "store"),
    "not writable": (not_writable, "Non posso scrivere"),
    "no room": (no_room, "Il disco è pieno"),
    "password file missing": (set_word("--password-file", "nowhere.txt"), "Non posso leggere nowhere.txt"),
    "password file a folder": (set_word("--password-file", "."), "Non posso leggere"),
    "password empty": (password(""), "è vuoto"),
    "password blank": (password("   \nsecond line"), "è vuoto"),
    "password short": (password("breve"), "La password è corta"),
    "password no text": (password(b"\xff\xfe\x00\x01"), "Non posso leggere"),
    "office empty": (set_word("--office", "  "), "Servono il nome dell'ufficio"),
    "administrator empty": (set_word("--admin", ""), "Servono il nome dell'ufficio"),
    "sheet in no folder": (set_word("--sheet", "password.txt/sheet.pdf"), "Non posso scrivere"),
    "sheet is a folder": (set_word("--sheet", "."), "Non posso scrivere"),
    "passphrase missing": (passphrase_file(None), "Non posso leggere la frase"),
    "passphrase empty": (passphrase_file(" \n"), "scrivici la frase"),
    "no keyring": (nobody_keeps_keys, "Nessun portachiavi risponde"),
}


@pytest.mark.parametrize(("change", "words"), FAULTS.values(), ids=FAULTS)
def test_one_line_and_nothing_made(tmp_path: Path, change: Change, words: str) -> None:
    machine = with_passphrase(tmp_path)
    told = ["init", "--office", "Polo", "--admin", "anna", "--password-file", "password.txt", "--sheet", "sheet.pdf"]
    machine.write("password.txt", "una-password-lunga")
    change(machine, told)
    before = sorted(tmp_path.rglob("*"))
    said = machine.run(*told)
    os.chmod(tmp_path, 0o700)
    assert words in said.line
    assert said.out == ""
    assert sorted(tmp_path.rglob("*")) == before


def test_what_init_makes_opens_and_only_this_user_may_read_it(tmp_path: Path) -> None:
    machine = with_passphrase(tmp_path)
    machine.anew = True
    assert machine.init().code == 0
    assert machine.run("check").code == 0
    assert machine.folder.stat().st_mode & 0o777 == 0o700
    made = [*machine.folder.iterdir(), tmp_path / "sheet.pdf"]
    assert {path.stat().st_mode & 0o777 for path in made} == {0o600}
    assert "c'è già un archivio" in machine.init().line


def test_a_folder_of_others_keeps_its_rights(tmp_path: Path) -> None:
    machine = with_passphrase(tmp_path)
    machine.folder.mkdir(mode=0o755)
    (machine.folder / "letter.odt").write_text("a letter")
    assert machine.init().code == 0
    assert machine.folder.stat().st_mode & 0o777 == 0o755
    assert (machine.folder / "letter.odt").read_text() == "a letter"
