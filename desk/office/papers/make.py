"""Makes the papers of a household: plan, page for the fridge, letters, notice; each in Italian and one language."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection, select

from desk import i18n
from desk.catalogue.notice import load_notice
from desk.catalogue.programmes import load_programmes
from desk.db.tables import address, appointment, contact, office, staff, visit
from desk.domain.roles import May
from desk.errors import BadInput, NotFound
from desk.i18n import _
from desk.office.household.consents import notice_sheet
from desk.office.household.contacts import PHONE, shown
from desk.office.household.family import Family, read_family
from desk.office.household.said import GIVEN, newest_word
from desk.office.machine.code_key import ensure_office_key
from desk.office.papers.kinds import Kind, Paper
from desk.office.plan.plan import read_plan
from desk.office.plan.sheet import next_visit, plan_page, small
from desk.office.plan.words import read_templates
from desk.office.reminders.reach import read_homes
from desk.office.session import Session, local
from desk.paper import words
from desk.paper.model import Bilingual, Letter, Signer
from desk.paper.words import Text

PARTNERS = "partners"
"""The choice of the notice by which an adult lets the office speak of them to others."""


@dataclass(frozen=True)
class Referral:
    """What a caseworker writes to a partner: to whom, what is asked, and the same in the family's language."""

    to: str
    ask: str
    translated: str = ""


def make_ready() -> None:
    """Read what every paper draws its words from, so that the first one need not: a quarter of a second."""
    load_programmes()
    load_notice()
    read_templates()
    for language in i18n.languages():
        words.day_in_words(language, date.min)


def make_paper(
    session: Session, kind: Kind, household: str, language: str = "", *, large: bool = False,
    referral: Referral | None = None,
) -> Paper:  # fmt: skip
    """`language` empty: the family's own. Raises NotFound or BadInput, in words, where the paper cannot be made yet."""
    session.require(May.SEE_HOUSEHOLD)
    ensure_office_key(session)
    if kind in (Kind.PLAN, Kind.FRIDGE):
        return _of_plan(session, kind, household, language, large)
    with session.store.read() as connection:
        family = read_family(connection, household)
        code = language or family.language
        if kind is Kind.NOTICE:
            return Paper(kind, household, replace(notice_sheet(connection, session, family, code), large=large))
        if kind is Kind.INVITATION:
            letter, of = _invitation(connection, session, family, code)
        elif kind is Kind.MISSED:
            letter, of = _missed(connection, session, family, code)
        else:
            letter, of = _referral(connection, session, family, code, referral), ""
    return Paper(kind, household, replace(letter, large=large), of)


def _of_plan(session: Session, kind: Kind, household: str, language: str, large: bool) -> Paper:
    view = read_plan(session, household)
    with session.store.read() as connection:
        family = read_family(connection, household)
        if view is None:
            raise NotFound(_("La famiglia {name} non ha ancora un piano.").format(name=family.name))
        page = plan_page(connection, session, family, view, language or family.language)
    return Paper(kind, household, replace(page, large=large), view.id, view.version)


def _letter(
    connection: Connection, session: Session, family: Family, language: str, to: tuple[str, ...], subject: Text,
    *lines: Bilingual, by: str | None = None,
) -> Letter:  # fmt: skip
    """`by`: who signs it; the family's own worker where nobody is named."""
    place = connection.execute(select(office).order_by(office.c.id)).first()
    signs = by or family.caseworker or session.staff
    worker = connection.execute(select(staff).where(staff.c.id == signs)).first()
    signer = Signer(
        f"{worker.given or ''} {worker.surname or ''}".strip() if worker else session.name,
        small(worker.title or "") or None if worker else None,
    )
    return Letter(
        office_name=(place.name or "") if place else "TO-Home",
        office_phone=shown(PHONE, place.phone or "") if place else "",
        office_address=(place.address or "") if place else "",
        to=to,
        code=family.code,
        family_language=language,
        date=session.today(),
        subject=words.pair(language, subject),
        lines=lines,
        signer=signer,
    )


