"""Two caseworkers in the same interview, each with a window and a store of their own: each sees the other's answers."""

import time
from collections.abc import Iterator
from dataclasses import replace
from statistics import median

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.db.store import Store, open_store
from desk.office.interview.answers import save_answer
from desk.ui.runner import Runner
from desk.ui.screens.interview import InterviewScreen
from desk.ui.window import Window
from tests.conftest import memory_secrets
from tests.crowd import crowd
from tests.interview_family import el_amrani
from tests.screen_parts import Said
from tests.small_office import SmallOffice, build_small_office
from tests.ui.robots.interview import InterviewRobot

WITHIN_SECONDS = 0.3
RENT, NOTE, REGISTERED = "housing.rent", "housing.note", "housing.registered"


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


@pytest.fixture
def home(office: SmallOffice) -> str:
    made = el_amrani(office)
    save_answer(office.session(), made, "housing.tenure", "private_4_4")
    return made


@pytest.fixture
def windows(office: SmallOffice, home: str, qtbot: QtBot, qapp: QApplication) -> Iterator[list[Window]]:
    """As two programs on the store of one machine: nothing is shared but the file."""
    other = open_store(office.store.folder, secrets=memory_secrets, now=office.store.now)
    runners = [Runner(Said()), Runner(Said())]
    made = []
    for store, runner in zip((office.store, other), runners, strict=True):
        window = Window(replace(office.session(), store=store), runner)
        qtbot.addWidget(window)
        window.resize(1440, 900)
        window.show()
        window.start("today")
        window.open("interview", household=home, section="housing")
        made.append(window)
    for screen in map(screen_of, made):
        qtbot.waitUntil(lambda each=screen: each.presenter.page is not None and each.is_still, timeout=10_000)
    yield made
    for window in made:
        window.stop()
    for runner in runners:
        runner.close()
    other.close()


def screen_of(window: Window) -> InterviewScreen:
    found = window.screens["interview"]
    assert isinstance(found, InterviewScreen)
    return found


def test_answers_of_the_other_appear_and_words_in_the_making_stay(windows: list[Window], qtbot: QtBot) -> None:
    mine, theirs = (InterviewRobot(qtbot, screen_of(each)) for each in windows)
    delays = []
    for rent in ("470", "480", "490", "500", "510"):
        theirs.type_anew(RENT, rent)
        begun = time.monotonic()
        qtbot.waitUntil(lambda words=rent: mine.shown(RENT).startswith(words), timeout=10_000)
        delays.append(time.monotonic() - begun)
    assert median(delays) < WITHIN_SECONDS * crowd(), (delays, crowd())

    field = mine.field(NOTE).control
    mine.write(field, "Il padrone di casa")
    theirs.press(REGISTERED, "Sì")
    qtbot.waitUntil(lambda: mine.state(REGISTERED) == "confirmed", timeout=10_000)
    assert mine.shown(NOTE) == "Il padrone di casa"

    mine.field(NOTE).settle()
    qtbot.waitUntil(lambda: theirs.shown(NOTE) == "Il padrone di casa", timeout=10_000)

    theirs.write(theirs.field(NOTE).control, ": altre parole")  # the same field, at the same time
    mine.write(field, " aspetta maggio")
    theirs.field(NOTE).settle()
    assert mine.shown(NOTE) == "Il padrone di casa aspetta maggio"
    qtbot.waitUntil(lambda: theirs.shown(NOTE) == "Il padrone di casa aspetta maggio", timeout=10_000)
    assert mine.shown(NOTE) == "Il padrone di casa aspetta maggio"


def test_who_is_answered_otherwise_is_told_by_whom(windows: list[Window], qtbot: QtBot) -> None:
    mine, theirs = (InterviewRobot(qtbot, screen_of(each)) for each in windows)
    said = [lambda each=each: [line.words.text() for line in each.messages.lines()] for each in windows]
    theirs.type_anew(RENT, "530")
    qtbot.waitUntil(lambda: mine.shown(RENT) == "530", timeout=10_000)
    mine.type_anew(RENT, "512")
    qtbot.waitUntil(lambda: bool(said[1]()), timeout=10_000)
    (words,) = said[1]()
    assert words.startswith("Affitto al mese: Giulia Ferrero ha scritto «512 €» alle ")
    assert words.endswith("qui c’era «530 €».")
    assert theirs.shown(RENT) == "512"
    assert said[0]() == [], "the one who answered last knows"
    mine.type_anew(RENT, "520")
    qtbot.waitUntil(lambda: theirs.shown(RENT) == "520", timeout=10_000)
    assert len(said[1]()) == 1, "told once"
