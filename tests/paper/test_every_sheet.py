"""Every document in every language, in normal and in large print, judged by the finished file alone: nothing missing,
nothing outside the margins, nothing over another; fonts inside; the code readable; the text in its order."""

import re
import unicodedata
from collections.abc import Iterator

import pypdfium2 as pdfium
import pytest

from desk.fonts import Face
from desk.paper.faces import Glyph, Run, Weight
from desk.paper.look import A4, LARGE_NOTE, LARGE_SIZE
from desk.paper.sheet import Sheet
from desk.paper.text import Block, Line, Style, set_text
from tests.paper.paper_reading import (
    Letter,
    PrintedCode,
    ReadPage,
    empty_letters,
    fonts,
    plain,
    printed_codes,
    read,
    read_pages,
    touching,
)
from tests.paper.sheet_set import Case, every_sheet

CASES = {case.name: case for case in every_sheet()}
Box = tuple[float, float, float, float]
SQUARE = 8.0
LEAST_MODULE = 1.1
"""Points: 0.39 mm, what a cheap phone still tells apart."""
FOOT, ROLL = 30.0, 12.0
"""Points from the edge; a roll has no foot."""
TOKEN = re.compile(r"[A-Za-zÀ-ž0-9]+(?:[./:-][A-Za-zÀ-ž0-9]+)*")


@pytest.mark.parametrize("name", CASES)
def test_the_file_itself_is_whole(name: str) -> None:
    case = CASES[name]
    sheet = case.draw()
    pdf = sheet.pdf()
    document = pdfium.PdfDocument(pdf)
    pages = read_pages(document)
    assert list(outside(pages, case.margin)) == []
    assert list(over_each_other(pages)) == []
    assert list(struck(pages)) == []
    assert empty_letters(pdf) == []
    assert touching(sheet) == []
    assert list(left_alone(document, pages, FOOT if case.margin > ROLL else ROLL)) == []
    assert "\ufffd" not in "".join(page.text for page in pages)
    assert list(misread(sheet, pages, case)) == []
    assert "traduzione da fare" not in "".join(line.text for line in sheet.drawn)
    assert all(fonts(pdf).values())
    if case.large:
        assert smallest(sheet) >= LARGE_NOTE
        assert body(sheet) >= LARGE_SIZE
    codes = printed_codes(document)
    assert list(hard_to_read(codes, pages)) == []
    assert len(codes) == int(case.code or bool(case.opens))
    for code in codes:
        if case.opens:
            assert code.text == case.opens
        else:
            assert code.text.startswith("BEGIN:VCALENDAR") and "DTSTART:20261201T090000Z" in code.text
    if case.document == "fridge":
        assert len(pages) == 1
    document.close()


@pytest.mark.parametrize(
    "document", ["plan", "fridge", "notice", "slip", "invitation", "missed", "referral", "summary", "roll"]
)
def test_title_language_and_headings_are_told(document: str) -> None:
    reader = read(CASES[f"{document}-ar-large"].draw().pdf())
    assert reader.metadata is not None and reader.metadata.title
    assert reader.root_object["/Lang"] == "it-IT"
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"]
    assert len(reader.outline) >= 2


def outside(pages: list[ReadPage], margin: float) -> Iterator[str]:
    for page in pages:
        for each in page.letters:
            beside = each.left < margin - 0.6 or each.right > page.width - margin + 0.6
            if beside or each.bottom < 8 or each.top > page.height - 8:
                yield each.sign


