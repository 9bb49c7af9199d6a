"""The diary of the demo: one booking to move, a freed time and who waits for it, who has confirmed, what a family
cannot."""

from datetime import date, datetime, time, timedelta
from typing import Any

from desk.catalogue.hours import load_opening
from desk.db.unit import Unit
from desk.domain.availability import WHOLE_DAY, Kind, Rule
from desk.office.appointments.availability import values_of
from desk.office.appointments.confirmations import Answer, put_answer
from desk.office.appointments.diaries import CANCELLED, REQUESTED, SCHEDULED, WAITING_LIST, utc_text
from desk.office.demo import homes
from desk.office.demo.office import Office
from desk.office.demo.people import Home, Person, write_home
from desk.office.session import ZONE, Session

MANSOURI = Home(
    "TH-0311",
    "Mansouri",
    "Tunisia",
    "ar",
    (Person("Hela", "Mansouri", "F", "head", 38), Person("Sami", "Mansouri", "M", "child", 11)),
    "Via Cruto 22",
    "+393515550171",
    "A1",
)
HASSAN = Home(
    "TH-0372",
    "Hassan",
    "Egitto",
    "ar",
    (Person("Omar", "Hassan", "M", "head", 45), Person("Salma", "Hassan", "F", "spouse", 41)),
    "Via Monte Rosa 70",
    "+393515550172",
    "A2",
)


def next_open_day(today: date) -> date:
    """The next day on which the office receives."""
    opening = load_opening()
    closed = opening.holidays(range(today.year, today.year + 2))
    return next(
        day for ahead in range(1, 30) if (day := today + timedelta(days=ahead)) not in closed and opening.hours.of(day)
    )


def write_diary(session: Session, unit: Unit, office: Office, households: dict[str, str]) -> None:
    """`households`: ids of the morning's families by name; the two new ones are added."""
    today, staff = session.today(), office.staff
    day = next_open_day(today)

    def at(clock: str) -> str:
        hour, minute = map(int, clock.split(":"))
        return utc_text(datetime.combine(day, time(hour, minute), ZONE))

    def book(name: str, service: str, state: str = SCHEDULED, **facts: Any) -> str:
        return unit.put(
            "appointment",
            household=households[name],
            service=service,
            minutes=45,
            state=state,
            booked_by=staff["cmusso"],
            **facts,
        )

    for home in (MANSOURI, HASSAN):
        households[home.name] = write_home(unit, home, staff["pgallo"], today).household
    arabic = {"interpreter": staff["nhaddad"], "language": "ar"}
    book("Mansouri", "work", start=at("15:00"), caseworker=staff["sviglione"], room=office.rooms[5], **arabic)
    book("Hassan", "housing_office", start=at("15:15"), caseworker=staff["pgallo"], room=office.rooms[4], **arabic)
    for name, clock, answer in (("Kamau", "9:00", None), ("Rusu", "10:00", Answer.ACCEPTED)):
        made = book(
            name,
            "work",
            start=at(clock),
            caseworker=staff["sviglione"],
            room=office.rooms[5],
            others=staff["pgallo"],
        )
        if answer is not None:
            put_answer(session, unit, unit.get("appointment", made) or {}, staff["pgallo"], answer)
    book("Okoye", "interview", CANCELLED, start=at("11:00"), caseworker=staff["gferrero"], room=office.rooms[2])
    soon = (day + timedelta(days=10)).isoformat()
    book("Ferri", "interview", WAITING_LIST, not_after=soon)
    book("Chen", "plan_review", WAITING_LIST, language="zh")
    book("Quispe Mamani", "interview", REQUESTED)
    family = households[homes.EL_AMRANI.name]
    for weekdays, start, end, why in (((0,), *WHOLE_DAY, ""), ((1, 2, 3, 4), 13 * 60, 14 * 60 + 30, "scuola di Amina")):
        rule = Rule(Kind.AWAY, family, today, None, weekdays, start, end, why=why)
        unit.put("availability", **values_of(rule), household=family)
