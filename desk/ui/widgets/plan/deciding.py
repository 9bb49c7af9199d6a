"""Small questions about a whole plan: why it goes back, when it was signed, how it ended."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.i18n import _
from desk.office.plan.steps import outcomes
from desk.ui.presenters.plan import PlanPresenter
from desk.ui.presenters.plan_page import PlanState
from desk.ui.presenters.plan_way import Act, acts
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.date_field import DateField
from desk.ui.widgets.edits import LineEdit
from desk.ui.widgets.inline_form import InlineForm, empty


class PlanDeciding(QWidget):
    """A form where it is asked for, nothing else."""

    def __init__(self, presenter: PlanPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._asked: Act | None = None
        self.form: InlineForm | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def ask_words(self) -> None:
        """What has to change before the coordinator agrees."""
        words = _sentences(_("Che cosa va cambiato"))
        form = InlineForm(_("Rimanda indietro"), [("words", _("Le tue parole"), words)], _("Rimanda"))
        self._open(Act.SEND_BACK, form)

    def ask_day(self) -> None:
        """On which day it was signed, where that was not today."""
        day = DateField(self._presenter.today())
        self._open(Act.SIGN, InlineForm(_("Firmato un altro giorno"), [("day", _("Giorno"), day)], _("Firmato")))

    def ask_outcome(self) -> None:
        """How it ended."""
        outcome = ComboBox(list(outcomes().items()))
        form = InlineForm(
            _("Chiudi il piano"),
            [("outcome", _("Come è finito"), outcome), ("words", _("In poche parole"), _sentences())],
            _("Chiudi il piano"),
        )
        self._open(Act.CLOSE, form)

    def _open(self, act: Act, form: InlineForm) -> None:
        self.shut()
        self._asked, self.form = act, form
        form.saved.connect(self._save)
        form.cancelled.connect(self.shut)
        self._column.addWidget(form)
        self.show()
        form.come()

    def _save(self) -> None:
        if self.form is None:
            return
        facts = self.form.values()
        words = str(facts.get("words", ""))
        if self._asked is Act.SIGN and not facts["day"]:
            self.form.fail(_("La data non è giusta: scrivila come 24/11/2026."))
        elif self._asked is Act.SIGN:
            self._presenter.way.sign_on(facts["day"], self.form.fail)
        elif self._asked is Act.SEND_BACK and not words.strip():
            self.form.fail(_("Scrivi che cosa va cambiato: chi ha scritto il piano deve saperlo."))
        elif self._asked is Act.SEND_BACK:
            self._presenter.way.send_back(words)
        elif not facts["outcome"]:
            self.form.fail(_("Scegli come è finito il piano."))
        else:
            self._presenter.way.close(facts["outcome"], words)

    def shut(self) -> None:
        """No question."""
        self.form, self._asked = None, None
        empty(self._column)
        self.hide()

    def show_state(self, state: PlanState) -> None:
        """A question that has been answered, or that no longer arises, goes."""
        if self._asked is not None and self._asked not in acts(state):
            self.shut()


def _sentences(placeholder: str = "") -> LineEdit:
    """As wide as the form: whole sentences are written here."""
    made = LineEdit(placeholder)
    made.setProperty("extent", "wide")
    return made
