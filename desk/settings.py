"""One declaration per setting: name, meaning, default. Values come from the environment."""

import math
import os
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).resolve().parent.parent


class Setting(NamedTuple):
    """An environment variable that an IT person may set."""

    name: str
    default: str
    meaning: str

    def value(self) -> str:
        return os.environ.get(self.name, self.default)

    def whole(self) -> int:
        """As a whole number; the default where what stands there is none."""
        value = self.value()
        return int(value if value.isdecimal() else self.default)

    def path(self) -> Path:
        return Path(self.value()).expanduser()


DATA = Setting("DESK_DATA", "", "Folder of the local store; empty means the user's own data folder.")
PASSPHRASE_FILE = Setting(
    "DESK_PASSPHRASE_FILE", "", "File that holds the office passphrase, where no keyring answers."
)
RESOURCES = Setting("DESK_RESOURCES", str(PROJECT / "resources"), "Folder of what the city may change.")
FONTS = Setting("DESK_FONTS", "", "Extra folder to look for fonts in, before the system's folders.")
LANGUAGE = Setting("DESK_LANGUAGE", "it", "Language of the staff screens: it or en.")

TEXT = Setting("DESK_TEXT", "1", "How large the words on the staff's screens are, from 1 to 2.")
LOCK_MINUTES = Setting("DESK_LOCK_MINUTES", "10", "Minutes without a touch after which the window locks; 0: never.")
TICKET_PRINTER = Setting(
    "DESK_TICKET_PRINTER",
    "",
    "Printer of a kiosk: net:HOST, file:PATH (80-mm ESC/POS), or printer:NAME; empty means none.",
)
CHANNELS = Setting(
    "DESK_CHANNELS", "", "File that says how reminders leave: mail server, SMS gateway (docs/reminders.md)."
)

SCAN_FOLDER = Setting(
    "DESK_SCAN_FOLDER",
    "",
    "Folder into which this machine's scanner or camera writes; empty: as chosen in Administration.",
)

CA = Setting(
    "DESK_CA",
    "",
    "File (PEM) with the city's own certificate authority, besides those that the system trusts.",
)

ALL = (DATA, PASSPHRASE_FILE, RESOURCES, FONTS, LANGUAGE, TEXT, LOCK_MINUTES, TICKET_PRINTER, CHANNELS, SCAN_FOLDER, CA)


def data_folder() -> Path:
    """DESK_DATA, else the user's own data folder."""
    if DATA.value():
        return DATA.path()
    from platformdirs import user_data_path  # only when nobody named a folder

    return user_data_path("to-home-desk")


def text_scale() -> float:
    """1 where it says nothing that can be used; «1,5» is how many a person writes it."""
    try:
        scale = float(TEXT.value().replace(",", "."))
    except ValueError:
        return 1.0
    return min(2.0, max(1.0, scale)) if math.isfinite(scale) else 1.0


TIME_ZONE = "Europe/Rome"
STAFF_LANGUAGES = ("it", "en")
FAMILY_LANGUAGES = ("it", "en", "ro", "ar", "es", "fr", "zh", "sq")
RIGHT_TO_LEFT = frozenset({"ar", "ur"})
