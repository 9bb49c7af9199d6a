"""The card at the foot of the family's choices: erase it for ever."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desk.i18n import _
from desk.office.household.erase_family import reason_words
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.erasing import ErasingPresenter
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.card import Card
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.edits import LineEdit
from desk.ui.widgets.inline_form import InlineForm, empty
from desk.ui.widgets.text import label


class ErasingPart(Card):
    """Closed, one button. Open: what goes, the reason, and the family's number to be typed."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(_("Diritto alla cancellazione"), "lock")
        self.presenter = ErasingPresenter(context)
        self._household = ""
        self.form: InlineForm | None = None
        self.body.addWidget(
            label(
                _(
                    "Se la legge lo permette, una famiglia può chiedere che i suoi dati siano cancellati da ogni "
                    "computer e dal server. Non si torna indietro."
                ),
                "second",
                wrap=True,
            )
        )
        self.button = Button(_("Cancella per sempre…"), "neutral", size="small")
        self.button.setEnabled(False)
        self.button.clicked.connect(self.open)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        self.body.addLayout(row)
        self._place = QVBoxLayout()
        self.body.addLayout(self._place)
        self.setVisible(self.presenter.may)

    def show_household(self, household: str) -> None:
        if household != self._household:
            self._household = household
            self.button.setEnabled(bool(household))
            self.close_form()

    def open(self) -> None:
        self.presenter.look(self._household, self._ask)

    def close_form(self) -> None:
        self.form = None
        empty(self._place)
        self.button.show()

    def _ask(self, goes: tuple[str, ...], code: str) -> None:
        empty(self._place)
        reason = ComboBox(list(reason_words().items()), placeholder=_("Scegli"))
        typed = LineEdit()
        form = InlineForm(
            _("Cancellare per sempre?"),
            [("reason", _("Perché"), reason), ("code", _("Scrivi {code} per confermare").format(code=code), typed)],
            _("Cancella per sempre"),
        )
        for words in reversed(goes):
            form.say(label(words, "text", wrap=True))
        form.saved.connect(self._erase)
        form.cancelled.connect(self.close_form)
        self._place.addWidget(form)
        self.form = form
        self.button.hide()
        form.come()

    def _erase(self) -> None:
        if self.form is not None:
            facts = self.form.values()
            self.presenter.erase(self._household, facts["reason"], facts["code"], self.form.fail)
