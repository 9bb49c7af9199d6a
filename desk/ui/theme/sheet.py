"""The application style sheet, made from the tokens, and the bundled fonts."""

from PySide6.QtGui import QColor, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from desk import settings
from desk.ui.theme import measure, rules, tokens

FONT_FILES = ("TitilliumWeb_400Regular.ttf", "TitilliumWeb_600SemiBold.ttf", "TitilliumWeb_700Bold.ttf")


def prepare(app: QApplication, scale: float = 1.0) -> None:
    """Fonts, colours and text scale (1.0 to 2.0), before windows are dressed."""
    if app.property("desk-dressed") is None:
        app.setProperty("desk-dressed", True)
        _load_fonts()
        app.setPalette(_palette())
    measure.set_scale(scale)
    app.setFont(measure.font("text"))


def dress(window: QWidget) -> None:
    """The sheet for one window and all in it. On the application, each widget would be dressed anew every time that it
    or a part around it is put into another: a page of Today is built four times as fast this way."""
    window.setStyleSheet(rules.text())


def follow_focus(app: QApplication) -> None:
    """Show where the keyboard is, from now on."""
    if app.property("desk-ring") is None:
        from desk.ui.theme.focus import FocusRing  # after the first window is on the screen

        app.setProperty("desk-ring", True)
        FocusRing(app)


def _load_fonts() -> None:
    folder = settings.RESOURCES.path() / "fonts"
    for name in FONT_FILES:
        QFontDatabase.addApplicationFont(str(folder / name))


def _palette() -> QPalette:
    palette = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, tokens.GROUND),
        (QPalette.ColorRole.Base, tokens.WHITE),
        (QPalette.ColorRole.AlternateBase, tokens.GROUND),
        (QPalette.ColorRole.Button, tokens.WHITE),
        (QPalette.ColorRole.WindowText, tokens.INK),
        (QPalette.ColorRole.Text, tokens.INK),
        (QPalette.ColorRole.ButtonText, tokens.INK),
        (QPalette.ColorRole.PlaceholderText, tokens.MUTED),
        (QPalette.ColorRole.Highlight, tokens.BLUE),
        (QPalette.ColorRole.HighlightedText, tokens.WHITE),
        (QPalette.ColorRole.Link, tokens.BLUE_DARK),
        (QPalette.ColorRole.ToolTipBase, tokens.INK),
        (QPalette.ColorRole.ToolTipText, tokens.WHITE),
    ):
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.OFF_TEXT))
    return palette
