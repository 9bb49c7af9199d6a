"""Pages are imported before somebody opens them, and not while somebody waits."""

import sys
from threading import Thread

from desk.ui.beforehand import Beforehand


def test_while_somebody_waits_nothing_is_begun() -> None:
    beforehand = Beforehand(["desk.no_such_page"])
    beforehand.pause()
    worker = Thread(target=beforehand.work)
    worker.start()
    beforehand.stop()
    worker.join(10)
    assert not worker.is_alive() and "desk.no_such_page" not in sys.modules


def test_what_a_page_needs_is_there_when_the_work_is_over() -> None:
    Beforehand(["desk.domain.series"]).work()
    assert "desk.domain.series" in sys.modules
