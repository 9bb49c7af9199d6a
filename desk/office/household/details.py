"""What the tabs of a family's page list: codes, papers, contacts, attempts, addresses, answers."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from desk.db.tables import address, answer, attempt, contact, document, identifier, person, staff
from desk.domain.interview import Kind, Question, Rows, Value
from desk.domain.interview_values import from_text, row_from
from desk.i18n import _, money
from desk.office.day_words import numbers
from desk.office.front.desks import short_name
from desk.office.household.attachments import CopyLine, copies_of
from desk.office.household.contacts import shown
from desk.office.household.documents import document_title, paper_words
from desk.office.interview.questionnaire import questionnaire_now
from desk.office.session import local


@dataclass(frozen=True)
class IdentifierLine:
    """A code or card of one person."""

    id: str
    person: str
    kind: str
    value: str
    expires: date | None


@dataclass(frozen=True)
class DocumentLine:
    """A paper; `title` is what people call it, with whose it is; `how`: shown or copied, by whom it was seen."""

    id: str
    kind: str
    title: str
    whose: str
    state: str
    expires: date | None
    note: str
    person: str | None = None
    how: str = ""
    seen_on: date | None = None
    seen_by: str = ""
    copies: tuple[CopyLine, ...] = ()


@dataclass(frozen=True)
class ContactLine:
    """A phone or mail; `value` as people read it."""

    id: str
    kind: str
    value: str
    whose: str
    verified: bool


@dataclass(frozen=True)
class AttemptLine:
    """One attempt to reach the family; `at` in the office's time zone."""

    at: datetime
    by: str
    channel: str
    outcome: str
    note: str


@dataclass(frozen=True)
class AddressLine:
    """Where the family lives or lived."""

    id: str
    street: str
    zip: str
    town: str
    district: str
    since: date | None
    until: date | None


@dataclass(frozen=True)
class AnswerLine:
    """One answer in words; `on`: when it was said or read; `group`: the heading that it stands under."""

    label: str
    whose: str
    value: str
    status: str
    on: date | None
    group: str = ""


def identifiers_of(connection: Connection, people: list[str]) -> tuple[IdentifierLine, ...]:
    query = (
        select(identifier)
        .where(identifier.c.person.in_(people), identifier.c.value.is_not(None))
        .order_by(identifier.c.kind.desc(), identifier.c.id)
    )
    return tuple(
        IdentifierLine(row.id, row.person, row.kind or "", row.value, _day(row.expires))
        for row in connection.execute(query)
    )


def documents_of(connection: Connection, households: list[str]) -> tuple[DocumentLine, ...]:
    """Missing ones first, then those that run out soonest."""
    query = (
        select(document, person.c.given, staff.c.given.label("seen_given"), staff.c.surname.label("seen_surname"))
        .outerjoin(person, person.c.id == document.c.person)
        .outerjoin(staff, staff.c.id == document.c.seen_by)
        .where(document.c.household.in_(households))
    )
    rows = connection.execute(query).all()
    copies = copies_of(connection, [row.id for row in rows])
    found = [
        DocumentLine(
            row.id,
            row.kind or "",
            document_title(row.kind or ""),
            row.given or "",
            row.state or "asked",
            _day(row.expires),
            row.note or "",
            row.person,
            row.how or "",
            _day(row.seen_on),
            short_name(row.seen_given, row.seen_surname) if row.seen_given else "",
            copies.get(row.id, ()),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda line: (line.state == "present", line.expires or date.max, line.id)))


def contacts_of(connection: Connection, households: list[str]) -> tuple[ContactLine, ...]:
    query = (
        select(contact, person.c.given)
        .outerjoin(person, person.c.id == contact.c.person)
        .where(contact.c.household.in_(households), contact.c.value.is_not(None))
        .order_by(contact.c.verified.desc(), contact.c.id)
    )
    return tuple(
        ContactLine(row.id, row.kind or "", shown(row.kind or "", row.value), row.given or "", bool(row.verified))
        for row in connection.execute(query)
    )


