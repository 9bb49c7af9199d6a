"""Whatever two people wrote apart, the question says in words what it is about and whose: no id, no column's name."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Integer

from desk import i18n
from desk.db.store import Store
from desk.db.tables import SYNCED
from desk.db.unit import new_id
from desk.domain.journal.together import says_the_same
from desk.office.machine.clash_fields import NEVER_SHOWN, field_name, record_name
from desk.office.machine.clash_words import is_id
from desk.office.machine.reconcile import Clash, read_clashes, settle
from desk.office.machine.record_called import TELLING
from tests.elsewhere import seen_of, write_elsewhere
from tests.small_office import SmallOffice, build_small_office, person

FAMILY = (person("Youssef", "El Amrani", "1985-02-09", "M", "head"),)
OF_THE_OFFICE = frozenset({"office", "staff", "room", "machine", "help_call", "day_end", "questionnaire"})
"""And whatever the lobby sees: no family's."""
FACTS: dict[str, Any] = {
    "name": "Sportello", "surname": "Diallo", "given": "Awa", "street": "Via Cigna 12", "protocol": "SIA-2026-77",
    "text": "Va al Centro.", "title": "Un lavoro", "ticket": "A12", "service": "interview", "day": "2026-11-24",
    "at": "2026-11-24T09:00:00+00:00", "start": "2026-12-01T09:00:00+01:00", "started_at": "2026-11-24T09:00:00+00:00",
    "made_on": "2026-11-24", "first": "2026-11-24", "kiosk": "Totem all’ingresso", "question": "housing.arrears",
    "way": "sms", "evidence": "Una ricevuta",
}  # fmt: skip
KINDS = {"document": "pay_slip", "identifier": "tax_code", "contact": "phone", "consent": "messages"}

WRITTEN: dict[str, tuple[Any, Any]] = {
    "given": ("Awa", "Aua"), "surname": ("Sow", "Seck"), "name": ("Sow", "Seck"), "said_by": ("Awa", "Aua"),
    "moment": ("2026-11-24T09:02:00+00:00", "2026-11-24T09:04:00+00:00"), "value": ("376000", "423000"),
}  # fmt: skip
"""What people write in fields that hold no id."""


@pytest.fixture(params=["it", "en"])
def office(request: pytest.FixtureRequest, store: Store) -> Iterator[SmallOffice]:
    i18n.use(request.param)
    yield build_small_office(store)
    i18n.use("it")


class Records:
    """One record of each table, all of one family, each under what it hangs on."""

    def __init__(self, office: SmallOffice) -> None:
        self.office = office
        self.home = office.family("TH-0001", "El Amrani", FAMILY)
        self._ids = {"household": self.home, "person": office.people(self.home)[0]}
        self._ids |= {"staff": office.staff["paolo"], "room": office.rooms[0]}

    def id(self, table: str) -> str:
        if table not in self._ids:
            self._ids[table] = ""
            columns = SYNCED[table].columns
            facts = {name: value for name, value in FACTS.items() if name in columns}
            facts |= {name: self.id(name) for name in columns & SYNCED.keys() if name != table}
            if "kind" in columns:
                facts["kind"] = KINDS.get(table, "seen")
            for name in columns & {"by", "caseworker", "who", "device"}:
                facts[name] = self.id("lobby_device") if name == "device" else self.id("staff")
            self._ids[table] = self.office.put(table, **facts)
        return self._ids[table]


def clashes_of(office: SmallOffice, table: str) -> Iterator[Clash]:
    """Two desks wrote each field of one record, one after the other; where a name fits, an id of nothing."""
    row, columns = Records(office).id(table), SYNCED[table].table.c
    session = office.session("giulia")
    for field in sorted(SYNCED[table].columns):
        seen, (one, other) = seen_of(office.store, table, row), (new_id(), new_id())
        values: tuple[Any, Any] = (41, 42) if isinstance(columns[field].type, Integer) else (one, other)
        values = WRITTEN.get("moment" if field.endswith("_at") else field, values)
        with office.store.write(office.staff["giulia"]) as unit:
            before = (unit.get(table, row) or {})[field]
            unit.put(table, row, **{field: values[0]})
        write_elsewhere(office.store, office.staff["paolo"], table, row, seen, minutes_ago=-5, **{field: values[1]})
        found = [each for each in read_clashes(session) if (each.table, each.row, each.field) == (table, row, field)]
        assert len(found) == (not says_the_same(table, field, *values)), f"{table}.{field}"
        for clash in found:
            yield clash
            settle(session, clash, before)


def said_in(clash: Clash) -> list[str]:
    """All that the screen says of it."""
    told = [clash.family, clash.about, clash.what, clash.question]
    for each in (*clash.values, *filter(None, [clash.before])):
        told += [each.words, each.who, each.machine, each.source, *(word for pair in each.along for word in pair)]
    return told


@pytest.mark.parametrize("table", SYNCED)
def test_every_question_is_about_something_that_a_clerk_knows(office: SmallOffice, table: str) -> None:
    for clash in clashes_of(office, table):
        values = [str(each.value) for each in clash.values]
        tails = {each[-4:] for each in (clash.row, *values) if is_id(each)}
        for words in said_in(clash):
            assert "_" not in words and not re.search("[0-9a-f]{8}-", words), f"{clash.field}: {words}"
            assert tails.isdisjoint(words.replace(":", " ").split()), f"{clash.field}: {words}"
        record, _colon, name = clash.about.partition(": ")
        assert record and (name or clash.field in TELLING[table] or table == "household"), (
            f"{clash.field}: {clash.about}"
        )
        of_family = table not in OF_THE_OFFICE and SYNCED[table].scope != "lobby"
        if of_family and clash.field not in ("household", "person", "plan", "objective", "attachment"):
            assert clash.family, f"whose {clash.about} is, {clash.field}"


def test_every_synced_table_says_what_its_records_are() -> None:
    assert TELLING.keys() == SYNCED.keys(), "say in TELLING by what a person knows a record of the new table"
    for table, declared in SYNCED.items():
        assert record_name(table), f"record_name has no word for {table}"
        assert declared.columns.issuperset(TELLING[table])
        nameless = {field for field in declared.columns if field_name(table, field) == "un dato di servizio"}
        assert nameless <= NEVER_SHOWN, f"field_name has no words for {table}: {sorted(nameless - NEVER_SHOWN)}"
