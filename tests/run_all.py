"""Everything that `make test` runs: style, types, contracts, then the tests in parallel. Stops at the first failure."""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

BIN = Path(sys.executable).parent
CHECKS = (
    ("style", ("ruff", "check", "desk", "tests", "installers")),
    ("layout", ("ruff", "format", "--check", "-q", "desk", "tests", "installers")),
    ("types", ("mypy",)),
    ("contracts", ("lint-imports", "--no-cache")),
)


def step(name: str, command: Sequence[str]) -> None:
    start = time.perf_counter()
    print(f"— {name}", flush=True)
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    program = command[0] if command[0].startswith("/") else str(BIN / command[0])
    code = subprocess.call([program, *command[1:]], env=environment)
    if code:
        print(f"{name}: failed", file=sys.stderr)
        sys.exit(code)
    print(f"  {name}: {time.perf_counter() - start:.0f} s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only-checks", action="store_true")
    arguments = parser.parse_args()
    for name, command in CHECKS:
        step(name, command)
    if not arguments.only_checks:
        jobs = ("-n", str(arguments.jobs), "--dist", "worksteal") if arguments.jobs > 1 else ()
        step("tests", (sys.executable, "-m", "pytest", "-q", *jobs, "--durations", "15"))


if __name__ == "__main__":
    main()
