"""Make this machine known to a server: a key pair of its own, shown with a one-time code."""

import msgspec

from desk.db.store import Store
from desk.sync.client import Membership, checked_url, enrol
from desk.sync.machine_key import new_key, public_part
from desk.sync.wire import VERSION, EnrolAnswer, EnrolAsk

MACHINE_KEY = "machine-key"
SERVER = "sync-server"


class _Server(msgspec.Struct, frozen=True):
    """What is remembered of the server."""

    url: str
    server: str
    office: str


def enrol_machine(store: Store, url: str, code: str) -> EnrolAnswer:
    """Raises NotAllowed, BadInput or NetworkAway with one line; asked again after a cut, it ends the same."""
    url = checked_url(url)
    key = store.secrets.get(MACHINE_KEY)
    if key is None:
        key = new_key()
        store.secrets.set(MACHINE_KEY, key)
    answer = enrol(url, EnrolAsk(version=VERSION, code=code.strip(), device=store.device, public_key=public_part(key)))
    known = _Server(url, answer.server, answer.office)
    store.remember(SERVER, msgspec.json.encode(known).decode())
    return answer


def membership(store: Store) -> Membership | None:
    """Where this machine belongs; None before enrolment."""
    kept, key = store.remembered(SERVER), store.secrets.get(MACHINE_KEY)
    if kept is None or key is None:
        return None
    known = msgspec.json.decode(kept, type=_Server)
    return Membership(known.url, known.server, store.device, key)
