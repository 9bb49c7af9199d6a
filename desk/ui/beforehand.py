"""What pages need that somebody may open later is imported beside the GUI thread, while nobody waits for a page.

A page's first opening is else held up by its imports, a fifth to half a second: many times what it takes to build it.
"""

from collections.abc import Sequence
from importlib import import_module
from threading import Event

PAGES = ("household", "interview", "households", "plan", "road", "booking", "agenda")
"""In the order in which a morning needs them; pages that are opened once a week are left out, for their memory."""


class Beforehand:
    """`work` runs on a thread of its owner's."""

    def __init__(self, modules: Sequence[str]) -> None:
        self._modules = modules
        self._free = Event()
        self._free.set()
        self._stopped = False

    def work(self) -> None:
        for module in self._modules:
            self._free.wait()
            if self._stopped:
                return
            import_module(module)

    def pause(self) -> None:
        """Somebody waits for a page: what is not begun waits."""
        self._free.clear()

    def go_on(self) -> None:
        self._free.set()

    def stop(self) -> None:
        self._stopped = True
        self._free.set()
