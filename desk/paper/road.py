"""The picture of the road to rent: steps that grow up to the rent that is looked for; readable in black and white."""

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
_BASE = 99.0  # the ground, below the top
_TIGHTER = 8.0  # what the picture gives up where a page must hold more
_TALLEST, _LOWEST = 68.0, 46.0
_GAP = 4.5
_FILLS = ("#FFFFFF", "#E6F0FA", "#CFE3F7", "#B9D6F2")
_AMOUNT = Style(12.5, 15.5, Weight.BOLD)
_FACT = Style(9.5, 13)
_MONTH = Style(9, 12, Weight.SEMIBOLD)
_OTHER_MONTH = Style(9, 12, colour=look.BODY)
_SOUGHT = Style(9, 12, Weight.SEMIBOLD, look.AMBER_TEXT)
_CONTRACT = Style(9.5, 12, Weight.SEMIBOLD, look.GREEN_TEXT)
_DAY = Style(11.5, 14, Weight.BOLD, look.RED_TEXT)
_LEAVE = Style(9, 12, colour=look.RED_TEXT)


@dataclass(frozen=True)
class _Place:
    """Where one step stands."""

    left: float
    width: float
    height: float


def road_part(road: Road, languages: Languages) -> Part:
    def draw(sheet: Sheet, top: float) -> None:
        _Picture(sheet, road, languages, top).draw()

    return Part(_base(languages) + _UNDER, draw)


def _base(languages: Languages) -> float:
    return _BASE - _TIGHTER if languages.tight else _BASE


class _Picture:
    def __init__(self, sheet: Sheet, road: Road, languages: Languages, top: float) -> None:
        self.sheet, self.road, self.languages, self.top = sheet, road, languages, top
        self.ground = top - _base(languages)
        self.end = look.LEFT + 386 if road.leave_by else look.RIGHT  # where the dashed line ends
        tallest = self.tallest = _TALLEST - _TIGHTER if languages.tight else _TALLEST
        highest = max([road.sought_cents, *(step.rent_cents for step in road.steps), 1])
        self.sought = self.ground + max(tallest * road.sought_cents / highest, 12)
        room = (look.LEFT + 370 if road.leave_by else look.RIGHT) - look.LEFT
        width = (room - _GAP * (len(road.steps) - 1)) / max(len(road.steps), 1)
        self.places = [
            _Place(look.LEFT + place * (width + _GAP), width, max(tallest * step.rent_cents / highest, _LOWEST))
            for place, step in enumerate(road.steps)
        ]

    def draw(self) -> None:
        for place, (step, spot) in enumerate(zip(self.road.steps, self.places, strict=True)):
            self._step(step, spot, _FILLS[min(place, len(_FILLS) - 1)])
        self.sheet.line(((look.LEFT, self.ground), (look.RIGHT, self.ground)), look.INK, 1)
        self._sought_line()
        self._labels()
        if self.road.leave_by:
            self._flag()

    def _step(self, step: RoadStep, spot: _Place, fill: str) -> None:
        sheet, language = self.sheet, self.languages.code
        sheet.box(spot.left, self.ground, spot.width, spot.height, fill=fill, stroke=look.INK, line_width=0.8)
        y = self.ground + spot.height - 3.5
        amount = words.money(language, step.rent_cents).italian
        y -= self._fitted(amount, _AMOUNT, spot.left, y, spot.width, Align.CENTRE)
        fact = self._fact(step)
        if fact is not None:
            y -= self._fitted(fact.italian, _FACT, spot.left, y, spot.width, Align.CENTRE)
            if not self.languages.alone:
                self._other(fact, _FACT, spot.left, y, spot.width, Align.CENTRE)
        month = words.pair(language, Text.TODAY) if step.month is None else words.month(language, step.month)
        under = self.ground - 3
        if self.languages.alone:
            self._fitted(month.italian, _MONTH, spot.left + 2, under, spot.width - 4, Align.LEFT)
            return
        half = (spot.width - 8) / 2
        self._fitted(month.italian, _MONTH, spot.left + 2, under, half + 12, Align.LEFT)
        self._other(month, _OTHER_MONTH, spot.left + 16 + half, under, half - 10, Align.RIGHT)

    def _fact(self, step: RoadStep) -> Bilingual | None:
        """The hours of work; where none are told, what is set aside."""
        language = self.languages.code
        if step.hours is not None:
            return words.hours(language, step.hours)
        if step.saving_cents is not None:
            return words.pair(language, Text.SAVING, amount=words.money(language, step.saving_cents))
        return None

    def _sought_line(self) -> None:
        """Dashes at the rent looked for; behind a step where they would strike its words."""
        begin = look.LEFT
        for spot in self.places:
            if self.ground + spot.height - self.sought > 4:
                self._dashes(begin, spot.left)
                begin = spot.left + spot.width
        self._dashes(begin, self.end)

    def _dashes(self, left: float, right: float) -> None:
        if right - left > 1:
            self.sheet.line(((left, self.sought), (right, self.sought)), look.AMBER_TEXT, 1.4, (5, 3))

    def _labels(self) -> None:
        """The rent looked for, above the first steps; house and word above the step where a contract is possible."""
        language = self.languages.code
        sought = words.pair(language, Text.SOUGHT_RENT, amount=words.money(language, self.road.sought_cents))
        contract = next((spot for step, spot in zip(self.road.steps, self.places, strict=True) if step.contract), None)
        row = self.top - 14
        room = (contract.left if contract and contract.left > look.LEFT else self.end) - look.LEFT - 6
        if contract and contract.left == look.LEFT:
            room = 0
        if room > 0 and self.languages.alone:
            self._fitted(sought.italian, _SOUGHT, look.LEFT + 2, row, room, Align.LEFT)
        elif room > 0:
            self._fitted(sought.italian, _SOUGHT, look.LEFT + 2, row, room / 2 - 4, Align.LEFT)
            self._other(sought, _SOUGHT, look.LEFT + room / 2 + 4, row, room / 2 - 4, Align.RIGHT)
        if contract is None:
            return
        foot = self.ground + self.tallest + 4
        self._house(contract.left + 24, foot)
        text = words.pair(language, Text.CONTRACT)
        left, width = contract.left + 48, min(contract.width, 140) - 50
        if self.languages.alone or text.translated == text.italian:
            self._fitted(text.italian, _CONTRACT, left, row, width, Align.LEFT)
            return
        self._fitted(text.italian, _CONTRACT, left, row, width / 2, Align.LEFT)
        self._other(text, _CONTRACT, left + width / 2 + 3, row, width / 2 - 3, Align.RIGHT)

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
