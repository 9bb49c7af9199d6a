"""What tables, fields and coded values of a family's record are called on the screen."""

from desk.i18n import _


def record_words(table: str) -> str:
    """«Persona» for "person"."""
    return {
        "household": _("Famiglia"),
        "person": _("Persona"),
        "membership": _("Nucleo"),
        "address": _("Indirizzo"),
        "contact": _("Recapito"),
        "identifier": _("Codice"),
        "enrolment": _("Domanda"),
        "document": _("Documento"),
        "attachment": _("Copia"),
        "consent": _("Consenso"),
        "attempt": _("Tentativo di contatto"),
        "note": _("Nota"),
        "appointment": _("Appuntamento"),
        "confirmation": _("Conferma di un collega"),
        "availability": _("Quando la famiglia non può"),
        "visit": _("Visita"),
        "interview": _("Colloquio"),
        "answer": _("Risposta"),
        "plan": _("Piano"),
        "objective": _("Obiettivo"),
        "result": _("Risultato"),
        "commitment": _("Impegno"),
        "support": _("Aiuto"),
        "plan_step": _("Passo del piano"),
        "follow_up": _("Verifica di un impegno"),
        "printed": _("Stampa"),
        "scenario": _("Scenario dell’affitto"),
        "review": _("Verifica"),
        "reminder": _("Promemoria"),
    }.get(table, table)


def field_words(table: str, field: str) -> str:
    """The field in words; empty for inner fields, which the history does not show."""
    own = {
        ("household", "name"): _("nome"),
        ("household", "code"): _("codice"),
        ("household", "status"): _("stato"),
        ("household", "joined_into"): _("unita a"),
        ("household", "brief"): _("in breve"),
        ("office", "name"): _("nome"),
        ("identifier", "kind"): _("tipo"),
        ("contact", "kind"): _("tipo"),
        ("document", "kind"): _("documento"),
        ("document", "how"): _("che cosa abbiamo"),
        ("document", "seen_on"): _("mostrato il"),
        ("attachment", "name"): _("file"),
        ("attachment", "removed"): _("tolta il"),
        ("contact", "value"): _("recapito"),
        ("identifier", "value"): _("codice"),
        ("contact", "verified"): _("verificato"),
        ("appointment", "start"): _("quando"),
        ("confirmation", "answer"): _("risposta"),
        ("confirmation", "staff"): _("chi"),
        ("answer", "value"): _("risposta"),
        ("answer", "question"): _("domanda"),
        ("membership", "role"): _("ruolo"),
        ("commitment", "by_date"): _("entro"),
        ("commitment", "who_name"): _("chi"),
        ("support", "giver"): _("da chi"),
        ("plan", "closed_on"): _("chiuso il"),
        ("plan_step", "kind"): _("passo"),
        ("plan_step", "words"): _("parole"),
        ("follow_up", "evidence"): _("che cosa lo mostra"),
        ("follow_up", "moved_to"): _("nuovo giorno"),
        ("objective", "title"): _("titolo"),
        ("printed", "given_to"): _("dato a"),
        ("scenario", "name"): _("nome"),
        ("scenario", "work"): _("ore di lavoro"),
        ("scenario", "saving_from"): _("risparmio dal"),
        ("scenario", "deposit_paid"): _("cauzione dal fondo"),
        ("scenario", "debts_less_cents"): _("rate in meno al mese"),
        ("scenario", "removed"): _("tolto il"),
        ("scenario", "saving_cents"): _("risparmio al mese"),
        ("scenario", "sought_cents"): _("affitto cercato"),
        ("scenario", "arrears_cents"): _("arretrati al mese"),
        ("scenario", "chosen_at"): _("messo nel piano"),
        ("printed", "given_on"): _("dato il"),
    }
    return own.get((table, field)) or _common().get(field, "")


