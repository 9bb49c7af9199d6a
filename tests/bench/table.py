"""`make bench`: every measure as a ratio to its floor, both sides in one run; the table goes to docs/benchmarks.md.

`python -m tests.bench.table start search` measures only those and leaves the other rows as they were.
"""

import os
import platform
import re
import sys
from dataclasses import dataclass
from importlib import import_module

from desk.settings import PROJECT

MEASURES = ("start", "enter", "sync", "search", "slots", "replan", "seen", "memory", "paper", "interview")
"""Modules `<name>_floor` with `measures() -> list[Measure]`."""
PAGE = PROJECT / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

Ratios to a floor that does the least possible for the same result, measured in turn in one run: machines
are noisy, ratios less. `make bench` writes this page anew; what each floor is stands in `tests/bench/`.

| what | ours | floor | ratio | goal | met | beside |
|---|---|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Measure:
    """Medians in seconds (or bytes, `unit` MB). Without a floor, `goal` is the most that `ours` may be."""

    name: str
    ours: float
    floor: float | None
    goal: float
    unit: str = "ms"
    note: str = ""

    def line(self) -> str:
        if self.floor is None:
            met, ratio, floor, goal = self.ours <= self.goal, "–", "–", self._said(self.goal)
        else:
            times = self.ours / self.floor
            met, ratio, floor, goal = times <= self.goal, f"{times:.2f}", self._said(self.floor), f"{self.goal:.2f}"
        words = (self.name, self._said(self.ours), floor, ratio, goal, "yes" if met else "**no**", self.note)
        return f"| {' | '.join(words)} |"

    def _said(self, value: float) -> str:
        if self.unit == "MB":
            return f"{value / 1e6:.0f} MB"
        digits = 0 if value >= 0.1 else 1 if value >= 0.01 else 2 if value >= 0.001 else 3
        return f"{value * 1000:.{digits}f} ms"


def main() -> None:
    known = _known()
    for name in sys.argv[1:] or MEASURES:
        for measure in import_module(f"tests.bench.{name}_floor").measures():
            known[measure.name] = measure.line()
            print(known[measure.name], flush=True)
            _write(known)


def _known() -> dict[str, str]:
    """The rows of the page as it is: name → line."""
    if not PAGE.exists():
        return {}
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if re.match(r"\| (?!what)[^-]", line)]
    return {line.split(" | ")[0].removeprefix("| "): line for line in lines}


def _write(rows: dict[str, str]) -> None:
    load = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors at the last row"
    foot = f"\nPython {platform.python_version()}, {platform.machine()}, Qt off screen, {load}.\n"
    PAGE.write_text(HEAD + "\n".join(rows.values()) + "\n" + foot, encoding="utf-8")


if __name__ == "__main__":
    main()
