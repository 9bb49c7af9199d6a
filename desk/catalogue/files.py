"""Reads one TOML file into what the rules expect; every fault names file, entry and what is wrong."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from desk import settings
from desk.errors import BadResource
from desk.i18n import _

T = TypeVar("T")
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`")
_MISSING = re.compile(r"Object missing required field `(.*)`")
_VALUE = re.compile(r"Invalid enum value '?(.*?)'?")
_LINE = re.compile(r"at line (\d+)")
_PLACE = re.compile(r" - at `\$\.?(.*)`$")


def folder() -> Path:
    return settings.RESOURCES.path()


def read(path: Path) -> dict[str, Any]:
    """The tables of one file."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadResource(_("Manca il file {file}: rimettilo al suo posto.").format(file=named(path))) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise wrong(path, "", _written(str(fault))) from None


def wrong(path: Path, entry: str, fault: str) -> BadResource:
    """The one form of every complaint."""
    if entry:
        return BadResource(_("{file}, voce «{entry}»: {fault}").format(file=named(path), entry=entry, fault=fault))
    return BadResource(_("{file}: {fault}").format(file=named(path), fault=fault))


def named(path: Path) -> str:
    """The file as people find it: from the resources folder on."""
    try:
        return path.relative_to(folder()).as_posix()
    except ValueError:
        return path.name


def one(path: Path, found: object, shape: type[T], entry: str = "") -> T:
    """One table as the shape the rules expect."""
    try:
        return msgspec.convert(found, shape)
    except msgspec.ValidationError as fault:
        raise wrong(path, entry or _entry_of(found), _said(str(fault))) from None


def several(path: Path, tables: dict[str, Any], name: str, shape: type[T]) -> tuple[T, ...]:
    """All `[[name]]` of a file, each checked by itself so that a fault names its entry; ids must differ."""
    found = tables.get(name, [])
    if not isinstance(found, list) or not found:
        raise wrong(path, "", _("serve almeno una voce [[{name}]].").format(name=name))
    unique(path, (_entry_of(each) or str(number) for number, each in enumerate(found, start=1)))
    return tuple(
        one(path, each, shape, _entry_of(each) or f"{name} {number}") for number, each in enumerate(found, start=1)
    )


def only(path: Path, tables: dict[str, Any], *names: str) -> None:
    """No table or key beside these: a mistyped name would otherwise be overlooked."""
    for name in tables:
        if name not in names:
            raise wrong(path, name, _("questo nome non è previsto qui."))


def unique(path: Path, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            raise wrong(path, each, _("è scritta due volte."))
        seen.add(each)


def _entry_of(found: object) -> str:
    return str(found.get("id", "")) if isinstance(found, dict) else ""


def _said(fault: str) -> str:
    """What the decoder found, with the place first: `options[0].code`: …"""
    place = _PLACE.search(fault)
    words = fault[: place.start()] if place else fault
    for pattern, said in (
        (_UNKNOWN, _("il campo «{name}» non esiste.")),
        (_MISSING, _("manca il campo «{name}».")),
        (_VALUE, _("«{name}» non è tra i valori possibili.")),
    ):
        if found := pattern.fullmatch(words):
            words = said.format(name=found.group(1))
    return f"{place.group(1)}: {words}" if place and place.group(1) else words


def _written(fault: str) -> str:
    """A file that cannot be read at all: where to look."""
    if found := _LINE.search(fault):
        words = _("la riga {line} non si legge: controlla virgolette e parentesi ({fault}).")
        return words.format(line=found.group(1), fault=fault)
    if "codec" in fault:
        return _("non è un testo UTF-8: salvalo di nuovo con un programma per testi.")
    return _("il file non si legge fino in fondo: forse ne manca un pezzo ({fault}).").format(fault=fault)
