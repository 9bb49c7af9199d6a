"""The slip on the 80-mm roll: everything the A4 one says, both languages, a code that phones and the kiosk read."""

from dataclasses import replace
from pathlib import Path

import pytest

from desk.paper.slip_roll import slip_roll_sheet
from tests.paper.paper_reading import beyond, codes, pictures, text, touching
from tests.paper.paper_samples import EL_AMRANI_VISIT, SLIP


@pytest.mark.parametrize("language", ["it", "ar", "zh", "fr"])
def test_it_says_what_the_sheet_says_within_the_roll(language: str, tmp_path: Path) -> None:
    slip = replace(SLIP, family_language=language, next_visit=EL_AMRANI_VISIT)
    sheet = slip_roll_sheet(slip)
    assert touching(sheet) == []
    assert beyond(sheet, 8) == []
    said = text(slip_roll_sheet(slip).pdf())
    for words in ("La visita di oggi", "Avete visto", "Quando tornate", "Chi chiamate", SLIP.agreed[0].italian[:12]):
        assert words in said
    (picture,) = pictures(slip_roll_sheet(slip).pdf(), tmp_path)
    (code,) = codes(picture)
    assert code.startswith("BEGIN:VCALENDAR")


def test_without_a_next_date_it_says_that_the_office_calls() -> None:
    said = text(slip_roll_sheet(replace(SLIP, next_visit=None, family_language="it")).pdf())
    assert "Vi chiamiamo noi" in " ".join(said.split())


def test_an_appointment_alone_says_nothing_of_a_visit() -> None:
    said = text(slip_roll_sheet(replace(SLIP, seen="", seen_role=None, agreed=())).pdf())
    assert "Quando tornate" in said
    assert "Avete visto" not in said
    assert "La visita di oggi" not in said
