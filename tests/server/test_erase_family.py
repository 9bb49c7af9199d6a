"""A family that asks to be forgotten is: no byte of its name stays in any store, in the index or at the server."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desk.db.engine import FILE_NAME, connect
from desk.db.store import Store
from desk.domain.roles import Role
from desk.errors import BadInput, NotAllowed
from desk.office.front.find_family import find_family
from desk.office.household.erase_family import ERASURE, Goes, erase_family, erase_left_behind, told_goes, what_goes
from desk.office.machine.check_store import check, state_of
from desk.office.machine.drafts import keep_draft
from desk.office.machine.synchronise import synchronise
from desk.office.session import Session, system_session
from desk.server.database import Database
from tests.conftest import Clock

NewStore = Callable[[str], Store]
WORDS = ("Quarantotti", "Zenobia", "QRNZNB80A41L219K", "+393337654321", "via Segretissima", "lavora in nero")


def fill(store: Store) -> tuple[str, str]:
    """The family, and a neighbour who shares nothing with it but the office."""
    with store.write() as unit:
        home = unit.put("household", code="TH-0481", name=WORDS[0], status="active")
        who = unit.put("person", surname=WORDS[0], given=WORDS[1])
        unit.put("membership", household=home, person=who, role="head", position=0)
        unit.put("identifier", person=who, kind="tax_code", value=WORDS[2], canonical=WORDS[2])
        unit.put("contact", household=home, person=who, kind="phone", value=WORDS[3])
        unit.put("address", household=home, street=WORDS[4])
        unit.put("answer", household=home, question="income_work", person=who, value=WORDS[5])
        plan = unit.put("plan", household=home, version=1, why=WORDS[1])
        objective = unit.put("objective", plan=plan, title=WORDS[5])
        unit.put("commitment", objective=objective, text=WORDS[5], who_name=WORDS[1])
        paper = unit.put("document", household=home, kind="isee", note=WORDS[4])
        copy = unit.put("attachment", household=home, document=paper, name=f"{WORDS[0]}.pdf", digest="d")
        unit.put("attachment_part", attachment=copy, place=0, content=WORDS[0] * 40)
        neighbour = unit.put("household", code="TH-0482", name="Vicini", status="active")
        other = unit.put("person", surname="Vicini", given="Aldo")
        unit.put("membership", household=neighbour, person=other, role="head", position=0)
    with store.write() as unit:
        undone = unit.put("note", household=home, text=WORDS[4])
    store.undo(unit.changes.batch, "system")
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT household FROM note WHERE id = ?", (undone,)).scalar() is None
    return home, neighbour


def plain_bytes(store: Store, place: Path) -> bytes:
    """The whole file decrypted, free pages and all, with what its log still holds."""
    raw = connect(store.folder / FILE_NAME, store.recovery_key())
    copy = place / "plain.db"
    copy.unlink(missing_ok=True)
    pages = raw.execute("PRAGMA page_count").fetchone()[0], raw.execute("PRAGMA freelist_count").fetchone()[0]
    raw.execute(f"ATTACH DATABASE '{copy}' AS plain KEY ''")
    raw.execute("SELECT sqlcipher_export('plain')")
    raw.execute("DETACH DATABASE plain")
    raw.close()
    assert pages[1] == 0, "no free page may hold what was"
    return copy.read_bytes().lower()


@pytest.fixture
def synced(enrolled_store: NewStore) -> tuple[Store, Store, str, str]:
    left, right = enrolled_store("left"), enrolled_store("right")
    home, neighbour = fill(left)
    keep_draft(system_session(right), home, ("income_work", None), WORDS[5])
    assert synchronise(left).ok and synchronise(right).ok
    return left, right, home, neighbour


def test_nothing_is_left_anywhere(synced: tuple[Store, Store, str, str], database: Database, tmp_path: Path) -> None:
    left, right, home, neighbour = synced
    session = system_session(left)
    assert all(word.lower().encode() in plain_bytes(left, tmp_path) for word in WORDS)
    goes = what_goes(session, home)
    assert (goes.code, goes.people, goes.staying) == ("TH-0481", (f"{WORDS[1]} {WORDS[0]}",), ())
    with right.write() as unit:  # nobody there knows yet
        unit.put("note", household=home, text=WORDS[5])
    erase_family(session, home, reason="asked", code="th 0481")
    for store in (left, right, left, right):
        assert synchronise(store).ok
    assert erase_left_behind(system_session(right)) == 1
    right.scrub()
    for store in (right, left):
        assert synchronise(store).ok
    left.scrub()
    for store in (left, right):
        content = plain_bytes(store, tmp_path)
        assert not [word for word in WORDS if word.lower().encode() in content], store.folder.name
        assert b"vicini" in content
        assert check(system_session(store)).ok
        assert find_family(system_session(store), WORDS[0]).people == ()
        with store.read() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM draft").scalar() == 0
            told = connection.exec_driver_sql("SELECT text FROM note WHERE about = ?", (ERASURE,)).scalars().all()
            assert told == [f'{{"reason":"asked","records":{len(goes.rows)},"people":1}}']
            assert connection.exec_driver_sql("SELECT count(*) FROM household").scalar() == 1
    with left.read() as one, right.read() as two:
        assert state_of(one) == state_of(two)
    with database.read() as connection:
        for table in ("entry", "record"):
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}"):
                held = " ".join(
                    part.decode("utf-8", "replace") if isinstance(part, bytes) else str(part) for part in row
                )
                assert not [word for word in WORDS if word in held]
    assert neighbour


def test_lines_and_parts_written_late_are_erased_too(synced: tuple[Store, Store, str, str], tmp_path: Path) -> None:
    """They name no family: only the plan, the objective or the copy above them does."""
    left, right, home, _neighbour = synced
    session = system_session(right)
    with right.write() as unit:  # nobody there knows yet
        above = unit.connection.exec_driver_sql("SELECT id FROM objective").scalar()
        plan = unit.connection.exec_driver_sql("SELECT id FROM plan").scalar()
        unit.put("commitment", objective=above, text=WORDS[5], who_name=WORDS[1])
        fresh = unit.put("objective", plan=plan, title=WORDS[5])
        unit.put("support", objective=fresh, text=WORDS[4])
        copy = unit.put("attachment", household=home, name=f"{WORDS[0]}.pdf", digest="d")
        unit.put("attachment_part", attachment=copy, place=0, content=WORDS[0] * 40)
    erase_family(system_session(left), home, reason="asked", code="TH-0481")
    for store in (left, right):
        assert synchronise(store).ok
    assert erase_left_behind(session) == 5
    assert erase_left_behind(session) == 0
    content = plain_bytes(right, tmp_path)
    assert not [word for word in WORDS if word.lower().encode() in content]


def test_only_whoever_leads_and_types_the_number(new_store: NewStore, clock: Clock) -> None:
    store = new_store("desk")
    home, neighbour = fill(store)
    clerk = Session(store, "system", "Clerk", Role.CASEWORKER, clock)
    with pytest.raises(NotAllowed):
        erase_family(clerk, home, reason="asked", code="TH-0481")
    lead = Session(store, "system", "Lead", Role.COORDINATOR, clock)
    with pytest.raises(BadInput, match="TH-0481"):
        erase_family(lead, home, reason="asked", code="TH-0482")
    with pytest.raises(BadInput, match="motivo"):
        erase_family(lead, home, reason=WORDS[0], code="TH-0481")
    with store.write() as unit:
        unit.put("household", home, joined_into=neighbour)
    with pytest.raises(BadInput, match="TH-0482"):
        what_goes(lead, home)
    assert any("Vicini" in line for line in told_goes(what_goes(lead, neighbour)))


def test_who_belongs_to_another_family_too_stays_there(new_store: NewStore) -> None:
    store = new_store("desk")
    home, neighbour = fill(store)
    session = system_session(store)
    with store.write() as unit:
        shared = unit.put("person", surname="Comune", given="Ada")
        unit.put("membership", household=home, person=shared, until="2026-01-01")
        unit.put("membership", household=neighbour, person=shared)
    goes: Goes = what_goes(session, home)
    assert goes.staying == ("Ada Comune",)
    erase_family(session, home, reason="time_over", code="TH-0481")
    with store.read() as connection:
        kept = connection.exec_driver_sql("SELECT count(*) FROM membership WHERE person = ?", (shared,)).scalar()
        assert kept == 1
        assert connection.exec_driver_sql("SELECT surname FROM person WHERE id = ?", (shared,)).scalar() == "Comune"
