"""The visit slip, the ticket and the recovery sheet."""

from dataclasses import replace
from pathlib import Path

import pytest

from desk.paper import look
from desk.paper.model import Bilingual
from desk.paper.recovery import recovery_pdf, recovery_sheet
from desk.paper.slip import slip_pdf, slip_sheet
from desk.paper.ticket import MM, ticket_pdf, ticket_sheet
from tests.paper.paper_reading import beyond, codes, fonts, pictures, read, text, touching
from tests.paper.paper_samples import RECOVERY, SLIP, TICKET

LANGUAGES = ["it", "en", "ro", "ar", "es", "fr", "zh", "sq"]


def test_the_slip_says_whom_what_when_where_and_whom_to_call() -> None:
    words = text(slip_pdf(SLIP)).replace("\u00a0", " ")
    for fact in (
        "Giulia Ferrero, assistente sociale",
        "Khadija mette da parte 100 € ogni mese.",
        "martedì 1 dicembre 2026, ore 10:00",
        "busta paga, contratto di affitto",
        "Via Leoncavallo 17, Torino, stanza 2",
        "011 555 0100",
        "متى تعودون",
    ):
        assert fact in words


def test_the_slip_is_half_a_sheet_and_grows_when_more_was_agreed() -> None:
    assert slip_sheet(SLIP).height == pytest.approx(look.A5[0])
    long = slip_sheet(replace(SLIP, agreed=SLIP.agreed * 5))
    assert long.height == pytest.approx(look.A4[1])
    longest = slip_sheet(replace(SLIP, agreed=SLIP.agreed * 40))
    assert longest.page > 1
    for sheet in (long, longest):
        assert beyond(sheet, look.LEFT) == []
        assert touching(sheet) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_slip_fits_in_every_language(language: str) -> None:
    for visit in (SLIP.next_visit, None):
        sheet = slip_sheet(replace(SLIP, family_language=language, next_visit=visit))
        assert beyond(sheet, look.LEFT) == []
        assert touching(sheet) == []


def test_without_a_date_the_slip_says_that_we_call() -> None:
    words = " ".join(text(slip_pdf(replace(SLIP, next_visit=None))).split())
    assert "Non c’è ancora una data. Vi chiamiamo noi." in words


def test_the_ticket_shows_the_number_and_where_to_wait() -> None:
    pdf = ticket_pdf(TICKET)
    words = text(pdf)
    for fact in ("A17", "Sala grande, posti blu", "circa 20 minuti", "انتظروا هنا"):
        assert fact in words
    assert float(read(pdf).pages[0].mediabox.width) == pytest.approx(80 * MM, abs=0.1)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", ["A1", "A17", "Q9999999"])
def test_the_ticket_fits_its_roll(language: str, number: str) -> None:
    sheet = ticket_sheet(replace(TICKET, family_language=language, number=number))
    assert beyond(sheet, 4 * MM) == []
    assert touching(sheet) == []


def test_no_line_of_the_ticket_ends_with_a_mark_that_joins() -> None:
    for large in (False, True):
        drawn = ticket_sheet(replace(TICKET, large=large)).drawn
        assert not [line.text for line in drawn if line.text.rstrip().endswith("·")]


def test_the_groups_of_the_key_stand_in_the_middle_of_full_rows() -> None:
    sheet = recovery_sheet(replace(RECOVERY, large=True))
    assert sheet.page == 1
    drawn = [line for line in sheet.drawn if line.text in RECOVERY.key_groups.split("-")]
    rows = [line.bottom for line in drawn]
    assert {rows.count(row) for row in rows} == {2}
    (one, other) = drawn[:2]
    room = look.RIGHT - look.LEFT - 150 - 24
    assert (one.left + one.right) / 2 == pytest.approx(look.LEFT + room / 4 - 4, abs=0.1)
    assert other.left + other.right - one.left - one.right == pytest.approx(room, abs=0.1)


def test_a_missing_translation_shows_on_the_ticket() -> None:
    assert "traduzione da fare" in text(ticket_pdf(replace(TICKET, sit=Bilingual("Sala grande"))))


def test_the_recovery_sheet_gives_the_key_twice(tmp_path: Path) -> None:
    pdf = recovery_pdf(RECOVERY)
    words = text(pdf)
    assert all(group in words for group in RECOVERY.key_groups.split("-"))
    assert "Sportello 1" in words
    assert codes(pictures(pdf, tmp_path, 90)[0]) == [RECOVERY.qr_payload]


@pytest.mark.parametrize("groups", [8, 16, 32])
def test_the_recovery_sheet_holds_longer_keys(groups: int) -> None:
    sheet = recovery_sheet(replace(RECOVERY, key_groups="-".join(["WXMQ"] * groups)))
    assert beyond(sheet, look.LEFT) == []
    assert touching(sheet) == []


@pytest.mark.parametrize("pdf", [slip_pdf(SLIP), ticket_pdf(TICKET), recovery_pdf(RECOVERY)])
def test_fonts_are_embedded(pdf: bytes) -> None:
    assert all(fonts(pdf).values())


def test_reprints_are_the_same_bytes() -> None:
    assert slip_pdf(SLIP) == slip_pdf(SLIP)
    assert ticket_pdf(TICKET) == ticket_pdf(TICKET)
    assert recovery_pdf(RECOVERY) == recovery_pdf(RECOVERY)
