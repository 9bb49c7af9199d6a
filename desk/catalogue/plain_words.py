"""The words of offices that families are spared, and how the words that matter are said in each language."""

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from desk.catalogue import files
from desk.i18n import _


class Avoided(Struct, frozen=True, forbid_unknown_fields=True):
    """A word that may not appear, with a star for every ending; and what people say instead."""

    word: str
    say: str

    def pattern(self) -> re.Pattern[str]:
        return _pattern(self.word)


class Term(Struct, frozen=True, forbid_unknown_fields=True):
    """An Italian word and, by language, the beginnings of the words that translate it; `but`: where it means else."""

    term: str
    note: str
    say: dict[str, tuple[str, ...]]
    but: tuple[str, ...] = ()


def _pattern(word: str) -> re.Pattern[str]:
    words = re.escape(word.removesuffix("*")).replace(r"\ ", r"\s+")
    end = "" if word.endswith("*") else r"\b"
    return re.compile(rf"\b{words}{end}", re.IGNORECASE)


@lru_cache(maxsize=1)
def load_avoided() -> tuple[Avoided, ...]:
    """Raises BadResource."""
    path = files.folder() / "words" / "avoid.toml"
    tables = files.read(path)
    files.only(path, tables, "avoid")
    found = files.several(path, tables, "avoid", Avoided)
    for each in found:
        if not each.word.strip("* ") or each.word != each.word.lower():
            raise files.wrong(path, each.word, _("la parola va scritta in minuscolo."))
        if not each.say.strip():
            raise files.wrong(path, each.word, _("manca che cosa dire invece."))
    return found


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[Avoided, re.Pattern[str]], ...]:
    return tuple((each, each.pattern()) for each in load_avoided())


def office_words(text: str) -> Iterator[Avoided]:
    """Every word of the list that stands in the text."""
    return (each for each, pattern in _patterns() if pattern.search(text))


@lru_cache(maxsize=1)
def load_glossary() -> tuple[Term, ...]:
    """Raises BadResource."""
    path = files.folder() / "words" / "glossary.toml"
    tables = files.read(path)
    files.only(path, tables, "entry")
    found = files.several(path, tables, "entry", Term)
    for each in found:
        for language, words in each.say.items():
            if not any(words):
                raise files.wrong(path, each.term, _("manca la parola in «{language}».").format(language=language))
    return found


def off_glossary(text: str, language: str, said: str) -> Iterator[Term]:
    """The terms that stand in the Italian text and that its translation says with other words."""
    small = said.casefold()
    for each in load_glossary():
        words = each.say.get(language)
        if words is None or not _pattern(each.term).search(text):
            continue
        if any(other in text.casefold() for other in each.but):
            continue
        if not any(word.casefold() in small for word in words):
            yield each
