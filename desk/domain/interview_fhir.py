"""The interview as an HL7 FHIR R5 Questionnaire: plain dictionaries, ready for JSON.

A question asked of members stands in a repeating group of its section, one repetition for each member; a table is a
repeating group with a group item for each line. What FHIR has no word for (ages, where a first value comes from, what
is confidential) goes into extensions under our own address.
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import groupby
from typing import Any, Final

import msgspec

from desk.domain.interview import PAPER_STATES, Condition, Kind, Need, Per, Question, Section, questions_of
from desk.i18n import _

ADDRESS: Final = "https://to-home.example/fhir"
_SDC: Final = "http://hl7.org/fhir/StructureDefinition"
_TYPES: Final[Mapping[Kind, str]] = {
    Kind.CHOICE: "coding",
    Kind.SEVERAL: "coding",
    Kind.PERSON: "reference",
    Kind.DOCUMENT: "coding",
    Kind.TEXT: "string",
    Kind.NOTE: "text",
    Kind.NUMBER: "integer",
    Kind.MONEY: "decimal",
    Kind.DATE: "date",
    Kind.TIME: "time",
    Kind.YESNO: "boolean",
    Kind.ROWS: "group",
}
Item = dict[str, Any]


def as_questionnaire(sections: tuple[Section, ...], language: str) -> Item:
    """The whole document; its version is the digest of the questions."""
    questions = questions_of(sections)
    version = sha256(msgspec.json.encode(sections)).hexdigest()[:16]
    return {
        "resourceType": "Questionnaire",
        "id": "to-home-interview",
        "url": f"{ADDRESS}/Questionnaire/to-home-interview",
        "version": version,
        "name": "ToHomeInterview",
        "title": _("Questionario delle interviste"),
        "status": "active",
        "language": language,
        "subjectType": ["Group"],
        "item": [_section(section, questions) for section in sections],
    }


_AS_TABLE: Item = {
    "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl",
    "valueCodeableConcept": {
        "coding": [{"system": "http://hl7.org/fhir/questionnaire-item-control", "code": "gtable"}]
    },
}
"""HL7's own word for it: the questions of the group are columns, each repetition is a row."""


def _section(section: Section, questions: Mapping[str, Question]) -> Item:
    items: list[Item] = []
    for number, (per, run) in enumerate(groupby(section.questions, key=lambda question: question.per)):
        asked = list(run)
        here = [_item(question, questions) for question in asked]
        if per is Per.HOUSEHOLD:
            items += here
        else:
            made = _members(f"{section.id}.{per.value}-{number}", per, here)
            made["extension"] += [_AS_TABLE] if all(question.table for question in asked) else []
            items.append(made)
    return {"linkId": section.id, "text": _(section.title), "type": "group", "item": items}


def _members(link: str, per: Per, items: list[Item]) -> Item:
    names = {Per.MEMBER: _("Ogni persona"), Per.ADULT: _("Ogni adulto"), Per.MINOR: _("Ogni minore")}
    return {
        "linkId": link,
        "text": names[per],
        "type": "group",
        "repeats": True,
        "item": items,
        "extension": [_extension("per", "valueCode", per.value)],
    }


def _item(question: Question, questions: Mapping[str, Question], link: str = "") -> Item:
    link = link or question.id
    made: Item = {"linkId": link, "text": _(question.text), "type": _TYPES[question.kind]}
    parts = _parts(question, questions)
    made |= parts[0] if parts else {}
    made |= {"required": True} if question.need is Need.REQUIRED else {}
    made |= {"repeats": True} if question.kind in (Kind.SEVERAL, Kind.ROWS) else {}
    options = [_option(link, code, words) for code, words in _codes(question)]
    made |= {"answerOption": options, "answerConstraint": "optionsOnly"} if options else {}
    if question.kind is Kind.ROWS:
        made["item"] = [_item(column, questions, f"{question.id}.{column.id}") for column in question.columns]
    extensions = [*_bounds(question), *_ours(question)]
    made |= {"extension": extensions} if extensions else {}
    for number, part in enumerate(parts[1:], start=1):
        made = {"linkId": f"{link}.if-{number}", "type": "group", **part, "item": [made]}
    return made


