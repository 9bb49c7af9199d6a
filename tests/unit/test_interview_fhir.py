"""`desk export questionnaire` gives a valid FHIR R5 Questionnaire with nothing lost."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.questionnaire import Questionnaire

from desk.catalogue.interview import load_interview
from desk.commands import run
from desk.domain.interview import Kind, Need, Per
from desk.domain.interview_fhir import as_questionnaire

SECTIONS = load_interview()


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return as_questionnaire(SECTIONS, "it")


def items(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for item in node.get("item", ()):
        yield item
        yield from items(item)


def test_the_library_reads_it_and_gives_it_back(document: dict[str, Any]) -> None:
    read = Questionnaire.model_validate_json(json.dumps(document))
    again = json.loads(read.model_dump_json(), parse_float=Decimal)
    assert again == json.loads(json.dumps(document), parse_float=Decimal)


def test_every_question_is_there_once(document: dict[str, Any]) -> None:
    links = [item["linkId"] for item in items(document)]
    assert len(set(links)) == len(links)
    for section in SECTIONS:
        for question in section.questions:
            assert question.id in links
            assert all(f"{question.id}.{column.id}" in links for column in question.columns)


def test_a_group_of_nothing_but_table_questions_is_a_table_in_hl7s_own_word(document: dict[str, Any]) -> None:
    tables = [item["item"] for item in items(document) if "gtable" in json.dumps(item.get("extension", ()))]
    asked = {question.id: question.table for section in SECTIONS for question in section.questions}
    assert tables and all(asked[one["linkId"].split(".if-")[0]] for each in tables for one in each)


def test_conditions_name_items_that_come_with_it(document: dict[str, Any]) -> None:
    links = {item["linkId"] for item in items(document)}
    for item in items(document):
        for test in item.get("enableWhen", ()):
            assert test["question"] in links
        assert ("enableBehavior" in item) is ("enableWhen" in item)


def test_what_a_question_says_is_in_its_item(document: dict[str, Any]) -> None:
    found = {item["linkId"]: item for item in items(document)}
    for section in SECTIONS:
        for question in section.questions:
            item = found[question.id]
            assert item.get("required", False) is (question.need is Need.REQUIRED)
            assert item.get("repeats", False) is (question.kind in (Kind.SEVERAL, Kind.ROWS))
            codes = [option["valueCoding"]["code"] for option in item.get("answerOption", ())]
            assert question.kind is Kind.DOCUMENT or codes == [option.code for option in question.options]
            prefilled = [each for each in item.get("extension", ()) if each["url"].endswith("prefilled-from")]
            assert bool(prefilled) is bool(question.source or question.paper)


def test_members_and_lines_repeat(document: dict[str, Any]) -> None:
    groups = [item for item in items(document) if item["type"] == "group" and item.get("repeats")]
    inside = {child["linkId"] for group in groups for child in items(group)}
    for section in SECTIONS:
        for question in section.questions:
            assert (question.id in inside) is (question.per is not Per.HOUSEHOLD)
    assert "economy.incomes.monthly" in inside


def test_the_command_writes_the_file(tmp_path: Path) -> None:
    out = tmp_path / "questionnaire.json"
    assert run(["export", "questionnaire", "--language", "en", "--out", str(out)]) == 0
    read = Questionnaire.model_validate_json(out.read_text(encoding="utf-8"))
    assert read.item is not None
    assert read.item[0].text == "Your own words"


def test_the_command_prints_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "questionnaire"]) == 0
    assert json.loads(capsys.readouterr().out)["resourceType"] == "Questionnaire"
