"""The privacy notice to print, and what each adult has said yes or no to."""

from collections.abc import Callable
from functools import partial

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.domain.languages import language_name
from desk.errors import DeskError
from desk.i18n import _
from desk.office.household.consents import Adult
from desk.office.household.said import Said
from desk.ui.presenters.consents import ConsentsPresenter, choice_words
from desk.ui.presenters.context import ScreenContext
from desk.ui.press import Press, Sheet
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.aligned import AlignedLayout
from desk.ui.widgets.avatar import Avatar
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.card import Card
from desk.ui.widgets.erasing_part import ErasingPart
from desk.ui.widgets.household.name_label import name_label
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.painted import width_of
from desk.ui.widgets.segmented import Segmented
from desk.ui.widgets.tag import Tag
from desk.ui.widgets.text import label, line

YES, NO = "yes", "no"
LONGEST_NAME = 400


class ConsentsPart(QWidget):
    """`print_dialog` may be replaced in tests: it gets the printer and says whether to print."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self.presenter = ConsentsPresenter(context, self._refresh)
        self._press = Press(context, self, _("Stampa l'informativa"))
        self.print_dialog: Callable[[QPrinter], bool] = self._press.ask
        self.choices: dict[tuple[str, str], Segmented] = {}
        self.card = Card(_("Informativa e scelte"), "shield")
        self.print = Button(_("Stampa l'informativa"), "outlined", "print", size="small")
        self.print.clicked.connect(self.print_now)
        self.card.head.addWidget(self.print)
        self.told = label("", "second", wrap=True)
        self.card.body.addWidget(self.told)
        self.printed = label("", "second", "success", wrap=True)
        self.card.body.addWidget(self.printed)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px(12))
        self.card.body.addLayout(self._rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.CARD_GAP)
        column.addWidget(self.card)
        self.erasing = ErasingPart(context)
        column.addWidget(self.erasing)
        column.addStretch(1)

    def _refresh(self) -> None:
        facts = self.presenter.facts
        if facts is None:
            return
        self.erasing.show_household(facts.household)
        language = _(language_name(facts.language))
        self.told.setText(
            _(
                "Un foglio per ogni adulto, in italiano e in {language}: spunta e firma, poi segna qui cosa ha detto."
            ).format(language=language)
            if facts.language != "it"
            else _("Un foglio per ogni adulto: spunta e firma, poi segna qui cosa ha detto.")
        )
        said = self.presenter.printed_words()
        self.printed.setText(said)
        self.printed.setVisible(bool(said))
        empty(self._rows)
        self.choices = {}
        for place, adult in enumerate(facts.adults):
            if place:
                self._rows.addWidget(line())
            self._rows.addWidget(self._adult(adult, "success" if place else "info"))

    def _adult(self, adult: Adult, face: str) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        head = QHBoxLayout()
        head.setSpacing(px(10))
        head.addWidget(Avatar(adult.name, size=28, kind=face))
        head.addWidget(name_label(adult.name, LONGEST_NAME))
        head.addWidget(
            Tag(_("firmata"), "success", "check") if adult.asked else Tag(_("da firmare"), "warning", "pencil")
        )
        head.addStretch(1)
        column.addLayout(head)
        choices = QWidget()
        side_by_side = AlignedLayout(px(32), px(8))
        choices.setLayout(side_by_side)
        for said in adult.said:
            side_by_side.addWidget(self._choice(adult, said))
        column.addWidget(choices)
        return made

    def _choice(self, adult: Adult, said: Said) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(16))
        names = choice_words()
        name = names.get(said.choice, said.choice)
        words = label(name, "text")
        words.setMinimumWidth(round(max(width_of(each, "text") for each in names.values())) + 2)
        choice = Segmented([(YES, _("Sì")), (NO, _("No"))])
        choice.setAccessibleName(f"{name}: {adult.name}")
        choice.setMinimumWidth(px(180))
        choice.set_value(None if said.given is None else YES if said.given else NO)
        choice.setEnabled(self.presenter.may_record)
        choice.changed.connect(partial(self._chosen, adult.person, said.choice))
        self.choices[adult.person, said.choice] = choice
        state = label(self.presenter.words(said), "second", "muted" if said.given is not None else "warning")
        for part in (words, choice, state):
            row.addWidget(part)
        return made

    def _chosen(self, person: str, choice: str, value: str) -> None:
        if value:
            self.presenter.record(person, choice, value == YES)

    # — printing —

    def print_now(self) -> None:
        if self.presenter.facts is not None:
            self.print.set_working(_("Compongo…"))
            self.presenter.compose(self._print, self._not_composed)

    def _not_composed(self, error: DeskError) -> None:
        self.print.set_working(None)
        self._context.messages.notify(str(error), "danger")

    def _print(self, pdf: bytes, record: Callable[[], object]) -> None:
        self.print.set_working(None)
        self._press.print(
            [Sheet(pdf, record)],
            self._press.chosen(self.print_dialog),
            _("Informativa stampata: fai firmare ogni adulto."),
            lambda _out: self.presenter.was_printed(),
            self.print,
        )
