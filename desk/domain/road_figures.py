"""What the road to rent assumes: figures that the city may change, each with its days and its mark."""

from collections.abc import Iterable
from datetime import date
from typing import Literal, Protocol, TypeVar

from msgspec import Struct

Mark = Literal["seen", "tested", "to confirm"]
LeverKind = Literal["hours", "saving", "rent", "debts", "deposit"]


class Dated(Protocol):
    """Something that counts from a day, perhaps to a day."""

    @property
    def valid_from(self) -> date: ...

    @property
    def valid_to(self) -> date | None: ...


D = TypeVar("D", bound=Dated)


def in_force(each: Dated, day: date) -> bool:
    return each.valid_from <= day and (each.valid_to is None or day <= each.valid_to)


def on_day(dated: Iterable[D], day: date) -> D:
    """The newest that is in force; where none is, the one that began last before the day, else the very first."""
    known = sorted(dated, key=lambda each: each.valid_from)
    counting = [each for each in known if in_force(each, day)]
    begun = [each for each in known if each.valid_from <= day]
    return (counting or begun or known[:1])[-1]


class Essentials(Struct, frozen=True, forbid_unknown_fields=True):
    """What a family spends a month without rent, in euro, by number of members from 1."""

    by_members: tuple[int, ...]
    each_further: int
    mark: Mark = "to confirm"

    def cents(self, members: int) -> int:
        listed = len(self.by_members)
        base = self.by_members[min(max(members, 1), listed) - 1]
        return (base + self.each_further * max(0, members - listed)) * 100


class RentRange(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Rents asked for so many rooms, euro a month."""

    id: str = ""
    rooms: int
    lowest: int
    highest: int
    valid_from: date = date.min
    valid_to: date | None = None
    mark: Mark = "to confirm"
    source: str = ""


class Steps(Struct, frozen=True, forbid_unknown_fields=True):
    """By how much a figure is moved to see what it changes: hours a week, and euro a month."""

    hours: int = 8
    saving: int = 50
    rent: int = 50
    debts: int = 50


class WorkRules(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What may be earned without losing the status of unemployed, what a traineeship pays, by when one must call, who
    helps for nothing. `trainee_attendance`: percent of the hours."""

    id: str
    valid_from: date
    valid_to: date | None = None
    unemployed_employee: int
    unemployed_self_employed: int
    trainee_full: int
    trainee_half: int
    trainee_months: int
    trainee_months_least: int
    trainee_attendance: int
    trainee_months_disadvantaged: int
    trainee_months_disabled: int
    centre_days: int
    centre_days_naspi: int
    free_help: str = ""
    mark: Mark = "to confirm"
    source: str = ""


class RoadFigures(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the road assumes. Money in euro, unless the name says cents. `average_rent` of all homes in the city;
    `agreed_percent`: how many contracts have an agreed rent. `objectives`: ready ones of the plan."""

    id: str = ""
    valid_from: date = date.min
    valid_to: date | None = None
    sustainable_percent: int
    months_ahead: int
    deposit_months: int
    registration: int
    steady_months: int = 1
    arrears_months: int = 24
    net_hourly_cents: int = 720
    most_hours: int = 40
    average_rent: int | None = None
    agreed_percent: int | None = None
    note: str
    essentials: Essentials
    steps: Steps = Steps()
    objectives: dict[str, str] = {}
    rent: tuple[RentRange, ...] = ()
    mark: Mark = "to confirm"
    source: str = ""

    def rent_for(self, rooms: int) -> RentRange | None:
        """The rents asked for so many rooms; for more than are listed, those of the largest home."""
        listed = sorted(self.rent, key=lambda each: each.rooms)
        return next((each for each in listed if each.rooms >= rooms), listed[-1] if listed else None)
