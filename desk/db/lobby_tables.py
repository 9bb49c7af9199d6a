"""All that a kiosk or a display receives: no name, no address, no reason, no id that leads to one."""

from desk.db.schema import synced, text, whole

arrival_code = synced(
    "arrival_code",
    text("day"),
    text("hash"),
    text("slot"),
    text("home"),
    whole("place"),
    text("language"),
    whole("gone"),
    scope="lobby",
    index=("hash", "day"),
)
lobby_arrival = synced(
    "lobby_arrival",
    text("day"),
    text("slot"),
    text("kind"),
    text("ticket"),
    text("language"),
    text("at"),
    text("again_at"),
    text("kiosk"),
    scope="lobby",
    index=("day", "slot"),
)
lobby_call = synced(
    "lobby_call",
    text("day"),
    text("ticket"),
    text("room"),
    whole("number"),
    text("language"),
    text("at"),
    whole("calls"),
    scope="lobby",
    index=("day",),
)
lobby_hall = synced(
    "lobby_hall",
    text("day"),
    text("at"),
    text("office"),
    whole("waiting"),
    whole("low"),
    whole("high"),
    scope="lobby",
)
lobby_notice = synced(
    "lobby_notice", text("day"), text("kind"), text("kiosk"), text("at"), whole("over"), scope="lobby", index=("day",)
)
lobby_device = synced("lobby_device", text("public_key"), text("name"), scope="lobby")
lobby_key = synced("lobby_key", text("device"), text("sealed"), scope="lobby")
