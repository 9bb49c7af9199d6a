"""Letters of an interview on their way to the disk."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select

from desk.db.tables import draft
from desk.db.unit import new_id
from desk.office.interview.course import start_interview
from desk.office.interview.interview import read_interview
from desk.office.interview.remarks import remark_key
from desk.office.machine.drafts import waiting_drafts
from desk.office.session import Session
from desk.ui.presenters.interview import InterviewPresenter
from desk.ui.presenters.interview_letters import InterviewLetters
from tests.interview_family import el_amrani
from tests.screen_parts import context_of
from tests.small_office import build_small_office


class Later:
    """A runner whose looks end when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[Any], None]] = []

    def run(self, work: Callable[[], None], done: Callable[[Any], None]) -> None:
        work()
        done(None)

    def look(self, work: Callable[[], None], done: Callable[[Any], None], _failed: object) -> None:
        work()
        self.waiting.append(done)


def test_a_letter_typed_while_the_disk_is_waited_for_is_waited_for_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desk.ui.presenters.interview_letters.keep_draft", lambda *_words: None)
    run, reached = Later(), []
    store = SimpleNamespace(settle=lambda: reached.append("disk"))
    context: Any = SimpleNamespace(run=run, session=SimpleNamespace(store=store))
    letters = InterviewLetters(context, "home", lambda _error: None)
    for text in ("S", "Sa", "Sam"):
        letters.keep(("networks.trusted", None), text, "")
    assert reached == ["disk"]
    run.waiting.pop()(None)
    assert reached == ["disk", "disk"]
    run.waiting.pop()(None)
    assert (reached, run.waiting) == (["disk", "disk"], [])


class Queued:
    """A runner that does nothing until the test says so."""

    def __init__(self) -> None:
        self.runs: list[tuple[Callable[[], Any], Callable[[Any], None]]] = []
        self.looks: list[tuple[Callable[[], Any], Callable[[Any], None]]] = []

    def run(self, work: Callable[[], Any], done: Callable[[Any], None], _failed: object = None) -> None:
        self.runs.append((work, done))

    def look(self, work: Callable[[], Any], done: Callable[[Any], None], _failed: object = None) -> None:
        self.looks.append((work, done))


def opened(run: Queued, session: Session, home: str) -> InterviewPresenter:
    """A page of an interview that has read what it shows."""
    context: Any = SimpleNamespace(run=run, session=session)
    presenter = InterviewPresenter(context, lambda: None)
    presenter.show(home)
    work, done = run.runs.pop()
    done(work())
    return presenter


def test_a_letter_typed_while_an_answer_waits_to_be_saved_outlives_it(session: Session) -> None:
    """The first letter is still on its way, the answer up to it is to be saved, and one more letter comes."""
    office = build_small_office(session.store)
    home = el_amrani(office)
    run, key = Queued(), ("networks.trusted", None)
    presenter = opened(run, office.session(), home)
    letters: list[str | None] = []
    presenter.letter(key, "Sam")
    presenter.type(key, "Sam")
    presenter.letter(key, "Sami")
    while run.runs:
        work, done = run.runs.pop(0)
        done(work())
        with session.store.read() as connection:
            letters.append(connection.execute(select(draft.c.text)).scalar())
    assert letters == ["Sami", None, "Sami"], "nor does it wait for the answer"
    start_interview(office.session(), home)
    assert read_interview(office.session(), home).told.answers[key].value == "Sami"


@pytest.mark.parametrize("where", ["cell", "remark"])
def test_what_is_typed_and_taken_back_is_not_kept(session: Session, where: str) -> None:
    office = build_small_office(session.store)
    home = el_amrani(office)
    presenter = InterviewPresenter(context_of(office.session()), lambda: None)
    presenter.show(home)
    key, place = ("economy.debts", None), f"{new_id()}|to_whom"
    if where == "cell":
        presenter.type(key, "Iren", place)
    else:
        key, place = remark_key(("housing.rent", None)), ""
        presenter.remark(("housing.rent", None), "Iren")
    for text, count in (("Irenx", 1), ("Iren", 0)):
        presenter.letter(key, text, place)
        with session.store.read() as connection:
            assert waiting_drafts(connection, home) == count


def test_what_was_looked_up_before_an_answer_does_not_take_it_from_the_page(session: Session) -> None:
    office = build_small_office(session.store)
    home = el_amrani(office)
    run, key = Queued(), ("housing.rent", None)
    presenter = opened(run, office.session(), home)
    presenter.read_again()
    work, done = run.looks.pop()
    before = work()
    presenter.choose(key, 47_000)
    page = presenter.page
    done(before)
    assert presenter.page is page
    work, done = run.runs.pop()
    done(work())
    work, done = run.looks.pop()
    done(work())
    assert presenter.page is not None and presenter.page.answers[key].value == 47_000
