"""A day of painting does not use None up (see desk/ui/constants.py)."""

import sys

from PySide6.QtGui import QImage, QPainter

from desk.ui.constants import COUNTED, MORE_THAN_CAN_BE_LOST


def test_none_has_more_references_than_painting_can_lose() -> None:
    picture = QImage(10, 10, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    before = sys.getrefcount(None)
    for _ in range(10_000):
        painter.save()
        painter.restore()
    painter.end()
    lost = before - sys.getrefcount(None)
    assert lost < 100_000
    if COUNTED:
        assert sys.getrefcount(None) > MORE_THAN_CAN_BE_LOST // 2
