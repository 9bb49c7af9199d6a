"""What no form foresees: fourteen people, a name of eighty letters, scripts inside scripts, sixty lines, no date."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pypdfium2 as pdfium
import pytest

from desk.paper.fridge import fridge_sheet
from desk.paper.letter import letter_sheet
from desk.paper.model import Bilingual, Commitment, Result, Signer
from desk.paper.notice import notice_sheet
from desk.paper.plan import plan_sheet
from desk.paper.sheet import Sheet
from desk.paper.slip import slip_sheet
from desk.settings import FAMILY_LANGUAGES
from tests.paper.paper_reading import read_pages
from tests.paper.sheet_set import letter_of, notice_of, plan_of, slip_of
from tests.paper.test_every_sheet import outside, over_each_other, struck

LONG = "Maria Concetta Annunziata Alessandrina Guglielmina Bartolomea Quattrocchi-Abdi"
ONE_WORD = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswess"
NAMES = {"long": LONG, "one-word": ONE_WORD, "chinese": "王小明"}
SIXTY = tuple(
    Commitment(
        f"Youssef {n}",
        Bilingual(f"Manda la domanda numero {n}.", f"يرسل الطلب رقم {n}."),
        date(2027, 1, 1 + n % 28) if n % 3 else Bilingual("quando si può", "متى أمكن"),
        done=n % 7 == 0,
    )
    for n in range(1, 61)
)


def judged(sheet: Sheet) -> int:
    """Sound by the finished file alone; gives its pages."""
    document = pdfium.PdfDocument(sheet.pdf())
    pages = read_pages(document)
    assert list(outside(pages, 35)) == []
    assert list(over_each_other(pages)) == []
    assert list(struck(pages)) == []
    document.close()
    return len(pages)


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("name", NAMES)
def test_any_name_keeps_inside_its_place_on_every_sheet(name: str, large: bool) -> None:
    called = NAMES[name]
    assert len(called) <= 80
    plan = replace(
        plan_of("ar", large),
        household_name=called,
        household_name_translated=None,
        office_name=called,
        commitments=tuple(replace(line, who=called, who_translated=called) for line in plan_of("ar").commitments[:4]),
        signers=(Signer(called), Signer(called, "assistente sociale"), Signer(called)),
    )
    assert plan.next_visit is not None
    plan = replace(plan, next_visit=replace(plan.next_visit, with_whom=called, place=called, room=called))
    judged(plan_sheet(plan))
    assert judged(fridge_sheet(plan)) == 1
    judged(notice_sheet(replace(notice_of("ar", large), adults=(called,), office_name=called)))
    judged(slip_sheet(replace(slip_of("ar", large), household_name=called, seen=called, next_visit=plan.next_visit)))
    letter = replace(letter_of("ar", "invitation", large), to=(called, called), signer=Signer(called), code="TH-0217")
    judged(letter_sheet(replace(letter, next_visit=plan.next_visit)))
    told = (Bilingual("Persone", "الأشخاص"), Bilingual(called, called))
    judged(letter_sheet(replace(letter_of("ar", "referral", large), to=(called,), facts=(told,) * 14)))
    everyone = ", ".join([called] * 14)
    together = (told[0], Bilingual(everyone, everyone))
    sheet = letter_sheet(replace(letter_of("ar", "referral", large), to=(called,), facts=(together,)))
    judged(sheet)
    assert "".join(line.text for line in sheet.drawn).replace(" ", "").count(called.replace(" ", "")) >= 14


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
def test_fourteen_people_and_sixty_lines_lose_nothing(large: bool) -> None:
    people = tuple(Signer(f"Persona {n}") for n in range(1, 15))
    plan = replace(plan_of("ar", large), commitments=SIXTY, signers=people)
    sheet = plan_sheet(plan)
    assert judged(sheet) >= 3
    drawn = [line.text for line in sheet.drawn]
    assert sum(text.startswith("Manda la domanda numero") for text in drawn) == 60
    assert {f"Persona {n}" for n in range(1, 15)} <= set(drawn)
    assert drawn.count("quando si può") == 20
    fridge = fridge_sheet(plan)
    assert judged(fridge) == 1
    texts = [line.text for line in fridge.drawn]
    shown = sum(text.startswith("Manda la domanda numero") for text in texts)
    left_out = next(text for text in texts if "altre cose" in text)
    assert f" {52 - shown}." in left_out or f" {52 - shown}" in left_out


def test_a_fridge_page_of_few_lines_is_set_larger_and_one_of_many_leaves_none_out_for_it() -> None:
    for lines, size in ((SIXTY[:9], 13.2), (SIXTY, 11)):
        sheet = fridge_sheet(replace(plan_of("ar"), commitments=lines))
        assert judged(sheet) == 1
        (first, *_others) = [line for line in sheet.drawn if line.text.startswith("Manda la domanda")]
        assert (first.top - first.bottom) / 1.01 == pytest.approx(size)
    twenty = [replace(line, done=False) for line in SIXTY[:20]]
    shown = [line.text for line in fridge_sheet(replace(plan_of("it"), commitments=tuple(twenty))).drawn]
    assert sum(text.startswith("Manda la domanda") for text in shown) == 20


def test_in_large_print_who_and_what_of_a_commitment_stand_on_one_page() -> None:
    document = pdfium.PdfDocument(plan_sheet(replace(plan_of("ar", True), commitments=SIXTY)).pdf())
    pages = [page.get_textpage().get_text_bounded() for page in document]
    assert len(pages) > 8
    for n in range(1, 61):
        (who,) = [at for at, text in enumerate(pages) if re.search(rf"Youssef {n}\b", text)]
        assert re.search(rf"numero {n}\.", pages[who]), n
    document.close()


def test_the_notice_has_a_page_for_each_of_fourteen_adults() -> None:
    adults = tuple(f"Persona {n}" for n in range(1, 15))
    assert judged(notice_sheet(replace(notice_of("zh", False), adults=adults))) == 14


@pytest.mark.parametrize(("language", "large"), [("ar", True), ("zh", False), ("it", True)])
def test_a_very_long_text_goes_on_over_the_pages_and_leaves_the_fridge_its_one_page(language: str, large: bool) -> None:
    said = ("Va al centro, poi scrive. " * 120)[:3000].strip()
    other = {"ar": "يذهب إلى المركز ثم يكتب. " * 120, "zh": "他去中心，然后写信。" * 300}.get(language)
    text = Bilingual(said, other and other[:3000].strip())
    plan = plan_of(language, large)
    lines = (Commitment("Youssef", text, date(2026, 12, 1)), *plan.commitments[:3])
    plan = replace(plan, why=(text,), results=(Result(plan.results[0].topic, text),), commitments=lines)
    sheet = plan_sheet(plan)
    assert judged(sheet) >= 4
    assert sum(line.text.count("scrive") for line in sheet.drawn) == 3 * said.count("scrive")
    assert list(emptied(sheet)) == []
    fridge = fridge_sheet(plan)
    assert judged(fridge) == 1
    shown = [line.text for line in fridge.drawn]
    assert [line.text.italian in shown for line in plan.commitments[1:] if not line.done] == [True, True]


def emptied(sheet: Sheet) -> Iterator[int]:
    """Pages but the last that end with half of them empty."""
    for page in range(1, sheet.page):
        if min(line.bottom for line in sheet.drawn if line.page == page and line.bottom > 64) > sheet.height / 2:
            yield page


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
def test_a_word_of_two_hundred_letters_and_words_of_another_script_stay_in_their_place(large: bool) -> None:
    word = ("Supercalifragili" * 13)[:200]
    hard = Bilingual(word, word)
    plan = plan_of("zh", large)
    arabic = Bilingual("يذهب إلى المركز (DID) 15/07/2027.", "他去中心。")
    lines = (Commitment("Anna 😀", hard, hard), Commitment("يوسف", arabic, arabic))
    judged(plan_sheet(replace(plan, why=(hard, arabic), commitments=lines)))
    judged(plan_sheet(replace(plan_of("it", large), why=(hard, arabic), commitments=lines)))


@pytest.mark.parametrize("kind", ["invitation", "moved", "missed", "referral"])
def test_a_letter_in_large_print_is_one_page(kind: str) -> None:
    for language in FAMILY_LANGUAGES:
        assert letter_sheet(letter_of(language, kind, True)).page == 1, language


@pytest.mark.parametrize(("language", "large"), [("fr", True), ("ar", True), ("it", False)])
def test_signatures_never_stand_alone_on_a_page(language: str, large: bool) -> None:
    plan = replace(plan_of(language, large), next_visit=None, road=None, road_sentences=(), road_assumptions=())
    people = (*plan.signers, Signer("Aminata Ba"))
    for many in (*range(1, 8), *range(20, 24)):
        lines = tuple(replace(SIXTY[place], done=False) for place in range(many))
        sheet = plan_sheet(replace(plan, commitments=lines, signers=people))
        signed = max(line.page for line in sheet.drawn if line.text.strip().startswith("firma"))
        assert any("Manda la domanda" in line.text for line in sheet.drawn if line.page == signed), many
        assert sum("Manda la domanda" in line.text for line in sheet.drawn) == many


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
def test_a_plan_without_anything_is_a_page(large: bool) -> None:
    bare = replace(
        plan_of("ro", large),
        why=(),
        results=(),
        road=None,
        road_sentences=(),
        road_assumptions=(),
        commitments=(),
        next_visit=None,
        signers=(),
    )  # fmt: skip
    assert judged(plan_sheet(bare)) == 1
    assert judged(fridge_sheet(bare)) == 1
