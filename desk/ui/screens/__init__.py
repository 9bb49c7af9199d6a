"""One file per screen. To add one: screens/x.py with a class `XScreen(context)`, presenters/x.py, a line here."""

import sys
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from desk.domain.roles import May

if TYPE_CHECKING:
    from desk.db.changes import Changes
    from desk.ui.presenters.context import ScreenContext


class Screen(Protocol):
    """What the window asks of a screen, which is a QWidget besides.

    Three more it may have: `leave()`, called before somebody goes elsewhere, to save what was typed; `take_scan(taken)
    -> bool`, called with what was scanned (`desk.office.front.scan.Taken`): True when it acted on it; and
    `on_sync(status)`, called when a round with the server has ended.
    """

    def show_facts(self, **facts: str) -> None:
        """Called each time somebody goes there: read what to show and refresh."""

    def on_changes(self, changes: "Changes") -> None:
        """Something was written, here or elsewhere: refresh what it touches."""


@dataclass(frozen=True)
class Entry:
    """A screen's place: `rail` is the word in the rail, Italian source text, empty where it is reached from another."""

    name: str
    class_name: str
    may: May
    rail: str = ""
    icon: str = ""
    parent: str = ""

    @property
    def is_loaded(self) -> bool:
        """Its module is there as a whole: the class stands under all that it imports."""
        return hasattr(sys.modules.get(self._module), self.class_name)

    def load(self) -> None:
        """Import its module, which takes many frames: beside the GUI thread."""
        import_module(self._module)

    def build(self, context: "ScreenContext") -> Any:
        """The screen's widget; its module is imported now at the latest, not at start."""
        return getattr(import_module(self._module), self.class_name)(context)

    @property
    def _module(self) -> str:
        return f"{__name__}.{self.name}"


SCREENS: tuple[Entry, ...] = (
    Entry("today", "TodayScreen", May.SEE_TODAY, "Oggi", "calendar-check"),
    Entry("households", "HouseholdsScreen", May.SEE_HOUSEHOLD, "Famiglie", "users"),
    Entry("household", "HouseholdScreen", May.SEE_HOUSEHOLD, parent="households"),
    Entry("interview", "InterviewScreen", May.INTERVIEW, parent="households"),
    Entry("plan", "PlanScreen", May.PLAN, parent="households"),
    Entry("road", "RoadScreen", May.PLAN, parent="households"),
    Entry("papers", "PapersScreen", May.SEE_HOUSEHOLD, parent="households"),
    Entry("booking", "BookingScreen", May.BOOK, parent="households"),
    Entry("reconcile", "ReconcileScreen", May.RECONCILE, parent="households"),
    Entry("reviews", "ReviewsScreen", May.REVIEW, parent="households"),
    Entry("agenda", "AgendaScreen", May.BOOK, "Agenda", "agenda"),
    Entry("reminders", "RemindersScreen", May.BOOK, parent="agenda"),
    Entry("absence", "AbsenceScreen", May.BOOK, parent="agenda"),
    Entry("day_papers", "DayPapersScreen", May.SEE_HOUSEHOLD, parent="agenda"),
    Entry("reports", "ReportsScreen", May.REPORTS, "Rapporti", "reports"),
    Entry("enrolments", "EnrolmentsScreen", May.IMPORT, "Elenchi", "file-import"),
    Entry("sync", "SyncScreen", May.SEE_TODAY),
    Entry("administration", "AdministrationScreen", May.MANAGE_STAFF, "Amministrazione", "administration"),
)
