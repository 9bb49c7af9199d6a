"""What `make run` does: opens the demo office, or plays the tour where there is no screen."""

import argparse
import os
import subprocess
import sys
from pathlib import Path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    desk = [sys.executable, "-m", "desk"]
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform in ("win32", "darwin"):
        return subprocess.call([*desk, "demo", "--data", str(arguments.data)])
    print(f"No screen here: playing one family's visit instead; pictures and papers go to {arguments.out.absolute()}")
    return subprocess.call(
        [*desk, "tour", "--out", str(arguments.out)], env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    )


if __name__ == "__main__":
    sys.exit(main())
