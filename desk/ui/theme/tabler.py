"""The Tabler outline icons as SVG text, by the name of what they mean. No Qt."""

from desk.drawings import drawing

STROKE = 1.75
GRID = 24

NAMES = {
    "home": "home",
    "today": "calendar-check",
    "households": "users",
    "person": "user",
    "agenda": "calendar-month",
    "calendar": "calendar-month",
    "appointment": "calendar-month",
    "journey": "route",
    "administration": "settings",
    "search": "search",
    "lock": "lock",
    "saved": "cloud-check",
    "offline": "wifi-off",
    "scale": "scale",
    "clock": "clock",
    "door": "door",
    "language": "world",
    "place": "map-pin",
    "print": "printer",
    "volume": "volume",
    "ticket": "ticket",
    "phone": "phone",
    "message": "message-2",
    "document": "file-text",
    "warning": "alert-triangle",
    "urgent": "alert-circle",
    "done": "circle-check",
    "check": "check",
    "info": "info-circle",
    "unknown": "help-circle",
    "undo": "arrow-back-up",
    "plus": "plus",
    "minus": "minus",
    "close": "x",
    "back": "chevron-left",
    "next": "chevron-right",
    "down": "chevron-down",
    "up": "chevron-up",
    "arrow-right": "arrow-right",
    "pencil": "pencil",
    "trash": "trash",
    "work": "briefcase",
    "school": "school",
    "money": "currency-euro",
    "card": "credit-card",
    "flag": "flag",
    "eye": "eye",
    "save": "device-floppy",
    "grip": "grip-vertical",
    "baby": "mood-kid",
    "parking": "parking",
    "key": "key",
    "heart": "heart",
    "health": "heartbeat",
    "computer": "device-desktop",
    "logout": "logout",
    "download": "download",
    "upload": "upload",
    "refresh": "refresh",
    "filter": "filter",
    "dots": "dots",
    "star": "star",
    "history": "history",
    "wheelchair": "wheelchair",
    "camera": "camera",
    "shield": "shield-check",
    "disk": "database",
    "play": "player-play",
}
"""Our word -> the file. A name that is not here is taken as the file's own."""

OWN = {
    "barcode": '<path d="M4 7v-1a2 2 0 0 1 2 -2h2M4 17v1a2 2 0 0 0 2 2h2M16 4h2a2 2 0 0 1 2 2v1'
    'M16 20h2a2 2 0 0 0 2 -2v-1M7.5 9v6M10.5 9v6M13.5 9v6M16.5 9v6" />',
    "reports": '<path d="M4 4v14a2 2 0 0 0 2 2h14M8.5 16v-3M12.5 16v-8M16.5 16v-5" />',
    "reconcile": '<path d="M12 20v-7M12 13l-6 -7M12 13l6 -7M6 10.500v-4.500h4.500M13.500 6h4.500v4.500" />',
}
"""Drawings of ours where the set has none that says it."""


def svg(name: str) -> str:
    """The drawing's file, or our own strokes alone."""
    if name in OWN:
        return OWN[name]
    return drawing(NAMES.get(name, name))


def coloured(name: str, ink: str, side: float, gap: float = 0) -> bytes:
    """The file of a drawing in one colour, ``side`` pixels high, with ``gap`` empty pixels after it."""
    wide = GRID * (1 + gap / side)
    return (
        svg(name)
        .replace("currentColor", ink)
        .replace('stroke-width="2"', f'stroke-width="{STROKE}"')
        .replace('width="24"', f'width="{side + gap}"')
        .replace('height="24"', f'height="{side}"')
        .replace('viewBox="0 0 24 24"', f'viewBox="0 0 {wide} {GRID}"')
        .encode()
    )
