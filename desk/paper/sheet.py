"""A document being drawn: shapes, set text and codes in points, y upwards; keeps note of where text stands."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any

import segno
from reportlab import rl_config
from reportlab.pdfgen import canvas

from desk.fonts import Face
from desk.paper.embed import EmbeddedFace
from desk.paper.faces import Run, Weight
from desk.paper.text import Block, Line, Style

AUTHOR = "TO-Home"
QR_MASK = 4  # choosing the finest of the eight takes longer than drawing the page; every reader takes any
rl_config.useA85 = 0  # text instead of bytes is a fifth larger and takes a tenth of the time; only old modems need it
_ASCENT, _DESCENT = 0.79, 0.22
_ROUND = 0.5523  # handle length of the cubic curve that stands for a quarter circle


class Align(Enum):
    """Where a line stands in its width: the share of the free space that is left of it."""

    LEFT = 0.0
    CENTRE = 0.5
    RIGHT = 1.0


@dataclass(frozen=True)
class Drawn:
    """A line of text on the paper: page from 1, box in points."""

    page: int
    text: str
    left: float
    bottom: float
    right: float
    top: float


class _Canvas(canvas.Canvas):
    """The canvas without the standard font that nothing here uses and that is never embedded."""

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"


class Sheet:
    """Pages of one size, drawn in order. The same drawing always gives the same bytes."""

    def __init__(self, title: str, language: str, size: tuple[float, float]) -> None:
        self.width, self.height = size
        self.page = 1
        self.drawn: list[Drawn] = []
        self._out = io.BytesIO()
        self._canvas = _Canvas(
            self._out, pagesize=size, invariant=1, pageCompression=1, lang=language, pdfVersion=(1, 7)
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor(AUTHOR)
        self._canvas.setSubject(title)
        self._canvas.setCreator("TO-Home Desk")
        self._canvas.setProducer("TO-Home Desk")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        self._faces: dict[Face, EmbeddedFace] = {}
        self._marks = 0

    def next_page(self) -> None:
        self._canvas.showPage()
        self.page += 1

    def pdf(self) -> bytes:
        """The finished document; nothing can be drawn afterwards."""
        self._canvas.showPage()
        document: Any = vars(self._canvas)["_doc"]
        for face in self._faces.values():
            face.write(document)
        self._canvas.save()
        return self._out.getvalue()

    def mark(self, title: str, top: float, level: int = 0) -> None:
        """An entry in the document's table of contents."""
        self._marks += 1
        key = f"m{self._marks}"
        self._canvas.bookmarkHorizontal(key, 0, top)
        self._canvas.addOutlineEntry(title, key, level)

    def block(self, block: Block, left: float, top: float, width: float, align: Align | None = None) -> float:
        """Draw set text from ``top`` downwards; without ``align``, at the side where its language begins.

        Returns the height used.
        """
        side = align or (Align.RIGHT if block.right_to_left else Align.LEFT)
        for place, line in enumerate(block.lines):
            baseline = top - place * block.style.leading - (block.style.leading - block.style.size) / 2
            baseline -= block.style.size * _ASCENT
            self._line(line, block.style, left + (width - line.width) * side.value, baseline)
        return block.height

    def _line(self, line: Line, style: Style, left: float, baseline: float) -> None:
        if not line.runs:
            return
        code = [f"BT {_colour(style.colour)} rg 1 0 0 1 {left:.2f} {baseline:.2f} Tm"]
        for run in line.runs:
            code.append(self._run(run, style))
        self._canvas.addLiteral("\n".join([*code, "ET"]))
        size = style.size
        self.drawn.append(
            Drawn(self.page, line.text, left, baseline - size * _DESCENT, left + line.width, baseline + size * _ASCENT)
        )

    def _run(self, run: Run, style: Style) -> str:
        face = self._faces.get(run.face)
        if face is None:
            face = self._faces[run.face] = EmbeddedFace(run.face, f"T{len(self._faces)}")
        size, code, parts = style.size, [f"/{face.name} {style.size:g} Tf"], ["["]
        heavy = run.face is Face.CHINESE and run.weight is not Weight.REGULAR
        if heavy:  # this face has no bold: the outline makes it heavier
            code.append(f"2 Tr {size * 0.035:.2f} w {_colour(style.colour)} RG")
        lift = 0.0
        for glyph in run.glyphs:
            if glyph.y != lift:
                code += [*parts, "] TJ", f"{glyph.y * size / 1000:.3f} Ts"]
                parts, lift = ["["], glyph.y
            if glyph.x:
                parts.append(f"{-glyph.x:g}")
            parts.append(f"<{face.code(glyph):04X}>")
            back = face.natural(glyph) - glyph.advance + glyph.x
            if back:
                parts.append(f"{back:g}")
        code += [*parts, "] TJ"]
        if lift:
            code.append("0 Ts")
        if heavy:
            code.append("0 Tr")
        return " ".join(code)

    def line(
        self, points: Sequence[tuple[float, float]], colour: str, width: float = 0.6, dash: tuple[float, ...] = ()
    ) -> None:
        """An open line through the points."""
        self._draw(_through(points), "", colour, width, dash)

    def shape(
        self, points: Sequence[tuple[float, float]], fill: str = "", stroke: str = "", width: float = 0.75
    ) -> None:
        """A closed shape through the points."""
        self._draw(_through(points) + " h", fill, stroke, width, ())

    def box(
        self, left: float, bottom: float, width: float, height: float, *, fill: str = "", stroke: str = "",
        line_width: float = 0.75, radius: float = 0, dash: tuple[float, ...] = (),
    ) -> None:  # fmt: skip
        """A rectangle, with round corners where a radius is given."""
        path = f"{left:.2f} {bottom:.2f} {width:.2f} {height:.2f} re"
        if radius:
            path = _rounded(left, bottom, width, height, radius)
        self._draw(path, fill, stroke, line_width, dash)

    def disc(self, x: float, y: float, radius: float, stroke: str, *, width: float = 0.75, fill: str = "") -> None:
        """A circle around its middle."""
        self._draw(_rounded(x - radius, y - radius, radius * 2, radius * 2, radius), fill, stroke, width, ())

    def strokes(self, code: str, left: float, top: float, scale: float, colour: str, width: float) -> None:
        """Lines in the PDF's own words, drawn on a grid whose y goes down from the top left; with round ends."""
        self._canvas.addLiteral(
            f"q {scale:.4g} 0 0 {-scale:.4g} {left:.2f} {top:.2f} cm"
            f" 1 J 1 j {_colour(colour)} RG {width / scale:.3g} w {code} S Q"
        )

    def qr(self, payload: str, left: float, bottom: float, size: float) -> None:
        """A QR code as one path; ``size`` is the side of the code without its quiet zone."""
        path, side = _modules(payload)
        scale = size / side
        self._canvas.addLiteral(f"q {scale:.5g} 0 0 {-scale:.5g} {left:.2f} {bottom + size:.2f} cm 0 g {path} f Q")

    def _draw(self, path: str, fill: str, stroke: str, width: float, dash: tuple[float, ...]) -> None:
        code = ["q"]
        if fill:
            code.append(f"{_colour(fill)} rg")
        if stroke:
            code.append(f"{_colour(stroke)} RG {width:g} w")
        if dash:
            code.append(f"[{' '.join(f'{part:g}' for part in dash)}] 0 d")
        paint = {(True, True): "B", (True, False): "f", (False, True): "S", (False, False): "n"}
        self._canvas.addLiteral(" ".join([*code, path, paint[bool(fill), bool(stroke)], "Q"]))


