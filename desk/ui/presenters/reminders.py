"""Reminders: whom to call, which letters go out, what leaves by itself, what became of it. No Qt."""

from collections.abc import Callable
from dataclasses import dataclass

from desk.db.changes import Changes
from desk.domain.reminders import AUTOMATIC, Way
from desk.errors import DeskError
from desk.i18n import _, n_
from desk.office.day_words import hour, long_day
from desk.office.reminders.by_hand import (
    Freed,
    Letter,
    called,
    came_back,
    cannot_come,
    letter_for,
    letters_printed,
    take_back,
)  # fmt: skip
from desk.office.reminders.channels import Channels, load_channels
from desk.office.reminders.plan import (
    FAILED,
    NO_ANSWER,
    SENT,
    TOLD,
    UNSURE,
    Owed,
    Standing,
    quiet_hours,
    read_reminders,
)  # fmt: skip
from desk.office.reminders.send import Report, send_reminders
from desk.office.reminders.words import (
    call_list,
    fault_words,
    language_words,
    report_words,
    tried_words,
    way_words,
    when_words,
)  # fmt: skip
from desk.office.session import ZONE
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.running import Progress

CALLS, LETTERS, LEAVING, GONE = "calls", "letters", "leaving", "gone"
TOUCHING = frozenset({"appointment", "reminder", "contact", "consent", "household", "person", "address"})
THERE, NOT_COMING, NOBODY, BACK, PRINTED = "there", "not_coming", "nobody", "back", "printed"


@dataclass(frozen=True)
class Row:
    """One reminder as it is shown. `actions`: code and words, the first the usual one."""

    key: str
    household: str
    when: str
    name: str
    second: str
    way: str
    tags: tuple[tuple[str, str], ...]
    actions: tuple[tuple[str, str], ...]


