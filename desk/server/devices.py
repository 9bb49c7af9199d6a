"""Which machines may speak: one-time codes, enrolment, assertions, short tokens, revocation."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NoReturn

import jwt
from jwt.types import Options
from sqlalchemy import Connection, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from desk.errors import BadInput
from desk.i18n import _
from desk.server.database import Database
from desk.server.refusal import Refused
from desk.server.tables import assertion, code, device, machine_number, office, settled
from desk.sync.machine_key import read_public
from desk.sync.wire import VERSION, EnrolAnswer, EnrolAsk, TokenAnswer

OFFICE, LOBBY, HUB = "office", "lobby", "hub"
HOME = "home"
HEARD_OF = ""
"""The key of a machine whose entries another server carried here: it is not enrolled here and cannot speak."""
CODE_SECONDS = 24 * 3600
TOKEN_SECONDS = 15 * 60
SKEW_SECONDS = 60
_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
_MOST_NUMBER = 64


@dataclass(frozen=True)
class Known:
    """An enrolled machine as it stands now; `counter`: the newest number of its office, `mark`: of that entry."""

    id: str
    office: str
    scope: str
    last_seq: int
    counter: int
    mark: int


def make_code(
    database: Database,
    now: int,
    *,
    lobby: bool = False,
    hub: bool = False,
    home: str = HOME,
    seconds: int = CODE_SECONDS,
) -> str:
    """A one-time code (three groups of four) for one machine of one office; only its hash is kept."""
    text = "".join(secrets.choice(_LETTERS) for _ in range(12))
    scope = HUB if hub else LOBBY if lobby else OFFICE
    with database.write() as connection:
        found_office(connection, home)
        connection.execute(insert(code).values(hash=_hash(text), office=home, scope=scope, ends_at=now + seconds))
    return "-".join(text[start : start + 4] for start in (0, 4, 8))


def is_founded(database: Database, home: str) -> bool:
    """Whether a code was ever made for this office."""
    with database.read() as connection:
        return connection.execute(select(office.c.id).where(office.c.id == home)).first() is not None


def found_office(connection: Connection, home: str) -> None:
    """An office that is not there yet begins with number 0."""
    if connection.execute(select(office.c.id).where(office.c.id == home)).first() is None:
        connection.execute(insert(office).values(id=home, counter=0))
        connection.execute(insert(settled).values(office=home, n=0))


def _hash(text: str) -> str:
    plain = "".join(letter for letter in text.upper() if letter.isalnum())
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()


def enrol(database: Database, ask: EnrolAsk, now: int) -> EnrolAnswer:
    """Take a machine in. Asked again by the same machine with the same key, it answers the same."""
    if ask.version != VERSION:
        raise Refused(400, "version", "this server speaks version 1")
    if not is_name(ask.device):
        raise Refused(422, "device", "the device is not a UUID")
    try:
        read_public(ask.public_key)
    except ValueError as error:
        raise Refused(422, "key", "the public key is not 32 bytes of Ed25519 in base64url") from error
    with database.write() as connection:
        found = connection.execute(select(code).where(code.c.hash == _hash(ask.code)).with_for_update()).first()
        if found is None or found.used_by not in (None, ask.device) or found.ends_at < now:
            raise Refused(403, "code", "this code is wrong, used or over")
        if ask.scope and ask.scope != found.scope:
            raise Refused(403, f"for-{found.scope}", "this code is for another kind of machine")
        already = connection.execute(select(device).where(device.c.id == ask.device)).first()
        if already is None:
            connection.execute(
                insert(device).values(
                    id=ask.device,
                    office=found.office,
                    public_key=ask.public_key,
                    scope=found.scope,
                    enrolled_at=now,
                )
            )
        elif already.revoked:
            revoked()
        elif _may_change(already, found, ask):
            connection.execute(
                update(device)
                .where(device.c.id == ask.device)
                .values(public_key=ask.public_key, scope=found.scope, enrolled_at=now)
            )
        elif already.public_key != ask.public_key or already.office != found.office:
            raise Refused(409, "taken", "this device is enrolled with another key")
        connection.execute(update(code).where(code.c.hash == found.hash).values(used_by=ask.device))
        scope = connection.execute(select(device.c.scope).where(device.c.id == ask.device)).scalar_one()
        number = _number(connection, ask.device, found.office)
    return EnrolAnswer(office=found.office, server=database.server, scope=scope, number=number)


def is_name(machine: str) -> bool:
    """Whether a machine may be called that."""
    return len(machine) == 36 and machine.isascii() and machine.isprintable()


def _may_change(already: Any, found: Any, ask: EnrolAsk) -> bool:
    """A machine of which only a hub had told; or one that was taken in with a code of the wrong kind, has sent nothing
    and brings a fresh one."""
    if already.office != found.office:
        return False
    fresh = already.public_key == ask.public_key and already.last_seq == 0 and found.used_by is None
    return already.public_key == HEARD_OF or fresh


def _number(connection: Connection, machine: str, home: str) -> int:
    """The machine's number in its office, from 0, for ever: ticket numbers given out of sight of the others use it."""
    connection.execute(select(office.c.id).where(office.c.id == home).with_for_update())
    kept = connection.execute(select(machine_number.c.number).where(machine_number.c.device == machine)).scalar()
    if kept is not None:
        return int(kept)
    last = connection.execute(
        select(func.max(machine_number.c.number)).where(machine_number.c.office == home)
    ).scalar_one()
    number = 0 if last is None else int(last) + 1
    connection.execute(insert(machine_number).values(device=machine, office=home, number=number))
    return number


