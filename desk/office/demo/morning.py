"""The demo morning: who is expected, who waits, who is in which room, when the clock stands at the hour of the demo."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import msgspec

from desk.db.unit import Unit
from desk.domain.queue import priority_of
from desk.domain.visit import State
from desk.office.appointments.diaries import SCHEDULED, utc_text
from desk.office.demo import homes
from desk.office.demo.answer import write_answer
from desk.office.demo.diary import write_diary
from desk.office.demo.el_amrani import write_el_amrani
from desk.office.demo.office import Office
from desk.office.demo.people import Home, Written, write_home
from desk.office.front.check_in import visit_id
from desk.office.interview.known_facts import ACCESS, ACCESS_HOUR, answered_day, known_of
from desk.office.session import ZONE, Session

HOUR = (10, 34)
"""What the clock shows in the story; other hours move the whole morning by quarters of an hour."""
QUARTER = timedelta(minutes=15)


@dataclass(frozen=True)
class Morning:
    """Ids of the households by name («El Amrani»), of today's visits by ticket, of appointments by name."""

    households: dict[str, str]
    visits: dict[str, str]
    appointments: dict[str, str]


def build_morning(session: Session, office: Office) -> Morning:
    """Write the morning around the session's present moment. One transaction."""
    with session.store.write(session.staff) as unit:
        return _Builder(session, unit, office).build()


