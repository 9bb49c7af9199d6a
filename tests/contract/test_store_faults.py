"""What cannot be opened or written says so in one line and stays as it was: `desk` as a process, and `open_store`."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from desk.db.keys import PassphraseSecrets
from desk.db.store import open_store
from desk.errors import StoreUnusable
from tests.desk_process import PASSPHRASE, Machine, clean_environment, fingerprint

WITHOUT_RIGHTS = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
"""Root writes everywhere, unless it gives that up."""


def cut(length: float) -> Callable[[Machine], None]:
    def spoil(machine: Machine) -> None:
        file = machine.folder / "desk.db"
        os.truncate(file, int(length if length > 1 else file.stat().st_size * length))

    return spoil


def overwrite(at: float, what: bytes = b"\x00" * 64) -> Callable[[Machine], None]:
    def spoil(machine: Machine) -> None:
        file = machine.folder / "desk.db"
        with file.open("r+b") as out:
            out.seek(int(at if at > 1 else file.stat().st_size * at))
            out.write(what)

    return spoil


def another_key(machine: Machine) -> None:
    shutil.copy(machine.folder / "secrets.json", machine.place)
    PassphraseSecrets(machine.folder, PASSPHRASE).set("store-key", os.urandom(32))


def run_sql(statement: str) -> Callable[[Machine], None]:
    """As another program with the key might."""

    def spoil(machine: Machine) -> None:
        raw = _raw(machine)
        raw.execute(statement)
        raw.close()

    return spoil


def plain_database(machine: Machine) -> None:
    file = machine.folder / "desk.db"
    file.unlink()
    foreign = sqlcipher.connect(str(file))
    foreign.execute("CREATE TABLE song (title)")
    foreign.commit()
    foreign.close()


def foreign_under_our_key(machine: Machine) -> None:
    (machine.folder / "desk.db").unlink()
    raw = _raw(machine)
    raw.execute("CREATE TABLE song (title)")
    raw.close()


def _raw(machine: Machine) -> sqlcipher.Connection:
    key = PassphraseSecrets(machine.folder, PASSPHRASE).get("store-key")
    assert key
    raw = sqlcipher.connect(str(machine.folder / "desk.db"), isolation_level=None)
    raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return raw


def remove(name: str) -> Callable[[Machine], None]:
    return lambda machine: (machine.folder / name).unlink()


def write(name: str, text: str) -> Callable[[Machine], object]:
    return lambda machine: (machine.folder / name).write_text(text)


def a_folder_in_its_place(machine: Machine) -> None:
    (machine.folder / "desk.db").unlink()
    (machine.folder / "desk.db").mkdir()


FAULTS: dict[str, tuple[Callable[[Machine], object], str]] = {
    "no store": (lambda machine: shutil.rmtree(machine.folder), "non c'è un archivio"),
    "no file": (remove("desk.db"), "manca il file desk.db"),
    "no card": (remove("store.json"), "manca"),
    "spoiled card": (write("store.json", "{"), "Non posso leggere"),
    "foreign card": (write("store.json", '{"a": 1}'), "Non posso leggere"),
    "wrong key": (another_key, "non si apre con questa chiave"),
    "no key": (remove("secrets.json"), "non c'è la chiave"),
    "spoiled secrets": (write("secrets.json", "{"), "è rovinato"),
    "foreign secrets": (write("secrets.json", '{"salt":"a","secrets":{"store-key":"zz"}}'), "è rovinato"),
    "short salt": (write("secrets.json", '{"salt":"YQ==","secrets":{"store-key":"YWFhYQ=="}}'), "è rovinato"),
    "text": (write("desk.db", "hello" * 3000), "non è un archivio"),
    "plain SQLite": (plain_database, "non è un archivio"),
    "another program's": (foreign_under_our_key, "non è di TO-Home Desk"),
    "a folder": (a_folder_in_its_place, "Non posso"),
    "empty": (cut(0), "è rovinato"),
    "a few bytes": (cut(100), "non si apre"),
    "one page": (cut(4096), "è rovinato"),
    "cut in half": (cut(0.5), "è rovinato"),
    "cut inside a page": (cut(0.713), "è rovinato"),
    "first page broken": (overwrite(10), "non si apre"),
    "second page broken": (overwrite(5000), "è rovinato"),
    "newer": (run_sql("UPDATE alembic_version SET version_num = '9999'"), "versione più nuova"),
    "of no version": (run_sql("UPDATE alembic_version SET version_num = '0000'"), "versione che non conosco"),
}


@pytest.mark.parametrize(("spoil", "words"), FAULTS.values(), ids=FAULTS)
def test_one_line_and_nothing_touched(machine: Machine, spoil: Callable[[Machine], object], words: str) -> None:
    spoil(machine)
    before = fingerprint(machine.place)
    said = machine.run("find", "anna")
    assert words in said.line
    assert said.out == ""
    with pytest.raises(StoreUnusable, match=words):
        open_store(machine.folder, secrets=lambda folder, _store: PassphraseSecrets(folder, PASSPHRASE))
    assert fingerprint(machine.place) == before


@pytest.mark.parametrize("command", ["check", "backup", "rekey"])
def test_every_command_says_it_the_same(machine: Machine, command: str) -> None:
    another_key(machine)
    machine.anew = True
    assert "non si apre con questa chiave" in machine.run(command).line


def test_a_page_that_breaks_later_is_found_by_check(machine: Machine) -> None:
    overwrite(0.5)(machine)
    said = machine.run("check", "--json")
    assert said.code == 1
    assert said.err == ""
    assert '"ok": false' in said.out and "rovinato" in said.out


@contextmanager
def holding(machine: Machine, *statements: str) -> Iterator[None]:
    """Another process has the store and does not let go."""
    program = (
        "import sys, sqlcipher3.dbapi2 as s\n"
        "raw = s.connect(sys.argv[1], isolation_level=None)\n"
        "for each in sys.argv[2:]: raw.execute(each).fetchall()\n"
        "print('held', flush=True); sys.stdin.read()\n"
    )
    key = PassphraseSecrets(machine.folder, PASSPHRASE).get("store-key")
    assert key
    process = subprocess.Popen(
        [sys.executable, "-c", program, machine.folder / "desk.db", f"PRAGMA key = \"x'{key.hex()}'\"", *statements],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=clean_environment(),
        text=True,
    )
    assert process.stdout and process.stdin
    assert process.stdout.readline() == "held\n"
    try:
        yield
    finally:
        process.communicate()
        process.stdout.close()


EXCLUSIVE = ("PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE", "CREATE TABLE held (n)")


def test_a_held_store_says_who_is_in_the_way(machine: Machine) -> None:
    with holding(machine, *EXCLUSIVE):
        said = machine.run("find", "anna")
    assert "è occupato da un altro programma" in said.line
    assert machine.run("check").code == 0


@pytest.mark.parametrize("words", [("rekey",), ("restore", "copy.db")])
def test_what_needs_the_store_alone_waits_for_nobody(machine: Machine, words: tuple[str, ...]) -> None:
    assert machine.run("backup", "--out", machine.place / "copy.db").code == 0
    with holding(machine, "SELECT count(*) FROM sqlite_master"):  # as an open window does
        before = machine.run("check", "--json").out
        said = machine.run(*words)
        assert "è occupato da un altro programma" in said.line
        assert machine.run("check", "--json").out == before
    assert {path.name for path in machine.folder.iterdir()} == {"desk.db", "store.json", "secrets.json"}


@pytest.mark.parametrize(
    ("command", "what"), [("find", "folder"), ("find", "file"), ("backup", "folder"), ("rekey", "folder")]
)
def test_a_read_only_disk(machine: Machine, what: str, command: str) -> None:
    before = fingerprint(machine.folder)
    for path in [machine.folder] if what == "folder" else machine.folder.iterdir():
        path.chmod(0o500)
    machine.before = WITHOUT_RIGHTS
    said = machine.run(command, *(("anna",) if command == "find" else ()))
    machine.folder.chmod(0o700)
    assert "Non posso scrivere" in said.line
    assert fingerprint(machine.folder) == before


def test_a_folder_that_may_not_be_read(machine: Machine) -> None:
    machine.folder.chmod(0o000)
    machine.before = WITHOUT_RIGHTS
    said = machine.run("find", "anna")
    machine.folder.chmod(0o700)
    assert "Non posso leggere" in said.line


def test_a_full_disk_keeps_what_was_saved(machine: Machine) -> None:
    """No file may grow any more, as on a disk without room."""
    assert machine.run("check").code == 0
    room = (machine.folder / "desk.db").stat().st_size
    lists = Path(__file__).parent.parent / "data" / "enrolment" / "sia-enrolment-500.csv"
    program = 'ulimit -f $0; exec "$@"'
    machine.before = ("sh", "-c", program, str(room // 512))
    said = machine.run("import", lists)
    assert "Il disco è pieno" in said.line
    said = machine.run("backup")
    machine.before = ()
    assert machine.run("check").code == 0
    assert not list(machine.folder.rglob("*.part"))


def test_a_full_disk_inside_a_unit_leaves_it_undone(machine: Machine) -> None:
    store = open_store(machine.folder, secrets=lambda folder, _store: PassphraseSecrets(folder, PASSPHRASE))
    before = store.position()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(StoreUnusable, match="pieno"):
            for _turn in range(100):
                with store.write() as unit:
                    unit.put("note", text="x" * 9000)
                before += 1
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert store.position() == before
    with store.write() as unit:
        unit.put("note", text="c'è di nuovo posto")
    store.close()
