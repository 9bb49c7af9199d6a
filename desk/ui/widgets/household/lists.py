"""The listing parts of a family's page: answers, plan, contacts, history."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desk.i18n import _
from desk.office.day_words import hour, numbers
from desk.office.front.contact_attempts import channels, outcomes
from desk.office.household.details import AnswerLine
from desk.office.household.history import Line
from desk.office.household.page import HouseholdPage
from desk.office.interview.list_all import InterviewLine
from desk.ui.presenters.follow_words import ledger_words
from desk.ui.presenters.household import HouseholdPresenter
from desk.ui.presenters.household_words import face_kind
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.answer import STATES, usual_words
from desk.ui.widgets.avatar import Avatar
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.card import Card
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.date_field import DateField
from desk.ui.widgets.edits import LineEdit
from desk.ui.widgets.empty import EmptyState
from desk.ui.widgets.inline_form import InlineForm, empty
from desk.ui.widgets.tag import Tag
from desk.ui.widgets.text import label, line


class Part(QWidget):
    """Cards one under the other; a form opens in a card and closes with the next refresh."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(tokens.CARD_GAP)
        self.form: InlineForm | None = None
        self._page: HouseholdPage | None = None

    def holds(self, page: HouseholdPage) -> bool:
        """True while somebody is typing in a form about this family: news waits until it is saved or left."""
        same = self._page is not None and self._page.id == page.id
        self._page = page
        return same and self.form is not None and not self.form.busy

    def clear(self) -> None:
        self.form = None
        empty(self.column)

    def open_form(
        self,
        card: Card,
        title: str,
        fields: list[tuple[str, str, QWidget]],
        words: str,
        save: Callable[[dict[str, Any], Callable[[str], None]], None],
    ) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
        form = InlineForm(title, fields, words)
        form.saved.connect(lambda: save(form.values(), form.fail))
        form.cancelled.connect(self.close_form)
        card.body.insertWidget(1, form)
        self.form = form
        form.come()

    def close_form(self) -> None:
        """Left alone: what came in meanwhile is shown now."""
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None
            if self._page is not None:
                self.show_page(self._page)

    def show_page(self, page: HouseholdPage) -> None:
        """Show the newest of this part."""


class AnswersPart(Part):
    """What the interview holds on one subject, read only, with the way to change it."""

    interview_wanted = Signal()

    def __init__(self, title: str, icon: str) -> None:
        super().__init__()
        self._title, self._icon = title, icon

    def show_answers(self, answers: tuple[AnswerLine, ...], *, may_interview: bool) -> None:
        self.clear()
        card = Card(self._title, self._icon, _("Apri il colloquio") if may_interview else "")
        card.acted.connect(self.interview_wanted)
        if not answers:
            nothing = EmptyState(
                _("Qui si leggono le risposte del colloquio."), _("Inizia il colloquio") if may_interview else ""
            )
            nothing.acted.connect(self.interview_wanted)
            card.body.addWidget(nothing)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(8))
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        top = Qt.AlignmentFlag.AlignTop
        for heading, lines in under_headings(answers):
            if heading:
                if grid.count():
                    grid.addWidget(line(), grid.rowCount(), 0, 1, 3)
                grid.addWidget(label(heading, "name", wrap=True), grid.rowCount(), 0, 1, 3)
            for answer in lines:
                place = grid.rowCount()
                grid.addWidget(label(answer.label, "second", "body", wrap=True), place, 0, top)
                grid.addWidget(label(answer.value or "–", "strong", wrap=True), place, 1, top)
                grid.addWidget(label(_state_words(answer), "note", wrap=True), place, 2, top)
        grid.setColumnStretch(2, 1)
        card.body.addLayout(grid)
        self.column.addWidget(card)
        self.column.addStretch(1)


def under_headings(answers: tuple[AnswerLine, ...]) -> list[tuple[str, list[AnswerLine]]]:
    """The family's answers under the headings of the interview's pages, then those of each person under the name."""
    found: dict[tuple[bool, str], list[AnswerLine]] = {}
    for each in answers:
        found.setdefault((bool(each.whose), each.whose or each.group), []).append(each)
    return [(heading, lines) for (_of_one, heading), lines in sorted(found.items(), key=lambda one: one[0][0])]


