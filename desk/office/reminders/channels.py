"""How messages leave this office: the mail server and the SMS gateway, as a file says; passwords from the keyring."""

import tomllib
from pathlib import Path
from typing import Any, Literal, Protocol
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from desk import settings
from desk.catalogue import files
from desk.db.keys import Secrets
from desk.domain.reminders import Way
from desk.errors import BadInput, BadResource, DeskError
from desk.i18n import _

BOUNCED = "bounced"
"""The fault of a message that had left and came back."""
NO_SUCH_ADDRESS = frozenset({510, 511, 512, 513, 515, 550, 551, 553, 556})
NO_SUCH_NUMBER = frozenset({404, 410, 422})
"""Answers that speak of the address or number, not of the message."""
DEAD = frozenset({BOUNCED, *(f"smtp {code}" for code in NO_SUCH_ADDRESS), *(f"http {code}" for code in NO_SUCH_NUMBER)})
"""The faults after which nothing more is sent there, until somebody corrects it."""

HERE = frozenset({"127.0.0.1", "::1", "localhost"})
"""Only to this very computer may anything go without TLS."""


class Email(Struct, frozen=True, forbid_unknown_fields=True):
    """The mail server. Without `host` no mail leaves."""

    host: str = ""
    port: int = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    sender: str = ""
    reply: bool = False
    """Answers reach `desk serve`: the mail says «rispondete NO»."""
    authority: str = ""
    """A file with the certificate authority of a mail server of one's own; empty: those the computer trusts."""


class Reply(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a reply that the gateway hands to `desk serve` says who wrote and what; `refuse`: words that mean no."""

    sender: str = "from"
    text: str = "text"
    refuse: tuple[str, ...] = ("no",)


class Sms(Struct, frozen=True, forbid_unknown_fields=True):
    """An HTTP gateway that takes one JSON POST for each message. Without `url` no message leaves."""

    url: str = ""
    accepted: tuple[int, ...] = (200, 201, 202)
    answer_id: str = ""
    reply: Reply | None = None
    headers: dict[str, str] = {}
    body: dict[str, Any] = {}


class Channels(Struct, frozen=True, forbid_unknown_fields=True):
    """Both, as the file says."""

    email: Email = Email()
    sms: Sms = Sms()

    def ready(self) -> frozenset[Way]:
        """The ways on which a message can leave."""
        return frozenset(way for way, there in ((Way.SMS, self.sms.url), (Way.EMAIL, self.email.host)) if there)


class Note(Struct, frozen=True):
    """One message for one family. `id`: the same for the same reminder, whoever sends it."""

    id: str
    to: str
    text: str
    subject: str = ""
    calendar: bytes = b""


class NotSent(DeskError):
    """The message has certainly not left. `again`: another try may help; `wrong`: the address does not exist."""

    def __init__(self, fault: str, *, again: bool = False, wrong: bool = False) -> None:
        super().__init__(fault)
        self.fault, self.again, self.wrong = fault, again, wrong


class Unsure(DeskError):
    """The line broke when the message may already have left: it is never sent a second time."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


class Channel(Protocol):
    """One open line; messages go one after the other."""

    def send(self, note: Note) -> str:
        """The id that the other side gave, or nothing. Raises NotSent or Unsure."""
        ...

    def close(self) -> None: ...


def channels_file() -> Path:
    named = settings.CHANNELS.value()
    return Path(named).expanduser() if named else files.folder() / "reminders" / "channels.toml"


def load_channels(path: Path | None = None) -> Channels:
    """Raises BadResource naming the file and what is wrong."""
    path = path or channels_file()
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
        found = msgspec.convert(read, Channels)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as fault:
        raise BadResource(_("{file}: {fault}. Correggi il file.").format(file=path.name, fault=fault)) from fault
    _safe(path, found)
    return found


def _safe(path: Path, found: Channels) -> None:
    """Names, numbers and times of families never cross a network in the clear."""
    if found.email.host and found.email.security == "none" and found.email.host not in HERE:
        raise BadResource(
            _("{file}, email: senza cifratura la posta può andare solo a questo computer. Scrivi «starttls» o «tls».")
            .format(file=path.name)
        )  # fmt: skip
    if found.sms.url:
        parts = urlsplit(found.sms.url)
        if not parts.hostname or (parts.scheme != "https" and parts.hostname not in HERE):
            raise BadResource(_("{file}, sms: l'indirizzo deve cominciare con https://.").format(file=path.name))
        if not found.sms.body:
            raise BadResource(_("{file}, sms: manca [sms.body] con «to» e «text».").format(file=path.name))


def secret_name(way: Way) -> str:
    """Under which name the keyring keeps the password of a way."""
    return f"reminders-{way.value}"


def keep_secret(secrets: Secrets, way: Way, secret: str) -> None:
    """The password of the mail server or the gateway's key: in the keyring, nowhere else."""
    if not secret:
        raise BadInput(_("La parola d'ordine è vuota."))
    secrets.set(secret_name(way), secret.encode())


def secret_of(secrets: Secrets, way: Way) -> str:
    """Nothing where none was kept."""
    return (secrets.get(secret_name(way)) or b"").decode()
