"""Collects every Italian source text and lays it beside the translations: `python -m tests.texts [update|annotate]`.

Staff texts need English; what a family reads (paper, plan library, services) needs every language.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from desk.catalogue.check import question_texts, texts_for_families, texts_on_summary
from desk.catalogue.equipment import load_equipment
from desk.catalogue.interview import load_interview
from desk.catalogue.journey import load_journey
from desk.catalogue.notice import load_notice
from desk.catalogue.plan_library import load_plan_library
from desk.catalogue.programmes import load_programmes
from desk.catalogue.services import load_services
from desk.domain.languages import LANGUAGES
from desk.domain.roles import ROLE_WORDS
from desk.i18n import languages, po_file
from desk.settings import PROJECT
from desk.ui.presenters.role_words import TITLES
from desk.ui.presenters.today_menu import PRIORITIES
from desk.ui.screens import SCREENS
from tests.text_contexts import annotate

CODE = PROJECT / "desk"


@dataclass(frozen=True)
class Source:
    """A text as the code writes it; `many`: its plural; `where`: the file."""

    text: str
    many: str
    where: str


@cache
def staff_texts() -> dict[str, Source]:
    """Every text inside `_()` and `n_()` and every word that the code translates later, by its text."""
    found: dict[str, Source] = {}
    for path in sorted(CODE.rglob("*.py")):
        where = path.relative_to(PROJECT).as_posix()
        for text, many in _calls(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(text, Source(text, many, where))
    for text in (*_of_files(), *_declared()):
        found.setdefault(text, Source(text, "", "resources"))
    return found


def _calls(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "n_"):
            words = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            if words and words[0]:
                yield words[0], words[1] if node.func.id == "n_" and len(words) > 1 else ""


def _of_files() -> Iterator[str]:
    """What the city's files say to staff."""
    for section in load_interview():
        yield from filter(None, (section.title, section.guide))
        for question in section.questions:
            for each in (question, *question.columns):
                yield from question_texts(each)
    for stage in load_journey().stages:
        yield from filter(None, (stage.title, stage.lasts))
    for clock in load_journey().clocks:
        yield from filter(None, (clock.title, clock.words))
    for service in load_services().values():
        yield service.title
    yield from (each.title for each in load_equipment().values())
    yield from (area.title for area in load_plan_library().dimensions)
    for objective in load_plan_library().objectives:
        yield from filter(None, (objective.reason, objective.stage_reason))
    yield from (outcome.title for outcome in load_plan_library().outcomes)
    for fund in load_programmes().funds:
        yield from filter(None, (fund.title, fund.owner, fund.prefers))
    yield from (each.title for each in load_programmes().measures)
    yield from (figures.note for figures in load_programmes().road)
    yield from (work.free_help for work in load_programmes().work if work.free_help)
    yield from (each.title for each in load_programmes().housing.classes)
    yield from (each.next_words for each in load_programmes().housing.stages if each.next_words)
    yield from (choice.staff for choice in load_notice().choices)


def _declared() -> Iterator[str]:
    """Words that stand in a table of the code and are translated where they are shown."""
    yield from (entry.rail for entry in SCREENS if entry.rail)
    for words in (LANGUAGES, ROLE_WORDS, PRIORITIES):
        yield from words.values()
    yield from TITLES


def untranslated(language: str) -> list[Source]:
    """Staff texts that have no words in a language."""
    catalogue = catalogue_of(language)
    return [each for each in staff_texts().values() if not _has(catalogue, each.text)]


def unread_by_families(language: str) -> list[str]:
    """Family texts that have no words in a language."""
    catalogue = catalogue_of(language)
    return [text for text in (*texts_for_families(), *texts_on_summary()) if not _has(catalogue, text)]


def _has(catalogue: Catalog, text: str) -> bool:
    message = catalogue.get(text)
    return bool(message and (all(message.string) if message.pluralizable else message.string))


@cache
def catalogue_of(language: str) -> Catalog:
    """One .po file."""
    with po_file(language).open("rb") as source:
        return read_po(source, locale=language)


def update() -> None:
    """Add to en.po what the code says and nobody translated yet, with an empty translation."""
    catalogue = catalogue_of("en")
    for each in untranslated("en"):
        catalogue.add((each.text, each.many) if each.many else each.text, locations=[(each.where, 0)])
    with po_file("en").open("wb") as target:
        write_po(target, catalogue, width=120, omit_header=False, sort_output=True)


def check() -> int:
    """Print what is missing; 0 when nothing is."""
    missing = [f"en: {each.where}: {each.text}" for each in untranslated("en")]
    for language in languages()[1:]:
        missing += [f"{language}: {text}" for text in unread_by_families(language)]
    print("\n".join(missing) or "Every text is translated.")
    return 1 if missing else 0


def main() -> int:
    if sys.argv[1:] == ["update"]:
        update()
    if sys.argv[1:] == ["annotate"]:
        annotate()
    return check()


if __name__ == "__main__":
    sys.exit(main())
