"""One family: who, where in the journey, what burns, in that order; its parts behind tabs."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desk.db.changes import Changes
from desk.i18n import _
from desk.ui.copy_pages import CopyEyes
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.copies import CopiesPresenter
from desk.ui.presenters.household import HouseholdPresenter
from desk.ui.presenters.household_words import care_words
from desk.ui.presenters.scans import ScansPresenter
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.breadcrumb import Breadcrumb
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.card import Card
from desk.ui.widgets.edits import LineEdit
from desk.ui.widgets.field import FieldFrame
from desk.ui.widgets.household.consents_part import ConsentsPart
from desk.ui.widgets.household.copy_view import CopyView
from desk.ui.widgets.household.documents_part import DocumentsPart
from desk.ui.widgets.household.header import HouseholdHeader
from desk.ui.widgets.household.lists import AnswersPart, ContactsPart, HistoryPart
from desk.ui.widgets.household.overview import HouseholdOverview
from desk.ui.widgets.household.people import HouseholdPeople
from desk.ui.widgets.household.plan import PlanPart
from desk.ui.widgets.scrolled import Scrolled
from desk.ui.widgets.text import IconLabel, label


class HouseholdScreen(QWidget):
    """Reached from the list, from Today and from the line at the top."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.presenter = HouseholdPresenter(context, self._refresh)
        self.crumbs = Breadcrumb([("households", _("Famiglie")), ("household", "")])
        self.crumbs.chosen.connect(lambda _name: self.presenter.list_all())
        self.care = label("", "second", "muted")
        self.header = HouseholdHeader()
        self.gate = self._build_gate()
        self.overview = HouseholdOverview()
        self.overview.may_plan = self.presenter.may_plan
        self.people = HouseholdPeople(self.presenter)
        self.housing = AnswersPart(_("Abitazione"), "home")
        self.work = AnswersPart(_("Lavoro e reddito"), "work")
        self.plan = PlanPart(self.presenter)
        self.copies = CopiesPresenter(context, CopyEyes(), self._show_copying, self.presenter.read_again)
        self.scans = ScansPresenter(context, self._show_scans)
        self.documents = DocumentsPart(self.presenter, self.copies, self.scans)
        self.consents = ConsentsPart(context)
        self.contacts = ContactsPart(self.presenter)
        self.history = HistoryPart()
        self.parts: dict[str, QWidget] = {
            "overview": self.overview,
            "people": self.people,
            "housing": self.housing,
            "work": self.work,
            "plan": self.plan,
            "documents": self.documents,
            "consents": self.consents,
            "contacts": self.contacts,
            "history": self.history,
        }
        self._lay_out()
        self.copy_view = CopyView(self.copies, self, may_remove=self.presenter.may_edit)
        self._connect()

    def leave(self) -> None:
        """Nobody sees an open copy any more."""
        self.copies.close()

    def show_facts(self, **facts: str) -> None:
        if facts.get("household"):
            if facts["household"] != self.presenter.household:
                self.header.tabs.choose("overview")
                self.copies.close()
                self.copies.faults = ()
            if facts.get("tab") in self.header.tabs.buttons:
                self.header.tabs.choose(facts["tab"])
            self.presenter.show(facts["household"])

    def on_changes(self, changes: Changes) -> None:
        self.presenter.on_changes(changes)

    def _build_gate(self) -> Card:
        card = Card(_("Questa famiglia non è in carico a te"), "lock")
        self.reason = LineEdit()
        self.open_button = Button(_("Apri la scheda"), "primary", "eye")
        self.reason_frame = FieldFrame(
            _("Perché la apri?"), self.reason, help=_("Il motivo resta scritto nella storia.")
        )
        self.reason.returnPressed.connect(self._give_reason)
        self.open_button.clicked.connect(self._give_reason)
        card.body.addWidget(self.reason_frame)
        self.reason_fault = label("", "strong", "danger", wrap=True)
        card.body.addWidget(self.reason_fault)
        row = QHBoxLayout()
        row.addWidget(self.open_button)
        row.addStretch(1)
        card.body.addLayout(row)
        card.setMaximumWidth(px(640))
        return card

    def _give_reason(self) -> None:
        self.presenter.give_reason(self.reason.text())

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.crumbs, 1)
        self._eye = IconLabel("eye", tokens.MUTED, 18)
        top.addWidget(self._eye)
        top.addWidget(self.care)
        inside = self.inside = Scrolled()
        column = QVBoxLayout(inside)
        column.setContentsMargins(tokens.PAGE_MARGIN, 8, tokens.PAGE_MARGIN, tokens.PAGE_MARGIN)
        column.setSpacing(tokens.CARD_GAP)
        head = QVBoxLayout()
        head.setSpacing(8)
        head.addLayout(top)
        head.addWidget(self.header)
        column.addLayout(head)
        column.addWidget(self.gate)
        for part in self.parts.values():
            column.addWidget(part, 1)
        column.addStretch(0)  # while nothing is read yet the way back stands at the top
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self.area = area
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self.gate.hide()
        self._show_body(False)

    def _connect(self) -> None:
        presenter, overview = self.presenter, self.overview
        self.header.print.clicked.connect(presenter.papers)
        self.header.book.clicked.connect(presenter.book)
        self.header.interview.clicked.connect(presenter.interview)
        self.header.tabs.chosen.connect(self._choose)
        self.header.milestone.clicked.connect(presenter.record_milestone)
        overview.story_wanted.connect(lambda: self.header.tabs.choose("history"))
        overview.papers_wanted.connect(lambda: self.header.tabs.choose("documents"))
        overview.plan_wanted.connect(presenter.plan)
        overview.road_wanted.connect(presenter.road)
        overview.checking_wanted.connect(lambda: self.header.tabs.choose("plan"))
        overview.booking_wanted.connect(presenter.book)
        overview.moving_wanted.connect(presenter.move)
        overview.cancelling_wanted.connect(presenter.cancel_next)
        overview.received.connect(lambda document: presenter.receive_document(document, {}))
        for answers in (self.housing, self.work):
            answers.interview_wanted.connect(presenter.interview)
        self.plan.plan_wanted.connect(presenter.plan)
        self.history.interview_wanted.connect(presenter.read_interview)
        self.documents.opened.connect(lambda copy, title: self.copies.open(copy, title, self.copy_view.page_width()))

    def _show_scans(self) -> None:
        self.documents.show_scans()

    def _show_copying(self) -> None:
        self.documents.show_copying()
        self.copy_view.show_state()

    def _choose(self, name: str) -> None:
        self.inside.hold_drawing()
        for known, part in self.parts.items():
            part.setVisible(known == name and self.presenter.page is not None)
        if name == "history":
            self.presenter.read_history()
        else:
            self._fill(name)

    def _show_body(self, on: bool) -> None:
        for part in (self.header, self.care, self._eye):
            part.setVisible(on)
        for name, page in self.parts.items():
            page.setVisible(on and name == self.header.tabs.current())

    def _refresh(self) -> None:
        page = self.presenter.page
        self.gate.setVisible(self.presenter.asks_reason)
        self.reason_fault.setText(self.presenter.reason_fault)
        self.reason_fault.setVisible(bool(self.presenter.reason_fault))
        self._show_body(page is not None)
        if self.presenter.asks_reason:
            self.reason.clear()
            self.reason.setFocus()
        if page is None:
            return
        self.crumbs.set([("households", _("Famiglie")), ("household", page.name)])
        self.care.setText(care_words(page))
        self.inside.hold_drawing()
        self.header.show_page(page, may_interview=self.presenter.may_interview, milestone=self.presenter.milestone)
        self._fill(self.header.tabs.current())

    def _fill(self, name: str) -> None:
        """Only the part that is seen is built."""
        page, may = self.presenter.page, self.presenter.may_interview
        if page is None:
            return
        part = self.parts[name]
        if isinstance(part, ConsentsPart):
            part.presenter.show(page.id)
        elif isinstance(part, AnswersPart):
            part.show_answers(page.housing if name == "housing" else page.work, may_interview=may)
        elif isinstance(part, HistoryPart):
            part.show_lines(self.presenter.history, self.presenter.interviews)
        elif isinstance(part, HouseholdOverview | HouseholdPeople | PlanPart | DocumentsPart | ContactsPart):
            part.show_page(page)
