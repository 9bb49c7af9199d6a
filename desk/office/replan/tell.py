"""After the moves: whom to call, and a letter in the family's language for each whose time or worker has changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from desk.db.tables import office
from desk.domain.languages import language_name
from desk.domain.replan import CASEWORKER, Place, Plan
from desk.domain.roles import May
from desk.i18n import _
from desk.office.day_words import hour, numbers
from desk.office.household.contacts import PHONE, shown
from desk.office.papers.kinds import Paper
from desk.office.papers.ledger import record_paper
from desk.office.papers.make import moved_letter
from desk.office.reminders.reach import Home, read_homes
from desk.office.replan.question import Question
from desk.office.replan.words import when_words, who_words
from desk.office.session import ZONE, Session
from desk.paper.drawing import draw
from desk.paper.office_model import CallLine, CallPage


@dataclass(frozen=True)
class _Told:
    """One family that has to hear of its move."""

    at: int
    place: Place
    home: Home
    same_time: bool
    same_worker: bool


def call_list(session: Session, question: Question, plan: Plan) -> bytes:
    """Everybody whose time or worker has changed, those who come first at the top: a letter may be too slow."""
    session.require(May.BOOK)
    told = _told(session, question, plan)
    with session.store.read() as connection:
        place = connection.execute(select(office.c.name).order_by(office.c.id)).scalar()
    now = session.now().astimezone(ZONE)
    printed = _("Stampato il {day} alle {hour} da {name}").format(
        day=numbers(now.date()), hour=hour(now), name=session.name
    )
    boxes = (_("Lo sanno"), _("Non possono"), _("Non rispondono"))
    title = _("Da chiamare: appuntamenti cambiati")
    lines = tuple(_line(question, each) for each in told)
    return draw("call_list", CallPage(title, str(place or "TO-Home"), boxes, lines, printed))


def _line(question: Question, each: _Told) -> CallLine:
    held = question.affected[each.at].held
    second = [_(language_name(each.home.language))] if each.home.language != "it" else []
    if not each.same_time:
        second.append(_("era {when}").format(when=when_words(held.start)))
    who = who_words(question, each.at, each.place).replace(" ", "\u00a0")
    second.append(_("con {name}").format(name=who))
    if each.home.careful:
        why = _("Sicurezza: chiama come concordato, niente lettere")
    else:
        why = "" if each.home.address else _("Nessun indirizzo per la lettera")
    return CallLine(
        when_words(question.start_of(each.at, each.place)),
        each.home.name,
        ", ".join(second),
        shown(PHONE, each.home.phone) if each.home.phone else _("Nessun telefono"),
        why,
    )


def letters(session: Session, question: Question, plan: Plan) -> tuple[Paper, ...]:
    """One for each family that can be written to: with an address, and where no letter can put anybody in danger."""
    session.require(May.BOOK)
    return tuple(
        moved_letter(
            session,
            question.problem.tasks[each.at].id,
            question.affected[each.at].held.start,
            same_time=each.same_time,
            same_worker=each.same_worker,
        )
        for each in _told(session, question, plan)
        if each.home.address and not each.home.careful
    )


def letters_printed(session: Session, papers: Iterable[Paper]) -> None:
    """They went to the printer: each stands in its family's ledger."""
    for each in papers:
        record_paper(session, each)


def _told(session: Session, question: Question, plan: Plan) -> list[_Told]:
    with session.store.read() as connection:
        homes = read_homes(connection, {each.held.household for each in question.affected})
    found = []
    for at, place in enumerate(plan):
        home = homes.get(question.affected[at].held.household)
        if place is None or home is None:
            continue
        task = question.problem.tasks[at]
        same_worker = all(
            was == now
            for role, was, now in zip(task.roles, task.old.chosen, place.chosen, strict=True)
            if role.kind == CASEWORKER
        )
        same_time = place.start == task.old.start
        if not (same_time and same_worker):
            found.append(_Told(at, place, home, same_time, same_worker))
    return sorted(
        found, key=lambda each: min(question.affected[each.at].held.start, question.start_of(each.at, each.place))
    )
