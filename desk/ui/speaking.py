"""The process that speaks, beside kiosk and display: lines of JSON come in, and go out when something was said.

`["say", text, language]` and `["hush"]` come in; `["ready"]`, `["spoken", language]` and `["silent", language]` go out.
It ends when nobody writes to it any more.
"""

import json
import os
import signal
import sys
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QObject, Signal, Slot

from desk.ui import constants  # noqa: F401 -- a display calls Qt for days

if TYPE_CHECKING:
    from PySide6.QtTextToSpeech import QTextToSpeech, QVoice

LANGUAGES = {
    "it": QLocale.Language.Italian,
    "en": QLocale.Language.English,
    "ro": QLocale.Language.Romanian,
    "ar": QLocale.Language.Arabic,
    "es": QLocale.Language.Spanish,
    "fr": QLocale.Language.French,
    "zh": QLocale.Language.Chinese,
    "sq": QLocale.Language.Albanian,
}
NAMED = {"zh": ("Chinese (Mandarin, latin as Pinyin)", "Chinese (Mandarin)")}
"""Voices that Qt files under no language, because it does not know «cmn». Of eSpeak's two this one reads characters."""
OPENING_SECONDS = 60
"""A service that hangs while it is opened does not leave this process behind for ever."""


class Speaker(QObject):
    """Opens the system's speech once, and knows which of its voices is for whom."""

    came = Signal(str)

    def __init__(self, engine: str) -> None:
        super().__init__()
        self._speech = _open(engine)
        self.came.connect(self._take)

    @Slot(str)
    def _take(self, line: str) -> None:
        what, *rest = json.loads(line)
        if what == "hush":
            if self._speech is not None:
                self._speech.stop()
            return
        text, language = rest
        speech = self._speech
        if speech is None or not _speaks(speech, language):
            _tell("silent", language)
        else:
            speech.say(text)
            _tell("spoken", language)

    def listen(self) -> None:
        """In a thread of its own, until nobody writes any more."""
        for line in sys.stdin:
            self.came.emit(line)
        os._exit(0)  # whatever the speech service still does


def _tell(*words: str) -> None:
    print(json.dumps(words), flush=True)  # noqa: T201


def _open(engine: str) -> "QTextToSpeech | None":
    try:
        from PySide6.QtTextToSpeech import QTextToSpeech  # needs the system's sound libraries
    except ImportError:
        return None
    speech = QTextToSpeech(engine) if engine else QTextToSpeech()
    return speech if speech.engine() and speech.state() != QTextToSpeech.State.Error else None


def _speaks(speech: "QTextToSpeech", language: str) -> bool:
    """Take the voice for a language; False where there is none."""
    wanted = LANGUAGES.get(language)
    locale = next((each for each in speech.availableLocales() if each.language() == wanted), None)
    if locale is not None:
        speech.setLocale(locale)
        return True
    voice = _named(speech, NAMED.get(language, ()))
    if voice is not None:
        speech.setVoice(voice)
    return voice is not None


def _named(speech: "QTextToSpeech", names: tuple[str, ...]) -> "QVoice | None":
    known = {voice.name(): voice for voice in speech.allVoices(QLocale.c())} if names else {}
    return next((known[name] for name in names if name in known), None)


def main() -> int:
    application = QCoreApplication(sys.argv)
    if hasattr(signal, "alarm"):
        signal.alarm(OPENING_SECONDS)
    speaker = Speaker(sys.argv[1] if len(sys.argv) > 1 else "")
    if hasattr(signal, "alarm"):
        signal.alarm(0)
    _tell("ready")
    Thread(target=speaker.listen, daemon=True).start()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
