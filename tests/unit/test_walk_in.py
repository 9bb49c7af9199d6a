"""At the door without an appointment: who may be the same person is shown with why; consent and basis are kept."""

from datetime import date

import pytest
from sqlalchemy import select

from desk.db.store import Store
from desk.db.tables import consent
from desk.errors import BadInput
from desk.office.front.register_family import LEGAL_BASIS, alike, register_family
from tests.small_office import SmallOffice, build_small_office, person

BORN = date(1985, 4, 2)


@pytest.fixture
def office(store: Store) -> SmallOffice:
    made = build_small_office(store)
    home = made.family("TH-0001", "El Amrani", (person("Mohamed", "El Amrani", BORN, "M", "head"),))
    made.put("contact", household=home, kind="phone", value="+393515550142", verified=0)
    made.family("TH-0002", "Rossi", (person("Anna", "Rossi", "1990-01-01", role="head"),))
    return made


def test_another_spelling_with_the_same_birth_date_is_shown_with_both_reasons(office: SmallOffice) -> None:
    found = alike(office.session("chiara"), surname="Elamrani", given="Muhammad", birth_date=BORN)
    assert [each.found.code for each in found] == ["TH-0001"]
    assert "nome simile" in found[0].evidence and "stessa data di nascita" in found[0].evidence


def test_the_same_name_with_another_birth_date_says_so(office: SmallOffice) -> None:
    found = alike(office.session("chiara"), surname="El Amrani", given="Mohamed", birth_date=date(1999, 9, 9))
    assert found[0].evidence == ("stesso nome", "ma nascita il 02/04/1985")


def test_the_same_phone_is_evidence_whatever_the_name(office: SmallOffice) -> None:
    found = alike(office.session("chiara"), surname="Haddad", given="Samira", phone="351 555 0142")
    assert [(each.found.code, each.evidence) for each in found] == [("TH-0001", ("stesso telefono",))]


def test_a_stranger_is_like_nobody(office: SmallOffice) -> None:
    assert alike(office.session("chiara"), surname="Nkemelu", given="Adaeze", birth_date=date(2001, 1, 1)) == ()


def test_consent_is_kept_with_basis_day_and_who_took_it(office: SmallOffice) -> None:
    session = office.session("chiara")
    facts = {"surname": "Nkemelu", "given": "Adaeze", "birth_date": date(2001, 1, 1)}
    with pytest.raises(BadInput, match="consenso"):
        register_family(session, consent=False, **facts)  # type: ignore[arg-type]
    made = register_family(session, consent=True, **facts)  # type: ignore[arg-type]
    with office.store.read() as connection:
        kept = connection.execute(select(consent).where(consent.c.household == made.household)).one()
    assert (kept.basis, kept.state, kept.on_date, kept.recorded_by) == (
        LEGAL_BASIS,
        "given",
        "2026-11-24",
        office.staff["chiara"],
    )


@pytest.mark.parametrize(("born", "said"), [(date(2027, 1, 1), "nel futuro"), (date(1826, 1, 1), "più di 120 anni")])
def test_nobody_is_registered_with_an_impossible_age(office: SmallOffice, born: date, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        register_family(office.session("chiara"), surname="Rossi", given="Ada", consent=True, birth_date=born)
