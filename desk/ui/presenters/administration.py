"""Administration without its pixels: staff, rooms, the office's own facts, this machine. No Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from desk.catalogue.equipment import equipment_words, load_equipment
from desk.catalogue.services import load_services
from desk.db.changes import Changes
from desk.domain.languages import LANGUAGES
from desk.domain.roles import ROLE_WORDS, Role
from desk.errors import BadInput, DeskError
from desk.i18n import _, n_
from desk.office.appointments.left_outside import to_move_now
from desk.office.appointments.rooms import Room, read_rooms, save_room, use_room
from desk.office.household.scan_folder import set_scan_folder
from desk.office.machine import staff_accounts as accounts
from desk.office.machine.check_store import check
from desk.office.machine.enrol import enrol_machine
from desk.office.machine.machines import name_machine
from desk.office.machine.staff_accounts import Account
from desk.office.machine.this_machine import Machine, copy_now, read_machine
from desk.office.place import Place, change_place, read_place
from desk.office.session import Session
from desk.ui.presenters.availability import moved_words
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.role_words import title_words

HEARD = ("staff", "room", "office", "machine")
Failed = Callable[[str], None]


@dataclass(frozen=True)
class Everything:
    """What the page shows, as one moment saw it."""

    staff: tuple[Account, ...]
    rooms: tuple[Room, ...]
    place: Place
    machine: Machine


def read_everything(session: Session) -> Everything:
    return Everything(accounts.read_staff(session), read_rooms(session), read_place(session), read_machine(session))


class AdministrationPresenter:
    """Each action ends with a line that can be undone, or with `failed(sentence)` inside its form."""

    def __init__(self, context: ScreenContext, refresh: Callable[[], None]) -> None:
        self._context, self._refresh = context, refresh
        self.facts: Everything | None = None
        self.working = ""

    def show(self) -> None:
        session = self._context.session
        self._context.run.run(lambda: read_everything(session), self._have)

    def _have(self, facts: Everything) -> None:
        self.facts = facts
        self._refresh()

    def on_changes(self, changes: Changes) -> None:
        if changes.touches(*HEARD):
            self.show()

    def is_me(self, account: Account) -> bool:
        return account.id == self._context.session.staff

    # — staff —

    def add_staff(self, typed: dict[str, Any], failed: Failed) -> None:
        facts = _account_facts(typed)
        password = str(typed["password"])
        self._do(
            lambda session: accounts.add_staff(session, password=password, **facts),
            _("{name} può entrare da subito.").format(name=facts["given"]),
            failed,
        )

    def change_staff(self, account: Account, typed: dict[str, Any], failed: Failed) -> None:
        facts = _account_facts(typed)
        self._do(
            lambda session: accounts.change_staff(session, account.id, **facts),
            _("Salvato: {name}.").format(name=account.name),
            failed,
        )

    def new_password(self, account: Account, typed: dict[str, Any], failed: Failed) -> None:
        if typed["password"] != typed["again"]:
            failed(_("Le due password non sono uguali."))
            return
        password = str(typed["password"])
        said = _("Nuova password per {name}.").format(name=account.name)
        self._do(lambda session: accounts.new_password(session, account.id, password), said, failed)

    def retire(self, account: Account) -> None:
        said = _("{name} non entra più.").format(name=account.name)
        self._do(lambda session: accounts.retire(session, account.id), said, self._say, counted=True)

    def come_back(self, account: Account) -> None:
        said = _("{name} può entrare di nuovo.").format(name=account.name)
        self._do(lambda session: accounts.come_back(session, account.id), said, self._say)

    # — rooms and the office —

    def save_room(self, known: Room | None, typed: dict[str, Any], failed: Failed) -> None:
        try:
            number, seats = _whole(typed["number"], _("Numero")), _whole(typed["seats"], _("Posti"))
        except BadInput as error:
            failed(str(error))
            return
        name, accessible, equipment = str(typed["name"]), bool(typed["accessible"]), tuple(typed["equipment"])
        self._do(
            lambda session: save_room(
                session,
                known.id if known else None,
                name=name,
                number=number,
                seats=seats,
                accessible=accessible,
                equipment=equipment,
            ),
            _("Salvato: {name}.").format(name=name),
            failed,
        )

    def use_room(self, known: Room, active: bool) -> None:
        words = _("{name} è di nuovo in uso.") if active else _("{name} non è più in uso.")
        said = words.format(name=known.name)
        self._do(lambda session: use_room(session, known.id, active), said, self._say, counted=not active)

    def change_place(self, typed: dict[str, Any], failed: Failed) -> None:
        place = Place(**{name: str(text) for name, text in typed.items()})
        self._do(lambda session: change_place(session, place), _("Salvato: {name}.").format(name=place.name), failed)

    # — this machine —

    def copy_now(self) -> None:
        session = self._context.session
        self._long(
            _("Copio…"), lambda: copy_now(session).name, lambda name: _("Copia salvata: {name}.").format(name=name)
        )

    def check_now(self) -> None:
        session = self._context.session

        def look() -> str:
            report = check(session)
            if report.ok:
                return n_(
                    "Tutto intero: {n} registrazione.", "Tutto intero: {n} registrazioni.", report.entries
                ).format(n=report.entries)
            raise DeskError(" ".join(report.problems))

        self._long(_("Controllo…"), look, lambda words: words)

    def name_machine(self, typed: dict[str, Any], failed: Failed) -> None:
        """How the office calls this computer, and where it stands."""
        name, place = str(typed["name"]), str(typed["room"] or "")
        self._do(lambda session: name_machine(session, name, place), _("Salvato: {name}.").format(name=name), failed)

    def enrol(self, typed: dict[str, Any], failed: Failed) -> None:
        """With the address of the server and the one-time code."""
        store = self._context.session.store
        url, code = str(typed["url"]).strip(), str(typed["code"]).strip()

        def done(_answer: object) -> None:
            self._context.messages.notify(_("Questo computer è collegato al server."), "success")
            self.show()

        self._context.run.run(lambda: enrol_machine(store, url, code), done, lambda error: failed(str(error)))

    def set_scan_folder(self, typed: dict[str, Any], failed: Failed) -> None:
        """Where this machine's scanner writes."""
        session, folder = self._context.session, str(typed["folder"])

        def done(_nothing: object) -> None:
            words = _("Guardo nella cartella dello scanner.") if folder.strip() else _("Nessuna cartella da guardare.")
            self._context.messages.notify(words, "success")
            self.show()

        self._context.run.run(lambda: set_scan_folder(session, folder), done, lambda error: failed(str(error)))

    def _long(self, verb: str, work: Callable[[], str], words: Callable[[str], str]) -> None:
        self.working = verb
        self._refresh()

        def done(result: str) -> None:
            self.working = ""
            self._context.messages.notify(words(result), "success")
            self.show()

        def fault(error: DeskError) -> None:
            self.working = ""
            self._refresh()
            self._context.messages.notify(str(error), "danger")

        self._context.run.run_long(lambda _progress: work(), done, fault)

    # — the one way of all actions —

    def _do(self, act: Callable[[Session], Changes], said: str, failed: Failed, *, counted: bool = False) -> None:
        """`counted`: whose going leaves appointments to move; how many is said with it."""
        session, context = self._context.session, self._context

        def work() -> tuple[Changes, int]:
            if not counted:
                return act(session), 0
            before = to_move_now(session)
            changes = act(session)
            return changes, len(to_move_now(session) - before)

        def done(did: tuple[Changes, int]) -> None:
            changes, moved = did

            def undo() -> None:
                context.run.run(lambda: session.store.undo(changes.batch, session.staff), lambda _changes: self.show())

            words = " ".join(filter(None, (said, moved_words(moved) if moved else "")))
            context.messages.notify(words, "warning" if moved else "success", undo if changes.batch else None)
            self.show()

        context.run.run(work, done, lambda error: failed(str(error)))

    def _say(self, text: str) -> None:
        self._context.messages.notify(text, "danger")


