"""What is looked for, filled in: service, people, language, days. The booking page and the agenda's pane share it."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desk.catalogue.equipment import STEP_FREE, equipment_words, load_equipment
from desk.catalogue.services import load_services
from desk.domain.languages import language_name
from desk.i18n import _, n_
from desk.office.appointments.booking_facts import BookingFacts, bookable_services
from desk.ui.presenters.booking import BookingPresenter
from desk.ui.presenters.context import ScreenContext
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.agenda.limits_editor import LimitsEditor
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.date_field import DateField
from desk.ui.widgets.field import FieldFrame
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.several import Several
from desk.ui.widgets.text import label

DURATIONS = (15, 30, 45, 60, 90, 120)
BESIDE = ("housing_office", "work")
"""Services of colleagues who may sit at the same table."""


class WishForm(QWidget):
    """Each change goes to the presenter, which searches again. `across`: the two days side by side."""

    def __init__(self, context: ScreenContext, presenter: BookingPresenter, *, across: bool) -> None:
        super().__init__()
        self._presenter = presenter
        self.service = ComboBox(bookable_services())
        self.minutes = ComboBox(
            [(str(each), n_("{n} minuto", "{n} minuti", each).format(n=each)) for each in DURATIONS]
        )
        self.who = ComboBox([])
        self.language = ComboBox([])
        self.beside = Several([(each, _(load_services()[each].title)) for each in BESIDE])
        self.present = Several([])
        self.equipment = Several([(each, equipment_words(each)) for each in (STEP_FREE, *load_equipment())])
        self.not_before = DateField(presenter.today)
        self.not_after = DateField(presenter.today)
        self.last_days: list[Button] = []
        self.limits = LimitsEditor(context, presenter.read_again, across=across)
        self._members: tuple[tuple[str, str], ...] = ()
        self._days_shown: object = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        self._resumed = self._taken_up()
        column.addWidget(self._resumed)
        self.language_frame = FieldFrame(_("Interprete"), self.language)
        self.present_frame = FieldFrame(_("Chi viene"), self._box(self.present))
        self.beside_frame = FieldFrame(_("Allo stesso tavolo"), self.beside)
        self.equipment_frame = FieldFrame(_("Nella stanza serve"), self.equipment)
        days = QBoxLayout(QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom)
        days.setSpacing(tokens.CARD_GAP if across else px(8))
        days.addWidget(FieldFrame(_("Non prima del"), self.not_before))
        days.addWidget(FieldFrame(_("Non dopo il"), self.not_after))
        self._last_days = QWidget()
        self._last_days.setLayout(FlowLayout(px(8)))
        for part in (
            FieldFrame(_("Servizio"), self.service),
            self.beside_frame,
            FieldFrame(_("Durata"), self.minutes),
            FieldFrame(_("Con chi"), self.who),
            self.language_frame,
            self.present_frame,
            self.equipment_frame,
        ):
            column.addWidget(part)
        column.addLayout(days)
        column.addWidget(self._last_days)
        column.addWidget(FieldFrame(_("Quando non può"), self.limits))
        for control, name in (
            (self.service, _("Servizio")),
            (self.minutes, _("Durata")),
            (self.who, _("Con chi")),
            (self.language, _("Interprete")),
            (self.not_before, _("Non prima del")),
            (self.not_after, _("Non dopo il")),
        ):
            control.setAccessibleName(name)
        self.service.activated.connect(lambda _index: presenter.choose_service(self.service.value() or ""))
        self.minutes.activated.connect(lambda _index: presenter.change(minutes=int(self.minutes.value() or 0)))
        self.who.activated.connect(lambda _index: presenter.change(caseworker=self.who.value() or ""))
        self.language.activated.connect(lambda _index: presenter.change(language=self.language.value() or ""))
        self.beside.changed.connect(lambda codes: presenter.change(beside=codes))
        self.equipment.changed.connect(lambda codes: presenter.change(equipment=codes))
        self.not_before.changed.connect(lambda day: presenter.change(not_before=day))
        self.not_after.changed.connect(lambda day: presenter.change(not_after=day))

    def _taken_up(self) -> QWidget:
        """Says that this was left half filled, and begins anew."""
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.again = Button(_("Ricomincia"), "quiet", "refresh", size="link")
        self.again.clicked.connect(self._presenter.start_again)
        column.addWidget(label(_("Questa è la richiesta lasciata a metà."), "second", "muted", wrap=True))
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeading)
        made.hide()
        return made

    def _box(self, inside: QWidget) -> QWidget:
        """Holds the boxes of the family's members, which change with the family."""
        made = QWidget()
        self._members_box = QVBoxLayout(made)
        self._members_box.setContentsMargins(0, 0, 0, 0)
        self._members_box.addWidget(inside)
        return made

    def show_wish(self, facts: BookingFacts) -> None:
        wish = self._presenter.wish
        fixed = facts.moving is not None
        self._resumed.setVisible(self._presenter.resumed)
        self.service.set_value(wish.service)
        self.service.setEnabled(not fixed and facts.awaited is None)
        self.minutes.set_options([(str(each), n_("{n} minuto", "{n} minuti", each).format(n=each))
                                  for each in sorted({*DURATIONS, wish.minutes})])  # fmt: skip
        self.minutes.set_value(str(wish.minutes))
        self.who.set_options([("", _("Chi è libero, meglio lo stesso")), *facts.workers.get(wish.service, ())])
        self.who.set_value(wish.caseworker)
        spoken = sorted(facts.spoken - {"it"} | ({wish.language} - {""}), key=lambda each: each != facts.language)
        names = [(each, _(language_name(each)).capitalize()) for each in spoken]
        self.language.set_options([("", _("Senza interprete")), *names])
        self.language.set_value(wish.language)
        self.language_frame.setVisible(load_services()[wish.service].interpreter)
        self.language_frame.set_help(
            _("La famiglia parla {language}.").format(language=_(language_name(facts.language)))
            if facts.language != "it"
            else ""
        )
        self.beside.set_codes(wish.beside)
        for code, box in self.beside.boxes.items():
            box.setVisible(code != wish.service)
        self.equipment.set_codes(wish.equipment)
        self.equipment_frame.setVisible(not load_services()[wish.service].elsewhere)
        self.beside_frame.setVisible(not fixed and facts.awaited is None)
        self._show_members(facts)
        for field, day in ((self.not_before, wish.not_before), (self.not_after, wish.not_after)):
            if field.value() != day:
                field.set_value(day)
        self._show_last_days(facts)
        self.limits.show_limits(facts.household, facts.limits)

    def _show_members(self, facts: BookingFacts) -> None:
        self.present_frame.setVisible(len(facts.members) > 1 and facts.moving is None)
        if facts.members != self._members:
            self._members = facts.members
            old, self.present = self.present, Several(list(facts.members))
            self._members_box.replaceWidget(old, self.present)
            old.hide()
            old.deleteLater()
            self.present.changed.connect(self._choose_present)
        present = self._presenter.wish.present
        self.present.set_codes(present or [code for code, _name in facts.members])

    def _choose_present(self, codes: tuple[str, ...]) -> None:
        self._presenter.change(present=() if len(codes) == len(self._members) else codes)

    def _show_last_days(self, facts: BookingFacts) -> None:
        """One click each: «Udienza 11/12»."""
        wanted = (facts.last_days, self._presenter.wish.not_after)
        if wanted == self._days_shown:
            return
        self._days_shown, self.last_days = wanted, []
        layout = self._last_days.layout()
        assert layout is not None
        empty(layout)
        for each in facts.last_days:
            on = each.day == self._presenter.wish.not_after
            button = Button(each.words, "outlined" if on else "neutral", "check" if on else "", size="small")
            button.setAccessibleName(_("Non dopo: {day}").format(day=each.words))
            button.clicked.connect(partial(self._by, None if on else each.day))
            layout.addWidget(button)
            self.last_days.append(button)
        self._last_days.setVisible(bool(facts.last_days))

    def _by(self, day: object, _on: bool = False) -> None:
        self._presenter.change(not_after=day)
