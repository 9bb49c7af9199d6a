"""The HTTP side of sync: a kept connection, a signed assertion, a short token, one clear line for every fault."""

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from urllib.parse import urlencode

import msgspec

from desk.domain.journal.packed import pack, unpack
from desk.errors import BadInput, DeskError, NotAllowed, ShutOut
from desk.i18n import _
from desk.sync import wire
from desk.sync.kept_line import KeptLine, Meanwhile, nothing
from desk.sync.machine_key import assertion
from desk.sync.session import OutOfStep

RENEW_BEFORE = 60
SKEW = 60

_encode = msgspec.msgpack.Encoder().encode
_answer = msgspec.msgpack.Decoder(wire.RoundAnswer)
_shown = msgspec.msgpack.Decoder(wire.SnapshotAnswer)
_replied = msgspec.msgpack.Decoder(wire.RepliesAnswer)
_relayed = msgspec.msgpack.Decoder(wire.RelayAnswer)
T = TypeVar("T")


@dataclass(frozen=True)
class Membership:
    """What enrolment left: where the server is, how it calls itself, who we are. `key`: 32 secret bytes."""

    url: str
    server: str
    device: str
    key: bytes


class Client:
    """Rounds with one server; not for several threads at once."""

    def __init__(
        self, membership: Membership, now: Callable[[], datetime], pause: Callable[[float], None] = time.sleep
    ) -> None:
        self._membership, self._now = membership, now
        self._line = KeptLine(membership.url, pause)
        self._token, self._ends, self._ahead = "", 0.0, 0

    @property
    def behind(self) -> int:
        """By how many seconds our clock is behind the server's (negative: ahead), where that is more than a minute."""
        return self._ahead if abs(self._ahead) > SKEW else 0

    def round(self, ask: wire.RoundAsk, meanwhile: Meanwhile = nothing) -> wire.RoundAnswer:
        """One request (two more when the token is missing or has ended)."""
        return self._sent("/v1/round", _encode(ask), _answer, meanwhile)

    def relay(self, ask: wire.RelayAsk) -> wire.RelayAnswer:
        """The same for a hub."""
        return self._sent("/v1/relay", _encode(ask), _relayed)

    def snapshot(self, ask: wire.SnapshotAsk, meanwhile: Meanwhile = nothing) -> wire.SnapshotAnswer:
        """What the office's records say, some at a time."""
        return self._sent("/v1/snapshot", _encode(ask), _shown, meanwhile)

    def replies(self, after: int) -> wire.RepliesAnswer:
        """What families answered, after a number."""
        return self._sent("/v1/replies", _encode(wire.RepliesAsk(after=after)), _replied)

    def _sent(self, path: str, body: bytes, answers: "msgspec.msgpack.Decoder[T]", meanwhile: Meanwhile = nothing) -> T:
        if self._clock() >= self._ends - RENEW_BEFORE:
            self._renew()
        kind = wire.BINARY
        if len(body) > wire.WORTH_PACKING:
            body, kind = pack(body), wire.PACKED
        answer = self._line.post(path, body, self._headers(kind), meanwhile=meanwhile)
        if answer.status == 401:
            self._renew()
            answer = self._line.post(path, body, self._headers(kind))
        content = answer.content
        if answer.status != 200:
            raise refused(answer.status, content)
        try:
            if answer.kind == wire.PACKED:
                content = unpack(content, wire.MOST_BYTES)
            return answers.decode(content)
        except (ValueError, msgspec.DecodeError) as error:
            raise _senseless() from error

    def wait(self, cursor: int, seconds: float = wire.LONGEST_WAIT) -> bool:
        """True as soon as the server has something after the cursor; False when nothing came meanwhile."""
        if self._clock() >= self._ends - RENEW_BEFORE:
            self._renew()
        body = msgspec.json.encode(wire.WaitAsk(cursor=cursor, seconds=seconds))
        answer = self._line.post("/v1/wait", body, self._headers(wire.JSON), tries=1)
        if answer.status == 401:
            self._renew()
            answer = self._line.post("/v1/wait", body, self._headers(wire.JSON), tries=1)
        if answer.status != 200:
            raise refused(answer.status, answer.content)
        return _decoded(answer.content, wire.WaitAnswer).news

    def close(self) -> None:
        self._line.close()

    def give_up(self) -> None:
        """From any thread: what is being asked ends at once, as without a network."""
        self._line.give_up()

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
            if answer.status == 200:
                token = _decoded(answer.content, wire.TokenAnswer)
                self._token, self._ends = token.access_token, self._clock() + token.expires_in
                return
            refusal = _refusal(answer.content)
            if refusal is None or refusal.error != "clock" or corrected:
                break
            self._ahead = refusal.time - int(self._clock())
        raise refused(answer.status, answer.content)


def enrol(url: str, ask: wire.EnrolAsk, pause: Callable[[float], None] = time.sleep) -> wire.EnrolAnswer:
    """Show a one-time code and the machine's public key. Repeated with the same key, it answers the same."""
    line = KeptLine(url, pause)
    try:
        answer = line.post("/v1/enrol", msgspec.json.encode(ask), {"content-type": wire.JSON})
    finally:
        line.close()
    if answer.status != 200:
        raise refused(answer.status, answer.content)
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
        "for-office": BadInput(
            _(
                "Questo codice è per un computer dell'ufficio. Per un totem usa «desk code --lobby», per il server "
                "dell'ufficio «desk code --hub»."
            )
        ),
        "for-lobby": BadInput(_("Questo codice è per un totem o uno schermo: iscrivilo con «desk enrol --lobby».")),
        "for-hub": BadInput(_("Questo codice è per il server dell'ufficio: usalo con «desk serve --upstream».")),
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
    error = known.get(refusal.error) or BadInput(
        _("Il server ha rifiutato l'invio ({fault}). Qui non si è perso nulla.").format(fault=refusal.message)
    )
    error.why = refusal.error
    return error


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
