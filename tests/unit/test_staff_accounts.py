"""Who works here: adding, correcting, passwords, leaving; the growing wait after wrong passwords."""

import pytest

from desk.db.store import Store
from desk.domain.roles import Role
from desk.errors import BadInput, NotAllowed
from desk.office.appointments.rooms import read_rooms, save_room, use_room
from desk.office.machine.sign_in import sign_in
from desk.office.machine.staff_accounts import add_staff, change_staff, come_back, new_password, read_staff, retire
from desk.office.place import Place, change_place, read_place
from desk.office.session import Session, system_session
from tests.conftest import Clock

PASSWORD = "una-parola-lunga"
ADMIN = {"username": "acosta", "given": "Andrea", "surname": "Costa", "role": Role.ADMINISTRATOR, "password": PASSWORD}
LUCIA = {"username": "Lrossi", "given": "Lucia", "surname": "Rossi", "role": Role.CASEWORKER, "password": PASSWORD}


@pytest.fixture
def admin(store: Store) -> Session:
    """The first administrator at work."""
    add_staff(system_session(store), **ADMIN)
    return sign_in(store, "acosta", PASSWORD)


def test_somebody_added_can_sign_in_at_once(admin: Session) -> None:
    add_staff(admin, **LUCIA, languages=("it", "ro"), services=("interview", "interpreter"))
    entered = sign_in(admin.store, "lrossi", PASSWORD)
    assert (entered.name, entered.role) == ("Lucia Rossi", Role.CASEWORKER)
    lucia = next(each for each in read_staff(admin) if each.surname == "Rossi")
    assert (lucia.languages, lucia.services) == (("it", "ro"), ("interview", "interpreter"))


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"username": "acosta"}, "già preso"),
        ({"username": " "}, "Servono nome"),
        ({"username": "due parole"}, "parola sola"),
        ({"surname": ""}, "Servono nome"),
        ({"password": "corta"}, "corta"),
        ({"services": ("cucina",)}, "cucina"),
        ({"role": Role.SYSTEM}, "ruolo"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_added(admin: Session, facts: dict[str, object], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        add_staff(admin, **(LUCIA | facts))
    assert len(read_staff(admin)) == 1


def test_only_an_administrator_manages_staff(admin: Session) -> None:
    add_staff(admin, **LUCIA)
    lucia = sign_in(admin.store, "lrossi", PASSWORD)
    with pytest.raises(NotAllowed):
        add_staff(lucia, **(LUCIA | {"username": "altra"}))


def test_who_has_left_cannot_enter_until_taken_back(admin: Session) -> None:
    add_staff(admin, **LUCIA)
    lucia = next(each for each in read_staff(admin) if each.surname == "Rossi")
    retire(admin, lucia.id)
    with pytest.raises(NotAllowed):
        sign_in(admin.store, "lrossi", PASSWORD)
    come_back(admin, lucia.id)
    assert sign_in(admin.store, "lrossi", PASSWORD)


def test_the_office_keeps_an_administrator(admin: Session) -> None:
    me = read_staff(admin)[0]
    with pytest.raises(BadInput, match="te stesso"):
        retire(admin, me.id)
    with pytest.raises(BadInput, match="unico amministratore"):
        change_staff(
            admin,
            me.id,
            username="acosta",
            given="Andrea",
            surname="Costa",
            role=Role.RECEPTION,
            title="",
            languages=("it",),
            services=(),
        )


def test_a_new_password_replaces_the_old_one(admin: Session) -> None:
    add_staff(admin, **LUCIA)
    lucia = next(each for each in read_staff(admin) if each.surname == "Rossi")
    new_password(admin, lucia.id, "tutta-un-altra-cosa")
    with pytest.raises(NotAllowed):
        sign_in(admin.store, "lrossi", PASSWORD)
    assert sign_in(admin.store, "lrossi", "tutta-un-altra-cosa")


def test_a_clock_that_was_ahead_keeps_nobody_out(store: Store, clock: Clock) -> None:
    add_staff(system_session(store), **ADMIN)
    clock.forward(days=3)
    for _try in range(3):
        with pytest.raises(NotAllowed):
            sign_in(store, "acosta", "sbagliata")
    clock.forward(days=-3)
    with pytest.raises(NotAllowed, match="riprova tra 2 secondi"):
        sign_in(store, "acosta", PASSWORD)
    clock.forward(seconds=3)
    assert sign_in(store, "acosta", PASSWORD).name == "Andrea Costa"


def test_wrong_passwords_make_the_next_try_wait_longer(store: Store, clock: Clock) -> None:
    add_staff(system_session(store), **LUCIA)
    for _try in range(3):
        with pytest.raises(NotAllowed, match="non giusti"):
            sign_in(store, "lrossi", "sbagliata")
    with pytest.raises(NotAllowed, match="2 secondi"):
        sign_in(store, "lrossi", PASSWORD)
    clock.forward(seconds=3)
    with pytest.raises(NotAllowed, match="non giusti"):
        sign_in(store, "lrossi", "sbagliata")
    with pytest.raises(NotAllowed, match="4 secondi"):
        sign_in(store, "LROSSI ", PASSWORD)
    clock.forward(minutes=5)
    assert sign_in(store, "lrossi", PASSWORD)
    with pytest.raises(NotAllowed, match="non giusti"):
        sign_in(store, "lrossi", "sbagliata")


def test_rooms_are_added_corrected_and_taken_out_of_use(admin: Session) -> None:
    save_room(admin, None, name="Stanza 1", number=1, seats=5, accessible=True)
    with pytest.raises(BadInput, match="numero 1"):
        save_room(admin, None, name="Altra", number=1, seats=5, accessible=False)
    first = read_rooms(admin)[0]
    save_room(admin, first.id, name="Stanza grande", number=1, seats=8, accessible=True)
    use_room(admin, first.id, active=False)
    kept = read_rooms(admin)[0]
    assert (kept.name, kept.seats, kept.active) == ("Stanza grande", 8, False)


def test_the_office_says_what_cannot_be_reached(admin: Session) -> None:
    change_place(admin, Place("Polo Nord", "Via Prova 1", "011 5550100", "polo@example.org", "Tram 4"))
    assert read_place(admin).phone == "011 555 0100"
    with pytest.raises(BadInput):
        change_place(admin, Place("Polo Nord", phone="abc"))
    with pytest.raises(BadInput):
        change_place(admin, Place(" "))
    assert read_place(admin).email == "polo@example.org"
