"""From draft to end: seen, approved or sent back, signed, followed, renewed, closed; and two desks on one plan."""

from collections.abc import Callable
from datetime import date

import pytest

from desk.db.store import Store
from desk.domain.follow_up import Outcome, Standing
from desk.domain.plan import Lack, PlanView, missing, share_of
from desk.domain.plan_changes import Change, PlanChange
from desk.errors import BadInput, NotAllowed
from desk.office.front.family_brief import read_brief
from desk.office.household.history import read_history
from desk.office.household.page import read_household
from desk.office.household.plan_line import PlanEnd
from desk.office.household.stage import Known, known_of_all
from desk.office.papers.ledger import record_given
from desk.office.plan import lines as plan_lines
from desk.office.plan.follow import Due, due_of, record_check
from desk.office.plan.plan import read_plan, read_version, start_plan
from desk.office.plan.printed import last_printed, record_printed
from desk.office.plan.sheet import plan_sheet
from desk.office.plan.steps import (
    Approval,
    Steps,
    approve,
    ask_approval,
    close_plan,
    read_steps,
    record_seen,
    send_back,
    sign_plan,
)
from desk.office.plan.versions import changes_since, next_version
from desk.office.session import Session, system_session
from desk.paper.model import lines
from tests.signed_plan import read_together
from tests.small_office import SmallOffice, build_small_office, person

ADULTS = (person("Youssef", "El Amrani", "1985-02-09", "M", "head"), person("Khadija", "Bennani", "1990-05-02"))


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


@pytest.fixture
def giulia(office: SmallOffice) -> Session:
    return office.session("giulia")


@pytest.fixture
def carla(office: SmallOffice) -> Session:
    """The coordinator."""
    return office.session("carla")


@pytest.fixture
def home(office: SmallOffice, giulia: Session) -> str:
    made = office.family("TH-0217", "El Amrani", ADULTS)
    youssef, khadija = office.people(made)
    start_plan(giulia, made, language="ar")
    plan_lines.add_objective(
        giulia,
        newest(giulia, made).id,
        dimension="work",
        title="Un lavoro con più ore",
        results=("34 ore a settimana.",),
        commitments=(
            {"who_kind": "member", "who": youssef, "text": "Va al Centro.", "by_date": "2026-12-01"},
            {"who_kind": "member", "who": khadija, "text": "Mette da parte 100 €.", "how_often": "ogni mese"},
        ),
        supports=({"kind": "money", "text": "La carta SIA aiuta a fare la spesa.", "giver": "INPS"},),
    )
    return made


def newest(session: Session, home: str) -> PlanView:
    found = read_plan(session, home)
    assert found is not None
    return found


def read_and_signed(session: Session, home: str) -> None:
    read_together(session, home)
    sign_plan(session, newest(session, home).id)


def steps(session: Session, home: str) -> Steps:
    with session.store.read() as connection:
        return read_steps(connection, newest(session, home))


def changes(session: Session, home: str) -> list[tuple[Change, str, str]]:
    with session.store.read() as connection:
        found: tuple[PlanChange, ...] = changes_since(connection, newest(session, home))[1]
    return [(each.change, each.text, each.before) for each in found]


def due(session: Session, home: str) -> dict[str, Due]:
    with session.store.read() as connection:
        return {each.text: each for each in due_of(connection, [home], session.today())}


def test_every_adult_has_to_see_theirs_and_again_when_it_changes(
    office: SmallOffice, giulia: Session, home: str
) -> None:
    adults = office.people(home)

    def unseen() -> list[str]:
        view = newest(giulia, home)
        return [gap.of for gap in missing(view.objectives, (), adults, steps(giulia, home).seen)]

    assert unseen() == adults
    for adult in adults:
        record_seen(giulia, newest(giulia, home).id, adult)
    assert unseen() == []
    first = newest(giulia, home).objectives[0].commitments[0]
    plan_lines.change_line(giulia, "commitment", first.id, by_date="2026-12-09")
    assert unseen() == adults[:1]
    assert missing(newest(giulia, home).objectives, (), adults, steps(giulia, home).seen)[0].lack is Lack.SEEN


