"""Deciding what an import left open: nothing is lost, undo takes it back, the same list asks nothing again."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from desk.db.store import Store
from desk.errors import BadInput, NotAllowed
from desk.office.enrolment.cases import Case, waiting_cases
from desk.office.enrolment.choices import BOTH, CORRECT, HERE, JOIN, TAKE, THERE, WITHOUT
from desk.office.enrolment.decide import ANSWERS, decide
from desk.office.enrolment.import_list import import_list
from desk.office.enrolment.report import Outcome
from desk.office.enrolment.writer import DIFFERENT, DIFFERS, FAMILY_TWICE, NAMESAKE, PERSON_TWICE, SAME, TAX_CODE
from desk.office.household.join_split import join_households, with_joined
from desk.office.session import Session
from tests.small_office import build_small_office

LIST = Path(__file__).parents[1] / "data" / "enrolment" / "sia-enrolment-500.csv"
HEAD = "protocollo;data_domanda;ruolo;cognome;nome;data_nascita;codice_fiscale;telefono;indirizzo"
MARIA, CODE = "Rossi;Maria;24/06/1990", "RSSMRA90H64L219T"
FIRST = (
    f"P-1;01/02/2026;richiedente;{MARIA};{CODE};333 1234567;Via Nizza 3",
    "P-1;01/02/2026;coniuge;Bianchi;Luca;02/04/1988;;333 1234567;Via Nizza 3",
)
AGAIN = (
    f"P-2;05/03/2026;richiedente;{MARIA.upper()};{CODE};333 1234567;Via Nizza 3",
    "P-2;05/03/2026;coniuge;Bianchi;Luca;02/04/1988;;;Via Nizza 3",
    "P-2;05/03/2026;figlio;Bianchi;Ada;03/05/2020;;;Via Nizza 3",
)
ELSEWHERE = (
    "P-3;05/03/2026;richiedente;Verdi;Anna;01/01/1960;;;Via Cigna 1",
    "P-3;05/03/2026;altro;Verdi;Ugo;01/01/1958;;;Via Cigna 1",
    f"P-3;05/03/2026;figlio;{MARIA};{CODE};;Via Cigna 1",
)
OTHER_NAME = (FIRST[0].replace("Rossi;Maria", "Russo;Mario"), FIRST[1])
NAMED_ALIKE = (
    "P-4;05/03/2026;richiedente;Neri;Eva;01/01/1961;;;Via Po 1",
    "P-4;05/03/2026;altro;Neri;Ivo;01/01/1959;;;Via Po 1",
    "P-4;05/03/2026;figlio;Bianchi;Luca;02/04/1988;;;Via Po 1",
)
WRONG_CODE = ("P-5;;richiedente;Gallo;Rita;24/06/1990;RSSMRA85T10A562T;;",)
ALONE = (f"P-6;;richiedente;{MARIA};{CODE};;Corso Vercelli 9",)

QUESTIONS = {
    FAMILY_TWICE: (*FIRST, *AGAIN),
    PERSON_TWICE: (*FIRST, *ELSEWHERE),
    DIFFERS: (*FIRST, OTHER_NAME[0]),
    NAMESAKE: (*FIRST, *NAMED_ALIKE),
    TAX_CODE: WRONG_CODE,
    "alone": (*FIRST, *ALONE),
}
EVERY = [(kind, answer) for kind, answers in ANSWERS.items() for answer in answers if answer != CORRECT]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def made(*rows: str) -> Path:
        path = tmp_path / "list.csv"
        path.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
        return path

    return made


@pytest.fixture
def session(store: Store) -> Session:
    return build_small_office(store).session("carla")


def homes(store: Store) -> dict[str, list[str]]:
    """Code of each standing household → its members and protocols."""
    found: dict[str, list[str]] = {}
    with store.read() as connection:
        query = "SELECT id, code FROM household WHERE joined_into IS NULL AND code IS NOT NULL ORDER BY code"
        for home, code in connection.exec_driver_sql(query).fetchall():
            marks = with_joined(connection, home)
            people = connection.exec_driver_sql(
                "SELECT given FROM membership JOIN person ON person.id = membership.person "
                "WHERE household = ? AND until IS NULL ORDER BY given",
                (home,),
            )
            protocols = connection.exec_driver_sql(
                f"SELECT protocol FROM enrolment WHERE household IN ({','.join('?' * len(marks))}) ORDER BY protocol",
                tuple(marks),
            )
            found[code] = [*(given for (given,) in people), *(each for (each,) in protocols)]
    return found


def state(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every fact that a person would see: rows whose fields were all put back count as none."""
    found = {}
    with store.read() as connection:
        for table in ("household", "person", "membership", "identifier", "enrolment", "address", "contact", "review"):
            rows = connection.exec_driver_sql(f'SELECT * FROM "{table}" ORDER BY id').fetchall()
            found[table] = [tuple(row)[:-1] for row in rows if any(value is not None for value in tuple(row)[1:-1])]
    return found


