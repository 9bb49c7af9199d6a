"""The printed plan: what it says, in which order, that nothing is cut, lost, or replaced in silence."""

import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from desk.paper import look
from desk.paper.model import Bilingual, Commitment, PlanPage, Road, RoadStep, Signer, missing_elsewhere, missing_lines
from desk.paper.plan import plan_pdf, plan_sheet
from desk.paper.sheet import Sheet
from tests.paper.paper_reading import beyond, codes, fonts, pictures, read, text, touching
from tests.paper.paper_samples import EL_AMRANI, EL_AMRANI_VISIT, POPESCU, ROME

B = Bilingual
LONG_NAME = "Maria Concetta Annunziata Alessandrina Guglielmina Bartolomea Quattrocchi-Abd"
ONE_WORD = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswessen"


def commitments(count: int) -> tuple[Commitment, ...]:
    return tuple(
        Commitment(
            f"Youssef {n}", B(f"Manda la domanda numero {n}.", f"يرسل الطلب رقم {n}."), date(2027, 1, 1 + n % 28)
        )
        for n in range(count)
    )


def sound(sheet: Sheet) -> None:
    assert beyond(sheet, look.LEFT) == []
    assert touching(sheet) == []


def test_italian_and_arabic_stand_side_by_side() -> None:
    words = text(plan_pdf(EL_AMRANI))
    for italian in (
        "Il nostro piano per la casa",
        "Famiglia El Amrani",
        "Dovete lasciare la casa entro il 15/07/2027.",
    ):
        assert italian in words
    for arabic in ("الطريق إلى الإيجار", "عليكم ترك البيت قبل", "يرسل", "طلبات عمل"):
        assert arabic in words
    assert words.count("15/07/2027") == 3


def test_an_ordinary_plan_is_one_page() -> None:
    assert len(read(plan_pdf(EL_AMRANI)).pages) == 1
    assert "Pagina 1 di 1" in text(plan_pdf(EL_AMRANI))


def test_what_the_road_takes_for_granted_never_drives_the_signatures_from_the_first_page() -> None:
    said = tuple(B(f"Mesi di cauzione: {n}.", f"عدد أشهر مبلغ الضمان: {n}.") for n in range(11))
    sheet = plan_sheet(replace(EL_AMRANI, road_assumptions=said))
    sound(sheet)
    pages = {line.text.split(".")[0]: line.page for line in sheet.drawn}
    assert pages["Khadija Bennani"] == 1
    assert pages["Il conto della strada parte da qui"] == pages["Mesi di cauzione: 10"] == 2


@pytest.mark.parametrize("page", [EL_AMRANI, POPESCU, replace(EL_AMRANI, family_language="it")], ids=["ar", "ro", "it"])
def test_nothing_leaves_the_margins_or_touches(page: PlanPage) -> None:
    sound(plan_sheet(page))


def test_dates_and_telephone_numbers_keep_their_order_in_arabic() -> None:
    page = replace(EL_AMRANI, why=(B("Chiamate.", "اتصلوا على 011 555 0100 قبل 15/07/2027 أو 2027-07-15."),))
    words = text(plan_pdf(page))
    assert "011 555 0100" in words
    assert "2027-07-15" in words


def test_line_numbers_run_through_the_sheet() -> None:
    drawn = [line.text for line in plan_sheet(EL_AMRANI).drawn]
    assert [word for word in drawn if re.fullmatch(r"\d{1,2}", word)] == [str(number) for number in range(1, 16)]


def test_line_numbers_stand_under_each_other() -> None:
    numbers = [line for line in plan_sheet(EL_AMRANI).drawn if re.fullmatch(r"\d{1,2}", line.text)]
    assert {round((line.left + line.right) / 2, 2) for line in numbers} == {look.MIDDLE}


def test_a_missing_translation_is_marked_and_counted() -> None:
    assert missing_lines(POPESCU) == (8,)
    words = text(plan_pdf(POPESCU))
    assert words.count("traduzione da fare") == 1
    assert words.count("Porta la busta paga.") == 1


def test_what_is_untranslated_outside_the_lines_is_named() -> None:
    visit = replace(EL_AMRANI_VISIT, bring=(B("busta paga"),))
    page = replace(EL_AMRANI, next_visit=visit)
    assert missing_lines(page) == ()
    assert missing_elsewhere(page) == ("busta paga",)
    assert "traduzione da fare" in text(plan_pdf(page))


def test_a_language_that_nobody_has_translated_says_so_everywhere() -> None:
    sheet = plan_sheet(replace(EL_AMRANI, family_language="ur"))
    assert sum("traduzione da fare" in line.text for line in sheet.drawn) >= 10
    assert beyond(sheet, look.LEFT) == []


