"""The cards beside and below the road: sentences, what brings it sooner, scenarios side by side, funds, the home."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desk.domain.road import Road
from desk.domain.road_scenario import Lever, Scenario
from desk.i18n import _
from desk.office.road.page import RoadPage
from desk.ui.presenters import road_help_words as helps
from desk.ui.presenters import road_words as words
from desk.ui.presenters.road import RoadPresenter
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.card import Card
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.quick_text import QuickSentence
from desk.ui.widgets.tag import Tag
from desk.ui.widgets.text import IconLabel, label, line


class SentencesCard(Card):
    """Three sentences, then the wage that is needed and how far today's is from it."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("In tre frasi"))
        self.icons: list[IconLabel] = []
        self.lines: list[QuickSentence] = []
        for _place in range(3):
            row = QHBoxLayout()
            row.setSpacing(px(12))
            icon, said = IconLabel("info", tokens.BLUE), QuickSentence("input", lines=2)
            row.addWidget(icon)
            row.addWidget(said, 1)
            self.icons.append(icon)
            self.lines.append(said)
            self.body.addLayout(row)
        self.body.addWidget(line())
        self.foot = QuickSentence("second", tokens.BODY, lines=2)
        self.body.addWidget(self.foot)
        self.body.addStretch(1)

    def show_road(self, road: Road, scenario: Scenario, page: RoadPage, beside: str) -> None:
        for icon, said, sentence in zip(self.icons, self.lines, words.sentences(road, scenario, page), strict=True):
            icon.set_icon(sentence.icon, tokens.TONES[sentence.tone].strong)
            said.set(sentence.text)
        needed, now, gap = words.gap_words(road, page)
        if gap:
            gap = f'<span style="color:{tokens.WARNING_TEXT}"><b>{gap}</b></span>'
        self.foot.set(" &nbsp;·&nbsp; ".join(filter(None, (needed, now, gap, beside))))


