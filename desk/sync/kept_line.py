"""One kept connection to one server. The standard library's: an idle round is one small request, and costs a third."""

import http.client
import socket
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from desk.errors import BadInput, NetworkAway
from desk.i18n import _
from desk.settings import CA

TRIES = 3
FIRST_PAUSE = 0.2
MOST_PAUSE = 5.0
"""Seconds: a server that wants more is left to the next round."""
CONNECT_SECONDS, ANSWER_SECONDS = 3.0, 60.0
NOTICED = {"TCP_KEEPIDLE": 8, "TCP_KEEPINTVL": 3, "TCP_KEEPCNT": 3, "TCP_USER_TIMEOUT": 17_000}
"""A line that was cut without a word (a pulled cable, a router without power) is noticed within 17 seconds, also while
an answer is waited for. Seconds, times, and milliseconds; what a system does not know is left out."""
AGAIN = frozenset({429, 502, 503, 504})
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


Meanwhile = Callable[[], None]
"""What is done while the server works; more than once where the line is cut."""


def nothing() -> None:
    """To do meanwhile."""


@dataclass(frozen=True)
class Answer:
    """`kind`: the content type; `later`: in how many seconds the server wants to be asked again."""

    status: int
    kind: str
    content: bytes
    later: float = 0.0


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


def _trusted() -> ssl.SSLContext:
    """Whom to believe who the server is: the system's authorities, and the city's own."""
    context = ssl.create_default_context()
    if CA.value():
        try:
            context.load_verify_locations(CA.path())
        except OSError as error:
            raise BadInput(_("Non posso leggere i certificati in {file}.").format(file=CA.path())) from error
    return context


class _Whole(http.client.HTTPConnection):
    """Sends head and body of a request at once: the server is woken once, not twice."""

    _parts: list[bytes] | None = None

    def request(self, *words: Any, **more: Any) -> None:
        parts: list[bytes] = []
        self._parts = parts
        try:
            super().request(*words, **more)
        finally:
            self._parts = None
        self.send(b"".join(parts))

    def send(self, data: Any) -> None:
        if self._parts is None:
            super().send(data)
        else:
            self._parts.append(data)


class _WholeCipher(_Whole, http.client.HTTPSConnection):
    """The same over TLS."""


class KeptLine:
    """Not for several threads at once."""

    def __init__(self, url: str, pause: Callable[[float], None] = time.sleep) -> None:
        self._url, self._pause = checked_url(url), pause
        self._over = False
        parts = urlsplit(self._url)
        host, self._under = parts.hostname or "", parts.path
        self._line: http.client.HTTPConnection
        if parts.scheme == "https":
            self._line = _WholeCipher(host, parts.port, timeout=CONNECT_SECONDS, context=_trusted())
        else:
            self._line = _Whole(host, parts.port, timeout=CONNECT_SECONDS)

    def post(
        self, path: str, body: bytes, headers: dict[str, str], tries: int = TRIES, meanwhile: Meanwhile = nothing
    ) -> Answer:
        """Every request here may be repeated: a second time it changes nothing. Raises NetworkAway, or BadInput where
        the server is not who it should be."""
        fault: Exception | None = None
        later = 0.0
        for attempt in range(tries):
            if attempt and not self._over:
                self._pause(max(later, FIRST_PAUSE * 2 ** (attempt - 1)))
            if self._over:
                break
            try:
                answer = self._asked(path, body, headers, meanwhile)
            except ssl.SSLCertVerificationError as error:
                refused = BadInput(_certificate_words(error).format(url=self._url))
                refused.why = "certificate"
                raise refused from error
            except _NobodyThere as error:
                fault = error
                break
            except (OSError, http.client.HTTPException) as error:
                fault = error
                continue
            if answer.status not in AGAIN:
                return answer
            fault, later = NetworkAway(str(answer.status)), answer.later
            if later > MOST_PAUSE:
                break
        raise NetworkAway(_("Il server {url} non risponde.").format(url=self._url)) from fault

    def close(self) -> None:
        self._line.close()

    def give_up(self) -> None:
        """From any thread, for good: whoever waits for an answer goes away without it. A server that is cut off says
        nothing at all, and would be waited for a minute."""
        self._over = True
        line = self._line.sock
        if line is not None:
            with suppress(OSError):  # it has ended by itself
                # not a cipher's own: that one takes the cipher off first, and what is being sent would go in clear
                socket.socket.shutdown(line, socket.SHUT_RDWR)

    def _asked(self, path: str, body: bytes, headers: dict[str, str], meanwhile: Meanwhile) -> Answer:
        """A kept connection may have been closed from the other side meanwhile: then once more on a new one."""
        kept = self._line.sock is not None
        try:
            return self._once(path, body, headers, meanwhile)
        except (ConnectionError, http.client.BadStatusLine):
            if not kept or self._over:
                raise
            return self._once(path, body, headers, meanwhile)

    def _once(self, path: str, body: bytes, headers: dict[str, str], meanwhile: Meanwhile) -> Answer:
        if self._line.sock is None:
            self._connect()
        try:
            self._line.request("POST", self._under + path, body, headers)
            meanwhile()
            heard = self._line.getresponse()
            kind, later = heard.headers.get("content-type", ""), heard.headers.get("retry-after", "")
            wanted = float(later) if later.isdecimal() else 0.0
            return Answer(heard.status, kind.partition(";")[0], heard.read(), wanted)
        except BaseException:
            self._line.close()  # what is left of the answer must not be taken for the next one's
            raise

    def _connect(self) -> None:
        try:
            self._line.connect()
        except ssl.SSLCertVerificationError:
            raise
        except OSError as error:
            self._line.close()
            raise _NobodyThere from error
        if self._over:
            self._line.close()
            raise _NobodyThere
        self._line.sock.settimeout(ANSWER_SECONDS)
        self._line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._line.sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for option, value in NOTICED.items():
            with suppress(AttributeError, OSError):
                self._line.sock.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)


class _NobodyThere(Exception):
    """No connection: trying at once again makes no sense."""


def _certificate_words(error: ssl.SSLCertVerificationError) -> str:
    """What is wrong with it, by OpenSSL's number, and what to do; with the place for the address."""
    expired, not_yet, names, nobody_knows = {10}, {9}, {62, 64}, {2, 18, 19, 20, 21}
    if error.verify_code in expired:
        return _("Il certificato di {url} è scaduto, se la data di questo computer è giusta. Non ho inviato nulla.")
    if error.verify_code in not_yet:
        return _("Il certificato di {url} non vale ancora: controlla la data di questo computer. Non ho inviato nulla.")
    if error.verify_code in names:
        return _("Il certificato di {url} è di un altro server: controlla l'indirizzo. Non ho inviato nulla.")
    if error.verify_code in nobody_knows:
        return _(
            "Il certificato di {url} è di un'autorità che questo computer non conosce: quella della città si indica "
            "con DESK_CA. Non ho inviato nulla."
        )
    return _("Il certificato di {url} non è valido. Non ho inviato nulla.")
