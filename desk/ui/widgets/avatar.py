"""A person's initials in a disc, tinted by who they are."""

from zlib import crc32

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap, QPixmapCache
from PySide6.QtWidgets import QSizePolicy

from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.painted import Painted, plate, write

KINDS = ("info", "success", "interpreter", "neutral")


def initials(name: str) -> str:
    """First letters of the first two words: "Youssef El Amrani" -> "YE"."""
    return "".join(word[0] for word in name.split()[:2]).upper()


class Avatar(Painted):
    """``seed`` keeps the tint of one person; ``letters`` when initials are not the first two words'."""

    def __init__(self, name: str, *, seed: str = "", letters: str = "", size: int = 40, kind: str = "") -> None:
        self._letters = letters or initials(name)
        self._kind = kind or KINDS[crc32((seed or name).encode()) % len(KINDS)]
        self._side = size
        super().__init__(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_name(self, name: str) -> None:
        self._letters = initials(name)
        self.say(name)

    def measure(self) -> QSize:
        return QSize(px(self._side), px(self._side))

    def draw(self, painter: QPainter) -> None:
        """From the pictures that were drawn before: a page shows the same few people many times."""
        dense = self.devicePixelRatioF()
        key = f"avatar {self._letters} {self._kind} {self._side} {self.width()}x{self.height()} {dense}"
        picture = QPixmap()
        if not QPixmapCache.find(key, picture):
            picture = QPixmap(self.size() * dense)
            picture.setDevicePixelRatio(dense)
            picture.fill(Qt.GlobalColor.transparent)
            with QPainter(picture) as inside:
                inside.setRenderHint(QPainter.RenderHint.Antialiasing)
                self._draw(inside)
            QPixmapCache.insert(key, picture)
        painter.drawPixmap(0, 0, picture)

    def _draw(self, painter: QPainter) -> None:
        tone = tokens.TONES[self._kind]
        box = QRectF(self.rect())
        plate(painter, box, tone.tint, tone.edge, radius=box.height() / 2)
        kind = "strong" if self._side >= 40 else "note-strong" if self._side >= 30 else "axis-strong"
        write(painter, box, self._letters, kind, tone.text, align=Qt.AlignmentFlag.AlignHCenter)
