"""A mail that came back to the office: an answer to a reminder, or the report that one did not arrive."""

import email
import re
from dataclasses import dataclass
from email.message import EmailMessage, Message
from email.policy import default
from email.utils import parseaddr

_ID = re.compile(r"<([0-9a-f-]{36})@[^>\s]+>")
_QUOTE = re.compile(r"^\s*(>|-{2,}|_{5,}|\u2014|on .*wrote:|il .*scritto:|da: |from: )", re.IGNORECASE)
_REPORTS = ("message/delivery-status", "text/rfc822-headers", "message/rfc822")


@dataclass(frozen=True)
class Came:
    """`key`: of the reminder it speaks of. `bounced`: it did not arrive; else `text` is what `sender` wrote."""

    key: str
    sender: str
    text: str
    bounced: bool


def read_mail(raw: str) -> Came | None:
    """None for a mail that speaks of no reminder, and for one that a machine wrote by itself («out of office»)."""
    try:
        return _read(raw)
    except (AttributeError, LookupError, TypeError, ValueError):  # Python's own reader falls over some headers, and one
        return None  # such mail must not keep back those that came after it


def _read(raw: str) -> Came | None:
    message = email.message_from_string(raw, policy=default)
    if message.get_content_type() == "multipart/report":
        failed = any("action: failed" in _said(part) for part in message.walk())
        key = next((key for part in message.walk() if (key := _key(_said(part)))), "")
        return Came(key, "", "", bounced=True) if failed and key else None
    automatic = str(message.get("Auto-Submitted", "no")).lower() != "no"
    key = _key(f"{message.get('In-Reply-To', '')} {message.get('References', '')}")
    if automatic or not key:
        return None
    return Came(key, _sender(message), _own_words(message), bounced=False)


def _sender(message: EmailMessage) -> str:
    """The address alone, from the header as it came: a name with a stray sign is no reason not to hear a NO."""
    came = next((str(value) for name, value in message.raw_items() if name.casefold() == "from"), "")
    return parseaddr(" ".join(came.split()))[1].casefold()


def _said(part: Message) -> str:
    """What a part of a report says, headers of the returned message included."""
    if part.get_content_type() not in _REPORTS:
        return ""
    return part.as_string().lower()


def _key(text: str) -> str:
    found = _ID.search(text)
    return found[1] if found else ""


def _own_words(message: EmailMessage) -> str:
    """What was written above the quoted message."""
    body = message.get_body(("plain",))
    try:
        lines = str(body.get_content()).splitlines() if body is not None else []
    except (LookupError, ValueError):  # a character set that nobody knows
        return ""
    own = []
    for line in lines:
        if _QUOTE.match(line):
            break
        own.append(line)
    return " ".join(" ".join(own).split())
