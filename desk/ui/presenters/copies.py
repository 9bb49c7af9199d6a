"""Copies of papers: files are taken in beside the work on the page, looked at, taken off the list. No Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from desk.db.changes import Changes
from desk.errors import DeskError
from desk.i18n import _, decimal, n_
from desk.office.day_words import numbers
from desk.office.household.attachment_file import PdfEye, Taken, read_file
from desk.office.household.attachments import CopyLine, Kept, attach, attach_to_kind, open_copy, remove_copy
from desk.office.session import Session
from desk.ui.presenters.context import ScreenContext

Into = Callable[[Session, Taken], Kept]
"""Where a copy goes: a paper of the list, or a kind of paper of a family."""


class Eyes(Protocol):
    """What looks into files; the window brings it."""

    def pdf_facts(self) -> PdfEye: ...

    def draw_page(self, name: str, kind: str, content: bytes, page: int, width: int) -> Any: ...


@dataclass(frozen=True)
class Looking:
    """The copy that is open: `page` from 0, `zoom` 1 is as wide as the room; `picture` None while it is drawn."""

    copy: CopyLine
    title: str
    content: bytes = b""
    page: int = 0
    zoom: float = 1.0
    picture: Any = None
    fault: str = ""


SAME_WIDTH = 8
"""Dots by which a page may be too wide or narrow without being drawn anew."""
ZOOMS = (1.0, 1.5, 2.0, 3.0)


@dataclass(frozen=True)
class From:
    """A copy that is in the store, and the file it was made from: `source` is the file's digest."""

    path: str
    source: str
    attachment: str


@dataclass(frozen=True)
class _Took:
    kept: tuple[Kept, ...]
    files: tuple[From, ...]
    said: tuple[str, ...]
    faults: tuple[str, ...]


