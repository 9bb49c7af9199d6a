"""Text in mixed scripts: order, fonts, line breaks, and characters that no font has."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.fonts import Face
from desk.paper.direction import levels, seen_order
from desk.paper.faces import Weight, loaded
from desk.paper.text import Block, Style, Words, set_text

STYLE = Style(11, 15)
ALPHABET = st.sampled_from("abcàțș ăëñ019./-()،؟ سلامعليكم\u064b王小明，。ễọ\u0301€’«»\u200d😀\n\t\u202e")


def seen(block: Block) -> list[str]:
    """The characters of every line, left to right as they stand on the paper."""
    return ["".join(glyph.text for run in line.runs for glyph in run.glyphs) for line in block.lines]


def faces(block: Block) -> set[Face]:
    return {run.face for line in block.lines for run in line.runs}


def arabic(words: Words) -> Block:
    return set_text(words, STYLE, 400, right_to_left=True)


def test_a_date_in_arabic_reads_from_day_to_year() -> None:
    (line,) = seen(arabic("قبل 15/07/2027."))
    assert "15/07/2027" in line
    assert line.startswith(".")


@pytest.mark.parametrize("number", ["011 555 0100", "+39 011 555 0100", "2026-12-01", "01/12/2026", "10:30"])
def test_groups_of_a_number_do_not_change_places(number: str) -> None:
    (line,) = seen(arabic(f"اتصلوا {number} الآن"))
    assert number in line


def test_the_comma_between_latin_words_and_a_number_stands_where_the_reader_comes_to_it() -> None:
    first, second = seen(set_text("اتصلوا: Polo di Milano، 011\u00a0555\u00a00100. إذا", STYLE, 120, True))
    assert first.startswith("،Polo di Milano")
    assert second.endswith(".011\u00a0555\u00a00100")
    (line,) = seen(arabic("Polo di Milano، 011 555 0100."))
    assert line.index("011 555 0100") < line.index("،") < line.index("Polo")


def test_latin_words_in_brackets_keep_both_brackets_after_a_number() -> None:
    said = "إلى المركز 15/07/2027 (DID) ثم يكتب."
    (line,) = seen(arabic(said))
    assert "(DID) 15/07/2027" in line
    (after_label,) = seen(set_text((("Tra un anno: ", Weight.BOLD), (said, Weight.REGULAR)), STYLE, 400))
    assert "(DID) 15/07/2027" in after_label


def test_brackets_after_latin_words_stay_where_they_belong() -> None:
    (line,) = seen(arabic("مع Giulia Ferrero (stanza 2)، غدا"))
    assert "Giulia Ferrero (stanza 2)" in line


def test_bold_inside_right_to_left_text_keeps_the_order_of_words() -> None:
    (plain,) = seen(arabic("الأطفال: في المدرسة"))
    (bold,) = seen(arabic((("الأطفال: ", Weight.BOLD), ("في المدرسة", Weight.REGULAR))))
    assert bold.replace(" ", "") == plain.replace(" ", "")


def test_letters_are_joined() -> None:
    joined = [glyph.number for glyph in arabic("بيت").lines[0].runs[0].glyphs]
    alone = [arabic(letter).lines[0].runs[0].glyphs[0].number for letter in "تيب"]
    assert joined != alone


def test_every_script_gets_its_font() -> None:
    assert faces(set_text("Ștefan Çela", STYLE, 400)) == {Face.TEXT}
    assert faces(set_text("Nguyễn Thị", STYLE, 400)) == {Face.TEXT, Face.WIDE}
    assert faces(arabic("سلام")) == {Face.ARABIC}
    assert faces(set_text("王小明", STYLE, 400)) == {Face.CHINESE}


def test_digits_are_equally_wide() -> None:
    for weight in Weight:
        style = Style(10, 12, weight)
        assert len({round(set_text(digit * 4, style, 400).width, 3) for digit in "0123456789"}) == 1


def test_lines_break_between_words_and_chinese_anywhere_but_before_a_stop() -> None:
    assert [line.text.strip() for line in set_text("uno due tre", STYLE, 40).lines] == ["uno due", "tre"]
    lines = [line.text for line in set_text("我们寻找你们付得起的房租。", STYLE, 50).lines]
    assert len(lines) > 2
    assert not any(line.startswith("。") for line in lines)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Leggiamo insieme. Se una cosa è sbagliata, ditelo: la cambiamo.", 246, 2),
        ("Non potete venire? Chiamate: troviamo un altro giorno.", 246, 2),
        ("uno due tre quattro cinque sei sette otto nove dieci undici", 106, 3),
        ("我们寻找你们付得起的房租，请打电话给我们吧。", 231, 2),
    ],
)
def test_a_short_word_does_not_stand_alone_at_the_end(text: str, width: float, lines: int) -> None:
    found = [line.text.strip() for line in set_text(text, STYLE, width).lines]
    assert len(found) == lines
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    assert " " in found[-1] or len(found[-1]) > 3


def test_chinese_marks_stand_at_the_word_that_they_belong_to() -> None:
    (line,) = set_text("能来，请：（王）。", STYLE, 400).lines
    (run,) = line.runs
    ink = {glyph.text: (glyph.x + loaded(run.face).ink(glyph.number)[0], glyph) for glyph in run.glyphs}
    side = loaded(run.face).margin
    assert ink["。"][0] < side < 200
    assert all(ink[sign][0] == pytest.approx(side) for sign in "，：）")
    opening = ink["（"][1]
    end = opening.x + loaded(run.face).ink(opening.number)[1]
    assert opening.advance - end == pytest.approx(side)


def test_a_word_too_long_is_cut_not_printed_over_the_edge() -> None:
    block = set_text("x" * 200, STYLE, 100)
    assert block.width <= 100
    assert "".join(line.text for line in block.lines) == "x" * 200


def test_what_no_font_has_is_marked() -> None:
    assert seen(set_text("a😀b", STYLE, 100)) == ["a\ufffdb"]


def test_signs_that_people_type_are_printed_and_a_picture_of_several_is_marked_once() -> None:
    assert seen(set_text("Bus 4 → Porta Nuova ✓ ☎ ❤\ufe0f", STYLE, 400)) == ["Bus 4 → Porta Nuova ✓ ☎ ❤"]
    assert seen(set_text("noi 👨\u200d👩\u200d👧 qui", STYLE, 400)) == ["noi \ufffd qui"]


def test_a_sentence_keeps_its_own_direction_in_the_column_of_the_other() -> None:
    in_italian = set_text("يذهب إلى المكتب 15/07/2027 ثم يعود.", STYLE, 400)
    assert in_italian.right_to_left
    assert seen(in_italian) == seen(arabic("يذهب إلى المكتب 15/07/2027 ثم يعود."))
    assert seen(arabic("Va al Centro (DID).")) == ["Va al Centro (DID)."]
    for italian in ("يوسف va al Centro.", "firma · التوقيع", "Vale il testo italiano · النص الإيطالي هو المعتمد"):
        assert not set_text(italian, STYLE, 400).right_to_left


def test_a_sentence_after_a_label_of_the_other_script_keeps_its_order() -> None:
    said = "يذهب إلى المكتب 15/07/2027 (DID) ثم يعود."
    (line,) = seen(set_text((("Lavoro. ", Weight.BOLD), (said, Weight.REGULAR)), STYLE, 400))
    assert line == f"Lavoro. {seen(arabic(said))[0]}"


def test_a_long_text_is_cut_at_the_same_lines_as_the_one_beside_it() -> None:
    short, long = set_text("a\n" * 12 + "a", STYLE, 100), set_text("b\n" * 19 + "b", STYLE, 100)
    assert [len(piece.lines) for piece in short.cut(6)] == [6, 7]
    assert [len(piece.lines) for piece in short.cut(6, 20)] == [6, 6, 1]
    assert [len(piece.lines) for piece in long.cut(6, 20)] == [6, 6, 6, 2]


def test_control_signs_are_not_drawn() -> None:
    assert seen(set_text("a\u202eb\u0007c\u2066d", STYLE, 100)) == ["abcd"]


@settings(max_examples=150, deadline=None)
@given(st.text(ALPHABET, max_size=60), st.booleans(), st.floats(30, 300))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, right_to_left: bool, width: float) -> None:
    block = set_text(text, STYLE, width, right_to_left)
    assert block.width <= width + 0.01
    assert all(glyph.number for line in block.lines for run in line.runs for glyph in run.glyphs)
    kept = re.sub(r"\s|\u200d|\u202e|😀|\ufffd", "", unicodedata.normalize("NFC", text))
    printed = re.sub(r"\s|\u200d|\ufffd", "", "".join(line.text for line in block.lines))
    assert printed == kept


@given(st.lists(st.tuples(st.integers(0, 4), st.integers())))
def test_reordering_loses_nothing(items: list[tuple[int, int]]) -> None:
    assert sorted(seen_order(items)) == sorted(value for _level, value in items)


def test_left_to_right_text_needs_no_levels() -> None:
    assert levels("Via Po 1", False) == [0] * 8
