"""What adds a line to an objective: from the library, or in the family's own words."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desk.domain.plan import ObjectiveLine
from desk.i18n import _
from desk.office.plan.suggestions import further_commitments
from desk.ui.presenters.plan import PlanPresenter
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.plan.supports import support_choices


class LineAdders(QWidget):
    """`adding` when a line is about to be added."""

    adding = Signal()

    def __init__(self, presenter: PlanPresenter, objective: ObjectiveLine) -> None:
        super().__init__()
        self.presenter, self.objective = presenter, objective
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.result = Button(_("Risultato"), "quiet", "plus", size="link")
        self.result.clicked.connect(self._new_result)
        self.commitment = Button(_("Impegno"), "quiet", "plus", size="link")
        self.commitment.clicked.connect(lambda: self._open(self.commitments(), self.commitment))
        self.support = Button(_("Aiuto"), "quiet", "plus", size="link")
        self.support.clicked.connect(lambda: self._open(self.supports(), self.support))
        for button in (self.result, self.commitment, self.support):
            row.addWidget(button)

    def commitments(self) -> QMenu:
        """Ready commitments of the area, and a line to write in one's own words."""
        menu = self._menu()
        free = menu.addAction(_("Con parole nostre…"))
        free.triggered.connect(self._new_commitment)
        ready = further_commitments(self.objective)
        if ready:
            menu.addSection(_("Dalla raccolta"))
        for name, proposed in ready:
            when = _(proposed.how_often) if proposed.how_often else ""
            words = self.presenter.state.proposals.filled(proposed).rstrip(".")
            action = menu.addAction(f"{words} · {when}" if when else words)
            action.triggered.connect(partial(self._take_ready, name))
        return menu

    def supports(self) -> QMenu:
        """Ready supports, and lines to write in one's own words."""
        menu = self._menu()
        support_choices(menu, self.presenter, self.objective, self.adding.emit)
        return menu

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _open(self, menu: QMenu, button: Button) -> None:
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _new_result(self) -> None:
        self.adding.emit()
        self.presenter.add_result(self.objective.id, _("Nuovo risultato"))

    def _new_commitment(self) -> None:
        self.adding.emit()
        self.presenter.add_commitment(self.objective.id)

    def _take_ready(self, name: str) -> None:
        self.adding.emit()
        self.presenter.add_ready_commitment(self.objective.id, name)
