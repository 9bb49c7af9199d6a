"""Reminders by SMS: one JSON POST for each message to the office's gateway, shaped as its file says."""

from collections.abc import Mapping
from typing import Any

import httpx

from desk.office.reminders.channels import NO_SUCH_NUMBER, Note, NotSent, Sms, Unsure

SECONDS = 20
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
_LOCKED = frozenset({401, 403})
_LONGEST_ID = 100


class Gateway:
    """Fits `Channel`."""

    def __init__(self, settings: Sms, secret: str) -> None:
        self._settings, self._secret = settings, secret
        self._line = httpx.Client(timeout=SECONDS, follow_redirects=False)

    def send(self, note: Note) -> str:
        facts = {"to": note.to, "text": note.text, "id": note.id, "secret": self._secret}
        headers = {name: filled(value, facts).strip() for name, value in self._settings.headers.items()}
        try:
            answer = self._line.post(self._settings.url, headers=headers, json=filled(self._settings.body, facts))
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise NotSent("sms away", again=True) from error
        except (httpx.LocalProtocolError, httpx.UnsupportedProtocol, httpx.InvalidURL, ValueError) as error:
            raise NotSent("sms file", again=True) from error
        except httpx.HTTPError as error:  # asked, and no answer: it may have left
            raise Unsure(type(error).__name__) from error
        status = answer.status_code
        if status in self._settings.accepted:
            return self._id_in(answer)
        if status in (500, 502, 504) and "Idempotency-Key" not in self._settings.headers:
            raise Unsure(f"http {status}")  # it fell over with the message in its hands
        raise NotSent(f"http {status}", again=status in _BUSY or status in _LOCKED, wrong=status in NO_SUCH_NUMBER)

    def close(self) -> None:
        self._line.close()

    def _id_in(self, answer: httpx.Response) -> str:
        if not self._settings.answer_id:
            return ""
        try:
            return named(answer.json(), self._settings.answer_id)[:_LONGEST_ID]
        except ValueError:
            return ""  # taken all the same: the id is only for looking it up


def named(shape: Any, path: str) -> str:
    """What stands in JSON at «messages.0.id»; nothing where it does not."""
    try:
        for step in path.split("."):
            shape = shape[int(step)] if isinstance(shape, list) else shape[step]
    except (ValueError, KeyError, IndexError, TypeError):
        return ""
    return "" if shape is None else str(shape)


def filled(shape: Any, facts: Mapping[str, str]) -> Any:
    """The same shape with {to}, {text}, {id} and {secret} put in; other braces stay as they are."""
    if isinstance(shape, str):
        pieces, rest = "", shape
        while rest:
            name = next((each for each in facts if rest.startswith(f"{{{each}}}")), None)
            pieces += facts[name] if name else rest[0]
            rest = rest[len(name) + 2 if name else 1 :]
        return pieces
    if isinstance(shape, dict):
        return {name: filled(value, facts) for name, value in shape.items()}
    if isinstance(shape, list | tuple):
        return [filled(each, facts) for each in shape]
    return shape
