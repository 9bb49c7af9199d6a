"""The picture of the road to rent: steps that grow up to the rent that is looked for; readable in black and white."""

from collections.abc import Callable
from dataclasses import dataclass

from desk.paper import look, words
from desk.paper.columns import Languages
from desk.paper.faces import Weight
from desk.paper.flow import Part
from desk.paper.model import Bilingual, Road, RoadStep
from desk.paper.sheet import Align, Sheet
from desk.paper.text import Style, set_text
from desk.paper.words import Text

_UNDER = 18.0  # below the ground: the months
_SECOND_ROW = 11.0  # where two languages do not fit beside each other
_RISE = 8.0  # of the first of two rows over the steps, so that the second stays clear of them
_BASE = 99.0  # the ground, below the top
_TIGHTER = 8.0  # what the picture gives up where a page must hold more
_TALLEST, _LOWEST = 68.0, 48.0
_GAP = 4.5
_APART = 8.0  # between two languages on one line
_CLEAR = 5.0  # between the dashes and the words of a step
_FILLS = ("#FFFFFF", "#E6F0FA", "#CFE3F7", "#B9D6F2")
_AMOUNT = Style(12.5, 15.5, Weight.BOLD)
_FACT = Style(9.5, 13)
_MONTH = Style(9, 12, Weight.SEMIBOLD)
_OTHER_MONTH = Style(9, 12, colour=look.BODY)
_SOUGHT = Style(9, 12, Weight.SEMIBOLD, look.AMBER_TEXT)
_CONTRACT_WIDTH = 140.0
_CONTRACT = Style(9.5, 12, Weight.SEMIBOLD, look.GREEN_TEXT)
_DAY = Style(11.5, 14, Weight.BOLD, look.RED_TEXT)
_LEAVE = Style(9, 12, colour=look.RED_TEXT)


@dataclass(frozen=True)
class _Place:
    """Where one step stands."""

    left: float
    width: float
    height: float


def statures(road: Road, lowest: float, tallest: float) -> Callable[[int], float]:
    """How far a sum reaches: in proportion; where that leaves the least one no room for its words, from the least to
    the greatest, so that a smaller sum never looks like the greater one."""
    sums = [step.rent_cents for step in road.steps] + ([road.sought_cents] if road.sought_cents > 0 else [])
    least, most = min(sums, default=0), max(sums, default=0)
    if most <= 0:
        return lambda _cents: lowest
    if least * tallest >= lowest * most:
        return lambda cents: tallest * cents / most
    return lambda cents: lowest + (tallest - lowest) * (cents - least) / (most - least)


def road_part(road: Road, languages: Languages) -> Part:
    def draw(sheet: Sheet, top: float) -> None:
        _Picture(sheet, road, languages, top).draw()

    under = _UNDER + (_SECOND_ROW if _months_in_two_rows(road, languages) else 0)
    return Part(_base(languages) + under, draw)


def _base(languages: Languages) -> float:
    return _BASE - _TIGHTER if languages.tight else _BASE


def _step_width(road: Road) -> float:
    room = (look.LEFT + 370 if road.leave_by else look.RIGHT) - look.LEFT
    return (room - _GAP * (len(road.steps) - 1)) / max(len(road.steps), 1)


def _month(step: RoadStep, language: str) -> Bilingual:
    return words.pair(language, Text.TODAY) if step.month is None else words.month(language, step.month)


def _months_in_two_rows(road: Road, languages: Languages) -> bool:
    """Do the months of both languages not fit beside each other under one of the steps?"""
    width = _step_width(road) - 4
    return not languages.alone and any(
        _beside(_month(step, languages.code), _MONTH, languages) > width for step in road.steps
    )


def _beside(text: Bilingual, style: Style, languages: Languages) -> float:
    """The width of both languages on one line."""
    other = set_text(text.translated or look.MISSING_NOTE, style, float("inf"), languages.right_to_left)
    return set_text(text.italian, style, float("inf")).width + _APART + other.width


