"""Dresses every window of a test process at once. The program dresses each of its windows by itself."""

import gc

from PySide6.QtWidgets import QApplication

from desk.ui.theme import rules
from desk.ui.theme.sheet import follow_focus, prepare


def dress_all(app: QApplication, scale: float = 1.0) -> None:
    """Dress every window, also those to come; call again to change the text scale."""
    prepare(app, scale)
    follow_focus(app)
    text = rules.text()
    if app.property("desk-sheet") == text:  # setting it again would polish every widget that there is once more
        return
    app.setProperty("desk-sheet", text)
    # Qt goes through a list of all widgets and tells each, in Python too: a sweep on the way would delete what an
    # earlier test left, and the list would point to nothing.
    gc.collect()
    gc.disable()
    try:
        app.setStyleSheet(text)
    finally:
        gc.enable()
