"""The summary of an interview, read back to the family and signed on paper: what is on it, and the ledger of it.

Confidential answers are never on it, whoever is at the table: a partner may find the sheet at home.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Final

from sqlalchemy import Connection, select

from desk.db.changes import Changes
from desk.db.tables import office, printed, staff
from desk.domain.interview import Answer, Cell, Kind, Member, Question, Rows, Section, Status, TableRow, Value
from desk.domain.interview_flow import Situation, Slot, asked_on
from desk.domain.roles import May
from desk.errors import BadInput
from desk.i18n import _, translated
from desk.office.household.contacts import PHONE, shown
from desk.office.household.family import Relative
from desk.office.interview.interview import InterviewView, read_interview
from desk.office.plan.sheet import small
from desk.office.session import Session, local
from desk.paper import words
from desk.paper.drawing import draw
from desk.paper.model import Bilingual, Signer, SummaryFact, SummaryLine, SummarySection, SummarySheet
from desk.paper.words import Text

SUMMARY, SIGNED = "summary", "summary_signed"
_PAPER_STATES: Final = {"present": Text.PAPER_HERE, "asked": Text.PAPER_TO_COME, "missing": Text.PAPER_MISSING}
_ONE: Final = {"ore": Text.ONE_HOUR, "mesi": Text.ONE_MONTH, "anni": Text.ONE_YEAR}
_ON_SHEET: Final = frozenset({Status.SAID, Status.READ, Status.APPROXIMATE, Status.TO_CONFIRM})
_GIVEN: Final = _ON_SHEET - {Status.TO_CONFIRM}
_OPEN: Final = frozenset({Status.UNKNOWN, Status.ASK_AGAIN})
_PEOPLE: Final = "people"


@dataclass(frozen=True)
class Summary:
    """The PDF, how many lines nobody has translated, and the titles of the pages on which nothing was answered yet."""

    pdf: bytes
    missing: int
    sheet: SummarySheet
    untold: tuple[str, ...] = ()
    is_empty: bool = False
    """There is next to nothing to read back: no answer yet, and little that was known before."""


@dataclass(frozen=True)
class SummaryLedger:
    """When it was printed last, and who signed it: names, day, and who recorded it. Moments in the office's zone."""

    printed_at: datetime | None = None
    language: str = ""
    signed_at: datetime | None = None
    signed_by: str = ""
    recorded_by: str = ""


def interview_summary(session: Session, household: str, interview: str = "", language: str = "") -> Summary:
    """The summary of an interview, the open or the latest one where none is named, in Italian and `language`."""
    view = read_interview(session, household, interview)
    with session.store.read() as connection:
        sheet = _sheet(connection, session, view, language or view.family.language)
    untold = tuple(_untold(view, sheet))
    given = any(each.status in _GIVEN and each.value is not None for each in view.told.answers.values())
    return Summary(
        draw("summary", sheet), sheet.missing, sheet, untold, not given and len(untold) > len(sheet.sections)
    )


def _untold(view: InterviewView, sheet: SummarySheet) -> Iterator[str]:
    """The pages that ask something for the sheet and are not on it."""
    situation = Situation(view.questionnaire.questions, view.told.answers, view.members)
    told = {section.id for section in sheet.sections}
    for section in view.questionnaire.sections:
        if section.id not in told and any(slot.question.on_paper for slot in asked_on(section, situation)):
            yield section.title


def record_summary_printed(session: Session, household: str, interview: str, language: str) -> Changes:
    """The ledger of papers: the sheet went to the printer."""
    session.require(May.INTERVIEW)
    with session.store.write(session.staff) as unit:
        facts = {"household": household, "of": interview, "language": language}
        unit.put("printed", kind=SUMMARY, at=session.moment(), by=session.staff, **facts)
    return unit.changes


def record_summary_signed(session: Session, household: str, interview: str, names: Sequence[str]) -> Changes:
    """Signed on paper today by these people; who records it stands beside. A second signing is a new line."""
    session.require(May.INTERVIEW)
    if not names:
        raise BadInput(_("Scegli chi ha firmato."))
    with session.store.write(session.staff) as unit:
        facts = {"household": household, "of": interview, "given_to": ", ".join(names)}
        unit.put("printed", kind=SIGNED, at=session.moment(), by=session.staff, **facts)
    return unit.changes


def read_summary_ledger(session: Session, interview: str) -> SummaryLedger:
    """What the ledger knows of this interview's summary."""
    session.require(May.INTERVIEW)
    query = (
        select(printed, staff.c.given, staff.c.surname)
        .outerjoin(staff, staff.c.id == printed.c.by)
        .where(printed.c.of == interview, printed.c.kind.in_((SUMMARY, SIGNED)), printed.c.at.is_not(None))
        .order_by(printed.c.at, printed.c.id)
    )
    with session.store.read() as connection:
        newest = {row.kind: row for row in connection.execute(query)}
    out, signed = newest.get(SUMMARY), newest.get(SIGNED)
    return SummaryLedger(
        local(out.at) if out else None,
        (out.language or "") if out else "",
        local(signed.at) if signed else None,
        (signed.given_to or "") if signed else "",
        f"{signed.given or ''} {signed.surname or ''}".strip() if signed else "",
    )


