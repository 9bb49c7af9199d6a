"""The folder into which this machine's scanner or camera writes: what waits there, and its going once it is safe."""

import stat
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from desk.db.store import Store
from desk.domain.roles import May
from desk.errors import BadInput
from desk.i18n import _
from desk.office.household.attachment_file import read_bounded, shown_name
from desk.office.household.attachments import is_safe
from desk.office.session import ZONE, Session
from desk.settings import SCAN_FOLDER

_KEPT = "scan-folder"
MOST_FILES = 50


@dataclass(frozen=True)
class Waiting:
    """A file that somebody scanned; `at` in the office's time zone."""

    path: str
    name: str
    at: datetime


def scan_folder(store: Store) -> Path | None:
    """As the IT person set it for this machine; None where nothing is watched."""
    text = SCAN_FOLDER.value() or store.remembered(_KEPT) or ""
    return Path(text).expanduser() if text else None


def set_scan_folder(session: Session, text: str) -> None:
    """Empty: no folder is watched. It must be there, and no part of the store."""
    session.require(May.MANAGE_STAFF)
    text = text.strip()
    if text:
        folder, own = Path(text).expanduser(), session.store.folder.resolve()
        if not folder.is_absolute() or not folder.is_dir():
            raise BadInput(_("La cartella «{folder}» non c'è: scrivi il percorso intero.").format(folder=text))
        if folder.resolve() == own or own in folder.resolve().parents or folder.resolve() in own.parents:
            raise BadInput(_("Serve una cartella fuori dall'archivio: da qui si tolgono i file già presi."))
    session.store.remember(_KEPT, text)


def waiting_files(session: Session) -> tuple[Waiting, ...]:
    """Plain files only, the newest first; links are not followed. Raises BadInput where the folder is away."""
    session.require(May.EDIT_HOUSEHOLD)
    folder = scan_folder(session.store)
    if folder is None:
        return ()
    found = []
    try:
        for each in folder.iterdir():
            facts = each.lstat()
            if stat.S_ISREG(facts.st_mode) and not each.name.startswith("."):
                found.append((facts.st_mtime, each))
    except FileNotFoundError as error:
        if not folder.is_dir():
            raise _away(folder) from error
    except OSError as error:
        raise _away(folder) from error
    found.sort(key=lambda each: each[0], reverse=True)
    return tuple(
        Waiting(str(path), shown_name(path.name), datetime.fromtimestamp(at, UTC).astimezone(ZONE))
        for at, path in found[:MOST_FILES]
    )


def clear_file(session: Session, path: str, source: str, copy: str) -> None:
    """Take the plain file away: only if its copy can be read back whole, and the file is still the one that was taken.
    `source`: the digest it had then."""
    session.require(May.EDIT_HOUSEHOLD)
    file = Path(path)
    folder = scan_folder(session.store)
    name = shown_name(file.name)
    if folder is None or file.parent != folder:
        raise BadInput(_("«{name}» non è nella cartella dello scanner: non l'ho toccato.").format(name=name))
    if not is_safe(session, copy):
        raise BadInput(_("La copia di «{name}» non è nell'archivio: il file resta dov'è.").format(name=name))
    if sha256(read_bounded(file)).hexdigest() != source:
        raise BadInput(_("«{name}» è cambiato dopo che l'ho preso: il file resta dov'è.").format(name=name))
    try:
        file.unlink()
    except OSError as error:
        fault = error.strerror or str(error)
        raise BadInput(_("Non riesco a cancellare «{name}»: {fault}.").format(name=name, fault=fault)) from error


def _away(folder: Path) -> BadInput:
    return BadInput(_("La cartella dello scanner {folder} non risponde.").format(folder=folder))