@dataclass(frozen=True)
class Listed:
    """A machine as the server knows it; `entries`: how many of its entries are here."""

    device: str
    office: str
    scope: str
    enrolled_at: int
    entries: int
    revoked: bool


def listed(database: Database) -> list[Listed]:
    """Every machine that was enrolled or shut out here, the oldest first."""
    with database.read() as connection:
        found = connection.execute(
            select(device)
            .where(or_(device.c.public_key != HEARD_OF, device.c.revoked == 1))
            .order_by(device.c.enrolled_at, device.c.id)
        ).all()
    return [Listed(row.id, row.office, row.scope, row.enrolled_at, row.last_seq, bool(row.revoked)) for row in found]


def revoke(database: Database, machine: str) -> str:
    """From its next contact on, the machine is refused. Its name or the end of it is enough; gives the whole name."""
    with database.read() as connection:  # also one of which only another server told: ours may be a lost one's heir
        names: Sequence[str] = connection.execute(select(device.c.id).order_by(device.c.id)).scalars().all()
    fits = [name for name in names if machine and name.endswith(machine)]
    if len(fits) != 1:
        raise BadInput(
            _("Nessun computer con il nome «{name}»: guarda «desk devices».").format(name=machine)
            if not fits
            else _("Più computer con il nome «{name}»: scrivilo per intero.").format(name=machine)
        )
    with database.write() as connection:
        connection.execute(update(device).where(device.c.id == fits[0]).values(revoked=1))
    return fits[0]


def token(database: Database, signed: str, now: int) -> TokenAnswer:
    """A short token for an assertion that is signed, fresh and never seen before."""
    machine = _signed_by(signed)
    with database.write() as connection:
        found = connection.execute(select(device).where(device.c.id == machine)).first()
        if found is not None and found.revoked:
            revoked()
        if found is None or found.public_key == HEARD_OF:
            unknown()
        claims = _verified(signed, found.public_key, database.server, machine)
        if not now - SKEW_SECONDS <= claims["iat"] <= now + SKEW_SECONDS or claims["exp"] < now - SKEW_SECONDS:
            raise Refused(401, "clock", "the assertion is not of now: set the clock", time=now)
        _remember(connection, machine, claims["jti"], now)
    ends = {"sub": machine, "exp": now + TOKEN_SECONDS}
    return TokenAnswer(
        access_token=jwt.encode(ends, database.secret, "HS256"), token_type="Bearer", expires_in=TOKEN_SECONDS
    )


