"""The plan in the family's page: how it stands, every commitment with what was seen, the programme's terms."""

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from desk.domain.follow_up import Outcome
from desk.i18n import _
from desk.office.household.page import HouseholdPage
from desk.ui.presenters.household import HouseholdPresenter
from desk.ui.presenters.household_words import face_kind
from desk.ui.presenters.plan_way_words import clock_rows
from desk.ui.presenters.plan_words import closed_words
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.card import Card
from desk.ui.widgets.empty import EmptyState
from desk.ui.widgets.follow_row import FollowRow
from desk.ui.widgets.household.lists import Part
from desk.ui.widgets.plan.way_cards import ClocksCard
from desk.ui.widgets.tag import Tag
from desk.ui.widgets.text import label, line

BINDING = ("signed", "closed")


class PlanPart(Part):
    """`plan_wanted`: open the plan itself."""

    plan_wanted = Signal()

    def __init__(self, presenter: HouseholdPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.rows: dict[str, FollowRow] = {}

    def show_page(self, page: HouseholdPage) -> None:
        if self._page is not None and self._page.id == page.id and any(row.busy for row in self.rows.values()):
            return
        self._page = page
        self.clear()
        self.rows = {}
        self.column.addWidget(self._plan(page))
        clocks = ClocksCard()
        self.column.addWidget(clocks)
        clocks.show_clocks(clock_rows(page.clocks, page.today))
        if any(each.clock.stops == "informed" for each in page.clocks) and self._presenter.may_edit:
            informed = Button(_("Comunicato oggi all’INPS"), "outlined", "check", size="small")
            informed.clicked.connect(self._presenter.follow.record_informed)
            clocks.head.addWidget(informed)
        self.column.addStretch(1)

    def _plan(self, page: HouseholdPage) -> Card:
        card = Card(_("Piano della famiglia"), "flag", _("Apri il piano") if page.plan_version else "")
        card.acted.connect(self.plan_wanted)
        if not page.plan_version:
            nothing = EmptyState(_("La famiglia non ha ancora un piano."), _("Scrivi il piano"), "flag")
            nothing.acted.connect(self.plan_wanted)
            card.body.addWidget(nothing)
            return card
        row = QHBoxLayout()
        row.addWidget(label(_("Versione {n}").format(n=page.plan_version), "strong"))
        words = {"signed": _("firmato"), "closed": _("chiuso")}.get(page.plan_state, _("bozza"))
        binds = page.plan_state in BINDING
        row.addWidget(Tag(words, "success" if binds else "neutral", "check" if binds else ""))
        if page.plan_binding not in (0, page.plan_version):
            row.addWidget(
                label(_("Gli impegni qui sotto sono della versione {n}.").format(n=page.plan_binding), "second")
            )
        row.addStretch(1)
        if page.to_check:
            row.addWidget(label(_("{n} da verificare").format(n=len(page.to_check)), "second-strong"))
        card.body.addLayout(row)
        if (end := page.plan_end) is not None:
            card.body.addWidget(label(closed_words(end.on, end.outcome, end.words, page.today), "text", wrap=True))
        for due in page.due:
            card.body.addWidget(line())
            made = FollowRow(due, page.today, may=self._presenter.may_edit, face=face_kind(due.who, page))
            made.checked.connect(partial(self._check, due.id))
            self.rows[due.id] = made
            card.body.addWidget(made)
        return card

    def _check(self, commitment: str, outcome: Outcome, words: str, day: date | None) -> None:
        self._presenter.follow.check(commitment, outcome, words, day, self.rows[commitment].fail)
