"""A line of a plan written at two desks: the question names the family and the line, and says the values in words."""

import pytest

from desk.db.store import Store
from desk.domain.plan import PlanView
from desk.office.household.family import household_named
from desk.office.household.history import read_history
from desk.office.machine.reconcile import Clash, read_clashes
from desk.office.plan import lines as plan_lines
from desk.office.plan.plan import read_plan, start_plan
from desk.office.plan.steps import close_plan
from desk.office.session import Session
from tests.elsewhere import seen_of, write_elsewhere
from tests.signed_plan import signed_as_it_stands
from tests.small_office import SmallOffice, build_small_office, person

ADULTS = (person("Youssef", "El Amrani", "1985-02-09", "M", "head"), person("Khadija", "Bennani", "1990-05-02"))


@pytest.fixture
def office(store: Store) -> SmallOffice:
    made = build_small_office(store)
    home = made.family("TH-0217", "El Amrani", ADULTS)
    start_plan(made.session("giulia"), home, language="ar")
    plan_lines.add_objective(
        made.session("giulia"),
        plan_of(made).id,
        dimension="work",
        title="Un lavoro con più ore",
        results=("34 ore a settimana.",),
        commitments=({"who_kind": "member", "who": made.people(home)[0], "text": "Va al Centro."},),
        supports=({"kind": "money", "text": "La carta SIA aiuta.", "giver": "INPS"},),
    )
    return made


def home_of(office: SmallOffice) -> str:
    with office.store.read() as connection:
        return household_named(connection, "TH-0217")


def plan_of(office: SmallOffice) -> PlanView:
    found = read_plan(office.session("giulia"), home_of(office))
    assert found is not None
    return found


def clash_of(office: SmallOffice, table: str, row: str, field: str, here: str, there: str) -> Clash:
    session: Session = office.session("giulia")
    seen = seen_of(office.store, table, row)
    with office.store.write(office.staff["giulia"]) as unit:
        unit.change(table, row, **{field: here})
    write_elsewhere(office.store, office.staff["paolo"], table, row, seen, minutes_ago=0, **{field: there})
    return next(each for each in read_clashes(session) if (each.table, each.field) == (table, field))


def test_a_clash_of_a_line_names_family_and_line(office: SmallOffice) -> None:
    objective = plan_of(office).objectives[0]
    commitment, result, support = objective.commitments[0], objective.results[0], objective.supports[0]
    for table, row, field, about in (
        ("commitment", commitment.id, "by_date", "Impegno: Va al Centro"),
        ("result", result.id, "position", "Risultato: 34 ore a settimana"),
        ("support", support.id, "giver", "Aiuto: La carta SIA aiuta"),
        ("objective", objective.id, "dimension", "Obiettivo: Un lavoro con più ore"),
    ):
        clash = clash_of(office, table, row, field, "3", "5")
        assert (clash.family, clash.home, clash.about) == ("El Amrani", home_of(office), about)
        assert field not in clash.question, "an inner name tells nobody anything"


def test_who_keeps_it_is_told_by_name_and_kind(office: SmallOffice) -> None:
    line = plan_of(office).objectives[0].commitments[0]
    khadija = office.people(home_of(office))[1]
    who = clash_of(office, "commitment", line.id, "who", khadija, office.staff["paolo"])
    assert {value.words for value in who.values} == {"Khadija Bennani", "Paolo Bosio"}
    assert who.before is not None and who.before.words == "Youssef El Amrani"
    kind = clash_of(office, "commitment", line.id, "who_kind", "office", "partner")
    assert {value.words for value in kind.values} == {"un ufficio", "un partner"}


def test_the_family_s_history_says_how_the_plan_ended(office: SmallOffice) -> None:
    carla = office.session("carla")
    signed_as_it_stands(carla, home_of(office))
    close_plan(carla, plan_of(office).id, "reached")
    changes = [change for line in read_history(carla, home_of(office)) for change in line.changes]
    assert [change.after for change in changes if change.what == "esito"] == ["Obiettivi raggiunti"]
