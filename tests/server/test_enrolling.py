"""Who is let in, and for how long: a code once and for one kind of machine, an assertion once, a token an hour."""

import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from desk.commands import run
from desk.commands.common import machine
from desk.db.store import Store
from desk.db.unit import new_id
from desk.errors import BadInput, NotAllowed
from desk.office.machine.enrol import MACHINE_KEY, enrol_machine, membership
from desk.office.machine.found_office import found_office
from desk.office.machine.sign_in import sign_in
from desk.office.machine.synchronise import Line, synchronise
from desk.office.session import system_session
from desk.server.database import Database
from desk.server.devices import CODE_SECONDS, HUB, LOBBY, TOKEN_SECONDS, enrol, listed, make_code
from desk.server.hub import join_upstream
from desk.server.run import beside
from desk.sync.machine_key import assertion, new_key, public_part
from desk.sync.wire import ASSERTION_TYPE, VERSION, EnrolAsk
from tests.conftest import Clock

NewStore = Callable[[str], Store]
PASSWORD = "una-parola-lunga"


@pytest.fixture
def seconds(clock: Clock) -> Callable[[], int]:
    return lambda: int(clock().timestamp())


def test_a_code_is_good_once_and_for_a_day(
    new_store: NewStore, database: Database, server: str, clock: Clock, seconds: Callable[[], int]
) -> None:
    code, late = make_code(database, seconds()), make_code(database, seconds())
    first, second = new_store("first"), new_store("second")
    enrol_machine(first, server, code)
    enrol_machine(first, server, code)  # asked again after a cut
    with pytest.raises(NotAllowed, match="già stato usato"):
        enrol_machine(second, server, code)
    clock.forward(seconds=CODE_SECONDS + 1)
    with pytest.raises(NotAllowed, match="scaduto"):
        enrol_machine(second, server, late)
    assert [each.device for each in listed(database)] == [first.device]


def test_a_code_of_another_kind_is_refused_and_stays_good(
    new_store: NewStore, database: Database, server: str, seconds: Callable[[], int]
) -> None:
    desk, kiosk = new_store("desk"), new_store("kiosk")
    codes = {kind: make_code(database, seconds(), lobby=kind == LOBBY, hub=kind == HUB) for kind in ("", LOBBY, HUB)}
    for kind, word in ((LOBBY, "--lobby"), (HUB, "--upstream")):
        with pytest.raises(BadInput, match=word):
            enrol_machine(desk, server, codes[kind])
    with pytest.raises(BadInput, match="per un computer dell'ufficio"):
        enrol_machine(kiosk, server, codes[""], lobby=True)
    assert listed(database) == [] and membership(desk) is None
    enrol_machine(desk, server, codes[""])
    enrol_machine(kiosk, server, codes[LOBBY], lobby=True)
    assert {each.device: each.scope for each in listed(database)} == {desk.device: "office", kiosk.device: "lobby"}


def test_a_machine_taken_in_as_the_wrong_kind_is_put_right_by_a_fresh_code(
    new_store: NewStore, database: Database, server: str, seconds: Callable[[], int]
) -> None:
    """As a program did that did not say what it wanted to be."""
    store = new_store("desk")
    key = new_key()
    store.secrets.set(MACHINE_KEY, key)
    code = make_code(database, seconds(), lobby=True)
    asked = EnrolAsk(version=VERSION, code=code, device=store.device, public_key=public_part(key))
    assert enrol(database, asked, seconds()).scope == enrol(database, asked, seconds()).scope == "lobby"
    enrol_machine(store, server, make_code(database, seconds()))
    assert [each.scope for each in listed(database)] == ["office"] and synchronise(store).ok
    with store.write() as unit:
        unit.put("note", text="dell'ufficio")
    assert synchronise(store).ok
    with pytest.raises(BadInput):  # what has sent for an office stays of it
        enrol_machine(store, server, make_code(database, seconds(), lobby=True), lobby=True)
    assert [each.scope for each in listed(database)] == ["office"]


