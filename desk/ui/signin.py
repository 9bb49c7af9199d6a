"""The first window: who are you, in which language.

Made of Qt's plain widgets in the style sheet's clothes, so that it stands on the screen as soon as a bare window does:
neither the namespace ``Qt`` nor our own widgets are loaded before it is painted (`tests/ui/test_first_window.py`).
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desk import i18n
from desk.i18n import _
from desk.ui import qt_words
from desk.ui.theme import tabler, tokens
from desk.ui.theme.measure import px

if TYPE_CHECKING:
    from desk.ui.widgets.alert import Alert

LANGUAGES = (("it", "Italiano"), ("en", "English"))
PLAIN_TEXT = 0  # Qt.TextFormat.PlainText
NO_FRAME, NO_FOCUS = 0, 0  # QFrame.Shape.NoFrame, Qt.FocusPolicy.NoFocus
LOWEST = 480
"""A window as low as this scrolls: with large text the page is higher than many a screen."""


class SignIn(QWidget):
    """The caller answers with ``fail`` or takes the window away; the language changes in place."""

    submitted = Signal(str, str)
    """User and password."""
    language_chosen = Signal(str)

    def __init__(self, office: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "page")
        self._office = _label("text", "muted", office)
        self._title = _label("page-title")
        self._greeting = _label("text", "body")
        self._greeting.setWordWrap(True)
        self.user, self.password = QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._names = [_label("strong"), _label("strong")]
        self.error: Alert | None = None
        """Made when there is a first thing to say."""
        self.button = QPushButton()
        self.button.setProperty("kind", "primary")
        self.button.setProperty("extent", "large")
        self.button.setDefault(True)
        self.working = False
        self.languages = LanguageChoice()
        self._lay_out()
        self._say()
        self.user.returnPressed.connect(self._after_user)
        self.password.returnPressed.connect(self._submit)
        self.button.clicked.connect(self._submit)
        self.languages.chosen.connect(self._change_language)
        self.setTabOrder(self.user, self.password)
        self.setTabOrder(self.password, self.button)

    def _lay_out(self) -> None:
        mark = QLabel()
        mark.setPixmap(_drawing(self, "home", tokens.BLUE, 32))
        brand = _in_the_middle(mark, _label("page-title", text="TO-Home"))
        brand.setSpacing(px(10))
        card = QFrame()
        card.setProperty("kind", "card")
        card.setProperty("extent", "sign-in")
        body = self._body = QVBoxLayout(card)
        body.setContentsMargins(32, 28, 32, 32)
        body.setSpacing(tokens.STEP)
        body.addWidget(self._title)
        body.addWidget(self._greeting)
        body.addSpacing(tokens.STEP)
        for name, field in zip(self._names, (self.user, self.password), strict=True):
            name.setBuddy(field)
            pair = QVBoxLayout()
            pair.setSpacing(4)
            pair.addWidget(name)
            pair.addWidget(field)
            body.addLayout(pair)
            body.addSpacing(4)
        body.addSpacing(4)
        body.addWidget(self.button)
        inside = self._inside = QWidget()
        inside.setProperty("kind", "page")
        self._area = QScrollArea()
        self._area.setProperty("frameShape", NO_FRAME)
        self._area.setProperty("focusPolicy", NO_FOCUS)
        self._area.setWidgetResizable(True)
        self._area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)
        column = self._column = QVBoxLayout(inside)
        column.setContentsMargins(*(tokens.PAGE_MARGIN,) * 4)
        column.setSpacing(tokens.CARD_GAP)
        column.addStretch(2)
        column.addLayout(brand)
        column.addLayout(_in_the_middle(self._office))
        column.addSpacing(tokens.STEP)
        column.addLayout(_in_the_middle(card))
        column.addLayout(_in_the_middle(self.languages))
        column.addStretch(3)

    def set_working(self, working: bool) -> None:
        """While the store opens: no second press, no frozen window."""
        self.working = working
        self.button.setProperty("working", "true" if working else "false")
        self.button.setText(_("Apro…") if working else _("Entra"))
        for part in (self.button, self.user, self.password, self.languages):
            part.setEnabled(not working)
        self._dress_button()
        if working:
            self._hush()

    def _dress_button(self) -> None:
        """The clock beside the word while it works; the sheet looks at the property anew."""
        from PySide6.QtGui import QIcon  # not before the first paint

        icon = QIcon()
        clock = _drawing(self, "clock", tokens.WHITE, 22, gap=6)
        if self.working:
            for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled):
                icon.addPixmap(clock, mode)
        self.button.setIcon(icon)
        self.button.setIconSize(clock.deviceIndependentSize().toSize())
        self.button.style().unpolish(self.button)
        self.button.style().polish(self.button)

    def fail(self, words: str) -> None:
        """Say what is wrong in place; the password is asked again."""
        self.set_working(False)
        self._tell(words)
        self.password.clear()
        self.password.setFocus()

    def _tell(self, words: str) -> None:
        if self.error is None:
            from desk.ui.widgets.alert import Alert  # not before the first paint

            self.error = Alert(words, kind="danger")
            self._body.insertWidget(self._body.indexOf(self.button), self.error)
            self._body.insertSpacing(self._body.indexOf(self.button), 4)
        self.error.fact.setText(words)
        self.error.setAccessibleName(words)
        self.error.show()
        self.fit()
        self._area.ensureWidgetVisible(self.error)

    def _hush(self) -> None:
        if self.error is not None:
            self.error.hide()
            self.fit()

    def clear(self) -> None:
        """Ready for the next person."""
        self.set_working(False)
        self._hush()
        self.user.clear()
        self.password.clear()
        self.user.setFocus()

    def fit(self) -> None:
        """As high as every line is whole; the language and a fault change how many lines there are."""
        needed = self._column.totalHeightForWidth(self.width())
        self._inside.setMinimumHeight(needed)
        self.setMinimumHeight(min(needed, LOWEST))

    def give_way(self) -> None:
        """Behind the window of who signed in it asks for no height: with large text that one could not be low."""
        self.setMinimumHeight(0)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def come_back(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.fit()

    def _after_user(self) -> None:
        if self.password.text():
            self._submit()
        else:
            self.password.setFocus()

    def _submit(self) -> None:
        user, password = self.user.text().strip(), self.password.text()
        if not user or not password:
            self.fail(_("Scrivi il nome utente e la password."))
            (self.password if user else self.user).setFocus()
            return
        self.set_working(True)
        self.submitted.emit(user, password)

    def _change_language(self, language: str) -> None:
        i18n.use(language)
        qt_words.speak(language)
        self._hush()
        self._say()
        self.language_chosen.emit(language)

    def _say(self) -> None:
        """Every word of the window, again in the language now in use."""
        self._title.setText(_("Buon lavoro"))
        self._greeting.setText(_("Entra con il tuo nome: quello che fai resta scritto come tuo."))
        for name, field, words in zip(
            self._names, (self.user, self.password), (_("Nome utente"), _("Password")), strict=True
        ):
            name.setText(words)
            field.setAccessibleName(words)
        self.button.setText(_("Entra"))
        self.languages.setAccessibleName(_("Lingua dello schermo"))
        self.setWindowTitle(_("TO-Home Desk: entra"))


class LanguageChoice(QFrame):
    """The staff languages side by side; arrow keys move between them."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "segmented")
        self.setProperty("extent", "languages")
        self.buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(1)
        for language, words in LANGUAGES:
            button = QPushButton(words)
            button.setProperty("kind", "segment")
            button.setCheckable(True)
            button.setAutoDefault(False)
            mark = QLabel()
            mark.setPixmap(_drawing(self, "check", tokens.BLUE_ON_TINT, 18))
            beside = QHBoxLayout(button)
            beside.setContentsMargins(px(18), 0, 0, 0)
            beside.addWidget(mark)
            beside.addStretch(1)
            button.toggled.connect(mark.setVisible)
            button.setChecked(language == i18n.current())
            mark.setVisible(button.isChecked())
            self._group.addButton(button)
            row.addWidget(button, 1)
            button.clicked.connect(lambda _on=True, language=language: self.chosen.emit(language))
            self.buttons[language] = button


