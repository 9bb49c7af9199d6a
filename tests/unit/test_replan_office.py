"""Somebody is ill: what it touches, what is proposed, and that it is written whole or not at all."""

from datetime import date, datetime, timedelta

import pytest

from desk.db.store import Store
from desk.db.tables import appointment, availability
from desk.domain.availability import EVERYBODY, Kind, Rule
from desk.domain.replan import Place, Plan, greedy, holds
from desk.errors import BadInput, NotAllowed
from desk.office.appointments.agenda import read_agenda
from desk.office.appointments.availability import add_availability
from desk.office.appointments.book_appointment import Clash, book_appointment, cancel_appointment, move_appointment
from desk.office.appointments.family_limits import add_limit
from desk.office.papers.ledger import papers_of
from desk.office.papers.make import moved_letter
from desk.office.replan.accept import accept
from desk.office.replan.question import Question, ask
from desk.office.replan.tell import call_list, letters, letters_printed
from desk.office.replan.words import lines_of, summary
from desk.office.session import ZONE, Session
from tests.paper.paper_reading import text as text_of
from tests.small_office import SmallOffice, build_small_office, person

TUESDAY = datetime(2026, 12, 1, 10, tzinfo=ZONE)


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


@pytest.fixture
def chiara(office: SmallOffice) -> Session:
    return office.session("chiara")


def book(office: SmallOffice, family: str, start: datetime = TUESDAY, **facts: object) -> str:
    given: dict[str, object] = {
        "minutes": 45, "service": "interview", "caseworker": office.staff["giulia"], "room": office.rooms[0],
    }  # fmt: skip
    return book_appointment(office.session(), household=family, start=start, **(given | facts)).appointment  # type: ignore[arg-type]


def ill(office: SmallOffice, who: str = "giulia", first: date = date(2026, 12, 1), days: int = 1) -> Rule:
    return Rule(Kind.AWAY, office.staff.get(who, who), first, first + timedelta(days=days - 1), why="malattia")


def row_of(office: SmallOffice, made: str) -> dict[str, object]:
    with office.store.read() as connection:
        return dict(connection.execute(appointment.select().where(appointment.c.id == made)).mappings().one())


def absences(office: SmallOffice) -> int:
    with office.store.read() as connection:
        return len(connection.execute(availability.select()).all())


def proposal(question: Question) -> Plan:
    plan = greedy(question.problem)
    assert holds(question.problem, plan)
    return plan


def test_the_own_worker_is_waited_for_and_another_family_gets_a_substitute(
    office: SmallOffice, chiara: Session
) -> None:
    own = book(office, office.family("TH-1", "Diop"))
    other = book(office, office.family("TH-2", "Leka", caseworker=office.staff["paolo"]), TUESDAY + timedelta(hours=1))
    book(office, office.family("TH-3", "Toure"), caseworker=office.staff["paolo"], room=office.rooms[1])
    question = ask(chiara, ill(office))
    assert [each.held.id for each in question.affected] == [own, other]
    plan = proposal(question)
    lines = lines_of(question, plan)
    assert lines[0].after == "mer 2/12 · 8:30"
    assert lines[0].why == "stesso operatore"
    assert lines[1].same_time and lines[1].why == "stessa ora, con P. Bosio"
    assert summary(question, plan) == "2 appuntamenti: 1 alla stessa ora, 1 in un altro momento."
    changes = accept(chiara, question, plan)
    assert row_of(office, other)["caseworker"] == office.staff["paolo"]
    assert row_of(office, own)["start"] == "2026-12-02T07:30:00+00:00"
    assert absences(office) == 1
    assert not [each for each in read_agenda(chiara, TUESDAY.date()).entries if each.overlap]
    assert not ask(chiara, ill(office)).affected
    assert changes.batch
    office.store.undo(changes.batch, office.staff["chiara"])
    assert row_of(office, own)["start"] == "2026-12-01T09:00:00+00:00"


def test_a_deadline_is_kept_with_another_worker_when_the_own_one_is_back_too_late(
    office: SmallOffice, chiara: Session
) -> None:
    family = office.family("TH-1", "Diop")
    office.put("answer", household=family, question="housing.hearing_date", value='"2026-12-03"', status="said")
    book(office, family)
    absence = ill(office, first=date(2026, 11, 24), days=12)
    question = ask(chiara, absence)
    assert question.affected[0].until == date(2026, 12, 2)
    line = lines_of(question, proposal(question))[0]
    assert line.why == "stessa ora, con P. Bosio"
    add_availability(chiara, Rule(Kind.AWAY, office.staff["paolo"], date(2026, 11, 24)))
    line = lines_of(*_proposed(ask(chiara, absence)))[0]
    assert line.after == "" and line.why == "nessun posto libero prima dell'udienza del 03/12"


def test_who_speaks_the_language_is_followed_by_who_speaks_it_and_families_keep_their_own_limits(
    office: SmallOffice, chiara: Session
) -> None:
    family = office.family("TH-1", "Okoye", caseworker=office.staff["paolo"], language="en")
    add_limit(office.session(), family, weekdays=(2,), why="scuola")
    book(office, family, language="en")
    question = ask(chiara, ill(office))
    assert question.problem.tasks[0].roles[0].candidates == (office.staff["giulia"],)
    place = proposal(question)[0]
    assert place is not None
    assert question.start_of(0, place).date() == date(2026, 12, 3)


