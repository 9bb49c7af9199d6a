"""The questions that an interview was begun with: written once by content, opened again years later."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Final
from uuid import UUID, uuid5

import msgspec
from sqlalchemy import Connection, select

from desk.catalogue.interview import load_interview
from desk.db.tables import interview, questionnaire
from desk.db.unit import Unit
from desk.domain.interview import Question, Section, questions_of
from desk.errors import BadResource

_NAMESPACE: Final = UUID("8f6a2c1e-5d0b-5f6e-9c6a-2f4d1b7e3a91")


@dataclass(frozen=True)
class Questionnaire:
    """A set of sections; `fault`: why the files' own are not in use, in one line."""

    id: str
    sections: tuple[Section, ...]
    fault: str = ""

    @property
    def questions(self) -> dict[str, Question]:
        return _by_id(self.sections)


@lru_cache(maxsize=8)
def _by_id(sections: tuple[Section, ...]) -> dict[str, Question]:
    return questions_of(sections)


def questionnaire_now(connection: Connection) -> Questionnaire:
    """The files' questions; where a file is broken, the last that an interview was begun with. Raises BadResource."""
    try:
        sections = load_interview()
    except BadResource as broken:
        last = _last_good(connection)
        if last is None:
            raise
        return Questionnaire(last.id, last.sections, str(broken))
    return Questionnaire(_name_of(_written(sections)), sections)


def questionnaire_named(connection: Connection, name: str | None) -> Questionnaire:
    """The one that an interview remembers; the present one where it remembers none that can be read."""
    now = questionnaire_now(connection)
    if not name or name == now.id:
        return now
    found = _kept(connection, name)
    return Questionnaire(name, found, now.fault) if found else now


def remember(unit: Unit, day: date) -> str:
    """Keep the present questions, once for each content; gives their name."""
    now = questionnaire_now(unit.connection)
    if unit.get("questionnaire", now.id) is None:
        unit.put("questionnaire", now.id, content=_written(now.sections), made_on=day.isoformat())
    return now.id


@lru_cache(maxsize=4)
def _written(sections: tuple[Section, ...]) -> str:
    return msgspec.json.encode(sections).decode()


def _name_of(content: str) -> str:
    return str(uuid5(_NAMESPACE, sha256(content.encode()).hexdigest()))


@lru_cache(maxsize=8)
def _read(content: str) -> tuple[Section, ...] | None:
    try:
        return msgspec.json.decode(content, type=tuple[Section, ...])
    except msgspec.MsgspecError:  # written by a newer version: its kinds are not known here
        return None


def _kept(connection: Connection, name: str) -> tuple[Section, ...] | None:
    content = connection.execute(select(questionnaire.c.content).where(questionnaire.c.id == name)).scalar()
    return _read(content) if content else None


def _last_good(connection: Connection) -> Questionnaire | None:
    """What the latest interview was begun with."""
    query = (
        select(questionnaire.c.id, questionnaire.c.content)
        .join(interview, interview.c.questionnaire == questionnaire.c.id)
        .where(questionnaire.c.content.is_not(None))
        .order_by(interview.c.started_at.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    sections = _read(row.content) if row else None
    return Questionnaire(row.id, sections) if row and sections else None
