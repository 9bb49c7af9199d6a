"""Translations by gettext: Italian is the source text, one ``.po`` file per language, no Qt.

A missing translation is never replaced in silence where a family reads it: use ``translated``, which says None.
"""

import gettext
import io
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from desk import settings

SOURCE = "it"


def po_file(language: str) -> Path:
    return settings.RESOURCES.path() / "locale" / f"{language}.po"


def _compiled(language: str) -> bytes:
    """The .mo bytes: the compiled file beside the .po when it is fresh, else compiled here."""
    po = po_file(language)
    mo = po.with_suffix(".mo")
    if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
        return mo.read_bytes()
    return compile_po(po)


def compile_po(po: Path) -> bytes:
    """One .po file as .mo bytes."""
    from babel.messages.mofile import write_mo  # slow to import; compiled files make it needless
    from babel.messages.pofile import read_po

    with po.open("rb") as source:
        catalog = read_po(source)
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


@lru_cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The translations into one language; Italian, being the source, has an empty one."""
    if language == SOURCE or not po_file(language).exists():
        return gettext.NullTranslations()
    return gettext.GNUTranslations(io.BytesIO(_compiled(language)))


def languages() -> tuple[str, ...]:
    """Italian and every language that has a .po file, in the order of DESK's list, others after."""
    found = {path.stem for path in (settings.RESOURCES.path() / "locale").glob("*.po")} | {SOURCE}
    known = [code for code in settings.FAMILY_LANGUAGES if code in found]
    return (*known, *sorted(found - set(known)))


class _Staff:
    """The language of the staff screens in this process: set once at sign-in or by the language menu."""

    language = SOURCE


def use(language: str) -> None:
    """Choose the language of the staff screens."""
    _Staff.language = language


def current() -> str:
    return _Staff.language


def _(text: str) -> str:
    """The staff text in the current language."""
    return catalogue(_Staff.language).gettext(text)


def n_(one: str, many: str, count: int) -> str:
    """The staff text for a count; the caller formats the count in."""
    if _Staff.language == SOURCE:
        return one if count == 1 else many
    return catalogue(_Staff.language).ngettext(one, many, count)


def in_language(language: str, text: str) -> str:
    """The text in a language, or the Italian one where nobody translated it: for staff eyes only."""
    return catalogue(language).gettext(text)


def translated(language: str, text: str) -> str | None:
    """The text in a language, or None where nobody has translated it. Italian is always itself."""
    if language == SOURCE:
        return text
    return catalogue(language).gettext(text) if _has(language, text) else None


def _has(language: str, text: str) -> bool:
    return text in getattr(catalogue(language), "_catalog", {})


#: what stands between thousands and before the cents; no table of the library's says what printed faces can draw
_SEPARATORS = {
    "it": (".", ","), "en": (",", "."), "ro": (".", ","), "es": (".", ","), "fr": ("\u00a0", ","),
    "sq": ("\u00a0", ","), "zh": (",", "."), "ar": ("", "."),
}  # fmt: skip
_EURO = {"ar": "{} يورو", "zh": "{}欧元"}


def grouped(number: int, language: str | None = None) -> str:
    """«3.760», in English «3,760»: a whole number as the language of the screens writes it, or another."""
    between, _cents = _SEPARATORS.get(language or _Staff.language, _SEPARATORS[SOURCE])
    return f"{number:,}".replace(",", between)


def amount(cents: int, language: str | None = None) -> str:
    """«3.760», «94,50»: an amount without its sign, with cents only where there are some."""
    _between, mark = _SEPARATORS.get(language or _Staff.language, _SEPARATORS[SOURCE])
    euros, rest = divmod(abs(cents), 100)
    words = grouped(euros, language) + (f"{mark}{rest:02d}" if rest else "")
    return f"-{words}" if cents < 0 else words


def money(cents: int, language: str | None = None, space: str = " ") -> str:
    """«3.760 €»; `space` before the sign: one that never breaks on paper."""
    return _EURO.get(language or _Staff.language, f"{{}}{space}€").format(amount(cents, language))


def decimal(number: float | Decimal, digits: int = 2) -> str:
    """«1,5»: at most so many digits after the mark, and none that say nothing."""
    words = f"{number:.{digits}f}"
    words = words.rstrip("0").rstrip(".") if digits else words
    return words.replace(".", _SEPARATORS.get(_Staff.language, _SEPARATORS[SOURCE])[1])


def percent(number: int) -> str:
    """«30 %», in English «30%»."""
    return f"{number}%" if _Staff.language == "en" else f"{number} %"
