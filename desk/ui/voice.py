"""Speaks in the language of the family where this machine has a voice for it; otherwise it chimes."""

import json
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QLoggingCategory, QObject, QProcess, QTimer, QUrl, Signal

from desk import settings
from desk.ui import constants  # noqa: F401 -- a display calls Qt for days

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect

CHIME = "lobby/chime.wav"
WAIT_MILLISECONDS = 3_000
PATIENCE_MILLISECONDS = 8_000
"""A service that has not answered by then hangs: the number is chimed."""


class Voice(QObject):
    """Opens speech and sound when first needed; a machine without either stays silent.

    Speech lives in a process of its own: to ask the system for its voices takes seconds in which no thread of this
    process would run, and a service that hangs must not stop the window. `spoken` says a language that was spoken,
    `chimed` one for which there was no voice.
    """

    spoken, chimed = Signal(str), Signal(str)

    def __init__(self, parent: QObject | None = None, *, engine: str = "") -> None:
        super().__init__(parent)
        self._engine = engine
        self._process: QProcess | None = None
        self._ready = False
        self._waiting: list[tuple[str, str]] = []
        """Text and language, until the process is ready."""
        self._asked: list[str] = []
        """Languages of what it was asked to say and has not answered."""
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MILLISECONDS)
        self._patience.timeout.connect(self._give_up)
        self._effect: QSoundEffect | None = None
        self._tried_sound = False
        QLoggingCategory.setFilterRules("qt.multimedia.*=false")  # which sound library is missing is no news here

    def begin(self) -> None:
        """Open the system's speech, so that the first call need not wait for it."""
        if self._process is None:
            self._process = QProcess(self)
            self._process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
            self._process.readyReadStandardOutput.connect(self._heard)
            self._process.errorOccurred.connect(self._fell)
        if self._process.state() == QProcess.ProcessState.NotRunning:
            self._ready = False
            self._process.start(sys.executable, ["-m", "desk.ui.speaking", self._engine])

    def say(self, texts: tuple[str, ...], language: str) -> None:
        """Spoken as soon as the voice is ready; else it chimes, where there is sound."""
        self.begin()
        self._waiting.append((" ".join(texts), language))
        self._patience.start()
        self._send()

    def chime(self) -> None:
        effect = self._sound()
        if effect is not None:
            effect.play()

    def hush(self) -> None:
        """Stop in the middle of a word: the next person must not hear it."""
        self._waiting.clear()
        self._asked.clear()
        self._patience.stop()
        if self._process is not None and self._ready:
            self._write("hush")
        if self._effect is not None:
            self._effect.stop()

    def shut(self) -> None:
        """End the process; one that hangs is killed."""
        process, self._process = self._process, None
        self._waiting.clear()
        self._asked.clear()
        self._patience.stop()
        if process is not None and process.state() != QProcess.ProcessState.NotRunning:
            process.errorOccurred.disconnect(self._fell)
            process.kill()  # it keeps nothing, and a service that hangs would not let it end
            process.waitForFinished(WAIT_MILLISECONDS)

    def _send(self) -> None:
        if self._ready:
            for text, language in self._waiting:
                self._asked.append(language)
                self._write("say", text, language)
            self._waiting.clear()

    def _write(self, *words: str) -> None:
        if self._process is not None:
            self._process.write(f"{json.dumps(words)}\n".encode())

    def _heard(self) -> None:
        process = self._process
        while process is not None and process.canReadLine():
            what, *rest = json.loads(bytes(process.readLine().data()))
            if what == "ready":
                self._ready = True
                self._send()
            elif rest[0] in self._asked:
                self._answered(what, rest[0])

    def _answered(self, what: str, language: str) -> None:
        self._asked.remove(language)
        if not self._asked and not self._waiting:
            self._patience.stop()
        if what == "spoken":
            self.spoken.emit(language)
        else:
            self._instead(language)

    def _fell(self) -> None:
        """It did not start, or ended by itself: what it did not say is chimed; the next call has a new one."""
        self._ready = False
        self._give_up()

    def _give_up(self) -> None:
        languages = [*self._asked, *(language for _text, language in self._waiting)]
        self._asked.clear()
        self._waiting.clear()
        for language in languages:
            self._instead(language)

    def _instead(self, language: str) -> None:
        self.chime()
        self.chimed.emit(language)

    def _sound(self) -> "QSoundEffect | None":
        if not self._tried_sound:
            self._tried_sound = True
            try:
                from PySide6.QtMultimedia import QMediaDevices, QSoundEffect  # needs the system's sound libraries
            except ImportError:
                return None
            if QMediaDevices.defaultAudioOutput().isNull():
                return None
            self._effect = QSoundEffect(self)
            self._effect.setSource(QUrl.fromLocalFile(str(settings.RESOURCES.path() / CHIME)))
        return self._effect
