"""The fixed words: in every language, simple in Italian."""

import string
from datetime import date

import pytest

from desk import settings
from desk.catalogue.check import texts_for_families, texts_on_summary
from desk.catalogue.plain_words import load_avoided, load_glossary, off_glossary, office_words
from desk.domain.readability import EASY, gulpease
from desk.errors import DeskError
from desk.fonts import Face, font_file
from desk.i18n import translated
from desk.office.plan.assumptions import ASSUMED
from desk.office.plan.road import TEXTS
from desk.office.plan.sheet import WHY
from desk.paper import words
from desk.paper.model import Bilingual
from desk.paper.words import Text

OTHERS = [language for language in settings.FAMILY_LANGUAGES if language != "it"]


def fields(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", OTHERS)
def test_every_fixed_text_is_translated_with_the_same_facts(language: str) -> None:
    for text in Text:
        other = translated(language, text)
        assert other, text
        assert fields(other) == fields(text), text


READ = [*Text, *TEXTS, *ASSUMED, *WHY, *texts_for_families(), *texts_on_summary()]


def test_whatever_a_family_reads_is_easy_and_has_no_word_of_offices() -> None:
    assert [text for text in READ if gulpease(text) < EASY] == []
    assert [(text, each.word) for text in READ for each in office_words(text)] == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_words_that_matter_are_said_as_the_glossary_says(language: str) -> None:
    assert {language} <= {code for term in load_glossary() for code in term.say}
    said = [(text, translated(language, text) or "") for text in READ]
    assert [(text, term.term) for text, found in said for term in off_glossary(text, language, found)] == []
    assert [term.term for term in off_glossary("Un affitto.", language, "…")] == ["affitt*"]


def test_words_of_offices_are_known_in_every_ending() -> None:
    assert [each.word for each in office_words("L’utente può usufruire del beneficio, ai  sensi di legge.")] == [
        "usufrui*",
        "benefici*",
        "utent*",
        "ai sensi",
    ]
    assert [each.word for each in office_words("Titolo di godimento, intestatario.")] == ["godiment*", "intestatari*"]
    assert [each.word for each in office_words("Il nucleare no, il nucleo sì.")] == ["nucleo"]
    assert list(office_words("Chiamate: troviamo un altro giorno.")) == []
    assert all(each.say for each in load_avoided())


@pytest.mark.parametrize("text", [*TEXTS, *ASSUMED, *WHY])
def test_the_plan_s_own_sentences_are_in_every_language(text: str) -> None:
    for language in OTHERS:
        other = translated(language, text)
        assert other, language
        assert fields(other) == fields(text), language


@pytest.mark.parametrize(
    ("language", "amount"),
    [
        ("it", "1.440\u00a0€"),
        ("en", "1,440\u00a0€"),
        ("ar", "1440 يورو"),
        ("zh", "1,440欧元"),
        ("sq", "1\u00a0440\u00a0€"),
    ],
)
def test_amounts_are_written_as_each_language_does(language: str, amount: str) -> None:
    assert words.money(language, 144_000) == Bilingual("1.440\u00a0€", amount)


def test_cents_show_only_where_there_are_any() -> None:
    assert words.money("it", 48_050).italian == "480,50\u00a0€"


def test_days_and_months_have_their_names() -> None:
    assert words.weekday_and_day("ro", date(2026, 12, 1)) == Bilingual("martedì 01/12/2026", "marți 01/12/2026")
    assert words.day_in_words("ar", date(2026, 12, 1)).italian == "martedì 1 dicembre 2026"
    assert [words.month(language, date(2027, 3, 1)).translated for language in ("ar", "zh", "sq")] == [
        "مارس",
        "三月",
        "mars",
    ]


def test_a_missing_font_names_its_package(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    for name in ("DESK_FONTS", "DESK_RESOURCES", "XDG_DATA_DIRS", "XDG_DATA_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    with pytest.raises(DeskError, match="fonts-noto-core"):
        font_file(Face.ARABIC)
    with pytest.raises(DeskError, match="TitilliumWeb"):
        font_file(Face.TEXT)


@pytest.mark.parametrize("face", list(Face))
def test_every_face_is_found(face: Face) -> None:
    assert font_file(face).is_file()