class _Builder:
    def __init__(self, session: Session, unit: Unit, office: Office) -> None:
        self.session, self.unit, self.office = session, unit, office
        self.today: date = session.today()
        story = datetime(self.today.year, self.today.month, self.today.day, *HOUR, tzinfo=ZONE)
        quarters = (session.now().astimezone(ZONE) - story) // QUARTER
        self.shift = QUARTER * max(-30, min(quarters, 46))
        self.made = Morning({}, {}, {})

    def at(self, clock: str) -> datetime:
        """«10:15» in the story as a moment of today."""
        hour, minute = map(int, clock.split(":"))
        return datetime(self.today.year, self.today.month, self.today.day, hour, minute, tzinfo=ZONE) + self.shift

    def build(self) -> Morning:
        self._done()
        self._in_rooms()
        self._waiting()
        self._expected()
        write_diary(self.session, self.unit, self.office, self.made.households)
        return self.made

    def home(self, home: Home, worker: str) -> Written:
        written = write_home(self.unit, home, self.office.staff[worker], self.today)
        self.made.households[home.name] = written.household
        return written

    def book(
        self,
        home: Home,
        clock: str,
        service: str,
        worker: str = "",
        *,
        room: int = 0,
        purpose: str = "",
        interpreter: str = "",
        bring: tuple[str, ...] = (),
        minutes: int = 45,
    ) -> str:
        staff, rooms = self.office.staff, self.office.rooms
        made = self.unit.put(
            "appointment",
            household=self.made.households[home.name],
            service=service,
            start=utc_text(self.at(clock)),
            minutes=minutes,
            caseworker=staff.get(worker),
            room=rooms.get(room),
            interpreter=staff.get(interpreter),
            language=home.language if interpreter else None,
            state=SCHEDULED,
            purpose=purpose,
            bring=msgspec.json.encode(bring).decode() if bring else None,
            booked_by=staff["cmusso"],
        )
        self.made.appointments[home.name] = made
        return made

    def visit(self, home: Home, ticket: str, state: State, arrived: str, **facts: object) -> str:
        """A visit of today; a moment among the facts is given as its clock."""
        household = self.made.households[home.name]
        booked = self.made.appointments.get(home.name)
        row = visit_id(self.unit, household, self.today.isoformat(), booked)
        moments = {
            name: utc_text(self.at(str(facts.pop(name))))
            for name in ("called_at", "entered_at", "left_at")
            if name in facts
        }
        priority = priority_of(known_of(self.unit.connection, household, self.today), self.today)
        access = answered_day(self.unit.connection, household, ACCESS)
        booking = self.unit.get("appointment", booked) if booked else None
        self.unit.put(
            "visit",
            row,
            household=household,
            day=self.today.isoformat(),
            ticket=ticket,
            state=state.value,
            arrived_at=utc_text(self.at(arrived)),
            appointment=booked,
            **{
                "service": (booking or {}).get("service", ""),
                "caseworker": (booking or {}).get("caseworker"),
                "purpose": (booking or {}).get("purpose") or "",
                "calls": 0 if state is State.WAITING else 1,
                "priority": priority.value if priority else None,
                "priority_reason": access.isoformat() if access else None,
            }
            | moments
            | facts,
        )
        self.made.visits[ticket] = row
        return row

    def _done(self) -> None:
        """Seven visits that are over, one that nobody answered."""
        staff, rooms = self.office.staff, self.office.rooms
        for home, ticket, worker, room, arrived, entered, left, service, agreed in (
            (
                homes.TOURE,
                "A09",
                "gferrero",
                2,
                "8:52",
                "9:00",
                "9:12",
                "interview",
                "Porti la busta paga di novembre.",
            ),
            (homes.OKOYE, "A10", "mbosio", 1, "8:55", "9:01", "9:16", "interview", "Scriviamo noi al proprietario."),
            (homes.GJOKA, "A11", "echiavazza", 3, "8:50", "9:02", "9:17", "plan_review", "Il piano continua così."),
            (homes.BIANCO, "A12", "pgallo", 4, "8:58", "9:03", "9:21", "housing_office", "Domanda FIMI consegnata."),
            (homes.KAMAU, "A13", "sviglione", 5, "9:21", "9:32", "9:52", "work", "Va al Centro per l’impiego."),
            (
                homes.RUSU,
                "B04",
                "pgallo",
                4,
                "9:12",
                "9:25",
                "9:47",
                "housing_office",
                "Cerca il contratto registrato.",
            ),
            (homes.FLORES, "B07", "mbosio", 1, "9:38", "9:55", "10:19", "interview", "Torna con la carta del giudice."),
        ):
            self.home(home, worker)
            if ticket.startswith("A"):
                clock = arrived.split(":")[0] + ":30" if arrived > "9:2" else "9:00"
                self.book(home, clock, service, worker, room=room, minutes=30)
            self.visit(
                home,
                ticket,
                State.DONE,
                arrived,
                called_at=entered,
                entered_at=entered,
                left_at=left,
                service=service,
                caseworker=staff[worker],
                room=rooms[room],
                agreed=agreed,
                outcome="done",
            )
        self.home(homes.LUPU, "mbosio")
        self.book(homes.LUPU, "9:30", "interview", "mbosio", room=1)
        self.visit(homes.LUPU, "A15", State.MISSED, "9:24", called_at="9:46", calls=3, room=rooms[1])

    def _in_rooms(self) -> None:
        staff, rooms = self.office.staff, self.office.rooms
        el_amrani = self.home(homes.EL_AMRANI, "gferrero")
        self.book(
            homes.EL_AMRANI,
            "10:00",
            "interview",
            "gferrero",
            room=2,
            purpose="Colloquio: abitazione e piano",
            interpreter="nhaddad",
        )
        visit = self.visit(
            homes.EL_AMRANI,
            "A14",
            State.INSIDE,
            "9:51",
            called_at="10:00",
            entered_at="10:02",
            room=rooms[2],
            present=f"{el_amrani.people['Youssef']} {el_amrani.people['Khadija']}",
        )
        write_el_amrani(self.session, self.unit, self.office, el_amrani, visit=visit, entered=self.at("10:02"))
        for home, ticket, worker, room, booked, arrived, entered, service in (
            (homes.IONESCU, "A16", "pgallo", 4, "10:00", "9:55", "10:13", "housing_office"),
            (homes.HOXHA, "A18", "echiavazza", 3, "10:00", "10:02", "10:25", "interview"),
        ):
            self.home(home, worker)
            self.book(home, booked, service, worker, room=room, minutes=30)
            self.visit(home, ticket, State.INSIDE, arrived, called_at=entered, entered_at=entered, room=rooms[room])
        self.home(homes.ABDELRAHMAN, "sviglione")
        self.visit(
            homes.ABDELRAHMAN,
            "B05",
            State.CALLED,
            "9:44",
            called_at="10:33",
            room=rooms[5],
            service="work",
            caseworker=staff["sviglione"],
        )

    def _waiting(self) -> None:
        self._osagie()
        self.home(homes.DIOP, "echiavazza")
        self.book(homes.DIOP, "10:30", "interview", "echiavazza", room=3, purpose="Verifica del piano")
        self.visit(homes.DIOP, "A19", State.WAITING, "10:26")
        self.home(homes.POPESCU, "pgallo")
        self.book(homes.POPESCU, "10:30", "housing_office", "pgallo", room=4, purpose="Domanda Lo.C.A.Re.")
        self.visit(homes.POPESCU, "A20", State.WAITING, "10:28")
        for home, ticket, worker, arrived, purpose in (
            (homes.QUISPE, "B06", "echiavazza", "9:56", "Lettera del proprietario"),
            (homes.CHEN, "B08", "gferrero", "10:23", "Informazioni sul piano"),
            (homes.FERRI, "B09", "mbosio", "10:29", "Prima informazione"),
        ):
            self.home(home, worker)
            self.visit(home, ticket, State.WAITING, arrived, purpose=purpose)

    def _osagie(self) -> None:
        family = self.home(homes.OSAGIE, "mbosio")
        today, unit = self.today, self.unit
        for question, value in (
            ("housing.eviction_stage", "8"),
            (ACCESS, (today + timedelta(days=3)).isoformat()),
            (ACCESS_HOUR, "9"),
        ):
            write_answer(unit, family.household, question, value, on=today - timedelta(days=12))
        unit.put(
            "identifier",
            person=family.people["Blessing"],
            kind="residence_permit",
            value="I09900341",
            canonical="I09900341",
            expires=(today + timedelta(days=10)).isoformat(),
        )
        for kind, state in (("Preavviso di rilascio", "present"), ("Buste paga di ottobre", "missing")):
            unit.put("document", household=family.household, kind=kind, state=state)
        before = today - timedelta(days=12)
        unit.put(
            "visit",
            household=family.household,
            day=before.isoformat(),
            ticket="A07",
            state=State.DONE.value,
            calls=1,
            service="interview",
            caseworker=self.office.staff["mbosio"],
            agreed="Porta il preavviso di rilascio.",
            outcome="done",
        )
        self.book(
            homes.OSAGIE,
            "10:15",
            "interview",
            "mbosio",
            room=1,
            purpose="Chiedere un rinvio e un posto dove stare",
            bring=("Preavviso di rilascio", "Buste paga di ottobre"),
        )
        self.visit(homes.OSAGIE, "A17", State.WAITING, "10:21", present=" ".join(family.people.values()))

    def _expected(self) -> None:
        for home, clock, service, worker, interpreter in (
            (homes.MENSAH, "10:15", "work", "sviglione", ""),
            (homes.DIALLO, "10:45", "documents_signature", "", ""),
            (homes.RAHMAN, "11:00", "plan_signature", "gferrero", ""),
            (homes.MARCHETTI, "11:00", "first_interview", "mbosio", ""),
            (homes.GHERASIM, "11:15", "housing_office", "pgallo", ""),
            (homes.DELA_CRUZ, "11:30", "interview", "echiavazza", ""),
            (homes.BEN_SALAH, "11:30", "work", "sviglione", "nhaddad"),
            (homes.SHEVCHENKO, "11:45", "interview", "gferrero", ""),
            (homes.VARGAS, "12:00", "housing_office", "pgallo", ""),
        ):
            self.home(home, worker or "mbosio")
            room = {"gferrero": 2, "mbosio": 1, "echiavazza": 3, "pgallo": 4, "sviglione": 5}.get(worker, 0)
            self.book(home, clock, service, worker, room=room, interpreter=interpreter)
