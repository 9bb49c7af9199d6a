"""Where the font files are: bundled ones in resources, the others from the system's packages."""

import os
import sys
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from desk import settings
from desk.errors import DeskError
from desk.i18n import _


@dataclass(frozen=True)
class FontFile:
    """One font file: its name, and the Debian package that brings it (empty: bundled)."""

    name: str
    package: str = ""


class Face(Enum):
    """The faces of screens and paper."""

    TEXT = FontFile("TitilliumWeb_400Regular.ttf")
    TEXT_SEMIBOLD = FontFile("TitilliumWeb_600SemiBold.ttf")
    TEXT_BOLD = FontFile("TitilliumWeb_700Bold.ttf")
    ARABIC = FontFile("NotoSansArabic-Regular.ttf", "fonts-noto-core")
    ARABIC_BOLD = FontFile("NotoSansArabic-Bold.ttf", "fonts-noto-core")
    WIDE = FontFile("NotoSans-Regular.ttf", "fonts-noto-core")
    WIDE_BOLD = FontFile("NotoSans-Bold.ttf", "fonts-noto-core")
    CHINESE = FontFile("DroidSansFallbackFull.ttf", "fonts-droid-fallback")
    SIGNS = FontFile("NotoSansSymbols-Regular.ttf", "fonts-noto-core")
    PICTURES = FontFile("NotoSansSymbols2-Regular.ttf", "fonts-noto-core")


def font_file(face: Face) -> Path:
    """The file of a face. DeskError, naming the package, where it is not installed."""
    found = _found(face.value.name, settings.FONTS.value(), str(settings.RESOURCES.path()))
    if found is not None:
        return found
    if face.value.package:
        raise DeskError(
            _("Manca il carattere {name}: installa il pacchetto {package}, poi riprova.").format(
                name=face.value.name, package=face.value.package
            )
        )
    raise DeskError(
        _("Manca il carattere {name} nella cartella {folder}: rimettilo dall'archivio del programma.").format(
            name=face.value.name, folder=settings.RESOURCES.path() / "fonts"
        )
    )


def _found(name: str, extra: str, resources: str) -> Path | None:
    folders = ([Path(extra).expanduser()] if extra else []) + [Path(resources) / "fonts"]
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    for folder in _system_folders():
        for path in folder.rglob(name):
            return path
    return None


def _system_folders() -> list[Path]:
    """The system's font folders, the likeliest first so that few files are walked."""
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft/Windows/Fonts"
        return [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts", local]
    data = [
        Path(folder) for folder in os.environ.get("XDG_DATA_DIRS", "/usr/local/share:/usr/share").split(":") if folder
    ]
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share")
    roots = [folder / "fonts" for folder in (home, *data)] + [Path.home() / ".fonts", Path("/Library/Fonts")]
    near = [root / "truetype" / kind for root in roots for kind in ("noto", "droid")]
    return [*near, *roots]
