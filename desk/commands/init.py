"""`desk init`: a new store."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from desk.commands.common import data_folder, read_secret_file, write_file
from desk.db.store import create_store
from desk.office.found_office import found_office
from desk.office.recovery_sheet import recovery_sheet
from desk.office.session import system_session


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--office", required=True, help="the office's name")
    parser.add_argument("--admin", required=True, metavar="USER", help="user name of the first administrator")
    parser.add_argument("--password-file", required=True, type=Path, help="file whose first line is the password")
    parser.add_argument("--sheet", type=Path, help="where to put the recovery sheet (PDF); print it, then delete it")


def run(arguments: Namespace) -> int:
    password = read_secret_file(arguments.password_file)
    folder = data_folder()
    store = create_store(folder)
    try:
        session = system_session(store)
        found_office(session, name=arguments.office, administrator=arguments.admin, password=password)
        sheet = arguments.sheet or folder / "recovery-sheet.pdf"
        write_file(sheet, recovery_sheet(session))
    finally:
        store.close()
    print(f"Store: {folder}")
    print(f"Recovery sheet: {sheet}  (print it for the safe, then delete the file)")
    return 0