def test_the_order_of_lines_and_a_translation_are_no_change(giulia: Session, office: SmallOffice, home: str) -> None:
    youssef = office.people(home)[0]
    before = share_of(youssef, newest(giulia, home).objectives)
    line = newest(giulia, home).objectives[0].commitments[0]
    plan_lines.translate_line(giulia, "commitment", line.id, "ar", "يذهب")
    plan_lines.move_line(giulia, "commitment", line.id, 1)
    assert share_of(youssef, newest(giulia, home).objectives) == before


def test_the_coordinator_approves_sends_back_with_words_and_approves_again(
    giulia: Session, carla: Session, home: str
) -> None:
    plan = newest(giulia, home).id
    read_together(giulia, home)
    with pytest.raises(NotAllowed, match="coordinamento"):
        sign_plan(giulia, plan)
    ask_approval(giulia, plan)
    assert (steps(giulia, home).approval, steps(giulia, home).by) == (Approval.ASKED, "G. Ferrero")
    with pytest.raises(NotAllowed):
        approve(giulia, plan)
    with pytest.raises(BadInput, match="che cosa va cambiato"):
        send_back(carla, plan, "  ")
    send_back(carla, plan, "Manca  la data\ndella scuola.")
    assert (steps(giulia, home).approval, steps(giulia, home).words) == (
        Approval.SENT_BACK,
        "Manca la data della scuola.",
    )
    ask_approval(giulia, plan)
    approve(carla, plan)
    assert steps(giulia, home).approval is Approval.APPROVED
    plan_lines.add_result(giulia, newest(giulia, home).objectives[0].id, "Una busta paga ogni mese.")
    assert steps(giulia, home).approval is Approval.CHANGED
    with pytest.raises(NotAllowed):
        sign_plan(giulia, plan)
    approve(carla, plan)
    sign_plan(giulia, plan)
    assert not newest(giulia, home).is_draft


def test_only_a_complete_plan_is_asked_for_approved_and_signed(giulia: Session, carla: Session, home: str) -> None:
    """Every urgent area has an objective, every adult has seen theirs: whoever's words change sees them anew."""
    plan = newest(giulia, home).id
    for step in (lambda: ask_approval(giulia, plan), lambda: approve(carla, plan), lambda: sign_plan(carla, plan)):
        with pytest.raises(BadInput, match="non è ancora completo"):
            step()
    read_together(giulia, home)
    ask_approval(giulia, plan)
    first = newest(giulia, home).objectives[0].commitments[0]
    plan_lines.change_line(giulia, "commitment", first.id, text="Va al Centro con Khadija.")
    with pytest.raises(BadInput, match="non è ancora completo"):
        approve(carla, plan)
    send_back(carla, plan, "Leggetelo di nuovo insieme.")
    read_together(giulia, home)
    ask_approval(giulia, plan)
    approve(carla, plan)
    sign_plan(giulia, plan)


