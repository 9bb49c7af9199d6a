"""Mails that came back to the office: answers, bounces, and those that mean nothing."""

from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.office.reminders.mail_reading import Came, read_mail

KEY = "4f0ba04b-1425-5d16-abf5-2cb722547d96"


def answer(text: str, **headers: str) -> str:
    made = EmailMessage()
    made["From"] = "Anna Rossi <Anna@Example.org>"
    made["In-Reply-To"] = f"<{KEY}@torino.example>"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made.as_string()


BOUNCE = f"""\
From: MAILER-DAEMON@mail.torino.example
To: ufficio@torino.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="X"

--X
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.
--X
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.torino.example

Final-Recipient: rfc822; anna@example.org
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user
--X
Content-Type: message/rfc822

From: ufficio@torino.example
To: anna@example.org
Message-ID: <{KEY}@torino.example>
Subject: Ci vediamo

Vi aspettiamo.
--X--
"""


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("No.\n\nIl giorno 14 dicembre Torino ha scritto:\n> Vi aspettiamo\n", "No."),
        ("Arrivo più tardi\n\n-- \nAnna\n", "Arrivo più tardi"),
        ("> Vi aspettiamo\nNo\n", ""),
    ],
)
def test_only_what_stands_above_the_quoted_mail_counts(written: str, understood: str) -> None:
    assert read_mail(answer(written)) == Came(KEY, "anna@example.org", understood, bounced=False)


def test_a_bounce_names_the_reminder_that_did_not_arrive() -> None:
    assert read_mail(BOUNCE) == Came(KEY, "", "", bounced=True)
    headers_only = BOUNCE.replace("Content-Type: message/rfc822", "Content-Type: text/rfc822-headers")
    assert read_mail(headers_only) == Came(KEY, "", "", bounced=True)


def test_a_delay_an_absence_note_and_other_mail_mean_nothing() -> None:
    assert read_mail(BOUNCE.replace("Action: failed", "Action: delayed")) is None
    assert read_mail(answer("Sono in ferie", Auto_Submitted="auto-replied")) is None
    other = EmailMessage()
    other["From"] = "anna@example.org"
    other.set_content("No")
    assert read_mail(other.as_string()) is None


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_no_mail_brings_it_down(raw: str) -> None:
    read_mail(raw)
    read_mail(BOUNCE[: len(raw) * 3] + raw)


@pytest.mark.parametrize(("sender", "heard"), [("Anna R .<Anna@b.it>", "anna@b.it"), ('"', ""), ("", "")])
def test_a_sender_that_python_cannot_read_brings_nothing_down(sender: str, heard: str) -> None:
    """Python's reader of addresses falls over some: one such mail would stop all answers behind it."""
    raw = answer("No").replace("Anna Rossi <Anna@Example.org>", sender)
    found = read_mail(raw)
    assert found == Came(KEY, heard, "No", bounced=False)
