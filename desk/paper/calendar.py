"""The next appointment as a phone's calendar takes it: when and where, never why or who; and as the door reads it."""

from datetime import UTC, datetime, timedelta

from desk.paper.model import NextVisit

SUMMARY = "Appuntamento TO-Home"


def calendar_entry(visit: NextVisit) -> str:
    """An iCalendar document (RFC 5545) for a QR code."""
    start = _moment(visit.start)
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:TO-Home",
        "BEGIN:VEVENT",
        f"UID:{visit.code or f'{start}-TO-Home'}",
        f"DTSTAMP:{start}",
        f"DTSTART:{start}",
        f"DTEND:{_moment(visit.start + timedelta(minutes=visit.minutes))}",
        f"SUMMARY:{SUMMARY}",
        f"LOCATION:{_escaped(visit.place)}",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "\r\n".join((*lines, ""))


def _moment(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
