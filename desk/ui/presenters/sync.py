"""What waits, since when, what failed and what to do, as the chip says it in one line. No Qt."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from desk.db.changes import Changes
from desk.domain.roles import May, allowed
from desk.i18n import _, n_
from desk.office.day_words import hour, numbers
from desk.office.machine.sync_facts import Machine, SyncFacts, read_sync
from desk.sync.status import Chip, SyncStatus, clock_words
from desk.ui.presenters.context import Kind, ScreenContext

MOST_MACHINES = 12


class SyncPresenter:
    """`refresh` is called when something to show has changed."""

    def __init__(self, context: ScreenContext, refresh: Callable[[], None]) -> None:
        self._context, self._refresh = context, refresh
        self.facts: SyncFacts | None = None
        self.sending = False

    def show(self, status: SyncStatus | None = None) -> None:
        session = self._context.session
        self._context.run.look(lambda: read_sync(session, status), self._have)

    def _have(self, facts: SyncFacts) -> None:
        self.facts = facts
        self._refresh()

    def on_sync(self, status: SyncStatus) -> None:
        """A round has ended."""
        self.sending = False
        self.show(status)

    def on_changes(self, _changes: Changes) -> None:
        if self.facts is not None:
            self.show()

    def send_now(self) -> None:
        self.sending = True
        self._refresh()
        self._context.navigate.send_now()

    # — in words —

    @property
    def status(self) -> SyncStatus:
        return self.facts.status if self.facts else SyncStatus()

    def told(self) -> Chip:
        """What the chip says where nobody has to choose between values: that has its own line."""
        return replace(self.status, conflicts=0).chip()

    def tone(self) -> Kind:
        chip = self.told()
        if chip.state == "danger":
            return "danger"
        return "warning" if chip.state == "offline" else "success" if self.status.enrolled else "info"

    def conflicts(self) -> str:
        """Empty where nothing is to be chosen, or this role does not choose."""
        many = self.status.conflicts
        if not many or not allowed(self._context.session.role, May.RECONCILE):
            return ""
        said = n_(
            "{n} dato ha due valori: scegli quello giusto.", "{n} dati hanno due valori: scegli quelli giusti.", many
        )
        return said.format(n=many)

    def waits(self) -> str:
        """Over what waits, or instead of it."""
        status = self.status
        if not status.enrolled:
            return _("Niente da inviare: quello che scrivi è salvato qui.")
        if not status.waiting:
            return _("Niente: tutto è partito.")
        said = n_("{n} registrazione", "{n} registrazioni", status.waiting).format(n=status.waiting)
        if status.waiting_since is None:
            return said
        return _("{what}, la prima {when}").format(what=said, when=self.when(status.waiting_since))

    def line(self) -> list[tuple[str, str]]:
        """The server and what was heard of it."""
        facts, status = self.facts, self.status
        if facts is None:
            return []
        mine = [(_("Qui"), facts.name or _("un computer senza nome")), (_("Numero"), facts.device)]
        if not status.enrolled:
            return [(_("Server"), _("nessuno: lavora da solo")), *mine]
        heard = self.when(status.sent_at) if status.sent_at else _("mai")
        clock = clock_words(status.behind) if status.behind else _("giusto")
        return [(_("Server"), facts.server), (_("Ultimo contatto"), heard), (_("Orologio"), clock), *mine]

    def said(self) -> str:
        """What is the matter, and on a line of its own what to do."""
        chip = self.told()
        return "\n".join(filter(None, (chip.detail, chip.todo)))

    def machines(self) -> list[tuple[str, str]]:
        """Name, and when it last wrote something that is here."""
        if self.facts is None:
            return []
        return [(each.name, self._written(each)) for each in self.facts.machines[:MOST_MACHINES]]

    def _written(self, machine: Machine) -> str:
        words = _("questo computer: ha scritto {when}") if machine.here else _("ha scritto {when}")
        return words.format(when=self.when(machine.written))

    def when(self, moment: datetime) -> str:
        """«oggi alle 10:32», «il 21/11 alle 9:05»."""
        today = self._context.session.today()
        words = _("oggi alle {hour}") if moment.date() == today else _("il {day} alle {hour}")
        return words.format(day=numbers(moment.date(), today), hour=hour(moment))

    @property
    def may_enrol(self) -> bool:
        return allowed(self._context.session.role, May.MANAGE_STAFF) and (
            not self.status.enrolled or self.status.why in ("unknown", "taken")
        )

    def open(self, screen: str) -> None:
        self._context.navigate.open(screen)
