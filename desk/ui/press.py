"""The process that prints, from the side of the windows: begun with the first job, kept for the next ones."""

import atexit
import subprocess
import sys
from contextlib import suppress
from threading import Lock

import msgspec

from desk.ui.print_job import Answer, Fault, PrintJob, receive, send

_PATIENCE = 10.0
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)


class Press:
    """Prints one job at a time, for whichever thread asks; waiting for it holds up nobody else."""

    def __init__(self) -> None:
        self._one = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def print(self, job: PrintJob) -> Fault:
        """Returns when the job is with the printer, or what went wrong."""
        with self._one:
            process = self._running()
            assert process.stdin is not None and process.stdout is not None
            try:
                send(process.stdin, job)
                packed = receive(process.stdout)
            except OSError:
                packed = b""
            if not packed:  # it fell over this job; the next one gets a new process
                self._close()
                return "printer"
            return msgspec.msgpack.decode(packed, type=Answer).fault

    def close(self) -> None:
        """It ends by itself when the windows do; this is for whoever wants it gone before."""
        with self._one:
            self._close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._close()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "desk.ui.print_process"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                creationflags=_NO_WINDOW,
            )
        return self._process

    def _close(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what it had not read yet cannot be sent any more
                    pipe.close()
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:  # a printer that hangs must not keep the program
            process.kill()
            process.wait()


PRESS = Press()
atexit.register(PRESS.close)