def test_an_urgent_area_without_an_objective_keeps_the_plan_from_the_coordinator(
    giulia: Session, home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_together(giulia, home)
    monkeypatch.setattr("desk.office.plan.steps.urgent_areas", lambda _session, _home: ("work", "housing"))
    with pytest.raises(BadInput, match="non è ancora completo"):
        ask_approval(giulia, newest(giulia, home).id)


def test_a_request_that_is_taken_back_was_never_made(giulia: Session, home: str) -> None:
    read_together(giulia, home)
    made = ask_approval(giulia, newest(giulia, home).id)
    giulia.store.undo(made.batch, giulia.staff)
    assert steps(giulia, home).approval is Approval.NONE


def test_kept_needs_what_shows_it_and_is_then_done(carla: Session, giulia: Session, home: str) -> None:
    read_and_signed(carla, home)
    work = due(giulia, home)["Va al Centro."]
    with pytest.raises(BadInput, match="che cosa lo mostra"):
        record_check(giulia, work.id, Outcome.KEPT)
    made = record_check(giulia, work.id, Outcome.KEPT, evidence=" patto  firmato ")
    found = due(giulia, home)["Va al Centro."]
    assert found.done and found.followed.last and found.followed.last.evidence == "patto firmato"
    giulia.store.undo(made.batch, giulia.staff)
    assert due(giulia, home)["Va al Centro."].followed.standing is Standing.SOON


def test_a_new_day_must_lie_ahead_and_is_not_for_what_repeats(giulia: Session, carla: Session, home: str) -> None:
    read_and_signed(carla, home)
    once, monthly = due(giulia, home)["Va al Centro."], due(giulia, home)["Mette da parte 100 €."]
    for fault in (date(2026, 11, 23), None):
        with pytest.raises(BadInput, match="oggi o più avanti"):
            record_check(giulia, once.id, Outcome.MOVED, moved_to=fault)
    with pytest.raises(BadInput, match="si ripete"):
        record_check(giulia, monthly.id, Outcome.MOVED, moved_to=date(2026, 12, 30))
    record_check(giulia, once.id, Outcome.MOVED, moved_to=date(2026, 12, 30), evidence="Centro chiuso")
    assert due(giulia, home)["Va al Centro."].by == date(2026, 12, 30)


def test_a_review_carries_over_what_is_open_and_says_what_changed(giulia: Session, carla: Session, home: str) -> None:
    read_and_signed(carla, home)
    record_check(giulia, due(giulia, home)["Va al Centro."].id, Outcome.KEPT, evidence="patto firmato")
    next_version(giulia, newest(giulia, home).id)
    second = newest(giulia, home)
    assert (second.version, [line.text for line in second.objectives[0].commitments]) == (2, ["Mette da parte 100 €."])
    assert second.objectives[0].supports[0].giver == "INPS"
    assert changes(giulia, home) == [(Change.DONE, "Va al Centro.", "")]
    saving = second.objectives[0].commitments[0]
    plan_lines.change_line(giulia, "commitment", saving.id, text="Mette da parte 120 €.")
    plan_lines.add_commitment(giulia, second.objectives[0].id, who_kind="office", text="Prepara FIMI.")
    plan_lines.remove_line(giulia, "support", second.objectives[0].supports[0].id)
    assert changes(giulia, home) == [
        (Change.CHANGED, "Mette da parte 120 €.", "Mette da parte 100 €."),
        (Change.NEW, "Prepara FIMI.", ""),
        (Change.DONE, "Va al Centro.", ""),
        (Change.GONE, "La carta SIA aiuta a fare la spesa.", ""),
    ]
    assert set(due(giulia, home)) == {"Va al Centro.", "Mette da parte 100 €."}, "the signed version binds meanwhile"


def test_the_sheet_says_what_helps_and_what_changed_with_the_window_s_numbers(
    giulia: Session, carla: Session, home: str
) -> None:
    read_and_signed(carla, home)
    record_check(giulia, due(giulia, home)["Va al Centro."].id, Outcome.KEPT, evidence="patto firmato")
    next_version(giulia, newest(giulia, home).id)
    saving = newest(giulia, home).objectives[0].commitments[0]
    plan_lines.change_line(giulia, "commitment", saving.id, text="Mette da parte 120 €.")
    plan_lines.add_commitment(giulia, newest(giulia, home).objectives[0].id, who_kind="office", text="Prepara FIMI.")
    page = plan_sheet(giulia, home, "ar").page
    assert [(each.topic.italian, each.text.translated) for each in page.supports] == [
        ("INPS", "بطاقة SIA تساعد في شراء الطعام.")
    ]
    assert page.changed_from == 1
    assert [each.italian for each in page.changes] == ["Nuove: 4. Cambiate: 3.", "Già fatto: Va al Centro."]
    again = plan_sheet(giulia, home, "ar").page.changes
    assert "," not in (again[0].translated or ","), again
    numbers = {texts[0].italian: number for number, texts in lines(page)}
    assert (numbers["Mette da parte 120 €."], numbers["Prepara FIMI."], numbers["INPS"]) == (3, 4, 5)


def test_the_family_s_history_tells_of_looks_and_steps(giulia: Session, carla: Session, home: str) -> None:
    read_and_signed(carla, home)
    record_check(giulia, due(giulia, home)["Va al Centro."].id, Outcome.KEPT, evidence="patto firmato")
    told = [line.about for line in read_history(giulia, home)]
    assert any(about.startswith("Verifica di un impegno") for about in told)
    assert any(about.startswith("Passo del piano") for about in told)


def test_the_terms_of_the_programme_start_with_credit_contact_and_signature() -> None:
    known = Known(
        credited=["2026-10-19"],
        signed=["2026-11-02", "2026-11-20"],
        versions=[(1, "signed", "2026-11-02", ""), (2, "signed", "2026-11-20", ""), (3, "draft", "", "")],
        met=["2026-11-20T09:00:00+00:00"],
    )
    found = {each.clock.id: each.ends for each in known.clocks(date(2026, 11, 24))}
    assert found == {
        "contact": date(2026, 12, 4),
        "inform": date(2027, 1, 17),
        "review": date(2027, 2, 20),
        "payment": date(2027, 10, 19),
    }
    known.milestones.append(("informed", "2026-11-23T09:00:00+00:00"))
    assert "inform" not in {each.clock.id for each in known.clocks(date(2026, 11, 24))}


def test_a_draft_is_written_anew_only_once_it_has_left_the_office(giulia: Session, home: str) -> None:
    draft = newest(giulia, home)
    with pytest.raises(BadInput, match="non è ancora uscita"):
        next_version(giulia, draft.id)
    record_printed(giulia, draft, plan_sheet(giulia, home, "ar").page)
    with giulia.store.read() as connection:
        paper = last_printed(connection, draft.id)
    assert paper is not None
    record_given(giulia, paper.id, "Youssef")
    next_version(giulia, draft.id)
    with giulia.store.read() as connection:
        old = read_version(connection, home, 1)
    assert old is not None and (old.state, newest(giulia, home).version) == ("replaced", 2)


def test_a_signed_plan_is_closed_with_its_outcome_and_binds_no_more(giulia: Session, carla: Session, home: str) -> None:
    plan = newest(giulia, home).id
    with pytest.raises(BadInput, match="firmato"):
        close_plan(giulia, plan, "reached")
    read_and_signed(carla, home)
    with pytest.raises(BadInput, match="come è finito"):
        close_plan(giulia, plan, "whatever")
    close_plan(giulia, plan, "partly", "Lavoro sì, casa non ancora.")
    with giulia.store.write() as unit:
        unit.put("enrolment", household=home, first_credit_on="2026-09-20")
    assert read_brief(giulia, home).alerts == (), "it was signed in time, and it stays signed"
    page = read_household(giulia, home)
    assert page.plan_end == PlanEnd(giulia.today(), "partly", "Lavoro sì, casa non ancora.")
    told = [event for event in page.story if event.fact == "Piano chiuso"]
    assert [event.second for event in told] == ["Raggiunti in parte · Lavoro sì, casa non ancora."]
    view = newest(giulia, home)
    assert (view.is_closed, view.outcome, view.closing_words) == (True, "partly", "Lavoro sì, casa non ancora.")
    assert due(giulia, home) == {}


def test_no_clock_of_the_programme_runs_for_a_closed_plan_until_a_new_version_begins(
    giulia: Session, carla: Session, home: str
) -> None:
    def ticking() -> set[str]:
        with giulia.store.read() as connection:
            known = known_of_all(connection, [home])[home]
        return {each.clock.id for each in known.clocks(giulia.today())}

    with giulia.store.write() as unit:
        unit.put("enrolment", household=home, first_credit_on="2026-10-20")
        unit.put("visit", household=home, entered_at="2026-11-20T09:00:00+00:00", state="done")
    read_and_signed(carla, home)
    next_version(giulia, newest(giulia, home).id)
    read_and_signed(carla, home)
    assert ticking() == {"inform", "payment", "review", "contact"}
    close_plan(giulia, newest(giulia, home).id, "reached")
    assert ticking() == {"inform"}, "the office owes INPS its word whatever came of the plan"
    next_version(giulia, newest(giulia, home).id)
    assert ticking() == {"inform", "payment", "contact"}, "nothing is signed that could be reviewed"


def both_learn(one: Session, other: Session) -> None:
    for giver, taker in ((one, other), (other, one)):
        taker.store.receive(giver.store.news(0).entries)


def test_two_desks_that_begin_a_plan_apart_write_one(
    giulia: Session, office: SmallOffice, new_store: Callable[..., Store]
) -> None:
    home = office.family("TH-0341", "Osagie", ADULTS)
    other = system_session(new_store("other"))
    other.store.receive(office.store.news(0).entries)
    for session, title in ((giulia, "Un lavoro"), (other, "Una casa")):
        start_plan(session, home, language="en")
        plan_lines.add_objective(session, newest(session, home).id, dimension="work", title=title)
    both_learn(giulia, other)
    for session in (giulia, other):
        assert {each.title for each in newest(session, home).objectives} == {"Un lavoro", "Una casa"}


def test_two_desks_that_review_apart_write_one_version(
    giulia: Session, carla: Session, home: str, new_store: Callable[..., Store]
) -> None:
    read_and_signed(carla, home)
    other = system_session(new_store("other"))
    other.store.receive(giulia.store.news(0).entries)
    for session in (giulia, other):
        next_version(session, newest(session, home).id)
    plan_lines.change_line(
        giulia, "commitment", newest(giulia, home).objectives[0].commitments[1].id, text="Mette da parte 90 €."
    )
    plan_lines.change_line(
        other, "commitment", newest(other, home).objectives[0].commitments[0].id, by_date="2026-12-05"
    )
    both_learn(giulia, other)
    assert newest(giulia, home) == newest(other, home)
    lines = newest(giulia, home).objectives[0].commitments
    assert [(line.text, line.by_date) for line in lines] == [
        ("Va al Centro.", date(2026, 12, 5)),
        ("Mette da parte 90 €.", None),
    ]


def test_what_another_desk_wrote_after_the_signature_is_not_passed_over(
    giulia: Session, carla: Session, home: str, new_store: Callable[..., Store]
) -> None:
    other = system_session(new_store("other"))
    other.store.receive(giulia.store.news(0).entries)
    read_and_signed(carla, home)
    assert not newest(giulia, home).changed_since_signed
    plan_lines.add_result(other, newest(other, home).objectives[0].id, "Un contratto a maggio.")
    both_learn(giulia, other)
    assert newest(giulia, home).changed_since_signed
    assert newest(other, home).changed_since_signed


def test_two_desks_that_look_at_one_commitment_both_stay_in_the_ledger(
    giulia: Session, carla: Session, home: str, new_store: Callable[..., Store]
) -> None:
    read_and_signed(carla, home)
    other = system_session(new_store("other"))
    other.store.receive(giulia.store.news(0).entries)
    record_check(giulia, due(giulia, home)["Mette da parte 100 €."].id, Outcome.KEPT, evidence="libretto")
    record_check(other, due(other, home)["Mette da parte 100 €."].id, Outcome.MISSED, evidence="niente")
    both_learn(giulia, other)
    for session in (giulia, other):
        found = due(session, home)["Mette da parte 100 €."].followed
        assert (found.kept, found.missed) == (1, 1)
