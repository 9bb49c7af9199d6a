"""What proves an arrival: a code on paper, a health card, a birth date with letters; all by the office's key.

The code is letters and digits only (`TH1`, office, day, token, seal): no keyboard layout of a scanner can spoil it.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from anyascii import anyascii

_CODE = re.compile(r"TH1([A-Z2-7]{6})(\d{6})([A-Z2-7]{16})([A-Z2-7]{8})")
_TAX_CODE = re.compile(r"[A-Z]{6}[0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]")
LONGEST = 2000
"""No card and no code of ours holds more; the rest of a garbage scan is not read."""
LETTERS = 3
"""How many letters of the surname stand in for a card."""


class Scanned(StrEnum):
    """What a scan turned out to be."""

    CARD = "card"
    CODE = "code"
    OTHER_OFFICE = "other_office"
    FORGED = "forged"
    GARBAGE = "garbage"


@dataclass(frozen=True)
class Scan:
    """`value`: the tax code of a card, the token of a code. `day`: of the appointment, as the code says it."""

    kind: Scanned
    value: str = ""
    day: date | None = None


def _letters(key: bytes, what: str, length: int) -> str:
    digest = hmac.new(key, what.encode(), hashlib.sha256).digest()
    return base64.b32encode(digest).decode()[:length]


def token_of(key: bytes, appointment: str) -> str:
    """80 bits that only who holds the key can make from the appointment's id."""
    return _letters(key, f"appointment {appointment}", 16)


def code_of(key: bytes, appointment: str, day: date) -> str:
    """The text of the code that is printed for one appointment."""
    body = f"{_letters(key, 'office', 6)}{day:%y%m%d}{token_of(key, appointment)}"
    return f"TH1{body}{_letters(key, f'seal {body}', 8)}"


def read_scan(text: str, key: bytes | None) -> Scan:
    """Garbage is no error. Without a key only a card can be read."""
    plain = re.sub(r"[\s*]", "", text[:LONGEST]).upper()
    if _TAX_CODE.fullmatch(plain):
        return Scan(Scanned.CARD, plain)
    found = _CODE.search(plain)
    if found is None or key is None:
        return Scan(Scanned.GARBAGE)
    office, written, token, seal = found.groups()
    if office != _letters(key, "office", 6):
        return Scan(Scanned.OTHER_OFFICE)
    try:
        day = datetime.strptime(written, "%y%m%d").date()
    except ValueError:
        return Scan(Scanned.FORGED)
    if not hmac.compare_digest(seal, _letters(key, f"seal {office}{written}{token}", 8)):
        return Scan(Scanned.FORGED)
    return Scan(Scanned.CODE, token, day)


def first_letters(surname: str) -> str:
    """«D'Angelo» → «DAN», «Ștefănescu» → «STE»; the whole of a shorter one."""
    return "".join(letter for letter in anyascii(surname).upper() if letter.isalpha())[:LETTERS]


def born_key(born: date, letters: str) -> str:
    """What stands in for a card: the birth date and the first letters of the surname."""
    return f"{born:%Y%m%d}{first_letters(letters)}"


Stretch = Callable[[bytes, bytes], bytes]
"""Makes 16 bytes of a secret and a salt, slowly."""


def card_hash(key: bytes, day: str, proof: str, stretch: Stretch) -> str:
    """A card or a birth date as the lobby's index holds it: of this day only, slow to try."""
    return stretch(proof.encode(), hmac.new(key, f"card {day}".encode(), hashlib.sha256).digest()).hex()


def token_hash(key: bytes, day: str, token: str) -> str:
    """A code as the lobby's index holds it. A token cannot be guessed, so this one may be fast."""
    return hmac.new(key, f"token {day} {token}".encode(), hashlib.sha256).hexdigest()[:32]
