"""How far each invented family has come: interviews, plan, steps, what burns, the next appointment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

from desk.catalogue.hours import load_opening
from desk.db.unit import Unit
from desk.domain.journey import Event
from desk.office.appointments.diaries import SCHEDULED, utc_text
from desk.office.demo.answer import write_answer
from desk.office.demo.office import Office
from desk.office.household.milestones import milestones
from desk.office.session import ZONE

#: where families stand, and how many of a hundred
STANDING: Final = (
    ("welcome", 10),
    ("analysis", 16),
    ("plan", 20),
    ("work", 26),
    ("search", 12),
    ("lease", 5),
    ("accompaniment", 11),
)
STEPS: Final[tuple[Event, ...]] = ("income_found", "home_found", "lease_signed")
SERVICES: Final = ("first_interview", "interview", "plan_signature", "plan_review")
HOURS: Final = (time(8, 30), time(9, 15), time(14), time(14, 45))
#: today's morning is written apart (`demo_morning`)
HOURS_TODAY: Final = (time(14), time(14, 45), time(15, 30), time(16, 15))
MINUTES: Final = 45
DAYS_AHEAD: Final = 21
MONTHS_TO_A_JOB: Final = 6
KEPT_ALREADY: Final = 0.7
ROOM_OF: Final = {"mbosio": 1, "gferrero": 2, "echiavazza": 3}


@dataclass(frozen=True)
class Traveller:
    """A family at the start of its path."""

    household: str
    head: str
    caseworker: str
    applied: date


def free_times(office: Office, today: date) -> Iterator[tuple[str, datetime]]:
    """Caseworker and start, day by day: times at which nobody in the demo has anything else."""
    closed = load_opening().holidays(range(today.year, today.year + 2))
    for ahead in (0, *range(2, DAYS_AHEAD)):
        day = today + timedelta(days=ahead)
        if ahead == 0 or (day.weekday() < 5 and day not in closed):  # a demo may be made on a Sunday
            for hour in HOURS if ahead else HOURS_TODAY:
                for username in ROOM_OF:
                    yield office.staff[username], datetime.combine(day, hour, ZONE)


class Paths:
    """Writes one path after the other; the same for the same seed."""

    def __init__(self, unit: Unit, office: Office, today: date, seed: int) -> None:
        self._unit, self._office, self._today = unit, office, today
        self._random = Random(seed)
        self._own = Random(seed + 1)
        self._times = free_times(office, today)
        self._rooms = {office.staff[name]: office.rooms[number] for name, number in ROOM_OF.items()}

    def write(self, family: Traveller) -> None:
        random = self._random
        stage = random.choices([name for name, _share in STANDING], [share for _name, share in STANDING])[0]
        reached = [name for name, _share in STANDING].index(stage)
        days = self._days(family.applied, reached)
        for day in days[: min(reached, 2)]:
            self._interview(family, day)
        if reached >= 2:
            self._credit(family, days, signed=reached > 2)
        if reached > 2:
            self._plan(family, days[2])
        for event, day in zip(STEPS[: max(0, reached - 3)], days[3:], strict=False):
            at = utc_text(datetime.combine(day, time(11), ZONE))
            self._unit.put(
                "note", household=family.household, at=at, by=family.caseworker, about=event, text=milestones()[event]
            )
        self._danger(family, reached)
        if random.random() < 0.4:
            self._appointment(family, reached)

    def _days(self, applied: date, count: int) -> list[date]:
        """Rising days between the application and yesterday, one for each step."""
        span = max(1, (self._today - applied).days - 1)
        return sorted(applied + timedelta(days=self._random.randrange(span)) for _step in range(max(count, 3)))

    def _interview(self, family: Traveller, day: date) -> None:
        start = datetime.combine(day, time(10, 2), ZONE)
        self._unit.put(
            "interview",
            household=family.household,
            caseworker=family.caseworker,
            started_at=utc_text(start),
            ended_at=utc_text(start + timedelta(minutes=50)),
            present=family.head,
            section="people",
            state="closed",
        )

    def _credit(self, family: Traveller, days: list[date], *, signed: bool) -> None:
        """Who has not signed yet stands somewhere in the sixty days, some a little beyond."""
        ago = self._random.randrange(4, 63)
        credited = days[1] if signed else max(family.applied, self._today - timedelta(days=ago))
        known = self._unit.connection.exec_driver_sql(
            "SELECT id FROM enrolment WHERE household = ?", (family.household,)
        ).fetchone()
        if known is not None:
            self._unit.put("enrolment", str(known[0]), first_credit_on=credited.isoformat())

    def _plan(self, family: Traveller, day: date) -> None:
        plan = self._unit.put(
            "plan",
            household=family.household,
            version=1,
            state="signed",
            made_on=day.isoformat(),
            signed_on=day.isoformat(),
            caseworker=family.caseworker,
        )

        self._promises(family, plan, day)

    def _promises(self, family: Traveller, plan: str, signed: date) -> None:
        """What the head of the family and the caseworker have promised; some of it is due, a little has passed."""
        objective = self._unit.put(
            "objective", plan=plan, dimension="work", title="Trovare un lavoro", position=0, library="work_job"
        )
        random = self._own
        ahead = self._today + timedelta(days=random.choice((-6, -2, 0, 3, 9, 16, 25, 40, 55)))
        job = signed + timedelta(days=MONTHS_TO_A_JOB * 30)
        result = f"Un contratto di lavoro entro il {job:%d/%m/%Y}."  # the library's: it is translated
        self._unit.put("result", objective=objective, text=result, position=0)
        for position, (kind, who, text, shown_by, by) in enumerate(
            (
                ("member", family.head, "Va al Centro per l’impiego.", "patto firmato", ahead),
                ("caseworker", family.caseworker, "Aiuta a scrivere il curriculum.", "curriculum pronto", ahead),
            )
        ):
            kept = position == 1 or random.random() < KEPT_ALREADY
            line = self._unit.put(
                "commitment",
                objective=objective,
                who_kind=kind,
                who=who,
                text=text,
                shown_by=shown_by,
                by_date=by.isoformat(),
                position=position,
                state="done" if kept else "open",
                done_on=self._today.isoformat() if kept else None,
            )
            if kept:
                self._unit.put(
                    "follow_up",
                    household=family.household,
                    commitment=line,
                    line=line,
                    person=who if kind == "member" else None,
                    day=(self._today - timedelta(days=random.randrange(1, 30))).isoformat(),
                    outcome="kept",
                    evidence=shown_by,
                    by=family.caseworker,
                )

    def _danger(self, family: Traveller, reached: int) -> None:
        """Evictions press those who have no new home yet."""
        random = self._random
        if reached >= 5 or random.random() > 0.3:
            return
        ahead = random.choices(("hearing_date", "release_date", "access_date"), (5, 7, 1))[0]
        day = self._today + timedelta(days=random.randrange(3, {"hearing_date": 70, "access_date": 30}.get(ahead, 260)))
        step = {"hearing_date": "3", "release_date": "5", "access_date": "8"}[ahead]
        for question, value in (("eviction_stage", step), (ahead, day)):
            write_answer(
                self._unit,
                family.household,
                f"housing.{question}",
                value,
                on=self._today - timedelta(days=20),
                by=family.head,
            )

    def _appointment(self, family: Traveller, reached: int) -> None:
        found = next(self._times, None)
        if found is None:
            return
        worker, start = found
        self._unit.put(
            "appointment",
            household=family.household,
            service=("first_interview", "interview", "plan_signature")[min(reached, 2)]
            if reached < 3
            else "plan_review",
            start=utc_text(start),
            minutes=MINUTES,
            caseworker=worker,
            room=self._rooms[worker],
            state=SCHEDULED,
            booked_by=self._office.staff["cmusso"],
        )
