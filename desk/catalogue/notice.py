"""The privacy notice, from resources/notice/notice.toml."""

from functools import lru_cache

from desk.catalogue import files
from desk.domain.notice import Choice, Notice, NoticeSection
from desk.i18n import _


@lru_cache(maxsize=1)
def load_notice() -> Notice:
    """Raises BadResource."""
    path = files.folder() / "notice" / "notice.toml"
    tables = files.read(path)
    files.only(path, tables, "mark", "title", "choices_title", "section", "choice")
    for name in ("title", "choices_title"):
        if not isinstance(tables.get(name), str) or not tables[name].strip():
            raise files.wrong(path, name, _("manca il testo."))
    return Notice(
        tables["title"],
        tables["choices_title"],
        files.several(path, tables, "section", NoticeSection),
        files.several(path, tables, "choice", Choice),
    )
