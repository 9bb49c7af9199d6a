"""`desk enrol`: make this machine known to a hub or backend; a machine without a store gets one, filled from there."""

from argparse import ArgumentParser, Namespace

from sqlalchemy import select

from desk.commands.common import keepers, machine, show, write_file
from desk.db.engine import FILE_NAME
from desk.db.place import CARD_FILE
from desk.db.store import create_store
from desk.db.tables import office
from desk.office.lobby.kiosk import announce
from desk.office.machine.enrol import enrol_machine
from desk.office.machine.restore import name_anew
from desk.office.machine.synchronise import synchronise
from desk.office.papers.recovery_sheet import SHEET_NAME, recovery_sheet
from desk.office.session import Session
from desk.settings import data_folder


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--server", required=True, help="https://…; http:// only to this very machine")
    parser.add_argument("--code", required=True, help="the one-time code of «desk code»")
    parser.add_argument("--lobby", action="store_true", help="a kiosk or a display")
    parser.add_argument(
        "--anew",
        action="store_true",
        help="under a new name: the store was copied to a second computer, or put back to a copy by hand",
    )
    parser.add_argument("--json", action="store_true")


def run(arguments: Namespace) -> int:
    folder = data_folder()
    if not any((folder / name).exists() for name in (FILE_NAME, CARD_FILE)):
        create_store(folder).close()
    if arguments.anew:
        name_anew(folder, keepers(folder))
    sheet = folder / SHEET_NAME
    with machine() as session:
        bare = not arguments.lobby and _is_bare(session)
        answer = enrol_machine(session.store, arguments.server, arguments.code, lobby=arguments.lobby)
        if arguments.lobby:
            announce(session.store)
        if bare:
            synchronise(session.store)  # whoever works in the office can sign in at once
            write_file(sheet, recovery_sheet(session))
    if arguments.json:
        show({"ok": True, "office": answer.office, "scope": answer.scope, "sheet": str(sheet) if bare else ""})
        return 0
    print(f"{answer.office} · {answer.scope}")
    if bare:
        print(f"Recovery sheet: {sheet}  (print it for the safe, then delete the file)")
    return 0


def _is_bare(session: Session) -> bool:
    """True for a store that knows no office yet."""
    with session.store.read() as connection:
        return connection.execute(select(office.c.id).limit(1)).first() is None
