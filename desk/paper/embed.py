"""Fonts written into the document: only the glyphs that were drawn, each with the characters it stands for."""

from typing import Any

import uharfbuzz as harfbuzz
from reportlab.pdfbase import pdfdoc

from desk.fonts import Face
from desk.paper.faces import Glyph, LoadedFace, loaded

_NOT_FOR_PRINTING = (b"GSUB", b"GPOS", b"GDEF", b"kern", b"OS/2", b"name", b"cmap", b"post")
_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo"
    " << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def /CMapName /Adobe-Identity-UCS def"
    " /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
)
_CMAP_TAIL = "endcmap CMapName currentdict /CMap defineresource pop end end"


class EmbeddedFace:
    """One face in one document: hands out codes for glyphs, then writes itself as a composite font."""

    def __init__(self, face: Face, name: str) -> None:
        self.name = name
        self._face = face
        self._known: LoadedFace = loaded(face)
        self._codes: dict[tuple[int, str], int] = {}

    def code(self, glyph: Glyph) -> int:
        """The two-byte code of the glyph: one for each pair of shape and characters, so that text is read back."""
        return self._codes.setdefault((glyph.number, glyph.text), len(self._codes) + 1)

    def natural(self, glyph: Glyph) -> float:
        """The width that the viewer moves on after the glyph, in thousandths."""
        return self._known.advance(glyph.number)

    def write(self, document: Any) -> None:
        """Add the font and its parts to the document."""
        font_bytes, places = self._subset()
        label = self._face.value.name.split(".")[0].split("[")[0]
        base = pdfdoc.PDFName(f"{_tag(self.name)}+{label}")
        extents = self._known.font.get_font_extents("ltr")
        scale = self._known.scale
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": base,
                "Flags": 4,
                "Ascent": round(extents.ascender * scale),
                "Descent": round(extents.descender * scale),
                "CapHeight": 700,
                "ItalicAngle": 0,
                "StemV": 80,
                "FontBBox": pdfdoc.PDFArray(
                    [-500, round(extents.descender * scale), 2000, round(extents.ascender * scale)]
                ),
                "FontFile2": self._stream(document, "file", font_bytes, Length1=len(font_bytes)),
            }
        )
        widths = [round(self._known.advance(number), 2) for number, _text in self._codes]
        child = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": base,
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
                ),
                "FontDescriptor": document.Reference(descriptor, f"{self.name}.descriptor"),
                "DW": 1000,
                "W": pdfdoc.PDFArray([1, pdfdoc.PDFArray(widths)]),
                "CIDToGIDMap": self._stream(
                    document, "map", b"\0\0" + b"".join(place.to_bytes(2, "big") for place in places)
                ),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": base,
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(child, f"{self.name}.child")]),
                "ToUnicode": self._stream(document, "unicode", self._to_unicode()),
            }
        )
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(font, self.name)

    def _subset(self) -> tuple[bytes, list[int]]:
        """The font file with the drawn glyphs alone, and where each code's glyph went."""
        wanted = harfbuzz.SubsetInput()
        wanted.glyph_set.update({number for number, _text in self._codes})
        wanted.flags = harfbuzz.SubsetFlags.NO_HINTING | harfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
        wanted.drop_table_tag_set.update({int.from_bytes(table, "big") for table in _NOT_FOR_PRINTING})
        plan = harfbuzz.SubsetPlan(self._known.shape_face, wanted)
        places = plan.old_to_new_glyph_mapping
        return bytes(plan.execute().blob.data), [places[number] for number, _text in self._codes]

    def _to_unicode(self) -> bytes:
        pairs = [(code, text) for (_number, text), code in self._codes.items() if text]
        parts = [_CMAP_HEAD]
        for start in range(0, len(pairs), 100):
            some = pairs[start : start + 100]
            rows = "\n".join(f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in some)
            parts.append(f"{len(some)} beginbfchar\n{rows}\nendbfchar\n")
        return "".join([*parts, _CMAP_TAIL]).encode("ascii")

    def _stream(self, document: Any, kind: str, content: bytes, **facts: int) -> object:
        stream = pdfdoc.PDFStream(content=content)
        stream.filters = [pdfdoc.PDFZCompress]
        for fact, value in facts.items():
            stream.dictionary[fact] = value
        return document.Reference(stream, f"{self.name}.{kind}")


def _tag(name: str) -> str:
    """The six capitals that mark a subset."""
    number = int(name.removeprefix("T"))
    return "DESK" + chr(65 + number // 26) + chr(65 + number % 26)
