"""A small invented office for tests: staff, an interpreter, three rooms, and families on demand."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from desk.db.store import Store
from desk.domain.roles import Role
from desk.office.session import Session


@dataclass
class SmallOffice:
    """Ids by the names that the tests use."""

    store: Store
    staff: dict[str, str] = field(default_factory=dict)
    rooms: list[str] = field(default_factory=list)

    def session(self, who: str = "giulia") -> Session:
        """What this member of staff works with after signing in."""
        with self.store.read() as connection:
            row = connection.exec_driver_sql(
                "SELECT given, surname, role FROM staff WHERE id = ?", (self.staff[who],)
            ).one()
        return Session(self.store, self.staff[who], f"{row[0]} {row[1]}", Role(row[2]), self.store.now)

    def family(self, code: str, name: str, members: tuple[dict[str, Any], ...] = (), **facts: Any) -> str:
        """A household with its members; each member names columns of `person`, and `role`."""
        with self.store.write() as unit:
            household = unit.put(
                "household",
                **(
                    {
                        "code": code,
                        "name": name,
                        "language": "it",
                        "status": "active",
                        "caseworker": self.staff["giulia"],
                        "opened_on": "2026-09-12",
                    }
                    | facts
                ),
            )
            for position, member in enumerate(members):
                person = unit.put("person", **{key: value for key, value in member.items() if key != "role"})
                unit.put(
                    "membership",
                    household=household,
                    person=person,
                    role=member.get("role", "child"),
                    position=position,
                    since="2026-09-12",
                )
        return household

    def put(self, table: str, **values: Any) -> str:
        """One row as another machine might have left it."""
        with self.store.write() as unit:
            return unit.put(table, **values)

    def people(self, household: str) -> list[str]:
        """Ids of the present members, the head first."""
        with self.store.read() as connection:
            found = connection.exec_driver_sql(
                "SELECT person FROM membership WHERE household = ? AND until IS NULL ORDER BY position", (household,)
            )
            return [str(person) for (person,) in found]


def person(given: str, surname: str, born: date | str, sex: str = "F", role: str = "child") -> dict[str, Any]:
    """Facts of one member for `SmallOffice.family`."""
    return {"given": given, "surname": surname, "birth_date": str(born), "sex": sex, "role": role}


def build_small_office(store: Store) -> SmallOffice:
    office = SmallOffice(store)
    with store.write() as unit:
        unit.put("office", name="Polo di Barriera di Milano")
        for name, given, surname, role, languages, services in (
            ("giulia", "Giulia", "Ferrero", Role.CASEWORKER, "it en", ""),
            ("paolo", "Paolo", "Bosio", Role.CASEWORKER, "it", ""),
            ("chiara", "Chiara", "Musso", Role.RECEPTION, "it", "reception"),
            ("carla", "Carla", "Rossetti", Role.COORDINATOR, "it", "coordination"),
            ("pietro", "Pietro", "Gallo", Role.CASEWORKER, "it", "housing_office"),
            ("nadia", "Nadia", "Haddad", Role.RECEPTION, "it ar fr", "interpreter"),
        ):
            office.staff[name] = unit.put(
                "staff",
                username=name,
                given=given,
                surname=surname,
                role=role.value,
                languages=languages,
                services=services,
                active=1,
            )
        for number in (1, 2, 3):
            office.rooms.append(
                unit.put("room", name=f"Stanza {number}", number=number, capacity=6 if number == 2 else 4, active=1)
            )
    return office
