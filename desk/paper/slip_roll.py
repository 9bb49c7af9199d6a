"""The slip after a visit on the 80-mm roll: the same words as on A4, Italian first, the family's language under it."""

from desk.paper import look, words
from desk.paper.calendar import calendar_entry
from desk.paper.closing import with_whom
from desk.paper.columns import Languages, is_missing, other_block
from desk.paper.faces import Weight
from desk.paper.model import Bilingual, NextVisit, VisitSlip
from desk.paper.sheet import Align, Sheet
from desk.paper.text import Block, Style, set_text
from desk.paper.words import Text

MM = 72 / 25.4
_ROLL, _MARGIN, _QR = 80 * MM, 4 * MM, 34 * MM
_WIDTH = _ROLL - 2 * _MARGIN
_BLACK = "#000000"
_SMALL = Style(9, 12, colour=_BLACK)
_TITLE = Style(15, 20, Weight.BOLD, _BLACK)
_LABEL = Style(10.5, 14, Weight.BOLD, _BLACK)
_TEXT = Style(11.5, 16, colour=_BLACK)
_DAY = Style(14, 19, Weight.BOLD, _BLACK)
_SPACE, _RULE = 6.0, 12.0
_QUIET = 8.0  # white around the code, without which a phone may not find it


class _Strip:
    """What stands on the roll from the top: blocks, gaps, rules and the code."""

    def __init__(self, languages: Languages) -> None:
        """In large print every style grows."""
        self.languages = languages
        self.parts: list[tuple[Block, bool] | float | str] = []
        self.headings: dict[int, str] = {}
        """What enters the table of contents, by the part at which it stands."""

    def add(self, text: Bilingual, style: Style) -> None:
        """Both languages, one under the other; a missing translation is marked."""
        style = self.languages.style(style)
        self.parts.append((set_text(text.italian, style, _WIDTH), False))
        if self.languages.alone or text.translated == text.italian:
            return
        block = other_block(text.translated, style, _WIDTH, self.languages)
        if is_missing(block):
            block = set_text(look.MISSING_NOTE, self.languages.style(_SMALL), _WIDTH)
        self.parts.append((block, self.languages.right_to_left))

    def head(self, text: Text, style: Style) -> None:
        """Words that enter the table of contents."""
        self.headings[len(self.parts)] = str(text)
        self.add(words.pair(self.languages.code, text), style)

    def part(self, label: Text, *texts: Bilingual, style: Style = _TEXT) -> None:
        self.parts.append(_RULE)
        self.head(label, _LABEL)
        for text in texts:
            self.add(text, style)

    def height(self) -> float:
        return sum(
            part[0].height if isinstance(part, tuple) else _QR + 2 * _QUIET if isinstance(part, str) else part
            for part in self.parts
        )


def slip_roll_sheet(slip: VisitSlip) -> Sheet:
    """The slip as one page, as long as its words need; not yet written out."""
    strip = _strip(slip)
    height = 2 * _MARGIN + strip.height()
    sheet = Sheet(str(Text.VISIT_TODAY if slip.seen else Text.COME_BACK), "it-IT", (_ROLL, height))
    y = height - _MARGIN
    for place, part in enumerate(strip.parts):
        if place in strip.headings:
            sheet.mark(strip.headings[place], y)
        if isinstance(part, tuple):
            block, from_right = part
            sheet.block(block, _MARGIN, y, _WIDTH, Align.RIGHT if from_right else Align.LEFT)
            y -= block.height
        elif isinstance(part, str):
            sheet.qr(part, (_ROLL - _QR) / 2, y - _QUIET - _QR, _QR)
            y -= _QR + 2 * _QUIET
        else:
            y -= part
            if part == _RULE:
                sheet.line(((_MARGIN, y + part / 2), (_ROLL - _MARGIN, y + part / 2)), _BLACK, 0.8, (2, 2))
    return sheet


def _strip(slip: VisitSlip) -> _Strip:
    languages = Languages(slip.family_language, large=slip.large)
    code, strip = languages.code, _Strip(languages)
    strip.parts.append((set_text(slip.office_name, languages.style(_SMALL), _WIDTH), False))
    strip.parts.append(_SPACE)
    strip.head(Text.VISIT_TODAY if slip.seen else Text.COME_BACK, _TITLE)
    strip.add(words.day_in_words(code, slip.date), _TEXT)
    if slip.household_name:
        name = Bilingual(slip.household_name, slip.household_name)
        strip.add(words.pair(code, Text.FAMILY, name=name), _TEXT)
    if slip.seen:
        seen = f"{slip.seen}, {slip.seen_role}" if slip.seen_role else slip.seen
        strip.part(Text.YOU_SAW, Bilingual(seen, seen))
    if slip.agreed:
        numbered = (
            Bilingual(f"{number}. {line.italian}", f"{number}. {line.translated}" if line.translated else None)
            for number, line in enumerate(slip.agreed, start=1)
        )
        strip.part(Text.DECIDED, *numbered)
    if slip.next_visit is None:
        strip.part(Text.COME_BACK, words.pair(code, Text.NO_DATE))
        strip.part(Text.WHERE, Bilingual(slip.office_address, slip.office_address))
    else:
        _back(strip, slip.next_visit)
    if slip.way:
        strip.part(Text.WAY, Bilingual(slip.way, slip.way))
    phone = slip.office_phone.replace(" ", "\u00a0")  # a telephone number stays on one line
    strip.part(Text.WHOM_TO_CALL, Bilingual(phone, phone), words.pair(code, Text.CANNOT_COME))
    if not languages.alone:
        strip.parts.append(_RULE)
        strip.add(words.pair(code, Text.BINDING), _SMALL)
    return strip


def _back(strip: _Strip, visit: NextVisit) -> None:
    """When, with whom, what to bring, where; and the code for phone and kiosk."""
    code = strip.languages.code
    day = words.day_in_words(code, visit.start)
    strip.part(Text.COME_BACK, words.day_and_time(code, day, visit.start), style=_DAY)
    strip.add(with_whom(visit, code), _TEXT)
    if visit.interpreter:
        strip.add(words.pair(code, Text.INTERPRETER), _TEXT)
    if visit.bring:
        strip.part(Text.YOU_BRING, *visit.bring)
    strip.part(Text.WHERE, Bilingual(visit.place, visit.place))
    strip.parts.append(calendar_entry(visit))
    strip.add(words.pair(code, Text.CODE_FOR_PHONE), _SMALL)
