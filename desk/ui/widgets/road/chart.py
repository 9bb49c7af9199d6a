"""The road to rent drawn: the rent they can pay above, what they set aside below, on the same months."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QSizePolicy

from desk.ui.theme.measure import px, scale
from desk.ui.widgets.painted import Painted
from desk.ui.widgets.road.axes import draw_amounts, draw_grid, draw_months
from desk.ui.widgets.road.bars import draw_bars, draw_bars_title
from desk.ui.widgets.road.field import Field
from desk.ui.widgets.road.lines import draw_ground, draw_lines
from desk.ui.widgets.road.names import Names
from desk.ui.widgets.road.picture import RoadPicture
from desk.ui.widgets.road.signs import draw_flags, draw_turns


class RoadChart(Painted):
    """The words given say what the chart shows."""

    def __init__(self) -> None:
        self.shown: RoadPicture | None = None
        self._kept: dict[str, tuple[object, QPixmap]] = {}
        self._whole: tuple[object, QPixmap] | None = None
        super().__init__("")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)  # else each new card paints it anew

    def set(self, picture: RoadPicture, words: str) -> None:
        """No new measure: the size does not hang on the figures, and a slider must be answered within a frame."""
        if picture != self.shown:
            self.shown = picture
            self._whole = None
            self.update()
        if words != self.accessibleName():
            self.setAccessibleName(words)

    def measure(self) -> QSize:
        return QSize(px(620), px(390))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(300), px(370))

    def draw(self, painter: QPainter) -> None:
        """Painted once: cards that come beside it move it, and cost no second painting."""
        picture = self.shown
        if picture is None or not picture.rents:
            return
        key = self._size_key()
        if self._whole is None or self._whole[0] != key:
            self._whole = (key, self._pixmap(lambda each: self._draw(each, picture)))
        painter.drawPixmap(0, 0, self._whole[1])

    def _draw(self, painter: QPainter, picture: RoadPicture) -> None:
        field = Field(painter, picture, self.width(), self.height())
        draw_ground(field)
        painter.drawPixmap(0, 0, self._still("grid", field.grid_key, draw_grid, field))
        painter.drawPixmap(0, 0, self._still("months", field.months_key, draw_months, field))
        draw_lines(field)
        draw_bars(field)
        draw_amounts(field)
        turns = draw_turns(field)
        draw_flags(field)
        Names(field, turns).draw()
        draw_bars_title(field)

    def _still(self, name: str, hangs_on: object, draw: Callable[[Field], None], field: Field) -> QPixmap:
        """Months, and sums of the axes, painted once: they are most of the words, and a slider seldom moves them."""
        key = (hangs_on, self._size_key())
        if name not in self._kept or self._kept[name][0] != key:
            held = field.painter

            def paint(painter: QPainter) -> None:
                field.painter = painter
                draw(field)

            self._kept[name] = (key, self._pixmap(paint))
            field.painter = held
        return self._kept[name][1]

    def _size_key(self) -> object:
        return self.size(), self.devicePixelRatioF(), scale()

    def _pixmap(self, paint: Callable[[QPainter], None]) -> QPixmap:
        made = QPixmap(self.size() * self.devicePixelRatioF())
        made.setDevicePixelRatio(self.devicePixelRatioF())
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(painter)
        painter.end()
        return made
