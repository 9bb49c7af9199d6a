"""The days that burn: hearing, release, access, the project's signature, papers that run out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from desk.i18n import _, n_

URGENT_DAYS: Final = {"hearing": 21, "release": 60, "access": 30, "sign": 7}
WATCH_DAYS: Final = 60
PAPER_WATCH_DAYS: Final = 60


class Severity(StrEnum):
    """How loud a deadline is."""

    DANGER = "danger"
    WARNING = "warning"
    INFORMATION = "information"


class DeadlineKind(StrEnum):
    """What happens on the day."""

    HEARING = "hearing"
    RELEASE = "release"
    ACCESS = "access"
    SIGN = "sign"
    PERMIT = "permit"
    ISEE = "isee"
    PAPER = "paper"


@dataclass(frozen=True)
class DeadlineFacts:
    """The days that are known; `signed` ends the wait for the project."""

    hearing: date | None = None
    release: date | None = None
    access: date | None = None
    sign_by: date | None = None
    signed: bool = False
    isee_expires: date | None = None
    hearing_hour: str = ""
    access_hour: str = ""
    permits: tuple[tuple[str, date], ...] = field(default=())
    """Given name and day of expiry."""
    papers: tuple[tuple[str, date], ...] = field(default=())
    """Any other paper on the family's list: what it is called, and its day of expiry."""


@dataclass(frozen=True)
class Deadline:
    """One day: `days_left` below zero when it has passed; `text` without the day, `left` with the days in words.

    `hour`: «9:30», where it is known.
    """

    kind: DeadlineKind
    date: date
    days_left: int
    severity: Severity
    text: str
    hour: str = ""

    @property
    def left(self) -> str:
        if self.days_left < 0:
            return n_("scaduto da {days} giorno", "scaduto da {days} giorni", -self.days_left).format(
                days=-self.days_left
            )
        if self.days_left == 0:
            return _("oggi")
        return n_("tra {days} giorno", "tra {days} giorni", self.days_left).format(days=self.days_left)


def deadlines(facts: DeadlineFacts, today: date) -> tuple[Deadline, ...]:
    """What is ahead, and what was missed, soonest first. A hearing or access of the past is over and not listed."""
    return tuple(sorted(_deadlines(facts, today), key=lambda each: (each.date, each.kind)))


def _deadlines(facts: DeadlineFacts, today: date) -> Iterator[Deadline]:
    if facts.hearing and facts.hearing >= today:
        yield _one(DeadlineKind.HEARING, facts.hearing, today, _("Udienza"), facts.hearing_hour)
    if facts.release:
        yield _one(DeadlineKind.RELEASE, facts.release, today, _("Rilascio della casa"))
    if facts.access and facts.access >= today:
        yield _one(DeadlineKind.ACCESS, facts.access, today, _("Accesso dell’ufficiale giudiziario"), facts.access_hour)
    if facts.sign_by and not facts.signed:
        yield _one(DeadlineKind.SIGN, facts.sign_by, today, _("Firma del progetto"))
    papers = [(DeadlineKind.PERMIT, day, _("Permesso di {name}").format(name=name)) for name, day in facts.permits]
    papers += [(DeadlineKind.PAPER, day, text) for text, day in facts.papers]
    if facts.isee_expires:
        papers.append((DeadlineKind.ISEE, facts.isee_expires, _("ISEE")))
    for kind, day, text in papers:
        if (day - today).days <= PAPER_WATCH_DAYS:
            yield _one(kind, day, today, text)


def _one(kind: DeadlineKind, day: date, today: date, text: str, hour: str = "") -> Deadline:
    left = (day - today).days
    return Deadline(kind, day, left, _severity(kind, left), text, hour.removeprefix("0"))


def _severity(kind: DeadlineKind, left: int) -> Severity:
    if left <= URGENT_DAYS.get(kind, 0):
        return Severity.DANGER
    return Severity.WARNING if left <= WATCH_DAYS else Severity.INFORMATION