def test_italian_alone_needs_no_translation() -> None:
    page = replace(EL_AMRANI, family_language="it")
    words = text(plan_pdf(page))
    assert missing_lines(page) == ()
    assert not re.search("[\u0600-\u06ff]", words)
    assert "Dovete lasciare la casa" in words


def test_the_phone_takes_the_appointment_and_nothing_sensitive(tmp_path: Path) -> None:
    for dots in (150, 200):
        folder = tmp_path / str(dots)
        folder.mkdir()
        (entry,) = codes(pictures(plan_pdf(EL_AMRANI), folder, dots)[0])
        assert "DTSTART:20261201T090000Z\r\n" in entry
        assert "SUMMARY:Appuntamento TO-Home\r\n" in entry
        assert "LOCATION:Via Leoncavallo 17\\, Torino\\, stanza 2\r\n" in entry
        for private in ("El Amrani", "TH-0217", "Ferrero"):
            assert private not in entry


def test_every_font_is_embedded() -> None:
    embedded = fonts(plan_pdf(EL_AMRANI))
    assert all(embedded.values())
    assert any("NotoSansArabic" in name for name in embedded)
    assert any("TitilliumWeb" in name for name in embedded)


def test_the_same_facts_give_the_same_bytes() -> None:
    assert plan_pdf(EL_AMRANI) == plan_pdf(EL_AMRANI)


def test_title_language_author_and_contents() -> None:
    reader = read(plan_pdf(EL_AMRANI))
    assert reader.metadata is not None
    assert reader.metadata.title == "Il nostro piano per la casa · TH-0217"
    assert reader.metadata.author == "TO-Home"
    assert reader.root_object["/Lang"] == "it-IT"
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert titles[:3] == ["Il nostro piano per la casa", "Perché questo piano", "Che cosa vogliamo ottenere"]


def test_sixty_commitments_repeat_the_heading_on_every_page() -> None:
    page = replace(EL_AMRANI, commitments=commitments(60))
    sheet = plan_sheet(page)
    sound(sheet)
    words = [line for line in sheet.drawn if line.text == "Che cosa facciamo, e quando"]
    assert [line.page for line in words] == sorted({line.page for line in words})
    assert len(words) >= 3
    numbers = [line.text for line in sheet.drawn if re.fullmatch(r"\d{1,2}", line.text)]
    assert numbers == [str(number) for number in range(1, 69)]
    assert f"Pagina {sheet.page} di {sheet.page}" in [line.text for line in sheet.drawn]


def test_a_section_that_does_not_fit_begins_on_the_next_page() -> None:
    sheet = plan_sheet(replace(EL_AMRANI, commitments=commitments(12)))
    meet = next(line for line in sheet.drawn if line.text == "Ci vediamo")
    sign = [line for line in sheet.drawn if line.text.startswith("Youssef El Amrani")]
    assert meet.page == sign[0].page == 2
    assert {line.page for line in sheet.drawn if line.text.startswith("Manda la domanda")} == {1}


@pytest.mark.parametrize("name", [LONG_NAME, ONE_WORD])
def test_names_of_eighty_letters_wrap_inside_their_places(name: str) -> None:
    page = replace(
        EL_AMRANI,
        household_name=name,
        household_name_translated=None,
        commitments=(Commitment(name, B("Va.", "يذهب."), date(2027, 1, 1), name, name),),
        signers=tuple(Signer(name, "assistente sociale") for _ in range(3)),
        next_visit=replace(EL_AMRANI_VISIT, with_whom=name, with_whom_translated=None, room=name),
    )
    sound(plan_sheet(page))


def test_fourteen_people_all_have_a_box_to_sign() -> None:
    page = replace(EL_AMRANI, signers=tuple(Signer(f"Persona {n}") for n in range(14)))
    sheet = plan_sheet(page)
    sound(sheet)
    assert {line.text for line in sheet.drawn} >= {f"Persona {n}" for n in range(14)}


def test_a_very_long_sentence_goes_on_over_the_page() -> None:
    long = "parola " * 900
    page = replace(EL_AMRANI, why=(B(long, long),), commitments=(Commitment("Y", B(long, None), date(2027, 1, 1)),))
    sheet = plan_sheet(page)
    sound(sheet)
    assert sum(line.text.split().count("parola") for line in sheet.drawn) == 2700


