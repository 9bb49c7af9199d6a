"""A proposal accepted: the absence and every move in one unit of work, or none of it."""

from desk.db.changes import Changes
from desk.db.rows import Row
from desk.domain.appointment import Step
from desk.domain.replan import CASEWORKER, Place, Plan
from desk.domain.roles import May
from desk.errors import BadInput, NotFound
from desk.i18n import _
from desk.office.appointments.appointment_steps import refuse_step
from desk.office.appointments.availability import put_rule
from desk.office.appointments.book_appointment import refuse_clash, refuse_time
from desk.office.appointments.diaries import SCHEDULED, held_of, utc_text
from desk.office.replan.question import Question
from desk.office.session import Session


def accept(session: Session, question: Question, plan: Plan) -> Changes:
    """Raises Clash where somebody was booked since, BadInput where an appointment is no longer as it was: nothing is
    written then, and the question is to be asked again."""
    session.require(May.BOOK)
    session.require(May.BOOK if question.rule.who == session.staff or question.recorded else May.CLOSE_DAY)
    with session.store.write(session.staff) as unit:
        if not question.recorded:
            put_rule(unit, question.rule)
        moved = []
        for at, place in enumerate(plan):
            row = unit.get("appointment", question.problem.tasks[at].id)
            if row is None:
                raise NotFound(_("Un appuntamento non c'è più: chiedi di nuovo una proposta."))
            if place is None:
                continue
            refuse_step(unit, row, Step.SCHEDULED)
            if held_of(row) != question.affected[at].held:
                raise BadInput(
                    _("{family}: l'appuntamento è cambiato nel frattempo. Chiedi di nuovo una proposta.").format(
                        family=question.affected[at].family
                    )
                )
            start = question.start_of(at, place)
            refuse_time(session, start, int(row["minutes"] or 0))
            facts = {"start": utc_text(start), **_people(question, at, place), "state": SCHEDULED}
            unit.change("appointment", row["id"], **facts)
            moved.append(row | facts)
        for each in moved:  # only now: two of them may have changed places
            refuse_clash(unit, held_of(each))
    return unit.changes


def _people(question: Question, at: int, place: Place) -> Row:
    """The columns that say who and where."""
    found: dict[str, list[str]] = {}
    for role, name in zip(question.problem.tasks[at].roles, place.chosen, strict=True):
        found.setdefault(role.kind, []).append(name)
    facts: Row = {kind: found[kind][0] for kind in (CASEWORKER, "room", "interpreter") if kind in found}
    if "other" in found:
        facts["others"] = " ".join(found["other"])
    return facts