def _common() -> dict[str, str]:
    return {
        "given": _("nome"),
        "surname": _("cognome"),
        "given_local": _("nome nella sua scrittura"),
        "name_local": _("nome nella sua scrittura"),
        "sex": _("sesso"),
        "birth_date": _("data di nascita"),
        "birth_place": _("luogo di nascita"),
        "citizenship": _("cittadinanza"),
        "language": _("lingua"),
        "italian_level": _("livello di italiano"),
        "caseworker": _("operatore"),
        "person": _("persona"),
        "since": _("dal"),
        "until": _("fino al"),
        "why": _("perché"),
        "street": _("via"),
        "zip": _("CAP"),
        "town": _("città"),
        "district": _("quartiere"),
        "value": _("valore"),
        "note": _("nota"),
        "expires": _("scade"),
        "protocol": _("protocollo"),
        "applied_on": _("domanda del"),
        "isee_cents": _("ISEE"),
        "bimonthly_cents": _("importo bimestrale"),
        "first_credit_on": _("primo accredito"),
        "state": _("stato"),
        "status": _("stato"),
        "channel": _("modo"),
        "outcome": _("esito"),
        "minutes": _("minuti"),
        "room": _("stanza"),
        "interpreter": _("interprete"),
        "ticket": _("biglietto"),
        "arrived_at": _("arrivo"),
        "called_at": _("chiamata"),
        "entered_at": _("entrata"),
        "left_at": _("uscita"),
        "agreed": _("deciso"),
        "purpose": _("motivo"),
        "picked_why": _("perché prima di altri"),
        "text": _("testo"),
        "signed_on": _("firmato il"),
        "version": _("versione"),
        "basis": _("base giuridica"),
        "not_before": _("non prima del"),
        "not_after": _("non dopo il"),
    }


def value_words(field: str, value: str) -> str:
    """A coded value in words; anything else as it is."""
    words = {
        "state": {
            "scheduled": _("prenotato"),
            "cancelled": _("disdetto"),
            "requested": _("richiesto"),
            "waiting_list": _("in lista d'attesa"),
            "asked": _("chiesto"),
            "present": _("consegnato"),
            "missing": _("manca"),
            "draft": _("bozza"),
            "signed": _("firmato"),
            "waiting": _("in attesa"),
            "called": _("chiamata"),
            "with_caseworker": _("a colloquio"),
            "done": _("finito"),
            "missed": _("non presentata"),
            "left": _("andata via"),
            "parked": _("parcheggiata"),
            "expected": _("attesa"),
            "open": _("aperto"),
            "closed": _("chiuso"),
            "replaced": _("sostituito"),
            "given": _("dato"),
        },
        "how": {"shown": _("solo mostrato"), "copied": _("copia tenuta")},
        "status": {"active": _("attiva"), "joined": _("unita a un'altra")},
        "kind": {
            "phone": _("telefono"),
            "email": _("e-mail"),
            "tax_code": _("codice fiscale"),
            "seen": _("visto insieme"),
            "asked": _("approvazione chiesta"),
            "approved": _("approvato"),
            "sent_back": _("rimandato indietro"),
        },
        "outcome": {"kept": _("mantenuto"), "missed": _("non mantenuto"), "moved": _("spostato")},
        "role": role_names(),
        "answer": {"awaiting": _("da confermare"), "accepted": _("accettato"), "declined": _("rifiutato")},
        "verified": {"0": _("no"), "1": _("sì")},
        "deposit_paid": {"0": _("no"), "1": _("sì")},
    }
    return words.get(field, {}).get(value, value)


def role_names() -> dict[str, str]:
    """What somebody is in a household."""
    return {
        "head": _("capofamiglia"),
        "spouse": _("coniuge"),
        "partner": _("convivente"),
        "child": _("figlio o figlia"),
        "parent": _("genitore"),
        "other": _("altro parente"),
    }


def role_of(role: str, sex: str | None) -> str:
    """«moglie», «figlio»: the role with the person's sex where it is known."""
    own = {
        ("spouse", "F"): _("moglie"),
        ("spouse", "M"): _("marito"),
        ("child", "F"): _("figlia"),
        ("child", "M"): _("figlio"),
        ("parent", "F"): _("madre"),
        ("parent", "M"): _("padre"),
    }
    return own.get((role, sex or "")) or role_names().get(role, role)
