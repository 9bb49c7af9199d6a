"""The end of the plan: when we meet again, and a signature box for every adult and for the worker."""

import re
from collections.abc import Sequence

from desk.paper import look, words
from desk.paper.calendar import calendar_entry
from desk.paper.columns import Languages, draw_other, other_block
from desk.paper.faces import Weight
from desk.paper.flow import Part
from desk.paper.model import Bilingual, NextVisit, Signer
from desk.paper.sheet import Align, Sheet
from desk.paper.text import Block, Span, Style, set_text
from desk.paper.words import Text

_GAP = 8.0
_LOWEST, _TIGHT_LOWEST = 86.0, 84.0
_QR, _QR_LARGE = 78.0, 100.0
_SIDE = 10.0
_HEADING = Style(11, 14.5, Weight.BOLD, look.BLUE_TEXT)
_DAY = Style(12.5, 16.5, Weight.BOLD)
_DAY_IN_WORDS = Style(11.3, 16.5, Weight.BOLD)
_LINE = Style(10, 13.6, colour=look.BODY)
_NAME = Style(8.8, 11.2)
_STOP = {"zh": "。"}

_ROOM = re.compile(r"^\s*stanza\s+", re.IGNORECASE)  # offices call a room "Stanza 2": the sheet says the word itself


def visit_part(
    visit: NextVisit, languages: Languages, title: Text = Text.NEXT_VISIT, *, in_words: bool = False
) -> Part:
    """The box with day, time, whom, what to bring, and the code for the phone; ``in_words``: the month written out."""
    code = _QR_LARGE if languages.large else _QR
    one_column = languages.alone or languages.large
    width = (
        look.RIGHT - look.LEFT - 2 * _SIDE - code - 14
        if one_column
        else (look.RIGHT - look.LEFT) / 2 - _SIDE - code / 2 - 12
    )
    first: list[Block] = []
    second: list[Block] = []
    for text, style in _facts(visit, languages, title, in_words):
        first.append(set_text(text.italian, languages.style(style), width))
        if not languages.alone:
            second.append(other_block(text.translated, languages.style(style), width, languages))
    line = languages.style(_LINE)
    if visit.bring:
        first.append(set_text(_bring(visit.bring, words.pair(languages.code, Text.BRING), None), line, width))
        if not languages.alone:
            second.append(_other_bring(visit.bring, line, width, languages))
    heights = [sum(block.height for block in column) for column in (first, second)]
    lowest = code + 20 if languages.large else _TIGHT_LOWEST if languages.tight else _LOWEST
    height = max(lowest, sum(heights) + 22 if languages.large else max(heights) + 14)

    def draw(sheet: Sheet, top: float) -> None:
        top -= _GAP
        sheet.box(look.LEFT, top - height, look.RIGHT - look.LEFT, height, stroke=look.EDGE, radius=4)
        y = top - 7 if languages.large else top - (height - heights[0]) / 2
        for block in first:
            y -= sheet.block(block, look.LEFT + _SIDE, y, width, Align.LEFT)
        z = y - 8 if languages.large else top - (height - heights[1]) / 2
        for block in second:
            draw_other(sheet, block, look.LEFT + _SIDE if languages.large else look.RIGHT - _SIDE - width, z, width)
            z -= block.height
        left = look.RIGHT - _SIDE - code if one_column else look.MIDDLE - code / 2
        sheet.qr(calendar_entry(visit), left, top - height / 2 - code / 2, code)

    return Part(height + _GAP, draw)


def _facts(visit: NextVisit, languages: Languages, title: Text, in_words: bool) -> list[tuple[Bilingual, Style]]:
    code = languages.code
    day = words.day_in_words(code, visit.start) if in_words else words.weekday_and_day(code, visit.start)
    whom, interpreter = with_whom(visit, code), words.pair(code, Text.INTERPRETER)
    facts = [
        (words.pair(code, title), _HEADING),
        (words.day_and_time(code, day, visit.start), _DAY_IN_WORDS if in_words else _DAY),
    ]
    if not visit.interpreter:
        return [*facts, (whom, _LINE)]
    if not languages.large or None in (whom.translated, interpreter.translated):
        return [*facts, (whom, _LINE), (interpreter, _LINE)]
    both = Bilingual(f"{whom.italian} {interpreter.italian}", f"{whom.translated} {interpreter.translated}")
    return [*facts, (both, _LINE)]  # large print has no room for a line of two words


def with_whom(visit: NextVisit, language: str) -> Bilingual:
    """«Giulia Ferrero, stanza 2.»"""
    name = Bilingual(visit.with_whom, visit.with_whom_translated or visit.with_whom)
    room = _ROOM.sub("", visit.room)
    if room:
        return words.pair(language, Text.WITH_WHOM, name=name, room=room)
    return Bilingual(f"{name.italian}.", f"{name.translated}{_STOP.get(language, '.')}")


def _bring(things: Sequence[Bilingual], label: Bilingual, language: str | None) -> tuple[Span, ...]:
    """What to bring, in Italian where no language is given."""
    if language is None:
        names, word = [thing.italian for thing in things], label.italian
    else:
        names, word = [thing.translated or "" for thing in things], label.translated or ""
    text = words.COMMA.get(language or "", ", ").join(names) + _STOP.get(language or "", ".")
    space = "" if word.endswith("：") else " "
    return ((f"{word}{space}", Weight.BOLD), (text, Weight.REGULAR))


def _other_bring(things: Sequence[Bilingual], style: Style, width: float, languages: Languages) -> Block:
    label = words.pair(languages.code, Text.BRING)
    whole = label.translated is not None and all(thing.translated is not None for thing in things)
    return other_block(_bring(things, label, languages.code) if whole else None, style, width, languages)


def signature_parts(signers: Sequence[Signer], languages: Languages) -> list[Part]:
    """Rows of at most three signature boxes; in large print, two."""
    across = 2 if languages.large else 3
    return [
        _signature_row(signers[start : start + across], languages, across) for start in range(0, len(signers), across)
    ]


def _signature_row(signers: Sequence[Signer], languages: Languages, across: int) -> Part:
    width = (look.RIGHT - look.LEFT - (across - 1) * _GAP) / across
    sign = words.pair(languages.code, Text.SIGNATURE)
    style = languages.style(_NAME)
    names, signs = [], []
    for signer in signers:
        spans: tuple[Span, ...] = ((signer.name, Weight.SEMIBOLD),)
        if signer.role:
            spans += ((f", {signer.role}", Weight.REGULAR),)
        names.append(set_text(spans, style, width - 14))
        family = signer.role is None and not languages.alone and sign.translated not in (None, sign.italian)
        signs.append(set_text(f"{sign.italian} · {sign.translated}" if family else sign.italian, style, width - 14))
    under = 31.0 if languages.tight else 35.0
    if languages.large:
        under = signs[0].height + (36 if languages.tight else 46)
    height = max(block.height for block in names) + under

    def draw(sheet: Sheet, top: float) -> None:
        top -= _GAP
        for place, (name, sign) in enumerate(zip(names, signs, strict=True)):
            left = look.LEFT + place * (width + _GAP)
            sheet.box(left, top - height, width, height, stroke=look.EDGE, radius=4)
            used = sheet.block(name, left + 7, top - 4, width - 14, Align.LEFT)
            sheet.block(sign, left + 7, top - 4 - used, width - 14, Align.LEFT)
            rule = top - height + 9
            sheet.line(((left + 7, rule), (left + width - 7, rule)), look.EDGE, 0.8)

    return Part(height + _GAP, draw)
