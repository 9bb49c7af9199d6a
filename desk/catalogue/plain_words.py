"""The words of offices that families are spared, from resources/words/avoid.toml."""

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
        words = re.escape(self.word.removesuffix("*")).replace(r"\ ", r"\s+")
        end = "" if self.word.endswith("*") else r"\b"
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