class _Picture:
    def __init__(self, sheet: Sheet, road: Road, languages: Languages, top: float) -> None:
        self.sheet, self.road, self.languages, self.top = sheet, road, languages, top
        self.ground = top - _base(languages)
        self.end = look.LEFT + 386 if road.leave_by else look.RIGHT  # where the dashed line ends
        tallest = self.tallest = _TALLEST - _TIGHTER if languages.tight else _TALLEST
        reaches = statures(road, _LOWEST, tallest)
        self.sought = self.ground + reaches(road.sought_cents)
        width = _step_width(road)
        self.places = [
            _Place(look.LEFT + place * (width + _GAP), width, reaches(step.rent_cents))
            for place, step in enumerate(road.steps)
        ]
        self.two_rows = _months_in_two_rows(road, languages)

    def draw(self) -> None:
        said = [
            self._step(step, spot, _FILLS[min(place, len(_FILLS) - 1)])
            for place, (step, spot) in enumerate(zip(self.road.steps, self.places, strict=True))
        ]
        self.sheet.line(((look.LEFT, self.ground), (look.RIGHT, self.ground)), look.INK, 1)
        contract = next((spot for step, spot in zip(self.road.steps, self.places, strict=True) if step.contract), None)
        if self.road.sought_cents > 0:
            self._sought_line(said)
            self._sought_words(contract)
        if contract is not None:
            self._contract_words(contract)
        if self.road.leave_by:
            self._flag()

    def _step(self, step: RoadStep, spot: _Place, fill: str) -> tuple[float, float, float]:
        """Returns where the step's words stand: their left, bottom and right."""
        sheet, language = self.sheet, self.languages.code
        sheet.box(spot.left, self.ground, spot.width, spot.height, fill=fill, stroke=look.INK, line_width=0.8)
        before = len(sheet.drawn)
        left, y, width = spot.left + 2, self.ground + spot.height - 3.5, spot.width - 4
        y -= self._fitted(words.money(language, step.rent_cents).italian, _AMOUNT, left, y, width, Align.CENTRE)
        fact = self._fact(step)
        if fact is not None:
            y -= self._fitted(fact.italian, _FACT, left, y, width, Align.CENTRE)
            if not self.languages.alone and fact.translated != fact.italian:
                self._other(fact, _FACT, left, y, width, Align.CENTRE)
        drawn = sheet.drawn[before:]
        month = _month(step, language)
        self._both(month, _MONTH, (left, self.ground - 3, width), _OTHER_MONTH, two_rows=self.two_rows)
        return min(x.left for x in drawn), min(x.bottom for x in drawn), max(x.right for x in drawn)

    def _fact(self, step: RoadStep) -> Bilingual | None:
        """The hours of work; where none are told, what is set aside."""
        language = self.languages.code
        if step.hours is not None:
            return words.hours(language, step.hours)
        if step.saving_cents is not None:
            return words.pair(language, Text.SAVING, amount=words.money(language, step.saving_cents))
        return None

    def _sought_line(self, said: list[tuple[float, float, float]]) -> None:
        """Dashes at the rent looked for, on both sides of the words that they would strike."""
        begin = look.LEFT
        for spot, (left, bottom, right) in zip(self.places, said, strict=True):
            if self.ground + spot.height - 4 > self.sought > bottom - _CLEAR / 2:
                self._dashes(begin, left - _CLEAR)
                begin = right + _CLEAR
        self._dashes(begin, self.end)

    def _dashes(self, left: float, right: float) -> None:
        if right - left > 1:
            self.sheet.line(((left, self.sought), (right, self.sought)), look.AMBER_TEXT, 1.4, (5, 3))

    def _sought_words(self, contract: _Place | None) -> None:
        """The rent looked for, above the first steps; behind house and word where a contract is possible at once."""
        language = self.languages.code
        sought = words.pair(language, Text.SOUGHT_RENT, amount=words.money(language, self.road.sought_cents))
        left, right = look.LEFT + 2, self.end - 6
        if contract is not None and contract.left > look.LEFT:
            right = contract.left - 6
        elif contract is not None:
            left = contract.left + _CONTRACT_WIDTH + 12
        self._both(sought, _SOUGHT, (left, self.top - 14, right - left))

    def _contract_words(self, spot: _Place) -> None:
        """A house and a word above the step where a contract is possible."""
        self._house(spot.left + 24, self.ground + self.tallest + 4)
        text = words.pair(self.languages.code, Text.CONTRACT)
        left, width = spot.left + 48, min(spot.width, _CONTRACT_WIDTH) - 50
        if not self.languages.alone:
            width = max(width, _beside(text, _CONTRACT, self.languages))
        self._both(text, _CONTRACT, (left, self.top - 14, min(width, self.end - left - 6)))

    def _house(self, x: float, foot: float) -> None:
        """A house whose door stands on ``foot``."""
        roof = ((x - 18, foot + 9), (x, foot + 20), (x + 18, foot + 9))
        self.sheet.line(roof, look.GREEN_TEXT, 1.5)
        self.sheet.line(
            ((x - 13, foot + 11.5), (x - 13, foot), (x + 13, foot), (x + 13, foot + 11.5)), look.GREEN_TEXT, 1.5
        )
        self.sheet.line(((x - 3, foot), (x - 3, foot + 7), (x + 3, foot + 7), (x + 3, foot)), look.GREEN_TEXT, 1.2)

    def _flag(self) -> None:
        """The day by which the home must be left."""
        sheet, day = self.sheet, self.road.leave_by
        assert day is not None
        top = self.top - 13
        sheet.line(((self.end, self.ground), (self.end, top)), look.RED_TEXT, 1.2, (3, 2.2))
        cloth = ((self.end, top), (self.end + 17, top), (self.end + 12.5, top - 5.5), (self.end + 17, top - 11))
        sheet.shape((*cloth, (self.end, top - 11)), fill=look.RED_TEXT)
        left, width, height = self.end + 11, look.RIGHT - self.end - 11, 44.0
        bottom = self.ground + 16
        sheet.box(left, bottom, width, height, fill="#FFFFFF", stroke=look.RED_TEXT, line_width=0.8, radius=3)
        self._fitted(words.day(day), _DAY, left, bottom + height - 5, width, Align.CENTRE)
        leave = words.pair(self.languages.code, Text.LEAVE_HOME)
        row = bottom + height - 22
        if self.languages.alone:
            self._fitted(leave.italian, _LEAVE, left + 4, row, width - 8, Align.CENTRE)
            return
        if self.languages.right_to_left:
            half = (width - 14) / 2
            self._fitted(leave.italian, _LEAVE, left + 6, row, half + 4, Align.LEFT)
            self._other(leave, _LEAVE, left + 10 + half, row, half - 2, Align.RIGHT)
            return
        bottom_row = row - 0.5
        self._fitted(leave.italian, _LEAVE, left + 4, bottom_row + 2, width - 8, Align.CENTRE)
        self._other(leave, _LEAVE, left + 4, bottom_row - 8.5, width - 8, Align.CENTRE)

    def _both(
        self,
        text: Bilingual,
        style: Style,
        place: tuple[float, float, float],
        other: Style | None = None,
        *,
        two_rows: bool = False,
    ) -> None:
        """Both languages at the ends of one line, or one under the other where they do not fit. `place`: left, top,
        width. Two rows stand around the place of one, unless `two_rows` says that there is room below it."""
        left, top, width = place
        if self.languages.alone or text.translated == text.italian:
            self._fitted(text.italian, style, left, top, width, Align.LEFT)
            return
        if two_rows or _beside(text, style, self.languages) > width:
            top = top if two_rows else top + _RISE
            self._fitted(text.italian, style, left, top, width, Align.LEFT)
            side = Align.RIGHT if self.languages.right_to_left else Align.LEFT
            self._other(text, other or style, left, top - _SECOND_ROW, width, side)
            return
        first = set_text(text.italian, style, float("inf"))
        self.sheet.block(first, left, top, width, Align.LEFT)
        rest = left + first.width + _APART
        self._other(text, other or style, rest, top, left + width - rest, Align.RIGHT)

    def _other(self, text: Bilingual, style: Style, left: float, top: float, width: float, align: Align) -> None:
        """The family's words, or the amber note that they are missing."""
        if text.translated is None:
            self._fitted(
                look.MISSING_NOTE, Style(style.size, style.leading, colour=look.AMBER_TEXT), left, top, width, align
            )
            return
        plain = Style(style.size, style.leading, Weight.REGULAR, style.colour)
        self._fitted(text.translated, plain, left, top, width, align, self.languages.right_to_left)

    def _fitted(
        self, text: str, style: Style, left: float, top: float, width: float, align: Align, right_to_left: bool = False
    ) -> float:
        """One line, in smaller type where the words are too long for their place. Returns the height."""
        block = set_text(text, style, float("inf"), right_to_left)
        if block.width > width:
            size = max(style.size * width / block.width * 0.99, 1)
            smaller = Style(size, style.leading, style.weight, style.colour)
            block = set_text(text, smaller, float("inf"), right_to_left)
        return self.sheet.block(block, left, top, width, align)
