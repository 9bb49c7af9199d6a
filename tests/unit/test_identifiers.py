"""Tax codes with omocody, temporary ones, STP and ENI, DSU protocols: how they are given, and how two compare."""

from datetime import date
from itertools import product

import pytest

from desk.domain.identifiers import (
    OMOCODE_PLACES,
    OMOCODY,
    bare,
    birth_date_of,
    birth_place_of,
    canonical,
    dsu_protocol,
    kind_of,
    luhn,
    sex_of,
)
from desk.errors import BadInput
from desk.office.front.find_family import Kind, find_family
from desk.office.front.register_family import register_family
from desk.office.household.identifiers import add_identifier, canonical_of
from desk.office.session import Session, system_session

TODAY = date(2026, 11, 24)
PLAIN, OMOCODE = "CCCFBA85D03L219P", "CCCFBA85D03L21VE"


@pytest.fixture
def session(store: object) -> Session:
    return system_session(store)  # type: ignore[arg-type]


@pytest.mark.parametrize("code", [PLAIN, OMOCODE, "RSSMRA85T10A562S", "RSSMRA90H64L219T"])
def test_tax_codes_that_exist(code: str) -> None:
    assert kind_of(code) == "tax_code"


@pytest.mark.parametrize(
    "code",
    [
        "RSSMRA85T10A562T",  # check letter
        "CCCFBA85D03L21VP",  # the check letter of the code before its omocody
        "RSSMRA85F10A562S",  # no such month
        "RSSMRA85T32A562S",  # no such day
        "RSSMRA85B30A562A",  # nor in February
        "RSSMRA85T10A562",
        "RSSMRA85T10A562SS",
        "1SSMRA85T10A562S",
        "",
        "*" * 16,
        "é" * 16,
    ],
)
def test_tax_codes_that_cannot_be(code: str) -> None:
    assert canonical("tax_code", code) is None


def omocodes(code: str) -> list[str]:
    """All ways in which letters may stand for digits, each with its own check letter."""
    from stdnum.it import codicefiscale

    found = []
    for chosen in product((False, True), repeat=len(OMOCODE_PLACES)):
        signs = list(code[:15])
        for place, letter in zip(OMOCODE_PLACES, chosen, strict=True):
            if letter:
                signs[place] = OMOCODY[int(signs[place])]
        body = "".join(signs)
        found.append(body + codicefiscale.calc_check_digit(body))
    return found


def test_all_128_omocodes_are_one_person() -> None:
    every = omocodes("RSSMRA90H64L219T")
    assert len(set(every)) == 128
    assert {canonical("tax_code", code) for code in every} == {"RSSMRA90H64L219T"}
    assert {sex_of(code) for code in every} == {"F"}
    assert {birth_date_of(code, TODAY) for code in every} == {date(1990, 6, 24)}
    assert {birth_place_of(code) for code in every} == {"L219"}


@pytest.mark.parametrize(
    ("code", "sex", "born", "place"),
    [
        (PLAIN, "M", date(1985, 4, 3), "L219"),
        (OMOCODE, "M", date(1985, 4, 3), "L219"),
        ("RSSMRA85T10A562S", "M", date(1985, 12, 10), "A562"),
        ("RSSMRA90H64L219T", "F", date(1990, 6, 24), "L219"),
    ],
)
def test_what_a_tax_code_says(code: str, sex: str, born: date, place: str) -> None:
    assert (sex_of(code), birth_date_of(code, TODAY), birth_place_of(code)) == (sex, born, place)
    assert (sex_of("x"), birth_date_of("x", TODAY), birth_place_of("x")) == (None, None, None)


def test_the_century_is_the_last_that_fits() -> None:
    newborn = next(code for code in omocodes("RSSMRA26E10L219X"[:15] + "X") if code[6:8] == "26")
    assert birth_date_of(newborn, TODAY) == date(2026, 5, 10)
    assert birth_date_of(newborn, date(2026, 5, 9)) is None


def temporary(serial_and_office: str) -> str:
    return next(serial_and_office + digit for digit in "0123456789" if luhn(serial_and_office + digit))


