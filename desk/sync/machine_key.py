"""The machine's own key pair (Ed25519) and the assertions it signs (RFC 7523)."""

import base64
import re
from typing import Any

ASSERTION_SECONDS = 60
_PUBLIC = re.compile("[A-Za-z0-9_-]{43}")


def new_key() -> bytes:
    """32 secret bytes."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # slow to import

    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_part(key: bytes) -> str:
    """What the server keeps: base64url without padding."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # slow to import

    public = Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw()
    return base64.urlsafe_b64encode(public).rstrip(b"=").decode()


def read_public(text: str) -> Any:
    """The public key of `public_part`. ValueError when it is none."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # slow to import

    if not _PUBLIC.fullmatch(text):  # the decoder overlooks what is no letter of it
        raise ValueError("not base64url")
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as error:
        raise ValueError("not base64") from error
    return Ed25519PublicKey.from_public_bytes(raw)


def assertion(key: bytes, *, device: str, server: str, seconds: int, number: str) -> str:
    """A signed client assertion. `seconds`: now, since 1970; `number`: never used before."""
    import jwt  # slow to import
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # slow to import

    claims = {
        "iss": device,
        "sub": device,
        "aud": server,
        "iat": seconds,
        "exp": seconds + ASSERTION_SECONDS,
        "jti": number,
    }
    return jwt.encode(claims, Ed25519PrivateKey.from_private_bytes(key), algorithm="EdDSA")
