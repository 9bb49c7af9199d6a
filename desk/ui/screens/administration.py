"""Administration: the people who work here, the rooms, the office's own facts, this machine."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desk.db.changes import Changes
from desk.i18n import _
from desk.office.appointments.rooms import Room
from desk.office.day_words import hour, numbers
from desk.office.machine.staff_accounts import Account
from desk.office.place import Place
from desk.ui.presenters import administration as words
from desk.ui.presenters.administration import AdministrationPresenter, Everything
from desk.ui.presenters.context import ScreenContext
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.administration_parts import (
    Fields,
    add_actions,
    named_row,
    person_fields,
    place_lines,
    secret_field,
    show_lines,
)
from desk.ui.widgets.avatar import Avatar
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.card import Card
from desk.ui.widgets.check_box import CheckBox
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.edits import LineEdit
from desk.ui.widgets.empty import EmptyState
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.inline_form import InlineForm, empty
from desk.ui.widgets.scrolled import Scrolled
from desk.ui.widgets.several import Several
from desk.ui.widgets.tag import Tag
from desk.ui.widgets.text import label, line

SIDE_BY_SIDE_FROM = 900
Save = Callable[[dict[str, Any], Callable[[str], None]], None]


class AdministrationScreen(QWidget):
    """One form is open at a time, where its result will stand."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._today = context.session.today()
        self.presenter = AdministrationPresenter(context, self._refresh)
        self.form: InlineForm | None = None
        self.staff = Card(_("Chi lavora qui"), "households")
        self.rooms = Card(_("Stanze"), "door")
        self.place = Card(_("L'ufficio"), "home", _("Correggi"))
        self.machine = Card(_("Questo computer"), "computer")
        self.add_person = Button(_("Aggiungi una persona"), "primary", "plus", size="small")
        self.add_room = Button(_("Aggiungi una stanza"), "outlined", "plus", size="small")
        self.copy = Button(_("Fai una copia adesso"), "outlined", "save", size="small")
        self.check = Button(_("Controlla l'archivio"), "neutral", "shield", size="small")
        self.enrol = Button(_("Collega a un server"), "neutral", "refresh", size="small")
        self.name = Button(_("Nome e stanza"), "neutral", "pencil", size="small")
        self.scans = Button(_("Cartella dello scanner"), "neutral", "camera", size="small")
        self._build()
        self._wire()

    def show_facts(self, **facts: str) -> None:
        self.presenter.show()

    def on_changes(self, changes: Changes) -> None:
        self.presenter.on_changes(changes)

    # — building —

    def _build(self) -> None:
        self.staff.head.addWidget(self.add_person)
        self.rooms.head.addWidget(self.add_room)
        self._people, self._room_rows, self._place_rows, self._machine_rows = (QVBoxLayout() for _each in range(4))
        cards = (self.staff, self.rooms, self.place, self.machine)
        for card, rows in zip(
            cards, (self._people, self._room_rows, self._place_rows, self._machine_rows), strict=True
        ):
            rows.setSpacing(px(8))
            card.body.addLayout(rows)
        self._under_machine = QVBoxLayout()
        buttons = QWidget()
        flow = FlowLayout(12)
        buttons.setLayout(flow)
        for button in (self.copy, self.check, self.name, self.enrol, self.scans):
            flow.addWidget(button)
        self.machine.body.addWidget(buttons)
        self.machine.body.addLayout(self._under_machine)
        side = QVBoxLayout()
        side.setSpacing(tokens.CARD_GAP)
        for card in (self.place, self.rooms, self.machine):
            side.addWidget(card)
        side.addStretch(1)
        people = QVBoxLayout()
        people.addWidget(self.staff)
        people.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(tokens.CARD_GAP)
        self._columns.addLayout(people, 6)
        self._columns.addLayout(side, 5)
        inside = Scrolled()
        column = QVBoxLayout(inside)
        column.setContentsMargins(tokens.PAGE_MARGIN, px(16), tokens.PAGE_MARGIN, tokens.PAGE_MARGIN)
        column.setSpacing(tokens.CARD_GAP)
        column.addWidget(label(_("Amministrazione"), "page-title"))
        column.addLayout(self._columns)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    def _wire(self) -> None:
        presenter = self.presenter
        self.add_person.clicked.connect(self.open_new_person)
        self.add_room.clicked.connect(lambda: self.open_room(None))
        self.place.acted.connect(self.open_place)
        self.copy.clicked.connect(presenter.copy_now)
        self.check.clicked.connect(presenter.check_now)
        self.enrol.clicked.connect(self.open_enrol)
        self.scans.clicked.connect(self.open_scans)
        self.name.clicked.connect(self.open_name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        across = self.width() >= px(SIDE_BY_SIDE_FROM)
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom)

    # — showing —

    def _refresh(self) -> None:
        facts = self.presenter.facts
        working = self.presenter.working
        self.copy.setEnabled(not working)
        self.check.setEnabled(not working)
        if facts is None:
            return
        self.close_form()
        self._show_staff(facts)
        self._show_rooms(facts)
        show_lines(self._place_rows, place_lines(facts.place))
        show_lines(self._machine_rows, self._machine_lines(facts))

    def _show_staff(self, facts: Everything) -> None:
        empty(self._people)
        self._person_forms: dict[str, QVBoxLayout] = {}
        self._new_person = QVBoxLayout()
        self._people.addLayout(self._new_person)
        for place, account in enumerate(facts.staff):
            if place:
                self._people.addWidget(line())
            self._people.addWidget(self._person(account))

    def _person(self, account: Account) -> QWidget:
        row, top, under = named_row(account.name, words.account_words(account), Avatar(account.name))
        self._person_forms[account.id] = under
        if account.active:
            top.addWidget(Tag(account.username, icon="person"))
        else:
            top.addWidget(Tag(_("non lavora più qui"), "neutral"))
        actions: list[tuple[str, Callable[[], None]]] = [(_("Correggi"), partial(self.open_person, account))]
        if account.active:
            actions.append((_("Nuova password"), partial(self.open_password, account)))
            if not self.presenter.is_me(account):
                actions.append((_("Non lavora più qui"), partial(self.presenter.retire, account)))
        else:
            actions = [(_("Lavora di nuovo qui"), partial(self.presenter.come_back, account))]
        add_actions(row, actions, account.name)
        return row

    def _show_rooms(self, facts: Everything) -> None:
        empty(self._room_rows)
        self._room_forms: dict[str, QVBoxLayout] = {}
        if not facts.rooms:
            self._room_rows.addWidget(EmptyState(_("Qui stanno le stanze dove si chiamano le famiglie."), icon="door"))
        for place, room in enumerate(facts.rooms):
            if place:
                self._room_rows.addWidget(line())
            row, top, under = named_row(room.name, words.room_words(room), None)
            self._room_forms[room.id] = under
            if not room.active:
                top.addWidget(Tag(_("non in uso"), "neutral"))
            switch = _("Non usarla") if room.active else _("Usala di nuovo")
            actions: list[tuple[str, Callable[[], None]]] = [
                (_("Correggi"), partial(self.open_room, room)),
                (switch, partial(self.presenter.use_room, room, not room.active)),
            ]
            add_actions(row, actions, room.name)
            self._room_rows.addWidget(row)
        self._new_room = QVBoxLayout()
        self._room_rows.addLayout(self._new_room)

    def _machine_lines(self, facts: Everything) -> list[tuple[str, str]]:
        machine = facts.machine
        copy = machine.last_copy
        made = f"{numbers(copy.date(), self._today)}, {hour(copy)}" if copy else _("nessuna ancora")
        return [
            (_("Nome"), machine.named.words if machine.named else _("da dare, per esempio PC-07")),
            (_("Archivio"), str(machine.folder)),
            (_("Numero"), machine.device),
            (_("Server"), machine.server or _("nessuno: lavora da solo")),
            (_("Ultima copia"), made),
            (_("Scanner"), machine.scan_folder or _("nessuna cartella")),
        ]

    # — forms —

    def open_new_person(self) -> None:
        fields = person_fields(None)
        fields.insert(3, ("password", _("Password"), secret_field()))
        self._open(self._new_person, _("Nuova persona"), fields, _("Aggiungi"), self.presenter.add_staff)

    def open_person(self, account: Account) -> None:
        self._open(
            self._person_forms[account.id],
            _("Correggi {name}").format(name=account.name),
            person_fields(account),
            _("Salva"),
            partial(self.presenter.change_staff, account),
        )

    def open_password(self, account: Account) -> None:
        fields: Fields = [
            ("password", _("Nuova password"), secret_field()),
            ("again", _("Ancora una volta"), secret_field()),
        ]
        self._open(
            self._person_forms[account.id],
            _("Nuova password per {name}").format(name=account.name),
            fields,
            _("Cambia"),
            partial(self.presenter.new_password, account),
        )

    def open_room(self, room: Room | None) -> None:
        name, number, seats = LineEdit(), LineEdit(), LineEdit()
        accessible, equipment = CheckBox(_("Senza barriere")), Several(words.equipment())
        facts = self.presenter.facts
        if room is not None:
            name.setText(room.name)
            number.setText(str(room.number))
            seats.setText(str(room.seats))
            accessible.setChecked(room.accessible)
            equipment.set_codes(room.equipment)
        elif facts is not None:
            following = max((each.number for each in facts.rooms), default=0) + 1
            name.setText(_("Stanza {n}").format(n=following))
            number.setText(str(following))
            seats.setText("5")
        fields: Fields = [
            ("name", _("Nome"), name),
            ("number", _("Numero"), number),
            ("seats", _("Posti"), seats),
            ("accessible", "", accessible),
            ("equipment", _("Che cosa c'è"), equipment),
        ]
        title = _("Correggi {name}").format(name=room.name) if room else _("Nuova stanza")
        where = self._room_forms[room.id] if room else self._new_room
        self._open(where, title, fields, _("Salva"), partial(self.presenter.save_room, room))

    def open_place(self) -> None:
        facts = self.presenter.facts
        place = facts.place if facts else Place()
        fields: Fields = []
        for name, title in (
            ("name", _("Nome")),
            ("address", _("Indirizzo")),
            ("phone", _("Telefono")),
            ("email", _("Posta elettronica")),
            ("directions", _("Come arrivare")),
        ):
            field = LineEdit()
            field.setText(getattr(place, name))
            fields.append((name, title, field))
        self._open(self._place_rows, _("L'ufficio sui fogli"), fields, _("Salva"), self.presenter.change_place)

    def open_enrol(self) -> None:
        fields: Fields = [
            ("url", _("Indirizzo del server"), LineEdit("https://")),
            ("code", _("Codice di iscrizione"), LineEdit()),
        ]
        self._open(self._under_machine, _("Collega a un server"), fields, _("Collega"), self.presenter.enrol)

    def open_name(self) -> None:
        """So that colleagues know where a value was written."""
        facts = self.presenter.facts
        known = facts.machine.named if facts else None
        rooms = [(each.id, each.name) for each in facts.rooms if each.active] if facts else []
        name, place = LineEdit(_("per esempio PC-07")), ComboBox([("", _("nessuna: si porta in giro")), *rooms])
        name.setText(known.name if known else "")
        place.set_value(known.room if known else "")
        fields: Fields = [("name", _("Nome"), name), ("room", _("Stanza"), place)]
        self._open(self._under_machine, _("Questo computer"), fields, _("Salva"), self.presenter.name_machine)

    def open_scans(self) -> None:
        facts = self.presenter.facts
        folder = LineEdit(_("per esempio /home/ufficio/scansioni"))
        folder.setText(facts.machine.scan_folder if facts else "")
        fields: Fields = [("folder", _("Cartella in cui scrive lo scanner (vuota: nessuna)"), folder)]
        self._open(self._under_machine, _("Cartella dello scanner"), fields, _("Salva"), self.presenter.set_scan_folder)

    def _open(self, place: QVBoxLayout, title: str, fields: Fields, save_words: str, save: Save) -> None:
        self.close_form()
        form = InlineForm(title, fields, save_words)
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
