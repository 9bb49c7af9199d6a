"""What may be left over: threads, widgets, Qt objects that Python holds, open files, connections."""

import gc
import os
import threading
from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication


@dataclass(frozen=True)
class Count:
    """How much is alive at a moment at which everything that could go is gone."""

    threads: tuple[str, ...]
    widgets: Counter[str]
    objects: Counter[str]
    files: int

    def growth_since(self, before: "Count") -> dict[str, object]:
        """Empty when nothing grew."""
        found: dict[str, object] = {
            "threads": sorted((Counter(self.threads) - Counter(before.threads)).elements()),
            "widgets": dict(self.widgets - before.widgets),
            "objects": dict(self.objects - before.objects),
            "files": max(0, self.files - before.files),
        }
        return {what: more for what, more in found.items() if more}


def count() -> Count:
    settle()
    return Count(
        threads(),
        Counter(type(widget).__name__ for widget in QApplication.allWidgets()),
        Counter(type(each).__name__ for each in gc.get_objects() if isinstance(each, QObject)),
        len(os.listdir("/proc/self/fd")),
    )


def settle() -> None:
    """Let Qt delete what waits to be deleted, and Python what nobody holds."""
    for _round in range(3):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]
        gc.collect()


def threads() -> tuple[str, ...]:
    return tuple(sorted(each.name for each in threading.enumerate()))
