"""Every table of the local store. A synced table is declared once here; journal, sync, history and refresh follow.

Column values are JSON natives: dates as ISO text, moments as ISO text in UTC, money as integer cents, yes/no as 0/1.
"""

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text, UniqueConstraint

from desk.db.lobby_tables import (  # noqa: F401 - all tables are found here
    arrival_code,
    lobby_arrival,
    lobby_call,
    lobby_device,
    lobby_hall,
    lobby_key,
    lobby_notice,
)
from desk.db.plan_tables import (  # noqa: F401
    commitment,
    follow_up,
    objective,
    plan,
    plan_step,
    printed,
    result,
    support,
)
from desk.db.schema import SYNCED, Synced, metadata, synced, text, whole  # noqa: F401

# The office
office = synced(
    "office", text("name"), text("address"), text("phone"), text("email"), text("directions"), text("code_key")
)
staff = synced(
    "staff",
    text("username"),
    text("given"),
    text("surname"),
    text("role"),
    text("title"),
    text("languages"),
    text("services"),
    text("phone"),
    whole("travel"),
    text("password_hash"),
    whole("active"),
    text("settings"),
)
room = synced(
    "room",
    text("name"),
    whole("number"),
    whole("capacity"),
    whole("accessible"),
    text("equipment"),
    whole("active"),
)
machine = synced("machine", text("name"), text("room"))
"""A computer by the name that the office gave it; its id is the device's."""

# Families
household = synced(
    "household",
    text("code"),
    text("name"),
    text("name_local"),
    text("language"),
    text("italian_level"),
    text("caseworker"),
    text("status"),
    text("joined_into"),
    text("opened_on"),
    text("brief"),
    index=("code", "caseworker"),
)
person = synced(
    "person",
    text("surname"),
    text("given"),
    text("given_local"),
    text("sex"),
    text("birth_date"),
    text("birth_place"),
    text("citizenship"),
    text("language"),
    text("safety"),
)
membership = synced(
    "membership",
    text("household"),
    text("person"),
    text("role"),
    whole("position"),
    text("since"),
    text("until"),
    text("why"),
    index=("household", "person"),
)
address = synced(
    "address",
    text("household"),
    text("street"),
    text("zip"),
    text("town"),
    text("district"),
    text("since"),
    text("until"),
    index=("household",),
)
contact = synced(
    "contact",
    text("household"),
    text("person"),
    text("kind"),
    text("value"),
    text("note"),
    whole("verified"),
    index=("household", "value"),
)
identifier = synced(
    "identifier",
    text("person"),
    text("kind"),
    text("value"),
    text("canonical"),
    text("expires"),
    text("note"),
    index=("person", "canonical"),
)
enrolment = synced(
    "enrolment",
    text("household"),
    text("programme"),
    text("protocol"),
    text("applied_on"),
    whole("isee_cents"),
    text("dsu"),
    whole("bimonthly_cents"),
    text("first_credit_on"),
    text("notes"),
    text("state"),
    index=("household", "protocol"),
)
review = synced(
    "review",
    text("kind"),
    text("fingerprint"),
    text("reason"),
    text("evidence"),
    text("household"),
    text("person"),
    text("other_household"),
    text("other_person"),
    text("incoming"),
    text("state"),
    text("decision"),
    text("decided_by"),
    text("decided_at"),
    index=("fingerprint", "state"),
)
document = synced(
    "document",
    text("household"),
    text("person"),
    text("kind"),
    text("state"),
    text("expires"),
    text("note"),
    text("how"),
    text("seen_on"),
    text("seen_by"),
    index=("household",),
)
attachment = synced(
    "attachment",
    text("household"),
    text("document"),
    text("name"),
    text("type"),
    whole("size"),
    whole("pages"),
    whole("parts"),
    text("digest"),
    text("thumbnail"),
    text("at"),
    text("by"),
    text("removed"),
    index=("household", "document"),
)
attachment_part = synced("attachment_part", text("attachment"), whole("place"), text("content"), index=("attachment",))
consent = synced(
    "consent",
    text("household"),
    text("person"),
    text("kind"),
    text("basis"),
    text("state"),
    text("on_date"),
    text("recorded_by"),
    index=("household",),
)
attempt = synced(
    "attempt",
    text("household"),
    text("person"),
    text("at"),
    text("by"),
    text("channel"),
    text("outcome"),
    text("note"),
    index=("household",),
)
note = synced(
    "note", text("household"), text("person"), text("at"), text("by"), text("about"), text("text"), index=("household",)
)