class RemindersPresenter:
    """`refresh` is called when something to show has changed."""

    def __init__(self, context: ScreenContext, refresh: Callable[[], None]) -> None:
        self._context, self._refresh = context, refresh
        self.tab = CALLS
        self.every: tuple[Owed, ...] = ()
        self.channels = Channels()
        self.read = False
        self.sending = False
        self.done, self.total = 0, 0
        self.fault = ""
        self.report: Report | None = None
        self._stop: Callable[[], None] | None = None

    # — reading —

    def show(self) -> None:
        session = self._context.session

        def look() -> tuple[Channels, tuple[Owed, ...]]:
            channels = load_channels()
            return channels, read_reminders(session, channels.ready())

        self._context.run.run(look, self._have, self._failed)

    def _have(self, found: tuple[Channels, tuple[Owed, ...]]) -> None:
        self.channels, self.every = found
        self.read = True
        self._refresh()

    def _failed(self, error: DeskError) -> None:
        self.fault, self.sending, self.read = str(error), False, True
        self._refresh()

    def on_changes(self, changes: Changes) -> None:
        if changes.tables & TOUCHING and not self.sending:
            self.show()

    def choose(self, tab: str) -> None:
        self.tab = tab
        self._refresh()

    # — showing —

    def of(self, tab: str) -> tuple[Owed, ...]:
        """The reminders of one tab, earliest appointment first."""
        now = self._context.session.now()
        by_hand = [each for each in self.every if each.standing is Standing.BY_HAND]
        if tab == LETTERS:
            return tuple(each for each in by_hand if each.reach.way is Way.LETTER)
        if tab == CALLS:
            late = [each for each in self.every if each.overdue(now)]
            rest = [each for each in by_hand if each.reach.way is not Way.LETTER]
            return tuple(sorted([*rest, *late], key=lambda each: (each.start, each.home.name, each.key)))
        if tab == LEAVING:
            on_way = (Standing.DUE, Standing.BUSY, Standing.LATER)
            mine = [each for each in self.every if each.standing in on_way and each.reach.way in AUTOMATIC]
            return tuple(sorted(mine, key=lambda each: (each.due, each.start, each.home.name)))
        return tuple(each for each in self.every if each.standing is Standing.DONE)

    def rows(self) -> tuple[Row, ...]:
        return tuple(self._row(each) for each in self.of(self.tab))

    def _row(self, each: Owed) -> Row:
        today = self._context.session.now().astimezone(ZONE)
        second = " · ".join(filter(None, (each.home.code, language_words(each))))
        tags: list[tuple[str, str]] = []
        way = way_words(each)
        if self.tab == CALLS and each.standing is not Standing.BY_HAND:
            tags.append((_("Non è ancora partito"), "warning"))
        elif self.tab in (CALLS, LETTERS) and each.reach.why:
            careful = each.home.careful or any(one.state in (FAILED, UNSURE) for one in each.tried)
            tags.append((each.reach.why, "warning" if careful else "neutral"))
        if self.tab == LEAVING:
            due = each.due.astimezone(ZONE)
            leaves = _("parte {day}, {hour}").format(day=long_day(due.date()), hour=hour(due))
            tags.append((leaves, "neutral") if each.standing is Standing.LATER else (_("in partenza"), "info"))
        told = [one for one in each.tried if one.state in (NO_ANSWER, FAILED, UNSURE) or self.tab != CALLS]
        if told and self.tab != LETTERS:
            way = tried_words(told[-1], today) if self.tab == GONE else f"{way} · {tried_words(told[-1], today)}"
        return Row(
            each.key, each.home.id, when_words(each), each.home.name, second, way, tuple(tags), self._actions(each)
        )

    def _actions(self, each: Owed) -> tuple[tuple[str, str], ...]:
        not_coming = (NOT_COMING, _("Non può venire"))
        if self.tab == CALLS:
            if each.reach.way is Way.NONE:
                return (not_coming,)
            return (THERE, _("Ci sarà")), not_coming, (NOBODY, _("Non risponde"))
        if self.tab == LETTERS:
            return ((PRINTED, _("Stampa")),)
        if self.tab == GONE:
            back = ((BACK, _("Non arrivata")),) if any(one.state == SENT for one in each.tried) else ()
            return not_coming, *back
        return ()

    def counted(self, tab: str) -> int:
        return len(self.of(tab))

    def channels_words(self) -> str:
        """«SMS: pronti · E-mail: non configurate · si invia ora»."""
        ready = self.channels.ready()
        sms = _("SMS: si inviano") if Way.SMS in ready else _("SMS: non configurati")
        email = _("E-mail: si inviano") if Way.EMAIL in ready else _("E-mail: non configurate")
        return f"{sms} · {email}"

    def quiet_words(self) -> str:
        """Since when nothing leaves; empty where it may leave now."""
        now = self._context.session.now().astimezone(ZONE)
        quiet = quiet_hours(now.date())
        if not quiet.now(now):
            return ""
        opens = quiet.next_open(now)
        return _("Ore di silenzio: si riparte {day}, {hour}").format(day=long_day(opens.date()), hour=hour(opens))

    @property
    def can_send(self) -> bool:
        return bool(self.channels.ready()) and not self.sending and not self.quiet_words()

    # — sending —

    def send(self) -> None:
        """Now, beside the window."""
        if not self.can_send:
            return
        session, channels = self._context.session, self.channels
        self.sending, self.fault, self.report, self.done, self.total = True, "", None, 0, 0
        self._refresh()

        def work(progress: Progress) -> Report:
            def step(done: int, total: int) -> bool:
                progress.step(done, total)
                return not progress.cancelled()

            return send_reminders(session, channels, progress=step)

        self._stop = self._context.run.run_long(work, self._sent, self._failed, self._stepped)

    def stop(self) -> None:
        if self._stop is not None and self.sending:
            self._stop()

    def _stepped(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        self._refresh()

    def _sent(self, report: Report) -> None:
        self.sending, self.report = False, report
        self.fault = report.away or ", ".join(fault_words(each) for each in dict.fromkeys(report.faults))
        self._context.messages.notify(report_words(report), "success" if report.ok else "warning")
        self.show()

    # — by hand —

    def act(self, key: str, action: str) -> None:
        """Press one of a row's buttons; printing is the screen's."""
        each = self.named(key)
        if each is None:
            return
        if action == NOT_COMING:
            self._cannot_come(each)
        elif action == BACK:
            self._write(lambda: came_back(self._context.session, each), _("{name}: segnata come non arrivata."), each)
        elif action == THERE:
            self._write(lambda: called(self._context.session, each, TOLD), _("{name}: ci sarà."), each)
        else:
            said = _("{name}: nessuna risposta, resta nell'elenco.")
            self._write(lambda: called(self._context.session, each, NO_ANSWER), said, each)

    def named(self, key: str) -> Owed | None:
        return next((each for each in self.every if each.key == key), None)

    def _write(self, work: Callable[[], Changes], said: str, each: Owed) -> None:
        session = self._context.session

        def done(changes: Changes) -> None:
            def undo() -> None:
                self._context.run.run(lambda: session.store.undo(changes.batch, session.staff), lambda _c: self.show())

            self._context.messages.notify(said.format(name=each.home.name), "success", undo)
            self.show()

        self._context.run.run(work, done, self._failed)

    def _cannot_come(self, each: Owed) -> None:
        session = self._context.session

        def done(freed: Freed) -> None:
            def undo() -> None:
                self._context.run.run(lambda: take_back(session, freed), lambda _n: self.show(), self._failed)

            said = _("{name}: appuntamento di {when} disdetto, il posto è libero.")
            self._context.messages.notify(said.format(name=each.home.name, when=when_words(each)), "success", undo)
            self.show()

        self._context.run.run(lambda: cannot_come(session, each), done, self._failed)

    # — paper —

    def calls_on_paper(self, have: Callable[[bytes], None]) -> None:
        session, every = self._context.session, self.of(CALLS)
        self._context.run.run(lambda: call_list(session, every), have, self._failed)

    def letters_on_paper(self, keys: list[str], have: Callable[[list[Letter]], None]) -> None:
        """One letter for each of the named reminders."""
        session = self._context.session
        every = [each for each in self.of(LETTERS) if each.key in keys]
        self._context.run.run(lambda: [letter_for(session, each) for each in every], have, self._failed)

    def letters_are_out(self, letters: list[Letter]) -> None:
        """They were printed: they go out with the post."""
        session = self._context.session

        def done(changes: Changes) -> None:
            def undo() -> None:
                self._context.run.run(lambda: session.store.undo(changes.batch, session.staff), lambda _c: self.show())

            said = n_(
                "{n} lettera mandata alla stampante.", "{n} lettere mandate alla stampante.", len(letters)
            ).format(n=len(letters))
            self._context.messages.notify(said, "success", undo)
            self.show()

        self._context.run.run(lambda: letters_printed(session, letters), done, self._failed)

    def open_family(self, household: str) -> None:
        self._context.navigate.open("household", household=household)
