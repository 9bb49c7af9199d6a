"""Says at once, while a code is typed, whether it can be right and whether it fits the person."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from desk.domain.identifiers import bare
from desk.errors import BadInput
from desk.i18n import _
from desk.office.household.identifiers import canonical_of

GOOD, WRONG, DIFFERS, TYPING = "good", "wrong", "differs", "typing"
LONG: Final = {"tax_code": 16, "stp": 16, "eni": 16, "temporary_tax_code": 11}
_MONTHS: Final = "ABCDEHLMPRST"
_WOMEN: Final = 40
"""Added to the day of birth of a woman."""


@dataclass(frozen=True)
class CodeCheck:
    """`state`: GOOD, WRONG, DIFFERS (right in itself, but not this person's dates) or TYPING."""

    state: str
    words: str


def check_code(kind: str, value: str, *, born: date | None = None, sex: str | None = None) -> CodeCheck:
    """Without looking anything up: whether somebody else holds it is found when it is saved."""
    typed = bare(value)
    whole = LONG.get(kind)
    if not typed or (whole and len(typed) < whole):
        return CodeCheck(TYPING, _("{n} su {all}").format(n=len(typed), all=whole) if typed and whole else "")
    try:
        canonical = canonical_of(kind, typed)
    except BadInput as error:
        return CodeCheck(WRONG, str(error))
    if kind != "tax_code":
        return CodeCheck(GOOD, _("Il numero può andare."))
    return _against(canonical, born, sex, omocode=canonical != typed)


def _against(canonical: str, born: date | None, sex: str | None, *, omocode: bool) -> CodeCheck:
    """A right code beside what is known of the person."""
    day = int(canonical[9:11])
    told = (int(canonical[6:8]), _MONTHS.index(canonical[8]) + 1, day % _WOMEN)
    if born and told != (born.year % 100, born.month, born.day):
        words = _("Il codice è giusto, ma dice un'altra data di nascita: {day}.")
        return CodeCheck(DIFFERS, words.format(day=_day(told)))
    if sex and (day > _WOMEN) != (sex == "F"):
        return CodeCheck(DIFFERS, _("Il codice è giusto, ma dice un altro sesso."))
    if omocode:
        return CodeCheck(GOOD, _("Il codice è giusto (con lettere al posto di cifre, per omocodia)."))
    return CodeCheck(GOOD, _("Il codice è giusto."))


def _day(told: tuple[int, int, int]) -> str:
    year, month, day = told
    return f"{day:02d}/{month:02d}/{year:02d}"