# The visit
appointment = synced(
    "appointment",
    text("household"),
    text("service"),
    text("start"),
    whole("minutes"),
    text("caseworker"),
    text("room"),
    text("interpreter"),
    text("others"),
    text("language"),
    text("state"),
    text("purpose"),
    text("bring"),
    text("booked_by"),
    text("present"),
    text("not_before"),
    text("not_after"),
    text("equipment"),
    text("checks"),
    index=("household", "start"),
)
confirmation = synced(
    "confirmation",
    text("household"),
    text("appointment"),
    text("staff"),
    text("start"),
    text("answer"),
    text("why"),
    text("at"),
    text("by"),
    index=("appointment", "start"),
)
availability = synced(
    "availability",
    text("kind"),
    text("who"),
    text("household"),
    text("first"),
    text("last"),
    text("rule"),
    text("why"),
    text("removed"),
    index=("who",),
)
reminder = synced(
    "reminder",
    text("key"),
    text("household"),
    text("appointment"),
    text("kind"),
    text("start"),
    text("device"),
    text("state"),
    text("way"),
    text("contact"),
    text("at"),
    text("by"),
    whole("tries"),
    text("gateway_id"),
    text("fault"),
    index=("key", "appointment"),
)
visit = synced(
    "visit",
    text("household"),
    text("appointment"),
    text("service"),
    text("day"),
    text("ticket"),
    text("state"),
    text("arrived_at"),
    text("called_at"),
    text("entered_at"),
    text("left_at"),
    whole("calls"),
    text("room"),
    text("caseworker"),
    text("priority"),
    text("priority_reason"),
    text("present"),
    text("purpose"),
    text("agreed"),
    text("outcome"),
    text("picked_why"),
    text("wrong_times"),
    whole("times_missed"),
    index=("household", "day"),
)
help_call = synced(
    "help_call",
    text("day"),
    text("by"),
    text("room"),
    text("at"),
    text("answered_by"),
    text("answered_at"),
    text("over_at"),
    index=("day",),
)
day_end = synced("day_end", text("day"), text("at"), text("by"), text("note"), index=("day",))
interview = synced(
    "interview",
    text("household"),
    text("visit"),
    text("caseworker"),
    text("started_at"),
    text("ended_at"),
    text("present"),
    text("section"),
    text("state"),
    text("note"),
    text("questionnaire"),
    index=("household",),
)
questionnaire = synced("questionnaire", text("content"), text("made_on"))
answer = synced(
    "answer",
    text("household"),
    text("question"),
    text("person"),
    text("value"),
    text("status"),
    text("said_by"),
    text("answered_on"),
    text("interview"),
    text("heard"),
    text("before"),
    index=("household",),
)

# The road to rent
scenario = synced(
    "scenario",
    text("household"),
    text("kind"),
    text("name"),
    text("work"),
    whole("saving_cents"),
    text("saving_from"),
    whole("sought_cents"),
    whole("arrears_cents"),
    whole("deposit_paid"),
    whole("debts_less_cents"),
    text("chosen_at"),
    text("made_on"),
    text("made_by"),
    text("removed"),
    index=("household",),
)

# What stays on this machine
journal = Table(
    "journal",
    metadata,
    Column("pos", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("device", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("op", Text, nullable=False),
    Column("table", Text, nullable=False),
    Column("row", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("batch", Text, nullable=False),
    Column("fields", Text, nullable=False),
    Column("base", Text, nullable=False),
    Column("fields_digest", Text, nullable=False),
    Column("prev", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("held", Integer, nullable=False, default=0),
    UniqueConstraint("device", "seq"),
    Index("ix_journal_row", "row"),
    Index("ix_journal_at", "at"),
    Index("ix_journal_held", "held"),
    sqlite_autoincrement=True,
)
journal_page = Table(  # what came by the hundred and is not yet in the journal's rows: see `pages`
    "journal_page",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("spans", Text, nullable=False),
    Column("latest", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
conflict = Table(
    "conflict",
    metadata,
    Column("table", Text, primary_key=True),
    Column("row", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("heads", Text, nullable=False),
    Column("differs", Integer, nullable=False),
    Column("noticed_at", Text, nullable=False),
)
draft = Table(
    "draft",
    metadata,
    Column("id", Text, primary_key=True),
    Column("household", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("text", Text, nullable=False),
)
erased = Table("erased", metadata, Column("row", Text, primary_key=True))
meta = Table("meta", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))
search_row = Table(
    "search_row",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("person", Text, nullable=False, unique=True),
)
