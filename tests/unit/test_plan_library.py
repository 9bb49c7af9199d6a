"""The plan library: what it suggests and why, plain words, every language; numbers and gaps of a plan."""

import shutil
import time
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desk import i18n, settings
from desk.catalogue import journey, plan_library, programmes, services
from desk.catalogue.check import check, texts_for_families
from desk.catalogue.interview import load_interview
from desk.catalogue.plan_library import load_plan_library
from desk.domain.interview import Answer, Key, Member, Status, questions_of
from desk.domain.interview_flow import Situation
from desk.domain.plan import (
    CommitmentLine,
    Lack,
    Missing,
    ObjectiveLine,
    ResultLine,
    SupportLine,
    line_numbers,
    missing,
    number_words,
)
from desk.domain.plan_library import placeholders, suggestions, urgent_dimensions
from desk.domain.readability import gulpease
from desk.errors import BadResource
from desk.paper.words import Text

LIBRARY = load_plan_library()
FAMILY = (Member("youssef", 41), Member("khadija", 36), Member("ilyas", 8))
LANGUAGES = [code for code in settings.FAMILY_LANGUAGES if code != i18n.SOURCE]


def situation(answers: dict[Key, Answer]) -> Situation:
    return Situation(questions_of(load_interview()), answers, FAMILY)


EVICTED: dict[Key, Answer] = {
    ("housing.tenure", None): Answer("private_4_4"),
    ("housing.arrears_months", None): Answer(8),
    ("housing.eviction_stage", None): Answer("5", Status.READ),
    ("work.status", "youssef"): Answer("employed"),
    ("work.hours", "youssef"): Answer(20),
    ("children.school", "ilyas"): Answer("absences"),
}


def test_the_answers_suggest_objectives_with_their_reason() -> None:
    found = suggestions(LIBRARY, situation(EVICTED))
    assert [(each.objective.id, each.urgent) for each in found] == [
        ("housing_time", True),
        ("housing_rent", True),
        ("housing_arrears", True),
        ("children_school", True),
        ("work_hours", False),
        ("economy_budget", False),
    ]
    assert found[0].reason == "C’è uno sfratto in corso."


def test_what_the_plan_already_has_is_not_suggested_again() -> None:
    found = suggestions(LIBRARY, situation(EVICTED), taken=["housing_time", "work_hours"])
    assert not {"housing_time", "work_hours"} & {each.objective.id for each in found}


def test_a_family_of_which_nothing_is_known_gets_no_suggestion() -> None:
    assert suggestions(LIBRARY, situation({})) == ()
    assert urgent_dimensions(LIBRARY, situation({})) == ()


def test_the_stage_of_the_journey_suggests_too_and_what_was_told_gives_the_reason() -> None:
    found = suggestions(LIBRARY, situation({}), stage="lease")
    assert [(each.objective.id, each.reason) for each in found] == [
        ("housing_new", "La famiglia entra in una casa nuova.")
    ]
    (told,) = [
        each for each in suggestions(LIBRARY, situation(EVICTED), stage="search") if each.objective.id == "housing_rent"
    ]
    assert told.reason == "La famiglia deve trovare un’altra casa."


def commitment(name: str, **facts: object) -> CommitmentLine:
    base: dict[str, object] = {"who": "youssef", "who_name": "", "by_date": date(2026, 12, 1)}
    return CommitmentLine(name, "member", text="Va.", **{**base, **facts})  # type: ignore[arg-type]


def objective(name: str, dimension: str, *commitments: CommitmentLine, result: bool = True) -> ObjectiveLine:
    results = (ResultLine(f"{name}-result", "Fatto."),) if result else ()
    return ObjectiveLine(name, dimension, name, results=results, commitments=commitments)


PLAN = (
    objective("job", "work", commitment("centre"), commitment("apply")),
    objective("lease", "housing", commitment("save", by_date=None, how_often="ogni mese")),
)


def test_results_come_before_the_road_and_commitments_after_it() -> None:
    assert line_numbers(PLAN, why=2, road=3) == {
        "job-result": 3,
        "lease-result": 4,
        "centre": 8,
        "apply": 9,
        "save": 10,
    }


def test_supports_are_numbered_after_the_commitments() -> None:
    support = SupportLine("card", "money", "La carta SIA aiuta a fare la spesa.")
    assert line_numbers((replace(PLAN[0], supports=(support,)), PLAN[1]), why=2, road=3)["card"] == 11


def test_numbers_in_a_row_are_told_by_their_ends() -> None:
    assert number_words([14, 3, 4, 5, 9, 10]) == "3–5, 9, 10, 14"


def test_a_plan_is_complete_when_every_urgent_dimension_has_an_objective() -> None:
    assert missing(PLAN, ["work", "housing"]) == ()
    assert missing(PLAN, ["work", "children"]) == (Missing(Lack.DIMENSION, "children"),)


def test_every_gap_is_named() -> None:
    holes = (
        objective("empty", "work", result=False),
        objective("vague", "housing", commitment("nobody", who=None), commitment("never", by_date=None)),
    )
    assert missing(holes) == (
        Missing(Lack.RESULT, "empty"),
        Missing(Lack.COMMITMENT, "empty"),
        Missing(Lack.WHO, "nobody"),
        Missing(Lack.WHEN, "never"),
    )
    assert missing(()) == (Missing(Lack.NOTHING_YET),)


