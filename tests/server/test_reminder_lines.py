"""Reminders over real lines: a mail server with TLS and a password, an SMS gateway over HTTP, two desks."""

import email
import json
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import msgspec
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import select

from desk.db.store import Store
from desk.db.tables import appointment, attempt, contact, reminder
from desk.domain.reminders import Way
from desk.office.household.consents import record_consent
from desk.office.machine.enrol import enrol_machine
from desk.office.machine.synchronise import synchronise
from desk.office.place import Place, change_place
from desk.office.reminders.channels import Channels, Email, Note, NotSent, Reply, Sms, Unsure, keep_secret
from desk.office.reminders.mail import Mail
from desk.office.reminders.plan import CLAIMED, SENT, YIELDED
from desk.office.reminders.replies import Taken, take_replies
from desk.office.reminders.send import Report, send_reminders
from desk.office.reminders.sms import Gateway
from desk.office.session import system_session
from desk.server.database import Database
from desk.server.devices import make_code
from desk.server.hub import Hub, join_upstream, upstream_of
from desk.server.replies import fetch, new_door
from desk.server.run import beside
from desk.sync.client import Client
from desk.sync.session import Round
from tests.conftest import Clock
from tests.server.server_process import free_port
from tests.small_office import SmallOffice, build_small_office, person
from tests.unit.test_mail_reading import BOUNCE, KEY

PASSWORD = "una parola d'ordine"
NewStore = Callable[[str], Store]


# — e-mail —


@dataclass
class Post:
    """What the mail server took, and the addresses it does not know."""

    port: int
    authority: str
    taken: list[Envelope] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)

    async def handle_RCPT(self, _server: SMTP, _session: Any, envelope: Envelope, address: str, _options: Any) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Any, envelope: Envelope) -> str:
        self.taken.append(envelope)
        return "250 OK"

    def settings(self, **facts: Any) -> Email:
        base = {"host": "127.0.0.1", "port": self.port, "user": "ufficio", "authority": self.authority}
        return Email(**(base | facts))


