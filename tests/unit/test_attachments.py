"""Copies of papers in the store: whole, hidden, once, undone, forgotten, erased; nothing of them outside."""

import os
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from desk.db.store import Store
from desk.db.tables import SYNCED
from desk.errors import BadInput, NotAllowed, NotFound
from desk.office.front.family_brief import read_brief
from desk.office.household.attachment_file import Taken, look_at
from desk.office.household.attachments import (
    PART_BYTES,
    attach,
    attach_to_kind,
    copies_of,
    erase_copies,
    forget_removed,
    is_safe,
    open_copy,
    remove_copy,
)
from desk.office.household.details import DocumentLine
from desk.office.household.documents import ask_document, drop_document, receive_document, set_expiry
from desk.office.household.history import read_history
from desk.office.household.households import list_households
from desk.office.household.page import read_household
from desk.office.interview.course import start_interview
from desk.office.interview.interview import read_interview
from desk.office.interview.what_it_tells import what_it_tells
from desk.office.machine.check_store import check
from desk.office.session import Session, system_session
from desk.ui.copy_pages import pdf_facts
from tests.conftest import Clock
from tests.papers import MARK, pdf
from tests.small_office import SmallOffice, build_small_office, person


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


@pytest.fixture
def home(office: SmallOffice) -> str:
    return office.family("TH-0001", "Rossi", (person("Maria", "Rossi", "1990-06-24", "F", "head"),))


@pytest.fixture
def session(office: SmallOffice) -> Session:
    return office.session()


@pytest.fixture
def paper(session: Session, home: str) -> str:
    ask_document(session, home, kind="rent_contract")
    return listed(session, home).id


def listed(session: Session, home: str) -> DocumentLine:
    return read_household(session, home).documents[0]


def random_paper(size: int, name: str = "contratto.pdf") -> Taken:
    content = os.urandom(size)
    return Taken(name, "application/pdf", content, 1, b"small", sha256(content).hexdigest())


def test_a_copy_comes_back_byte_by_byte(session: Session, home: str, paper: str) -> None:
    taken = random_paper(3 * PART_BYTES + 17)
    kept = attach(session, paper, taken)
    with session.store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM attachment_part").scalar_one() == 4
        longest = connection.exec_driver_sql("SELECT max(length(fields)) FROM journal").scalar_one()
        (line,) = copies_of(connection, [paper])[paper]
    assert longest < 1_100_000
    assert (line.name, line.size, line.by, line.thumbnail, line.whole) == (
        "contratto.pdf",
        len(taken.content),
        "G. Ferrero",
        b"small",
        True,
    )
    assert open_copy(session, kept.attachment) == taken.content
    assert is_safe(session, kept.attachment)
    now = listed(session, home)
    assert (now.state, now.how, now.seen_on, now.seen_by) == ("present", "copied", session.today(), "G. Ferrero")
    with pytest.raises(BadInput, match="c'è già"):
        attach(session, paper, taken)
    assert check(session).ok


def test_who_looked_at_a_copy_is_written(session: Session, home: str, paper: str) -> None:
    kept = attach(session, paper, random_paper(10))
    open_copy(session, kept.attachment)
    lines = read_history(session, home)
    assert (lines[0].act, lines[0].about) == ("ha aperto", "Copia: contratto.pdf")
    assert not any("attachment_part" in line.about for line in lines)


def test_a_copy_puts_its_paper_on_the_list(session: Session, home: str) -> None:
    attach_to_kind(session, home, "id", None, random_paper(10))
    attach_to_kind(session, home, "id", None, random_paper(10))
    (line,) = read_household(session, home).documents
    assert (line.kind, line.state, len(line.copies)) == ("id", "present", 2)


def test_papers_about_health_open_to_those_who_interview(office: SmallOffice, session: Session, home: str) -> None:
    reception = office.session("chiara")
    kept = attach_to_kind(reception, home, "disability", None, random_paper(10))
    assert listed(session, home).copies[0].thumbnail == b"small"
    assert listed(reception, home).copies[0].thumbnail == b""
    assert open_copy(session, kept.attachment)
    with pytest.raises(NotAllowed):
        open_copy(reception, kept.attachment)
    assert open_copy(reception, attach_to_kind(reception, home, "id", None, random_paper(10)).attachment)


