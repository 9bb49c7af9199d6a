"""Codes and cards at the door: ours are read, others' are told apart, garbage and forgeries open nothing."""

import hashlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain.arrival_code import (
    Scanned,
    born_key,
    card_hash,
    code_of,
    first_letters,
    read_scan,
    token_hash,
    token_of,
)

KEY, OTHER = bytes(32), bytes(range(32))
DAY = date(2026, 11, 24)


def quick(secret: bytes, salt: bytes) -> bytes:
    return hashlib.sha256(salt + secret).digest()[:16]


def test_our_code_is_read_back_with_its_day() -> None:
    scan = read_scan(code_of(KEY, "a1", DAY), KEY)
    assert (scan.kind, scan.value, scan.day) == (Scanned.CODE, token_of(KEY, "a1"), DAY)


def test_a_code_inside_a_calendar_entry_is_found_whatever_the_keyboard_makes_of_its_signs() -> None:
    code = code_of(KEY, "a1", DAY)
    assert read_scan(f"begin:vcalendar\r\nUIDç{code.lower()}'home\r\nEND:VCALENDAR", KEY).kind is Scanned.CODE


@pytest.mark.parametrize("text", ["*RSSMRA85T10A562S*", "rssmra85t10a562s", " RSSMRA85T10A562S\n"])
def test_a_health_card_is_a_tax_code_between_stars(text: str) -> None:
    assert read_scan(text, None).value == "RSSMRA85T10A562S"


def test_a_code_of_another_office_is_told_apart_from_a_forged_one() -> None:
    assert read_scan(code_of(OTHER, "a1", DAY), KEY).kind is Scanned.OTHER_OFFICE
    code = code_of(KEY, "a1", DAY)
    for place in (10, 18, -1):
        wrong = "3" if code[place] != "3" else "4"
        at = place % len(code)
        assert read_scan(code[:at] + wrong + code[at + 1 :], KEY).kind is Scanned.FORGED


@given(st.text(max_size=400))
def test_garbage_is_no_error(text: str) -> None:
    assert read_scan(text, KEY).kind in (Scanned.GARBAGE, Scanned.CARD)


def test_hashes_are_of_one_day_and_one_office() -> None:
    hashes = {
        card_hash(key, day, "RSSMRA85T10A562S", quick) for key in (KEY, OTHER) for day in ("2026-11-24", "2026-11-25")
    } | {token_hash(key, day, "T") for key in (KEY, OTHER) for day in ("2026-11-24", "2026-11-25")}
    assert len(hashes) == 8


@pytest.mark.parametrize(
    ("surname", "letters"),
    [("D'Angelo", "DAN"), ("Ștefănescu", "STE"), ("Wu", "WU"), ("El Amrani", "ELA"), ("", ""), ("Ørsted", "ORS")],
)
def test_first_letters_are_plain(surname: str, letters: str) -> None:
    assert first_letters(surname) == letters
    assert born_key(DAY, surname) == f"20261124{letters}"