def _sheet(connection: Connection, session: Session, view: InterviewView, language: str) -> SummarySheet:
    place = connection.execute(select(office).order_by(office.c.id)).first()
    worker = connection.execute(select(staff).where(staff.c.id == (view.caseworker or session.staff))).first()
    family = view.family
    here = [member for member in family.members if member.person in view.present and member.is_adult(session.today())]
    signers = [Signer(member.name) for member in here or family.adults(session.today())]
    if worker:
        signers.append(Signer(f"{worker.given} {worker.surname}", small(worker.title or "") or None))
    teller = _Teller(view, language)
    return SummarySheet(
        office_name=(place.name or "") if place else "TO-Home",
        office_phone=shown(PHONE, place.phone or "") if place else "",
        household_name=family.name,
        household_name_translated=family.name_local if language == family.language else None,
        household_code=family.code,
        family_language=language,
        talk=f"Colloquio del {words.day(view.started_at.date())}",
        sections=tuple(teller.sections()),
        signers=tuple(signers),
    )


@dataclass(frozen=True)
class _Teller:
    """Says answers in both languages."""

    view: InterviewView
    language: str

    def sections(self) -> Iterator[SummarySection]:
        view = self.view
        situation = Situation(view.questionnaire.questions, view.told.answers, view.members)
        still_open: list[SummaryLine] = []
        for section in view.questionnaire.sections:
            slots = [slot for slot in asked_on(section, situation) if slot.question.on_paper]
            lines = tuple(self._lines(section, slots))
            if lines:
                yield SummarySection(section.id, self._both(section.title), lines)
            still_open += [self._still_open(section, slot) for slot in slots if self._is_open(slot)]
        if still_open:
            yield SummarySection("open", words.pair(self.language, Text.STILL_OPEN), tuple(still_open))

    def _lines(self, section: Section, slots: Sequence[Slot]) -> Iterator[SummaryLine]:
        """Answers of the family one by one; those of its members person by person."""
        for of_members, run in groupby(slots, key=lambda slot: slot.member is not None):
            if not of_members:
                for slot in run:
                    yield from (SummaryLine((fact,)) for fact in self._facts(slot))
                continue
            here = list(run)
            for member in self.view.members:
                own = [slot for slot in here if slot.member == member]
                carried = [self._status(slot) is Status.TO_CONFIRM for slot in own if self._status(slot) in _ON_SHEET]
                once = len(carried) > 1 and all(carried)
                facts = tuple(fact for slot in own for fact in self._facts(slot, plain=once))
                if facts:
                    who = self._who(member, whole=section.id == _PEOPLE)
                    yield SummaryLine(facts, words.pair(self.language, Text.NOT_CONFIRMED, value=who) if once else who)

    def _status(self, slot: Slot) -> Status | None:
        answer = self.view.told.answers.get(slot.key)
        return None if answer is None or answer.value is None else answer.status

    def _facts(self, slot: Slot, *, plain: bool = False) -> Iterator[SummaryFact]:
        """`plain`: without saying that it is to be confirmed."""
        answer = self.view.told.answers.get(slot.key)
        if answer is None or answer.value is None or answer.status not in _ON_SHEET:
            return
        label = self._label(slot)
        if isinstance(answer.value, Rows) and answer.value.filled():
            for row in answer.value.filled():
                yield SummaryFact(label, self._row(slot.question, row))
            return
        value = self._value(slot.question, answer.value)
        yield SummaryFact(label, value if plain else self._as_sure(answer, value))

    def _label(self, slot: Slot) -> Bilingual:
        """«Sfratto · A che punto è»: on the screen the heading says it."""
        label, group = self._both(slot.question.label), slot.question.group
        if not group or slot.member is not None:
            return label
        above = self._both(group)
        other = f"{above.translated} · {label.translated}" if above.translated and label.translated else None
        return Bilingual(f"{above.italian} · {label.italian}", other)

    def _as_sure(self, answer: Answer, value: Bilingual) -> Bilingual:
        """«circa 94 €», «470 € (da confermare)»."""
        frame = {Status.APPROXIMATE: Text.ABOUT, Status.TO_CONFIRM: Text.NOT_CONFIRMED}.get(answer.status)
        return words.pair(self.language, frame, value=value) if frame else value

    def _is_open(self, slot: Slot) -> bool:
        answer = self.view.told.answers.get(slot.key)
        return answer is not None and answer.status in _OPEN

    def _still_open(self, section: Section, slot: Slot) -> SummaryLine:
        """«Abitazione: bollette», «Lavoro: ore a settimana, Youssef»."""
        label = self._label(slot)
        if slot.member is not None:
            who = self._who(slot.member, whole=False)
            other = f"{label.translated} ({who.translated or who.italian})" if label.translated else None
            label = Bilingual(f"{label.italian} ({who.italian})", other)
        return SummaryLine((SummaryFact(self._both(section.title), label),))

    def _who(self, member: Member, *, whole: bool) -> Bilingual:
        """«Amina», or with her whole name and birth date where the names are read back."""
        found = self.view.family.member(member.id)
        if found is None:
            return Bilingual(member.given)
        own = self._own_script(found)
        if not whole:
            return Bilingual(found.given, own or found.given)
        born = f", {words.day(found.born)}" if found.born else ""
        return Bilingual(f"{found.name}{born}", f"{own or found.name}{born}")

    def _own_script(self, member: Relative) -> str | None:
        return member.given_local if self.language == self.view.family.language else None

    # — values —

    def _both(self, text: str) -> Bilingual:
        return Bilingual(text, translated(self.language, text))

    def _same(self, text: str) -> Bilingual:
        return Bilingual(text, text)

    def _value(self, question: Question, value: Value) -> Bilingual:
        fixed = self._fixed(question, value)
        if fixed is not None:
            return words.pair(self.language, fixed)
        if isinstance(value, date):
            return self._same(words.day(value))
        if isinstance(value, int):
            return self._number(question, value)
        if question.kind in (Kind.CHOICE, Kind.SEVERAL):
            return self._choices(question, value if isinstance(value, tuple) else (str(value),))
        return self._words(question, str(value))

    def _fixed(self, question: Question, value: Value) -> Text | None:
        """Yes, no, an empty table, where a paper is."""
        if isinstance(value, Rows):
            return Text.NONE_TOLD
        if isinstance(value, bool):
            return Text.YES if value else Text.NO
        return _PAPER_STATES.get(str(value)) if question.kind is Kind.DOCUMENT else None

    def _number(self, question: Question, value: int) -> Bilingual:
        if question.kind is Kind.MONEY:
            return words.money(self.language, value)
        if value == 1 and question.unit in _ONE:
            return words.pair(self.language, _ONE[question.unit])
        unit = self._both(question.unit) if question.unit else Bilingual("", "")
        other = None if unit.translated is None else f"{value} {unit.translated}".strip()
        return Bilingual(f"{value} {unit.italian}".strip(), other)

    def _choices(self, question: Question, codes: Sequence[str]) -> Bilingual:
        texts = [self._both(option.label) if (option := question.option(code)) else self._same(code) for code in codes]
        if not texts:
            return words.pair(self.language, Text.NONE_TOLD)
        known = [text.translated for text in texts if text.translated is not None]
        comma = words.COMMA.get(self.language, ", ")
        return Bilingual(
            ", ".join(text.italian for text in texts), comma.join(known) if len(known) == len(texts) else None
        )

    def _words(self, question: Question, value: str) -> Bilingual:
        """What was written down: a name, an hour, a number are the same everywhere; words are the family's own."""
        if question.kind is Kind.PERSON:
            found = self.view.family.member(value)
            return Bilingual(found.given, self._own_script(found) or found.given) if found else self._same("")
        if question.kind is Kind.TIME or not any(letter.islower() for letter in value):
            return self._same(value)
        return Bilingual(f"«{value}»", translated(self.language, Text.OWN_WORDS))

    def _row(self, table: Question, row: TableRow) -> Bilingual:
        """«800 €, lavoro in proprio, dal: 01/03/2026», column by column."""
        cells = [each for column in table.columns for each in self._cell(column, row.cells, row.typed)]
        if any(cell.translated is None for cell in cells):
            return Bilingual(" · ".join(cell.italian for cell in cells))
        return Bilingual(
            " · ".join(cell.italian for cell in cells), " · ".join(cell.translated or "" for cell in cells)
        )

    def _cell(self, column: Question, cells: Mapping[str, Cell], typed: Mapping[str, str]) -> Iterator[Bilingual]:
        """Figures and days with the name of their column; words speak for themselves."""
        if column.confidential:
            return
        if words_kept := typed.get(column.id):
            value = self._same(words_kept)
        elif (known := cells.get(column.id)) is not None:
            value = self._value(column, known)
        else:
            return
        if column.kind in (Kind.CHOICE, Kind.PERSON, Kind.TEXT):
            yield value if column.kind is not Kind.TEXT else self._same(value.italian)
            return
        label = self._both(column.label)
        known_both = label.translated is not None and value.translated is not None
        yield Bilingual(
            f"{small(label.italian)} {value.italian}",
            f"{label.translated} {value.translated}" if known_both else None,
        )


def people_who_sign(view: InterviewView, today: date) -> tuple[str, ...]:
    """The adults at the table, else all adults, by name."""
    adults = view.family.adults(today)
    here = [member.name for member in adults if member.person in view.present]
    return tuple(here or [member.name for member in adults])
