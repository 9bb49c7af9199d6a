"""What each adult was told and has said yes or no to, and the notice that they signed on paper."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from desk.catalogue.notice import load_notice
from desk.db.changes import Changes
from desk.db.tables import consent, office, printed, visit
from desk.db.unit import Unit
from desk.domain.queue import Priority
from desk.domain.roles import May
from desk.domain.visit import OPEN
from desk.errors import BadInput, NotFound
from desk.i18n import _, translated
from desk.office.front.check_in import priority_facts
from desk.office.household.contacts import PHONE, shown
from desk.office.household.family import Family, read_family
from desk.office.household.said import GIVEN, REFUSED, SPECIAL, Said, newest_said
from desk.office.papers.kinds import Kind, Paper
from desk.office.papers.ledger import papers_of, record_paper
from desk.office.session import Session
from desk.paper.drawing import draw
from desk.paper.model import ITALIAN, Bilingual, NoticeSheet, NoticeText

BASIS = "art. 9 GDPR"


@dataclass(frozen=True)
class Adult:
    """An adult of the family with every choice of the notice, in its order."""

    person: str
    name: str
    said: tuple[Said, ...]

    @property
    def asked(self) -> bool:
        return all(each.given is not None for each in self.said)


@dataclass(frozen=True)
class Consents:
    """The family's language and its adults; when the notice was printed for them last, and by whom."""

    household: str
    language: str
    adults: tuple[Adult, ...]
    printed_on: date | None = None
    printed_by: str = ""


def read_consents(session: Session, household: str) -> Consents:
    """Raises NotFound where this store has no such household."""
    session.require(May.SEE_HOUSEHOLD)
    with session.store.read() as connection:
        family = read_family(connection, household)
        newest = newest_said(connection, household)
    notices = [each for each in papers_of(session, household) if each.kind == Kind.NOTICE.value]
    choices = [choice.id for choice in load_notice().choices]
    return Consents(
        household,
        family.language,
        tuple(
            Adult(
                member.person,
                member.name,
                tuple(newest.get((member.person, each), Said(member.person, each, None, None, "")) for each in choices),
            )
            for member in family.members
            if member.is_adult(session.today())
        ),
        notices[0].at.date() if notices else None,
        notices[0].by if notices else "",
    )


def record_consent(session: Session, household: str, person: str, choice: str, given: bool) -> Changes:
    """What the adult has ticked and signed on paper. A changed mind is a new line: the earlier one stays readable."""
    session.require(May.EDIT_HOUSEHOLD)
    if choice not in {each.id for each in load_notice().choices}:
        raise BadInput(_("Questa scelta non è nell'informativa."))
    with session.store.write(session.staff) as unit:
        family = read_family(unit.connection, household)
        if person not in {member.person for member in family.members}:
            raise NotFound(_("Questa persona non è più nella famiglia. Aggiorna la pagina e riprova."))
        unit.put(
            "consent",
            household=household,
            person=person,
            kind=choice,
            basis=BASIS,
            state=GIVEN if given else REFUSED,
            on_date=session.moment(),
            recorded_by=session.staff,
        )
        if choice == SPECIAL and not given:
            _forget_frailty(session, unit, household)
    return unit.changes


def _forget_frailty(session: Session, unit: Unit, household: str) -> None:
    """A place in the queue that came from what was told before the no is not kept."""
    query = select(visit.c.id).where(
        visit.c.household == household,
        visit.c.priority == Priority.RESERVED.value,
        visit.c.state.in_([state.value for state in OPEN]),
    )
    for row in unit.connection.execute(query).scalars().all():
        nothing: dict[str, str | None] = {"priority": None, "priority_reason": None}
        unit.change("visit", row, **nothing | priority_facts(session, unit, household))


def has_notice(connection: Connection, household: str) -> bool:
    """Was the family told what its data are for: was the notice printed, or has somebody said yes or no on it?"""
    out = select(printed.c.id).where(printed.c.household == household, printed.c.kind == Kind.NOTICE.value)
    said = select(consent.c.id).where(consent.c.household == household, consent.c.kind == SPECIAL)
    return any(connection.execute(query.limit(1)).first() for query in (out, said))


def notice_of(session: Session, household: str, language: str = "") -> bytes:
    """The notice for the adults of a family as a PDF, in Italian and its language."""
    session.require(May.SEE_HOUSEHOLD)
    with session.store.read() as connection:
        family = read_family(connection, household)
        sheet = notice_sheet(connection, session, family, language or family.language)
    return draw("notice", sheet)


def record_notice_given(session: Session, household: str) -> Changes:
    """The ledger of papers: the notice was printed for this family, in its language."""
    with session.store.read() as connection:
        family = read_family(connection, household)
        sheet = notice_sheet(connection, session, family, family.language)
    return record_paper(session, Paper(Kind.NOTICE, household, sheet))


def notice_sheet(connection: Connection, session: Session, family: Family, language: str) -> NoticeSheet:
    """What the notice says to this family, in Italian and `language`."""
    place = connection.execute(select(office).order_by(office.c.id)).first()
    notice = load_notice()

    def both(text: str) -> Bilingual:
        return Bilingual(text) if language == ITALIAN else Bilingual(text, translated(language, text))

    adults = [member.name for member in family.members if member.is_adult(session.today())]
    return NoticeSheet(
        office_name=getattr(place, "name", None) or "TO-Home",
        office_phone=shown(PHONE, getattr(place, "phone", None) or ""),
        family_language=language,
        title=both(notice.title),
        choices_title=both(notice.choices_title),
        date=session.today(),
        code=family.code,
        sections=tuple(
            NoticeText(section.id, both(section.title), tuple(both(line) for line in section.lines))
            for section in notice.sections
        ),
        choices=tuple(both(choice.text) for choice in notice.choices),
        adults=tuple(adults) or (family.name,),
    )
