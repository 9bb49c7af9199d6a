"""What a printed sheet says: plain facts, ready to be laid out; no store, no fonts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

ITALIAN = "it"


@dataclass(frozen=True)
class Bilingual:
    """One text in Italian and in the family's language; ``translated`` None: nobody has translated it yet."""

    italian: str
    translated: str | None = None


@dataclass(frozen=True)
class Result:
    """What the family and the office want: the topic in bold ("Lavoro"), then one short sentence."""

    topic: Bilingual
    text: Bilingual


@dataclass(frozen=True)
class Commitment:
    """Who does what by when. ``by``: a day, or words such as "ogni settimana".

    ``who_short``: where the whole name is too long for a line; ``who_translated``: the name in the family's script;
    ``who_role``: for office and partners ("ufficio casa").
    """

    who: str
    text: Bilingual
    by: date | Bilingual
    who_translated: str | None = None
    who_role: str | None = None
    done: bool = False
    who_short: str | None = None


@dataclass(frozen=True)
class RoadStep:
    """One step of the road to rent: from ``month`` (None: today) the family can pay ``rent_cents`` a month."""

    rent_cents: int
    month: date | None = None
    hours: int | None = None
    saving_cents: int | None = None
    contract: bool = False


@dataclass(frozen=True)
class Road:
    """The picture of the road: two to four steps, the rent that is looked for, the day to leave the home."""

    steps: tuple[RoadStep, ...]
    sought_cents: int
    leave_by: date | None = None


@dataclass(frozen=True)
class NextVisit:
    """The next appointment; ``start`` is aware.

    ``room``: its number or name alone; ``place``: the address, which the phone's calendar gets.
    """

    start: datetime
    with_whom: str
    room: str
    place: str
    interpreter: bool = False
    bring: tuple[Bilingual, ...] = ()
    with_whom_translated: str | None = None
    minutes: int = 45
    code: str = ""
    """What the office reads at the door; a phone's calendar keeps it as the entry's own name."""


@dataclass(frozen=True)
class Signer:
    """One signature box; ``role`` for the worker ("assistente sociale"), None for an adult of the family."""

    name: str
    role: str | None = None


@dataclass(frozen=True)
class PlanPage:
    """Everything that the printed plan says. ``family_language`` "it": Italian alone, in one column.

    ``household_name``: the surname alone; the sheet writes "Famiglia" before it, in both languages.
    """

    office_name: str
    office_phone: str
    household_name: str
    household_code: str
    version: int
    date: date
    family_language: str
    draft: bool = False
    household_name_translated: str | None = None
    why: tuple[Bilingual, ...] = ()
    results: tuple[Result, ...] = ()
    road: Road | None = None
    road_sentences: tuple[Bilingual, ...] = ()
    road_assumptions: tuple[Bilingual, ...] = ()
    """What the road takes for granted; after the signatures, where there is room to read it."""
    commitments: tuple[Commitment, ...] = ()
    supports: tuple[Result, ...] = ()
    """What the family receives; the topic is who gives it."""
    changes: tuple[Bilingual, ...] = ()
    changed_from: int = 0
    """The version with which `changes` compares."""
    next_visit: NextVisit | None = None
    signers: tuple[Signer, ...] = ()
    service: str = "Città di Torino · TO-Home"
    large: bool = False
    """In large print."""


@dataclass(frozen=True)
class VisitSlip:
    """The slip that a family takes home after every visit; without `seen`, that of an appointment alone."""

    office_name: str
    office_phone: str
    office_address: str
    family_language: str
    date: date
    household_name: str
    seen: str
    seen_role: str | None = None
    agreed: tuple[Bilingual, ...] = ()
    next_visit: NextVisit | None = None
    way: str = ""
    """How to get to the office: names of lines and stops, the same in every language."""
    large: bool = False
    roll: bool = False
    """On the 80-mm roll, not on A4."""


@dataclass(frozen=True)
class Ticket:
    """The ticket of the roll printer: number, where to sit, about how long. Never a name."""

    number: str
    family_language: str
    office_name: str
    taken_at: datetime
    sit: Bilingual
    minutes: int | None = None
    large: bool = False


@dataclass(frozen=True)
class RecoverySheet:
    """The sheet for the safe: the store's key in groups and as a QR code."""

    office_name: str
    device_name: str
    created: date
    key_groups: str
    qr_payload: str
    large: bool = False