def test_gulpease_follows_its_formula() -> None:
    assert gulpease("Va al Centro.") == 100  # 89 + (300 - 100) / 3, cut at the top
    assert gulpease("parola parola parola parola parola parola parola parola parola parola") == 89 + (300 - 600) / 10
    assert gulpease("") == 100
    assert gulpease("Uno due tre. Uno due tre!") == 100
    assert gulpease("L’amministrazione comunale provvederà all’espletamento delle incombenze burocratiche.") < 40


@pytest.mark.parametrize("text", [*texts_for_families(), *Text])
def test_families_can_read_it(text: str) -> None:
    assert gulpease(text) >= 80


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_there_in_every_language_with_the_same_placeholders(language: str) -> None:
    for text in texts_for_families():
        found = i18n.translated(language, text)
        assert found, (language, text)
        assert placeholders(found) == placeholders(text), (language, text)


def test_the_shipped_files_are_whole() -> None:
    assert check() == []


def test_loading_all_files_takes_little_more_than_parsing_them() -> None:
    """A ratio in one run: machines are noisy, and a busy one must not fail a test."""
    rounds = [(_seconds(_load_everything), _seconds(_parse_everything)) for _round in range(5)]
    assert min(ours for ours, _floor in rounds) < 2 * min(floor for _ours, floor in rounds)


def _seconds(work: Callable[[], None]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _load_everything() -> None:
    for load in {load_interview, *LOADERS.values()}:
        load.__wrapped__()


def _parse_everything() -> None:
    for path in settings.RESOURCES.path().rglob("*.toml"):
        tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.fixture
def resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped files that a test may break."""
    folder = tmp_path / "resources"
    for name in ("interview", "plan", "programmes", "blueprint", "services"):
        shutil.copytree(settings.RESOURCES.path() / name, folder / name)
    monkeypatch.setenv("DESK_RESOURCES", str(folder))
    return folder


LOADERS = {
    "plan/library.toml": plan_library.load_plan_library,
    "blueprint/journey.toml": journey.load_journey,
    "services/services.toml": services.load_services,
    "programmes/sia.toml": programmes.load_programmes,
    "programmes/ethos.toml": programmes.load_programmes,
    "programmes/rents.toml": programmes.load_programmes,
    "programmes/road.toml": programmes.load_programmes,
    "programmes/funds.toml": programmes.load_programmes,
    "programmes/measures.toml": programmes.load_programmes,
}


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "plan/library.toml",
            'dimension = "work"',
            'dimension = "luck"',
            "voce «work_job»: nomina un’area che non c’è",
        ),
        ("plan/library.toml", "3 domande", "{number} domande", "non si conosce il segnaposto «number»."),
        ("plan/library.toml", "days = 7, shown_by", "shown_by", "l’impegno «centre» dice i giorni oppure ogni quanto."),
        (
            "plan/library.toml",
            '"work.status", one_of = ["un',
            '"work.luck", one_of = ["un',
            "che non c’è: «work.luck».",
        ),
        ("plan/library.toml", 'who = "member"', 'who = "neighbour"', "voce «work_job»: commitments[0].who:"),
        ("blueprint/journey.toml", 'actor = "social"', 'actor = "mayor"', "voce «analysis»: nomina una corsia"),
        ("blueprint/journey.toml", 'waits_for = "sign"', 'waits_for = "x"', "voce «plan»: aspetta un orologio"),
        ("blueprint/journey.toml", "days = 60", "days = 0", "voce «sign»: l’orologio non dice quanti giorni"),
        ("services/services.toml", 'letter = "N"', 'letter = "nn"', "voce «first_interview»: la lettera del biglietto"),
        ("services/services.toml", "minutes = 60", "minutes = 600", "voce «first_interview»: la durata va da 5 a 240"),
        ("services/services.toml", 'id = "interview"', 'id = "work"', "voce «work»: è scritta due volte."),
        ("services/services.toml", 'roles = ["caseworker"]', 'roles = ["king"]', "voce «first_interview»: roles[0]:"),
        ("programmes/sia.toml", "2017-04-29", "2017-05-29", "voce «2017-04»: comincia prima che finisca «2016-09»."),
        ("programmes/sia.toml", "threshold = 45", 'threshold = "many"', "voce «2016-09»: threshold:"),
        ("programmes/ethos.toml", 'class = "9.2"', 'class = "99"', "voce «99»: la regola nomina una classe ETHOS"),
        ("programmes/ethos.toml", "number = 3", "number = 33", "voce «stage»: le fasi dello sfratto si contano da 0"),
        ("programmes/road.toml", "sustainable_percent = 30", "sustainable_percent = 300", "va da 1 a 100."),
        ("programmes/measures.toml", "year = 2019\n", "", "serve il primo giorno, o almeno l’anno."),
        ("programmes/measures.toml", 'mark = "to confirm"', 'mark = "seen"', "con il solo anno resta da confermare."),
        ("programmes/funds.toml", "isee_most_cents = 2600000\n", "", "voce «fimi»:"),
        ("programmes/funds.toml", "valid_to = 2015-12-31", "valid_to = 2014-12-31", "finisce prima di cominciare."),
        ("programmes/rents.toml", 'id = "rooms_3"', 'id = "rooms_2"', "voce «rooms_2»: è scritta due volte."),
    ],
)
def test_a_broken_file_is_named_with_entry_and_fault(resources: Path, file: str, old: str, new: str, said: str) -> None:
    path = resources / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadResource) as raised:
        LOADERS[file].__wrapped__()
    assert str(raised.value).startswith(file)
    assert said in str(raised.value)


def test_a_missing_file_is_named(resources: Path) -> None:
    (resources / "services" / "services.toml").unlink()
    with pytest.raises(BadResource, match=r"Manca il file services/services\.toml"):
        services.load_services.__wrapped__()
