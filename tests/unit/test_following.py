"""What an office follows today, for whom; and the ledger of a family, member by member."""

from datetime import date, timedelta

import pytest

from desk.db.store import Store
from desk.domain.follow_up import Outcome
from desk.office.follow_office import Following, read_following
from desk.office.front.contact_attempts import record_attempt
from desk.office.household.contact_ledger import MemberLedger
from desk.office.household.page import read_household
from desk.office.interview.course import finish_interview, start_interview
from desk.office.interview.interview import read_interview
from desk.office.plan import lines as plan_lines
from desk.office.plan.follow import record_check
from desk.office.plan.plan import read_plan, start_plan
from desk.office.plan.steps import ask_approval, send_back
from desk.office.session import Session
from desk.ui.presenters.follow_words import following_words
from desk.ui.presenters.today_detail import paper_words
from tests.signed_plan import read_together, signed_as_it_stands
from tests.small_office import SmallOffice, build_small_office, person

ADULTS = (person("Youssef", "El Amrani", "1985-02-09", "M", "head"), person("Khadija", "Bennani", "1990-05-02"))


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


@pytest.fixture
def giulia(office: SmallOffice) -> Session:
    return office.session("giulia")


def planned(office: SmallOffice, code: str, name: str, *, by: str, sign: bool = True, **facts: str) -> str:
    """A family with one commitment of each adult."""
    home = office.family(code, name, ADULTS, **facts)
    session = office.session("carla")
    start_plan(session, home, language="it")
    view = read_plan(session, home)
    assert view is not None
    lines = tuple(
        {"who_kind": "member", "who": who, "text": f"Porta la carta {n}.", "by_date": by}
        for n, who in enumerate(office.people(home))
    )
    plan_lines.add_objective(session, view.id, dimension="work", title="Un lavoro", commitments=lines)
    if sign:
        signed_as_it_stands(session, home)
    return home


def followed(session: Session) -> list[tuple[str, int]]:
    return [(family.name, len(family.due)) for family in read_following(session).families]


def test_a_caseworker_follows_their_own_a_coordinator_all_the_front_those_of_today(office: SmallOffice) -> None:
    planned(office, "TH-0001", "Rossi", by="2026-11-20")
    other = planned(office, "TH-0002", "Diop", by="2026-11-24", caseworker=office.staff["paolo"])
    planned(office, "TH-0003", "Chen", by="2026-12-20")
    assert followed(office.session("giulia")) == [("Rossi", 2)]
    assert followed(office.session("carla")) == [("Rossi", 2), ("Diop", 2)]
    assert followed(office.session("chiara")) == []
    office.put("appointment", household=other, start="2026-11-24T09:00:00+00:00", state="scheduled")
    assert followed(office.session("chiara")) == [("Diop", 2)]


def test_a_new_day_takes_a_commitment_off_today_and_brings_it_back(office: SmallOffice, giulia: Session) -> None:
    home = planned(office, "TH-0001", "Rossi", by="2026-11-20")
    late = read_household(giulia, home).due[0]
    record_check(giulia, late.id, Outcome.MOVED, moved_to=date(2026, 11, 30))
    assert followed(giulia) == [("Rossi", 1)]
    record_check(giulia, late.id, Outcome.MOVED, moved_to=giulia.today())
    assert followed(giulia) == [("Rossi", 2)]


def test_a_plan_waits_for_the_coordinator_and_then_for_who_wrote_it(office: SmallOffice, giulia: Session) -> None:
    home = office.family("TH-0001", "Rossi", ADULTS)
    start_plan(giulia, home, language="it")
    view = read_plan(giulia, home)
    assert view is not None
    lines = tuple(
        {"who_kind": "member", "who": who, "text": "Porta la carta.", "by_date": "2026-12-01"}
        for who in office.people(home)
    )
    plan_lines.add_objective(
        giulia, view.id, dimension="work", title="Un lavoro", results=("Un contratto.",), commitments=lines
    )
    read_together(giulia, home)
    ask_approval(giulia, view.id)
    carla = office.session("carla")
    assert [(each.name, each.by) for each in read_following(carla).asked] == [("Rossi", "G. Ferrero")]
    assert read_following(giulia).asked == ()
    send_back(carla, view.id, "Manca la scuola.")
    assert [each.words for each in read_following(giulia).back] == ["Manca la scuola."]
    assert read_following(carla) == Following()


