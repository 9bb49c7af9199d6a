"""The chosen block: its facts, and what can be done with it."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desk.domain.appointment import Step
from desk.domain.languages import language_name
from desk.i18n import _, n_
from desk.office.appointments.agenda import Entry
from desk.office.appointments.agenda_columns import Resource
from desk.office.appointments.confirmations import Answer, Said, answer_words
from desk.office.appointments.place_and_way import needed_words, room_words, way_words
from desk.office.appointments.standing import standing
from desk.office.day_words import hour, long_day
from desk.office.session import ZONE
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.agenda.repeat_form import RepeatForm
from desk.ui.widgets.alert import Alert
from desk.ui.widgets.buttons import Button, IconButton
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.own_scroll import OwnScroll
from desk.ui.widgets.tag import Tag
from desk.ui.widgets.text import IconLabel, label, line

INKS = {"done": tokens.SUCCESS, "warning": tokens.DANGER}
"""What the table needs is there, or not."""
LINES = 7
"""Of an appointment with an interpreter and a room; there may be more."""


class AppointmentPane(QFrame):
    """Each signal is one button; `answered` with the partner officer, their answer and why."""

    closed = Signal()
    open_family = Signal()
    move_wanted = Signal()
    cancel = Signal()
    slip = Signal()
    large_slip = Signal()
    calendar = Signal()
    repeat = Signal(int, object, bool)
    enlist = Signal()
    arrived = Signal()
    answered = Signal(str, str, str)

    def __init__(self, today: date) -> None:
        super().__init__()
        self.setProperty("kind", "pane")
        self.setAccessibleName(_("L'appuntamento scelto"))
        self.close_button = IconButton("close", _("Chiudi il riquadro"))
        self.close_button.clicked.connect(self.closed)
        self.title = label("", "card-title", wrap=True)
        self.area = OwnScroll()
        self.area.column.setSpacing(px(9))
        self.family = Button(_("Apri la famiglia"), "outlined", "households")
        self.mover = Button(_("Trova un altro posto"), "outlined", "agenda")
        self.print = Button(_("Stampa il foglio"), "neutral", "print", size="small")
        self.print_large = Button(_("Caratteri grandi"), "neutral", "print", size="small")
        self.print_large.setAccessibleName(_("Stampa il foglio a caratteri grandi"))
        self.repeater = Button(_("Ripeti…"), "neutral", "refresh", size="small")
        self.repeater.clicked.connect(self._open_series)
        self.save_calendar = Button(_("Salva per il telefono (.ics)"), "neutral", "download", size="small")
        self.canceller = Button(_("Disdici"), "neutral", "close", size="small")
        self.lister = Button(_("In lista d'attesa"), "neutral", "clock", size="small")
        self.arrival = Button(_("È arrivata"), "outlined", "check")
        self.answers: dict[tuple[str, str], Button] = {}
        self.whys: dict[str, QLineEdit] = {}
        self._today = today
        self._shown: object = None
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(18), px(14), px(18), px(14))
        column.setSpacing(px(10))
        column.addLayout(head)
        column.addWidget(self.area, 1)
        self.meeting = QVBoxLayout()
        less = QWidget()
        less.setLayout(flow := FlowLayout(px(8)))
        body = self.area.column  # all of it scrolls: with large text the buttons alone would fill a window
        self._build_facts()
        body.addLayout(self.meeting)
        body.addStretch(1)
        body.addWidget(line())
        for button, signal in (
            (self.arrival, self.arrived),
            (self.family, self.open_family),
            (self.mover, self.move_wanted),
            (self.print, self.slip),
            (self.print_large, self.large_slip),
            (self.save_calendar, self.calendar),
            (self.lister, self.enlist),
            (self.canceller, self.cancel),
        ):
            button.clicked.connect(signal)
        for button in (self.arrival, self.family, self.mover):
            body.addWidget(button)
        for button in (self.repeater, self.print, self.print_large, self.save_calendar, self.lister, self.canceller):
            flow.addWidget(button)
        body.addWidget(less)

    def _build_facts(self) -> None:
        """What stands above; the lines that nearly every appointment has are there beforehand."""
        self.standing, self._overlap, self._said = Tag(""), QVBoxLayout(), QVBoxLayout()
        self._facts = QVBoxLayout()
        self._rows: list[_Fact] = []
        facts, self._last = QVBoxLayout(), QVBoxLayout()
        facts.setSpacing(px(9))
        facts.addWidget(self.standing, 0, Qt.AlignmentFlag.AlignLeading)
        for part in (self._overlap, self._facts, self._said):
            part.setSpacing(px(9))
            facts.addLayout(part)
        facts.addLayout(self._last)
        self.area.column.addLayout(facts)
        self._say(*(("info", " ") for _number in range(LINES)))

    @cached_property
    def series(self) -> RepeatForm:
        """Seldom opened: made when it is, or when nothing else is to be done."""
        made = RepeatForm(self._today)
        made.hide()
        made.wanted.connect(self.repeat)
        self._last.addWidget(made)
        return made

    def _open_series(self) -> None:
        self.series.setVisible(not self.series.isVisibleTo(self))
        if self.series.isVisibleTo(self):
            self.series.weeks.setFocus()
            QTimer.singleShot(0, lambda: self.area.ensureWidgetVisible(self.series.book))  # when it has its place

    def series_over(self, fault: str) -> None:
        """Why the series was not booked, beside its last day; once it is, the form goes."""
        self.series.say(fault)
        if fault:
            self.series.until.setFocus()
            QTimer.singleShot(0, lambda: self.area.ensureWidgetVisible(self.series.book))
        else:
            self.series.hide()
            self.repeater.setFocus()

    def show_entry(self, entry: Entry, resources: Sequence[Resource]) -> None:
        """`resources`: the people and rooms of the agenda."""
        known = {each.id: each for each in resources}
        held = entry.held
        people = [known[each].name for each in (held.caseworker, *held.others, held.interpreter) if each in known]
        room, ways = known.get(held.room or ""), way_words(entry, resources)
        if (shown := (entry, people, room, ways)) == self._shown:
            return  # somebody may be filling something in
        self._shown = shown
        self.title.setText(entry.family)
        if "series" in self.__dict__:
            self.series.hide()
        empty(self._overlap)
        empty(self._said)
        stands = standing(entry.step, entry.state)
        self.standing.set(stands.words, stands.tone, stands.icon)
        if entry.overlap:
            self._overlap.addWidget(Alert(_("Da spostare"), entry.overlap_words, "danger"))
        start = entry.held.start.astimezone(ZONE)
        minutes = n_("{n} minuto", "{n} minuti", entry.held.minutes).format(n=entry.held.minutes)
        interpreter = ""
        if entry.held.interpreter and entry.language:
            interpreter = _("Interprete di {language}").format(language=_(language_name(entry.language)))
        there, absent = needed_words(entry, room)
        has = room_words(room)
        self._say(
            ("agenda", long_day(start.date())),
            ("clock", f"{hour(start)} – {hour(entry.held.end.astimezone(ZONE))}, {minutes}"),
            ("checklist", (entry.purpose or entry.words).capitalize()),
            ("person", ", ".join(people)),
            ("language", interpreter),
            *(("journey", each) for each in ways),
            ("door", room.name if room else ""),
            ("done", there),
            ("warning", absent),
            ("info", _("In stanza: {what}").format(what=has.lower()) if has and not there else ""),
        )
        self.answers, self.whys = {}, {}
        if entry.step is Step.SCHEDULED:
            for each in entry.said:
                self._said.addWidget(self._answer(each, known[each.staff].name if each.staff in known else "–"))
        ahead = entry.step is Step.SCHEDULED
        for button in (self.mover, self.canceller, self.lister, self.print, self.print_large, self.save_calendar):
            button.setVisible(ahead)
        self.arrival.setVisible(ahead and entry.day == self._today)

    def _say(self, *facts: tuple[str, str]) -> None:
        """The lines are kept: only what one says is new, so that the next block is told within a frame."""
        told = [each for each in facts if each[1]]
        while len(self._rows) < len(told):
            self._rows.append(row := _Fact())
            self._facts.addWidget(row)
        for row, fact in zip(self._rows, told, strict=False):
            row.say(*fact)
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(told))

    def _answer(self, said: Said, name: str) -> QWidget:
        """Who has to say yes, what they said, and the two buttons."""
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        icon, ink = {
            Answer.ACCEPTED: ("done", tokens.SUCCESS),
            Answer.DECLINED: ("warning", tokens.DANGER),
        }.get(said.answer, ("clock", tokens.WARNING))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(IconLabel(icon, ink, 18))
        row.addWidget(label(answer_words(said, name), "strong", wrap=True), 1)
        column.addLayout(row)
        buttons = QWidget()
        buttons.setLayout(flow := FlowLayout(px(8)))
        why = self.whys[said.staff] = QLineEdit()
        why.setPlaceholderText(_("perché: Invio segna"))
        why.setAccessibleName(_("Perché {name} non può").format(name=name))
        why.hide()
        for answer, words in ((Answer.ACCEPTED, _("Accetta")), (Answer.DECLINED, _("Non può"))):
            if answer is said.answer:
                continue
            button = Button(words, "neutral", size="small")
            button.setAccessibleName(f"{name}: {words}")
            flow.addWidget(button)
            self.answers[said.staff, answer] = button
        if accept := self.answers.get((said.staff, Answer.ACCEPTED)):
            accept.clicked.connect(lambda: self.answered.emit(said.staff, Answer.ACCEPTED, ""))
        if decline := self.answers.get((said.staff, Answer.DECLINED)):
            decline.clicked.connect(lambda: _open(why))
        why.returnPressed.connect(lambda: self.answered.emit(said.staff, Answer.DECLINED, why.text()))
        column.addWidget(buttons)
        column.addWidget(why)
        return made


class _Fact(QWidget):
    """One line: its drawing and the words."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = IconLabel("info", tokens.BLUE, 18)
        self._words = label("", "text", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)

    def say(self, icon: str, words: str) -> None:
        self._icon.set_icon(icon, INKS.get(icon, tokens.BLUE))
        self._words.setText(words)


def _open(field: QLineEdit) -> None:
    field.show()
    field.setFocus()