def _home(connection: Connection, family: Family) -> tuple[str, ...]:
    """The lines of the envelope; no street where somebody's safety is at stake: such a letter is handed over."""
    query = select(address).where(address.c.household == family.id, address.c.until.is_(None))
    found = connection.execute(query.order_by(address.c.since.desc(), address.c.id)).first()
    head = family.members[0].name if family.members else family.name
    first = words.pair("it", Text.FAMILY, name=family.name).italian
    if read_homes(connection, (family.id,))[family.id].careful:
        found = None
    town = f"{found.zip or ''} {found.town or ''}".strip() if found else ""
    return tuple(line for line in (first, head, (found.street or "") if found else "", town) if line)


def _invitation(connection: Connection, session: Session, family: Family, language: str) -> tuple[Letter, str]:
    place = connection.execute(select(office.c.address).order_by(office.c.id)).scalar()
    booked = next_visit(connection, session, family.id, language, place)
    if booked is None:
        raise NotFound(
            _("La famiglia {name} non ha un appuntamento: prenotalo, poi invitala.").format(name=family.name)
        )
    letter = _letter(
        connection, session, family, language, _home(connection, family), Text.INVITATION,
        words.pair(language, Text.INVITED), words.pair(language, Text.OTHER_DAY),
    )  # fmt: skip
    query = select(appointment.c.id).where(
        appointment.c.household == family.id, appointment.c.state == "scheduled",
        appointment.c.start > session.moment(),
    )  # fmt: skip
    of = connection.execute(query.order_by(appointment.c.start)).scalar()
    return replace(letter, next_visit=booked), str(of or "")


def _missed(connection: Connection, session: Session, family: Family, language: str) -> tuple[Letter, str]:
    came = select(visit.c.appointment).where(
        visit.c.household == family.id, visit.c.entered_at.is_not(None), visit.c.appointment.is_not(None)
    )
    query = (
        select(appointment.c.id, appointment.c.start)
        .where(appointment.c.household == family.id, appointment.c.state.in_(("scheduled", "missed")))
        .where(
            appointment.c.start < session.moment(),
            appointment.c.id.not_in(came.where(visit.c.appointment.is_not(None))),
        )
        .order_by(appointment.c.start.desc())
    )
    over = connection.execute(query).first()
    if over is None:
        raise NotFound(_("La famiglia {name} non ha mancato nessun appuntamento.").format(name=family.name))
    start = local(over.start)
    waited = words.pair(language, Text.WE_WAITED, day=words.day(start), time=words.time(start))
    place = connection.execute(select(office.c.address).order_by(office.c.id)).scalar()
    booked = next_visit(connection, session, family.id, language, place)
    then = (Text.IT_HAPPENS, Text.IT_MATTERS, Text.NEW_DATE if booked else Text.CALL_FOR_DAY)
    letter = _letter(
        connection, session, family, language, _home(connection, family), Text.MISSED,
        waited, *(words.pair(language, text) for text in then),
    )  # fmt: skip
    return replace(letter, next_visit=booked), str(over.id)


def _referral(
    connection: Connection, session: Session, family: Family, language: str, referral: Referral | None
) -> Letter:
    """Only of adults who said yes to this; never a word on health, nor the names of children."""
    session.require(May.PLAN)
    if referral is None or not referral.to.strip() or not referral.ask.strip():
        raise BadInput(_("Scrivi a chi mandi la famiglia e che cosa chiedi."))
    said = newest_word(connection, family.id)
    willing = [
        member for member in family.adults(session.today()) if said.get((member.person, PARTNERS)) == GIVEN
    ]  # fmt: skip
    if not willing:
        raise BadInput(
            _("Nessun adulto ha detto sì a parlare con altri uffici: prima chiedilo, nella scheda Consensi.")
        )
    known = {member.person for member in willing}
    phones = [
        shown(PHONE, row.value)
        for row in connection.execute(
            select(contact)
            .where(contact.c.household == family.id, contact.c.kind == PHONE, contact.c.value.is_not(None))
            .order_by(contact.c.id)
        )
        if row.person in known
    ]
    facts = [(Text.PEOPLE, _same(", ".join(member.name for member in willing)))]
    if phones:
        facts.append((Text.PHONE, _same(", ".join(phones).replace(" ", "\u00a0").replace(",\u00a0", ", "))))
    if family.language != "it":
        name = words.language_name(language, family.language)
        facts.append((Text.LANGUAGE, name))
    called = family.name
    if called not in {member.surname for member in willing}:
        called = willing[0].surname  # the family's name would name somebody who has not said yes
    own = family.name_local if language == family.language and called == family.name else None
    name = Bilingual(called, own or called)
    letter = _letter(
        connection, session, family, language, (referral.to.strip(),), Text.REFERRAL,
        words.pair(language, Text.COMES_TO_YOU, name=name), words.pair(language, Text.QUESTIONS),
    )  # fmt: skip
    ask = Bilingual(referral.ask.strip(), referral.translated.strip() or None)
    return replace(letter, ask=(ask,), facts=tuple((words.pair(language, label), text) for label, text in facts))


