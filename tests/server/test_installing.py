"""What installs and keeps the server says what the program understands; a copy of its database can be put back."""

import os
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
import yaml

from desk.commands import devices, enrolment_code, serve
from desk.db.store import Store
from desk.db.unit import new_id
from desk.errors import StoreUnusable
from desk.office.machine.check_store import state_of
from desk.office.machine.enrol import enrol_machine
from desk.office.machine.synchronise import synchronise
from desk.server.database import Database
from desk.server.devices import make_code
from desk.server.run import beside
from desk.settings import ALL, PROJECT
from tests.conftest import Clock
from tests.postgres import new_database

NewStore = Callable[[str], Store]
UNIT = PROJECT / "installers" / "linux" / "to-home-desk-server.service"


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((PROJECT / "compose.yaml").read_text(encoding="utf-8"))
    return read


def understood(words: list[str]) -> dict[str, Any]:
    """What `desk serve` makes of them; exits where it does not know one."""
    parser = ArgumentParser()
    serve.add_arguments(parser)
    return vars(parser.parse_args(words))


def test_compose_asks_for_what_the_server_knows(compose: dict[str, Any]) -> None:
    server, database = compose["services"]["server"], compose["services"]["database"]
    said = understood(server["command"])
    assert (said["host"], said["log"]) == ("0.0.0.0", serve.REQUESTS)
    assert f"{said['port']}:{said['port']}" in server["ports"]
    assert str(said["database_file"]) == "/run/secrets/database-url" and "database-url" in server["secrets"]
    assert {str(said["tls_cert"].parent), str(said["tls_key"].parent)} == {"/tls"} and "./tls:/tls:ro" in server[
        "volumes"
    ]
    assert set(database["networks"]) == {"inside"} and compose["networks"]["inside"]["internal"]
    assert "ports" not in database, "nobody but the server reaches the database"
    for service in (server, database):
        assert service["healthcheck"]["retries"] and service["restart"] == "unless-stopped"
        assert set(service["secrets"]) <= set(compose["secrets"])
    compile(server["healthcheck"]["test"][3], "health", "exec")
    assert f"localhost:{said['port']}/health" in server["healthcheck"]["test"][3]


def test_the_image_is_built_of_what_is_there(compose: dict[str, Any]) -> None:
    recipe = (PROJECT / compose["services"]["server"]["build"]["dockerfile"]).read_text(encoding="utf-8")
    for line in recipe.splitlines():
        if line.startswith("COPY "):
            for name in line.split()[1:-1]:
                assert (PROJECT / name).exists(), name
        if line.startswith("ENV "):
            assert line.split()[1].partition("=")[0] in {setting.name for setting in ALL}


@pytest.mark.parametrize("letters", ["LATIN1", "SQL_ASCII"])
def test_a_database_that_cannot_hold_every_name_is_refused_at_the_start(postgres: str, letters: str) -> None:
    """As a PostgreSQL makes them that was set up without a language. The first Arabic name would else be a fault."""
    name = f"letters_{letters.lower()}"
    with psycopg.connect(postgres.format(name="postgres"), autocommit=True) as connection:
        connection.execute(
            f"CREATE DATABASE {name} ENCODING '{letters}' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
        )
    with pytest.raises(StoreUnusable, match=f"{letters}.*UTF8"):
        Database(postgres.format(name=name))


def test_a_file_of_the_server_is_its_users_alone(tmp_path: Path) -> None:
    """Families' data lie in it as they are."""
    before = os.umask(0o022)
    try:
        database = Database(f"sqlite:///{tmp_path / 'server.db'}")
        make_code(database, 0)
    finally:
        os.umask(before)
    files = {path.name: path.stat().st_mode & 0o077 for path in tmp_path.glob("server.db*")}
    assert files == {"server.db": 0, "server.db-wal": 0, "server.db-shm": 0}
    database.close()


_ALONE = """
import sys

class Lacks:  # as in an image that holds only what its list names
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in absent:
            raise ModuleNotFoundError(name)

absent, address = set(sys.argv[1].split()), sys.argv[2]
sys.meta_path.insert(0, Lacks())
from desk.commands import run
for command in ("code", "devices", "report"):
    assert run([command, "--database", address]) == 0
sys.exit(run(["serve", "--database", address, "--port", "0", "--lifeline"]))
"""


@pytest.fixture(scope="module")
def listed() -> dict[str, str]:
    """Name → version of what the server's image holds."""
    lines = (PROJECT / "installers" / "server" / "requirements.lock").read_text(encoding="utf-8").splitlines()
    return {name: rest.split()[0] for name, at, rest in (line.partition("==") for line in lines) if at}


