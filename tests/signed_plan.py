"""Plans on their way, for tests of something else."""

from desk.domain.plan import SIGNED, words_of
from desk.office.household.family import read_family
from desk.office.plan.plan import read_plan
from desk.office.plan.steps import record_seen
from desk.office.session import Session


def read_together(session: Session, home: str) -> None:
    """Every adult has seen their part."""
    view = read_plan(session, home)
    assert view is not None
    with session.store.read() as connection:
        adults = read_family(connection, home).adults(session.today())
    for adult in adults:
        record_seen(session, view.id, adult.person)


def signed_as_it_stands(session: Session, home: str) -> None:
    """Signed, whatever it lacks: these tests are of what comes after."""
    view = read_plan(session, home)
    assert view is not None
    facts = {"signed_on": session.today().isoformat(), "signed_words": words_of(view.objectives)}
    with session.store.write(session.staff) as unit:
        unit.change("plan", view.id, state=SIGNED, **facts)
