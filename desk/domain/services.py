"""What the office offers at its desks."""

from typing import Literal

from msgspec import Struct

from desk.domain.roles import Role


class Service(Struct, frozen=True, forbid_unknown_fields=True):
    """One service. `letter` opens its ticket numbers; `roles` may give it; `title` is for staff, `family` for families.

    In minutes, kept free in every diary around it: `before` and `after` (those of neighbours add up), and `filing` for
    the worker's own papers afterwards. `notice_hours`: how long before it may be booked at the latest; `window_days`:
    how far ahead at most. `lobby`: which of the kiosk's buttons leads here without an appointment: none where empty.
    """

    id: str
    title: str
    family: str
    letter: str
    minutes: int
    roles: tuple[Role, ...]
    icon: str
    kind: Literal["first", "interview", "sign", "housing", "work", "paper", "visit"]
    lobby: Literal["", "talk", "paper"] = ""
    booked: bool = True
    interpreter: bool = True
    bring: tuple[str, ...] = ()
    before: int = 0
    after: int = 0
    filing: int = 0
    notice_hours: int = 0
    window_days: int = 366

    @property
    def elsewhere(self) -> bool:
        """Not in the office: it needs no room, and a way there."""
        return self.kind == "visit"
