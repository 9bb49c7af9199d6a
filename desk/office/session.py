"""Who is working on which store: every use case starts from it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from desk.db.store import SYSTEM, Store
from desk.domain.roles import May, Role, allowed
from desk.errors import NotAllowed
from desk.i18n import _
from desk.settings import TIME_ZONE

ZONE = ZoneInfo(TIME_ZONE)


@dataclass(frozen=True)
class Session:
    """A signed-in member of staff (or the machine itself) on an open store; `now` gives an aware moment."""

    store: Store
    staff: str
    name: str
    role: Role
    now: Callable[[], datetime]

    def require(self, what: May) -> None:
        """Raise NotAllowed unless the role may do it."""
        if not allowed(self.role, what):
            raise NotAllowed(_("Con il ruolo che hai non puoi farlo. Chiedi al coordinatore."))

    def moment(self) -> str:
        """Now as ISO text in UTC, to the second: how moments are stored."""
        return self.now().astimezone(UTC).isoformat(timespec="seconds")

    def today(self) -> date:
        """The day in the office's own time zone."""
        return self.now().astimezone(ZONE).date()


def system_session(store: Store) -> Session:
    """The machine itself, for scripts: whoever can open the store can run them."""
    return Session(store, SYSTEM, SYSTEM, Role.SYSTEM, store.now)


def local(moment: str) -> datetime:
    """A stored moment in the office's time zone."""
    return datetime.fromisoformat(moment).astimezone(ZONE)
