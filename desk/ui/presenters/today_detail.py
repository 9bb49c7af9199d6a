"""The detail pane in words: one family before it is called."""

from dataclasses import dataclass
from datetime import date

from desk.catalogue.services import load_services
from desk.domain.languages import language_name
from desk.i18n import _, n_
from desk.office.day_words import age_words, weekday
from desk.office.follow_office import PaperDue
from desk.office.front.family_brief import Alert, AlertKind, FamilyBrief
from desk.office.household.documents import document_title
from desk.office.household.family import Relative
from desk.office.plan.follow import Due
from desk.ui.presenters.follow_words import due_tag

MOST_CHECKS = 4
PERMITS = {"residence_permit": "permit"}
SAME_YEAR = 300
"""Days beyond which a date needs its year."""
"""Kinds of identifiers that are papers as well."""


@dataclass(frozen=True)
class AlertWords:
    """Tone and icon as in the kit."""

    fact: str
    second: str
    tone: str
    icon: str


@dataclass(frozen=True)
class PaperWords:
    """Something to bring, and whether it is here."""

    text: str
    state: str
    here: bool


@dataclass(frozen=True)
class Detail:
    """Everything that the pane shows besides its buttons."""

    title: str
    under: str
    tags: tuple[tuple[str, str], ...]
    alerts: tuple[AlertWords, ...]
    facts: tuple[tuple[str, str], ...]
    papers: tuple[PaperWords, ...]
    checks: tuple[PaperWords, ...] = ()
    """Commitments to ask about."""


def detail_of(brief: FamilyBrief, today: date) -> Detail:
    under = brief.code
    if brief.caseworker:
        under += " · " + _("pratica di {who}").format(who=brief.caseworker)
    count = len(brief.members)
    tags = [
        ("language", _(language_name(brief.language))),
        ("households", n_("{n} persona", "{n} persone", count).format(n=count)),
    ]
    if brief.street:
        tags.append(("place", brief.street.rstrip("0123456789/ ") or brief.street))
    return Detail(
        _("Famiglia {name}").format(name=brief.name),
        under,
        tuple(tags),
        tuple(_alert(alert) for alert in brief.alerts),
        tuple(_facts(brief, today)),
        tuple(
            PaperWords(document_title(paper.kind), _("consegnato") if paper.here else _("da chiedere"), paper.here)
            for paper in brief.bring
        ),
        tuple(_check(each, today) for each in brief.to_check[:MOST_CHECKS]),
    )


def _check(due: Due, today: date) -> PaperWords:
    who = due.who.split(" ")[0]
    return PaperWords(f"{who}: {due.text[:1].lower()}{due.text[1:].rstrip('.')}", due_tag(due, today)[0], False)


def nobody_yet(ticket: str, service: str, language: str) -> Detail:
    """A number from the kiosk whose family nobody has asked for yet."""
    tags = [("ticket", _("dal totem"))]
    if language:
        tags.append(("language", _(language_name(language))))
    coming = load_services().get(service)
    return Detail(
        _("Numero {ticket}").format(ticket=ticket),
        _("Non si sa ancora chi è: chiedi il nome o passa la tessera."),
        tuple(tags),
        (),
        ((_("Viene per"), _(coming.title)),) if coming else (),
        (),
    )


def _facts(brief: FamilyBrief, today: date) -> list[tuple[str, str]]:
    facts = []
    if brief.purpose:
        facts.append((_("Viene per"), brief.purpose))
    here = [member for member in brief.members if member.person in brief.present]
    facts.append((_("Presenti") if here else _("Persone"), people_words(here or list(brief.members), today)))
    if brief.phone:
        phone = f"{brief.phone} · " + _("verificato") if brief.phone_verified else brief.phone
        facts.append((_("Telefono"), phone))
    if brief.last_visit:
        last = f"{brief.last_visit:%d/%m}"
        if brief.last_with:
            last = _("{day} con {who}").format(day=last, who=brief.last_with)
        facts.append((_("Ultima visita"), last))
    return facts


def people_words(people: list[Relative], today: date) -> str:
    """Adults with surname and age, one a line, then the children with their age."""
    adults = [member for member in people if member.is_adult(today)]
    children = [f"{member.given} {short_age(member, today)}".strip() for member in people if member not in adults]
    lines = [", ".join(filter(None, (member.name, age_words(member.born, today)))) for member in adults]
    return "\n".join([*lines, *([" · ".join(children)] if children else [])])


def short_age(member: Relative, today: date) -> str:
    """«9», or «5 mesi» in the first year."""
    age = member.age(today)
    if age is None or member.born is None:
        return ""
    if age >= 1:
        return str(age)
    return age_words(member.born, today)


def _alert(alert: Alert) -> AlertWords:
    day = f"{alert.on:%d/%m}"
    full = f"{weekday(alert.on)} {day}"
    if alert.kind is AlertKind.ACCESS:
        fact = _("Sfratto: accesso {day}, ore {time}") if alert.hour else _("Sfratto: accesso {day}")
        return AlertWords(
            fact.format(day=full, time=alert.hour),
            f"{left(alert.days)} {_('Passa per prima.')}",
            "danger",
            "scale",
        )
    if alert.kind is AlertKind.HEARING:
        return AlertWords(_("Udienza {day}").format(day=full), left(alert.days), "danger", "scale")
    if alert.kind is AlertKind.SIGN:
        fact = _("SIA: firma del progetto entro il {day}") if alert.days >= 0 else _("SIA: firma scaduta il {day}")
        return AlertWords(fact.format(day=day), left(alert.days), "warning", "clock")
    kind = PERMITS.get(alert.what, alert.what)
    what = document_title(kind)
    if abs(alert.days) > SAME_YEAR:
        day = f"{alert.on:%d/%m/%Y}"
    fact = _("{what}: scaduto {day}") if alert.days < 0 else _("{what}: scade {day}")
    second = _("Chiedere la ricevuta del rinnovo.") if kind == "permit" else _("Chiedere quello nuovo.")
    return AlertWords(fact.format(what=what, day=day), second, "warning", "document")


def paper_words(paper: PaperDue, today: date) -> str:
    """«Permesso di soggiorno: scade 04/12»."""
    return _alert(Alert(AlertKind.EXPIRES, paper.on, (paper.on - today).days, what=paper.what)).fact


def left(days: int) -> str:
    """«Tra 3 giorni.»"""
    if days == 0:
        return _("È oggi.")
    if days == 1:
        return _("È domani.")
    if days < 0:
        return n_("Da {n} giorno.", "Da {n} giorni.", -days).format(n=-days)
    return _("Tra {n} giorni.").format(n=days)
