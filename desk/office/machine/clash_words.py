"""What is asked about where two people wrote: every field and every stored value in words, for whoever decides."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from desk.catalogue.equipment import equipment_words
from desk.catalogue.notice import load_notice
from desk.db.tables import appointment, household, interview, person
from desk.domain.languages import language_name
from desk.domain.roles import ROLE_WORDS, Role
from desk.i18n import _
from desk.office.front.figures_words import service_words
from desk.office.household.contacts import EMAIL, PHONE, shown
from desk.office.household.documents import document_title
from desk.office.household.history_words import field_words, record_words
from desk.office.household.identifiers import identifier_kinds
from desk.office.interview.questionnaire import questionnaire_now
from desk.office.session import ZONE


def record_name(table: str) -> str:
    """«Stanza» for "room": also of what is no family's."""
    own = {
        "room": _("Stanza"),
        "staff": _("Collega"),
        "office": _("Ufficio"),
        "machine": _("Computer"),
        "help_call": _("Richiesta di aiuto"),
        "day_end": _("Fine della giornata"),
        "questionnaire": _("Intervista"),
        "attachment_part": _("Copia"),
    }
    return own.get(table) or _known(record_words(table), table) or _("Totem e schermo")


def _known(words: str, name: str) -> str:
    return "" if words == name else words


def field_name(table: str, field: str) -> str:
    """«luogo di nascita»; never the name of a column."""
    return _own(table, field) or field_words(table, field) or _inner().get(field) or _("un dato di servizio")


def _own(table: str, field: str) -> str:
    return {
        ("answer", "status"): _("come lo sappiamo"),
        ("answer", "person"): _("di chi è la risposta"),
        ("interview", "note"): _("note del colloquio"),
        ("interview", "section"): _("punto a cui siamo arrivati"),
        ("consent", "kind"): _("per che cosa"),
        ("consent", "state"): _("che cosa hanno detto"),
        ("room", "name"): _("nome della stanza"),
        ("staff", "role"): _("che cosa può fare"),
        ("staff", "given"): _("nome"),
        ("availability", "kind"): _("tipo"),
        ("availability", "who"): _("chi non può"),
        ("membership", "household"): _("in quale famiglia"),
        ("office", "address"): _("indirizzo"),
    }.get((table, field), "")


def _inner() -> dict[str, str]:
    """Fields that no history shows, where two have written them all the same."""
    return {
        "about": _("di che cosa parla"),
        "accessible": _("senza gradini"),
        "active": _("in uso"),
        "answered_at": _("quando è andato"),
        "answered_by": _("chi è andato"),
        "answered_on": _("quando l’hanno detto"),
        "appointment": _("appuntamento"),
        "at": _("quando"),
        "before": _("com’era all’intervista di prima"),
        "booked_by": _("chi ha prenotato"),
        "bring": _("che cosa portare"),
        "by": _("chi"),
        "calls": _("quante volte chiamata"),
        "canonical": _("codice"),
        "capacity": _("quante persone"),
        "commitment": _("impegno"),
        "contact": _("recapito"),
        "day": _("giorno"),
        "decision": _("decisione"),
        "directions": _("come si arriva"),
        "dsu": _("numero della DSU"),
        "email": _("e-mail"),
        "ended_at": _("fine"),
        "equipment": _("che cosa c’è nella stanza"),
        "fault": _("che cosa è andato storto"),
        "first": _("dal"),
        "heard": _("chi ha sentito"),
        "household": _("famiglia"),
        "interview": _("in quale colloquio"),
        "kind": _("tipo"),
        "languages": _("lingue"),
        "last": _("fino al"),
        "made_on": _("fatto il"),
        "name": _("nome"),
        "notes": _("note"),
        "number": _("numero"),
        "on_date": _("quando"),
        "opened_on": _("seguita dal"),
        "others": _("chi altro c’è"),
        "over_at": _("fine"),
        "pages": _("pagine"),
        "phone": _("telefono"),
        "plan": _("piano"),
        "position": _("posto nell’elenco"),
        "present": _("chi c’era"),
        "priority": _("precedenza"),
        "priority_reason": _("perché ha la precedenza"),
        "reason": _("motivo"),
        "recorded_by": _("chi l’ha scritto"),
        "removed": _("tolto il"),
        "rule": _("quando non può"),
        "safety": _("attenzioni per la sicurezza"),
        "said_by": _("chi l’ha detto"),
        "seen_by": _("chi l’ha visto"),
        "service": _("servizio"),
        "services": _("servizi"),
        "slot": _("ora"),
        "started_at": _("inizio"),
        "title": _("incarico"),
        "travel": _("minuti di viaggio"),
        "username": _("nome per entrare"),
        "visit": _("visita"),
        "why_translations": _("traduzione"),
    }


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
        "accessible": _yes,
        "active": _yes,
        "priority": lambda text: _priorities().get(text, ""),
        "state": lambda text: _states(table).get(text, ""),
        "about": lambda text: _about(connection, text),
        "section": lambda text: _section(connection, text),
    }
    kinds: dict[str, Callable[[str], str]] = {
        "document": document_title,
        "identifier": lambda text: identifier_kinds().get(text, ""),
        "consent": _consent,
    }
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


def _about(connection: Connection, name: str) -> str:
    found = questionnaire_now(connection).questions.get(name)
    return _(found.label) if found else ""


def _section(connection: Connection, name: str) -> str:
    found = next((each for each in questionnaire_now(connection).sections if each.id == name), None)
    return _(found.title) if found else ""


def ids_in(values: Iterable[Any]) -> set[str]:
    """What looks like the id of a record, also several in one field."""
    return {part for value in values if isinstance(value, str) for part in value.split() if _is_id(part)}


def _is_id(text: str) -> bool:
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


def listed(value: Any, names: dict[str, str]) -> str:
    """Names for one id or several; of a record that has none, that it is one. Empty where the value is no id."""
    parts = value.split() if isinstance(value, str) else []
    if not parts or not all(_is_id(part) for part in parts):
        return ""
    told = [names.get(part) or _("registrazione {tag}").format(tag=part[-4:]) for part in parts]
    return ", ".join(dict.fromkeys(told))