def test_an_ill_interpreter_a_closed_room_and_a_closed_office_are_absences_too(
    office: SmallOffice, chiara: Session
) -> None:
    book(office, office.family("TH-1", "Haddou"), language="ar", interpreter=office.staff["nadia"])
    interpreter = lines_of(*_proposed(ask(chiara, ill(office, "nadia"))))[0]
    assert interpreter.after.startswith("mer 2/12")
    room = lines_of(*_proposed(ask(chiara, ill(office, office.rooms[0]))))[0]
    assert room.same_time and room.why == "stessa ora, altra stanza"
    closed = lines_of(*_proposed(ask(chiara, ill(office, EVERYBODY))))[0]
    assert closed.after.startswith("mer 2/12")


def _proposed(question: Question) -> tuple[Question, Plan]:
    return question, proposal(question)


def test_a_place_that_was_given_away_meanwhile_writes_nothing_at_all(office: SmallOffice, chiara: Session) -> None:
    first = book(office, office.family("TH-1", "Diop", caseworker=office.staff["paolo"]))
    second = book(office, office.family("TH-2", "Leka", caseworker=office.staff["paolo"]), TUESDAY + timedelta(hours=1))
    question = ask(chiara, ill(office))
    plan = proposal(question)
    book(
        office, office.family("TH-3", "Toure"), TUESDAY + timedelta(hours=1),
        caseworker=office.staff["paolo"], room=office.rooms[1],
    )  # fmt: skip
    with pytest.raises(Clash):
        accept(chiara, question, plan)
    assert absences(office) == 0
    assert {row_of(office, each)["caseworker"] for each in (first, second)} == {office.staff["giulia"]}


def test_an_appointment_that_was_moved_or_cancelled_meanwhile_is_not_moved_over_it(
    office: SmallOffice, chiara: Session
) -> None:
    made = book(office, office.family("TH-1", "Diop"))
    question = ask(chiara, ill(office))
    move_appointment(chiara, made, start=TUESDAY + timedelta(days=7))
    with pytest.raises(BadInput, match="cambiato nel frattempo"):
        accept(chiara, question, proposal(question))
    cancel_appointment(chiara, made)
    with pytest.raises(BadInput):
        accept(chiara, question, proposal(question))
    assert absences(office) == 0


def test_two_that_change_places_do_not_run_into_each_other_on_the_way(office: SmallOffice, chiara: Session) -> None:
    book(office, office.family("TH-1", "Diop"), room=office.rooms[0])
    book(office, office.family("TH-2", "Leka"), TUESDAY + timedelta(hours=1), room=office.rooms[1])
    question = ask(chiara, ill(office, first=TUESDAY.date()))
    tasks = question.problem.tasks
    paolo = office.staff["paolo"]
    plan: Plan = tuple(
        Place(
            task.old.start,
            tuple(
                paolo if role.kind == "caseworker" else other if role.kind == "room" else name
                for role, name in zip(task.roles, task.old.chosen, strict=True)
            ),
        )
        for task, other in zip(tasks, (office.rooms[1], office.rooms[0]), strict=True)
    )
    assert holds(question.problem, plan)
    accept(chiara, question, plan)


def test_an_absence_is_somebodys_own_or_needs_leave_and_must_make_sense(office: SmallOffice, chiara: Session) -> None:
    assert not ask(office.session("giulia"), ill(office)).affected
    with pytest.raises(NotAllowed):
        ask(office.session("paolo"), ill(office))
    with pytest.raises(BadInput):
        ask(chiara, Rule(Kind.AWAY, office.staff["giulia"], date(2026, 12, 2), date(2026, 12, 1)))
    assert not ask(chiara, ill(office, first=date(2020, 1, 1))).affected


def test_who_has_to_hear_of_it_is_called_and_written_to_in_the_own_language(
    office: SmallOffice, chiara: Session
) -> None:
    def home(code: str, name: str, language: str = "it", safety: str | None = None, street: str = "Via Cigna 1") -> str:
        facts = person(name, name, date(1980, 1, 1), role="head") | {"safety": safety}
        family = office.family(code, name, (facts,), language=language, caseworker=office.staff["paolo"])
        office.put("contact", household=family, kind="phone", value="+393515550101")
        if street:
            office.put("address", household=family, street=street, zip="10152", town="Torino")
        return family

    families = [
        home("TH-1", "Mansouri", "ar"),
        home("TH-2", "Diop", safety="do_not_call"),
        home("TH-3", "Leka", street=""),
    ]
    for number, family in enumerate(families):
        book(office, family, TUESDAY.replace(hour=(10, 11, 12)[number], minute=(0, 0, 15)[number]))
    question = ask(chiara, ill(office))
    plan = proposal(question)
    assert [line.same_time for line in lines_of(question, plan)] == [True, True, False]
    accept(chiara, question, plan)
    calls = text_of(call_list(chiara, question, plan))
    assert [name for name in ("Mansouri", "Diop", "Leka") if name in calls] == ["Mansouri", "Diop", "Leka"]
    assert "351 555 0101" in calls and "Sicurezza" in calls and "Nessun indirizzo" in calls
    papers = letters(chiara, question, plan)
    assert [(paper.household, paper.language, paper.missing) for paper in papers] == [(families[0], "ar", 0)]
    written = text_of(papers[0].pdf)
    assert "\nChiara" in written  # whoever prints it signs: the family's own worker may be the one who is ill
    assert "Il giorno e l’ora restano uguali." in written and "Vi aspetta un’altra persona." in written
    letters_printed(chiara, papers)
    assert [entry.kind for entry in papers_of(office.session("carla"), families[0])] == ["moved"]
    moved = moved_letter(chiara, question.problem.tasks[2].id, TUESDAY, same_time=False, same_worker=True)
    assert "Il 01/12/2026, ore 10:00, non ci possiamo vedere." in text_of(moved.pdf)
