"""Where the machine's secrets live: the keyring, or, where none answers, a file wrapped by the office passphrase."""

import base64
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

import msgspec
from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desk.errors import StoreUnusable
from desk.i18n import _
from desk.settings import PASSPHRASE_FILE

SERVICE = "TO-Home Desk"
WRAPPED_FILE = "secrets.json"
WRAPPED_LOCK = "secrets.lock"
ARGON_ROUNDS, ARGON_KIB, ARGON_LANES = 3, 64 * 1024, 2


class Secrets(Protocol):
    """Named secrets of one store."""

    def get(self, name: str) -> bytes | None: ...

    def set(self, name: str, secret: bytes) -> None: ...

    def forget(self, name: str) -> None:
        """Remove it; nothing happens where it is not there."""
        ...


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

    def forget(self, name: str) -> None:
        import keyring  # 130 ms: only when a store opens
        from keyring.errors import KeyringError

        with suppress(KeyringError):  # it is not there: as wished
            keyring.delete_password(SERVICE, f"{self._store}/{name}")


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
        try:
            raw = base64.b64decode(sealed)
            return self._cipher(content.salt).decrypt(raw[:12], raw[12:], name.encode())
        except (ValueError, HashingError) as error:
            raise StoreUnusable(self._spoiled()) from error
        except InvalidTag as error:
            raise StoreUnusable(
                _("La frase dell'ufficio non è quella giusta per {file}. Non ho toccato nulla.").format(file=self._file)
            ) from error

    def set(self, name: str, secret: bytes) -> None:
        """One file, one passphrase: refused where what is in it was sealed by another."""
        with self._alone():
            content = self._read()
            for other in content.secrets:
                self.get(other)
            content.secrets[name] = self._seal(content.salt, name, secret)
            self._write(content)

    def forget(self, name: str) -> None:
        with self._alone():
            content = self._read()
            if content.secrets.pop(name, None) is None:
                return
            if content.secrets:
                self._write(content)
            else:
                self._file.unlink()

    def change_passphrase(self, passphrase: str) -> None:
        """Seal every secret anew; the old passphrase opens nothing any more."""
        with self._alone():
            known = {name: self.get(name) for name in self._read().secrets}
            fresh = PassphraseSecrets(self._file.parent, passphrase)
            sealed = _Wrapped(base64.b64encode(os.urandom(16)).decode(), {})
            for name, secret in known.items():
                if secret is not None:
                    sealed.secrets[name] = fresh._seal(sealed.salt, name, secret)
            self._write(sealed)
        self._passphrase, self._sealing = passphrase, None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One writer at a time, also among processes: two that read and write at once would lose a secret."""
        from filelock import FileLock  # only where there is no keyring

        try:
            with FileLock(self._file.with_name(WRAPPED_LOCK), mode=0o600):
                yield
        except OSError as error:
            raise StoreUnusable(
                _("Non posso scrivere {file}: {fault}.").format(file=self._file, fault=error.strerror)
            ) from error

    def _seal(self, salt: str, name: str, secret: bytes) -> str:
        nonce = os.urandom(12)
        return base64.b64encode(nonce + self._cipher(salt).encrypt(nonce, secret, name.encode())).decode()

    def _write(self, content: _Wrapped) -> None:
        """Whole or not at all, also when the power goes."""
        write_whole(self._file, msgspec.json.encode(content))

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
        except (OSError, msgspec.DecodeError) as error:
            raise StoreUnusable(self._spoiled()) from error

    def _spoiled(self) -> str:
        return _(
            "Il file {file} è rovinato. Toglilo e rimetti la chiave del foglio di recupero con «desk restore»."
        ).format(file=self._file)


def write_whole(path: Path, content: bytes) -> None:
    """A file that only this user may read: whole on the disk, or as it was before."""
    part = path.with_name(path.name + ".part")
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    os.replace(part, path)


def read_passphrase(path: Path) -> str:
    """The office passphrase in a file, never empty."""
    try:
        passphrase = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise StoreUnusable(_("Non posso leggere la frase dell'ufficio in {file}.").format(file=path)) from error
    if not passphrase:
        raise StoreUnusable(_("Il file {file} è vuoto: scrivici la frase dell'ufficio.").format(file=path))
    return passphrase


def secrets_for(folder: Path, store: str) -> Secrets:
    """The passphrase file where the setting names one, else the keyring."""
    named = PASSPHRASE_FILE.value()
    if named:
        return PassphraseSecrets(folder, read_passphrase(Path(named)))
    if not keyring_answers():
        raise StoreUnusable(
            _(
                "Nessun portachiavi risponde su questo computer. Scrivi la frase dell'ufficio in un file e indicalo "
                "con {setting}."
            ).format(setting=PASSPHRASE_FILE.name)
        )
    return KeyringSecrets(store)