def test_the_image_holds_the_versions_that_are_tested(listed: dict[str, str]) -> None:
    every = (PROJECT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pinned = {name: rest.split()[0] for name, at, rest in (line.partition("==") for line in every) if at}
    assert listed.items() <= pinned.items(), "make lock"


def test_a_server_needs_neither_windows_nor_paper(listed: dict[str, str], postgres: str) -> None:
    assert not {"pyside6", "reportlab", "ortools"} & listed.keys()
    own = {"to-home-desk", *listed}
    absent = [
        top for top, of in packages_distributions().items() if not own & {name.lower().replace("_", "-") for name in of}
    ]
    assert "PySide6" in absent and "sqlalchemy" not in absent
    words = [sys.executable, "-c", _ALONE, " ".join(absent), new_database(postgres)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin and server.stdout
        url = next((line.strip() for line in server.stdout if line.startswith("http")), "")
        assert httpx.get(f"{url}/health").json()["ok"] and "desk_offices 1" in httpx.get(f"{url}/metrics").text
        server.stdin.close()


def test_the_service_asks_for_what_the_server_knows() -> None:
    lines = UNIT.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    facts = [line.partition("=")[::2] for line in lines if "=" in line and not line.startswith("#")]
    start = next(value for name, value in facts if name == "ExecStart")
    program, command, *words = start.split()
    assert program.endswith("/desk") and command == "serve"
    said = understood(words)
    given = {value.partition(":")[0] for name, value in facts if name == "LoadCredential"}
    assert {Path(said[name]).name for name in ("database_file", "tls_cert", "tls_key")} == given
    assert ("DynamicUser", "yes") in facts and ("ProtectSystem", "strict") in facts


@pytest.mark.parametrize("command", [devices, enrolment_code])
def test_commands_read_the_address_from_a_file(
    command: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "url"
    address = f"sqlite:///{tmp_path / 'server.db'}"
    kept.write_text(f"{address}\n", encoding="utf-8")
    Database(address).close()
    parser = ArgumentParser()
    command.add_arguments(parser)
    assert command.run(parser.parse_args(["--database-file", str(kept), "--json"])) == 0
    assert capsys.readouterr().out.startswith(("[", "{"))


def test_a_dump_is_put_back_and_every_desk_goes_on(
    new_store: NewStore, postgres: str, tmp_path: Path, clock: Clock
) -> None:
    """The drill of docs/backup.md with the real pg_dump and pg_restore: what came after the dump comes again."""
    clock.time = clock.time.fromtimestamp(int(time.time()), clock.time.tzinfo)
    seconds = int(clock().timestamp())
    first, second = new_database(postgres), new_database(postgres)
    left, right = new_store("left"), new_store("right")
    dump = tmp_path / "desk.dump"

    def note(store: Store, text: str) -> None:
        with store.write() as unit:
            unit.put("note", new_id(), text=text)

    database = Database(first)
    with beside(database, now=lambda: seconds) as url:
        port = int(url.rpartition(":")[2])
        for store in (left, right):
            enrol_machine(store, url, make_code(database, seconds))
        note(left, "prima della copia")
        assert synchronise(left).ok
        subprocess.run(["pg_dump", "--format=custom", f"--file={dump}", first], check=True)
        note(left, "dopo la copia")
        assert synchronise(left).ok and synchronise(right).received == 2
    database.close()
    subprocess.run(["pg_restore", "--no-owner", f"--dbname={second}", str(dump)], check=True)
    restored = Database(second)
    with beside(restored, port=port, now=lambda: seconds):
        note(right, "dopo il ripristino")
        for store in (right, left, right, left):
            assert synchronise(store).ok
        third = new_store("third")
        enrol_machine(third, url, make_code(restored, seconds))
        assert synchronise(third).ok
    restored.close()
    states = set()
    for store in (left, right, third):
        with store.read() as connection:
            states.add(state_of(connection))
            assert connection.exec_driver_sql("SELECT count(*) FROM note").scalar() == 3
    assert len(states) == 1


def test_a_database_in_parts_by_office_serves_as_well(new_store: NewStore, postgres: str, clock: Clock) -> None:
    seconds, address = int(clock().timestamp()), new_database(postgres)
    database = Database(address, parts=4)
    stores = [new_store(name) for name in ("left", "right", "far")]
    with beside(database, now=lambda: seconds) as url:
        for store, home in zip(stores, ("north", "north", "south"), strict=True):
            enrol_machine(store, url, make_code(database, seconds, home=home))
            with store.write() as unit:
                unit.put("note", new_id(), text=store.folder.name)
        for store in (*stores, *stores):
            assert synchronise(store).ok
    with database.read() as read:
        assert read.exec_driver_sql("SELECT count(*) FROM entry").scalar() == 3
        assert read.exec_driver_sql("SELECT count(DISTINCT tableoid) FROM entry").scalar_one() == 2
    database.close()
    counts = []
    for store in stores:
        with store.read() as read:
            counts.append(read.exec_driver_sql("SELECT count(*) FROM note").scalar())
    assert counts == [2, 2, 1]
