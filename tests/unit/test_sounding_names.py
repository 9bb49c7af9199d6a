"""A misspelt name is found by the words that sound alike, as well as by comparing with everybody."""

import random

import pytest

from desk.db.search import Search
from desk.domain.name_match import GOOD_ENOUGH, name_score
from desk.office.front.find_family import find_family
from desk.office.session import system_session
from tests.bench.crowd import crowd, names

PEOPLE, ASKED, LISTED = 1_500, 10, 8


@pytest.mark.parametrize("seed", [3, 4])
def test_nobody_is_missed_whom_the_whole_list_would_give(seed: int) -> None:
    chance = random.Random(seed)
    pairs = [pair for _number, pair in zip(range(PEOPLE), names(), strict=False)]
    with crowd(PEOPLE) as store:
        session = system_session(store)
        with store.read() as connection:
            everybody = connection.exec_driver_sql("SELECT id, surname, given FROM person").fetchall()
        asked = 0
        while asked < ASKED:
            surname, given = chance.choice(pairs)
            gone = chance.randrange(1, len(surname))
            typed = f"{surname[:gone]}{surname[gone + 1 :]} {given}"
            with store.read() as connection:
                if Search(connection).find(typed):  # it begins another name: that one is meant
                    continue
            asked += 1
            scored = sorted((name_score(typed, f"{last} {first}") for _who, last, first in everybody), reverse=True)
            best = [score for score in scored if score >= GOOD_ENOUGH][:LISTED]
            found = [person.score for person in find_family(session, typed, limit=LISTED).people]
            assert found == pytest.approx(best, abs=1e-4)
