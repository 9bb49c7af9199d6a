"""A library text that was filled in keeps its translation; anything else has none."""

import pytest

from desk.domain.plan_library import filled
from desk.office.plan.words import BLANK, bilingual, in_language
from desk.paper.words import and_list, hours


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


@pytest.mark.parametrize("language", ["en", "ro", "ar", "es", "fr", "zh", "sq"])
def test_hours_are_counted_right_in_every_language(language: str) -> None:
    said = {many: hours(language, many) for many in (0, 1, 2, 5, 34)}
    assert [each.italian for each in said.values()] == ["0 ore", "1 ora", "2 ore", "5 ore", "34 ore"]
    assert all(each.translated for each in said.values())
    for one in ("1 ora a settimana da marzo 2027.", "1 ora di aiuto a settimana."):
        assert "1" in (in_language(one, language) or ""), "one hour finds the words of many"


def test_one_hour_is_filled_in_as_one() -> None:
    told = {"hours_then": "1", "month": "marzo 2027"}
    text = "{hours} ore a settimana da {month}."
    assert filled(text, {"hours": "hours_then"}, told).startswith("1 ora a settimana")
    assert filled(text, {"hours": "hours_then"}, {"hours_then": "21"}).startswith("21 ore")


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
