"""What came after SIA: which measure can be asked for on a day, and how many months of it are left."""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from desk.domain.road_figures import Mark


class Measure(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A measure against poverty. `year` where its first day is not known; its months and those of the measures in
    `together` may be `together_months` in all."""

    id: str
    title: str
    valid_from: date | None = None
    year: int | None = None
    together: tuple[str, ...] = ()
    together_months: int | None = None
    mark: Mark = "to confirm"
    source: str = ""

    @property
    def begins(self) -> date:
        """Its first day; of a year alone the first of January, to be taken as not confirmed."""
        return self.valid_from or date(self.year or date.max.year, 1, 1)

    def months_left(self, taken: Mapping[str, int]) -> int | None:
        """Months that may still come, after so many of each measure; None where no limit is known."""
        if self.together_months is None:
            return None
        return max(0, self.together_months - sum(taken.get(each, 0) for each in (self.id, *self.together)))


def measure_on(measures: Sequence[Measure], day: date) -> Measure | None:
    """The newest that has begun; None before the first."""
    begun = [each for each in measures if each.begins <= day]
    return max(begun, key=lambda each: each.begins, default=None)
