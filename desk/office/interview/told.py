"""What a family has told so far: every answer with its source and day, this time's and those of before."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any, Final

from sqlalchemy import Connection, select

from desk.db import journal
from desk.db.rows import WHOLE_ROW, read_stamps, write_stamps
from desk.db.tables import answer
from desk.db.tables import journal as journal_table
from desk.domain.interview import Answer, Key, Kind, Member, Question, Rows, Status, TableRow
from desk.domain.interview_safety import may_be_shown
from desk.domain.interview_values import LONGEST, from_text, length, row_from
from desk.office.interview.answers import answer_id
from desk.office.interview.first_values import first_values
from desk.office.interview.known_facts import plain
from desk.office.interview.questionnaire import Questionnaire
from desk.office.interview.remarks import REMARK

_CARRIED: Final = frozenset({Status.SAID, Status.READ, Status.APPROXIMATE})


@dataclass(frozen=True)
class Told:
    """`answers`: by question and person; `typed`: words kept that are no answer yet; `last`: answered last today.

    `reserved`: answers kept back from the adults who sit here; their values are not in `answers`. `remarks`: notes at
    questions, as far as those here may see them.
    """

    answers: dict[Key, Answer]
    typed: dict[Key, str] = field(default_factory=dict)
    last: Key | None = None
    reserved: frozenset[Key] = frozenset()
    remarks: dict[Key, str] = field(default_factory=dict)


@dataclass
class _Reader:
    household: str
    interview: str
    answers: dict[Key, Answer]
    typed: dict[Key, str] = field(default_factory=dict)
    tables: dict[Key, list[tuple[TableRow, Any]]] = field(default_factory=dict)
    last: Key | None = None
    last_at: str = ""

    def read(self, question: Question, row: Any) -> None:
        key: Key = (row.question, row.person or None)
        if row.interview == self.interview:
            at = max(read_stamps(row.stamps).values(), default="")
            if at > self.last_at:
                self.last, self.last_at = key, at
        if question.kind is Kind.ROWS and row.id != answer_id(self.household, *key):
            self._line(question, key, row)
        else:
            self._single(question, key, row)

    def _line(self, question: Question, key: Key, row: Any) -> None:
        line = row_from(question, row.id, row.value, earlier=row.interview != self.interview) if row.value else None
        if line is not None:
            self.tables.setdefault(key, []).append((line, row))

    def _single(self, question: Question, key: Key, row: Any) -> None:
        status = Status(row.status)
        value = from_text(question, row.value) if row.value else None
        if isinstance(value, str) and length(value) > LONGEST.get(question.kind, len(value)):
            value = None  # too long for an answer: words that are kept, to be shortened
        earlier = row.interview != self.interview and question.kind is not Kind.NOTE
        if value is not None and status in _CARRIED and earlier:
            status = Status.TO_CONFIRM
        elif value is None and row.value:
            self.typed[key] = plain(row.value)
            status = Status.ASK_AGAIN
        elif status is Status.UNKNOWN and earlier:
            status = Status.ASK_AGAIN
        before = None
        if row.before and not earlier and row.before != row.value:
            before = from_text(question, row.before)
        self.answers[key] = Answer(value, status, row.said_by or "", _day(row.answered_on), _ids(row.heard), before)

    def whole_tables(self) -> None:
        """A table is carried over while one of its lines is."""
        for key, lines in self.tables.items():
            latest = max((row for _line, row in lines), key=lambda row: row.answered_on or "")
            heard = set.intersection(*(set(_ids(row.heard)) for _line, row in lines))
            status = Status.TO_CONFIRM if any(line.earlier for line, _row in lines) else Status.SAID
            rows = Rows(tuple(line for line, _row in lines))
            said_by, on = latest.said_by or "", _day(latest.answered_on)
            self.answers[key] = Answer(rows, status, said_by, on, tuple(sorted(heard)))


def read_told(
    connection: Connection,
    household: str,
    interview: str,
    asked: Questionnaire,
    members: Sequence[Member],
    present: Sequence[str],
    until: str = "",
    kept: Collection[str] = (),
) -> Told:
    """All answers of the family to these questions, as those at the table may see them.

    `kept`: rows that whoever reads may not see, whoever sits there.
    `until`: the stamp of a closed interview's end; then the answers are read as they stood at that moment.
    """
    known = {} if until else first_values(connection, household, asked.sections)
    reader = _Reader(household, interview, known)
    questions, remarks = asked.questions, dict[Key, str]()
    guarded = set[Key]()
    refused = {each.id for each in members if each.declines}
    for row in _rows_then(connection, household, interview, until) if until else _rows_now(connection, household):
        question = questions.get(row.question)
        about = questions.get(row.question.removeprefix(REMARK))
        if row.id in kept:
            guarded.add((row.question, row.person or None))
        if question is None and about is not None and row.value and row.id not in kept:
            told = Answer(None, said_by=row.said_by or "", heard=_ids(row.heard))
            if may_be_shown(about, told, members, present):
                remarks[about.id, row.person or None] = plain(row.value)
        if question is not None and row.status in set(Status) and not _taken_back(question, row, refused):
            reader.read(question, row)
    reader.whole_tables()
    reserved = frozenset(
        key
        for key, found in reader.answers.items()
        if (found.value is not None or key in reader.typed)
        and (key in guarded or not may_be_shown(questions[key[0]], found, members, present))
    )
    for key in reserved:
        found = reader.answers[key]
        reader.answers[key] = Answer(None, found.status, found.said_by, found.on, found.heard)
    typed = {key: words for key, words in reader.typed.items() if key not in reserved}
    return Told(reader.answers, typed, reader.last, reserved, remarks)


def _taken_back(question: Question, row: Any, refused: Collection[str]) -> bool:
    """What somebody told of the family's health before saying no to such data: kept in the record, read no more."""
    return question.special and row.person is None and row.said_by in refused


def _rows_now(connection: Connection, household: str) -> Iterable[Any]:
    return connection.execute(select(answer).where(answer.c.household == household).order_by(answer.c.id))


def _rows_then(connection: Connection, household: str, interview: str, until: str) -> Iterator[Any]:
    """The answers' rows as the journal tells them up to that moment, and what was written of this interview later on
    (by a desk that came back, say): the later stamp wins, as in the rows."""
    of_family = select(answer.c.id).where(answer.c.household == household)
    told = journal.entries(
        connection,
        journal_table.c.table == "answer",
        journal_table.c.op == "put",
        journal_table.c.row.in_(of_family),
    )
    rows: dict[str, dict[str, Any]] = {}
    written_in: dict[str, Any] = {}
    for entry in sorted(told, key=lambda each: each.at):
        empty = dict.fromkeys(answer.c.keys()) | {"id": entry.row, "stamps": write_stamps({WHOLE_ROW: entry.at})}
        row = rows.setdefault(entry.row, empty)
        values = entry.values()
        written_in[entry.row] = values.get("interview", written_in.get(entry.row))
        if entry.at <= until or written_in[entry.row] == interview:
            row.update(values)
    for _id, row in sorted(rows.items()):
        if row["question"]:
            yield SimpleNamespace(**row)


def _ids(words: str | None) -> tuple[str, ...]:
    return tuple((words or "").split())


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
