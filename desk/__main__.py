"""The command line: `desk` opens the window, `desk COMMAND` does one thing and prints it."""

import gc
import sys

gc.set_threshold(50_000)  # garbage is swept so seldom that it does not hold up the start; then `desk.app`


def main() -> int:
    """Exit code: 0 done, 1 could not (one line on stderr), 2 wrong words."""
    if len(sys.argv) == 1:
        from desk.app import open_desk  # the window must not wait for the parser

        return open_desk()
    from desk.commands import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
