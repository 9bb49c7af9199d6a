"""The office's key at the door: made once by a desk, sealed for each kiosk, stretched before a card is compared."""

import hashlib
import hmac

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import select

from desk.db.store import Store
from desk.db.tables import lobby_key
from desk.office.lobby.rows import key_id

KEPT, SEALING = "lobby-key", "lobby-sealing"
ROUNDS, KIB, LANES, BYTES = 2, 64 * 1024, 1, 16
"""A fifth of a second and 64 MiB for each card that somebody tries."""


def stretch(proof: bytes, salt: bytes) -> bytes:
    """Argon2id: slow on purpose."""
    return hash_secret_raw(proof, salt, ROUNDS, KIB, LANES, BYTES, Type.ID)


def kept_key(store: Store) -> bytes | None:
    """The key as this machine's keyring has it: all that a kiosk can ask for."""
    return store.secrets.get(KEPT)


def keep_key(store: Store, key: bytes) -> None:
    """Into the keyring, where a kiosk on the same machine finds it."""
    if store.secrets.get(KEPT) != key:
        store.secrets.set(KEPT, key)


def seal(key: bytes, public: str) -> str:
    """The office's key for the owner of a public key alone; two desks seal alike, so they never differ."""
    theirs = bytes.fromhex(public)
    once = X25519PrivateKey.from_private_bytes(hmac.new(key, b"seal " + theirs, hashlib.sha256).digest())
    mine = once.public_key().public_bytes_raw()
    cipher = _cipher(once.exchange(X25519PublicKey.from_public_bytes(theirs)), mine, theirs)
    return (mine + cipher.encrypt(bytes(12), key, None)).hex()


def sealing_public(store: Store) -> str:
    """This kiosk's public key; its private one is made once and stays in the keyring."""
    private = store.secrets.get(SEALING)
    if private is None:
        private = X25519PrivateKey.generate().private_bytes_raw()
        store.secrets.set(SEALING, private)
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw().hex()


def receive_key(store: Store) -> bytes | None:
    """On a kiosk: the key that a desk has sealed for it, kept from then on; None while none has come."""
    kept = store.secrets.get(KEPT)
    if kept is not None:
        return kept
    public = sealing_public(store)
    with store.read() as connection:
        sealed = connection.execute(
            select(lobby_key.c.sealed).where(lobby_key.c.id == key_id(store.device, public))
        ).scalar()
    key = _opened(store, sealed, public) if sealed else None
    if key is not None:
        store.secrets.set(KEPT, key)
    return key


def _opened(store: Store, sealed: str, public: str) -> bytes | None:
    raw, private = bytes.fromhex(sealed), store.secrets.get(SEALING)
    if private is None:
        return None
    theirs = raw[:32]
    shared = X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(theirs))
    try:
        return _cipher(shared, theirs, bytes.fromhex(public)).decrypt(bytes(12), raw[32:], None)
    except InvalidTag:
        return None


def _cipher(shared: bytes, *publics: bytes) -> AESGCM:
    """Each key seals one message only, so its nonce may be nought."""
    return AESGCM(hashlib.sha256(b"to-home lobby key" + shared + b"".join(publics)).digest())
