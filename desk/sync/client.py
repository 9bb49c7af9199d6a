"""The HTTP side of sync: a kept connection, a signed assertion, a short token, one clear line for every fault."""

import ssl
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlencode, urlsplit

import msgspec

from desk.errors import BadInput, DeskError, NetworkAway, NotAllowed, ShutOut
from desk.i18n import _
from desk.sync import wire
from desk.sync.machine_key import assertion
from desk.sync.session import OutOfStep

if TYPE_CHECKING:
    import httpx

TRIES = 3
FIRST_PAUSE = 0.2
CONNECT_SECONDS, ANSWER_SECONDS = 3.0, 60.0
RENEW_BEFORE = 60
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})

_encode = msgspec.msgpack.Encoder().encode
_answer = msgspec.msgpack.Decoder(wire.RoundAnswer)
_relayed = msgspec.msgpack.Decoder(wire.RelayAnswer)
T = TypeVar("T")


@dataclass(frozen=True)
class Membership:
    """What enrolment left: where the server is, how it calls itself, who we are. `key`: 32 secret bytes."""

    url: str
    server: str
    device: str
    key: bytes


def checked_url(url: str) -> str:
    """The server's address without a slash at the end; plain HTTP only to this very machine."""
    url = url.strip().rstrip("/")
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise BadInput(_("«{url}» non è un indirizzo. Serve qualcosa come https://server.").format(url=url)) from error
    if parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment or parts.username:
        raise BadInput(_("«{url}» non è un indirizzo. Serve qualcosa come https://server.").format(url=url))
    if parts.scheme == "http" and host not in LOOPBACK:
        raise BadInput(_("Verso un altro computer si va solo cifrati: l'indirizzo deve cominciare con https://."))
    return url


class _Line:
    """One kept connection to one server."""

    def __init__(self, url: str, pause: Callable[[float], None]) -> None:
        import httpx  # 128 ms: only when there is a server

        self._url, self._pause, self._http = checked_url(url), pause, httpx
        timeout = httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS)
        verify = ssl.create_default_context() if self._url.startswith("https") else False
        self._client = httpx.Client(base_url=self._url, timeout=timeout, verify=verify, trust_env=False)

    def post(self, path: str, body: bytes, headers: dict[str, str], tries: int = TRIES) -> "httpx.Response":
        """Every request here may be repeated: a second time it changes nothing."""
        for attempt in range(tries):
            if attempt:
                self._pause(FIRST_PAUSE * 2 ** (attempt - 1))
            try:
                answer = self._client.post(path, content=body, headers=headers)
            except self._http.ConnectError as error:
                if "CERTIFICATE" in str(error).upper():
                    raise BadInput(
                        _("Il certificato di {url} non è valido: non ho inviato nulla.").format(url=self._url)
                    ) from error
                fault: Exception = error
                break
            except self._http.TransportError as error:
                fault = error
                continue
            if answer.status_code not in (429, 502, 503, 504):
                return answer
            fault = NetworkAway(str(answer.status_code))
        raise NetworkAway(_("Il server {url} non risponde.").format(url=self._url)) from fault

    def close(self) -> None:
        self._client.close()


