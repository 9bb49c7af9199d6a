"""Pieces of the administration page: rows with their actions, pairs of words, the fields of its forms."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desk.i18n import _
from desk.office.machine.staff_accounts import Account
from desk.office.place import Place
from desk.ui.presenters import administration as words
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.edits import LineEdit
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.several import Several
from desk.ui.widgets.text import label

Fields = list[tuple[str, str, QWidget]]


def person_fields(account: Account | None) -> Fields:
    """Who somebody is and what they may do."""
    given, surname, username, title = LineEdit(), LineEdit(), LineEdit(_("per esempio cmusso")), LineEdit()
    role, travel = ComboBox(words.roles()), LineEdit(_("per esempio 30"))
    phone = LineEdit(_("per esempio 204"))
    languages, services = Several(words.languages()), Several(words.services())
    role.set_value(account.role.value if account else "caseworker")
    languages.set_codes(account.languages if account else ("it",))
    if account is not None:
        given.setText(account.given)
        surname.setText(account.surname)
        username.setText(account.username)
        title.setText(account.title)
        services.set_codes(account.services)
        travel.setText(str(account.travel or ""))
        phone.setText(account.phone)
    return [
        ("given", _("Nome"), given),
        ("surname", _("Cognome"), surname),
        ("username", _("Nome utente"), username),
        ("role", _("Ruolo"), role),
        ("title", _("Qualifica sui fogli"), title),
        ("phone", _("Interno o telefono"), phone),
        ("languages", _("Lingue"), languages),
        ("services", _("Servizi che dà"), services),
        ("travel", _("Minuti di viaggio da un altro luogo"), travel),
    ]


def secret_field() -> LineEdit:
    """Shows dots for what is typed."""
    field = LineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field


def named_row(name: str, second: str, face: QWidget | None) -> tuple[QWidget, QHBoxLayout, QVBoxLayout]:
    """A row, its first line, and the place under it for a form."""
    row = QWidget()
    row.setAccessibleName(name)
    column = QVBoxLayout(row)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(4))
    top = QHBoxLayout()
    top.setSpacing(px(12))
    if face is not None:
        top.addWidget(face)
    said = QVBoxLayout()
    said.setSpacing(0)
    said.addWidget(label(name, "strong", wrap=True))
    said.addWidget(label(second, "second", "muted", wrap=True))
    top.addLayout(said, 1)
    under = QVBoxLayout()
    column.addLayout(top)
    column.addLayout(under)
    return row, top, under


def add_actions(row: QWidget, actions: list[tuple[str, Callable[[], None]]], name: str) -> None:
    """Text actions under the first line of a row."""
    made = QWidget()
    flow = FlowLayout(8)
    made.setLayout(flow)
    for text, act in actions:
        button = Button(text, "quiet", size="link")
        button.setAccessibleName(f"{text}: {name}")
        button.clicked.connect(lambda _on=False, act=act: act())
        flow.addWidget(button)
    column = row.layout()
    if isinstance(column, QVBoxLayout):
        column.insertWidget(1, made)


def show_lines(rows: QVBoxLayout, lines: list[tuple[str, str]]) -> None:
    """Pairs of words, one under the other."""
    empty(rows)
    for name, text in lines:
        row = QHBoxLayout()
        row.setSpacing(px(12))
        title = label(name, "second", "muted")
        title.setFixedWidth(px(110))
        row.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)
        value = label(text, "text", wrap=True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(value, 1)
        rows.addLayout(row)


def place_lines(place: Place) -> list[tuple[str, str]]:
    """What the papers say of the office."""
    missing = _("da scrivere")
    return [
        (_("Nome"), place.name or missing),
        (_("Indirizzo"), place.address or missing),
        (_("Telefono"), place.phone or missing),
        (_("Posta"), place.email or missing),
        (_("Come arrivare"), place.directions or missing),
    ]