@lru_cache(maxsize=16)
def _modules(payload: str) -> tuple[str, int]:
    """The dark modules as rectangles one unit high, y downwards; and how many modules a side has."""
    rows = segno.make_qr(payload, error="m", mask=QR_MASK).matrix
    parts = []
    for y, row in enumerate(rows):
        start = 0
        while (start := row.find(1, start)) >= 0:
            end = row.find(0, start)
            end = len(row) if end < 0 else end
            parts.append(f"{start} {y} {end - start} 1 re")
            start = end
    return " ".join(parts), len(rows)


def _through(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.2f} {y:.2f} {'l' if place else 'm'}" for place, (x, y) in enumerate(points))


def _rounded(left: float, bottom: float, width: float, height: float, radius: float) -> str:
    right, top, near = left + width, bottom + height, radius * (1 - _ROUND)
    corners = (
        (right - radius, bottom, right - near, bottom, right, bottom + near, right, bottom + radius),
        (right, top - radius, right, top - near, right - near, top, right - radius, top),
        (left + radius, top, left + near, top, left, top - near, left, top - radius),
        (left, bottom + radius, left, bottom + near, left + near, bottom, left + radius, bottom),
    )
    parts = [f"{left + radius:.2f} {bottom:.2f} m"]
    for x, y, *curve in corners:
        parts.append(f"{x:.2f} {y:.2f} l {' '.join(f'{value:.2f}' for value in curve)} c")
    return " ".join([*parts, "h"])


def _colour(text: str) -> str:
    """#RRGGBB as three numbers from 0 to 1."""
    return " ".join(f"{int(text[place : place + 2], 16) / 255:.4g}" for place in (1, 3, 5))
