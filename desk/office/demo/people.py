"""Writing one invented family of the demo morning: ages and days hang on the day of the demo."""

from dataclasses import dataclass
from datetime import date, timedelta

from desk.db.unit import Unit
from desk.office.demo.families import tax_code

BELFIORE = {
    "Italia": "L219",
    "Romania": "Z129",
    "Marocco": "Z330",
    "Perù": "Z611",
    "Cina": "Z210",
    "Nigeria": "Z335",
    "Albania": "Z100",
    "Senegal": "Z343",
    "Ghana": "Z318",
    "Bangladesh": "Z249",
    "Filippine": "Z216",
    "Tunisia": "Z352",
    "Ucraina": "Z138",
    "Egitto": "Z336",
    "Guinea": "Z319",
}


@dataclass(frozen=True)
class Person:
    """`years` and `months`: age on the day of the demo; `local`: the name in the family's own script."""

    given: str
    surname: str
    sex: str
    role: str
    years: int
    months: int = 4
    local: str | None = None

    def born(self, today: date) -> date:
        return today.replace(year=today.year - self.years, day=min(today.day, 28)) - timedelta(
            days=31 * self.months + 2
        )


@dataclass(frozen=True)
class Home:
    """One invented family."""

    code: str
    name: str
    country: str
    language: str
    people: tuple[Person, ...]
    street: str
    phone: str
    italian: str | None = None
    district: str = "Barriera di Milano"
    local: str | None = None


@dataclass(frozen=True)
class Written:
    """Ids of what was written: the household, its people by given name."""

    household: str
    people: dict[str, str]


def write_home(unit: Unit, home: Home, caseworker: str, today: date) -> Written:
    """Household, members with tax codes, address, verified phone, SIA enrolment."""
    opened = today - timedelta(days=97)
    household = unit.put(
        "household",
        code=home.code,
        name=home.name,
        name_local=home.local,
        language=home.language,
        italian_level=home.italian,
        caseworker=caseworker,
        status="active",
        opened_on=opened.isoformat(),
    )
    people: dict[str, str] = {}
    for position, person in enumerate(home.people):
        born = person.born(today)
        row = unit.put(
            "person",
            surname=person.surname,
            given=person.given,
            given_local=person.local,
            sex=person.sex,
            birth_date=born.isoformat(),
            birth_place="Italia" if person.years < 10 else home.country,
            citizenship=home.country,
            language=home.language,
        )
        people[person.given] = row
        unit.put(
            "membership",
            household=household,
            person=row,
            role=person.role,
            position=position,
            since=opened.isoformat(),
        )
        code = tax_code(
            person.surname, person.given, person.sex, born, BELFIORE["Italia" if person.years < 10 else home.country]
        )
        unit.put("identifier", person=row, kind="tax_code", value=code, canonical=code)
    unit.put(
        "address",
        household=household,
        street=home.street,
        zip="10154",
        town="Torino",
        district=home.district,
        since=(today - timedelta(days=1500)).isoformat(),
    )
    unit.put(
        "contact", household=household, person=next(iter(people.values())), kind="phone", value=home.phone, verified=1
    )
    unit.put(
        "consent",
        household=household,
        person=next(iter(people.values())),
        kind="care",
        basis="GDPR 9(2)(g)",
        state="given",
        on_date=opened.isoformat(),
    )
    number = int(home.code[3:])
    unit.put(
        "enrolment",
        household=household,
        programme="SIA",
        protocol=f"SIA-{opened.year}-{number + 50000:05d}",
        applied_on=opened.isoformat(),
        isee_cents=180_000,
        bimonthly_cents=16_000 * min(len(home.people), 5),
        state="accepted",
    )
    return Written(household, people)
