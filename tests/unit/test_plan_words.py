"""A library text that was filled in keeps its translation; anything else has none."""

import pytest

from desk.office.plan.words import BLANK, bilingual, in_language
from desk.paper.words import and_list


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Mette da parte 100 €.", "100"),
        ("Porta Ilyas a scuola alle 8.", "Ilyas"),
    ],
)
def test_what_was_filled_in_stands_in_the_translation(text: str, kept: str) -> None:
    for language in ("en", "ro", "ar", "es", "fr", "zh", "sq"):
        assert kept in (in_language(text, language) or "")


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Mette da parte 1.250 €", "en", "1,250\u00a0€"),
        ("Mette da parte 1.250 €", "zh", "1,250欧元"),
        ("Un contratto a 480 € entro giugno 2027.", "ro", "iunie 2027"),
        ("34 ore a settimana da marzo 2027.", "ar", "مارس 2027"),
        ("Amina e Ilyas a scuola ogni giorno.", "ro", "Amina și Ilyas"),
    ],
)
def test_sums_months_and_the_words_between_names_are_said_in_the_language(text: str, language: str, said: str) -> None:
    assert said in (in_language(text, language) or "")


@pytest.mark.parametrize(
    "text", ["Mette da parte 100 € ogni mese", "Porta a scuola il figlio alle 8.", "Scrive al sindaco"]
)
def test_other_words_are_never_taken_for_a_filling(text: str) -> None:
    assert in_language(text, "ar") is None


def test_what_nobody_filled_in_is_printed_as_a_line_to_write_on() -> None:
    printed = bilingual("Mette da parte {amount}.", "ro")
    assert BLANK in printed.italian and BLANK in (printed.translated or "")
    assert "{" not in printed.italian + (printed.translated or "")


def test_a_translation_typed_by_hand_comes_first() -> None:
    assert bilingual("Scrive al sindaco", "ro", {"ro": "Scrie primarului"}).translated == "Scrie primarului"


@pytest.mark.parametrize(
    ("language", "names", "said"),
    [
        ("it", ["Amina", "Ilyas"], "Amina e Ilyas"),
        ("es", ["Amina", "Ilyas"], "Amina e Ilyas"),
        ("es", ["Adam", "Amina", "Hilario"], "Adam, Amina e Hilario"),
        ("es", ["Amina", "Hiam"], "Amina y Hiam"),
        ("es", ["Ilyas", "Adam"], "Ilyas y Adam"),
        ("es", ["Ilyas"], "Ilyas"),
        ("fr", ["Amina", "Ilyas"], "Amina et Ilyas"),
        ("zh", ["Amina", "Ilyas"], "Amina和Ilyas"),
    ],
)
def test_names_are_joined_as_each_language_does(language: str, names: list[str], said: str) -> None:
    assert and_list(language, names) == said
