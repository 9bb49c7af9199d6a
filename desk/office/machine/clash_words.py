"""What stands in a field that two people wrote: every stored value in words, for whoever decides."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from desk.catalogue.equipment import equipment_words
from desk.catalogue.notice import load_notice
from desk.db.tables import appointment, household, interview, person
from desk.domain.interview import Question
from desk.domain.languages import language_name
from desk.domain.roles import ROLE_WORDS, Role
from desk.domain.visit import SERVICE_TIME, WAITING_TIME
from desk.i18n import _
from desk.office.front.figures_words import service_words
from desk.office.household.contacts import EMAIL, PHONE, shown
from desk.office.household.documents import document_title
from desk.office.household.identifiers import identifier_kinds
from desk.office.interview.questionnaire import questionnaire_now
from desk.office.interview.remarks import REMARK
from desk.office.session import ZONE


def coded(table: str, field: str, value: Any, connection: Connection) -> str:
    """A value that stands for something else, in words; empty where it says itself."""
    text = str(value)
    lists: dict[str, Callable[[str], str]] = {
        "service": service_words,
        "services": lambda text: _each(text, service_words),
        "language": lambda text: _(language_name(text)),
        "languages": lambda text: _each(text, lambda code: _(language_name(code))),
        "equipment": lambda text: _each(text, equipment_words),
        "sex": lambda text: {"F": _("donna"), "M": _("uomo")}.get(text, ""),
        "over": _yes,
        "wrong_times": lambda text: _each(text, lambda each: _times().get(each, each)),
        "accessible": _yes,
        "active": _yes,
        "priority": lambda text: _priorities().get(text, ""),
        "state": lambda text: _states(table).get(text, ""),
        "about": lambda text: question_named(connection, text),
        "question": lambda text: question_named(connection, text),
        "section": lambda text: _section(connection, text),
    }
    kinds: dict[str, Callable[[str], str]] = {
        "document": document_title,
        "identifier": lambda text: identifier_kinds().get(text, ""),
        "consent": _consent,
        "availability": lambda text: _rules().get(text, ""),
    }
    if (table, field, text) in _alone():
        return _alone()[table, field, text]
    if field == "kind" and table in kinds:
        return kinds[table](text)
    if table == "answer" and field == "status":
        return answer_status(text)
    if table == "staff" and field == "role":
        return _(ROLE_WORDS[Role(text)]) if text in set(Role) else ""
    if table == "contact" and field == "value":
        return shown(EMAIL if "@" in text else PHONE, text)
    return lists[field](text) if field in lists else ""


def answer_status(status: str) -> str:
    """How the office came to an answer, or why there is none."""
    return {
        "said": _("detto a voce"),
        "read": _("letto su un documento"),
        "approximate": _("circa"),
        "unknown": _("non lo sa"),
        "ask_again": _("da chiedere"),
        "declined": _("preferisce non dire"),
        "to_confirm": _("da confermare"),
    }.get(status, "")


def _each(text: str, words: Callable[[str], str]) -> str:
    return ", ".join(words(each) for each in text.split())


def _yes(text: str) -> str:
    return {"0": _("no"), "1": _("sì")}.get(text, "")


def _rules() -> dict[str, str]:
    return {"receives": _("riceve"), "extra": _("riceve anche"), "away": _("non c’è")}


def _times() -> dict[str, str]:
    return {WAITING_TIME: _("tempo di attesa"), SERVICE_TIME: _("tempo di colloquio")}


def _alone() -> dict[tuple[str, str, str], str]:
    return {
        ("visit", "outcome", "day_end"): _("chiusa a fine giornata"),
        ("membership", "why", "joined"): _("famiglie unite"),
        ("review", "state", "decided"): _("deciso"),
    }


def _priorities() -> dict[str, str]:
    return {
        "eviction": _("Sfratto vicino"),
        "infant": _("Con neonato"),
        "pregnancy": _("Gravidanza"),
        "disability": _("Disabilità"),
        "age": _("Persona anziana"),
        "urgent": _("Invio urgente"),
        "reserved": _("riservato"),
    }


def _states(table: str) -> dict[str, str]:
    return {"given": _("hanno detto sì"), "refused": _("hanno detto no")} if table == "consent" else {}


def _consent(kind: str) -> str:
    return next((_(each.staff) for each in load_notice().choices if each.id == kind), "")


def question_label(question: Question) -> str:
    """«Affitto non pagato, quanto in tutto»: a short label says little without its group."""
    words = _(question.label)
    return f"{_(question.group)}, {words[:1].lower()}{words[1:]}" if question.group else words


def question_named(connection: Connection, name: str) -> str:
    """The question of the interview, or the note at it; empty for one that there is not."""
    found = questionnaire_now(connection).questions.get(name.removeprefix(REMARK))
    if found is None:
        return ""
    words = question_label(found)
    return _("nota a: {question}").format(question=words) if name.startswith(REMARK) else words


def _section(connection: Connection, name: str) -> str:
    found = next((each for each in questionnaire_now(connection).sections if each.id == name), None)
    return _(found.title) if found else ""


def ids_in(values: Iterable[Any]) -> set[str]:
    """What looks like the id of a record, also several in one field."""
    return {part for value in values if isinstance(value, str) for part in value.split() if is_id(part)}


def is_id(text: str) -> bool:
    """True of what only a machine reads."""
    try:
        return len(text) == len(str(UUID(int=0))) and bool(UUID(text))
    except ValueError:
        return False


def names_of(connection: Connection, ids: set[str]) -> dict[str, str]:
    """Families, people, appointments and interviews by id, as a person calls them."""
    found: dict[str, str] = {}
    for each in connection.execute(select(household.c.id, household.c.name).where(household.c.id.in_(ids))):
        found[each.id] = each.name or ""
    query = select(person.c.id, person.c.given, person.c.surname).where(person.c.id.in_(ids))
    for row in connection.execute(query):
        found[row.id] = f"{row.given or ''} {row.surname or ''}".strip()
    moments = (
        (appointment.c.id, appointment.c.start, _("appuntamento del {day}")),
        (interview.c.id, interview.c.started_at, _("colloquio del {day}")),
    )
    for key, at, words in moments:
        for identity, moment in connection.execute(select(key, at).where(key.in_(ids))).all():
            found[identity] = words.format(day=_day(moment)) if moment else ""
    return {key: name for key, name in found.items() if name}


def _day(moment: str) -> str:
    at = datetime.fromisoformat(moment)
    return f"{(at.astimezone(ZONE) if at.tzinfo else at):%d/%m/%Y %H:%M}"


def listed(value: Any, called: Callable[[str], str]) -> str:
    """Names for one id or several. Empty where the value is no id."""
    parts = value.split() if isinstance(value, str) else []
    if not parts or not all(is_id(part) for part in parts):
        return ""
    return ", ".join(dict.fromkeys(called(part) or _("una registrazione che qui non c’è") for part in parts))
