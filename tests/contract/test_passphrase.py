"""The key under the office passphrase (Argon2id), and the way back from a copy."""

import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from desk.db import keys
from desk.db.keys import WRAPPED_LOCK, PassphraseSecrets
from desk.db.restore import change_key
from desk.db.store import open_store, utc_now
from desk.db.upgrade import HEAD
from desk.errors import StoreUnusable
from desk.office.papers.recovery_sheet import key_in_groups
from tests.desk_process import PASSPHRASE, Machine, fingerprint, with_passphrase

KEY = bytes(range(32))
COST = (keys.ARGON_ROUNDS, keys.ARGON_KIB, keys.ARGON_LANES)


@pytest.fixture(scope="module", autouse=True)
def _cheap_passphrase() -> Iterator[None]:
    """What is asked here does not hang on how much a passphrase costs; other tests open stores at its full cost."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(keys, "ARGON_KIB", 256)
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, _cheap_passphrase: None) -> Path:
    machine = with_passphrase(tmp_path_factory.mktemp("made"))
    machine.here = True
    said = machine.init()
    assert said.code == 0, said.err
    return machine.folder


@pytest.fixture
def machine(machine: Machine) -> Machine:
    machine.here = True
    return machine


def keeper(folder: Path, store: str = "") -> PassphraseSecrets:
    return PassphraseSecrets(folder, PASSPHRASE)


def test_a_guess_at_the_passphrase_costs_much() -> None:
    """What is kept was sealed at this cost: another opens no store."""
    assert COST == (3, 64 * 1024, 2)


def test_secrets_are_sealed_and_come_back(tmp_path: Path) -> None:
    PassphraseSecrets(tmp_path, "giusta").set("store-key", KEY)
    assert PassphraseSecrets(tmp_path, "giusta").get("store-key") == KEY
    assert PassphraseSecrets(tmp_path, "giusta").get("another") is None
    with pytest.raises(StoreUnusable, match="non è quella giusta"):
        PassphraseSecrets(tmp_path, "sbagliata").get("store-key")
    before = fingerprint(tmp_path)
    with pytest.raises(StoreUnusable, match="non è quella giusta"):
        PassphraseSecrets(tmp_path, "sbagliata").set("another", KEY)
    assert fingerprint(tmp_path) == before
    assert (tmp_path / "secrets.json").stat().st_mode & 0o777 == 0o600


def test_a_secret_cannot_pass_for_another(tmp_path: Path) -> None:
    """Each is sealed with its name."""
    file = tmp_path / "secrets.json"
    PassphraseSecrets(tmp_path, "giusta").set("one", KEY)
    content = json.loads(file.read_text())
    content["secrets"]["two"] = content["secrets"].pop("one")
    file.write_text(json.dumps(content))
    with pytest.raises(StoreUnusable):
        PassphraseSecrets(tmp_path, "giusta").get("two")


def test_forgetting_the_last_secret_leaves_no_file(tmp_path: Path) -> None:
    secrets = PassphraseSecrets(tmp_path, "giusta")
    secrets.set("one", KEY)
    secrets.set("two", KEY)
    secrets.forget("one")
    secrets.forget("one")
    assert secrets.get("two") == KEY
    secrets.forget("two")
    assert [file.name for file in tmp_path.iterdir()] == [WRAPPED_LOCK]  # empty; removing it would let two in


def test_a_wrong_or_missing_passphrase_is_one_line(machine: Machine) -> None:
    before = fingerprint(machine.folder)
    machine.write("passphrase.txt", "un'altra frase")
    assert "non è quella giusta" in machine.run("check").line
    machine.write("passphrase.txt", " ")
    assert "scrivici la frase" in machine.run("check").line
    machine.environment["DESK_PASSPHRASE_FILE"] = "nowhere.txt"
    assert "Non posso leggere la frase" in machine.run("check").line
    del machine.environment["DESK_PASSPHRASE_FILE"]
    assert "Nessun portachiavi risponde" in machine.run("check").line
    assert fingerprint(machine.folder) == before


def test_a_new_passphrase_shuts_out_the_old_one(machine: Machine) -> None:
    new = machine.write("new.txt", "la frase nuova")
    assert machine.run("rekey", "--new-passphrase-file", new).code == 0
    assert "non è quella giusta" in machine.run("check").line
    machine.environment["DESK_PASSPHRASE_FILE"] = str(new)
    assert machine.run("check").code == 0


def test_a_forgotten_passphrase_gives_way_to_the_sheet(machine: Machine) -> None:
    key = keeper(machine.folder).get("store-key")
    assert key
    file = machine.write("key.txt", key_in_groups(key))
    machine.write("passphrase.txt", "una frase nuova")
    assert "non è quella giusta" in machine.run("check").line
    assert machine.run("restore", "--key-file", file).code == 0
    assert machine.run("check").code == 0


def test_a_lost_card_makes_a_machine_of_its_own(machine: Machine) -> None:
    key = keeper(machine.folder).get("store-key")
    assert key
    with_entries = json.loads(machine.run("check", "--json").out)
    old = (machine.folder / "store.json").read_bytes()
    (machine.folder / "store.json").unlink()
    assert "manca" in machine.run("check").line
    assert machine.run("restore", "--key-file", machine.write("key.txt", key_in_groups(key))).code == 0
    assert json.loads(machine.run("check", "--json").out) == with_entries
    assert msgspec.json.decode((machine.folder / "store.json").read_bytes())["device"] not in str(old)


def test_a_copy_is_put_back_and_what_was_there_is_kept(machine: Machine) -> None:
    copy = machine.place / "copy.db"
    assert machine.run("backup", "--out", copy).code == 0
    then = machine.run("check", "--json").out
    with_open = open_store(machine.folder, secrets=keeper)
    with with_open.write() as unit:
        unit.put("note", text="dopo la copia")
    with_open.close()
    later = machine.run("check", "--json").out
    content = copy.read_bytes()

    said = machine.run("restore", copy)
    assert said.code == 0, said.err
    assert machine.run("check", "--json").out == then
    assert copy.read_bytes() == content
    (kept,) = machine.folder.glob("before-restore-*")
    assert str(kept) in said.out
    aside = Machine(machine.place / "aside", machine.environment, here=True)
    aside.place.mkdir()
    kept.rename(aside.folder)
    assert aside.run("check", "--json").out == later


def test_a_restored_machine_goes_on_under_a_new_name(machine: Machine) -> None:
    """Its counter never runs over entries that others may have already."""
    copy = machine.place / "copy.db"
    assert machine.run("backup", "--out", copy).code == 0
    assert machine.run("restore", copy).code == 0
    store = open_store(machine.folder, secrets=keeper)
    with store.write() as unit:
        unit.put("note", text="il giorno dopo")
    assert unit.changes.entries[0].seq == 1
    assert store.remembered("sync-acknowledged") == "0"
    store.close()
    assert machine.run("check").code == 0


def test_onto_a_new_computer(machine: Machine, tmp_path: Path) -> None:
    key = keeper(machine.folder).get("store-key")
    assert key
    copy = tmp_path / "copy.db"
    assert machine.run("backup", "--out", copy).code == 0
    state = machine.run("check", "--json").out
    other = Machine(tmp_path / "other", machine.environment, here=True)
    other.place.mkdir()
    assert "Serve la chiave" in other.run("restore", copy).line
    assert not other.folder.exists()
    assert other.run("restore", copy, "--key-file", machine.write("key.txt", key_in_groups(key))).code == 0
    assert other.run("check", "--json").out == state


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Indica la copia"),
        (("nowhere.db",), "Non trovo la copia"),
        ((".",), "è una cartella"),
        (("letter.txt",), "non è una copia di TO-Home Desk"),
        (("half.db",), "è rovinata"),
        (("broken.db",), "è rovinata"),
        (("newer.db",), "versione più nuova"),
        (("copy.db", "--key-file", "nowhere.txt"), "Non posso leggere"),
        (("copy.db", "--key-file", "letter.txt"), "La chiave non è giusta"),
        (("copy.db", "--key-file", "wrong.txt"), "non si apre con questa chiave"),
    ],
)
def test_what_cannot_be_put_back(machine: Machine, words: tuple[str, ...], said: str) -> None:
    store = open_store(machine.folder, secrets=keeper)
    whole = store.back_up(machine.place / "copy.db").read_bytes()
    with store._engine.connect().execution_options(desk_writes=True) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.back_up(machine.place / "newer.db")
    with store._engine.connect().execution_options(desk_writes=True) as connection, connection.begin():
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{HEAD}'")
    store.close()
    middle = len(whole) // 2
    (machine.place / "half.db").write_bytes(whole[:middle])
    (machine.place / "broken.db").write_bytes(whole[:middle] + bytes(64) + whole[middle + 64 :])
    machine.write("letter.txt", "una lettera " * 500)
    machine.write("wrong.txt", key_in_groups(os.urandom(32)))
    before = fingerprint(machine.folder)
    assert said in machine.run("restore", *words).line
    assert fingerprint(machine.folder) == before


def test_a_new_key_that_is_cut_half_way_still_opens(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    """At each step that `change_key` takes with the keeper, the power goes."""
    for step in range(1, 4):
        kept = fingerprint(machine.folder)
        left = [step]
        plain = PassphraseSecrets.set

        def cut(self: PassphraseSecrets, name: str, secret: bytes, left: list[int] = left, plain=plain) -> None:
            left[0] -= 1
            if left[0] == 0:
                raise KeyboardInterrupt
            plain(self, name, secret)

        with monkeypatch.context() as patched:
            patched.setattr(PassphraseSecrets, "set", cut)
            try:
                change_key(machine.folder, keeper, utc_now)
            except KeyboardInterrupt:
                assert step < 3
        store = open_store(machine.folder, secrets=keeper)
        assert store.position() > 0
        with store.write() as unit:
            unit.put("note", text=f"passo {step}")
        store.close()
        assert fingerprint(machine.folder).keys() - {WRAPPED_LOCK} == kept.keys() - {WRAPPED_LOCK}
    assert machine.run("check").code == 0


def test_many_writers_at_once_lose_no_secret(tmp_path: Path) -> None:
    """Threads of a window and other windows keep their own secrets in the one file."""
    PassphraseSecrets(tmp_path, "una frase").set("store-key", b"0" * 32)
    names = [f"secret-{number}" for number in range(12)]

    def keep(name: str) -> None:
        PassphraseSecrets(tmp_path, "una frase").set(name, name.encode())

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(keep, names))
    kept = PassphraseSecrets(tmp_path, "una frase")
    assert [kept.get(name) for name in names] == [name.encode() for name in names]
    assert kept.get("store-key") == b"0" * 32