def test_shown_only_and_until_when(session: Session, home: str, paper: str, clock: Clock) -> None:
    receive_document(session, paper, expires=session.today().replace(year=2027))
    line = listed(session, home)
    assert (line.how, line.seen_by, line.copies) == ("shown", "G. Ferrero", ())
    with pytest.raises(BadInput, match="scaduto"):
        set_expiry(session, paper, expires=session.today().replace(year=2020))
    set_expiry(session, paper)
    assert listed(session, home).expires is None


def test_a_paper_that_runs_out_is_told_on_every_list(session: Session, home: str, paper: str, clock: Clock) -> None:
    day = session.today() + timedelta(days=20)
    receive_document(session, paper, expires=day)
    ask_document(session, home, kind="pay_slip")
    page = read_household(session, home)
    assert [(each.text, each.days_left) for each in page.deadlines] == [("Contratto di affitto registrato", 20)]
    (row,) = list_households(session)
    assert row.most_urgent is not None
    assert row.most_urgent.date == day
    start_interview(session, home)
    view = read_interview(session, home)
    told = what_it_tells(view, view.told.answers, session.today())
    assert [each.date for each in told.deadlines] == [day]
    assert "Busta paga" in [each.title for each in told.papers]
    assert [alert.what for alert in read_brief(session, home).alerts] == ["rent_contract"]
    clock.forward(days=21)
    assert read_household(session, home).deadlines[0].severity == "danger"


def test_taken_off_put_back_and_forgotten(session: Session, home: str, paper: str, clock: Clock) -> None:
    kept = attach(session, paper, random_paper(100))
    gone = remove_copy(session, kept.attachment)
    assert listed(session, home).copies == ()
    with pytest.raises(NotFound):
        open_copy(session, kept.attachment)
    session.store.undo(gone.batch, session.staff)
    assert len(listed(session, home).copies) == 1
    remove_copy(session, kept.attachment)
    assert forget_removed(session) == 0
    clock.forward(days=31)
    assert forget_removed(session) == 1
    assert remains(session.store) == 0
    assert check(session).ok


def test_an_undone_copy_leaves_nothing(session: Session, home: str, paper: str) -> None:
    kept = attach(session, paper, random_paper(2 * PART_BYTES))
    session.store.undo(kept.changes.batch, session.staff)
    assert listed(session, home).copies == ()
    assert listed(session, home).state == "asked"
    assert forget_removed(session) == 3
    assert remains(session.store) == 0
    assert check(session).ok


def test_a_paper_that_is_dropped_takes_its_copies_along(session: Session, home: str, paper: str) -> None:
    attach(session, paper, random_paper(100))
    gone = drop_document(session, paper)
    assert read_household(session, home).documents == ()
    session.store.undo(gone.batch, session.staff)
    assert len(listed(session, home).copies) == 1


def test_erasing_a_family_clears_its_copies(session: Session, home: str, paper: str) -> None:
    attach(session, paper, random_paper(2 * PART_BYTES))
    with session.store.write(session.staff) as unit:
        assert erase_copies(unit, [home]) == 1
    assert remains(session.store) == 0
    assert check(session).ok


def remains(store: Store) -> int:
    """Letters of copies in rows and journal."""
    with store.read() as connection:
        rows = connection.exec_driver_sql("SELECT count(*) FROM attachment_part").scalar_one()
        written = connection.exec_driver_sql(
            "SELECT coalesce(sum(length(fields)), 0) FROM journal WHERE op <> 'erase' AND \"table\" LIKE 'attachment%'"
        ).scalar_one()
    return int(rows) + int(written)


def test_no_byte_lies_outside_of_the_store(
    session: Session, paper: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = tmp_path / "temp"
    outside.mkdir()
    monkeypatch.setenv("TMPDIR", str(outside))
    kept = attach(session, paper, look_at("contratto.pdf", pdf(), pdf_facts))
    assert MARK.encode() in open_copy(session, kept.attachment)
    session.store.back_up()
    marks = (MARK.encode(), b"contratto.pdf", b"%PDF", b"JVBERi0")  # the last: how it begins in the store
    for file in (each for each in tmp_path.rglob("*") if each.is_file()):
        held = file.read_bytes()
        assert not any(mark in held for mark in marks), file
    assert list(outside.iterdir()) == []


def test_a_kiosk_on_the_same_store_cannot_even_ask(session: Session, paper: str) -> None:
    kept = attach(session, paper, random_paper(10))
    assert {SYNCED[name].scope for name in ("attachment", "attachment_part", "document")} == {"office"}
    session.store.narrow()
    with pytest.raises(Exception, match=r"prohibited|not authorized|non risponde"):
        open_copy(system_session(session.store), kept.attachment)
