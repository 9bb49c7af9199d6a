"""One reminder as a message, and the line on which it leaves."""

from sqlalchemy import select

from desk.catalogue.reminders import load_reminders
from desk.db.tables import office
from desk.domain.reminders import Way
from desk.office.appointments.calendar_file import appointment_calendar
from desk.office.household.contacts import PHONE, shown
from desk.office.reminders.channels import Channel, Channels, Note, secret_of
from desk.office.reminders.mail import Mail
from desk.office.reminders.plan import Owed
from desk.office.reminders.sms import Gateway
from desk.office.reminders.wording import Spot, email_subject, email_text, language_for, sender_name, sms_text
from desk.office.session import Session


def open_channel(session: Session, channels: Channels, way: Way) -> Channel:
    """A line to the mail server or the gateway, with its password from the keyring."""
    secret = secret_of(session.store.secrets, way)
    if way is Way.SMS:
        return Gateway(channels.sms, secret)
    with session.store.read() as connection:
        address = connection.execute(select(office.c.email).order_by(office.c.id)).scalar() or ""
    return Mail(channels.email, secret, address, load_reminders().sender)


def note_of(session: Session, channels: Channels, owed: Owed) -> Note:
    """In the family's language; by e-mail with the appointment for the phone's calendar."""
    language, spot = language_for(owed.home.language), spot_of(session)
    if owed.reach.way is Way.SMS:
        text = sms_text(language, owed.start, spot, answers=channels.sms.reply is not None)
        return Note(owed.key, owed.reach.value, text)
    return Note(
        owed.key,
        owed.reach.value,
        email_text(language, owed.start, spot, answers=channels.email.reply),
        email_subject(language, owed.start, spot),
        appointment_calendar(session, owed.appointment, sender_name(language)),
    )


def spot_of(session: Session) -> Spot:
    """Where the family comes to, and whom it calls."""
    with session.store.read() as connection:
        row = connection.execute(select(office).order_by(office.c.id)).first()
    return Spot((row.address if row else "") or "", shown(PHONE, (row.phone if row else "") or ""))