def _state_words(answer: AnswerLine) -> str:
    known = {"said": _("detto"), "read": _("letto"), "ask_again": _("da chiedere"), "declined": _("non vuole dirlo")}
    words = known.get(answer.status) or (usual_words(answer.status) if answer.status in STATES else answer.status)
    return f"{words} {numbers(answer.on)}" if answer.on else words


class ContactsPart(Part):
    """Phones, home, and every attempt to reach the family."""

    def __init__(self, presenter: HouseholdPresenter) -> None:
        super().__init__()
        self._presenter = presenter

    def show_page(self, page: HouseholdPage) -> None:
        if self.holds(page):
            return
        self.clear()
        for card in (self._contacts(page), self._ledger(page), self._home(page), self._attempts(page)):
            self.column.addWidget(card)
        self.column.addStretch(1)

    def _contacts(self, page: HouseholdPage) -> Card:
        card = Card(_("Recapiti"), "phone")
        self._adding(card, _("Aggiungi un recapito"), partial(self._open_contact, card, page))
        for found in page.contacts:
            row = QHBoxLayout()
            row.setSpacing(px(10))
            words = f"{found.value} ({found.whose})" if found.whose else found.value
            row.addWidget(label(words, "strong", wrap=True), 1)
            row.addWidget(Tag(_("verificato"), "success", "check") if found.verified else Tag(_("da verificare")))
            if self._presenter.may_edit:
                text = _("Non risponde più") if found.verified else _("Funziona")
                for said, act in (
                    (text, partial(self._presenter.verify_contact, found.id, not found.verified)),
                    (_("Togli"), partial(self._presenter.remove_contact, found.id)),
                ):
                    button = Button(said, "quiet", size="link")
                    button.setAccessibleName(f"{said}: {found.value}")
                    button.clicked.connect(act)
                    row.addWidget(button)
            card.body.addLayout(row)
        if not page.contacts:
            card.body.addWidget(label(_("Nessun recapito: chiedilo alla famiglia."), "text", "body", wrap=True))
        return card

    def _open_contact(self, card: Card, page: HouseholdPage) -> None:
        kind = ComboBox([("phone", _("Telefono")), ("email", _("E-mail"))])
        kind.set_value("phone")
        whose = ComboBox([(each.person, each.name) for each in page.members])
        self.open_form(
            card,
            _("Nuovo recapito"),
            [
                ("kind", _("Che cosa"), kind),
                ("value", _("Numero o indirizzo"), LineEdit()),
                ("person", _("Di chi"), whose),
            ],
            _("Aggiungi"),
            self._presenter.add_contact,
        )

    def _ledger(self, page: HouseholdPage) -> Card:
        """Who comes and keeps what was promised, member by member."""
        card = Card(_("Contatti e impegni di ciascuno"), "households")
        if not page.ledger:
            card.hide()
        for place, each in enumerate(page.ledger):
            if place:
                card.body.addWidget(line())
            row = QHBoxLayout()
            row.setSpacing(px(10))
            row.addWidget(Avatar(each.name, size=28, kind=face_kind(each.name, page)))
            row.addWidget(label(each.name, "strong", wrap=True), 1)
            contacts, kept = ledger_words(each, page.today)
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(label(contacts, "text", "danger" if each.missed > each.met else "", wrap=True))
            if kept:
                words.addWidget(label(kept, "second", "muted", wrap=True))
            row.addLayout(words, 2)
            card.body.addLayout(row)
        return card

    def _home(self, page: HouseholdPage) -> Card:
        card = Card(_("Casa"), "home")
        self._adding(
            card,
            _("Cambia indirizzo"),
            lambda: self.open_form(
                card,
                _("Nuovo indirizzo"),
                [
                    ("street", _("Via e numero"), LineEdit()),
                    ("zip", _("CAP"), LineEdit()),
                    ("district", _("Quartiere"), LineEdit()),
                    ("since", _("Dal"), DateField(page.today)),
                ],
                _("Salva"),
                self._presenter.move_home,
            ),
        )
        for home in page.addresses:
            where = ", ".join(part for part in (home.street, home.zip, home.town, home.district) if part)
            when = (
                _("dal {since} al {until}").format(since=numbers(home.since), until=numbers(home.until))
                if home.until and home.since
                else _("dal {since}").format(since=numbers(home.since))
                if home.since
                else ""
            )
            row = QHBoxLayout()
            row.addWidget(label(where, "text" if home.until else "strong", wrap=True), 1)
            row.addWidget(label(when, "second", "muted"))
            card.body.addLayout(row)
        if not page.addresses:
            card.body.addWidget(label(_("Nessun indirizzo: chiedilo alla famiglia."), "text", "body", wrap=True))
        return card

    def _attempts(self, page: HouseholdPage) -> Card:
        card = Card(_("Tentativi di contatto"), "history")
        people = [(each.person, each.name) for each in page.members if each.is_adult(page.today)]

        def opening() -> None:
            channel, outcome = ComboBox(list(channels().items())), ComboBox(list(outcomes().items()))
            person = ComboBox([("", _("tutta la famiglia")), *people])
            self.open_form(
                card,
                _("Nuovo tentativo"),
                [
                    ("channel", _("Modo"), channel),
                    ("person", _("Con chi"), person),
                    ("outcome", _("Esito"), outcome),
                    ("note", _("Nota"), LineEdit()),
                ],
                _("Segna"),
                lambda facts, failed: self._presenter.add_attempt(facts | {"person": facts["person"] or None}, failed),
            )
            channel.set_value("phone")
            person.set_value("")

        self._adding(card, _("Segna un tentativo"), opening)
        for attempt in page.attempts:
            card.body.addWidget(line())
            when = f"{numbers(attempt.at.date(), page.today)}, {hour(attempt.at)}"
            fact = f"{channels().get(attempt.channel, '')}: {outcomes().get(attempt.outcome, '')}"
            row = QHBoxLayout()
            row.setSpacing(px(12))
            row.addWidget(label(when, "second", "muted"))
            row.addWidget(label(f"{fact} · {attempt.note}" if attempt.note else fact, "text", wrap=True), 1)
            row.addWidget(label(attempt.by, "second", "muted"))
            card.body.addLayout(row)
        if not page.attempts:
            card.body.addWidget(label(_("Qui resta ogni tentativo, anche quelli falliti."), "text", "body", wrap=True))
        return card

    def _adding(self, card: Card, words: str, action: Callable[[], object]) -> None:
        if self._presenter.may_edit:
            button = Button(words, "outlined", "plus", size="small")
            button.clicked.connect(action)
            card.head.addWidget(button)