def only(session: Session) -> Case:
    (case,) = waiting_cases(session)
    return case


def test_one_family_under_two_protocols_becomes_one(session: Session, store: Store, write: Callable[..., Path]) -> None:
    import_list(session, write(*FIRST, *AGAIN))
    case = only(session)
    assert (case.kind, case.protocol, len(case.rows)) == (FAMILY_TWICE, "P-2", 3)
    assert case.here.title == "Rossi, TH-0001" and case.there.protocols == ("P-2",)
    assert "lo stesso codice fiscale per 1 persona su 3" in case.evidence
    assert "1 persona non c'è ancora" in case.evidence
    decide(session, case.id, SAME)
    assert homes(store) == {"TH-0001": ["Ada", "Luca", "Maria", "P-1", "P-2"]}
    assert waiting_cases(session) == ()


def test_two_families_keep_their_own_record(session: Session, store: Store, write: Callable[..., Path]) -> None:
    import_list(session, write(*FIRST, *AGAIN))
    decide(session, only(session).id, DIFFERENT)
    assert homes(store) == {"TH-0001": ["Luca", "Maria", "P-1"], "TH-0002": ["Ada", "Luca", "Maria", "P-2"]}
    assert len(state(store)["person"]) == 3


@pytest.mark.parametrize(
    ("choice", "first", "second"),
    [
        (HERE, ["Luca", "Maria", "P-1"], ["Anna", "Ugo", "P-3"]),
        (THERE, ["Luca", "P-1"], ["Anna", "Maria", "Ugo", "P-3"]),
        (BOTH, ["Luca", "Maria", "P-1"], ["Anna", "Maria", "Ugo", "P-3"]),
        (DIFFERENT, ["Luca", "Maria", "P-1"], ["Anna", "Maria", "Ugo", "P-3"]),
        (JOIN, ["Anna", "Luca", "Maria", "Ugo", "P-1", "P-3"], None),
    ],
)
def test_a_person_in_two_lists_lives_where_somebody_says(
    session: Session, store: Store, write: Callable[..., Path], choice: str, first: list[str], second: list[str] | None
) -> None:
    import_list(session, write(*FIRST, *ELSEWHERE))
    case = only(session)
    assert (case.kind, case.score) == (PERSON_TWICE, 1.0)
    decide(session, case.id, choice)
    expected = {"TH-0001": first} | ({"TH-0002": second} if second else {})
    assert homes(store) == expected
    assert len(state(store)["person"]) == (5 if choice == DIFFERENT else 4)
    with store.read() as connection:
        heads = connection.exec_driver_sql(
            "SELECT household, count(*) FROM membership WHERE role = 'head' AND until IS NULL GROUP BY household"
        ).fetchall()
    assert {number for _home, number in heads} == {1} and len(heads) == len(expected)


def test_another_name_under_one_code(session: Session, store: Store, write: Callable[..., Path]) -> None:
    import_list(session, write(*FIRST))
    import_list(session, write(*OTHER_NAME))
    case = only(session)
    assert case.kind == DIFFERS and "nome scritto «Maria Rossi» e «Mario Russo»" in case.evidence
    assert [fact.label for fact in case.facts if not fact.same][:2] == ["Cognome", "Nome"]
    decide(session, case.id, TAKE)
    assert homes(store) == {"TH-0001": ["Luca", "Mario", "P-1"]}


