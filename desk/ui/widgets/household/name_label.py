"""A person's name among others, on one line; longer than names are, it is cut and the tip tells it whole."""

from PySide6.QtWidgets import QLabel

from desk.ui.theme.measure import px
from desk.ui.widgets.painted import elided
from desk.ui.widgets.text import label

LONGEST = 240
"""Wider than this the page itself would grow beyond the window in large print."""


def name_label(name: str, longest: int = LONGEST) -> QLabel:
    made = label(elided(name, "strong", px(longest)), "strong")
    made.setAccessibleName(name)
    made.setToolTip(name if made.text() != name else "")
    return made