def test_the_ledger_counts_contacts_and_commitments_of_each(office: SmallOffice, giulia: Session) -> None:
    home = planned(office, "TH-0001", "Rossi", by="2026-11-24")
    youssef, khadija = office.people(home)
    for state, present, day in (("done", khadija, "2026-11-10"), ("missed", "", "2026-11-17")):
        office.put("visit", household=home, day=day, state=state, present=present)
    record_attempt(giulia, home, channel="phone", outcome="no_answer", person=khadija)
    record_attempt(giulia, home, channel="phone", outcome="reached")
    first, second = read_household(giulia, home).due
    record_check(giulia, first.id, Outcome.KEPT, evidence="carta")
    record_check(giulia, second.id, Outcome.MISSED, evidence="era malata")
    page = read_household(giulia, home)
    assert page.ledger == (
        MemberLedger(youssef, "Youssef El Amrani", 1, 1, date(2026, 11, 24), 1, 0),
        MemberLedger(khadija, "Khadija Bennani", 1, 1, date(2026, 11, 10), 0, 1),
    )


def test_the_next_meeting_carries_what_is_due_by_then(office: SmallOffice, giulia: Session) -> None:
    home = planned(office, "TH-0001", "Rossi", by="2026-12-01")
    assert read_household(giulia, home).to_check == ()
    office.put("appointment", household=home, start="2026-12-02T09:00:00+00:00", minutes=45, state="scheduled")
    assert len(read_household(giulia, home).to_check) == 2


def test_papers_that_run_out_are_followed_by_whose_families_they_are(office: SmallOffice, giulia: Session) -> None:
    mine = office.family("TH-0001", "Rossi", ADULTS, caseworker=giulia.staff)
    other = office.family("TH-0002", "Bianchi", ADULTS, caseworker=office.staff["paolo"])
    today = giulia.today()
    days = {"isee": 12, "permit": -3, "did": 45, "rent_contract": -400}
    for kind, off in days.items():
        on = (today + timedelta(days=off)).isoformat()
        office.put("document", household=mine, kind=kind, state="present", expires=on)
        office.put("document", household=other, kind=kind, state="present", expires=on)
    office.put("document", household=mine, kind="id_card", state="missing", expires=today.isoformat())
    papers = read_following(giulia).papers
    assert [(each.name, each.what) for each in papers] == [("Rossi", "permit"), ("Rossi", "isee")]
    assert len(read_following(office.session("carla")).papers) == 4, "the coordinator follows the whole office"
    assert following_words(Following(papers=papers)) == "2 documenti in scadenza"
    assert paper_words(papers[0], today).startswith("Permesso di soggiorno: scaduto ")
    assert read_following(office.session("chiara")).papers == (), "at the front the families of today"


def test_interviews_left_open_are_named_once_their_family_has_left(office: SmallOffice, giulia: Session) -> None:
    home = office.family("TH-0001", "Rossi", ADULTS)
    now = giulia.moment()
    seen = office.put("visit", household=home, day=giulia.today().isoformat(), entered_at=now, arrived_at=now)
    start_interview(giulia, home, seen)
    assert read_following(giulia).talks == (), "they sit here"
    with office.store.write(giulia.staff) as unit:
        unit.put("visit", seen, left_at=giulia.moment())
    (talk,) = read_following(giulia).talks
    assert (talk.household, talk.name, talk.begun) == (home, "Rossi", giulia.today())
    assert following_words(read_following(giulia)) == "1 colloquio da finire"
    assert read_following(office.session("paolo")).talks == ()
    finish_interview(giulia, read_interview(giulia, home).id)
    assert read_following(giulia).talks == ()
