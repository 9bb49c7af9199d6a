"""Fonts as shapes: which characters a face has, and text turned into positioned glyphs."""

from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache

import uharfbuzz as harfbuzz

from desk.fonts import Face, font_file


class Weight(Enum):
    """How heavy the letters are."""

    REGULAR = 0
    SEMIBOLD = 1
    BOLD = 2


TEXT_FACES = {Weight.REGULAR: Face.TEXT, Weight.SEMIBOLD: Face.TEXT_SEMIBOLD, Weight.BOLD: Face.TEXT_BOLD}
_AFTER_WORD, _BEFORE_WORD = tuple("，：；！？）"), ("（",)
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph, in thousandths of the type size. ``text``: the characters it stands for, empty after the first."""

    number: int
    text: str
    advance: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one face, left to right as they are seen. ``width`` in thousandths of the type size."""

    face: Face
    weight: Weight
    glyphs: tuple[Glyph, ...]
    width: float


class LoadedFace:
    """A face in memory, ready to shape."""

    def __init__(self, face: Face) -> None:
        self.shape_face = harfbuzz.Face(harfbuzz.Blob.from_file_path(str(font_file(face))))
        self.font = harfbuzz.Font(self.shape_face)
        self.scale = 1000 / self.shape_face.upem
        self.characters: frozenset[int] = frozenset(self.shape_face.unicodes)

    def advance(self, glyph: int) -> float:
        """The width of a glyph in thousandths of the type size."""
        return float(self.font.get_glyph_h_advance(glyph) * self.scale)

    def ink(self, glyph: int) -> tuple[float, float]:
        """Where a glyph's ink begins and ends, in thousandths of the type size."""
        found = self.font.get_glyph_extents(glyph)
        if found is None:
            return 0.0, 0.0
        return found.x_bearing * self.scale, (found.x_bearing + found.width) * self.scale

    @cached_property
    def margin(self) -> float:
        """The white between a Chinese word and its mark: a little more than before a full stop, for bold words."""
        stop = self.font.get_nominal_glyph(ord("。"))
        return (self.ink(stop)[0] if stop else 0.0) + 40


@lru_cache
def loaded(face: Face) -> LoadedFace:
    return LoadedFace(face)


@lru_cache(maxsize=4096)
def face_for(cluster: str, weight: Weight, before: Face | None) -> Face | None:
    """The first face that has every character of the cluster; neutral signs stay with the text before them."""
    order = [TEXT_FACES[weight], *_others(weight)]
    if before is not None and not cluster[0].isalnum() and before in order:
        order.insert(0, before)
    return next((face for face in order if all(ord(sign) in loaded(face).characters for sign in cluster)), None)


def _others(weight: Weight) -> tuple[Face, ...]:
    if weight is Weight.REGULAR:
        return (Face.ARABIC, Face.WIDE, Face.CHINESE, Face.SIGNS, Face.PICTURES)
    return (Face.ARABIC_BOLD, Face.WIDE_BOLD, Face.CHINESE, Face.SIGNS, Face.PICTURES)


def _to_its_side(known: LoadedFace, glyph: int, sign: str, advance: float) -> float:
    """How far a mark moves to the word that it belongs to: this face has some in the middle of their square, where
    nobody in China looks for them."""
    if sign in _AFTER_WORD:
        return known.margin - known.ink(glyph)[0]
    if sign in _BEFORE_WORD:
        return advance - known.margin - known.ink(glyph)[1]
    return 0.0


@lru_cache(maxsize=4096)
def shape(text: str, face: Face, weight: Weight, right_to_left: bool) -> Run:
    """The run of one face and one direction."""
    known = loaded(face)
    buffer = harfbuzz.Buffer()
    buffer.cluster_level = harfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if right_to_left else "ltr"
    harfbuzz.shape(known.font, buffer)
    infos, positions, scale = buffer.glyph_infos, buffer.glyph_positions, known.scale
    starts = sorted({info.cluster for info in infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    told: set[int] = set()
    glyphs = []
    for info, place in zip(infos, positions, strict=True):
        cluster = info.cluster
        stands_for = "" if cluster in told else text[cluster : ends[cluster]]
        told.add(cluster)
        aside = place.x_offset * scale
        if face is Face.CHINESE:
            aside += _to_its_side(known, info.codepoint, stands_for, place.x_advance * scale)
        glyphs.append(Glyph(info.codepoint, stands_for, place.x_advance * scale, aside, place.y_offset * scale))
    return Run(face, weight, tuple(glyphs), sum(glyph.advance for glyph in glyphs))
