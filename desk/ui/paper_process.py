"""The processes that draw and print papers, from the side of the windows: begun once, kept for what comes next."""

import atexit
import subprocess
import sys
from contextlib import suppress
from threading import Lock

import msgspec

from desk.ui.paper_jobs import Answer, DrawJob, Fault, Job, LettersJob, Picture, PictureJob, PrintJob, receive, send

_PATIENCE = 10.0
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)


class PaperProcess:
    """Does one job at a time, for whichever thread asks; waiting for it holds up nobody else."""

    def __init__(self) -> None:
        self._one = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """Before the first job, so that it need not wait."""
        with self._one:
            self._running()

    def draw(self, paper: str, facts: bytes) -> bytes | None:
        """The PDF; None where the process fell."""
        answer = self._ask(DrawJob(paper, facts))
        return answer.content if answer else None

    def pictures(self, content: bytes, width: int) -> tuple[Picture, ...]:
        """Of every page; none where it is no PDF, or the process fell."""
        answer = self._ask(PictureJob(content, width))
        return answer.pictures if answer else ()

    def lacking(self, content: bytes) -> tuple[str, ...]:
        """The words on these pages with a letter that no font could draw."""
        answer = self._ask(LettersJob(content))
        return answer.words if answer else ()

    def print(self, job: PrintJob) -> Fault:
        """Returns when the job is with the printer, or what went wrong."""
        answer = self._ask(job)
        return answer.fault if answer else "printer"

    def close(self) -> None:
        """It ends by itself when the windows do; this is for whoever wants it gone before. A hanging printer does not
        keep the program: whoever waits for it hears that it fell."""
        if not self._one.acquire(timeout=_PATIENCE):
            if self._process is not None:
                self._process.kill()
            return
        try:
            self._close()
        finally:
            self._one.release()

    def _ask(self, job: Job) -> Answer | None:
        """None: it fell over this job; the next one gets a new process."""
        with self._one:
            process = self._running()
            assert process.stdin is not None and process.stdout is not None
            try:
                send(process.stdin, job)
                packed = receive(process.stdout)
            except OSError:
                packed = b""
            if not packed:
                self._close()
                return None
        return msgspec.msgpack.decode(packed, type=Answer)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._close()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "desk.ui.paper_work"],
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


PRINTS = PaperProcess()
DRAWS = PaperProcess()
"""Apart, so that a sheet that somebody looks at does not wait for a batch at the printer."""
for _each in (PRINTS, DRAWS):
    atexit.register(_each.close)
