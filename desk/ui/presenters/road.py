"""The road-to-rent screen: one scenario in hand, its figures moved and kept, one of them put into the plan. No Qt."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Literal

from desk.db.changes import Changes
from desk.db.unit import new_id
from desk.domain.interview import Kind
from desk.domain.interview_typed import Typed, read_figure
from desk.domain.road import Road, later
from desk.domain.road_scenario import Lever, Scenario, Work
from desk.errors import DeskError
from desk.i18n import _, money
from desk.office.household.concerns import concerns
from desk.office.plan import suggestions as plan_suggestions
from desk.office.road import scenarios as road_scenarios
from desk.office.road.page import RoadPage, read_road_page
from desk.office.road.scenarios import OWN, TODAY, Saved
from desk.office.road.suggestions import objective_of
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.road_words import letter_of, scenario_words

TABLES = frozenset({"scenario", "answer", "enrolment", "household", "membership", "person", "plan", "objective"})
Figure = Literal["hours", "hourly", "saving", "sought", "arrears"]
MOST_CENTS = 100_000_00  # typed: more in a month is a slip of the hand


class RoadPresenter:
    """`refreshed` when another family or another list of scenarios is shown, `moved` when a figure has moved,
    `touched` when what is in hand has to be saved soon, `begun` when a move has begun a new scenario."""

    def __init__(
        self,
        context: ScreenContext,
        refreshed: Callable[[], None],
        moved: Callable[[], None],
        touched: Callable[[], None],
        begun: Callable[[], None],
    ) -> None:
        self._context, self._refreshed, self._moved, self._touched = context, refreshed, moved, touched
        self._begun = begun
        self.household = ""
        self.page: RoadPage | None = None
        self.current = ""
        self.scenario = Scenario()
        self.person = ""
        self.unsaved = False
        self._saving = 0
        self._kept_batches: list[str] = []
        self.levers: tuple[Lever, ...] = ()

    # — reading —

    def show(self, household: str) -> None:
        if household != self.household:
            self.household, self.page, self.current, self.person = household, None, "", ""
            self.unsaved, self.levers, self._kept_batches = False, (), []
        self.read_again()

    def read_again(self) -> None:
        session, household = self._context.session, self.household
        self._context.run.run(lambda: read_road_page(session, household), self._read)

    def _read(self, page: RoadPage) -> None:
        if page.household != self.household:
            return
        self.page = page
        if not self.unsaved and not self._saving:  # what is on its way to the store is newer than what was read
            known = {each.id: each for each in page.scenarios}
            if self.current not in known:
                self.current = next(each.id for each in page.scenarios if each.chosen)
            self.scenario = known[self.current].scenario
        if page.worker(self.person) is None:
            self.person = self._first_person(page)
        self.weigh()
        self._refreshed()

    def on_changes(self, changes: Changes) -> None:
        if self.page is not None and changes.touches(*TABLES):
            session, household = self._context.session, self.household
            self._context.run.run(lambda: concerns(session, household, changes), self._hear)

    def _hear(self, ours: bool) -> None:
        if ours:
            self.read_again()

    def _first_person(self, page: RoadPage) -> str:
        """Who has promised work first, else who works most, else the first adult."""
        known = {worker.person for worker in page.workers}
        promised = sorted(self.scenario.work, key=lambda work: work.start)
        for work in promised:
            if work.person in known:
                return work.person
        return max(page.workers, key=lambda each: each.hours).person if page.workers else ""

    # — what is shown —

    @property
    def today(self) -> date:
        return self._context.session.today()

    @property
    def scenarios(self) -> tuple[Saved, ...]:
        """Those that are kept, and the one in hand where it is not kept yet."""
        kept = self.page.scenarios if self.page else ()
        if self.current and self.current not in {each.id for each in kept}:
            return (*kept, Saved(self.current, OWN, self.scenario))
        return tuple(replace(each, scenario=self.scenario) if each.id == self.current else each for each in kept)

    @property
    def saved(self) -> Saved:
        """The scenario in hand with its name."""
        return next((each for each in self.scenarios if each.id == self.current), Saved("", TODAY, self.scenario))

    @property
    def letter(self) -> str:
        return letter_of(self.scenarios, self.current)

    @property
    def road(self) -> Road:
        assert self.page is not None
        return self.page.road(self.scenario)

    @property
    def beside(self) -> tuple[Saved, Road] | None:
        """What the one in hand is compared with: as today; nothing where it is that one."""
        if self.page is None or self.current == TODAY:
            return None
        today = self.page.scenarios[0]
        return today, self.page.road(today.scenario)

    @property
    def is_own(self) -> bool:
        return self.saved.kind == OWN

    def work(self) -> Work | None:
        """The work of the person whose hours are shown, as the scenario has it."""
        return self.scenario.of(self.person)

    def figure(self, name: Figure) -> int:
        """The figure as it stands in the scenario: hours, or cents."""
        assert self.page is not None
        facts, work, worker = self.page.told.base.facts, self.work(), self.page.worker(self.person)
        match name:
            case "hours":
                return work.hours if work else (worker.hours if worker else 0)
            case "hourly":
                return work.hourly_cents if work else (worker.hourly_cents if worker else 0)
            case "saving":
                told = sum(flow.cents for flow in facts.savings)
                return told if self.scenario.saving_cents is None else self.scenario.saving_cents
            case "sought":
                return facts.sought_cents if self.scenario.sought_cents is None else self.scenario.sought_cents
            case "arrears":
                told = facts.arrears_monthly_cents
                return told if self.scenario.arrears_cents is None else self.scenario.arrears_cents

    def figure_today(self, name: Figure) -> int:
        """The same as things are today: the small mark on the slider."""
        held = self.scenario
        self.scenario = Scenario()
        try:
            return self.figure(name)
        finally:
            self.scenario = held

    def starts(self) -> list[date]:
        """Months in which work, and another saving, may begin."""
        assert self.page is not None
        return [later(self.page.start, number) for number in range(1, self.page.told.figures.months_ahead)]

    def start(self) -> date:
        """From when the figures count."""
        assert self.page is not None
        work = self.work()
        begun = work.start if work else self.scenario.saving_from
        first = later(self.page.start, 1)
        return max((begun or first).replace(day=1), first)

    # — moving figures —

    def choose(self, which: str) -> None:
        """Take another scenario in hand; the one before is kept first."""
        if which == self.current or self.page is None:
            return
        self.save()
        found = next((each for each in self.scenarios if each.id == which), None)
        if found is None:
            return
        self.current, self.scenario = which, found.scenario
        self.weigh()
        self._refreshed()

    def choose_person(self, person: str) -> None:
        self.person = person
        self._moved()

    def set_figure(self, name: Figure, value: int) -> None:
        """A slider moved: the picture follows at once, the store a moment later."""
        if self.page is None or value == self.figure(name):
            return
        match name:
            case "hours" | "hourly":
                worker = self.page.worker(self.person)
                if worker is None:
                    return
                hours, hourly = self.figure("hours"), self.figure("hourly")
                hours, hourly = (value, hourly) if name == "hours" else (hours, value)
                self._change(self.scenario.with_work(worker.at(hours, hourly, self.start())))
            case "saving":
                self._change(replace(self.scenario, saving_cents=value, saving_from=self.start()))
            case "sought":
                self._change(replace(self.scenario, sought_cents=value))
            case "arrears":
                self._change(replace(self.scenario, arrears_cents=value))

    def type_figure(self, name: Figure, text: str) -> str:
        """Set what was typed; else one sentence that says why not."""
        if self.page is None:
            return ""
        read = read_figure(Kind.NUMBER if name == "hours" else Kind.MONEY, text)
        if isinstance(read, Typed):
            return read.fault
        most = max(self.page.told.figures.most_hours, self.figure_today("hours"))
        if name == "hours" and read > most:
            return _("Al massimo {n} ore a settimana.").format(n=most)
        if name != "hours" and read > MOST_CENTS:
            return _("Al massimo {sum}.").format(sum=money(MOST_CENTS))
        self.set_figure(name, read)
        return ""

    def set_start(self, start: date) -> None:
        """Work and saving of the person in hand begin in another month."""
        work, found = self.work(), self.scenario
        if work is not None:
            found = found.with_work(Work(work.person, work.hours, work.hourly_cents, work.more_cents, start))
        elif self.page is not None and (worker := self.page.worker(self.person)) is not None:
            found = found.with_work(worker.at(worker.hours, worker.hourly_cents, start))
        if found.saving_cents is not None:
            found = replace(found, saving_from=start)
        self._change(found)

    def set_deposit_paid(self, paid: bool) -> None:
        if paid != self.scenario.deposit_paid:
            self._change(replace(self.scenario, deposit_paid=paid))

    def take(self, lever: Lever) -> None:
        """Try what moves the date most, upon the figures as they stand; what no longer moves it is only taken off."""
        self.weigh()
        now = next((each for each in self.levers if each.steps == lever.steps), None)
        if now is None:
            self._refreshed()
            return
        lever = now
        hours = next((step for step in lever.steps if step.kind == "hours"), None)
        if hours is not None:
            self.person = hours.person
        self._change(lever.scenario)
        self.weigh()
        self._refreshed()

    def add(self) -> None:
        """A new scenario that begins as the one in hand."""
        self.save()
        self.current = new_id()
        self.unsaved = True
        self.save()
        self._refreshed()

    def _change(self, found: Scenario) -> None:
        """What stands for today or was promised is not written over: a new one begins there."""
        begins = not self.is_own
        if begins:
            self.current = new_id()
        self.scenario, self.unsaved = found, True
        self._moved()
        self._touched()
        if begins:
            self._begun()

    def weigh(self) -> None:
        """What would bring the date sooner; asked for once the figures rest."""
        self.levers = self.page.levers(self.scenario) if self.page else ()

    # — keeping —

    def save(self) -> None:
        """Keep what is in hand."""
        if not self.unsaved or self.page is None:
            return
        self.unsaved, self._saving = False, self._saving + 1
        session, household, row, made = self._context.session, self.household, self.current, self.scenario
        self._context.run.run(
            lambda: road_scenarios.save_scenario(session, household, made, row=row),
            self._kept,
            self._not_kept,
        )

    def _kept(self, changes: Changes) -> None:
        self._saving -= 1
        if changes.batch:
            self._kept_batches.append(changes.batch)
        self.read_again()

    def take_back(self) -> None:
        """Undo the last move of a figure."""
        self.save()
        self._context.run.run(lambda: None, lambda _nothing: self._undo_last())

    def _undo_last(self) -> None:
        if self._kept_batches:
            self._take_back(self._kept_batches.pop())

    def _not_kept(self, error: DeskError) -> None:
        self._saving -= 1
        self._context.messages.notify(str(error), "danger")
        self.current = ""
        self.read_again()

    def rename(self, name: str) -> None:
        row = self.current
        self.save()
        self._do(lambda: road_scenarios.rename_scenario(self._context.session, row, name))

    def remove(self) -> None:
        """Off the list; the plan's own is in hand afterwards."""
        row, letter = self.current, self.letter
        self.current, self.unsaved = "", False
        self._do(
            lambda: road_scenarios.remove_scenario(self._context.session, row),
            _("Scenario {letter} tolto.").format(letter=letter),
        )

    def put_in_plan(self) -> None:
        """The plan and the family's page go by the scenario in hand from now on."""
        self.save()
        session, household, which = self._context.session, self.household, self.current
        words = scenario_words(self.saved, self.page) if self.page else ""
        self._do(
            lambda: road_scenarios.choose_scenario(session, household, which),
            _("Il piano segue lo scenario {letter}: {words}.").format(letter=self.letter, words=words),
        )

    def objective_of(self, lever: Lever) -> str:
        """The ready objective of the plan for a lever; empty where the plan has it or cannot be written."""
        return objective_of(lever, self.page) if self.page is not None and self.page.draft else ""

    def add_objective(self, lever: Lever) -> None:
        """Put the ready objective of a lever into the draft of the plan."""
        name, page = self.objective_of(lever), self.page
        if not name or page is None:
            return
        session, household, draft = self._context.session, self.household, page.draft
        self._do(
            lambda: plan_suggestions.add_suggested(session, household, draft, name), _("Obiettivo aggiunto al piano.")
        )

    def _do(self, work: Callable[[], Changes], said: str = "") -> None:
        session = self._context.session

        def done(changes: Changes) -> None:
            if said:
                undo = (lambda: self._take_back(changes.batch)) if changes.batch else None
                self._context.messages.notify(said, "success", undo)
            self.read_again()

        def refused(error: DeskError) -> None:
            self._context.messages.notify(str(error), "danger")
            self.read_again()

        assert session is not None
        self._context.run.run(work, done, refused)

    def _take_back(self, batch: str) -> None:
        session = self._context.session
        self._context.run.run(lambda: session.store.undo(batch, session.staff), lambda _changes: self.read_again())

    # — going elsewhere —

    def open_household(self) -> None:
        self._context.navigate.open("household", household=self.household)

    def open_plan(self) -> None:
        self._context.navigate.open("plan", household=self.household)

    def open_interview(self) -> None:
        self._context.navigate.open("interview", household=self.household, section="economy")

    def list_all(self) -> None:
        self._context.navigate.open("households")
