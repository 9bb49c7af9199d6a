"""What waits in the folder of the scanner, and the plain file's going once its copy is safe. No Qt."""

from collections.abc import Callable, Sequence

from desk.errors import DeskError
from desk.i18n import _
from desk.office.household.scan_folder import Waiting, clear_file, scan_folder, waiting_files
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.copies import From


class ScansPresenter:
    """`folder` is empty where none is watched; `taken`: files whose copy is in the store, by path."""

    def __init__(self, context: ScreenContext, refresh: Callable[[], None]) -> None:
        self._context, self._refresh = context, refresh
        self.folder = ""
        self.files: tuple[Waiting, ...] = ()
        self.taken: dict[str, From] = {}
        self.fault = ""

    def look(self) -> None:
        """Read the folder, beside the work on the page: it may lie on a slow network."""
        session = self._context.session

        def read(_progress: object) -> tuple[str, tuple[Waiting, ...]]:
            folder = scan_folder(session.store)
            return (str(folder), waiting_files(session)) if folder else ("", ())

        self._context.run.run_long(read, self._have, self._away)

    def _have(self, found: tuple[str, tuple[Waiting, ...]]) -> None:
        folder, files = found
        here = {each.path for each in files}
        if (folder, files, "") != (self.folder, self.files, self.fault):
            self.folder, self.files, self.fault = folder, files, ""
            self.taken = {path: each for path, each in self.taken.items() if path in here}
            self._refresh()

    def _away(self, error: DeskError) -> None:
        if self.fault != str(error):
            self.files, self.fault = (), str(error)
            self._refresh()

    def hear(self, files: Sequence[From]) -> None:
        """Copies were made: of files from here the plain one may go now."""
        here = {each.path for each in self.files}
        new = {each.path: each for each in files if each.path in here}
        if new:
            self.taken |= new
            self._refresh()

    def clear(self, path: str) -> None:
        """The person wants the plain file gone."""
        known = self.taken.get(path)
        if known is None:
            return
        session = self._context.session

        def gone(_nothing: None) -> None:
            self._context.messages.notify(_("File tolto dalla cartella: la copia è nell'archivio."), "success")
            self.look()

        def refused(error: DeskError) -> None:
            self.taken.pop(path, None)
            self.fault = str(error)
            self._refresh()

        self._context.run.run_long(
            lambda _progress: clear_file(session, path, known.source, known.attachment), gone, refused
        )

    def leave_there(self, path: str) -> None:
        """It stays in the folder, and on the list."""
        self.taken.pop(path, None)
        self._refresh()
