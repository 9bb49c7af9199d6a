"""Reminders by e-mail, over one kept connection to the office's mail server."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formataddr, formatdate

from desk.office.reminders.channels import NO_SUCH_ADDRESS, Email, Note, NotSent, Unsure

SECONDS = 20
_BUSY = range(400, 500)
_SIGNS = {"charset": "utf-8"}
"""Said of the calendar too: unsaid, a reader may take it for plain ASCII."""


class Mail:
    """Fits `Channel`. The connection is made when the first message leaves."""

    def __init__(self, settings: Email, secret: str, sender: str, sender_name: str) -> None:
        self._settings, self._secret = settings, secret
        self._from = settings.sender or sender
        self._name = sender_name
        self._line: smtplib.SMTP | None = None

    def send(self, note: Note) -> str:
        message = self._message(note)
        line = self._open()
        try:
            line.send_message(message, self._from, [note.to])
        except smtplib.SMTPRecipientsRefused as error:
            self._reset()
            code = next(iter(error.recipients.values()))[0]
            raise NotSent(f"smtp {code}", again=code in _BUSY, wrong=code in NO_SUCH_ADDRESS) from error
        except smtplib.SMTPResponseException as error:  # the server's own word, before or after the text: it refused
            self._reset()
            again = error.smtp_code in _BUSY
            raise NotSent(f"smtp {error.smtp_code}", again=again, wrong=error.smtp_code in NO_SUCH_ADDRESS) from error
        except smtplib.SMTPNotSupportedError as error:
            self._reset()
            raise NotSent("smtp utf8") from error
        except (OSError, smtplib.SMTPException) as error:  # the line broke: the server may have taken it
            self._line = None
            raise Unsure(type(error).__name__) from error
        return str(message["Message-ID"])

    def close(self) -> None:
        if self._line is not None:
            self._reset()

    def _open(self) -> smtplib.SMTP:
        """Whatever goes wrong here, nothing has left."""
        if self._line is not None:
            try:
                if self._line.noop()[0] == 250:
                    return self._line
            except (OSError, smtplib.SMTPException):
                pass
            self._line = None
        if not self._from:
            raise NotSent("smtp sender", again=True)
        try:
            safe = ssl.create_default_context(cafile=self._settings.authority or None)
        except OSError as error:  # no such file, or no certificate in it
            raise NotSent("smtp file", again=True) from error
        host, port = self._settings.host, self._settings.port
        line: smtplib.SMTP | None = None
        try:
            if self._settings.security == "tls":
                line = smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=safe)
            else:
                line = smtplib.SMTP(host, port, timeout=SECONDS)
                if self._settings.security == "starttls":
                    line.starttls(context=safe)
            if self._settings.user:
                line.login(self._settings.user, self._secret)
        except smtplib.SMTPAuthenticationError as error:
            raise _shut(line, NotSent("smtp login", again=True)) from error
        except ssl.SSLError as error:
            raise _shut(line, NotSent("smtp tls", again=True)) from error
        except (OSError, smtplib.SMTPException) as error:
            raise _shut(line, NotSent("smtp away", again=True)) from error
        self._line = line
        return line

    def _reset(self) -> None:
        if self._line is not None:
            _quit(self._line)
            self._line = None

    def _message(self, note: Note) -> EmailMessage:
        made = EmailMessage()
        made["From"] = formataddr((self._name, self._from))
        made["To"] = note.to
        made["Subject"] = note.subject
        made["Date"] = formatdate(localtime=True)
        made["Message-ID"] = f"<{note.id}@{self._from.rpartition('@')[2]}>"
        made["Auto-Submitted"] = "auto-generated"
        made.set_content(note.text, cte="base64")  # also for servers that know seven bits only
        if note.calendar:
            made.add_attachment(
                note.calendar, maintype="text", subtype="calendar", filename="appuntamento.ics", params=_SIGNS
            )
        return made


def _shut(line: smtplib.SMTP | None, fault: NotSent) -> NotSent:
    if line is not None:
        _quit(line)
    return fault


def _quit(line: smtplib.SMTP) -> None:
    try:
        line.quit()
    except (OSError, smtplib.SMTPException):
        line.close()
