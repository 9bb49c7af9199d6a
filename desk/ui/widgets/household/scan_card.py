"""What the scanner has left in its folder: taken with one press; the plain file goes when the person says so."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QFileSystemWatcher, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.i18n import _
from desk.office.day_words import hour, numbers
from desk.office.household.scan_folder import Waiting
from desk.ui.presenters.scans import ScansPresenter
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.alert import Alert
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.card import Card
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.text import IconLabel, label, line

MOST_SHOWN = 6


class ScanCard(Card):
    """`wanted(path)`: a file is to be taken. Hidden where no folder is watched or nothing lies in it."""

    wanted = Signal(str)

    def __init__(self, presenter: ScansPresenter, today: date) -> None:
        super().__init__(_("Dallo scanner"), "camera")
        self._presenter, self._today = presenter, today
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px(8))
        self.body.addLayout(self._rows)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(presenter.look)
        self.hide()

    def show_files(self) -> None:
        presenter = self._presenter
        watched = [presenter.folder] if presenter.folder else []
        if self._watcher.directories() != watched:
            if self._watcher.directories():
                self._watcher.removePaths(self._watcher.directories())
            if watched:
                self._watcher.addPaths(watched)
        empty(self._rows)
        if presenter.fault:
            self._rows.addWidget(Alert(presenter.fault, kind="warning"))
        for place, file in enumerate(presenter.files[:MOST_SHOWN]):
            if place:
                self._rows.addWidget(line())
            self._rows.addWidget(self._row(file))
        more = len(presenter.files) - MOST_SHOWN
        if more > 0:
            self._rows.addWidget(label(_("e altri {n}").format(n=more), "second", "muted"))
        if self.parentWidget() is not None:  # never shown before it has its place
            self.setVisible(bool(presenter.files or presenter.fault))

    def _row(self, file: Waiting) -> QWidget:
        presenter = self._presenter
        made = QWidget()
        made.setAccessibleName(file.name)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        taken = file.path in presenter.taken
        row.addWidget(IconLabel("done" if taken else "document", tokens.SUCCESS if taken else tokens.MUTED))
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(label(file.name, "strong", wrap=True))
        when = f"{numbers(file.at.date(), self._today)}, {hour(file.at)}"
        words = _("La copia è nell'archivio: il file nella cartella non serve più.") if taken else when
        said.addWidget(label(words, "second", "muted", wrap=True))
        row.addLayout(said, 1)
        acts: list[tuple[str, str, Callable[[], object]]] = (
            [
                (_("Cancella il file"), "outlined", lambda: presenter.clear(file.path)),
                (_("Lascialo lì"), "quiet", lambda: presenter.leave_there(file.path)),
            ]
            if taken
            else [(_("Prendi"), "outlined", lambda: self.wanted.emit(file.path))]
        )
        for text, kind, act in acts:
            button = Button(text, kind, size="small")
            button.setAccessibleName(f"{text}: {file.name}")
            button.clicked.connect(lambda _on=False, act=act: act())
            row.addWidget(button)
        return made
