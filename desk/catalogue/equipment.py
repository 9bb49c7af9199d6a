"""What a room may have, from resources/services/equipment.toml."""

import re
from functools import lru_cache

from msgspec import Struct

from desk.catalogue import files
from desk.i18n import _

STEP_FREE = "step_free"
"""Asked for like the rest; a room says it in a column of its own."""
_ID = re.compile(r"[a-z][a-z0-9_]*")


class Equipment(Struct, frozen=True, forbid_unknown_fields=True):
    """`title` is for staff."""

    id: str
    title: str


@lru_cache(maxsize=1)
def load_equipment() -> dict[str, Equipment]:
    """By id, in the order of the file. Raises BadResource."""
    path = files.folder() / "services" / "equipment.toml"
    tables = files.read(path)
    files.only(path, tables, "equipment")
    found = files.several(path, tables, "equipment", Equipment)
    for each in found:
        if not _ID.fullmatch(each.id) or each.id == STEP_FREE:
            raise files.wrong(path, each.id, _("l'id è una parola di lettere minuscole, e non «step_free»."))
        if not each.title.strip():
            raise files.wrong(path, each.id, _("manca il titolo."))
    return {each.id: each for each in found}


def equipment_words(code: str) -> str:
    """In the reader's language; what the file no longer has keeps its code."""
    if code == STEP_FREE:
        return _("Senza barriere")
    known = load_equipment().get(code)
    return _(known.title) if known else code
