"""What was scanned at the desk: a card, one of our papers, somebody else's, a forgery, garbage; each with its line."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Connection, select

from desk.db.tables import appointment
from desk.domain.arrival_code import Scan, Scanned, read_scan, token_of
from desk.domain.roles import May
from desk.errors import BadInput
from desk.i18n import _
from desk.office.appointments.diaries import OFF
from desk.office.day_words import long_day
from desk.office.front.find_family import find_family
from desk.office.machine.code_key import office_key
from desk.office.session import Session, local


class Read(StrEnum):
    """What a scan leads to."""

    FAMILY = "family"
    """One family, ready to be checked in."""
    OTHER_DAY = "other_day"
    """One family, with a paper that is not for today: it may come in without an appointment."""
    UNKNOWN_CARD = "unknown_card"
    BAD_CARD = "bad_card"
    OTHER_OFFICE = "other_office"
    FORGED = "forged"
    GONE = "gone"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Taken:
    """`says`: one clear line, empty where nothing is wrong."""

    read: Read
    household: str = ""
    tax_code: str = ""
    says: str = ""


def take_scan(session: Session, text: str) -> Taken:
    """Garbage is an answer, never an error."""
    session.require(May.SEE_TODAY)
    with session.store.read() as connection:
        scan = read_scan(text, office_key(connection))
        if scan.kind is Scanned.CODE:
            return _our_paper(connection, session, scan)
    if scan.kind is Scanned.CARD:
        return _card(session, scan.value)
    if scan.kind is Scanned.OTHER_OFFICE:
        return Taken(
            Read.OTHER_OFFICE, says=_("Questo foglio è di un altro ufficio TO-Home: chiedi dove devono andare.")
        )
    if scan.kind is Scanned.FORGED:
        said = _("Questo codice non è stato fatto da noi, o è rovinato: cerca la famiglia per nome.")
        return Taken(Read.FORGED, says=said)
    sure = find_family(session, text).sure
    return Taken(Read.FAMILY, sure) if sure else Taken(Read.NOTHING)


def _card(session: Session, code: str) -> Taken:
    sure = find_family(session, code).sure
    if not sure:
        from desk.office.household.identifiers import canonical_of  # slow to import: the top line comes first

        try:
            sure = find_family(session, canonical_of("tax_code", code)).sure
        except BadInput:
            said = _("La tessera non è stata letta bene: passala di nuovo, o scrivi il codice.")
            return Taken(Read.BAD_CARD, says=said)
    if sure:
        return Taken(Read.FAMILY, sure, code)
    said = _("Nessuno in archivio ha questa tessera: cerca per nome, poi registra la famiglia.")
    return Taken(Read.UNKNOWN_CARD, tax_code=code, says=said)


def _our_paper(connection: Connection, session: Session, scan: Scan) -> Taken:
    key = office_key(connection) or b""
    rows = connection.execute(
        select(appointment.c.id, appointment.c.household, appointment.c.start, appointment.c.state)
    )
    found = next((row for row in rows if token_of(key, row.id) == scan.value), None)
    if found is None or not found.household:
        return Taken(Read.GONE, says=_("L'appuntamento di questo foglio non c'è più: cerca la famiglia per nome."))
    start, today = local(found.start), session.today()
    if found.state in OFF:
        return Taken(Read.OTHER_DAY, found.household, says=_off(start.date()))
    if start.date() == today:
        return Taken(Read.FAMILY, found.household)
    said = (
        _("Questo foglio era per {day}: oggi non vale più.")
        if start.date() < today
        else _("L'appuntamento è per {day}.")
    )
    return Taken(Read.OTHER_DAY, found.household, says=said.format(day=long_day(start.date())))


def _off(day: date) -> str:
    return _("L'appuntamento di {day} è stato disdetto o spostato.").format(day=long_day(day))