def test_a_wrong_code_is_written_right(session: Session, store: Store, write: Callable[..., Path]) -> None:
    import_list(session, write(*WRONG_CODE))
    case = only(session)
    assert case.kind == TAX_CODE and case.facts[4].there == "RSSMRA85T10A562T"
    with pytest.raises(BadInput, match="codice fiscale non è giusto"):
        decide(session, case.id, CORRECT, code="RSSMRA85T10A562T")
    decide(session, case.id, CORRECT, code="rssmra 85t10 a562s")
    assert [row[3] for row in state(store)["identifier"]] == ["RSSMRA85T10A562S"]
    assert import_list(session, write(*WRONG_CODE)).counts == {Outcome.UNCHANGED: 1}


@pytest.mark.parametrize(("kind", "answer"), [*EVERY, *(("alone", each) for each in ANSWERS[PERSON_TWICE])])
def test_an_answer_is_never_asked_again_and_can_be_taken_back(
    session: Session, store: Store, write: Callable[..., Path], kind: str, answer: str
) -> None:
    path = write(*QUESTIONS[kind])
    import_list(session, path)
    before, case = state(store), only(session)
    assert case.kind == (PERSON_TWICE if kind == "alone" else kind)
    changes = decide(session, case.id, answer)
    decided, lived = state(store), homes(store)
    again = import_list(session, path)
    assert state(store) == decided
    assert again.counts == {Outcome.UNCHANGED: again.rows} and not again.to_review
    assert waiting_cases(session) == ()
    store.undo(changes.batch, session.staff)
    assert state(store) == before
    assert import_list(session, path).counts[Outcome.REVIEW] == len(case.rows)
    assert state(store) == before
    decide(session, only(session).id, answer)
    assert homes(store) == lived


def test_the_whole_list_can_be_decided(session: Session, store: Store) -> None:
    import_list(session, LIST)
    cases = waiting_cases(session)
    assert Counter(case.kind for case in cases) == {FAMILY_TWICE: 10, PERSON_TWICE: 5, TAX_CODE: 10}
    for number, case in enumerate(cases):
        answers = [each for each in ANSWERS[case.kind] if each != CORRECT]
        decide(session, case.id, answers[number % len(answers)])
    decided = state(store)
    again = import_list(session, LIST)
    assert state(store) == decided and waiting_cases(session) == ()
    assert again.counts[Outcome.REVIEW] == again.counts[Outcome.CREATED] == again.counts[Outcome.UPDATED] == 0


def test_a_family_joined_by_hand_is_not_asked_for(session: Session, store: Store, write: Callable[..., Path]) -> None:
    path = write(*FIRST, *ELSEWHERE[:2])
    import_list(session, path)
    with store.read() as connection:
        one, two = connection.exec_driver_sql("SELECT id FROM household ORDER BY code").fetchall()
    join_households(session, keep=one[0], joined=two[0])
    before = state(store)
    assert import_list(session, path).counts == {Outcome.UNCHANGED: 4}
    assert state(store) == before


def test_who_left_is_not_asked_for(session: Session, store: Store, write: Callable[..., Path]) -> None:
    path = write(*FIRST)
    import_list(session, path)
    with store.write() as unit:
        line = unit.connection.exec_driver_sql("SELECT id FROM membership WHERE role = 'partner'").scalar()
        unit.change("membership", str(line), until="2026-11-20", why="separazione")
    assert import_list(session, path).counts == {Outcome.UNCHANGED: 2}


def test_two_people_decide_at_once(session: Session, write: Callable[..., Path]) -> None:
    import_list(session, write(*FIRST, *AGAIN))
    case = only(session)
    decide(session, case.id, SAME)
    with pytest.raises(BadInput, match="già deciso"):
        decide(session, case.id, DIFFERENT)


def test_only_who_may_decides(store: Store, session: Session, write: Callable[..., Path]) -> None:
    import_list(session, write(*WRONG_CODE))
    case = only(session)
    paolo = Session(store, "x", "Paolo", build_small_office(store).session("paolo").role, store.now)
    with pytest.raises(NotAllowed):
        decide(paolo, case.id, WITHOUT)
    with pytest.raises(BadInput, match="Scegli"):
        decide(session, case.id, SAME)
