"""The plan's texts in the family's language: typed by hand, from the catalogue, or a library text filled in."""

import re
from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_skeleton, get_month_names

from desk.catalogue.plan_library import load_plan_library
from desk.domain.plan import BLANK, typed_for
from desk.domain.plan_library import PLACEHOLDER, family_texts
from desk.i18n import translated
from desk.paper.model import Bilingual
from desk.paper.words import and_list, money_in


def bilingual(text: str, language: str, typed: dict[str, str] | None = None, **facts: str) -> Bilingual:
    """A text and its translation, None where nobody has made one. `facts` fill placeholders of a fixed text."""
    found = typed_for(text, language, typed or {}) or in_language(text, language)
    if facts:
        text, found = text.format(**facts), found.format(**facts) if found else found
    return Bilingual(PLACEHOLDER.sub(BLANK, text), PLACEHOLDER.sub(BLANK, found) if found else found)


def in_language(text: str, language: str) -> str | None:
    """The catalogue's translation of a text, also of a library text with its placeholders filled in."""
    known = translated(language, text)
    if known is not None or language == "it":
        return known
    for template, pattern in read_templates():
        fitting = pattern.fullmatch(text)
        if fitting:
            known = translated(language, template)
            facts = {name: _said(name, value, language) for name, value in fitting.groupdict().items()}
            return known.format(**facts) if known else None
    return None


def to_fill_in(text: str) -> bool:
    """True while a placeholder still stands in the text."""
    return PLACEHOLDER.search(text) is not None


def _said(name: str, value: str, language: str) -> str:
    """What stands in a placeholder, in the other language: the month and the «e» between names are Italian words."""
    if value == BLANK:
        return value
    locale = Locale.parse(language)
    if name == "month":
        words, year = value.rsplit(" ", 1)
        first = date(int(year), _months().index(words.lower()) + 1, 1)
        return str(format_skeleton("yMMMM", first, locale=locale))
    if name == "amount":
        return money_in(language, value)
    return and_list(language, re.split(", | e ", value)) if name == "child" else value


@lru_cache(maxsize=1)
def _months() -> list[str]:
    return [name for _number, name in sorted(get_month_names("wide", locale=Locale.parse("it")).items())]


_NAME = r"[^\W\d_a-z][\w'’-]*(?: [^\W\d_a-z][\w'’-]*)?"
_WRITTEN = {
    "amount": r"\d[\d.,]*(?:\s?€)?",
    "date": r"\d{1,2}/\d{1,2}(?:/\d{2,4})?",
    "hours": r"\d{1,2}",
    "child": rf"{_NAME}(?:, {_NAME})*(?: e {_NAME})?",
    "month": rf"(?i:{'|'.join(_months())}) \d{{4}}",
}
"""What each placeholder may hold: never other Italian words, which would slip untranslated into the other column."""


@lru_cache(maxsize=1)
def read_templates() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Library texts with placeholders, and what each looks like filled in."""
    return tuple((text, _pattern(text)) for text in family_texts(load_plan_library()) if to_fill_in(text))


def _group(name: str) -> str:
    return f"(?P<{name}>{BLANK}|{_WRITTEN[name]})"


_HOURS = _group("hours")


def _pattern(template: str) -> re.Pattern[str]:
    parts, end = [], 0
    for found in PLACEHOLDER.finditer(template):
        parts += [re.escape(template[end : found.start()]), _group(found[1])]
        end = found.end()
    parts.append(re.escape(template[end:].rstrip(".")) + r"\.?")
    return re.compile("".join(parts).replace(f"{_HOURS}\\ ore", f"{_HOURS}\\ or[ae]"))  # «1 ora» is typed as it is said