def _account_facts(typed: dict[str, Any]) -> dict[str, Any]:
    return {
        "username": str(typed["username"]),
        "given": str(typed["given"]),
        "surname": str(typed["surname"]),
        "role": Role(typed["role"]),
        "title": str(typed["title"]),
        "languages": tuple(typed["languages"]),
        "services": tuple(typed["services"]),
        "travel": _whole(typed["travel"].strip() or "0", _("Viaggio")),
        "phone": str(typed["phone"]),
    }


def _whole(typed: str, name: str) -> int:
    if not typed.strip().isdigit():
        raise BadInput(_("{name}: scrivi una cifra.").format(name=name))
    return int(typed)


def roles() -> list[tuple[str, str]]:
    return [(role.value, _(words)) for role, words in ROLE_WORDS.items() if role is not Role.SYSTEM]


def languages() -> list[tuple[str, str]]:
    return [(code, _(words)) for code, words in LANGUAGES.items()]


def services() -> list[tuple[str, str]]:
    return [(each.id, _(each.title)) for each in load_services().values()] + [
        (accounts.INTERPRETER, _("Fa da interprete"))
    ]


def account_words(account: Account) -> str:
    """«Assistente sociale · italiano, francese»."""
    spoken = ", ".join(_(LANGUAGES[code]) for code in account.languages if code in LANGUAGES)
    role = _(ROLE_WORDS[account.role])
    title = title_words(account.title)
    parts = (title if title.casefold() != role.casefold() else "", role, spoken)
    return " · ".join(part for part in parts if part)


def room_words(room: Room) -> str:
    """«5 posti · senza barriere»."""
    seats = n_("{n} posto", "{n} posti", room.seats).format(n=room.seats)
    steps = _("senza barriere") if room.accessible else _("con gradini")
    return " · ".join([seats, steps, *(equipment_words(each).lower() for each in room.equipment)])


def equipment() -> list[tuple[str, str]]:
    return [(each, equipment_words(each)) for each in load_equipment()]
