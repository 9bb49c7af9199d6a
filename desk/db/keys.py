"""Where the machine's secrets live: the keyring, or, where none answers, a file wrapped by the office passphrase."""

import base64
import os
from pathlib import Path
from typing import Protocol

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desk.errors import StoreUnusable
from desk.i18n import _
from desk.settings import PASSPHRASE_FILE

SERVICE = "TO-Home Desk"
WRAPPED_FILE = "secrets.json"
ARGON_ROUNDS, ARGON_KIB, ARGON_LANES = 3, 64 * 1024, 2


class Secrets(Protocol):
    """Named secrets of one store."""

    def get(self, name: str) -> bytes | None: ...

    def set(self, name: str, secret: bytes) -> None: ...


class KeyringSecrets:
    """Secret Service, Windows Credential Locker or macOS Keychain."""

    def __init__(self, store: str) -> None:
        self._store = store

    def get(self, name: str) -> bytes | None:
        import keyring  # 130 ms: only when a store opens
        from keyring.errors import KeyringError

        try:
            found = keyring.get_password(SERVICE, f"{self._store}/{name}")
        except KeyringError as error:
            raise StoreUnusable(
                _(
                    "Il portachiavi del computer non risponde ({fault}). Sbloccalo, oppure indica il file con la frase "
                    "dell'ufficio in {setting}."
                ).format(fault=type(error).__name__, setting=PASSPHRASE_FILE.name)
            ) from error
        return base64.b64decode(found) if found else None

    def set(self, name: str, secret: bytes) -> None:
        import keyring  # 130 ms: only when a store opens
        from keyring.errors import KeyringError

        try:
            keyring.set_password(SERVICE, f"{self._store}/{name}", base64.b64encode(secret).decode())
        except KeyringError as error:
            raise StoreUnusable(
                _("Il portachiavi del computer non accetta la chiave ({fault}).").format(fault=type(error).__name__)
            ) from error


def keyring_answers() -> bool:
    """True where a real keyring is there to keep secrets."""
    import keyring  # 130 ms: only when a store opens
    from keyring.backends import fail, null

    backend = keyring.get_keyring()
    if isinstance(backend, fail.Keyring | null.Keyring):
        return False
    return float(backend.priority) >= 1


class _Wrapped(msgspec.Struct):
    """The file of a PassphraseSecrets: base64 texts."""

    salt: str
    secrets: dict[str, str]


class PassphraseSecrets:
    """A file whose secrets are sealed by a key that Argon2id makes from the office passphrase."""

    def __init__(self, folder: Path, passphrase: str) -> None:
        self._file = folder / WRAPPED_FILE
        self._passphrase = passphrase
        self._sealing: tuple[str, AESGCM] | None = None

    def get(self, name: str) -> bytes | None:
        content = self._read()
        sealed = content.secrets.get(name)
        if sealed is None:
            return None
        raw = base64.b64decode(sealed)
        try:
            return self._cipher(content.salt).decrypt(raw[:12], raw[12:], name.encode())
        except InvalidTag as error:
            raise StoreUnusable(
                _("La frase dell'ufficio non è quella giusta per {file}.").format(file=self._file)
            ) from error

    def set(self, name: str, secret: bytes) -> None:
        content = self._read()
        nonce = os.urandom(12)
        sealed = nonce + self._cipher(content.salt).encrypt(nonce, secret, name.encode())
        content.secrets[name] = base64.b64encode(sealed).decode()
        part = self._file.with_suffix(".part")
        part.touch(mode=0o600)
        part.write_bytes(msgspec.json.encode(content))
        os.replace(part, self._file)

    def _cipher(self, salt: str) -> AESGCM:
        if self._sealing is None or self._sealing[0] != salt:
            key = hash_secret_raw(
                self._passphrase.encode(), base64.b64decode(salt), ARGON_ROUNDS, ARGON_KIB, ARGON_LANES, 32, Type.ID
            )
            self._sealing = (salt, AESGCM(key))
        return self._sealing[1]

    def _read(self) -> _Wrapped:
        if not self._file.exists():
            return _Wrapped(base64.b64encode(os.urandom(16)).decode(), {})
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=_Wrapped)
        except msgspec.DecodeError as error:
            raise StoreUnusable(
                _("Il file {file} è rovinato: usa il foglio di recupero.").format(file=self._file)
            ) from error


def secrets_for(folder: Path, store: str) -> Secrets:
    """The passphrase file where the setting names one, else the keyring."""
    named = PASSPHRASE_FILE.value()
    if named:
        try:
            passphrase = Path(named).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise StoreUnusable(_("Non posso leggere la frase dell'ufficio in {file}.").format(file=named)) from error
        if not passphrase:
            raise StoreUnusable(_("Il file {file} è vuoto: scrivici la frase dell'ufficio.").format(file=named))
        return PassphraseSecrets(folder, passphrase)
    if not keyring_answers():
        raise StoreUnusable(
            _(
                "Nessun portachiavi risponde su questo computer. Scrivi la frase dell'ufficio in un file e indicalo "
                "con {setting}."
            ).format(setting=PASSPHRASE_FILE.name)
        )
    return KeyringSecrets(store)
