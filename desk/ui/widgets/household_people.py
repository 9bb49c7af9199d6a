"""The people of a family: add, correct, codes and cards, who heads it, who leaves, join and split."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desk.domain.languages import LANGUAGES
from desk.i18n import _
from desk.office.day_words import numbers
from desk.office.family import Relative
from desk.office.history_words import role_names
from desk.office.household import HouseholdPage
from desk.office.identifiers import identifier_kinds
from desk.office.members import HEAD
from desk.ui.presenters.household import HouseholdPresenter
from desk.ui.presenters.household_words import member_words
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.avatar import Avatar
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.card import Card
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.date_field import DateField
from desk.ui.widgets.edits import LineEdit
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.inline_form import InlineForm, empty
from desk.ui.widgets.segmented import Segmented
from desk.ui.widgets.tag import Tag
from desk.ui.widgets.text import label, line


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
        column.addWidget(self.card)
        column.addWidget(self.whole)
        column.addStretch(1)

    def show_page(self, page: HouseholdPage) -> None:
        self._page = page
        self.close_form()
        empty(self._rows)
        self._under: dict[str, QVBoxLayout] = {}
        for place, member in enumerate(page.members):
            if place:
                self._rows.addWidget(line())
            self._rows.addWidget(self._row(member, page))
        self._last = QVBoxLayout()
        self._rows.addLayout(self._last)
        may = self._presenter.may_edit
        for part in (self.add, self.whole):
            part.setVisible(may)
        self.split.setEnabled(len(page.members) > 1)

    def _row(self, member: Relative, page: HouseholdPage) -> QWidget:
        row = QWidget()
        row.setAccessibleName(member.name)
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        top = QHBoxLayout()
        top.setSpacing(px(12))
        top.addWidget(Avatar(member.name))
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
        codes = QWidget()
        flow = FlowLayout(8)
        codes.setLayout(flow)
        kinds = identifier_kinds()
        for found in page.identifiers:
            if found.person == member.person:
                until = _(" · scade {day}").format(day=numbers(found.expires, page.today)) if found.expires else ""
                flow.addWidget(Tag(f"{kinds.get(found.kind, found.kind)} {found.value}{until}", icon="card"))
        if self._presenter.may_edit:
            for words, action in self._actions(member):
                button = Button(words, "quiet", size="link")
                button.setAccessibleName(f"{words}: {member.name}")
                button.clicked.connect(action)
                flow.addWidget(button)
        column.addWidget(codes)
        under = QVBoxLayout()
        column.addLayout(under)
        self._under[member.person] = under
        return row

    def _actions(self, member: Relative) -> list[tuple[str, Callable[[], None]]]:
        found: list[tuple[str, Callable[[], None]]] = [
            (_("Correggi"), partial(self.open_change, member)),
            (_("Aggiungi un codice"), partial(self.open_code, member)),
        ]
        if member.role != HEAD:
            found.append((_("È capofamiglia"), partial(self._presenter.make_head, member.person)))
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
        )

    def open_code(self, member: Relative) -> None:
        kind = ComboBox(list(identifier_kinds().items()))
        kind.set_value("tax_code")
        fields: list[tuple[str, str, QWidget]] = [
            ("kind", _("Che cosa"), kind),
            ("value", _("Numero o codice"), LineEdit()),
            ("expires", _("Scade il (se scade)"), DateField(self._today())),
        ]
        self._open(
            self._under[member.person],
            _("Codice o documento di {name}").format(name=member.given),
            fields,
            _("Aggiungi"),
            lambda facts, failed: self._presenter.add_identifier(member.person, facts, failed),
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
            [("typed", _("Codice o protocollo dell'altra scheda"), LineEdit("TH-0000"))],
            _("Unisci"),
            lambda facts, failed: self._presenter.join(facts["typed"], failed),
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
    ) -> None:
        self.close_form()
        form = InlineForm(title, fields, words)
        form.saved.connect(lambda: save(form.values(), form.fail))
        form.cancelled.connect(self.close_form)
        place.addWidget(form)
        self.form = form
        form.come()

    def close_form(self) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None

    def _today(self) -> Any:
        return self._presenter.today


def _person_fields(today: Any, member: Relative | None) -> list[tuple[str, str, QWidget]]:
    given, surname, born = LineEdit(), LineEdit(), DateField(today)
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
