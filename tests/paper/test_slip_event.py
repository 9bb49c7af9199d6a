"""The slip in all eight languages: its code is read from the picture, and a reader of calendars takes it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar, Event

from desk.paper import words
from desk.paper.model import VisitSlip
from desk.paper.slip import slip_pdf
from desk.settings import FAMILY_LANGUAGES
from tests.paper.paper_reading import codes, pictures, text
from tests.paper.paper_samples import EL_AMRANI_VISIT, SLIP

WAY = "Tram 4, fermata Giulio Cesare"
VISIT = replace(EL_AMRANI_VISIT, place="Via Leoncavallo 17; Torino, «stanza» 2", code="TH1ABCDEF")
PLAIN = ("it", "en", "ro", "es", "fr", "sq")
"""Languages whose letters a reader of the PDF gives back in the order of the words."""


def slip(language: str) -> VisitSlip:
    return replace(SLIP, family_language=language, next_visit=VISIT, way=WAY, agreed=())


def taken(code: str) -> Event:
    """What a phone makes of it."""
    calendar = Calendar.from_ical(code)
    assert isinstance(calendar, Calendar) and not calendar.errors
    (event,) = calendar.events
    return event


@pytest.mark.parametrize(("language", "roll"), [*((each, False) for each in FAMILY_LANGUAGES), ("ar", True)])
def test_a_phone_takes_the_appointment_from_the_slip(language: str, roll: bool, tmp_path: Path) -> None:
    pdf = slip_pdf(replace(slip(language), roll=roll))
    (code,) = codes(pictures(pdf, tmp_path)[0])
    event = taken(code)
    assert event.start == datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
    assert event.duration == timedelta(minutes=45)
    assert str(event["LOCATION"]) == VISIT.place
    assert str(event["UID"]) == "TH1ABCDEF"
    said = text(pdf)
    assert "martedì 1 dicembre 2026" in said and WAY in said
    if language in PLAIN:
        for fact in (words.day_in_words(language, VISIT.start), words.pair(language, words.Text.WAY)):
            assert fact.translated is not None
            assert fact.translated.replace("\u202f", " ") in " ".join(said.replace("\u202f", " ").split())
