"""Every text has its words: English for staff, all languages for families; the fields in it survive."""

import re

import pytest

from desk.catalogue.check import texts_for_families, texts_on_summary
from desk.i18n import languages, translated
from desk.paper.words import Text
from tests.text_contexts import contexts, text_of
from tests.texts import catalogue_of, staff_texts, unread_by_families, untranslated

FIELD = re.compile(r"\{[^}]*\}")


def test_staff_texts_have_english_words() -> None:
    assert [f"{each.where}: {each.text}" for each in untranslated("en")] == []


def test_a_counted_text_is_counted_in_the_catalogue_too() -> None:
    """A text that stands there as one alone, because a file of the city says it too, would stay Italian."""
    known = catalogue_of("en")
    alone = [each.text for each in staff_texts().values() if each.many and not known[each.text].pluralizable]
    assert alone == []


@pytest.mark.parametrize("language", languages()[1:])
def test_what_families_read_has_words_in_every_language(language: str) -> None:
    assert unread_by_families(language) == []


@pytest.mark.parametrize("language", languages()[1:])
def test_a_translation_keeps_the_fields_of_its_text(language: str) -> None:
    for message in catalogue_of(language):
        if not message.id or not message.string:
            continue
        source = message.id if isinstance(message.id, str) else message.id[-1]
        said = message.string if isinstance(message.string, str) else message.string[-1]
        assert set(FIELD.findall(said)) == set(FIELD.findall(source)), source


def test_texts_are_collected_from_code_and_files() -> None:
    found = staff_texts()
    assert "Blocca lo schermo (Ctrl+L)" in found
    assert "Licenziamento" in found


@pytest.mark.parametrize("language", languages()[1:])
def test_plural_forms_are_those_of_the_language(language: str) -> None:
    """Romanian has three, Arabic six, Chinese one: a count said with the wrong one is read as a mistake."""
    catalogue = catalogue_of(language)
    assert catalogue.num_plurals == {"ar": 6, "ro": 3, "zh": 1}.get(language, 2)
    short = [each.id for each in catalogue if each.pluralizable and len(each.string) != catalogue.num_plurals]
    assert short == []


FORMER = (
    "Titolo di godimento", "Intestatario del contratto", "Aiuti in pagamento", "Contributo fino al",
    "Contributi, al mese", "Servizi attivi", "Condizione", "Reti e aiuti", "Minori", "Fa la DID sul sito o al Centro.",
    "verbale", "saldo del libretto", "Frequenta il corso di italiano.", "Pagare l’affitto arretrato",
)  # fmt: skip
"""What the files said once: an interview keeps its questions as they were asked, a plan its lines as agreed."""


@pytest.mark.parametrize("language", languages()[1:])
def test_what_was_once_asked_or_agreed_is_still_printed_in_every_language(language: str) -> None:
    assert [text for text in FORMER if translated(language, text) is None] == []


def test_a_translator_is_told_where_each_text_of_families_is_read() -> None:
    known = contexts()
    assert [text for text in (*texts_for_families(), *texts_on_summary(), *Text) if text not in known] == []
    assert "Printed" in known[Text.BRING]
    assert text_of('#, python-format\nmsgid ""\n"Due "\n"\\"righe\\""\nmsgstr "x"') == 'Due "righe"'