def certificate(folder: Path) -> tuple[str, str]:
    """A certificate for 127.0.0.1 that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "server.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "server.key").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return str(folder / "server.pem"), str(folder / "server.key")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Post]:
    """A mail server that wants TLS and a password before it takes anything."""
    authority, key = certificate(tmp_path_factory.mktemp("post"))
    safe = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    safe.load_cert_chain(authority, key)
    post = Post(free_port(), authority)

    def known(_server: Any, _session: Any, _envelope: Any, _mechanism: str, said: Any) -> AuthResult:
        good = isinstance(said, LoginPassword) and said.password == PASSWORD.encode()
        return AuthResult(success=good, handled=not good and False)

    controller = Controller(
        post, hostname="127.0.0.1", port=post.port, tls_context=safe, require_starttls=True, auth_required=True,
        authenticator=known,
    )  # fmt: skip
    controller.start()
    yield post
    controller.stop()


@pytest.fixture
def post(running: Post) -> Post:
    running.taken.clear()
    running.refused.clear()
    return running


def read(envelope: Envelope) -> EmailMessage:
    assert isinstance(envelope.content, bytes)
    message = email.message_from_bytes(envelope.content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_mail_goes_over_tls_with_a_password_and_carries_the_appointment(post: Post) -> None:
    line = Mail(post.settings(), PASSWORD, "ufficio@example.org", "Città di Torino")
    for number in (1, 2):
        line.send(Note(f"id-{number}", "khadija@example.org", "ننتظركم\n", "نلتقي", b"BEGIN:VCALENDAR\r\n"))
    line.close()
    assert len(post.taken) == 2
    message = read(post.taken[0])
    assert message["From"] == "Città di Torino <ufficio@example.org>"
    assert (message["To"], message["Subject"]) == ("khadija@example.org", "نلتقي")
    assert message["Message-ID"] == "<id-1@example.org>"
    body = message.get_body()
    assert body is not None and body.get_content().strip() == "ننتظركم"
    assert [(part.get_content_type(), part.get_content_charset()) for part in message.iter_attachments()] == [
        ("text/calendar", "utf-8")
    ]


@pytest.mark.parametrize(
    ("answer", "fault", "again", "wrong"),
    [("550 no such user", "smtp 550", False, True), ("451 try later", "smtp 451", True, False)],
)
def test_an_address_that_is_refused_is_told(post: Post, answer: str, fault: str, again: bool, wrong: bool) -> None:
    post.refused = {"nessuno@example.org": answer}
    line = Mail(post.settings(), PASSWORD, "ufficio@example.org", "Torino")
    with pytest.raises(NotSent) as refused:
        line.send(Note("id", "nessuno@example.org", "testo"))
    assert (refused.value.fault, refused.value.again, refused.value.wrong) == (fault, again, wrong)
    line.send(Note("id-2", "anna@example.org", "testo"))  # the next one still leaves
    line.close()
    assert len(post.taken) == 1


@pytest.mark.parametrize(
    ("facts", "secret", "fault"),
    [({}, "sbagliata", "smtp login"), ({"authority": ""}, PASSWORD, "smtp tls"), ({"port": 1}, PASSWORD, "smtp away")],
)
def test_a_door_that_does_not_open_is_named(post: Post, facts: dict[str, Any], secret: str, fault: str) -> None:
    line = Mail(post.settings(**facts), secret, "ufficio@example.org", "Torino")
    with pytest.raises(NotSent, match=fault):
        line.send(Note("id", "anna@example.org", "testo"))
    assert post.taken == []


# — SMS —


@dataclass
class Gate:
    """A gateway that keeps what it was sent and answers with the next of `answers`; None: it hangs up."""

    url: str = ""
    asked: list[tuple[dict[str, str], Any]] = field(default_factory=list)
    answers: list[tuple[int, bytes] | None] = field(default_factory=list)

    def settings(self, **facts: Any) -> Sms:
        base: dict[str, Any] = {
            "url": self.url,
            "answer_id": "messages.0.id",
            "headers": {"Authorization": "Bearer {secret}"},
            "body": {"messages": [{"destinations": [{"to": "{to}"}], "text": "{text}", "unicode": True}]},
        }
        return Sms(**(base | facts))


@contextmanager
def gate_running() -> Iterator[Gate]:
    gate = Gate()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            gate.asked.append((dict(self.headers), body))
            answer = gate.answers.pop(0) if gate.answers else (200, b'{"messages":[{"id":"gw-7"}]}')
            if answer is None:
                self.connection.close()
                return
            self.send_response(answer[0])
            self.send_header("Content-Length", str(len(answer[1])))
            self.end_headers()
            self.wfile.write(answer[1])

        def log_message(self, *_said: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    gate.url = f"http://127.0.0.1:{server.server_address[1]}/send"
    try:
        yield gate
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def gate() -> Iterator[Gate]:
    with gate_running() as running:
        yield running


def test_the_gateway_gets_the_json_that_its_file_describes(gate: Gate) -> None:
    line = Gateway(gate.settings(), "chiave")
    assert line.send(Note("id-1", "+393515550101", "ci vediamo «{to}»")) == "gw-7"
    line.close()
    headers, body = gate.asked[0]
    assert headers["Authorization"] == "Bearer chiave"
    message = body["messages"][0]
    assert message["destinations"] == [{"to": "+393515550101"}]
    assert message["text"] == "ci vediamo «{to}»"  # braces in a text are words, not places
    assert message["unicode"] is True


@pytest.mark.parametrize(
    ("answer", "fault", "again", "wrong"),
    [
        ((422, b"{}"), "http 422", False, True),
        ((429, b"{}"), "http 429", True, False),
        ((401, b"{}"), "http 401", True, False),
        ((400, b"no"), "http 400", False, False),
    ],
)
def test_what_the_gateway_refuses_is_told(
    gate: Gate, answer: tuple[int, bytes], fault: str, again: bool, wrong: bool
) -> None:
    gate.answers = [answer]
    with pytest.raises(NotSent) as refused:
        Gateway(gate.settings(), "").send(Note("id", "+39351", "testo"))
    assert (refused.value.fault, refused.value.again, refused.value.wrong) == (fault, again, wrong)


def test_a_gateway_that_hangs_up_may_have_sent_it(gate: Gate) -> None:
    for answer in (None, (502, b"")):
        gate.answers = [answer]
        with pytest.raises(Unsure):
            Gateway(gate.settings(), "").send(Note("id", "+39351", "testo"))


def test_a_gateway_that_is_not_there_has_sent_nothing() -> None:
    settings = Sms(url=f"http://127.0.0.1:{free_port()}/", body={"to": "{to}"})
    with pytest.raises(NotSent, match="sms away"):
        Gateway(settings, "").send(Note("id", "+39351", "testo"))


# — two desks and a server —

DAY_BEFORE = datetime(2026, 12, 14, 8, 30, tzinfo=UTC)


@pytest.fixture
def address(tmp_path: Path) -> str:
    """SQLite alone: what a server of either kind promises is tested elsewhere."""
    return f"sqlite:///{tmp_path / 'server.db'}"


@dataclass
class TwoDesks:
    """One office on two enrolled machines, a family that said yes, its appointment tomorrow."""

    left: Store
    right: Store
    channels: Channels

    def send(self, store: Store, rounds: Callable[[Store], Round] = synchronise, *, alone: bool = False) -> Report:
        return send_reminders(system_session(store), self.channels, rounds=rounds, alone=alone)


def states(store: Store) -> list[str]:
    with store.read() as connection:
        return sorted(connection.execute(select(reminder.c.state)).scalars())


@pytest.fixture
def two(enrolled_store: NewStore, gate: Gate, clock: Clock) -> TwoDesks:
    left, right = enrolled_store("left"), enrolled_store("right")
    office: SmallOffice = build_small_office(left)
    change_place(system_session(left), Place("Polo", "Corso Vercelli 15", "011 0111222"))
    home = office.family("TH-0001", "Rossi", (person("Anna", "Rossi", "1985-04-02", role="head"),), language="ro")
    anna = office.people(home)[0]
    office.put("contact", household=home, person=anna, kind="phone", value="+393515550101")
    office.put("appointment", household=home, start="2026-12-15T09:00:00+00:00", minutes=45, state="scheduled")
    record_consent(office.session(), home, anna, "messages", given=True)
    keep_secret(left.secrets, Way.SMS, "chiave")
    for store in (left, right):
        assert synchronise(store).ok
    clock.time = DAY_BEFORE
    return TwoDesks(left, right, Channels(sms=gate.settings()))


def test_the_second_desk_sees_that_it_was_sent(two: TwoDesks, gate: Gate) -> None:
    assert two.send(two.left).sent == 1
    assert two.send(two.right).sent == 0
    assert len(gate.asked) == 1
    assert "15 decembrie 2026" in gate.asked[0][1]["messages"][0]["text"]


def test_of_two_that_claim_at_once_one_sends(two: TwoDesks, gate: Gate) -> None:
    """The right desk claims and tells the server while the left one is between its claim and its second round."""
    asked: list[int] = []

    def rounds(store: Store) -> Round:
        asked.append(1)
        if len(asked) == 2:
            assert two.send(two.right).sent == 1
        return synchronise(store)

    assert two.send(two.left, rounds).sent == 0
    assert len(gate.asked) == 1
    synchronise(two.right)
    assert states(two.left) == states(two.right) == [SENT, YIELDED]


def test_two_that_saw_each_other_yield_and_one_of_them_takes_it_later(two: TwoDesks, gate: Gate, clock: Clock) -> None:
    steps = {two.left: 0, two.right: 0}

    def both_claimed(store: Store) -> Round:
        """After its claim each desk goes on only when both claims are with both."""
        steps[store] += 1
        done = synchronise(store)
        if store is two.left and steps[store] == 2:
            two.send(two.right, both_claimed)
            done = synchronise(store)
        elif store is two.right and steps[store] == 2:
            synchronise(two.right)
        return done

    two.send(two.left, both_claimed)
    assert len(gate.asked) <= 1
    clock.forward(minutes=15)
    for store in (two.left, two.right, two.left):
        two.send(store)
        synchronise(store)
    assert len(gate.asked) == 1


def test_without_the_server_nothing_leaves_unless_this_machine_is_the_only_one(two: TwoDesks, gate: Gate) -> None:
    def away(store: Store) -> Round:
        return Round(False, 0, 0, 0, 1, store.now(), "Il server non risponde.", away=True)

    for store in (two.left, two.right):
        report = two.send(store, away)
        assert (report.sent, bool(report.away), report.ok) == (0, True, False)
    assert gate.asked == []
    assert two.send(two.left, away, alone=True).sent == 1


def test_a_server_that_goes_away_after_the_claim_lets_the_other_desk_send(two: TwoDesks, gate: Gate) -> None:
    rounds: list[int] = []

    def lost(store: Store) -> Round:
        rounds.append(1)
        if len(rounds) == 1:
            return synchronise(store)
        return Round(False, 0, 0, 0, 1, store.now(), "Il server non risponde.", away=True)

    assert two.send(two.left, lost).left == 1
    assert states(two.left) == [CLAIMED]
    assert two.send(two.right).sent == 1
    assert two.send(two.left).sent == 0
    assert len(gate.asked) == 1
    assert states(two.left) == [SENT, YIELDED]


# — what families answer —


@dataclass
class Door:
    """The address that the gateway knows."""

    url: str

    def drop(self, sender: str, text: str, *, form: bool = False) -> int:
        facts = {"from": sender, "text": text}
        sent = httpx.post(self.url, data=facts) if form else httpx.post(self.url, json=facts)
        return sent.status_code


@pytest.fixture
def door(two: TwoDesks, server: str, database: Database) -> Door:
    """Both desks are told of replies; the left one has sent its reminder."""
    two.channels = Channels(sms=msgspec.structs.replace(two.channels.sms, reply=Reply()))
    assert two.send(two.left).sent == 1
    assert synchronise(two.right).ok
    return Door(f"{server}/v1/replies/{new_door(database)}")


def appointments(store: Store) -> list[str]:
    with store.read() as connection:
        return sorted(connection.execute(select(appointment.c.state)).scalars())


def notes(store: Store) -> list[str]:
    with store.read() as connection:
        return sorted(connection.execute(select(attempt.c.note)).scalars())


def test_a_no_frees_the_time_once_though_two_desks_read_it(two: TwoDesks, door: Door, clock: Clock) -> None:
    clock.forward(minutes=5)
    assert door.drop("+39 351 555 0101", "No, mi dispiace", form=True) == 200
    first, second = two.send(two.left), two.send(two.right)
    assert first.freed == 1 and second.freed in (0, 1)
    for store in (two.left, two.right, two.left):
        assert synchronise(store).ok
    assert appointments(two.left) == appointments(two.right) == ["cancelled"]
    assert notes(two.left) == notes(two.right) == ["«No, mi dispiace»"]
    assert synchronise(two.left).conflicts == synchronise(two.right).conflicts == 0
    assert two.send(two.left).freed == 0


def test_both_desks_reading_it_at_once_write_the_same(two: TwoDesks, door: Door, clock: Clock) -> None:
    clock.forward(minutes=5)
    door.drop("+393515550101", "NO")
    for store in (two.left, two.right):
        assert take_replies(system_session(store), two.channels).freed == 1
    for store in (two.left, two.right, two.left):
        assert synchronise(store).ok
    assert synchronise(two.left).conflicts == synchronise(two.right).conflicts == 0
    assert notes(two.left) == notes(two.right) == ["«NO»"]


def test_an_answer_at_the_citys_door_reaches_the_desks_of_a_hub(
    two: TwoDesks, door: Door, new_store: NewStore, server: str, database: Database, clock: Clock, tmp_path: Path
) -> None:
    """A desk at the hub and one at the city take the same reply, which each server counts in its own way."""

    def seconds() -> int:
        return int(clock().timestamp())

    clock.forward(minutes=5)
    door.drop("+393519999999", "NO")
    assert synchronise(two.left).ok
    with ExitStack() as running:
        office = Database(f"sqlite:///{tmp_path / 'hub.db'}")
        running.callback(office.close)
        url = running.enter_context(beside(office, now=seconds))
        join_upstream(office, server, make_code(database, seconds(), hub=True))
        known = upstream_of(office)
        assert known
        client = Client(known, clock)
        running.callback(client.close)
        hub, polo = Hub(office, client.relay), new_store("polo")
        hub.trip()
        enrol_machine(polo, url, make_code(office, seconds()))
        assert synchronise(polo).ok
        assert (
            httpx.post(f"{url}/v1/replies/{new_door(office)}", json={"from": "x", "text": "al polo"}).status_code == 200
        )
        door.drop("+393515550101", "NO")
        assert [fetch(office, client.replies, seconds()) for _twice in range(2)] == [2, 0]
        assert take_replies(system_session(polo), two.channels) == Taken(freed=1, unknown=2)
        assert take_replies(system_session(two.left), two.channels) == Taken(freed=1, unknown=1)
        assert take_replies(system_session(polo), two.channels) == Taken()
        assert synchronise(two.left).ok and synchronise(polo).ok
        hub.trip()
        assert synchronise(two.left).conflicts == synchronise(polo).conflicts == 0
        assert appointments(polo) == appointments(two.left) == ["cancelled"]
        assert notes(polo) == notes(two.left) == ["«NO»"]


def test_another_answer_is_kept_for_staff_and_a_stranger_changes_nothing(
    two: TwoDesks, door: Door, clock: Clock
) -> None:
    clock.forward(minutes=5)
    door.drop("+393515550101", "Arrivo alle 10, non prima")
    door.drop("+393519999999", "NO")
    taken = take_replies(system_session(two.left), two.channels)
    assert (taken.freed, taken.said, taken.unknown) == (0, 1, 1)
    assert appointments(two.left) == ["scheduled"]
    assert notes(two.left) == ["«Arrivo alle 10, non prima»"]


def test_only_who_knows_the_address_may_drop_and_only_desks_may_read(
    two: TwoDesks, door: Door, server: str, database: Database
) -> None:
    assert httpx.post(f"{server}/v1/replies/indovinato", json={}).status_code == 404
    assert httpx.post(f"{server}/v1/replies", json={"after": 0}).status_code == 401
    assert httpx.post(door.url, content=b"\xff").status_code == 400
    assert httpx.post(door.url, content=b"x" * 70_000).status_code == 413
    new_door(database)
    assert door.drop("+393515550101", "NO") == 404  # the old address is void


def test_an_answer_by_mail_and_a_bounce_come_in_by_the_same_door(
    two: TwoDesks, post: Post, server: str, database: Database, clock: Clock
) -> None:
    """The mail server hands on what comes to the office's address: with Postfix, a pipe to curl."""
    with two.left.read() as connection:
        home, anna = connection.execute(select(contact.c.household, contact.c.person)).one()
    with two.left.write() as unit:
        unit.put("contact", household=home, person=anna, kind="email", value="anna@example.org")
    record_consent(system_session(two.left), home, anna, "email", given=True)
    keep_secret(two.left.secrets, Way.EMAIL, PASSWORD)
    two.channels = Channels(email=msgspec.structs.replace(post.settings(reply=True), sender="ufficio@example.org"))
    assert two.send(two.left).sent == 1
    reminded = read(post.taken[0])
    body = reminded.get_body()
    assert body is not None and "răspundeți NO" in body.get_content()
    door = f"{server}/v1/replies/{new_door(database)}"
    clock.forward(minutes=5)

    def came(text: str) -> Taken:
        mail = {"content-type": "message/rfc822"}
        assert httpx.post(door, content=text.encode(), headers=mail).status_code == 200
        return take_replies(system_session(two.left), two.channels)

    answer = EmailMessage()
    answer["From"], answer["In-Reply-To"] = "stranger@example.org", reminded["Message-ID"]
    answer.set_content("NO")
    assert came(answer.as_string()).unknown == 1  # not from the address that was written to
    bounce = BOUNCE.replace(f"<{KEY}@torino.example>", reminded["Message-ID"])
    assert came(bounce).bounced == 1
    assert states(two.left) == ["failed"]
    with two.left.write() as unit:
        unit.change("reminder", row_of(two.left), state=SENT)
    answer.replace_header("From", "Anna <anna@example.org>")
    assert came(answer.as_string()).freed == 1
    assert appointments(two.left) == ["cancelled"]


def row_of(store: Store) -> str:
    with store.read() as connection:
        return str(connection.execute(select(reminder.c.id)).scalar())
