"""Search as you type among 50,000 people, and possible duplicates of a new one, on the encrypted store.

Floors: the bare FTS5 query on the same index; a scan of all names with rapidfuzz.
"""

import random
import statistics

from rapidfuzz import fuzz, process
from sqlalchemy import Connection

from desk.domain.names import search_key
from desk.office.front.find_family import find_family
from desk.office.front.register_family import alike
from desk.office.session import Session, system_session
from tests.bench.crowd import crowd, names
from tests.bench.parts import in_turn, timed
from tests.bench.table import Measure

MANY, FEW = 50_000, 1_500  # 1,500 people are 500 families
TYPED = 60
FRAME = 0.016
_RAW = "SELECT person FROM person_search WHERE person_search MATCH ? ORDER BY rank LIMIT 8"


def measures() -> list[Measure]:
    chance = random.Random(7)
    with crowd(MANY) as store, crowd(FEW) as small:
        session, few = system_session(store), system_session(small)
        typed = [_half_typed(chance) for _number in range(TYPED)]
        with store.read() as connection:
            ours, raw = in_turn(lambda: _find(session, typed), lambda: _raw(connection, typed))
        every = sorted(timed(lambda text=text: find_family(session, text, limit=8)) for text in typed)
        p95 = every[int(len(every) * 0.95)]
        likely, scan = _duplicates(session, chance)
        big, little = in_turn(lambda: _find(session, typed), lambda: _find(few, typed))
    return [
        Measure("search as you type, 50,000 people, one key", ours, raw, 1.5, note=f"p95 {p95 * 1000:.1f} ms"),
        Measure("search as you type, 95th of 100 keys", p95, None, FRAME),
        Measure("possible duplicates of one new person among 50,000", likely, scan, 1 / 20),
        Measure("search, 50,000 people against 1,500", big, little, 2.0),
    ]


def _half_typed(chance: random.Random) -> str:
    surname, given = next(
        iter([pair for _number, pair in zip(range(chance.randrange(3000)), names(), strict=False)][-1:]), ("Bo", "Al")
    )
    whole = f"{surname} {given}"
    return whole[: chance.randrange(2, len(whole))]


def _find(session: Session, typed: list[str]) -> float:
    return timed(lambda: [find_family(session, text, limit=8) for text in typed]) / len(typed)


def _raw(connection: Connection, typed: list[str]) -> float:
    queries = [" ".join(f'"{word}"*' for word in search_key(text).split()) for text in typed]
    cursor = connection.connection.driver_connection.cursor()
    return timed(lambda: [cursor.execute(_RAW, (query,)).fetchall() for query in queries]) / len(typed)


def _duplicates(session: Session, chance: random.Random) -> list[float]:
    pairs = [pair for _number, pair in zip(range(3000), names(), strict=False)]
    wanted = [_misspelt(chance, *chance.choice(pairs)) for _number in range(2)]
    everybody = [
        f"{surname} {given}".casefold() for _number, (surname, given) in zip(range(MANY), names(), strict=False)
    ]

    def scan() -> float:
        return timed(
            lambda: [
                process.extract(f"{surname} {given}".casefold(), everybody, scorer=fuzz.WRatio, limit=8)
                for surname, given in wanted
            ]
        )

    def ours() -> float:
        return timed(lambda: [alike(session, surname=surname, given=given) for surname, given in wanted])

    return [statistics.fmean([value / len(wanted)]) for value in in_turn(ours, scan, rounds=7)]


def _misspelt(chance: random.Random, surname: str, given: str) -> tuple[str, str]:
    """One letter gone."""
    place = chance.randrange(1, len(surname))
    return surname[:place] + surname[place + 1 :], given
