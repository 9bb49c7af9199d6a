"""What a reminder says, in the family's language: when, where, whom to call; never who or why."""

from dataclasses import dataclass
from datetime import datetime

from desk.catalogue.reminders import load_reminders
from desk.i18n import translated
from desk.paper import words
from desk.paper.model import ITALIAN
from desk.settings import RIGHT_TO_LEFT

_RTL, _ISOLATE, _END = "\u200f", "\u2066", "\u2069"


@dataclass(frozen=True)
class Spot:
    """Where the family comes to."""

    address: str
    phone: str


def language_for(language: str) -> str:
    """The family's own where every text has it; else Italian: half a message helps nobody."""
    known = all(translated(language, text) is not None for text in load_reminders().family_texts())
    return language if known else ITALIAN


def sms_text(language: str, start: datetime, spot: Spot, *, answers: bool = False) -> str:
    """One short message. `answers`: a reply «NO» reaches the office."""
    texts = load_reminders().texts
    lines = [texts.sms, texts.refuse] if answers else [texts.sms]
    said = " ".join(_said(language, line, start, spot) for line in lines)
    return said.replace("\u00a0", " ")  # not among a phone's own signs: with it half as much fits into one message


def email_text(language: str, start: datetime, spot: Spot, *, answers: bool = False) -> str:
    """The family's language first, the Italian below it. `answers`: a reply «NO» reaches the office."""
    texts = load_reminders().texts
    every = [*texts.email, texts.refuse] if answers else texts.email
    blocks = []
    for each in dict.fromkeys((language, ITALIAN)):
        mark = _RTL if each in RIGHT_TO_LEFT else ""
        lines = [mark + _said(each, line, start, spot) for line in every]
        blocks.append("\n".join((*lines, "", mark + sender_name(each))))
    return "\n\n— — —\n\n".join(blocks) + "\n"


def email_subject(language: str, start: datetime, spot: Spot) -> str:
    return _said(language, load_reminders().texts.subject, start, spot)


def _said(language: str, text: str, start: datetime, spot: Spot) -> str:
    day = words.day_in_words(language, start)
    facts = {
        "sender": sender_name(language),
        "day": day.translated or day.italian,
        "time": words.time(start),
        "place": spot.address,
        "phone": spot.phone.replace(" ", "\u00a0"),
    }
    if language in RIGHT_TO_LEFT:  # numbers and addresses keep their own order inside a line from the right
        facts |= {name: f"{_ISOLATE}{facts[name]}{_END}" for name in ("time", "place", "phone")}
    return (translated(language, text) or text).format(**facts)


def sender_name(language: str) -> str:
    """Who writes, in the family's language."""
    sender = load_reminders().sender
    return translated(language, sender) or sender
