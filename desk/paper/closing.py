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
_QR = 78.0
_SIDE = 10.0
_HEADING = Style(11, 14.5, Weight.BOLD, look.BLUE_TEXT)
_DAY = Style(12.5, 16.5, Weight.BOLD)
_DAY_IN_WORDS = Style(11.3, 16.5, Weight.BOLD)
_LINE = Style(10, 13.6, colour=look.BODY)
_NAME = Style(8.8, 11.2)
_COMMA = {"ar": "، ", "zh": "、"}
_STOP = {"zh": "。"}

_ROOM = re.compile(r"^\s*stanza\s+", re.IGNORECASE)  # offices call a room "Stanza 2": the sheet says the word itself


def visit_part(
    visit: NextVisit, languages: Languages, title: Text = Text.NEXT_VISIT, *, in_words: bool = False
) -> Part:
    """The box with day, time, whom, what to bring, and the code for the phone; ``in_words``: the month written out."""
    width = (
        look.RIGHT - look.LEFT - 2 * _SIDE - _QR - 14
        if languages.alone
        else (look.RIGHT - look.LEFT) / 2 - _SIDE - _QR / 2 - 12
    )
    first: list[Block] = []
    second: list[Block] = []
    for text, style in _facts(visit, languages, title, in_words):
        first.append(set_text(text.italian, style, width))
        if not languages.alone:
            second.append(other_block(text.translated, style, width, languages))
    if visit.bring:
        first.append(set_text(_bring(visit.bring, words.pair(languages.code, Text.BRING), None), _LINE, width))
        if not languages.alone:
            second.append(_other_bring(visit.bring, width, languages))
    height = max(
        _TIGHT_LOWEST if languages.tight else _LOWEST,
        *(sum(block.height for block in column) + 14 for column in (first, second)),
    )

    def draw(sheet: Sheet, top: float) -> None:
        top -= _GAP
        sheet.box(look.LEFT, top - height, look.RIGHT - look.LEFT, height, stroke=look.EDGE, radius=4)
        y = z = top - (height - sum(block.height for block in first)) / 2
        for block in first:
            y -= sheet.block(block, look.LEFT + _SIDE, y, width)
        if second:
            z = top - (height - sum(block.height for block in second)) / 2
        for block in second:
            draw_other(sheet, block, look.RIGHT - _SIDE - width, z, width)
            z -= block.height
        left = look.RIGHT - _SIDE - _QR if languages.alone else look.MIDDLE - _QR / 2
        sheet.qr(calendar_entry(visit), left, top - height / 2 - _QR / 2, _QR)

    return Part(height + _GAP, draw)


def _facts(visit: NextVisit, languages: Languages, title: Text, in_words: bool) -> list[tuple[Bilingual, Style]]:
    code = languages.code
    time = words.time(visit.start)
    day = words.day_in_words(code, visit.start) if in_words else words.weekday_and_day(code, visit.start)
    facts = [
        (words.pair(code, title), _HEADING),
        (words.pair(code, Text.DAY_AND_TIME, day=day, time=time), _DAY_IN_WORDS if in_words else _DAY),
        (with_whom(visit, code), _LINE),
    ]
    if visit.interpreter:
        facts.append((words.pair(code, Text.INTERPRETER), _LINE))
    return facts


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
    text = _COMMA.get(language or "", ", ").join(names) + _STOP.get(language or "", ".")
    return ((f"{word} ", Weight.BOLD), (text, Weight.REGULAR))


def _other_bring(things: Sequence[Bilingual], width: float, languages: Languages) -> Block:
    label = words.pair(languages.code, Text.BRING)
    whole = label.translated is not None and all(thing.translated is not None for thing in things)
    return other_block(_bring(things, label, languages.code) if whole else None, _LINE, width, languages)


def signature_parts(signers: Sequence[Signer], languages: Languages) -> list[Part]:
    """Rows of at most three signature boxes."""
    return [_signature_row(signers[start : start + 3], languages) for start in range(0, len(signers), 3)]


def _signature_row(signers: Sequence[Signer], languages: Languages) -> Part:
    width = (look.RIGHT - look.LEFT - 2 * _GAP) / 3
    sign = words.pair(languages.code, Text.SIGNATURE)
    names, signs = [], []
    for signer in signers:
        spans: tuple[Span, ...] = ((signer.name, Weight.SEMIBOLD),)
        if signer.role:
            spans += ((f", {signer.role}", Weight.REGULAR),)
        names.append(set_text(spans, _NAME, width - 14))
        family = signer.role is None and not languages.alone and sign.translated not in (None, sign.italian)
        signs.append(set_text(f"{sign.italian} · {sign.translated}" if family else sign.italian, _NAME, width - 14))
    height = max(block.height for block in names) + (31 if languages.tight else 35)

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