class Client:
    """Rounds with one server; not for several threads at once."""

    def __init__(
        self, membership: Membership, now: Callable[[], datetime], pause: Callable[[float], None] = time.sleep
    ) -> None:
        self._membership, self._now = membership, now
        self._line = _Line(membership.url, pause)
        self._token, self._ends, self._ahead = "", 0.0, 0

    def round(self, ask: wire.RoundAsk) -> wire.RoundAnswer:
        """One request (two more when the token is missing or has ended)."""
        return self._sent("/v1/round", _encode(ask), _answer)

    def relay(self, ask: wire.RelayAsk) -> wire.RelayAnswer:
        """The same for a hub."""
        return self._sent("/v1/relay", _encode(ask), _relayed)

    def _sent(self, path: str, body: bytes, answers: "msgspec.msgpack.Decoder[T]") -> T:
        if self._clock() >= self._ends - RENEW_BEFORE:
            self._renew()
        kind = wire.BINARY
        if len(body) > wire.WORTH_PACKING:
            body, kind = wire.pack(body), wire.PACKED
        answer = self._line.post(path, body, self._headers(kind))
        if answer.status_code == 401:
            self._renew()
            answer = self._line.post(path, body, self._headers(kind))
        content = answer.content
        if answer.status_code != 200:
            raise refused(answer.status_code, content)
        try:
            if answer.headers.get("content-type") == wire.PACKED:
                content = wire.unpack(content)
            return answers.decode(content)
        except (ValueError, msgspec.DecodeError) as error:
            raise _senseless() from error

    def wait(self, cursor: int, seconds: float = wire.LONGEST_WAIT) -> bool:
        """True as soon as the server has something after the cursor; False when nothing came meanwhile."""
        if self._clock() >= self._ends - RENEW_BEFORE:
            self._renew()
        body = msgspec.json.encode(wire.WaitAsk(cursor=cursor, seconds=seconds))
        answer = self._line.post("/v1/wait", body, self._headers(wire.JSON), tries=1)
        if answer.status_code == 401:
            self._renew()
            answer = self._line.post("/v1/wait", body, self._headers(wire.JSON), tries=1)
        if answer.status_code != 200:
            raise refused(answer.status_code, answer.content)
        return _decoded(answer.content, wire.WaitAnswer).news

    def close(self) -> None:
        self._line.close()

    def _headers(self, kind: str) -> dict[str, str]:
        return {"content-type": kind, "accept": wire.PACKED, "authorization": f"Bearer {self._token}"}

    def _clock(self) -> float:
        return self._now().timestamp()

    def _renew(self) -> None:
        """A token for a signed assertion; where our clock is off, by the server's clock."""
        for corrected in (False, True):
            seconds = int(self._clock()) + self._ahead
            signed = assertion(
                self._membership.key,
                device=self._membership.device,
                server=self._membership.server,
                seconds=seconds,
                number=uuid.uuid4().hex,
            )
            form = {
                "grant_type": "client_credentials",
                "client_assertion_type": wire.ASSERTION_TYPE,
                "client_assertion": signed,
            }
            answer = self._line.post(
                "/v1/token", urlencode(form).encode(), {"content-type": "application/x-www-form-urlencoded"}
            )
            if answer.status_code == 200:
                token = _decoded(answer.content, wire.TokenAnswer)
                self._token, self._ends = token.access_token, self._clock() + token.expires_in
                return
            refusal = _refusal(answer.content)
            if refusal is None or refusal.error != "clock" or corrected:
                break
            self._ahead = refusal.time - int(self._clock())
        raise refused(answer.status_code, answer.content)


def enrol(url: str, ask: wire.EnrolAsk, pause: Callable[[float], None] = time.sleep) -> wire.EnrolAnswer:
    """Show a one-time code and the machine's public key. Repeated with the same key, it answers the same."""
    line = _Line(url, pause)
    try:
        answer = line.post("/v1/enrol", msgspec.json.encode(ask), {"content-type": wire.JSON})
    finally:
        line.close()
    if answer.status_code != 200:
        raise refused(answer.status_code, answer.content)
    return _decoded(answer.content, wire.EnrolAnswer)


def refused(status: int, content: bytes) -> DeskError:
    """What a person is told, or OutOfStep, for an answer that is not 200."""
    refusal = _refusal(content)
    if refusal is None:
        return BadInput(_("Il server ha risposto {status}: riprovo più tardi.").format(status=status))
    if refusal.error == "gap":
        return OutOfStep(refusal.expected)
    known = {
        "code": NotAllowed(_("Il codice non è giusto, è già stato usato o è scaduto. Fattene dare uno nuovo.")),
        "revoked": ShutOut(_("Questo computer è stato escluso. Chiama chi si occupa dei computer.")),
        "unknown": NotAllowed(_("Il server non conosce questo computer. Va iscritto di nuovo con un codice.")),
        "taken": NotAllowed(_("Questo computer è già iscritto con un'altra chiave. Va escluso prima di iscriverlo.")),
        "clock": NotAllowed(_("L'orologio di questo computer è sbagliato: rimettilo all'ora giusta.")),
        "version": BadInput(_("Il server parla un'altra versione: aggiorna il programma. Qui non si è perso nulla.")),
        "fork": BadInput(
            _(
                "Questo computer ha ripreso da una copia vecchia e il server ha registrazioni diverse. Chiama chi si "
                "occupa dei computer: qui non si è perso nulla."
            )
        ),
        "big": BadInput(_("Una registrazione è troppo grande per il server. Chiama chi si occupa dei computer.")),
    }
    return known.get(refusal.error) or BadInput(
        _("Il server ha rifiutato l'invio ({fault}). Qui non si è perso nulla.").format(fault=refusal.message)
    )


def _refusal(content: bytes) -> wire.Refusal | None:
    try:
        return msgspec.json.decode(content, type=wire.Refusal)
    except msgspec.DecodeError:
        return None


def _decoded(content: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(content, type=kind)
    except msgspec.DecodeError as error:
        raise _senseless() from error


def _senseless() -> BadInput:
    return BadInput(_("Il server ha risposto cose senza senso. Qui non ho cambiato nulla."))