def test_a_chinese_name_stands_in_an_arabic_plan() -> None:
    page = replace(EL_AMRANI, household_name="王小明", household_name_translated=None)
    sheet = plan_sheet(page)
    sound(sheet)
    words = text(sheet.pdf())
    assert "Famiglia 王小明" in words
    assert "عائلة" in words


@pytest.mark.parametrize("language", ["en", "ro", "ar", "es", "fr", "zh", "sq"])
def test_the_headings_are_there_in_every_language(language: str) -> None:
    sheet = plan_sheet(replace(EL_AMRANI, family_language=language, household_name_translated=None))
    assert "traduzione da fare" not in [line.text for line in sheet.drawn]
    sound(sheet)


@pytest.mark.parametrize(
    "steps",
    [
        (RoadStep(90_000, None, hours=40, contract=True),),
        (RoadStep(5_000), RoadStep(70_000, date(2027, 9, 1), saving_cents=99_999_999, contract=True)),
        tuple(RoadStep(10_000 * n, date(2027, n, 1), hours=n) for n in range(1, 5)),
        (RoadStep(0), RoadStep(0, date(2027, 2, 1))),
    ],
)
@pytest.mark.parametrize("leave_by", [None, date(2027, 7, 15)])
def test_the_road_is_readable_whatever_its_sums(steps: tuple[RoadStep, ...], leave_by: date | None) -> None:
    road = Road(steps, sought_cents=48_050, leave_by=leave_by)
    for language in ("ar", "ro", "it"):
        sound(plan_sheet(replace(EL_AMRANI, family_language=language, road=road)))


def test_an_empty_plan_is_still_a_page() -> None:
    bare = PlanPage("Polo", "011", "Rossi", "TH-1", 1, date(2026, 1, 1), "it")
    assert "Famiglia Rossi" in text(plan_pdf(bare))


def test_the_draft_is_called_a_draft() -> None:
    words = text(plan_pdf(POPESCU))
    assert "BOZZA" in words
    assert "Versione 1 · bozza del 24/11/2026" in words


def test_the_hour_is_the_one_on_the_office_wall() -> None:
    summer = replace(EL_AMRANI_VISIT, start=datetime(2027, 7, 1, 9, 5, tzinfo=ROME))
    assert "ore 9:05" in text(plan_pdf(replace(EL_AMRANI, next_visit=summer)))


@pytest.mark.parametrize(
    ("room", "line"),
    [("2", "Giulia Ferrero, stanza 2."), ("Stanza 2", "Giulia Ferrero, stanza 2."), ("", "Giulia Ferrero.")],
)
def test_the_room_is_named_once(room: str, line: str) -> None:
    sheet = plan_sheet(replace(EL_AMRANI, next_visit=replace(EL_AMRANI_VISIT, room=room)))
    assert line in [drawn.text for drawn in sheet.drawn]


def test_a_sheet_that_is_a_little_too_long_is_set_tighter() -> None:
    longer = tuple(
        replace(line, text=B(line.text.italian, "Merge la Centrul de ocupare a forței de muncă.")) for line in
        EL_AMRANI.commitments
    )  # fmt: skip
    sheet = plan_sheet(replace(EL_AMRANI, family_language="ro", commitments=longer))
    assert sheet.page == 1
    sound(sheet)


def test_a_colleague_s_name_is_shortened_only_where_it_is_too_long() -> None:
    rows = (
        replace(EL_AMRANI.commitments[4], who="Paolo Gallo", who_short="P. Gallo"),
        replace(EL_AMRANI.commitments[4], who="Massimiliana Ferrero", who_short="M. Ferrero"),
    )
    drawn = [line.text for line in plan_sheet(replace(EL_AMRANI, commitments=rows)).drawn]
    assert "Paolo Gallo" in drawn
    assert "M. Ferrero" in drawn


@pytest.mark.parametrize("language", ["it", "en", "ro", "ar", "es", "fr", "zh", "sq"])
def test_a_very_large_family_with_very_long_names_is_whole_in_every_language(language: str) -> None:
    page = replace(
        EL_AMRANI,
        family_language=language,
        household_name=LONG_NAME,
        household_name_translated=None,
        signers=tuple(Signer(f"{LONG_NAME} {letter}") for letter in "ABCDEFGHIJKLMN"),
        commitments=tuple(replace(line, who=LONG_NAME, who_translated=None) for line in commitments(60)),
    )
    sheet = plan_sheet(page)
    sound(sheet)
    numbers = [line.text for line in sheet.drawn if re.fullmatch(r"\d{1,2}", line.text)]
    assert numbers == [str(number) for number in range(1, 69)]
    assert sum(line.text.startswith("Manda la domanda") for line in sheet.drawn) == 60
