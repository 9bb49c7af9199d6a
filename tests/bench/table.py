"""`make bench`: every measure as a ratio to its floor, both sides in one run; the table goes to docs/benchmarks.md."""

import platform

from desk.settings import PROJECT
from tests.bench import paper_floor, start_floor

MEASURES = (start_floor, paper_floor)


def main() -> None:
    lines = [
        "# Benchmarks",
        "",
        "Ratios to a floor that does the least possible for the same result, measured in turn in one run: machines",
        "are noisy, ratios less. `make bench` writes this page anew.",
        "",
        "| what | ours | floor | ratio | goal | met |",
        "|---|---|---|---|---|---|",
    ]
    for measure in MEASURES:
        for name, ours, floor, goal in measure.rows():
            ratio = ours / floor
            met = "yes" if ratio <= goal else "no"
            lines.append(
                f"| {name} | {ours * 1000:.0f} ms | {floor * 1000:.0f} ms | {ratio:.2f} | {goal:.2f} | {met} |"
            )
            print(lines[-1], flush=True)
    lines += ["", f"Python {platform.python_version()}, {platform.machine()}, Qt off screen."]
    (PROJECT / "docs" / "benchmarks.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
