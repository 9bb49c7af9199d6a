"""What a translator must know of a text: where it is read, by whom. Written into the catalogues as their comments."""

import re
from collections.abc import Iterable

from desk.catalogue.check import texts_on_summary
from desk.catalogue.lobby import load_lobby
from desk.catalogue.notice import load_notice
from desk.catalogue.plan_library import load_plan_library
from desk.catalogue.reminders import load_reminders
from desk.catalogue.services import load_services
from desk.domain.lobby_words import Say
from desk.domain.plan_library import family_texts
from desk.domain.when import HOW_OFTEN
from desk.i18n import languages, po_file
from desk.office.plan.assumptions import ASSUMED
from desk.office.plan.road import TEXTS
from desk.office.plan.sheet import WHY
from desk.paper.words import Text

_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPED = re.compile(r"\\(.)")
_SIGNS = {"n": "\n", "t": "\t"}


def contexts() -> dict[str, str]:
    """Text → its comment. What stands in two places has the comment of both."""
    found: dict[str, list[str]] = {}
    services = load_services().values()
    library = load_plan_library()
    for comment, texts in (
        ("Printed sheets: fixed words, read by the family beside the Italian.", Text),
        ("Plan: a whole sentence to the family, plural polite form.", (*WHY, *TEXTS, *ASSUMED)),
        (
            "Plan: an objective, a result, or a commitment; who does it stands beside it, so the verb has no subject.",
            (*family_texts(library), *HOW_OFTEN),
        ),
        ("Privacy notice: printed, read alone; a choice is said by the adult who ticks it.", load_notice().texts()),
        ("Kiosk and display in the lobby: to one person, polite form.", (*load_lobby().texts(), *Say)),
        ("Message to a telephone: as short as it can be.", load_reminders().family_texts()),
        ("What the office offers, as a family calls it.", (each.family for each in services)),
        ("A thing to bring, part of a list on paper.", (text for each in services for text in each.bring)),
        ("Question or answer of the interview, as the family reads it on its summary.", texts_on_summary()),
    ):
        _add(found, comment, texts)
    return {text: " ".join(comments) for text, comments in found.items()}


def _add(found: dict[str, list[str]], comment: str, texts: Iterable[str]) -> None:
    for text in texts:
        comments = found.setdefault(str(text), [])
        if comment not in comments:
            comments.append(comment)


def annotate() -> None:
    """Write the comments into every catalogue; nothing else in them changes."""
    known = contexts()
    for language in languages()[1:]:
        path = po_file(language)
        head, *blocks = path.read_text(encoding="utf-8").rstrip("\n").split("\n\n")
        path.write_text("\n\n".join([head, *(_annotated(block, known) for block in blocks)]) + "\n", encoding="utf-8")


def _annotated(block: str, known: dict[str, str]) -> str:
    lines = [line for line in block.split("\n") if not line.startswith("#. ")]
    comment = known.get(text_of(block))
    if comment is None:
        return "\n".join(lines)
    place = next((at for at, line in enumerate(lines) if not line.startswith("# ")), 0)
    return "\n".join([*lines[:place], f"#. {comment}", *lines[place:]])


def text_of(block: str) -> str:
    """The Italian text of one entry."""
    parts: list[str] = []
    inside = False
    for line in block.split("\n"):
        if line.startswith("msgid "):
            inside = True
        elif line.startswith("msg"):
            inside = False
        if inside and (quoted := _QUOTED.search(line)):
            parts.append(_ESCAPED.sub(lambda sign: _SIGNS.get(sign[1], sign[1]), quoted[1]))
    return "".join(parts)
