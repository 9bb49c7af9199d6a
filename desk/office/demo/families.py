"""Five hundred invented families for the demo office, the same ones for the same seed."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from stdnum.it import codicefiscale

from desk.db.unit import Unit
from desk.domain.names import search_key
from desk.office.demo.names import DISTRICTS, ORIGINS, STREETS, Origin
from desk.office.demo.office import Office
from desk.office.demo.paths import ROOM_OF, Paths, Traveller
from desk.office.session import Session

MONTH_LETTERS = "ABCDEHLMPRST"
FIRST_CODE = 400


@dataclass(frozen=True)
class Member:
    """One invented person."""

    surname: str
    given: str
    sex: str
    born: date
    role: str


def tax_code(surname: str, given: str, sex: str, born: date, belfiore: str) -> str:
    """A tax code whose letters, date and check letter fit the person."""
    day = born.day + (40 if sex == "F" else 0)
    body = (
        f"{_letters(surname, name=False)}{_letters(given, name=True)}{born:%y}{MONTH_LETTERS[born.month - 1]}"
        f"{day:02d}{belfiore}"
    )
    return body + str(codicefiscale.calc_check_digit(body))


def _letters(word: str, *, name: bool) -> str:
    plain = search_key(word).replace(" ", "").upper()
    consonants = [letter for letter in plain if letter not in "AEIOU"]
    if name and len(consonants) > 3:
        consonants = [consonants[0], consonants[2], consonants[3]]
    return "".join([*consonants, *(letter for letter in plain if letter in "AEIOU"), "X", "X", "X"][:3])


def build_families(session: Session, office: Office, count: int, *, seed: int = 2026) -> None:
    """Write `count` families with members, tax codes, address, phone, SIA enrolment and path. One transaction."""
    random, today = Random(seed), session.today()
    caseworkers = [office.staff[name] for name in ROOM_OF]
    with session.store.write(session.staff) as unit:
        paths = Paths(unit, office, today, seed)
        for number in range(count):
            origin = random.choices(ORIGINS, [each.share for each in ORIGINS])[0]
            paths.write(_write_family(unit, random, number, origin, today, caseworkers))


def _members(random: Random, origin: Origin, today: date) -> list[Member]:
    surname = random.choice(origin.surnames)
    head_sex = random.choice("FM")
    members = [_adult(random, origin, surname, head_sex, today, "head")]
    if random.random() < 0.65:
        other = random.choice(origin.surnames) if head_sex == "M" else surname
        members.append(_adult(random, origin, other, "F" if head_sex == "M" else "M", today, "partner"))
    for _ in range(random.choices((0, 1, 2, 3, 4), (1, 5, 6, 3, 1))[0]):
        sex = random.choice("FM")
        born = today - timedelta(days=random.randrange(60, 17 * 365))
        given = random.choice(origin.women if sex == "F" else origin.men)
        members.append(Member(members[0].surname, given, sex, born, "child"))
    return members


def _adult(random: Random, origin: Origin, surname: str, sex: str, today: date, role: str) -> Member:
    born = today - timedelta(days=random.randrange(22 * 365, 62 * 365))
    return Member(surname, random.choice(origin.women if sex == "F" else origin.men), sex, born, role)


def _write_family(
    unit: Unit, random: Random, number: int, origin: Origin, today: date, caseworkers: list[str]
) -> Traveller:
    members = _members(random, origin, today)
    applied = today - timedelta(days=random.randrange(20, 320))
    code = FIRST_CODE + number
    caseworker, people = random.choice(caseworkers), []
    household = unit.put(
        "household",
        code=f"TH-{code:04d}",
        name=members[0].surname,
        language=origin.language,
        italian_level=None if origin.language == "it" else random.choice(("A1", "A2", "B1", "B2")),
        caseworker=caseworker,
        status="active",
        opened_on=applied.isoformat(),
    )
    for position, member in enumerate(members):
        person = unit.put(
            "person",
            surname=member.surname,
            given=member.given,
            sex=member.sex,
            birth_date=member.born.isoformat(),
            birth_place=origin.country,
            citizenship=origin.country,
            language=origin.language,
        )
        people.append(person)
        unit.put(
            "membership",
            household=household,
            person=person,
            role=member.role,
            position=position,
            since=applied.isoformat(),
        )
        value = tax_code(member.surname, member.given, member.sex, member.born, origin.belfiore)
        unit.put("identifier", person=person, kind="tax_code", value=value, canonical=value)
    unit.put(
        "address",
        household=household,
        street=f"{random.choice(STREETS)} {random.randrange(1, 220)}",
        zip=f"101{random.randrange(22, 57)}",
        town="Torino",
        district=random.choice(DISTRICTS),
        since=applied.isoformat(),
    )
    unit.put("contact", household=household, kind="phone", value=f"+39351555{random.randrange(10000):04d}")
    unit.put(
        "enrolment",
        household=household,
        programme="SIA",
        protocol=f"SIA-{applied.year}-{code + 50000:05d}",
        applied_on=applied.isoformat(),
        isee_cents=random.randrange(0, 300_001, 5000),
        bimonthly_cents=16000 * min(len(members), 5),
    )
    return Traveller(household, people[0], caseworker, applied)