def attempts_of(connection: Connection, households: list[str]) -> tuple[AttemptLine, ...]:
    """Newest first."""
    query = (
        select(attempt, staff.c.given, staff.c.surname)
        .outerjoin(staff, staff.c.id == attempt.c.by)
        .where(attempt.c.household.in_(households), attempt.c.at.is_not(None))
        .order_by(attempt.c.at.desc(), attempt.c.id.desc())
    )
    return tuple(
        AttemptLine(
            local(row.at),
            short_name(row.given, row.surname) or _("il computer"),
            row.channel or "",
            row.outcome or "",
            row.note or "",
        )
        for row in connection.execute(query)
    )


def addresses_of(connection: Connection, household: str) -> tuple[AddressLine, ...]:
    """The present one first."""
    query = select(address).where(address.c.household == household, address.c.street.is_not(None))
    lines = [
        AddressLine(
            row.id,
            row.street,
            row.zip or "",
            row.town or "",
            row.district or "",
            _day(row.since),
            _day(row.until),
        )
        for row in connection.execute(query)
    ]
    return tuple(sorted(lines, key=lambda line: (line.until is None, line.since or date.min, line.id), reverse=True))


def answers_of_sections(
    connection: Connection, households: list[str], names: dict[str, str], *sections: str, confidential: bool = False
) -> tuple[AnswerLine, ...]:
    """Answers of these sections of the interview, in the order of its questions; `names`: person → given name.

    `confidential`: those too, for whoever may interview.
    """
    query = select(answer).where(answer.c.household.in_(households))
    told: dict[str, list[tuple[str, str | None, str, str | None]]] = {}
    for row in connection.execute(query):
        told.setdefault(row.question, []).append((row.person or "", row.value, row.status or "said", row.answered_on))
    found = []
    for section in questionnaire_now(connection).sections:
        if section.id not in sections:
            continue
        for question in section.questions:
            if question.confidential and not confidential:
                continue
            for who, text, status, on in sorted(told.get(question.id, []), key=lambda each: names.get(each[0], "")):
                words = stored_words(question, text, names)
                group = _(question.group) if question.group else ""
                found.append(AnswerLine(_(question.label), names.get(who, ""), words, status, _day(on), group))
    return tuple(found)


def stored_words(question: Question, text: str | None, names: dict[str, str]) -> str:
    """A stored answer, or a stored line of a table, as a person reads it."""
    if not text:
        return ""
    line = row_from(question, "", text) if question.kind is Kind.ROWS else None
    if line is None:
        return answer_words(question, from_text(question, text), names)
    cells = ((column, line.typed.get(column.id), line.cells.get(column.id)) for column in question.columns)
    return " · ".join(words for column, typed, cell in cells if (words := typed or answer_words(column, cell, names)))


def answer_words(question: Question, value: Value | None, names: dict[str, str] | None = None) -> str:
    """A value as a person reads it; empty for none. `names`: person → given name."""
    if value is None:
        return ""
    if isinstance(value, Rows) or question.kind in (Kind.PERSON, Kind.DOCUMENT):
        return _special_words(question, value, names or {})
    if isinstance(value, bool):
        return _("Sì") if value else _("No")
    if isinstance(value, date):
        return numbers(value)
    if isinstance(value, int):
        return money(value) if question.kind is Kind.MONEY else _counted(value, question.unit)
    codes = (value,) if isinstance(value, str) else value
    words = [option.label if (option := question.option(code)) else code for code in codes]
    return ", ".join(_(each) if question.kind in (Kind.CHOICE, Kind.SEVERAL) else each for each in words)


def _counted(value: int, unit: str) -> str:
    one = {"ore": _("1 ora"), "mesi": _("1 mese"), "anni": _("1 anno")}.get(unit) if value == 1 else None
    return one or f"{value} {_(unit) if unit else ''}".strip()


def _special_words(question: Question, value: Value, names: dict[str, str]) -> str:
    """Tables, people and papers."""
    if isinstance(value, Rows):
        return "" if value.rows else _("Nessuno")
    known = names if question.kind is Kind.PERSON else paper_words()
    return known.get(str(value), "")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None
