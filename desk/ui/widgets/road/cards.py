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
from desk.ui.widgets.text import IconLabel, label, line, set_property


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
        self._levers: tuple[Lever, ...] = ()
        """As the figures stand: the rows stay where their words do, what they do follows."""

    def controls(self) -> tuple[QWidget, ...]:
        return tuple(self.findChildren(Button))

    def show_levers(self, levers: Sequence[Lever], road: Road, page: RoadPage) -> None:
        note = helps.work_words(self.presenter.scenario, page)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self._levers = tuple(levers)
        offers = [(lever, *words.lever_words(lever, page), self.presenter.objective_of(lever)) for lever in levers]
        none = words.no_lever_words(road, page)
        shown = tuple((what, gain, goal) for _lever, what, gain, goal in offers) or (none,)
        if shown == self._shown:
            return
        self._shown = shown
        empty(self._rows)
        self.tries = []
        if not offers:
            self._rows.addWidget(label(none, "second", "body", wrap=True))
        for place, (_lever, what, gain, goal) in enumerate(offers[: self.MOST]):
            if place:
                self._rows.addWidget(line())
            self._rows.addWidget(self._row(place, what, gain, goal))

    def _row(self, place: int, what: str, gain: str, goal: str) -> QWidget:
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
        attempt.clicked.connect(partial(self._call, self.presenter.take, place))
        row.addWidget(attempt)
        self.tries.append(attempt)
        if goal:
            add = Button(_("Obiettivo"), "quiet", "plus", size="small")
            add.setAccessibleName(_("Metti nel piano un obiettivo: {what}").format(what=what))
            add.clicked.connect(partial(self._call, self.presenter.add_objective, place))
            row.addWidget(add)
        row.addStretch(1)
        column.addLayout(row)
        return made

    def _call(self, act: Callable[[Lever], None], place: int, _checked: bool = False) -> None:
        if place < len(self._levers):
            act(self._levers[place])


class CompareCard(Card):
    """All scenarios side by side; `chosen` takes one in hand."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("A confronto"), "scale")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px(8))
        self.body.addLayout(self._rows)
        self.body.addStretch(1)
        self._scenarios: list[_ScenarioRow] = []

    def controls(self) -> tuple[QWidget, ...]:
        return tuple(row.name for row in self._scenarios)

    @property
    def count(self) -> int:
        return len(self._scenarios)

    def show_scenarios(self, rows: tuple[words.Beside, ...]) -> None:
        while len(self._scenarios) > len(rows):
            self._scenarios.pop().leave()
        while len(self._scenarios) < len(rows):
            made = _ScenarioRow(self.chosen.emit, first=not self._scenarios)
            self._scenarios.append(made)
            self._rows.addWidget(made)
        for made, row in zip(self._scenarios, rows, strict=True):
            made.show_scenario(row)


class _ScenarioRow(QWidget):
    """One scenario; kept while its figures move, so that the page need not be laid out anew."""

    def __init__(self, choose: Callable[[str], None], *, first: bool) -> None:
        super().__init__()
        self._which = ""
        self.name = Button("", "quiet", size="link")
        self.name.clicked.connect(lambda _checked=False: choose(self._which))
        self.plan = Tag(_("nel piano"), "info", "document")
        self.said = label("", "second", wrap=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(2))
        grid.addWidget(self.name, 0, 0, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.plan, 0, 1)
        grid.addWidget(self.said, 1, 0, 1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        if not first:
            column.addWidget(line())
        column.addLayout(grid)
        self._shown: words.Beside | None = None

    def show_scenario(self, row: words.Beside) -> None:
        if row == self._shown:
            return
        self._shown, self._which = row, row.id
        self.name.set_words(row.name)
        self.name.set_icon("check" if row.here else "")
        self.plan.setVisible(row.chosen)
        said = " · ".join(filter(None, (row.lease, row.margin, row.rent)))
        if said != self.said.text():
            self.said.setText(said)
        set_property(self.said, "tone", row.tone if row.tone != "success" else "")

    def leave(self) -> None:
        self.hide()
        self.deleteLater()


class FundsCard(Card):
    """Funds that are not ruled out, now or later, with limits and what has still to be found out."""

    def __init__(self) -> None:
        super().__init__(_("Fondi che possono aiutare"), "money")
        self.none = label(_("Nessun fondo per quello che si sa oggi."), "second", "body", wrap=True)
        self.body.addWidget(self.none)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px(8))
        self.body.addLayout(self._rows)
        self.body.addStretch(1)
        self._funds: list[_FundRow] = []

    def show_funds(self, scenario: Scenario, page: RoadPage) -> None:
        found = [helps.fund_words(time, scenario, page) for time in page.times(scenario)]
        self.none.setVisible(not found)
        while len(self._funds) < len(found):
            made = _FundRow()
            self._funds.append(made)
            self._rows.addWidget(made)
        for place, row in enumerate(self._funds):
            row.setVisible(place < len(found))
            if place < len(found):
                row.show_fund(found[place])


class _FundRow(QWidget):
    """One fund; its words are only written where they changed, so that a figure that rests costs no frame."""

    ICONS: ClassVar = {
        "sure": ("done", tokens.SUCCESS),
        "later": ("clock", tokens.BLUE),
        "unsure": ("unknown", tokens.WARNING),
    }

    def __init__(self) -> None:
        super().__init__()
        self.icon = IconLabel(*self.ICONS["sure"])
        self.title = label("", "second-strong", wrap=True)
        self.parts = [label("", "note", ink, wrap=True) for ink in ("warning", "", "muted", "body")]
        said = QVBoxLayout()
        said.setSpacing(px(2))
        for part in (self.title, *self.parts):
            said.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(said, 1)
        self._shown: helps.FundWords | None = None

    def show_fund(self, fund: helps.FundWords) -> None:
        if fund == self._shown:
            return
        self._shown = fund
        self.icon.set_icon(*self.ICONS[fund.state])
        when = " ".join(filter(None, (fund.when, fund.sum)))
        texts = (fund.title, fund.missing, when, fund.limits, fund.asks)
        for part, text in zip((self.title, *self.parts), texts, strict=True):
            kept = text.replace(" €", "\u00a0€")  # a sum never breaks before its sign
            if kept != part.text():
                part.setText(kept)
            part.setVisible(bool(text))


class HomeCard(Card):
    """The home that is needed, and how deposit and arrears come together."""

    def __init__(self) -> None:
        super().__init__(_("La casa, la cauzione, gli arretrati"), "home")
        self.need = label("", "text", wrap=True)
        self.cost = label("", "second", "muted", wrap=True)
        self.deposit, self.arrears = label("", "second", wrap=True), label("", "second", wrap=True)
        self.permits = label("", "second", "warning", wrap=True)
        for part in (self.need, self.cost, self.deposit, self.arrears, self.permits):
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
        permits = helps.permit_words(page)
        self.permits.setText(permits)
        self.permits.setVisible(bool(permits))


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
