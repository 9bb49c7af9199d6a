"""Where the drawings of the icon set (Tabler, MIT) lie: screens show them, paper draws them."""

import sys
from functools import cache
from pathlib import Path


@cache
def _folder() -> Path:
    """Found without importing the package, which loads an image library."""
    for entry in sys.path:
        folder = Path(entry) / "pytablericons" / "icons" / "outline"
        if folder.is_dir():
            return folder
    raise FileNotFoundError("pytablericons is not installed")


def drawing(name: str) -> str:
    """The SVG of one outline icon: strokes on a grid of 24."""
    return (_folder() / f"{name}.svg").read_text(encoding="utf-8")
