"""The interview, from resources/interview/: one file a section, in the order of their names."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from desk.catalogue import files
from desk.domain.interview import Question, Section
from desk.domain.interview_check import faults
from desk.drawings import drawing
from desk.i18n import _


@lru_cache(maxsize=1)
def load_interview() -> tuple[Section, ...]:
    """All sections, checked against each other. Raises BadResource."""
    return tuple(section for _path, section in interview_files())


def interview_files() -> tuple[tuple[Path, Section], ...]:
    """Every file with its section. Raises BadResource for what is wrong, with file and entry."""
    folder = files.folder() / "interview"
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise files.wrong(folder, "", _("non c’è nessuna sezione dell’intervista."))
    sections = {path: _section(path, files.read(path)) for path in paths}
    files.unique(folder, (section.id for section in sections.values()))
    where = {question.id: path for path, section in sections.items() for question in section.questions}
    for fault in faults(tuple(sections.values())):
        raise files.wrong(where[fault.question], fault.question, fault.said)
    return tuple(sections.items())


def _section(path: Any, tables: dict[str, Any]) -> Section:
    questions = files.several(path, tables, "question", Question)
    head = {name: value for name, value in tables.items() if name != "question"}
    section = files.one(path, head | {"questions": questions}, Section)
    try:
        drawing(section.icon)
    except OSError:
        raise files.wrong(path, section.id, _("l’icona «{name}» non c’è.").format(name=section.icon)) from None
    return section