def _label(kind: str, tone: str = "", text: str = "") -> QLabel:
    """A label of one type token: ``widgets.text.label`` without loading ``Qt``."""
    made = QLabel(text)
    made.setProperty("textFormat", PLAIN_TEXT)
    made.setProperty("kind", kind)
    if tone:
        made.setProperty("tone", tone)
    return made


def _drawing(beside: QWidget, name: str, ink: str, size: int, gap: int = 0) -> QPixmap:
    """A drawing by Qt's reader of SVG files: painting it ourselves (``theme.icons``) takes longer to load."""
    ratio = beside.devicePixelRatioF()
    made = QPixmap()
    made.loadFromData(tabler.coloured(name, ink, px(size) * ratio, px(gap) * ratio))
    made.setDevicePixelRatio(ratio)
    return made


def _in_the_middle(*widgets: QWidget) -> QBoxLayout:
    """Across the middle. Not by an alignment in the column: there, lines that wrap would not be counted."""
    row = QHBoxLayout()
    row.addStretch(1)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def show_sign_in(office: str) -> SignIn:
    """The window at a size that fits the first screen, in the middle."""
    made = SignIn(office)
    screen = QApplication.primaryScreen()
    made.resize(px(720), px(680))
    if screen is not None:
        made.move(screen.availableGeometry().center() - made.rect().center())
    made.show()
    made.fit()
    made.user.setFocus()
    return made
