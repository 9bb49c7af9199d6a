"""Reminders in words for staff: which way, what became of it, what to do; and the call list on paper."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from desk.db.tables import office
from desk.domain.languages import language_name
from desk.domain.reminders import Way
from desk.i18n import _, n_
from desk.office.day_words import hour, numbers, short_day
from desk.office.household.contacts import PHONE, shown
from desk.office.reminders.channels import BOUNCED
from desk.office.reminders.plan import (
    ANSWERED,
    CLAIMED,
    FAILED,
    LETTER,
    NO_ANSWER,
    RETRY,
    SENDING,
    SENT,
    TOLD,
    UNSURE,
    Owed,
    Tried,
)  # fmt: skip
from desk.office.reminders.send import Report
from desk.office.session import ZONE, Session
from desk.paper.drawing import draw
from desk.paper.office_model import CallLine, CallPage


def when_words(owed: Owed) -> str:
    """«mar 15/12 · 10:00»."""
    return f"{short_day(owed.start.date())} · {hour(owed.start)}"


def way_words(owed: Owed) -> str:
    """«SMS a 351 555 0101», «Telefona a 351 555 0101», «Lettera a Via Cigna 1, 10152 Torino»."""
    value = owed.reach.value
    return {
        Way.SMS: _("SMS a {value}").format(value=shown(PHONE, value)),
        Way.EMAIL: _("E-mail a {value}").format(value=value),
        Way.CALL: _("Telefona a {value}").format(value=shown(PHONE, value)),
        Way.LETTER: _("Lettera a {value}").format(value=value.replace("\n", ", ")),
        Way.NONE: _("Nessun recapito"),
    }[owed.reach.way]


def tried_words(each: Tried, today: datetime) -> str:
    """What was done and when: «SMS inviato 14/12 alle 9:31», «SMS non riuscito: il numero non esiste»."""
    way = {Way.SMS: "SMS", Way.EMAIL: "E-mail"}.get(Way(each.way), "") if each.way else ""
    at = each.at.astimezone(ZONE)
    when = _("{day} alle {hour}").format(day=numbers(at.date(), today.date()), hour=hour(at))
    said = {
        SENT: _("{way} inviato {when}"),
        TOLD: _("Avvisati per telefono {when}"),
        ANSWERED: _("Ha risposto {when}: si legge tra i tentativi"),
        NO_ANSWER: _("Nessuna risposta {when}"),
        LETTER: _("Lettera stampata {when}"),
        CLAIMED: _("{way} in partenza"),
        SENDING: _("{way} in partenza"),
        RETRY: _("{way} da ritentare: {fault}"),
        FAILED: _("{way} non riuscito: {fault}"),
        UNSURE: _("{way} incerto {when}: {fault}"),
    }.get(each.state, "")
    return said.format(way=way, when=when, fault=fault_words(each.fault))


def fault_words(fault: str) -> str:
    """A fault as people say it; what nobody foresaw as the machine said it."""
    kind, _blank, code = fault.partition(" ")
    known = {
        BOUNCED: _("è tornato indietro"),
        "stopped": _("il computer si è fermato durante l'invio"),
        "smtp login": _("il server di posta non accetta nome o parola d'ordine"),
        "smtp tls": _("il server di posta non ha un certificato valido"),
        "smtp away": _("il server di posta non risponde"),
        "smtp utf8": _("il server di posta non accetta questo indirizzo"),
        "smtp sender": _("manca l'indirizzo e-mail dell'ufficio: si scrive in Amministrazione"),
        "smtp file": _("il file dei canali è sbagliato"),
        "sms away": _("il servizio SMS non risponde"),
        "sms file": _("il file dei canali è sbagliato"),
        "http 401": _("il servizio SMS non accetta la chiave"),
        "http 403": _("il servizio SMS non accetta la chiave"),
        "http 429": _("il servizio SMS chiede di aspettare"),
    }.get(fault)
    if known:
        return known
    if kind == "smtp" and code.startswith("5"):
        return _("l'indirizzo è rifiutato ({code})").format(code=code)
    if kind == "http" and code in ("404", "410", "422"):
        return _("il numero non esiste ({code})").format(code=code)
    if kind in ("smtp", "http"):
        return _("rifiutato ({code})").format(code=code)
    return _("la linea è caduta")


def language_words(owed: Owed) -> str:
    """The family's language, where it is not Italian."""
    return "" if owed.home.language == "it" else _(language_name(owed.home.language))


def call_list(session: Session, every: Iterable[Owed]) -> bytes:
    """The list as a PDF, earliest appointment first."""
    with session.store.read() as connection:
        place = connection.execute(select(office.c.name).order_by(office.c.id)).scalar()
    now = session.now().astimezone(ZONE)
    lines = tuple(
        CallLine(
            when_words(each),
            each.home.name,
            " · ".join(filter(None, (each.home.code, language_words(each)))),
            shown(PHONE, each.home.phone) or _("Nessun recapito"),
            each.reach.why,
        )
        for each in every
    )
    printed = _("Stampato il {day} alle {hour} da {name}").format(
        day=numbers(now.date()), hour=hour(now), name=session.name
    )
    title = _("Da chiamare per l'appuntamento")
    boxes = (_("Ci sarà"), _("Non può venire"), _("Non risponde"))
    return draw("call_list", CallPage(title, str(place or "TO-Home"), boxes, lines, printed))


def report_words(report: Report) -> str:
    """One line of what a run did."""
    if report.busy:
        return _("Un altro invio è già in corso su questo computer.")
    if report.quiet_until is not None and not (report.freed or report.bounced):
        return _("Ore di silenzio: si riparte {when}.").format(when=f"{report.quiet_until:%d/%m %H:%M}")
    said = [n_("{n} promemoria inviato", "{n} promemoria inviati", report.sent).format(n=report.sent)]
    for count, text in (
        (report.failed, _("non riusciti: {n}")),
        (report.unsure, _("incerti: {n}")),
        (report.left, _("al prossimo giro: {n}")),
        (report.freed, _("disdetti con un NO: {n}")),
        (report.bounced, _("tornati indietro: {n}")),
    ):
        if count:
            said.append(text.format(n=count))
    return ", ".join(said) + "."
