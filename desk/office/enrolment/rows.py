"""One row of a list, cleaned: what can be read, what is doubtful, or why it cannot be taken."""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from desk.domain.names import search_key
from desk.errors import BadInput
from desk.i18n import _
from desk.office.enrolment.read_file import RawRow
from desk.office.household.identifiers import canonical_of

ROLES: Final = {
    "richiedente": "head",
    "capofamiglia": "head",
    "coniuge": "partner",
    "convivente": "partner",
    "partner": "partner",
    "figlio": "child",
    "figlia": "child",
    "altro": "other",
}
LANGUAGES: Final = {"it", "en", "ro", "ar", "es", "fr", "zh", "sq"}
_DAY: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_RUNS: Final = ("=", "+", "-", "@")
"""What would run in a spreadsheet is no name."""
_PARTICLES: Final = re.compile(r"[^\W\d_]+")


class Refused(BadInput):
    """This row cannot be taken; the message says why."""


@dataclass(frozen=True)
class Row:
    """`canonical`: the identifier by which people are compared, "" where none was readable; `typed`: as the list had
    it. `doubts`: words for the one who reviews. Money in cents."""

    line: int
    protocol: str
    role: str
    surname: str
    given: str
    sex: str
    born: date | None
    canonical: str
    kind: str
    code: str
    facts: dict[str, str]
    applied_on: date | None
    isee_cents: int | None
    bimonthly_cents: int | None
    language: str
    typed: str = ""
    doubts: tuple[str, ...] = field(default=())

    @property
    def name_key(self) -> str:
        return search_key(f"{self.surname} {self.given}")


def clean(raw: RawRow, today: date) -> Row:
    """Raises Refused with the reason."""
    told = raw.values
    if raw.short:
        raise Refused(_("La riga è tronca: mancano delle caselle."))
    protocol = told.get("protocol", "").upper()
    if not protocol:
        raise Refused(_("Manca il protocollo."))
    role = ROLES.get(search_key(told.get("role", "")))
    if role is None:
        raise Refused(_("Il ruolo «{role}» non si conosce: usa richiedente, coniuge, figlio o altro.").format(
            role=told.get("role", "")[:30]
        ))  # fmt: skip
    surname, given = tidy_name(told.get("surname", "")), tidy_name(told.get("given", ""))
    if not surname or not given:
        raise Refused(_("Servono cognome e nome."))
    if surname.startswith(_RUNS) or given.startswith(_RUNS):
        raise Refused(_("Il nome comincia come una formula. Scrivilo giusto."))
    doubts: list[str] = []
    kind, code, canonical = _identifier(told.get("tax_code", ""), doubts)
    language = told.get("language", "").casefold()[:2]
    return Row(
        raw.line,
        protocol,
        role,
        surname,
        given,
        _sex(told.get("sex", "")),
        _born(told.get("born", ""), today),
        canonical,
        kind,
        code,
        {name: told.get(name, "") for name in FACTS},
        _day_or_none(told.get("applied_on", "")),
        cents(told.get("isee", "")),
        cents(told.get("bimonthly", "")),
        language if language in LANGUAGES else "it",
        told.get("tax_code", "").upper(),
        tuple(doubts),
    )


FACTS: Final = ("birth_place", "citizenship", "street", "zip", "town", "phone", "email", "dsu", "notes")


def born_text(born: date | None) -> str:
    """As it is stored; empty where nobody knows."""
    return born.isoformat() if born else ""


def tidy_name(text: str) -> str:
    """Single spaces; a name all in capitals or all small is written with capitals at its parts."""
    name = " ".join(text.split())
    if name.isupper() or name.islower():
        return _PARTICLES.sub(lambda part: part[0].capitalize(), name.lower())
    return name


def _sex(text: str) -> str:
    """«F», «maschio»; empty for another word: nobody is of a third sex because a list says «donna»."""
    letter = text[:1].upper()
    return letter if letter in ("F", "M") else ""


def _identifier(text: str, doubts: list[str]) -> tuple[str, str, str]:
    typed = re.sub(r"[\s*./-]", "", text).upper()
    if not typed:
        return "", "", ""
    kind = {"STP": "stp", "ENI": "eni"}.get(typed[:3]) if len(typed) == 16 and typed[3:].isdigit() else None
    kind = kind or ("temporary_tax_code" if typed.isdigit() else "tax_code")
    try:
        return kind, typed, canonical_of(kind, typed)
    except BadInput:
        doubts.append(_("Il codice fiscale non è giusto: chiedi la tessera."))
        return "", "", ""


def _born(text: str, today: date) -> date | None:
    if not text:
        return None
    day = _day_or_none(text)
    if day is None:
        raise Refused(_("La data di nascita «{text}» non esiste.").format(text=text[:20]))
    if day > today:
        raise Refused(_("La data di nascita {text} è nel futuro.").format(text=text[:20]))
    return day


def _day_or_none(text: str) -> date | None:
    match = _DAY.fullmatch(text)
    parts = match.groups()[::-1] if match else None
    if match is None and (iso := _ISO.fullmatch(text)):
        parts = iso.groups()
    if parts is None:
        return None
    try:
        return date(int(parts[0]), int(parts[1]), int(parts[2]))
    except ValueError:
        return None


def cents(text: str) -> int | None:
    """«1.234,56», «1234.56», «1.234» (thousands), «€ 400»: cents; None where it is no amount."""
    bare = re.sub(r"[€\s']", "", text)
    if "," in bare:
        bare = bare.replace(".", "").replace(",", ".")
    elif not re.fullmatch(r"-?\d+\.\d{1,2}", bare):
        bare = bare.replace(".", "")
    try:
        amount = Decimal(bare)
    except InvalidOperation:
        return None
    if not amount.is_finite() or amount < 0 or amount > 10_000_000:
        return None
    return int((amount * 100).to_integral_value())