def _codes(question: Question) -> Iterator[tuple[str, str]]:
    if question.kind is Kind.DOCUMENT:
        words = (_("È qui"), _("Lo porteranno"), _("Manca"))
        yield from zip(PAPER_STATES, words, strict=True)
    yield from ((option.code, _(option.label)) for option in question.options)


def _option(link: str, code: str, words: str) -> Item:
    return {"valueCoding": {"system": f"{ADDRESS}/CodeSystem/{link}", "code": code, "display": words}}


def _parts(question: Question, questions: Mapping[str, Question]) -> list[Item]:
    """The rule as sets of `enableWhen`, all of which must hold; an item takes one, groups around it the others.

    Conditions on age ask a person and not a question: they stand in the extension alone.
    """
    rule = question.shown_if
    if rule is None:
        return []
    every = [_tests(condition, questions) for condition in rule.all if condition.question]
    some = [test for condition in rule.any if condition.question for test in _tests(condition, questions)]
    only_questions = all(condition.question for condition in rule.any)
    ones = [tests[0] for tests in every if len(tests) == 1]
    parts = [{"enableWhen": ones, "enableBehavior": "all"}] if ones else []
    parts += [{"enableWhen": tests, "enableBehavior": "any"} for tests in every if len(tests) > 1]
    parts += [{"enableWhen": some, "enableBehavior": "any"}] if some and only_questions else []
    return parts


def _tests(condition: Condition, questions: Mapping[str, Question]) -> list[Item]:
    target = questions[condition.question]
    link = f"{target.id}.{target.columns[0].id}" if target.kind is Kind.ROWS else target.id
    if condition.exists is not None:
        return [{"question": link, "operator": "exists", "answerBoolean": condition.exists}]
    bounds = ((">=", condition.at_least), ("<=", condition.at_most))
    numbers = [_number(target, link, operator, value) for operator, value in bounds if value is not None]
    if len(numbers) > 1:  # both must hold, which one set of tests in `any` cannot say: the lower one is enough to ask
        return numbers[:1]
    return numbers or [_equal(target, link, value) for value in condition.one_of]


def _number(target: Question, link: str, operator: str, value: int) -> Item:
    if target.kind is Kind.MONEY:
        return {"question": link, "operator": operator, "answerDecimal": value / 100}
    return {"question": link, "operator": operator, "answerInteger": value}


def _equal(target: Question, link: str, value: str | bool) -> Item:
    if isinstance(value, bool):
        return {"question": link, "operator": "=", "answerBoolean": value}
    coding = {"system": f"{ADDRESS}/CodeSystem/{target.id}", "code": value}
    return {"question": link, "operator": "=", "answerCoding": coding}


def _bounds(question: Question) -> Iterator[Item]:
    """Least and most, by HL7's own extensions."""
    for name, value in (("minValue", question.lowest), ("maxValue", question.highest)):
        if value is None:
            continue
        if question.kind is Kind.MONEY:
            yield {"url": f"{_SDC}/{name}", "valueDecimal": value / 100}
        else:
            yield {"url": f"{_SDC}/{name}", "valueInteger": value}


def _ours(question: Question) -> Iterator[Item]:
    facts: Iterable[tuple[str, str, Any]] = (
        ("prefilled-from", "valueString", question.source or (f"document.{question.paper}" if question.paper else "")),
        ("confidential", "valueBoolean", question.confidential),
        ("kept-off-paper", "valueBoolean", not question.on_paper),
        ("asked-alone", "valueBoolean", question.apart),
        ("special-data", "valueBoolean", question.special),
        ("wanted", "valueBoolean", question.need is Need.WARNED),
        ("mark", "valueString", question.mark),
        ("when", "valueCode", question.when),
        ("feeds", "valueString", " ".join(question.feeds)),
        ("unit", "valueString", question.unit or ("€" if question.kind is Kind.MONEY else "")),
        ("shown-if", "valueString", msgspec.json.encode(question.shown_if).decode() if question.shown_if else ""),
    )
    yield from (_extension(name, kind, value) for name, kind, value in facts if value)


def _extension(name: str, kind: str, value: Any) -> Item:
    return {"url": f"{ADDRESS}/StructureDefinition/{name}", kind: value}
