"""Make this machine known to a server: a key pair of its own, shown with a one-time code."""

import msgspec

from desk.db import former
from desk.db.store import Store
from desk.office.front.tickets import MACHINE_NUMBER
from desk.office.machine.replica import ACKNOWLEDGED, CURSOR, MARK, SERVER, remember_name
from desk.sync.client import Membership, enrol, refused
from desk.sync.kept_line import checked_url
from desk.sync.machine_key import new_key, public_part
from desk.sync.wire import VERSION, EnrolAnswer, EnrolAsk, Refusal

MACHINE_KEY = "machine-key"
SCOPE = "machine-scope"
LOBBY, HUB, OFFICE = "lobby", "hub", "office"


class Server(msgspec.Struct, frozen=True):
    """What is remembered of the server."""

    url: str
    server: str
    office: str


def enrol_machine(store: Store, url: str, code: str, *, lobby: bool = False) -> EnrolAnswer:
    """Raises NotAllowed, BadInput or NetworkAway with one line; asked again after a cut, it ends the same.

    `lobby`: this is a kiosk or a display; a desk's code is refused, so that families' data never come here.
    """
    url = checked_url(url)
    key = store.secrets.get(MACHINE_KEY)
    if key is None:
        key = new_key()
        store.secrets.set(MACHINE_KEY, key)
    ask = EnrolAsk(
        version=VERSION,
        code=code.strip(),
        device=store.device,
        public_key=public_part(key),
        scope=LOBBY if lobby else OFFICE,
    )
    answer = enrol(url, ask)
    if answer.scope != ask.scope:  # an older server does not look at what is asked for
        raise refused(403, msgspec.json.encode(Refusal(error=f"for-{answer.scope}", message="")))
    known, before = Server(url, answer.server, answer.office), server_known(store)
    if before and before.server != answer.server:  # another server counts anew; told twice, it changes nothing
        store.remember(ACKNOWLEDGED, "0")
        store.remember(CURSOR, "0")
        store.remember(MARK, "0")
        with store.keep() as connection:
            former.forget_the_server(connection)
    remember_name(store)
    store.remember(SCOPE, answer.scope)
    store.remember(MACHINE_NUMBER, str(answer.number))
    store.remember(SERVER, msgspec.json.encode(known).decode())
    return answer


def server_moved(store: Store, url: str) -> None:
    """The same server, found at another address."""
    kept = store.remembered(SERVER)
    if kept is not None:
        known = msgspec.structs.replace(msgspec.json.decode(kept, type=Server), url=checked_url(url))
        store.remember(SERVER, msgspec.json.encode(known).decode())


def server_known(store: Store) -> Server | None:
    """What enrolment left; None before."""
    return read_server(store.remembered(SERVER))


def read_server(kept: str | None) -> Server | None:
    """From what is remembered under `SERVER`."""
    return msgspec.json.decode(kept, type=Server) if kept else None


def is_lobby(store: Store) -> bool:
    """True on a kiosk or display with a store of its own."""
    return store.remembered(SCOPE) == LOBBY


def membership(store: Store) -> Membership | None:
    """Where this machine belongs; None before enrolment."""
    known, key = server_known(store), store.secrets.get(MACHINE_KEY)
    if known is None or key is None:
        return None
    return Membership(known.url, known.server, store.device, key)
