"""Keeps Python's constants alive under Qt.

PySide6 6.12 gives back None, True and False without counting the reference, as Python 3.12 allows (they live for ever
there). Python 3.11 still counts: after some hours of clicks None would be freed and the program would fall. So on 3.11
these constants get more references than a program can lose. `tests/ui/test_constants_live.py` shows both.
"""

import ctypes
import sys

COUNTED = sys.version_info < (3, 12)
MORE_THAN_CAN_BE_LOST = 1 << 40


def keep_constants() -> None:
    """Give the constants their references; a second call does no harm."""
    for constant in (None, True, False, Ellipsis, NotImplemented):
        ctypes.c_ssize_t.from_address(id(constant)).value += MORE_THAN_CAN_BE_LOST


if COUNTED:
    keep_constants()
