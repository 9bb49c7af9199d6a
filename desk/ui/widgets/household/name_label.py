"""A person's name among others: on one line, unless it is longer than names are."""

from PySide6.QtWidgets import QLabel

from desk.ui.theme.measure import px
from desk.ui.widgets.painted import width_of
from desk.ui.widgets.text import label

LONGEST = 280
"""Wider than this the page itself would grow beyond the window in large print."""


def name_label(name: str) -> QLabel:
    if width_of(name, "strong") <= px(LONGEST):
        return label(name, "strong")
    made = label(name, "strong", wrap=True)
    made.setFixedWidth(px(LONGEST))
    return made