def over_each_other(pages: list[ReadPage]) -> Iterator[tuple[str, str]]:
    """Letters that share more than a fifth of the smaller one's box. Neighbours in a word may lean over each other, and
    the characters of one glyph share its box; marks stand over letters by right."""
    for page in pages:
        squares: dict[tuple[int, int], list[Letter]] = {}
        for each in page.letters:
            if not stands_alone(each):
                continue
            left, bottom, right, top = (int(side // SQUARE) for side in each.box)
            here = [(x, y) for x in range(left, right + 1) for y in range(bottom, top + 1)]
            for other in {id(one): one for square in here for one in squares.get(square, ())}.values():
                if abs(other.place - each.place) > 2 and shared(each.box, other.box) > min(area(each), area(other)) / 5:
                    yield other.sign, each.sign
            for square in here:
                squares.setdefault(square, []).append(each)


def hard_to_read(codes: list[PrintedCode], pages: list[ReadPage]) -> Iterator[tuple[str, float]]:
    """Codes that no phone reads, whose squares are smaller than the least, or that have something too near."""
    for code in codes:
        if code.module < LEAST_MODULE:
            yield code.text, code.module
        left, bottom, right, top = code.box
        for boxes, apart in (([each.box for each in pages[code.page].letters], 3.0), (pages[code.page].rules, 2.0)):
            white = apart * code.module
            near = (left - white, bottom - white, right + white, top + white)
            yield from ((code.text, apart) for box in boxes if shared(near, box) > 0)


def left_alone(document: pdfium.PdfDocument, pages: list[ReadPage], foot: float = FOOT) -> Iterator[str]:
    """Headings at a page's end with nothing of their section under them."""
    for entry in document.get_toc():
        page, place = entry.get_dest().get_index(), entry.get_dest().get_view()[1]
        top = place[1] if len(place) > 1 else place[0]
        middles = {round((each.bottom + each.top) / 2) for each in pages[page].letters}
        if not any(foot < middle < top - 24 for middle in middles):
            yield entry.get_title()


def shared(one: Box, other: Box) -> float:
    """The area that two boxes share."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    tall = min(one[3], other[3]) - max(one[1], other[1])
    return wide * tall if wide > 0 and tall > 0 else 0.0


def stands_alone(letter: Letter) -> bool:
    return unicodedata.category(letter.sign)[0] in "LN" and area(letter) > 0.5


def area(letter: Letter) -> float:
    return (letter.right - letter.left) * (letter.top - letter.bottom)


def struck(pages: list[ReadPage]) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Letters through whose middle a straight line goes."""
    for page in pages:
        for left, bottom, right, top in page.rules:
            for each in page.letters:
                inset_x, inset_y = (each.right - each.left) / 4, (each.top - each.bottom) / 4
                crosses_x = left < each.right - inset_x and right > each.left + inset_x
                if crosses_x and bottom < each.top - inset_y and top > each.bottom + inset_y and stands_alone(each):
                    yield each.sign, (left, bottom, right, top)


def misread(sheet: Sheet, pages: list[ReadPage], case: Case) -> Iterator[tuple[str, str]]:
    """Lines that do not come back from the file as they were written."""
    texts = [plain(page.text) for page in pages]
    for line in sheet.drawn:
        if not arabic(line.text):
            if plain(line.text) not in texts[line.page - 1] and case.language != "ar":
                yield line.text, "?"
            continue
        here = [
            each
            for each in pages[line.page - 1].letters
            if line.left - 1 <= each.middle <= line.right + 1
            and line.bottom - 4 <= (each.bottom + each.top) / 2 <= line.top + 4
        ]
        leftwards = sorted(here, key=lambda each: (-round(each.middle, 1), -each.place))
        back = arabic("".join(each.sign for each in leftwards))
        if back != arabic(line.text):
            yield line.text, back
        rightwards = plain("".join(each.sign for each in sorted(here, key=lambda each: each.middle)))
        for token in TOKEN.findall(line.text):
            if token not in rightwards:
                yield line.text, rightwards


def arabic(text: str) -> str:
    """Its Arabic letters alone."""
    return "".join(sign for sign in plain(text) if "\u0600" <= sign <= "\u06ff" and unicodedata.category(sign) == "Lo")


def test_the_judges_see_what_is_wrong() -> None:
    sheet = Sheet("Prova", "it-IT", A4)
    style = Style(12, 15)
    for words, left, top in (("sopra", 100, 500), ("sotto", 98, 497), ("fuori", 580, 300), ("barrato", 100, 200)):
        sheet.block(set_text(words, style, 200), left, top, 200)
    sheet.line(((90, 191), (300, 191)), "#000000", 1)
    pages = read_pages(pdfium.PdfDocument(sheet.pdf()))
    assert {"s", "o"} <= {sign for pair in over_each_other(pages) for sign in pair} <= set("soprasotto")
    assert "i" in list(outside(pages, 35))
    assert "".join(sign for sign, _rule in struck(pages)) == "barrato"


def test_the_judges_see_a_code_that_no_phone_reads_and_a_letter_without_a_shape() -> None:
    sheet = Sheet("Prova", "it-IT", A4)
    sheet.mark("In fondo", 60)
    sheet.block(set_text("In fondo", Style(12, 15), 200), 100, 60, 200)
    sheet.qr("BEGIN:VCALENDAR " * 20, 100, 500, 78)
    sheet.qr("BEGIN:VCALENDAR " * 20, 300, 500, 40)
    sheet.line(((98, 490), (98, 590)), "#000000", 1)
    missing = (Glyph(0, "a", 500, 0, 0), Glyph(3, "b", 500, 0, 0))
    run = Run(Face.TEXT, Weight.REGULAR, missing, 1000)
    sheet.block(Block((Line((run,), 12, "ab"),), Style(12, 15), False), 100, 300, 200)
    pdf = sheet.pdf()
    document = pdfium.PdfDocument(pdf)
    pages = read_pages(document)
    good, small = printed_codes(document)
    assert [wrong for _text, wrong in hard_to_read([good], pages)] == [2.0]
    assert [wrong for _text, wrong in hard_to_read([small], pages)] == [small.module]
    assert small.module < LEAST_MODULE < good.module
    assert empty_letters(pdf) == ["a", "b"]
    assert list(left_alone(document, pages)) == ["In fondo"]
    document.close()


def smallest(sheet: Sheet) -> float:
    return round(min(size(line.bottom, line.top) for line in sheet.drawn if line.text.strip()), 1)


def body(sheet: Sheet) -> float:
    """The size that most letters have."""
    sizes: dict[float, int] = {}
    for line in sheet.drawn:
        found = round(size(line.bottom, line.top), 1)
        sizes[found] = sizes.get(found, 0) + len(line.text)
    return max(sizes, key=lambda found: sizes[found])


def size(bottom: float, top: float) -> float:
    return (top - bottom) / 1.01
