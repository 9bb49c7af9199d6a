"""What is asked about where two people wrote: every table and every field in words, for whoever decides."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from desk.i18n import _
from desk.office.household.history_words import field_words, record_words


def record_name(table: str, facts: Mapping[str, Any] = MappingProxyType({})) -> str:
    """«Stanza» for "room": also of what is no family's. `facts`: of the record, where it is known."""
    if table == "availability" and not facts.get("household"):
        return _("Orari e assenze")
    own = {
        "room": _("Stanza"),
        "staff": _("Persona dell’ufficio"),
        "office": _("Ufficio"),
        "machine": _("Computer"),
        "help_call": _("Richiesta di aiuto"),
        "day_end": _("Fine della giornata"),
        "questionnaire": _("Intervista"),
        "attachment_part": _("Copia"),
        "arrival_code": _("Codice per il totem"),
        "lobby_arrival": _("Arrivo al totem"),
        "lobby_call": _("Chiamata sullo schermo"),
        "lobby_hall": _("Sala d’attesa"),
        "lobby_notice": _("Avviso del totem"),
        "lobby_device": _("Totem o schermo"),
        "lobby_key": _("Chiave di un totem"),
    }
    return own.get(table) or _known(record_words(table), table)


def _known(words: str, name: str) -> str:
    return "" if words == name else words


NEVER_SHOWN = frozenset(
    {
        "code_key",
        "content",
        "device",
        "digest",
        "fingerprint",
        "gateway_id",
        "gone",
        "hash",
        "home",
        "incoming",
        "key",
        "library",
        "line",
        "of",
        "parts",
        "password_hash",
        "public_key",
        "saw",
        "sealed",
        "settings",
        "size",
        "thumbnail",
        "type",
    }
)
"""Fields whose value no person reads, or nobody may: a key, a fingerprint, what a file holds."""


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
        ("staff", "password_hash"): _("password"),
        ("staff", "settings"): _("preferenze"),
        ("attachment", "document"): _("di quale documento"),
        ("confirmation", "start"): _("per quale ora"),
        ("reminder", "start"): _("per quale ora"),
        ("attachment_part", "place"): _("posto nell’elenco"),
    }.get((table, field), "")


def _inner() -> dict[str, str]:
    """Fields that no history shows, where two have written them all the same."""
    return {
        "about": _("di che cosa parla"),
        "accessible": _("senza gradini"),
        "active": _("in uso"),
        "again_at": _("quando di nuovo"),
        "answered_at": _("quando è andato"),
        "answered_by": _("chi è andato"),
        "answered_on": _("quando l’hanno detto"),
        "appointment": _("appuntamento"),
        "at": _("quando"),
        "attachment": _("copia"),
        "before": _("com’era all’intervista di prima"),
        "booked_by": _("chi ha prenotato"),
        "bring": _("che cosa portare"),
        "by": _("chi"),
        "calls": _("quante volte chiamata"),
        "canonical": _("codice"),
        "capacity": _("quante persone"),
        "checks": _("controlli dell’incontro"),
        "commitment": _("impegno"),
        "contact": _("recapito"),
        "day": _("giorno"),
        "decided_at": _("quando è stato deciso"),
        "decided_by": _("chi ha deciso"),
        "decision": _("decisione"),
        "directions": _("come si arriva"),
        "document": _("documento"),
        "dsu": _("numero della DSU"),
        "email": _("e-mail"),
        "ended_at": _("fine"),
        "equipment": _("che cosa c’è nella stanza"),
        "evidence": _("che cosa lo mostra"),
        "fault": _("che cosa è andato storto"),
        "first": _("dal"),
        "heard": _("chi ha sentito"),
        "high": _("attesa, fino a"),
        "household": _("famiglia"),
        "interview": _("in quale colloquio"),
        "kind": _("tipo"),
        "kiosk": _("quale totem"),
        "languages": _("lingue"),
        "last": _("fino al"),
        "low": _("attesa, da"),
        "made_by": _("chi l’ha fatto"),
        "made_on": _("fatto il"),
        "name": _("nome"),
        "notes": _("note"),
        "number": _("numero"),
        "objective": _("obiettivo"),
        "office": _("ufficio"),
        "on_date": _("quando"),
        "opened_on": _("seguita dal"),
        "other_household": _("altra famiglia"),
        "other_person": _("altra persona"),
        "others": _("chi altro c’è"),
        "over": _("è finita"),
        "over_at": _("fine"),
        "pages": _("pagine"),
        "phone": _("telefono"),
        "place": _("posto"),
        "plan": _("piano"),
        "position": _("posto nell’elenco"),
        "present": _("chi c’era"),
        "priority": _("precedenza"),
        "priority_reason": _("perché ha la precedenza"),
        "programme": _("programma"),
        "questionnaire": _("quali domande"),
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
        "times_missed": _("quante volte non c’era"),
        "title": _("incarico"),
        "travel": _("minuti di viaggio"),
        "tries": _("quante prove"),
        "username": _("nome per entrare"),
        "visit": _("visita"),
        "waiting": _("quanti aspettano"),
        "why_translations": _("traduzione"),
        "wrong_times": _("tempi da non contare"),
    }
