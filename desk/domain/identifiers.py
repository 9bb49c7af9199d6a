"""Codes and cards of a person as their issuers shape them: read, checked, brought to the form by which two compare.

| kind               | shape                                         | check                              |
|--------------------|-----------------------------------------------|------------------------------------|
| tax_code           | 16: letters of the name, birth, place         | last letter; omocody undone        |
| temporary_tax_code | 11 digits, until the definitive one           | Luhn only: any office may give one |
| stp, eni           | STP or ENI, region, health authority, serial  | none exists                        |
| dsu                | INPS-ISEE-year-number and letter-version      | the letter's meaning is not public |
"""

import re
from datetime import date

OMOCODY = "LMNPQRSTUV"
OMOCODE_PLACES = (6, 7, 9, 10, 12, 13, 14)
"""Where letters stand for digits 0 to 9, to tell two people with the same code apart."""
_TAX_CODE = re.compile(
    r"[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]",
)
_SHAPES = {
    "stp": re.compile(r"STP[0-9]{13}"),
    "eni": re.compile(r"ENI[0-9]{13}"),
    "temporary_tax_code": re.compile(r"[0-9]{11}"),
    "residence_permit": re.compile(r"[A-Z0-9]{8,10}"),
    "id_card": re.compile(r"[A-Z0-9]{7,12}"),
    "passport": re.compile(r"[A-Z0-9]{6,12}"),
}
KINDS = ("tax_code", *_SHAPES)
_DSU = re.compile(r"INPS-ISEE-20[0-9]{2}-[0-9]{8}[A-Z]-[0-9]{2}")
WOMEN_FROM = 40
"""A woman's day of birth is written 40 higher."""


def bare(value: str) -> str:
    """Without the signs that people put between the letters, and without Code 39's stars."""
    return re.sub(r"[\s*./-]", "", value).upper()


def canonical(kind: str, value: str) -> str | None:
    """The form by which two people are compared; None for what cannot be."""
    typed = bare(value)
    if kind == "tax_code":
        return _canonical_tax_code(typed)
    shape = _SHAPES.get(kind)
    if shape is None or not shape.fullmatch(typed) or (kind == "temporary_tax_code" and not luhn(typed)):
        return None
    return typed


def kind_of(value: str) -> str | None:
    """Which kind names one person for sure: a tax code, a temporary one, STP or ENI; None for anything else."""
    kinds = ("tax_code", "temporary_tax_code", "stp", "eni")
    return next((kind for kind in kinds if canonical(kind, value) is not None), None)


def without_omocody(code: str) -> str:
    """A tax code as it was before letters replaced digits."""
    from stdnum.it import codicefiscale  # slow to import: only where a code is looked at

    body = "".join(
        str(OMOCODY.index(sign)) if place in OMOCODE_PLACES and sign in OMOCODY else sign
        for place, sign in enumerate(code[:15])
    )
    return body + str(codicefiscale.calc_check_digit(body))


def _canonical_tax_code(typed: str) -> str | None:
    """The check letter covers the code as printed; the day and month must exist."""
    from stdnum.it import codicefiscale  # slow to import: only where a code is looked at

    if not _TAX_CODE.fullmatch(typed) or codicefiscale.calc_check_digit(typed[:15]) != typed[15]:
        return None
    code = without_omocody(typed)
    return code if codicefiscale.is_valid(code) else None


def birth_date_of(tax_code: str, today: date) -> date | None:
    """The birth date inside a tax code, within the last hundred years: to be shown and confirmed, because the century
    is not in it. None where it says none."""
    from stdnum.it import codicefiscale  # slow to import: only where a code is looked at

    code = canonical("tax_code", tax_code)
    if code is None:
        return None
    born: date = codicefiscale.get_birth_date(code, today.year - 99)
    return born if born <= today else None


def sex_of(tax_code: str) -> str | None:
    """F or M as the code says it; None for what is no tax code."""
    code = canonical("tax_code", tax_code)
    return None if code is None else "F" if int(code[9:11]) > WOMEN_FROM else "M"


def birth_place_of(tax_code: str) -> str | None:
    """The land register's code of the town, or of the country (it begins with Z)."""
    code = canonical("tax_code", tax_code)
    return code[11:15] if code else None


def luhn(digits: str) -> bool:
    """The check digit of an 11-digit temporary tax code. Looking further (office, VAT) would refuse real ones."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def dsu_protocol(text: str) -> str | None:
    """A DSU's protocol as INPS writes it, spaces and small letters put right; None for anything else."""
    typed = re.sub(r"\s", "", text).upper()
    return typed if _DSU.fullmatch(typed) else None
