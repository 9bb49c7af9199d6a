"""The text scale in use, and the pixels and fonts that follow from it."""

from PySide6.QtGui import QColor, QFont

from desk.ui.theme import tokens


class _Text:
    """The scale of the text in this process, 1.0 to 2.0: set by `sheet.prepare`."""

    scale = 1.0


def set_scale(scale: float) -> None:
    _Text.scale = min(2.0, max(1.0, scale))
    _fonts.clear()


def scale() -> float:
    return _Text.scale


def px(pixels: float) -> int:
    """Pixels that grow with the text."""
    return round(pixels * _Text.scale)


_fonts: dict[str, QFont] = {}
_colours: dict[str, QColor] = {}


def font(kind: str) -> QFont:
    """The font of a type token, in tabular figures."""
    if kind not in _fonts:
        wanted = tokens.TYPES[kind]
        made = QFont(list(tokens.FAMILIES))
        made.setPixelSize(px(wanted.size))
        made.setWeight(QFont.Weight(wanted.weight))
        made.setFeature(QFont.Tag("tnum"), 1)
        _fonts[kind] = made
    return _fonts[kind]


def colour(name: str) -> QColor:
    """One shared QColor per token."""
    if name not in _colours:
        _colours[name] = QColor(name)
    return _colours[name]