class CopiesPresenter:
    """`refresh` is called when `busy`, `faults` or `looking` is other; `changed` when a copy came or went; `kept` hears
    of the files whose copies are in the store now."""

    def __init__(
        self, context: ScreenContext, eyes: Eyes, refresh: Callable[[], None], changed: Callable[[], None]
    ) -> None:
        self._context, self._eyes, self._refresh, self._changed = context, eyes, refresh, changed
        self.busy = ""
        self.faults: tuple[str, ...] = ()
        self.looking: Looking | None = None
        self.kept: Callable[[Sequence[From]], None] = lambda _files: None
        self._width = 0

    # — taking —

    def take_for(self, paper: str, paths: Sequence[str]) -> None:
        """Copies of a paper that is on the list."""
        self._take(paths, lambda session, taken: attach(session, paper, taken))

    def take_as(
        self, home: str, kind: str, person: str | None, paths: Sequence[str], then: Callable[[], None] | None = None
    ) -> None:
        """Copies of a kind of paper, on the list or not; `then`: at least one is in the store."""
        self._take(paths, lambda session, taken: attach_to_kind(session, home, kind, person, taken), then)

    def _take(self, paths: Sequence[str], into: Into, then: Callable[[], None] | None = None) -> None:
        if not paths:
            return
        session, eye = self._context.session, self._eyes.pdf_facts()

        def work(_progress: object) -> _Took:
            kept, files, said, faults = [], [], [], []
            for path in paths:
                try:
                    taken = read_file(Path(path), eye)
                    made = into(session, taken)
                    kept.append(made)
                    files.append(From(path, taken.source, made.attachment))
                except DeskError as error:
                    faults.append(str(error))
                    continue
                if taken.said:
                    said.append(taken.said)
            return _Took(tuple(kept), tuple(files), tuple(said), tuple(faults))

        self.busy = n_("Prendo {n} copia…", "Prendo {n} copie…", len(paths)).format(n=len(paths))
        self.faults = ()
        self._refresh()
        self._context.run.run_long(work, lambda took: self._took(took, then), self._failed)

    def _took(self, took: _Took, then: Callable[[], None] | None) -> None:
        self.busy, self.faults = "", took.faults
        self.kept(took.files)
        session, count = self._context.session, len(took.kept)
        if count:

            def undo() -> None:
                def back() -> None:
                    for kept in reversed(took.kept):
                        session.store.undo(kept.changes.batch, session.staff)

                self._context.run.run(back, lambda _nothing: self._changed())

            words = n_("{n} copia salvata nell'archivio.", "{n} copie salvate nell'archivio.", count).format(n=count)
            self._context.messages.notify(" ".join((words, *took.said)), "success", undo)
            if then is not None:
                then()
            self._changed()
        self._refresh()

    def _failed(self, error: DeskError) -> None:
        self.busy, self.faults = "", (str(error),)
        self._refresh()

    def dismiss(self) -> None:
        """The line that said what could not be taken has been read."""
        self.faults = ()
        self._refresh()

    # — looking —

    def open(self, copy: CopyLine, title: str, width: int) -> None:
        """`width`: dots that a page may be wide. The look is recorded."""
        session = self._context.session
        self.looking, self._width = Looking(copy, title), width
        self._refresh()
        self._context.run.run_long(
            lambda _progress: open_copy(session, copy.id), lambda content: self._opened(copy, content), self._unseen
        )

    def _opened(self, copy: CopyLine, content: bytes) -> None:
        if self.looking is not None and self.looking.copy == copy:
            self.looking = replace(self.looking, content=content)
            self._draw()

    def _unseen(self, error: DeskError) -> None:
        if self.looking is not None:
            self.looking = replace(self.looking, fault=str(error))
            self._refresh()

    def _draw(self) -> None:
        now = self.looking
        if now is None or not now.content:
            return
        copy, width = now.copy, round(self._width * now.zoom)

        def drawn(picture: Any) -> None:
            still = self.looking
            wanted = (still.copy, still.page, round(self._width * still.zoom)) if still is not None else None
            if still is not None and wanted == (copy, now.page, width):
                self.looking = replace(still, picture=picture)
                self._refresh()

        self._context.run.run_long(
            lambda _progress: self._eyes.draw_page(copy.name, copy.type, now.content, now.page, width),
            drawn,
            self._unseen,
        )

    def fit(self, width: int) -> None:
        """The window is wider or narrower now."""
        if self.looking is not None and abs(width - self._width) > SAME_WIDTH:
            self._width = width
            self._draw()

    def turn(self, step: int) -> None:
        """To the next page or the one before."""
        now = self.looking
        if now is not None and 0 <= now.page + step < now.copy.pages:
            self.looking = replace(now, page=now.page + step)
            self._refresh()
            self._draw()

    def zoom(self, step: int) -> None:
        """Bigger or smaller."""
        now = self.looking
        if now is None:
            return
        place = ZOOMS.index(now.zoom) + step
        if 0 <= place < len(ZOOMS):
            self.looking = replace(now, zoom=ZOOMS[place])
            self._draw()

    def close(self) -> None:
        """The bytes are let go."""
        if self.looking is not None:
            self.looking = None
            self._refresh()

    def remove(self, copy: str) -> None:
        """Off the list, with undo."""
        session = self._context.session

        def done(changes: Changes) -> None:
            def undo() -> None:
                self._context.run.run(
                    lambda: session.store.undo(changes.batch, session.staff), lambda _changes: self._changed()
                )

            self._context.messages.notify(_("Copia tolta. Tra 30 giorni si cancella per sempre."), "success", undo)
            self._changed()

        self.close()
        self._context.run.run(lambda: remove_copy(session, copy), done)


def copy_words(copy: CopyLine) -> str:
    """«contratto.pdf · 2 pagine · 340 kB · 24/11/2026, G. Ferrero»."""
    size = copy.size
    weight = f"{decimal(size / 1_000_000, 1)} MB" if size >= 1_000_000 else f"{max(1, size // 1000)} kB"
    pages = n_("{n} pagina", "{n} pagine", copy.pages).format(n=copy.pages)
    when = f"{numbers(copy.on)}, {copy.by}" if copy.by else numbers(copy.on)
    return " · ".join((copy.name, pages, weight, when))
