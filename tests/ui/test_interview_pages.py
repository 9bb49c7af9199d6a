"""Big interviews: going to a page holds the window no longer than one frame, with twelve members and 400 questions."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.catalogue.interview import load_interview
from desk.office.session import Session
from desk.settings import RESOURCES
from desk.ui.screens.interview import InterviewScreen
from desk.ui.widgets.interview.cell import InterviewCell
from tests.big_interview import FIELDS, IN_TABLE, MEMBERS, big_family, write_big_interview
from tests.conftest import Clock
from tests.screen_parts import context_of
from tests.small_office import SmallOffice, build_small_office

FRAME = 0.016


class Later:
    """As the window's own runner: work does not hold up the page."""

    def run(self, work: object, done: object = None, failed: object = None) -> None: ...

    def look(self, work: object, done: object = None, failed: object = None) -> None: ...


@pytest.fixture
def resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    shutil.copytree(RESOURCES.path(), tmp_path / "resources", ignore=shutil.ignore_patterns("interview", "fonts"))
    write_big_interview(tmp_path / "resources" / "interview")
    monkeypatch.setenv("DESK_RESOURCES", str(tmp_path / "resources"))
    load_interview.cache_clear()
    yield
    load_interview.cache_clear()


def test_going_to_a_page_takes_no_longer_than_a_frame(
    session: Session, dressed: QApplication, resources: None, qtbot: QtBot, clock: Clock
) -> None:
    office: SmallOffice = build_small_office(session.store)
    home = big_family(office)
    context = context_of(office.session())
    screen = InterviewScreen(context)
    qtbot.addWidget(screen)
    screen.resize(1340, 840)
    screen.show()
    screen.show_facts(household=home, section="s0")
    assert screen.presenter.page is not None, screen.presenter.fault
    screen.presenter._context = replace(context, run=Later())
    held, whole = [], []
    for section in ("s1", "s2", "s3"):
        held.append(seconds(lambda name=section: screen._go(name)))
        whole.append(seconds(screen.form.complete))
        assert len(screen.form.fields) == FIELDS
        cells = [each for each in screen.form.fields.values() if isinstance(each, InterviewCell)]
        assert len(cells) == len(IN_TABLE) * MEMBERS
    back = [seconds(lambda name=section: screen._go(name)) for section in ("s1", "s2", "s3")]
    least = max(FRAME, min(whole) / 15)  # a crowded machine is slower at everything
    assert min(held) <= least, (held, whole)
    assert min(back) <= least, (back, whole)


def seconds(work: Callable[[], object]) -> float:
    begun = process_time()
    work()
    return process_time() - begun