@pytest.mark.parametrize("office", ["001", "100", "200", "300", "500", "999"])
def test_temporary_codes_are_checked_by_luhn_only(office: str) -> None:
    code = temporary("1234567" + office)
    assert kind_of(code) == "temporary_tax_code"
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    assert kind_of(wrong) is None
    assert kind_of(code[:-1]) is None


@pytest.mark.parametrize(
    ("code", "kind"),
    [("STP0100010000001", "stp"), ("ENI0100010000001", "eni"), ("stp 010 001 0000001", "stp")],
)
def test_health_cards_of_foreigners(code: str, kind: str) -> None:
    assert kind_of(code) == kind
    assert canonical(kind, code) == bare(code)


@pytest.mark.parametrize("code", ["STP010001000000", "STP01000100000011", "STX0100010000001", "STP01000100000A1"])
def test_health_cards_that_cannot_be(code: str) -> None:
    assert kind_of(code) is None


@pytest.mark.parametrize(
    "text",
    [
        "INPS-ISEE-2016-05005492G-00",
        "INPS-ISEE-2020-00597381W-00",
        "INPS-ISEE-2015-01480722D-00",
        " inps-isee-2026-00412217f-00 ",
    ],
)
def test_dsu_protocols(text: str) -> None:
    assert dsu_protocol(text) == text.strip().upper()


@pytest.mark.parametrize(
    "text", ["", "INPS-ISEE-1916-05005492G-00", "INPS-ISEE-2016-5005492G-00", "INPS-ISEE-2016-05005492-00", "05005492G"]
)
def test_what_is_no_dsu_protocol(text: str) -> None:
    assert dsu_protocol(text) is None


def test_cards_and_permits() -> None:
    assert canonical("id_card", "CA 00000 AA") == "CA00000AA"
    assert canonical("residence_permit", "i12345678") == "I12345678"
    assert canonical("residence_permit", "I123") is None
    with pytest.raises(BadInput, match="Scegli che codice"):
        canonical_of("library_card", "1")
    with pytest.raises(BadInput, match="Permesso di soggiorno"):
        canonical_of("residence_permit", "?")


def family(session: Session, name: str, code: str) -> str:
    made = register_family(session, surname=name, given="Fabio", tax_code=code, consent=True)
    return made.person


def test_an_omocode_finds_the_person_of_the_plain_code_and_back(session: Session) -> None:
    who = family(session, "Ciccone", OMOCODE)
    for typed in (PLAIN, OMOCODE, f"*{OMOCODE}*", OMOCODE.lower()):
        finding = find_family(session, typed)
        assert (finding.kind, [each.person for each in finding.people]) == (Kind.TAX_CODE, [who])
        assert finding.sure
    with pytest.raises(BadInput, match="già in archivio"):
        family(session, "Ciccone", PLAIN)


@pytest.mark.parametrize("code", ["STP0100010000001", "12345672006"])
def test_a_family_without_a_tax_code_is_found_by_its_card(session: Session, code: str) -> None:
    code = temporary("1234567200") if code.isdigit() else code
    who = family(session, "Osagie", code)
    assert [each.person for each in find_family(session, code).people] == [who]
    assert find_family(session, code).sure
    with pytest.raises(BadInput, match="già in archivio"):
        family(session, "Osagie", code)


def test_a_wrong_check_letter_registers_nobody(session: Session) -> None:
    with pytest.raises(BadInput, match="non è giusto"):
        family(session, "Rossi", "RSSMRA85T10A562T")


def test_one_code_is_held_by_one_person(session: Session) -> None:
    first, second = family(session, "Ciccone", PLAIN), family(session, "Rossi", "RSSMRA85T10A562S")
    with pytest.raises(BadInput, match="è già di Fabio Ciccone"):
        add_identifier(session, second, kind="tax_code", value=OMOCODE)
    with pytest.raises(BadInput, match="c'è già"):
        add_identifier(session, first, kind="tax_code", value=OMOCODE)
    add_identifier(session, second, kind="eni", value="ENI 010 001 0000001", expires=date(2027, 5, 1))
    assert [each.person for each in find_family(session, "ENI0100010000001").people] == [second]
