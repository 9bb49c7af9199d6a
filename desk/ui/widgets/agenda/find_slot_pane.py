"""The pane that finds a time: for whom, the request in four lines, ten results, Enter books the first."""

from functools import cached_property
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desk.catalogue.equipment import equipment_words
from desk.catalogue.services import load_services
from desk.domain.languages import language_name
from desk.i18n import _, n_
from desk.office.appointments.booking_facts import BookingFacts
from desk.office.appointments.family_limits import several_limits
from desk.office.appointments.find_slots import FreeSlot
from desk.office.day_words import hour, numbers, short_day
from desk.ui.presenters.booking import MOST, BookingPresenter, nothing_words
from desk.ui.presenters.context import ScreenContext
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.agenda.family_search import FamilySearch
from desk.ui.widgets.agenda.slot_rows import SlotRows
from desk.ui.widgets.agenda.wish_form import WishForm
from desk.ui.widgets.buttons import Button, IconButton
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.own_scroll import OwnScroll
from desk.ui.widgets.text import IconLabel, label, line

BESIDE_FROM = 520
ROWS_AT_LEAST = 132
"""Three of the times found: the rest scrolls."""


class _RequestLine(QWidget):
    """Icon, what, and at the end a second thing."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        self._what = label("", "second", "body", wrap=True)
        self._more = label("", "second", "muted", wrap=True)
        self._more.setAlignment(Qt.AlignmentFlag.AlignTrailing)
        row.addWidget(IconLabel(icon, tokens.BLUE, 18), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._what)
        row.addWidget(self._more)

    def say(self, what: str, more: str = "") -> None:
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        for number, words in ((1, what), (2, more)):  # each as wide as it has to say
            row.setStretch(number, len(words))
        self._what.setText(what)
        self._more.setText(more)
        self._more.setVisible(bool(more))


class FindSlotPane(QFrame):
    """`closed` when it is put away; `opened` once a family is known that a time is looked for; `booked` with the time
    that was taken."""

    closed = Signal()
    opened = Signal()
    booked = Signal(object)

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setProperty("kind", "pane")
        self.presenter = BookingPresenter(context, self._refresh, self._taken)
        self.close_button = IconButton("close", _("Chiudi il riquadro"))
        self.close_button.clicked.connect(self.closed)
        self.title = label(_("Trova un posto"), "card-title", wrap=True)
        self.search = FamilySearch(context)
        self.search.found.connect(self.presenter.show)
        self.lines = tuple(
            _RequestLine(icon) for icon in ("households", "person", "language", "clock", "info", "users")
        )
        self._context = context
        self.change = Button(_("Cambia la richiesta"), "quiet", "pencil", size="link")
        self.change.clicked.connect(lambda: self._edit(not self._editing()))
        self.remedies: list[Button] = []
        self.resume = Button("", "outlined", "undo", size="small")
        self.resume.clicked.connect(self.presenter.resume)
        self.resume.hide()
        self.list_it = Button(_("Lista d'attesa"), "quiet", "clock", size="link")
        self.ask_only = Button(_("Solo richiesta"), "quiet", "pencil", size="link")
        self.rows = SlotRows()
        self.said = label("", "second", "muted", wrap=True)
        self.primary = Button("", "primary", "agenda")
        self._known = False
        self._across: bool | None = None
        self._build()
        self._wire()
        self._refresh()

    def show_for(self, household: str, appointment: str = "") -> None:
        """Search for a family; with `appointment`, to move it."""
        self._edit(False)
        self._known = False
        self.presenter.show(household, appointment)

    def forget(self) -> None:
        """Put away; what was filled in can be taken up again."""
        self.presenter.clear()
        self.presenter.look_back()
        self._refresh()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        self.request = QFrame()
        self.request.setProperty("kind", "card")
        inside = QVBoxLayout(self.request)
        inside.setContentsMargins(px(12), px(10), px(12), px(8))
        inside.setSpacing(px(7))
        for each in self.lines:
            inside.addWidget(each)
        row = QHBoxLayout()
        row.addWidget(self.change)
        row.addStretch(1)
        inside.addLayout(row)
        self._build_found()
        self._asked = OwnScroll()
        asked = self._asked.column
        asked.setSpacing(px(8))
        self._form = QVBoxLayout()
        asked.addWidget(self.request)
        asked.addLayout(self._form)
        asked.addWidget(self._waits)
        asked.addStretch()
        self._halves = QHBoxLayout()
        self._halves.setSpacing(px(16))
        self._halves.addWidget(self._asked, 1)
        self._stand(across=False)
        self._body = QWidget()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(px(8))
        body.addLayout(self._halves, 1)
        body.addWidget(line())
        body.addWidget(self.primary)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(18), px(14), px(18), px(14))
        column.setSpacing(px(10))
        column.addLayout(head)
        column.addWidget(self.resume)
        column.addWidget(self.search, 1)
        column.addWidget(self._body, 1)

    def _build_found(self) -> None:
        """The times and what would free one; under the request, what else can be done."""
        self.results = QHBoxLayout()
        self.best = label("", "note-strong", wrap=True)
        self.results.addWidget(self.best, 1)
        self._together = label(_("tutti liberi insieme"), "note", wrap=True)
        self._together.setAlignment(Qt.AlignmentFlag.AlignTrailing)
        self.results.addWidget(self._together, 1)
        self._instead = QVBoxLayout()
        self._instead.setSpacing(px(8))
        self._waits = QWidget()
        flow = FlowLayout(px(8))
        self._waits.setLayout(flow)
        for button in (self.list_it, self.ask_only):
            flow.addWidget(button)
        self.rows.setMinimumHeight(px(ROWS_AT_LEAST))
        self._found = QWidget()
        found = QVBoxLayout(self._found)
        found.setContentsMargins(0, 0, 0, 0)
        found.setSpacing(px(8))
        found.addLayout(self.results)
        found.addWidget(self.said)
        found.addLayout(self._instead)
        found.addWidget(self.rows, 1)
        found.addStretch()

    def _stand(self, *, across: bool) -> None:
        """Where the pane has the page for itself the times stand beside the request, else below it."""
        if across == self._across:
            return
        self._across = across
        if across:
            self._halves.addWidget(self._found, 1)
        else:
            self._asked.column.insertWidget(2, self._found, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stand(across=self.width() >= px(BESIDE_FROM))

    def _wire(self) -> None:
        presenter = self.presenter
        self.list_it.clicked.connect(lambda: presenter.wait(listed=True))
        self.ask_only.clicked.connect(lambda: presenter.wait(listed=False))
        self.rows.went.connect(self._name_primary)
        self.rows.taken.connect(presenter.take)
        self.primary.clicked.connect(self.rows.take)

    @cached_property
    def wish(self) -> WishForm:
        """Made when somebody changes the request, or when nothing else is to be done."""
        made = WishForm(self._context, self.presenter, across=False)
        made.hide()
        chain: list[QWidget] = [self.change]
        each = made.nextInFocusChain()
        while each is not None and each is not made:
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus:  # nothing else can be put in order
                chain.append(each)
            each = each.nextInFocusChain()
        self._form.addWidget(made)
        for before, after in pairwise(chain):  # the keyboard comes here from the request's last button
            QWidget.setTabOrder(before, after)
        if self.presenter.facts is not None:
            made.show_wish(self.presenter.facts)
        return made

    def _editing(self) -> bool:
        return "wish" in self.__dict__ and self.wish.isVisibleTo(self)

    def _edit(self, on: bool) -> None:
        if on or "wish" in self.__dict__:
            self.wish.setVisible(on)
        self.change.set_words(_("Fatto") if on else _("Cambia la richiesta"))

    def _taken(self, slot: FreeSlot | None) -> None:
        self.presenter.clear()
        self._refresh()
        self.booked.emit(slot)

    def _refresh(self) -> None:
        facts = self.presenter.facts
        begins, self._known = facts is not None and not self._known, facts is not None
        self.search.setVisible(facts is None)
        self._body.setVisible(facts is not None)
        left = self.presenter.left
        self.resume.setVisible(facts is None and left is not None)
        self.resume.set_words(_("Riprendi: {family}").format(family=left.family) if left else "")
        moving = facts is not None and facts.moving is not None
        self.title.setText(_("Sposta l'appuntamento") if moving else _("Trova un posto"))
        if facts is None:
            return
        coming = not self.rows.slot_now()
        self._say_request(facts)
        self.rows.show_slots(self.presenter.slots)
        said = self.presenter.fault
        if self.presenter.searching and not self.presenter.slots:
            said = _("Cerco…")
        elif not said and not self.presenter.slots:
            said = nothing_words()
        count = len(self.presenter.slots)
        self.best.setText(
            _("I dieci posti migliori")
            if count == MOST
            else n_("{n} posto libero", "{n} posti liberi", count).format(n=count)
        )
        self.best.setVisible(bool(count))
        self._together.setVisible(bool(count))
        self.said.setText(said)
        self.said.setVisible(bool(said))
        self._show_remedies()
        self.rows.setVisible(bool(count))
        self.list_it.setVisible(facts.awaited is None)
        self.ask_only.setVisible(facts.awaited is None and not moving)
        self._name_primary()
        if begins:
            self.opened.emit()
        if coming and self.presenter.slots and not self._editing():
            self.rows.setFocus()

    def _say_request(self, facts: BookingFacts) -> None:
        wish = self.presenter.wish
        known = load_services()
        minutes = _("{n} min").format(n=wish.minutes)
        service = _(known[wish.service].title).lower() if wish.service in known else wish.service
        who = dict(facts.workers.get(wish.service, ())).get(wish.caseworker)
        self.lines[0].say(facts.name, f"{service} · {minutes}")
        self.lines[1].say(who or _("Chi è libero, meglio lo stesso"))
        spoken = _(language_name(wish.language)) if wish.language else ""
        coming = ", ".join(name for code, name in facts.members if code in wish.present)
        self.lines[2].say(_("Interprete di {language}").format(language=spoken) if spoken else _("Senza interprete"))
        today = self.presenter.today
        until = (
            _("Entro il {day}").format(day=numbers(wish.not_after, today)) if wish.not_after else _("Prima possibile")
        )
        since = _("dal {day}").format(day=numbers(wish.not_before, today)) if wish.not_before else ""
        by = next((each.why for each in facts.last_days if each.day == wish.not_after), "")
        self.lines[3].say(until, since or by)
        limits = several_limits([each.rule for each in facts.limits])
        self.lines[4].say(limits)
        self.lines[4].setVisible(bool(limits))
        with_them = [_(known[each].title) for each in wish.beside]
        said = [_("con: {who}").format(who=", ".join(with_them))] if with_them else []
        said += [_("vengono: {who}").format(who=coming)] if coming else []
        things = ", ".join(equipment_words(each).lower() for each in wish.equipment)
        said += [_("stanza con: {what}").format(what=things)] if things else []
        self.lines[5].say("; ".join(said))
        self.lines[5].setVisible(bool(said))
        if "wish" in self.__dict__:
            self.wish.show_wish(facts)

    def _show_remedies(self) -> None:
        """What would free a time: one click each."""
        shown = self.presenter.remedies if not self.presenter.slots else ()
        if [each.accessibleName() for each in self.remedies] == [each.words for each in shown]:
            return
        empty(self._instead)
        self.remedies = []
        for remedy in shown:
            button = Button(remedy.when, "outlined", size="small")
            button.setAccessibleName(remedy.words)
            button.clicked.connect(lambda _on=False, remedy=remedy: self.presenter.remedy(remedy))
            row = QWidget()
            across = QHBoxLayout(row)
            across.setContentsMargins(0, 0, 0, 0)
            across.addWidget(label(remedy.what, "second", wrap=True), 1)
            across.addWidget(button)
            self._instead.addWidget(row)
            self.remedies.append(button)

    def _name_primary(self) -> None:
        slot = self.rows.slot_now()
        self.primary.setEnabled(slot is not None)
        moving = self.presenter.facts is not None and self.presenter.facts.moving is not None
        verb = _("Sposta a {when}") if moving else _("Prenota {when}")
        when = f"{short_day(slot.start.date())}, {hour(slot.start)}" if slot else ""
        self.primary.set_words(verb.format(when=when).strip())