class HistoryPart(Part):
    """Who changed what, when, on which machine."""

    MOST = 200
    interview_wanted = Signal(str)

    def show_lines(self, lines: tuple[Line, ...], interviews: tuple[InterviewLine, ...]) -> None:
        """The interviews first, each with the way to read it."""
        self.clear()
        if interviews:
            self.column.addWidget(self._interviews(interviews))
        card = Card(_("Storia della scheda"), "history")
        for place, entry in enumerate(lines[: self.MOST]):
            if place:
                card.body.addWidget(line())
            row = QHBoxLayout()
            row.setSpacing(px(16))
            when = label(f"{entry.at:%d/%m/%Y}\n{hour(entry.at)}", "second", "muted")
            row.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
            said = QVBoxLayout()
            said.setSpacing(0)
            said.addWidget(label(f"{entry.who} {entry.act} · {entry.about}", "strong", wrap=True))
            for change in entry.changes:
                said.addWidget(label(_change_words(change.what, change.before, change.after), "second", wrap=True))
            row.addLayout(said, 1)
            row.addWidget(label(entry.machine, "note"), 0, Qt.AlignmentFlag.AlignTop)
            card.body.addLayout(row)
        self.column.addWidget(card)
        self.column.addStretch(1)

    def _interviews(self, interviews: tuple[InterviewLine, ...]) -> Card:
        card = Card(_("Colloqui"), "message")
        for place, each in enumerate(interviews):
            if place:
                card.body.addWidget(line())
            row = QHBoxLayout()
            row.setSpacing(px(16))
            day = numbers(each.at.date())
            row.addWidget(label(f"{day}, {hour(each.at)}", "second", "muted"))
            row.addWidget(label(each.by, "text", wrap=True), 1)
            row.addWidget(Tag(_("da finire"), "warning", "clock") if each.is_open else Tag(_("chiuso"), "neutral"))
            button = Button(_("Continua") if each.is_open else _("Leggi"), "quiet", "eye", size="small")
            button.setAccessibleName(f"{button.text()}: {day}")
            button.clicked.connect(partial(self.interview_wanted.emit, each.id))
            row.addWidget(button)
            card.body.addLayout(row)
        return card


def _change_words(what: str, before: str, after: str) -> str:
    if not before:
        return f"{what}: {after}"
    return f"{what}: {before} → {after or '–'}"