def _same(text: str) -> Bilingual:
    return Bilingual(text, text)


def moved_letter(
    session: Session, appointment_id: str, before: datetime, *, same_time: bool, same_worker: bool
) -> Paper:
    """To the family of an appointment that the office had to change; `before`: when it was. Whoever prints it signs it,
    as the family's worker may be away. Raises NotFound where the appointment is gone, cancelled or over."""
    session.require(May.BOOK)
    ensure_office_key(session)
    with session.store.read() as connection:
        household = connection.execute(
            select(appointment.c.household).where(appointment.c.id == appointment_id)
        ).scalar()
        place = connection.execute(select(office.c.address).order_by(office.c.id)).scalar()
        if household is None:
            raise NotFound(_("Questo appuntamento è già passato o non c'è più: non ha un foglio da stampare."))
        family = read_family(connection, household)
        code = family.language
        booked = next_visit(connection, session, family.id, code, place, only=appointment_id)
        if booked is None:
            raise NotFound(_("Questo appuntamento è già passato o non c'è più: non ha un foglio da stampare."))
        if same_time:
            lines = [words.pair(code, Text.SAME_TIME)]
        else:
            not_then = words.pair(code, Text.NOT_THEN, day=words.day(before), time=words.time(before))
            lines = [not_then, words.pair(code, Text.NEW_DATE)]
        if not same_worker:
            lines.append(words.pair(code, Text.OTHER_PERSON))
        letter = _letter(
            connection, session, family, code, _home(connection, family), Text.MOVED,
            *lines, words.pair(code, Text.OTHER_DAY), by=session.staff,
        )  # fmt: skip
    return Paper(Kind.MOVED, family.id, replace(letter, next_visit=booked), appointment_id)


def may_be_told(session: Session, household: str) -> tuple[str, ...]:
    """The adults of whom others may be told."""
    session.require(May.SEE_HOUSEHOLD)
    with session.store.read() as connection:
        family = read_family(connection, household)
        said = newest_word(connection, household)
    return tuple(each.name for each in family.adults(session.today()) if said.get((each.person, PARTNERS)) == GIVEN)


@dataclass(frozen=True)
class Expected:
    """A family with an appointment on the day. `plan`: it has one to print."""

    household: str
    code: str
    name: str
    language: str
    time: str
    plan: bool


def expected_on(session: Session, day: date) -> tuple[Expected, ...]:
    """The families of a day's appointments in order, each once."""
    session.require(May.SEE_HOUSEHOLD)
    found: dict[str, Expected] = {}
    with session.store.read() as connection:
        query = select(appointment).where(appointment.c.state == "scheduled", appointment.c.start.like(f"{day}%"))
        plans = {row[0] for row in connection.exec_driver_sql("SELECT DISTINCT household FROM plan")}
        for row in connection.execute(query.order_by(appointment.c.start)):
            if row.household and row.household not in found:
                family = read_family(connection, row.household)
                found[family.id] = Expected(
                    family.id, family.code, family.name, family.language, words.time(local(row.start)),
                    family.id in plans,
                )  # fmt: skip
    return tuple(found.values())


def next_day_with_visits(session: Session) -> date:
    """The next day after today on which somebody is expected; tomorrow where nobody is."""
    session.require(May.SEE_HOUSEHOLD)
    tomorrow = date.fromordinal(session.today().toordinal() + 1)
    query = select(appointment.c.start).where(
        appointment.c.state == "scheduled", appointment.c.start >= tomorrow.isoformat()
    )
    with session.store.read() as connection:
        first = connection.execute(query.order_by(appointment.c.start)).scalar()
    return max(tomorrow, local(first).date()) if first else tomorrow
