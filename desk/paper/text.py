"""Text in mixed scripts: a font for every character, lines broken by measured width, bold as part of the text."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from desk.fonts import Face
from desk.paper.direction import levels, runs_from_right, seen_order
from desk.paper.faces import REPLACEMENT, Run, Weight, face_for, shape

_JOINERS = "\u200c\u200d"
_NO_START = "，。、；：？！）》」』】〉·.,;:?!)]}»%…"
_NO_END = "（《「『【〈([{«"
_SHORT = 0.3
"""Of the width: a last word that is shorter does not stand alone."""
_NARROWER = (0.92, 0.84, 0.76, 0.68, 0.6)


@dataclass(frozen=True)
class Style:
    """Type size and line pitch in points, weight, colour as #RRGGBB."""

    size: float
    leading: float
    weight: Weight = Weight.REGULAR
    colour: str = "#17324D"


@dataclass(frozen=True)
class Line:
    """One line as it is seen, left to right; ``width`` in points; ``text`` in reading order."""

    runs: tuple[Run, ...]
    width: float
    text: str


@dataclass(frozen=True)
class Block:
    """Text broken into lines."""

    lines: tuple[Line, ...]
    style: Style
    right_to_left: bool

    @property
    def height(self) -> float:
        return len(self.lines) * self.style.leading

    @property
    def width(self) -> float:
        return max((line.width for line in self.lines), default=0.0)

    def cut(self, lines: int, beside: int = 0) -> "list[Block]":
        """The block cut into blocks of so many lines, so that a page can end between them; a last line never stands
        alone. `beside`: how many lines the block at its side has, which is cut at the same lines."""
        starts = [*range(0, max(len(self.lines), beside) - 1, lines)] or [0]
        pieces = [self.lines[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
        return [Block(piece, self.style, self.right_to_left) for piece in pieces if piece]


Span = tuple[str, Weight]
Words = str | tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Sign:
    """A character with the marks on it."""

    text: str
    face: Face
    weight: Weight
    level: int


def set_text(words: Words, style: Style, width: float, right_to_left: bool = False) -> Block:
    """The words broken into lines no wider than ``width`` points; a word that is too long is cut.

    ``right_to_left``: of the column; words of the other direction keep their own.
    """
    spans = ((words, style.weight),) if isinstance(words, str) else words
    leftwards = runs_from_right("".join(text for text, _weight in spans), right_to_left)
    return Block(_lines(spans, style.size, width, leftwards), style, right_to_left or leftwards)


@lru_cache(maxsize=2048)
def _lines(spans: tuple[Span, ...], size: float, width: float, right_to_left: bool) -> tuple[Line, ...]:
    limit = width * 1000 / size
    found: list[Line] = []
    for paragraph in _paragraphs(spans):
        signs = _signs(paragraph, right_to_left)
        found += [_line(part, size) for part in _accompanied(signs, list(_broken(signs, limit)), limit)]
    return tuple(found)


def _paragraphs(spans: Iterable[Span]) -> Iterator[list[Span]]:
    paragraph: list[Span] = []
    for text, weight in spans:
        first, *others = _clean(text).split("\n")
        paragraph.append((first, weight))
        for other in others:
            yield paragraph
            paragraph = [(other, weight)]
    yield paragraph


def _clean(text: str) -> str:
    """Composed, without control characters; every kind of white space becomes a space or a new line."""
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(_printed(sign) for sign in composed)


def _printed(sign: str) -> str:
    if sign == "\n" or sign in _JOINERS:
        return sign
    if "\ufe00" <= sign <= "\ufe0f":  # asks for a picture in colour; the plain sign is drawn
        return ""
    if sign.isspace():
        return "\u00a0" if sign in "\u00a0\u202f" else " "
    return "" if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn") else sign


def _clusters(text: str) -> list[str]:
    """The text as characters with their combining marks."""
    found: list[str] = []
    for sign in text:
        if found and (sign in _JOINERS or unicodedata.category(sign) in ("Mn", "Me")):
            found[-1] += sign
        else:
            found.append(sign)
    return found


def _signs(spans: list[Span], right_to_left: bool) -> list[_Sign]:
    whole = "".join(text for text, _weight in spans)
    level = levels(whole, right_to_left, () if right_to_left else _quoted(spans))
    signs: list[_Sign] = []
    face: Face | None = None
    place = 0
    for text, weight in spans:
        for cluster in _clusters(text):
            for sign in _chosen(cluster, weight, face, level[place]):
                if sign.text not in (REPLACEMENT, *_JOINERS) or not _marked(signs):
                    signs.append(sign)
            face = signs[-1].face if signs else None
            place += len(cluster)
    return signs


def _quoted(spans: list[Span]) -> list[tuple[int, int]]:
    """Where spans stand that run from right to left by themselves."""
    found, place = [], 0
    for text, _weight in spans:
        if runs_from_right(text, False):
            found.append((place, place + len(text)))
        place += len(text)
    return found


def _marked(signs: list[_Sign]) -> bool:
    """Does the mark for what no font has stand there already? One picture is often written as several."""
    return bool(signs) and signs[-1].text == REPLACEMENT


def _chosen(cluster: str, weight: Weight, before: Face | None, level: int) -> Iterator[_Sign]:
    """The cluster with its face; where no face has all of it, its characters one by one."""
    face = face_for(cluster.strip(_JOINERS) or cluster[0], weight, before)
    if face is not None:
        yield _Sign(cluster, face, weight, level)
        return
    if len(cluster) > 1:
        for sign in cluster:
            yield from _chosen(sign, weight, before, level)
        return
    stand_in = face_for(REPLACEMENT, weight, None)
    if cluster not in _JOINERS and stand_in is not None:
        yield _Sign(REPLACEMENT, stand_in, weight, level)


def _broken(signs: list[_Sign], limit: float) -> Iterator[list[_Sign]]:
    """The signs of each line, in reading order."""
    if _width(signs) <= limit:
        yield signs
        return
    line: list[_Sign] = []
    taken = 0.0
    for word in _words(signs):
        bare = _bare(word)
        if line and taken + _width(bare) > limit:
            yield _bare(line)
            line, taken = [], 0.0
        if not line and _width(bare) > limit:
            *full, line = _cut(word, limit)
            yield from full
        else:
            line = line + word
        taken = _width(line)
    if line:
        yield _bare(line)


def _accompanied(signs: list[_Sign], lines: list[list[_Sign]], limit: float) -> list[list[_Sign]]:
    """The lines, with a word from the line above where a short one would stand alone at the end."""
    if len(lines) < 2 or not _alone(lines[-1], limit):
        return lines
    rest = len(lines[-1]) + len(lines[-2])
    tail = signs[-rest:]
    while tail != signs and _bare(tail)[: len(lines[-2])] != lines[-2]:  # spaces between the two are in neither
        rest += 1
        tail = signs[-rest:]
    for share in _NARROWER:
        if max(_width(_bare(word)) for word in _words(tail)) > limit * share:
            break
        broken = list(_broken(tail, limit * share))
        if len(broken) != 2:
            break
        if not _alone(broken[-1], limit):
            return [*lines[:-2], *broken]
    return lines


def _alone(line: list[_Sign], limit: float) -> bool:
    """Is it one short word, or a sign or two? Words that are held together, such as a telephone number, are more."""
    if _width(line) >= limit * _SHORT or any(sign.text == "\u00a0" for sign in line):
        return False
    return len(line) < 4 or sum(1 for _word in _words(line)) == 1


def _words(signs: list[_Sign]) -> Iterator[list[_Sign]]:
    """The pieces between places where a line may end; spaces stay with the word before them."""
    start = 0
    for place in range(1, len(signs)):
        if _may_break(signs[place - 1].text, signs[place].text):
            yield signs[start:place]
            start = place
    yield signs[start:]


def _may_break(before: str, after: str) -> bool:
    if after == " ":
        return False
    if before == " ":
        return True
    if before == "-":
        return not after.isdigit()
    return (_chinese(before) or _chinese(after)) and after not in _NO_START and before not in _NO_END


def _chinese(sign: str) -> bool:
    return "\u2e80" <= sign[0] <= "\u9fff" or "\uff00" <= sign[0] <= "\uffef" or "\U00020000" <= sign[0] <= "\U0003ffff"


def _cut(word: list[_Sign], limit: float) -> list[list[_Sign]]:
    """A word wider than a line, cut into pieces that fit."""
    pieces: list[list[_Sign]] = [[]]
    for sign in word:
        if pieces[-1] and sign.text != " " and _width([*pieces[-1], sign]) > limit:
            pieces.append([])
        pieces[-1].append(sign)
    return pieces


def _bare(signs: list[_Sign]) -> list[_Sign]:
    """Without the spaces at the end."""
    end = len(signs)
    while end and signs[end - 1].text == " ":
        end -= 1
    return signs[:end]


def _width(signs: list[_Sign]) -> float:
    return sum(run.width for _level, run in _runs(signs))


def _runs(signs: list[_Sign]) -> Iterator[tuple[int, Run]]:
    """Runs of one face, weight and level, in reading order."""
    for (face, weight, level), alike in groupby(signs, key=lambda sign: (sign.face, sign.weight, sign.level)):
        yield level, shape("".join(sign.text for sign in alike), face, weight, level % 2 == 1)


def _line(signs: list[_Sign], size: float) -> Line:
    runs = tuple(seen_order(list(_runs(_bare(signs)))))
    width = sum(run.width for run in runs) * size / 1000
    return Line(runs, width, "".join(sign.text for sign in signs))