def test_an_assertion_is_taken_once_and_by_its_own_server_alone(
    new_store: NewStore, database: Database, server: str, seconds: Callable[[], int]
) -> None:
    store = new_store("desk")
    enrol_machine(store, server, make_code(database, seconds()))
    known = membership(store)
    assert known is not None

    def ask(signed: str) -> tuple[int, str]:
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": signed,
        }
        answer = httpx.post(f"{server}/v1/token", data=form)
        return answer.status_code, str(answer.json().get("error", ""))

    def signed(**other: object) -> str:
        facts: dict[str, Any] = {"key": known.key, "device": store.device, "server": known.server}
        return assertion(**{**facts, "seconds": seconds(), "number": uuid.uuid4().hex, **other})

    once = signed()
    assert ask(once) == (200, "") and ask(once) == (401, "assertion")
    assert ask(signed(server="another")) == (401, "assertion")
    assert ask(signed(device=str(uuid.uuid4()))) == (401, "unknown")
    assert ask(signed(seconds=seconds() - 86_400))[1] == "clock"
    assert ask(signed(key=new_key())) == (401, "assertion")


def test_a_token_that_is_over_is_renewed_without_a_word(
    new_store: NewStore, database: Database, server: str, clock: Clock, seconds: Callable[[], int]
) -> None:
    store = new_store("desk")
    enrol_machine(store, server, make_code(database, seconds()))
    line = Line(store)
    assert line.round().ok
    old = line._client._token
    clock.forward(seconds=TOKEN_SECONDS + 1)
    answer = httpx.post(f"{server}/v1/round", content=b"", headers={"authorization": f"Bearer {old}"})
    assert answer.status_code == 401 and answer.json()["error"] == "token"
    assert line.round().ok and line._client._token != old
    line.close()


def test_a_machine_without_a_store_gets_one_and_its_people_can_sign_in(
    new_store: NewStore,
    seconds: Callable[[], int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The second computer of an office: no second office is founded."""
    database = Database(f"sqlite:///{tmp_path / 'server.db'}")
    first = new_store("first")
    found_office(system_session(first), name="Polo di Barriera", administrator="acosta", password=PASSWORD)
    (tmp_path / "passphrase").write_text("una frase per la prova", encoding="utf-8")
    monkeypatch.setenv("DESK_PASSPHRASE_FILE", str(tmp_path / "passphrase"))
    monkeypatch.setenv("DESK_DATA", str(tmp_path / "second"))
    with beside(database, now=seconds) as url:
        enrol_machine(first, url, make_code(database, seconds()))
        assert synchronise(first).ok
        assert run(["enrol", "--server", url, "--code", "NONE"]) == 1
        assert run(["enrol", "--server", url, "--code", make_code(database, seconds())]) == 0
    database.close()
    assert "recovery-sheet.pdf" in capsys.readouterr().out
    assert (tmp_path / "second" / "recovery-sheet.pdf").read_bytes().startswith(b"%PDF")
    with machine() as session:
        assert sign_in(session.store, "acosta", PASSWORD).name.strip() == "acosta"


def test_one_server_holds_several_offices_that_see_nothing_of_each_other(
    new_store: NewStore, database: Database, address: str, server: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def code(*words: str) -> str:
        assert run(["code", "--database", address, *words]) == 0
        return capsys.readouterr().out.strip()

    assert run(["code", "--database", address, "--office", "nord"]) == 0
    said = capsys.readouterr()
    assert "«nord»" in said.err, "a slip of the pen must not found an office in silence"
    codes = [said.out.strip(), code("--office", "nord"), code("--office", "sud")]
    counts = []
    stores = [new_store(name) for name in ("first", "second", "far")]
    for store, each in zip(stores, codes, strict=True):
        enrol_machine(store, server, each)
        with store.write() as unit:
            unit.put("note", new_id(), text=store.folder.name)
    for store in (*stores, *stores):
        assert synchronise(store).ok
    for store in stores:
        with store.read() as read:
            counts.append(read.exec_driver_sql("SELECT count(*) FROM note").scalar())
    assert counts == [2, 2, 1]
    assert [machine.office for machine in listed(database)] == ["nord", "nord", "sud"]
    assert run(["devices", "--database", address]) == 0
    assert " sud\n" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        run(["code", "--database", address, "--office", "due parole"])
    capsys.readouterr()
    code("--office", "nord", "--replies")
    assert database.settings().popitem()[1] == "nord"


def test_a_hub_holds_its_own_office_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    city, hub = (Database(f"sqlite:///{tmp_path / name}.db") for name in ("city", "hub"))
    with beside(city) as url:
        join_upstream(hub, url, make_code(city, int(time.time()), hub=True, home="nord"))
    city.close()
    hub.close()
    address = f"sqlite:///{tmp_path / 'hub.db'}"
    assert run(["code", "--database", address, "--office", "nord"]) == 1
    assert "--office" in capsys.readouterr().err
    assert run(["code", "--database", address]) == 0
