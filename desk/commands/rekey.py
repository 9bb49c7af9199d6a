"""`desk rekey`: a new key and a new recovery sheet, or a new office passphrase."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from desk.commands.common import keepers, machine, write_file
from desk.db.keys import PassphraseSecrets, read_passphrase
from desk.db.place import read_card
from desk.db.restore import change_key
from desk.db.store import utc_now
from desk.errors import BadInput, DeskError
from desk.i18n import _
from desk.office.papers.recovery_sheet import SHEET_NAME, recovery_sheet
from desk.settings import PASSPHRASE_FILE, data_folder


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--sheet", type=Path, help="where to put the recovery sheet (PDF); print it, then delete it")
    parser.add_argument(
        "--new-passphrase-file", type=Path, help="seal the key under the office passphrase in this file from now on"
    )


def run(arguments: Namespace) -> int:
    folder = data_folder()
    keeper = keepers(folder)(folder, read_card(folder).store)
    if arguments.new_passphrase_file:
        if not isinstance(keeper, PassphraseSecrets):
            raise BadInput(_("La chiave di questo archivio è nel portachiavi: non c'è una frase da cambiare."))
        keeper.change_passphrase(read_passphrase(arguments.new_passphrase_file))
        print(_("D'ora in poi indica il file nuovo con {setting}.").format(setting=PASSPHRASE_FILE.name))
        return 0
    sheet = arguments.sheet or folder / SHEET_NAME
    fresh = not sheet.exists()
    if fresh:
        write_file(sheet, b"")  # a key without its sheet must not be: better to hear now that there is no room for it
    try:
        change_key(folder, keepers(folder), utc_now)
    except DeskError:
        if fresh:
            sheet.unlink()
        raise
    with machine() as session:
        write_file(sheet, recovery_sheet(session))
    print(f"Recovery sheet: {sheet}  (print it for the safe, then delete the file; destroy the old one)")
    print(_("Le copie fatte prima si aprono solo con il foglio vecchio: fanne subito una con «desk backup»."))
    return 0
