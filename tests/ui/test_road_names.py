"""The words on the picture of the road: every line has its name, none stands on another, no line goes through one."""

from collections.abc import Sequence

from hypothesis import example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from desk.ui.widgets.road.field import Field
from desk.ui.widgets.road.names import Names
from desk.ui.widgets.road.picture import RoadPicture, Sign

SUMS = st.one_of(st.integers(0, 3), st.integers(0, 900))
MONTHS = 24


class Written(Field):
    """Keeps what is written and where."""

    def __init__(self, painter: QPainter, picture: RoadPicture, width: int, height: int) -> None:
        super().__init__(painter, picture, width, height)
        self.words: dict[str, QRectF] = {}

    def write(self, box: QRectF, words: str, kind: str, ink: str, align: Qt.AlignmentFlag) -> None:
        self.words.setdefault(words, box)


def drawn(
    rents: Sequence[int], other: Sequence[int], sought: int, width: int = 870, lease: Sign | None = None
) -> Written:
    picture = RoadPicture(
        rents=rents, other=other, sought=sought, saved=[0] * MONTHS, needed=3 * sought, can_sign=[False] * MONTHS,
        dates=["nov"] * MONTHS, years=[], rents_words="affitto che può pagare (B)", other_words="scenario A: come oggi",
        sought_words="affitto cercato", saved_title="Risparmio", needed_words="servono", sign_words="qui può firmare",
        lease=lease, leave=Sign(1.3, "rilascio casa"),
    )  # fmt: skip
    pixmap = QPixmap(width, 390)
    painter = QPainter(pixmap)
    field = Written(painter, picture, width, 390)
    Names(field).draw()
    painter.end()
    return field


def test_the_ring_of_the_lease_covers_no_sum(qapp: QApplication) -> None:
    field = drawn([70] * 4 + [653] * 20, [360] * 24, 410, lease=Sign(4, "contratto"))
    box = field.words["653 €"]
    assert not box.intersects(QRectF(field.x(4) - 7, field.y(653) - 7, 14, 14))


def level(field: Written, box: QRectF) -> list[float]:
    """The lines across that go through a box."""
    found = [field.y(field.picture.sought)]
    for rents in (field.picture.rents, field.picture.other):
        for place, amount in enumerate(rents):
            if field.x(place) < box.right() and box.left() < field.x(place + 1):
                found.append(field.y(amount))
    return [y for y in found if box.top() + 1 < y < box.bottom() - 1]


@settings(max_examples=120, deadline=None)
@given(SUMS, SUMS, SUMS, SUMS, st.integers(0, MONTHS), st.sampled_from([480, 620, 870]))
@example(0, 0, 1, 0, 0, 870)  # a euro is looked for, none can be paid
@example(0, 0, 0, 0, 0, 870)  # no rent known, no income
@example(1, 0, 0, 1, 0, 480)
def test_every_line_has_its_name_and_no_line_goes_through_one(
    qapp: QApplication, before: int, after: int, sought: int, other: int, turn: int, width: int
) -> None:
    rents = [before] * turn + [after] * (MONTHS - turn)
    field = drawn(rents, [other] * MONTHS, sought, width)
    names = [words for words in ("affitto cercato", "affitto che può pagare (B)") if words in field.words]
    assert len(names) == 2
    assert "scenario A: come oggi" in field.words or [other] * MONTHS == rents
    boxes = list(field.words.values())
    for place, box in enumerate(boxes):
        assert box.left() >= field.left and box.right() <= field.width
        assert not any(box.intersects(each) for each in boxes[:place])
        assert not level(field, box)
