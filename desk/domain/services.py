"""What the office offers at its desks."""

from typing import Literal

from msgspec import Struct

from desk.domain.roles import Role


class Service(Struct, frozen=True, forbid_unknown_fields=True):
    """One service. `letter` opens its ticket numbers; `roles` may give it; `title` is for staff, `family` for families.

    `lobby`: which of the kiosk's buttons leads here without an appointment: none where it is empty.
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
