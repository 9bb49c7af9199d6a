"""An interview opens with the questions it was begun with; a broken file never stops one."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.catalogue.check import check
from desk.catalogue.interview import load_interview
from desk.db.store import Store
from desk.errors import BadResource
from desk.office.household.page import read_household
from desk.office.interview.answers import save_answer
from desk.office.interview.course import finish_interview, start_interview
from desk.office.interview.interview import read_interview
from desk.office.session import Session
from desk.settings import RESOURCES
from tests.conftest import Clock
from tests.interview_family import el_amrani
from tests.small_office import SmallOffice, build_small_office


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


@pytest.fixture
def giulia(office: SmallOffice) -> Session:
    return office.session("giulia")


@pytest.fixture
def home(office: SmallOffice) -> str:
    return el_amrani(office)


@pytest.fixture
def resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "resources"
    shutil.copytree(RESOURCES.path(), folder, ignore=shutil.ignore_patterns("fonts"))
    monkeypatch.setenv("DESK_RESOURCES", str(folder))
    load_interview.cache_clear()
    yield folder
    load_interview.cache_clear()


def rewrite(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / "interview" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    load_interview.cache_clear()


def kept(session: Session) -> int:
    with session.store.read() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM questionnaire").scalar_one())


def test_an_old_interview_keeps_its_questions_and_words(
    giulia: Session, home: str, resources: Path, clock: Clock
) -> None:
    start_interview(giulia, home)
    old = read_interview(giulia, home)
    rewrite(resources, "04-abitazione.toml", "A che titolo abitate in questa casa?", "Che casa avete?")
    assert read_interview(giulia, home).questionnaire == old.questionnaire
    finish_interview(giulia, old.id)
    clock.forward(days=30)
    start_interview(giulia, home, "visit")
    new = read_interview(giulia, home)
    assert new.questionnaire.questions["housing.tenure"].text == "Che casa avete?"
    again = read_interview(giulia, home, old.id)
    assert again.questionnaire.questions["housing.tenure"].text == "A che titolo abitate in questa casa?"
    assert kept(giulia) == 2


def test_the_same_questions_are_kept_once(giulia: Session, home: str, office: SmallOffice) -> None:
    start_interview(giulia, home)
    start_interview(giulia, office.family("TH-9", "Rossi"))
    assert kept(giulia) == 1


def test_a_question_taken_out_is_still_answered_in_an_interview_begun_with_it(
    giulia: Session, home: str, resources: Path
) -> None:
    start_interview(giulia, home)
    rewrite(resources, "08-reti-e-aiuti.toml", 'id = "networks.friends"', 'id = "networks.neighbours"')
    save_answer(giulia, home, "networks.friends", "yes")
    assert read_interview(giulia, home).told.answers["networks.friends", None].value == "yes"


def test_a_broken_file_leaves_the_last_good_questions(giulia: Session, home: str, resources: Path) -> None:
    start_interview(giulia, home)
    finish_interview(giulia, read_interview(giulia, home).id)
    rewrite(resources, "04-abitazione.toml", 'kind = "choice"', 'kind = "chioce"')
    start_interview(giulia, home, "visit")
    found = read_interview(giulia, home)
    assert "04-abitazione.toml" in found.questionnaire.fault
    assert "housing.tenure" in found.questionnaire.fault
    save_answer(giulia, home, "housing.tenure", "owned")
    assert read_household(giulia, home).housing


def test_without_any_good_questions_the_fault_is_said(giulia: Session, home: str, resources: Path) -> None:
    rewrite(resources, "04-abitazione.toml", 'kind = "choice"', 'kind = "chioce"')
    with pytest.raises(BadResource, match=r"04-abitazione\.toml, voce «housing\.tenure»"):
        start_interview(giulia, home)


def test_a_text_without_its_english_is_named_with_file_and_entry(resources: Path) -> None:
    rewrite(resources, "04-abitazione.toml", "A che titolo abitate in questa casa?", "Che casa mai vista avete?")
    missing = "manca la traduzione «en» di «Che casa mai vista avete?»."
    said = f"interview/04-abitazione.toml, voce «housing.tenure»: {missing}"
    assert said in check()
