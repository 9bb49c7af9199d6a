"""The people of a family: add, correct, codes and cards, who heads it, who leaves, join and split."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desk.domain.languages import LANGUAGES
from desk.i18n import _
from desk.office.day_words import numbers
from desk.office.household.code_check import DIFFERS, GOOD, TYPING, WRONG
from desk.office.household.family import Relative
from desk.office.household.history_words import role_names
from desk.office.household.identifiers import identifier_kinds
from desk.office.household.members import HEAD
from desk.office.household.page import HouseholdPage
from desk.ui.presenters.household import HouseholdPresenter
from desk.ui.presenters.household_words import face_kind, member_words
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.alert import Alert
from desk.ui.widgets.avatar import Avatar
from desk.ui.widgets.buttons import Button, IconButton
from desk.ui.widgets.card import Card
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.date_field import DateField
from desk.ui.widgets.edits import LineEdit
from desk.ui.widgets.empty import EmptyState
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.household.family_picker import FamilyPicker
from desk.ui.widgets.inline_form import InlineForm, empty
from desk.ui.widgets.segmented import Segmented
from desk.ui.widgets.tag import Tag
from desk.ui.widgets.text import label, line, set_property

TAX = ("tax_code", "temporary_tax_code", "stp", "eni")
"""Any of these names a person to the offices."""
TAGS = {
    GOOD: ("neutral", "check"),
    DIFFERS: ("warning", "card"),
    WRONG: ("danger", "card"),
    TYPING: ("neutral", "card"),
}
TONES = {GOOD: "success", DIFFERS: "warning", WRONG: "danger", TYPING: "muted"}


class HouseholdPeople(QWidget):
    """One form is open at a time, under the row that it changes."""

    def __init__(self, presenter: HouseholdPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._page: HouseholdPage | None = None
        self.form: InlineForm | None = None
        self.card = Card(_("Persone della famiglia"), "households")
        self.add = Button(_("Aggiungi una persona"), "outlined", "plus", size="small")
        self.add.clicked.connect(self.open_new)
        self.card.head.addWidget(self.add)
        self._back = ""
        self.joined = Alert(_("Questa scheda è stata unita a un'altra: le persone sono là."), kind="info")
        there = Button(_("Apri l'altra scheda"), "quiet", "arrow-right", size="small")
        there.clicked.connect(lambda: presenter.open_home(self._page.joined_into if self._page else ""))
        self.joined.end.addWidget(there)
        self.joined.hide()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px(10))
        self.card.body.addLayout(self._rows)
        self.whole = Card(_("Dividere o unire"), "reconcile")
        self.whole.body.addWidget(
            label(_("Non si perde nulla: ogni passo si può annullare e resta nella storia."), "second", wrap=True)
        )
        actions = QWidget()
        flow = FlowLayout(12)
        actions.setLayout(flow)
        self.split = Button(_("Dividi la famiglia"), "neutral", size="small")
        self.split.clicked.connect(self.open_split)
        self.join = Button(_("Unisci un'altra scheda a questa"), "neutral", size="small")
        self.join.clicked.connect(self.open_join)
        flow.addWidget(self.split)
        flow.addWidget(self.join)
        self.whole.body.addWidget(actions)
        self._below = QVBoxLayout()
        self.whole.body.addLayout(self._below)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.CARD_GAP)
        column.addWidget(self.joined)
        column.addWidget(self.card)
        column.addWidget(self.whole)
        column.addStretch(1)

    def show_page(self, page: HouseholdPage) -> None:
        """News from elsewhere waits while somebody is typing in a form."""
        other = self._page is not None and self._page.id != page.id
        self._page = page
        if self.form is None or self.form.busy or other:
            self._build_rows(page)

    def _build_rows(self, page: HouseholdPage) -> None:
        back, self._back = self._back if self.form is not None else "", ""
        self._drop_form()
        empty(self._rows)
        self._under: dict[str, QVBoxLayout] = {}
        self._firsts: dict[str, Button] = {}
        for place, member in enumerate(page.members):
            if place:
                self._rows.addWidget(line())
            self._rows.addWidget(self._row(member, page))
        if not page.members:
            self._rows.addWidget(EmptyState(_("Qui si vede chi vive in questa famiglia."), icon="households"))
        self._last = QVBoxLayout()
        self._rows.addLayout(self._last)
        may = self._presenter.may_edit
        for part in (self.add, self.whole):
            part.setVisible(may)
        self.split.setEnabled(len(page.members) > 1)
        self.joined.setVisible(bool(page.joined_into))
        if page.joined_into:
            self.add.hide()
            self.whole.hide()
        if back:
            self._firsts.get(back, self.add).setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, member: Relative, page: HouseholdPage) -> QWidget:
        row = QWidget()
        row.setAccessibleName(member.name)
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        top = QHBoxLayout()
        top.setSpacing(px(12))
        top.addWidget(Avatar(member.name, kind=face_kind(member.name, page)), 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(0)
        local = f" · {member.given_local}" if member.given_local else ""
        said.addWidget(label(member.name + local, "strong", wrap=True))
        born = _("nato il {day}").format(day=numbers(member.born)) if member.born else _("data di nascita da chiedere")
        if member.sex == "F" and member.born:
            born = _("nata il {day}").format(day=numbers(member.born))
        said.addWidget(label(f"{member_words(member, page)} · {born}", "second", "muted", wrap=True))
        top.addLayout(said, 1)
        column.addLayout(top)
        said.addSpacing(px(6))
        said.addWidget(self._codes(member, page))
        if self._presenter.may_edit:
            actions = QWidget()
            flow = FlowLayout(8)
            actions.setLayout(flow)
            for words, action in self._actions(member):
                button = Button(words, "quiet", size="link")
                button.setAccessibleName(f"{words}: {member.name}")
                button.clicked.connect(action)
                flow.addWidget(button)
                self._firsts.setdefault(member.person, button)
            said.addSpacing(px(6))
            said.addWidget(actions)
        under = QVBoxLayout()
        column.addLayout(under)
        self._under[member.person] = under
        return row

    def _codes(self, member: Relative, page: HouseholdPage) -> QWidget:
        """Each code with what its check says; a missing tax code is said too."""
        codes = QWidget()
        flow = FlowLayout(8)
        codes.setLayout(flow)
        kinds = identifier_kinds()
        held = [found for found in page.identifiers if found.person == member.person]
        for found in held:
            name = kinds.get(found.kind, found.kind)
            check = self._presenter.check_code(found.kind, found.value, member.person)
            until = _(" · scade {day}").format(day=numbers(found.expires, page.today)) if found.expires else ""
            flow.addWidget(Tag(f"{name} {found.value}{until}", *TAGS[check.state]))
            if check.state in (DIFFERS, WRONG):
                flow.addWidget(label(check.words, "second", "warning", wrap=False))
            if self._presenter.may_edit:
                drop = IconButton("close", _("Togli: {what}").format(what=f"{name} {found.value}"), size=14)
                drop.clicked.connect(partial(self._presenter.remove_identifier, found.id))
                flow.addWidget(drop)
        if not any(found.kind in TAX for found in held):
            flow.addWidget(Tag(_("codice fiscale da chiedere"), "warning", "card"))
        return codes

    def _actions(self, member: Relative) -> list[tuple[str, Callable[[], None]]]:
        found: list[tuple[str, Callable[[], None]]] = [
            (_("Correggi"), partial(self.open_change, member)),
            (_("Aggiungi un codice"), partial(self.open_code, member)),
        ]
        if member.role != HEAD:
            found.append((_("È capofamiglia"), partial(self._presenter.make_head, member.person)))
            found.append((_("Va in un'altra famiglia"), partial(self.open_move, member)))
            found.append((_("Non vive più qui"), partial(self.open_leave, member)))
        return found

    # — forms —

    def open_new(self) -> None:
        fields = _person_fields(self._today(), None)
        self._open(self._last, _("Nuova persona"), fields, _("Aggiungi"), self._presenter.add_member)

    def open_change(self, member: Relative) -> None:
        self._open(
            self._under[member.person],
            _("Correggi {name}").format(name=member.given),
            _person_fields(self._today(), member),
            _("Salva"),
            lambda facts, failed: self._presenter.change_member(member.person, facts, failed),
            back=member.person,
        )

    def open_code(self, member: Relative) -> None:
        kind = ComboBox(list(identifier_kinds().items()))
        kind.set_value("tax_code")
        value = LineEdit()
        fields: list[tuple[str, str, QWidget]] = [
            ("kind", _("Che cosa"), kind),
            ("value", _("Numero o codice"), value),
            ("expires", _("Scade il (se scade)"), DateField(self._today())),
        ]
        self._open(
            self._under[member.person],
            _("Codice o documento di {name}").format(name=member.given),
            fields,
            _("Aggiungi"),
            lambda facts, failed: self._presenter.add_identifier(member.person, facts, failed),
            back=member.person,
        )
        said = label("", "second", wrap=True)
        assert self.form is not None
        self.form.say(said)

        def check() -> None:
            found = self._presenter.check_code(kind.value() or "", value.text(), member.person)
            said.setText(found.words)
            set_property(said, "tone", TONES[found.state])

        value.textChanged.connect(check)
        kind.currentIndexChanged.connect(check)

    def open_move(self, member: Relative) -> None:
        """To a family that is here already; a new one is made by dividing."""
        role = ComboBox([(code, words) for code, words in role_names().items() if code != HEAD])
        role.set_value(member.role)
        self._open(
            self._under[member.person],
            _("{name} va a vivere con").format(name=member.given),
            [
                ("home", _("Quale famiglia"), FamilyPicker(self._presenter.find_homes)),
                ("role", _("Nella nuova famiglia"), role),
            ],
            _("Sposta"),
            lambda facts, failed: self._presenter.move_person(
                member.person, facts["home"], facts["role"] or "", failed
            ),
        )

    def open_leave(self, member: Relative) -> None:
        day = DateField(self._today())
        day.set_value(self._today())
        self._open(
            self._under[member.person],
            _("{name} non vive più qui").format(name=member.given),
            [("on", _("Dal"), day), ("why", _("Perché (facoltativo)"), LineEdit())],
            _("Segna l'uscita"),
            lambda facts, failed: self._presenter.leave(member.person, facts, failed),
        )

    def open_join(self) -> None:
        self._open(
            self._below,
            _("Unisci a questa famiglia le persone di un'altra scheda"),
            [("home", _("Quale scheda"), FamilyPicker(self._presenter.find_homes))],
            _("Unisci"),
            lambda facts, failed: self._presenter.join(facts["home"], failed),
        )

    def open_split(self) -> None:
        if self._page is None:
            return
        fields: list[tuple[str, str, QWidget]] = []
        for member in self._page.members:
            fields.append((member.person, member.given, QCheckBox(member.name)))
        head = ComboBox([(member.person, member.name) for member in self._page.members])
        fields += [("name", _("Cognome della nuova famiglia"), LineEdit()), ("head", _("Capofamiglia"), head)]

        def save(facts: dict[str, Any], failed: Callable[[str], None]) -> None:
            people = [person for person, chosen in facts.items() if chosen is True]
            self._presenter.split(people, facts["name"], facts["head"] or "", failed)

        self._open(self._below, _("Chi va nella nuova famiglia?"), fields, _("Dividi"), save)

    def _open(
        self,
        place: QVBoxLayout,
        title: str,
        fields: list[tuple[str, str, QWidget]],
        words: str,
        save: Callable[[dict[str, Any], Callable[[str], None]], None],
        back: str = "add",
    ) -> None:
        """`back`: whose first action has the cursor again when it is saved."""
        self._drop_form()
        self._back = back
        form = InlineForm(title, fields, words)
        form.saved.connect(lambda: save(form.values(), form.fail))
        form.cancelled.connect(self.close_form)
        place.addWidget(form)
        self.form = form
        form.come()

    def close_form(self) -> None:
        """Left alone: what came in meanwhile is shown now."""
        if self.form is not None and self._page is not None:
            self._build_rows(self._page)

    def _drop_form(self) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None

    def _today(self) -> Any:
        return self._presenter.today


def _person_fields(today: Any, member: Relative | None) -> list[tuple[str, str, QWidget]]:
    given, surname, born = LineEdit(), LineEdit(), DateField(today, past=True)
    sex = Segmented([("F", _("F")), ("M", _("M"))])
    roles = role_names()
    is_head = member is not None and member.role == HEAD
    role = ComboBox([(code, words) for code, words in roles.items() if code != HEAD or is_head])
    language = ComboBox([(code, _(words)) for code, words in LANGUAGES.items()])
    if member is not None:
        given.setText(member.given)
        surname.setText(member.surname)
        born.set_value(member.born)
        sex.set_value(member.sex)
        language.set_value(member.language)
    role.set_value(member.role if member else "child")
    role.setEnabled(not is_head)
    return [
        ("given", _("Nome"), given),
        ("surname", _("Cognome"), surname),
        ("birth_date", _("Data di nascita"), born),
        ("sex", _("Sesso"), sex),
        ("role", _("Nella famiglia"), role),
        ("language", _("Lingua"), language),
    ]
