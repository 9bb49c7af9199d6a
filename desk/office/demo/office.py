"""The demo office: its people and rooms."""

from dataclasses import dataclass

from sqlalchemy import select

from desk.db.tables import office as office_table
from desk.db.tables import staff as staff_table
from desk.domain.roles import Role
from desk.office.machine.code_key import make_office_key
from desk.office.machine.passwords import hashed as hashed_password
from desk.office.session import Session

#: given, surname, role, title, languages, services
STAFF = (
    ("Chiara", "Musso", Role.RECEPTION, "Sportello", "it en", ""),
    ("Luca", "Barale", Role.RECEPTION, "Sportello", "it fr", ""),
    (
        "Giulia",
        "Ferrero",
        Role.CASEWORKER,
        "Assistente sociale",
        "it fr",
        "first_interview interview plan_signature plan_review",
    ),
    (
        "Marco",
        "Bosio",
        Role.CASEWORKER,
        "Assistente sociale",
        "it en",
        "first_interview interview plan_signature plan_review",
    ),
    (
        "Elena",
        "Chiavazza",
        Role.CASEWORKER,
        "Assistente sociale",
        "it fr es",
        "first_interview interview plan_signature plan_review",
    ),
    ("Paolo", "Gallo", Role.CASEWORKER, "Ufficio casa", "it ro", "housing_office documents_signature"),
    ("Silvia", "Viglione", Role.CASEWORKER, "Lavoro", "it es", "work"),
    ("Nadia", "Haddad", Role.RECEPTION, "Interprete", "it ar fr", "interpreter"),
    ("Jing", "Zhao", Role.RECEPTION, "Interprete", "it zh", "interpreter"),
    ("Laura", "Peyron", Role.COORDINATOR, "Coordinamento", "it en", ""),
    ("Andrea", "Costamagna", Role.ADMINISTRATOR, "Informatica", "it", ""),
    ("Teresa", "Olivero", Role.AUDITOR, "Controllo interno", "it", ""),
)
ADMINISTRATOR = "admin"
OFFICE = {
    "name": "Polo di Barriera di Milano",
    "address": "Via Leoncavallo 17, 10154 Torino",
    "phone": "+390110110117",
    "email": "polo.barriera@example.org",
    "directions": "Tram 4, fermata Giulio Cesare",
}
ROOMS = 5
EQUIPMENT = {2: "pram toys", 4: "pram speakerphone screen"}
PHONES = {"cmusso": "201", "gferrero": "202", "pgallo": "204"}
TRAVEL = {"nhaddad": 30}


@dataclass(frozen=True)
class Office:
    """Ids: of staff by user name (first initial and surname, «cmusso»), of rooms by number."""

    staff: dict[str, str]
    rooms: dict[int, str]


def build_office(session: Session, password: str) -> Office:
    """Write the office, its twelve people with one password, its rooms. Found again when they are there already."""
    with session.store.read() as connection:
        known = dict(connection.execute(select(staff_table.c.username, staff_table.c.id)).all())
        place = connection.execute(select(office_table.c.id).order_by(office_table.c.id)).scalar()
    hashed = hashed_password(password)
    people: dict[str, str] = {}
    with session.store.write(session.staff) as unit:
        unit.put("office", place, **OFFICE)
        make_office_key(unit)
        for given, surname, role, title, languages, services in STAFF:
            username = ADMINISTRATOR if role is Role.ADMINISTRATOR else f"{given[0]}{surname}".casefold()
            people[username] = unit.put(
                "staff",
                known.get(username),
                username=username,
                given=given,
                surname=surname,
                role=role.value,
                title=title,
                languages=languages,
                services=services,
                travel=TRAVEL.get(username),
                phone=PHONES.get(username),
                password_hash=hashed,
                active=1,
            )
        rooms = {
            number: unit.put(
                "room",
                name=f"Stanza {number}",
                number=number,
                capacity=8 if number == 4 else 5,
                accessible=int(number != 5),
                equipment=EQUIPMENT.get(number),
                active=1,
            )
            for number in range(1, ROOMS + 1)
        }
        unit.put("machine", session.store.device, name="PC-03", room=rooms[2])
    return Office(people, rooms)