def lines(page: PlanPage) -> Iterator[tuple[int, tuple[Bilingual, ...]]]:
    """Every numbered line of the plan with the texts it needs in both languages, from 1."""
    rows: list[tuple[Bilingual, ...]] = [(text,) for text in page.why]
    rows += [(result.topic, result.text) for result in page.results]
    rows += [(text,) for text in page.road_sentences]
    rows += [(row.text, row.by) if isinstance(row.by, Bilingual) else (row.text,) for row in page.commitments]
    rows += [(row.topic, row.text) for row in page.supports]
    rows += [(text,) for text in page.changes]
    yield from enumerate(rows, start=1)


def missing_lines(page: PlanPage) -> tuple[int, ...]:
    """The numbers of the lines that nobody has translated into the family's language."""
    if page.family_language == ITALIAN:
        return ()
    return tuple(number for number, texts in lines(page) if any(text.translated is None for text in texts))


def missing_elsewhere(page: PlanPage) -> tuple[str, ...]:
    """The Italian of what is untranslated outside the numbered lines: the things to bring."""
    if page.family_language == ITALIAN or page.next_visit is None:
        return ()
    return tuple(text.italian for text in page.next_visit.bring if text.translated is None)


@dataclass(frozen=True)
class NoticeText:
    """A section of the privacy notice; `id` chooses its pictogram."""

    id: str
    title: Bilingual
    lines: tuple[Bilingual, ...]


@dataclass(frozen=True)
class NoticeSheet:
    """The privacy notice: a page for each adult, who ticks and signs."""

    office_name: str
    office_phone: str
    family_language: str
    title: Bilingual
    choices_title: Bilingual
    date: date
    code: str
    sections: tuple[NoticeText, ...]
    choices: tuple[Bilingual, ...]
    adults: tuple[str, ...]
    large: bool = False


@dataclass(frozen=True)
class SummaryFact:
    """One answer as it is read back. A value that the family said in its own words stays in the words written down."""

    label: Bilingual
    value: Bilingual


@dataclass(frozen=True)
class SummaryLine:
    """A numbered line: one answer of the family, or all answers about one person (`who`) on a page of the interview."""

    facts: tuple[SummaryFact, ...]
    who: Bilingual = Bilingual("")


@dataclass(frozen=True)
class SummarySection:
    """A page of the interview; `id` chooses its pictogram."""

    id: str
    title: Bilingual
    lines: tuple[SummaryLine, ...]


@dataclass(frozen=True)
class SummarySheet:
    """What the family told, to be read back, corrected and signed. `talk`: the foot («Colloquio del 24/11/2026»)."""

    office_name: str
    office_phone: str
    household_name: str
    household_code: str
    family_language: str
    talk: str
    sections: tuple[SummarySection, ...]
    signers: tuple[Signer, ...]
    household_name_translated: str | None = None
    large: bool = False

    @property
    def missing(self) -> int:
        """How many lines nobody has translated."""
        if self.family_language == ITALIAN:
            return 0
        lines = (line for section in self.sections for line in section.lines)
        return sum(any(None in (each.label.translated, each.value.translated) for each in line.facts) for line in lines)


@dataclass(frozen=True)
class Letter:
    """A letter: to a family, or to a partner about one. `facts`: what is told, each with its label.

    `ask`: what a partner is asked to do; `visit_title`: the words over the appointment.
    """

    office_name: str
    office_phone: str
    office_address: str
    to: tuple[str, ...]
    code: str
    family_language: str
    date: date
    subject: Bilingual
    lines: tuple[Bilingual, ...]
    signer: Signer
    ask: tuple[Bilingual, ...] = ()
    facts: tuple[tuple[Bilingual, Bilingual], ...] = ()
    next_visit: NextVisit | None = None
    large: bool = False


def missing_in_letter(letter: Letter) -> tuple[str, ...]:
    """The Italian of what nobody has translated."""
    if letter.family_language == ITALIAN:
        return ()
    told = (text for fact in letter.facts for text in fact)
    bring = letter.next_visit.bring if letter.next_visit else ()
    texts = (letter.subject, *letter.lines, *letter.ask, *told, *bring)
    return tuple(text.italian for text in texts if text.translated is None)