class LeversCard(Card):
    """What brings the lease sooner, most first; each can be tried, and put into the plan as an objective."""

    MOST = 3

    def __init__(self, presenter: RoadPresenter) -> None:
        super().__init__(_("Che cosa lo anticipa di più"), "journey")
        self.presenter = presenter
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px(8))
        self.body.addLayout(self._rows)
        self.body.addStretch(1)
        self.note = label("", "note", "muted", wrap=True)
        self.body.addWidget(self.note)
        self.tries: list[Button] = []
        self._shown: tuple[object, ...] = ()

    def show_levers(self, levers: Sequence[Lever], road: Road, page: RoadPage) -> None:
        note = helps.work_words(self.presenter.scenario, page)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        offers = [(lever, *words.lever_words(lever, page), self.presenter.objective_of(lever)) for lever in levers]
        shown = tuple((what, gain, goal) for _lever, what, gain, goal in offers) or (road.lease_month,)
        if shown == self._shown:
            return
        self._shown = shown
        empty(self._rows)
        self.tries = []
        if not offers:
            self._rows.addWidget(label(words.no_lever_words(road, page), "second", "body", wrap=True))
        for place, (lever, what, gain, goal) in enumerate(offers[: self.MOST]):
            if place:
                self._rows.addWidget(line())
            self._rows.addWidget(self._row(lever, what, gain, goal))

    def _row(self, lever: Lever, what: str, gain: str, goal: str) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        column.addWidget(label(what, "text", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(Tag(gain, "success", "flag"))
        attempt = Button(_("Prova"), "outlined", size="small")
        attempt.setAccessibleName(_("Prova: {what}").format(what=what))
        attempt.clicked.connect(partial(_call, self.presenter.take, lever))
        row.addWidget(attempt)
        self.tries.append(attempt)
        if goal:
            add = Button(_("Obiettivo"), "quiet", "plus", size="small")
            add.setAccessibleName(_("Metti nel piano un obiettivo: {what}").format(what=what))
            add.clicked.connect(partial(_call, self.presenter.add_objective, lever))
            row.addWidget(add)
        row.addStretch(1)
        column.addLayout(row)
        return made


class CompareCard(Card):
    """All scenarios side by side; `chosen` takes one in hand."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("A confronto"), "scale")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px(8))
        self.body.addLayout(self._rows)
        self.body.addStretch(1)
        self._shown: tuple[words.Beside, ...] = ()

    def show_scenarios(self, rows: tuple[words.Beside, ...]) -> None:
        if rows == self._shown:
            return
        self._shown = rows
        empty(self._rows)
        for place, row in enumerate(rows):
            if place:
                self._rows.addWidget(line())
            self._rows.addWidget(self._row(row))

    def _row(self, row: words.Beside) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(2))
        name = Button(row.name, "quiet", "check" if row.here else "", size="link")
        name.clicked.connect(lambda _checked=False: self.chosen.emit(row.id))
        grid.addWidget(name, 0, 0, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(0, 1)
        if row.chosen:
            grid.addWidget(Tag(_("nel piano"), "info", "document"), 0, 1)
        said = " · ".join(filter(None, (row.lease, row.margin, row.rent)))
        grid.addWidget(label(said, "second", row.tone if row.tone != "success" else "", wrap=True), 1, 0, 1, 2)
        return made


class FundsCard(Card):
    """Funds that are not ruled out, now or later, with limits and what has still to be found out."""

    ICONS: ClassVar = {
        "sure": ("done", tokens.SUCCESS),
        "later": ("clock", tokens.BLUE),
        "unsure": ("unknown", tokens.WARNING),
    }

    def __init__(self) -> None:
        super().__init__(_("Fondi che possono aiutare"), "money")
        self._shown: tuple[helps.FundWords, ...] | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px(8))
        self.body.addLayout(self._rows)
        self.body.addStretch(1)

    def show_funds(self, scenario: Scenario, page: RoadPage) -> None:
        found = tuple(helps.fund_words(time, scenario, page) for time in page.times(scenario))
        if found == self._shown:
            return
        self._shown = found
        empty(self._rows)
        if not found:
            self._rows.addWidget(label(_("Nessun fondo per quello che si sa oggi."), "second", "body", wrap=True))
        for fund in found:
            row = QHBoxLayout()
            row.setSpacing(px(8))
            icon = self.ICONS[fund.state]
            row.addWidget(IconLabel(*icon), 0, Qt.AlignmentFlag.AlignTop)
            said = QVBoxLayout()
            said.setSpacing(px(2))
            said.addWidget(label(fund.title, "second-strong", wrap=True))
            for text, ink in (
                (fund.missing, "warning"),
                (" ".join(filter(None, (fund.when, fund.sum))), ""),
                (fund.limits, "muted"),
                (fund.asks, "body"),
            ):
                if text:
                    said.addWidget(label(text, "note", ink, wrap=True))
            row.addLayout(said, 1)
            holder = QWidget()
            holder.setLayout(row)
            row.setContentsMargins(0, 0, 0, 0)
            self._rows.addWidget(holder)


class HomeCard(Card):
    """The home that is needed, and how deposit and arrears come together."""

    def __init__(self) -> None:
        super().__init__(_("La casa, la cauzione, gli arretrati"), "home")
        self.need = label("", "text", wrap=True)
        self.cost = label("", "second", "muted", wrap=True)
        self.deposit, self.arrears = label("", "second", wrap=True), label("", "second", wrap=True)
        for part in (self.need, self.cost, self.deposit, self.arrears):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def show_road(self, road: Road, scenario: Scenario, page: RoadPage) -> None:
        need, cost = helps.home_words(page)
        self.need.setText(need)
        self.cost.setText(cost)
        self.deposit.setText(helps.deposit_words(road, scenario, page))
        arrears = helps.arrears_words(scenario, page)
        self.arrears.setText(arrears)
        self.arrears.setVisible(bool(arrears))


class Assumptions(QFrame):
    """What the picture takes for granted; always there."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "inset")
        self.words = label("", "note", "body", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(IconLabel("info", tokens.BODY, 18))
        head.addWidget(label(_("Che cosa abbiamo supposto"), "second-strong"), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(12), px(14), px(12))
        column.setSpacing(px(4))
        column.addLayout(head)
        column.addWidget(self.words)


def _call(act: Callable[[Lever], None], lever: Lever, _checked: bool = False) -> None:
    act(lever)
