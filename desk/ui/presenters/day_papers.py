"""The plans of a day's families, printed in one go while the window goes on. No Qt."""

from collections.abc import Callable
from datetime import date, timedelta

from desk import i18n
from desk.db.changes import Changes
from desk.domain.languages import language_name
from desk.errors import DeskError
from desk.i18n import _, n_
from desk.office.day_words import hour, long_day, numbers
from desk.office.papers.already_out import Out, already_out
from desk.office.papers.kinds import Kind
from desk.office.papers.ledger import record_paper
from desk.office.papers.make import Expected, expected_on, make_paper, next_day_with_visits
from desk.office.session import local
from desk.ui.paper_jobs import NoPrinter
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.running import Progress

KINDS = (Kind.PLAN, Kind.FRIDGE, Kind.NOTICE)
_SHOWN = frozenset({"appointment", "plan", "objective", "commitment", "result", "support", "printed"})
PrintPages = Callable[[bytes], str]
"""Gives words where the printer holds the sheet back."""
Found = tuple[date, tuple[Expected, ...], dict[tuple[str, str], Out]]


class DayPapersPresenter:
    """Calls `refreshed` when there is something new to show."""

    def __init__(self, context: ScreenContext, refreshed: Callable[[], None]) -> None:
        self._context, self._refreshed = context, refreshed
        self.day: date | None = None
        self.kind = Kind.PLAN
        self.large = False
        self.families: tuple[Expected, ...] = ()
        self.out: dict[tuple[str, str], Out] = {}
        self.left_out: set[str] = set()
        self._again: set[tuple[str, str]] = set()
        self.running, self.stopping = False, False
        self.done, self.total = 0, 0
        self.failed: list[str] = []
        self._stop: Callable[[], None] | None = None
        self._at_printer: Callable[[], None] | None = None
        self._held = ""
        self._told: set[str] = set()

    def show(self, day: str = "") -> None:
        """`day` empty: the next one on which somebody is expected."""
        if self.running:
            return
        session = self._context.session
        wanted = date.fromisoformat(day) if day else None

        def read() -> Found:
            found = wanted or next_day_with_visits(session)
            families = expected_on(session, found)
            return found, families, already_out(session, {each.household for each in families})

        self._context.run.run(read, self._have)

    def _have(self, found: Found) -> None:
        if self.running:
            return
        if found[0] != self.day:
            self.left_out, self._again, self.done, self.total, self.failed = set(), set(), 0, 0, []
        self.day, self.families, self.out = found
        self._refreshed()

    def on_changes(self, changes: Changes) -> None:
        if self.day is not None and _SHOWN & set(changes.tables):
            self.show(self.day.isoformat())

    def turn(self, days: int) -> None:
        """The day before or after."""
        if self.day is not None:
            self.show((self.day + timedelta(days=days)).isoformat())

    def choose(self, kind: Kind) -> None:
        self.kind = kind
        self._refreshed()

    def take(self, household: str, taken: bool) -> None:
        """Whether a family's paper is among those to print."""
        (self.left_out.discard if taken else self.left_out.add)(household)
        (self._again.add if taken else self._again.discard)((household, self.kind))
        self._refreshed()

    def taken(self, family: Expected) -> bool:
        """What is already out is not printed once more, unless somebody says so."""
        place = (family.household, self.kind.value)
        out = self.out.get(place)
        return family.household not in self.left_out and (out is None or out.stale or place in self._again)

    def to_print(self) -> list[Expected]:
        return [each for each in self.families if self.printable(each) and self.taken(each)]

    def printable(self, family: Expected) -> bool:
        """Only a family with a plan has a plan to print."""
        return family.plan or self.kind is Kind.NOTICE

    def start(self, print_pages: PrintPages, at_printer: Callable[[], None] | None = None) -> None:
        """One paper after the other in the background; each goes whole to the printer and into the ledger.
        `at_printer`: called when the last one is there, and none is known to be held."""
        lines = self.to_print()
        if self.running or not lines:
            return
        session, kind, large = self._context.session, self.kind, self.large
        self._at_printer = at_printer
        self.running, self.stopping, self.done, self.total, self.failed = True, False, 0, len(lines), []
        self._refreshed()

        self._held, self._told = "", set()

        def work(progress: Progress) -> tuple[list[str], list[str]]:
            out: list[str] = []
            failed: list[str] = []
            for place, line in enumerate(lines, start=1):
                if progress.cancelled():
                    break
                language = line.language if line.language in i18n.languages() else "it"
                try:
                    paper = make_paper(session, kind, line.household, language, large=large)
                    self._held = print_pages(paper.pdf) or self._held
                    record_paper(session, paper)
                    out.append(line.household)
                except NoPrinter as fault:  # nor would it take the others
                    return out, [*failed, str(fault)]
                except DeskError as fault:
                    failed.append(f"{line.name}: {fault}")
                progress.step(place, len(lines))
            return out, failed

        self._stop = self._context.run.run_long(work, self._over, self._broken, self._stepped)

    def cancel(self) -> None:
        """Stop after the paper in hand."""
        if self._stop is not None and self.running:
            self.stopping = True
            self._stop()
            self._refreshed()

    def _stepped(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        self._tell_held()
        self._refreshed()

    def _tell_held(self) -> None:
        """Once, and while the others still go out: somebody can put paper in."""
        if self._held and self._held not in self._told:
            self._told.add(self._held)
            self._context.messages.notify(self._held, "warning")

    def _over(self, result: tuple[list[str], list[str]]) -> None:
        printed, self.failed = result
        done, out = len(printed), Out(local(self._context.session.moment()), stale=False)
        self.out = self.out | {(household, self.kind.value): out for household in printed}
        self.running = False
        self._again.clear()
        said = n_("{n} foglio stampato.", "{n} fogli stampati.", done).format(n=done)
        if done + len(self.failed) < self.total:
            said = _("Fermato: {n} su {total} stampati.").format(n=done, total=self.total)
        self._context.messages.notify(said, "warning" if self.failed else "success")
        self._tell_held()
        if done and not self._held and self._at_printer is not None:
            self._at_printer()
        self._refreshed()
        if self.day is not None:
            self.show(self.day.isoformat())

    def _broken(self, error: DeskError) -> None:
        self.running = False
        self.failed = [str(error)]
        self._refreshed()

    # — words —

    def title(self) -> str:
        return _("Fogli per {day}").format(day=long_day(self.day)) if self.day else _("Fogli del giorno")

    def words(self, family: Expected) -> str:
        """«9:30 · El Amrani · arabo»."""
        parts = [family.time, family.name]
        if family.language != "it":
            parts.append(_(language_name(family.language)))
        if not self.printable(family):
            parts.append(_("non ha ancora un piano"))
        out = self.out.get((family.household, self.kind.value))
        if out is not None:
            parts.append(self._out_words(out))
        return " · ".join(parts)

    def _out_words(self, out: Out) -> str:
        today = self._context.session.today()
        moment = hour(out.at) if out.at.date() == today else f"{numbers(out.at.date(), today)} {hour(out.at)}"
        if out.stale:
            return _("cambiato dopo la stampa ({moment})").format(moment=moment)
        return _("già stampato ({moment})").format(moment=moment)

    def start_words(self) -> str:
        count = len(self.to_print())
        return n_("Stampa {n} foglio", "Stampa {n} fogli", count).format(n=count)

    def far(self) -> str:
        if not self.total:
            return ""
        words = _("{done} su {total}").format(done=self.done, total=self.total)
        return _("{far}: mi fermo dopo questo").format(far=words) if self.stopping and self.running else words
