"""What the family receives under an objective: its kind, its words, who gives it; and the menu that adds one."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desk.domain.plan import Help, ObjectiveLine, SupportLine
from desk.i18n import _
from desk.office.plan.suggestions import further_supports
from desk.ui.presenters.plan import PlanPresenter
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.plan.edits import FlatText
from desk.ui.widgets.plan.rows import BY, GAP, SHOWN, LineFacts, PlanLine
from desk.ui.widgets.text import IconLabel, label

ICONS = {Help.MONEY: "money", Help.SERVICE: "heart", Help.PARTNER: "households"}


def kinds() -> dict[str, str]:
    """What a support is, in words."""
    return {Help.MONEY: _("Soldi"), Help.SERVICE: _("Servizio"), Help.PARTNER: _("Partner")}


class SupportRow(PlanLine):
    """Number, drawing of its kind, the words after «Aiuto:», who gives it."""

    giver_written = Signal(str)

    def __init__(self, facts: LineFacts, support: SupportLine, parent: QWidget | None = None) -> None:
        super().__init__(facts, parent)
        self.kind = IconLabel(ICONS.get(Help(support.kind), "heart"), tokens.MUTED)
        self.giver = FlatText(support.giver, "", _("da chi"), extent="small")
        self.giver.written.connect(self.giver_written)
        self.word = label("", "strong")
        giver = QWidget()
        inside = QHBoxLayout(giver)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.giver)
        giver.setFixedWidth(px(max(BY, SHOWN)))
        self.row.addWidget(self.number)
        self.row.addSpacing(px(6))
        self.row.addWidget(self.kind)
        self.row.addSpacing(px(8))
        self.row.addWidget(self.word)
        self.row.addWidget(self.text, 1)
        self.row.addSpacing(GAP)
        self.row.addWidget(giver)
        self.row.addWidget(self.state)
        self.row.addWidget(self.grip)
        self.show_support(facts, support)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        return (self.text, self.giver, self.state, self.grip)

    def show_support(self, facts: LineFacts, support: SupportLine) -> None:
        """Show what the record says now; what somebody is typing stays."""
        self.show_facts(facts)
        self.word.setText(f"{kinds()[Help(support.kind)]}:")
        self.giver.put(support.giver)
        self.giver.setAccessibleName(_("Da chi viene l'aiuto, riga {n}").format(n=facts.number))
        self.giver.setToolTip(support.giver)
        self.giver.setReadOnly(facts.fixed)

    def settle(self) -> None:
        super().settle()
        self.giver.settle()


def support_choices(
    menu: QMenu, presenter: PlanPresenter, objective: ObjectiveLine, adding: Callable[[], None]
) -> None:
    """Ready supports, and one of each kind to be written in one's own words. `adding`: called before a line comes."""
    for kind, words in kinds().items():
        action = menu.addAction(_("{kind}: con parole nostre…").format(kind=words))
        action.triggered.connect(partial(_write, presenter, objective.id, kind, adding))
    ready = further_supports(objective)
    if ready:
        menu.addSection(_("Dalla raccolta"))
    for name, proposed in ready:
        action = menu.addAction(f"{proposed.giver}: {proposed.text.rstrip('.')}")
        action.triggered.connect(partial(_take, presenter, objective.id, name))


def _write(presenter: PlanPresenter, objective: str, kind: str, adding: Callable[[], None], _on: bool = False) -> None:
    adding()
    presenter.add_support(objective, kind)


def _take(presenter: PlanPresenter, objective: str, name: str, _on: bool = False) -> None:
    presenter.add_ready_support(objective, name)
