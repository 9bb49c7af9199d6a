"""The first window: who are you, in which language."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desk import i18n
from desk.i18n import _
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.alert import Alert
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.card import Card
from desk.ui.widgets.edits import LineEdit
from desk.ui.widgets.field import FieldFrame
from desk.ui.widgets.segmented import Segmented
from desk.ui.widgets.text import IconLabel, label

LANGUAGES = (("it", "Italiano"), ("en", "English"))
CARD_WIDTH = 420


class SignIn(QWidget):
    """The caller answers with ``fail`` or takes the window away; the language changes in place."""

    submitted = Signal(str, str)
    """User and password."""
    language_chosen = Signal(str)

    def __init__(self, office: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "page")
        self._office = label(office, "text", "muted")
        self._title = label("", "page-title")
        self._greeting = label("", "text", "body", wrap=True)
        self.user = LineEdit()
        self.password = LineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._user_field = FieldFrame(" ", self.user)
        self._password_field = FieldFrame(" ", self.password)
        self.error = Alert("", kind="danger")
        self.error.hide()
        self.button = Button("", "primary", size="large")
        self.language = Segmented(LANGUAGES)
        self.language.set_value(i18n.current())
        self.card = Card()
        self._lay_out()
        self._say()
        self._measure()
        self.user.returnPressed.connect(self._after_user)
        self.password.returnPressed.connect(self._submit)
        self.button.clicked.connect(self._submit)
        self.language.changed.connect(self._change_language)
        self.setTabOrder(self.user, self.password)
        self.setTabOrder(self.password, self.button)

    def _lay_out(self) -> None:
        brand = QHBoxLayout()
        brand.setSpacing(px(10))
        brand.addStretch(1)
        brand.addWidget(IconLabel("home", tokens.BLUE, 32))
        brand.addWidget(label("TO-Home", "page-title"))
        brand.addStretch(1)
        body = self.card.body
        body.setContentsMargins(32, 28, 32, 32)
        body.setSpacing(tokens.STEP)
        body.addWidget(self._title)
        body.addWidget(self._greeting)
        body.addSpacing(tokens.STEP)
        body.addWidget(self._user_field)
        body.addSpacing(4)
        body.addWidget(self._password_field)
        body.addSpacing(4)
        body.addWidget(self.error)
        body.addSpacing(4)
        body.addWidget(self.button)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(*(tokens.PAGE_MARGIN,) * 4)
        column.setSpacing(tokens.CARD_GAP)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(2)
        column.addLayout(brand)
        column.addWidget(self._office, 0, middle)
        column.addSpacing(tokens.STEP)
        across = QHBoxLayout()  # not aligned in the column: there, lines that wrap would not be counted
        across.addStretch(1)
        across.addWidget(self.card)
        across.addStretch(1)
        column.addLayout(across)
        column.addWidget(self.language, 0, middle)
        column.addStretch(3)

    def set_working(self, working: bool) -> None:
        """While the store opens: no second press, no frozen window."""
        self.button.set_working(_("Apro…") if working else None)
        for part in (self.user, self.password, self.language):
            part.setEnabled(not working)
        if working:
            self.error.hide()

    def fail(self, words: str) -> None:
        """Say what is wrong in place; the password is asked again."""
        self.set_working(False)
        self.error.fact.setText(words)
        self.error.setAccessibleName(words)
        self.error.show()
        self.fit()
        self.password.clear()
        self.password.setFocus()

    def clear(self) -> None:
        """Ready for the next person."""
        self.set_working(False)
        self.error.hide()
        self.user.clear()
        self.password.clear()
        self.user.setFocus()

    def fit(self) -> None:
        """Grow until every line is whole; the language and a fault change how many lines there are."""
        needed = self._column.totalHeightForWidth(self.width())
        self.setMinimumHeight(needed)

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
        if not language:
            self.language.set_value(i18n.current())
            return
        i18n.use(language)
        self.error.hide()
        self._say()
        self.language_chosen.emit(language)

    def _say(self) -> None:
        """Every word of the window, again in the language now in use."""
        self._title.setText(_("Buon lavoro"))
        self._greeting.setText(_("Entra con il tuo nome: quello che fai resta scritto come tuo."))
        for field, words in ((self._user_field, _("Nome utente")), (self._password_field, _("Password"))):
            field.name.setText(words)
            field.control.setAccessibleName(words)
        self.button.set_words(_("Entra"))
        self.language.setAccessibleName(_("Lingua dello schermo"))
        self.setWindowTitle(_("TO-Home Desk: entra"))

    def _measure(self) -> None:
        self.card.setFixedWidth(px(CARD_WIDTH))
        self.language.setFixedWidth(px(260))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "card"):
            self._measure()
        super().changeEvent(event)


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