def _signed_by(signed: str) -> str:
    try:
        claims = jwt.decode(signed, options={"verify_signature": False})
    except jwt.InvalidTokenError as error:
        raise Refused(400, "assertion", "the client assertion cannot be read") from error
    machine = claims.get("sub")
    if not isinstance(machine, str) or not is_name(machine):
        raise Refused(400, "assertion", "the client assertion names no device")
    return machine


def _verified(signed: str, public_key: str, server: str, machine: str) -> dict[str, Any]:
    wanted: Options = {"require": ["iss", "sub", "aud", "iat", "exp", "jti"], "verify_exp": False, "verify_iat": False}
    try:
        claims: dict[str, Any] = jwt.decode(
            signed, read_public(public_key), ["EdDSA"], audience=server, issuer=machine, options=wanted
        )
    except (jwt.InvalidTokenError, ValueError) as error:
        raise Refused(401, "assertion", "the client assertion is not signed by this device") from error
    number = claims["jti"]
    numbers = all(isinstance(claims[name], int) for name in ("iat", "exp"))
    if not numbers or not isinstance(number, str) or len(number) > _MOST_NUMBER or not number.isprintable():
        raise Refused(400, "assertion", "the client assertion cannot be read")
    return claims


def _remember(connection: Connection, machine: str, number: str, now: int) -> None:
    connection.execute(delete(assertion).where(assertion.c.ends_at < now))
    seen = connection.execute(
        select(assertion.c.number).where(assertion.c.device == machine, assertion.c.number == number)
    ).first()
    if seen:
        raise Refused(401, "assertion", "this client assertion was used before")
    try:
        connection.execute(insert(assertion).values(device=machine, number=number, ends_at=now + 3 * SKEW_SECONDS))
    except IntegrityError as error:  # shown twice at once
        raise Refused(401, "assertion", "this client assertion was used before") from error


def bearer(database: Database, header: str | None, now: int) -> str:
    """The device that a request's Authorization header speaks for."""
    scheme, _space, text = (header or "").partition(" ")
    try:
        if scheme.lower() != "bearer":
            raise jwt.InvalidTokenError
        machine, ends = _claims(database.secret, text)
    except jwt.InvalidTokenError as error:
        raise Refused(401, "token", "a valid access token is needed") from error
    if ends < now:
        raise Refused(401, "token", "the access token is over")
    return machine


@lru_cache(maxsize=20_000)
def _claims(secret: str, text: str) -> tuple[str, int]:
    """Whose a token is and when it ends; a machine shows the same one many times."""
    claims = jwt.decode(text, secret, ["HS256"], options={"verify_exp": False, "require": ["sub", "exp"]})
    return str(claims["sub"]), int(claims["exp"])


def heard_of(connection: Connection, home: str, machine: str) -> int | None:
    """The counter of a machine whose entries another server carries here; None where nobody knows it yet."""
    if not is_name(machine):
        raise Refused(422, "device", "the device is not a UUID")
    found = connection.execute(select(device.c.office, device.c.last_seq).where(device.c.id == machine)).first()
    if found is None:
        return None
    if found.office != home:
        raise Refused(403, "device", "a machine of another office")
    return int(found.last_seq)


def write_down(connection: Connection, home: str, machine: str) -> None:
    """A machine that is heard of for the first time."""
    connection.execute(insert(device).values(id=machine, office=home, public_key=HEARD_OF, scope=OFFICE, enrolled_at=0))


def unknown() -> NoReturn:
    raise Refused(401, "unknown", "this device is not enrolled")


def revoked() -> NoReturn:
    raise Refused(403, "revoked", "this device was revoked")
