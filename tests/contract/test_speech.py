"""The real speech service of the system, with eSpeak behind it and a file for a loudspeaker: each language is heard."""

import array
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.domain.lobby_words import Say
from desk.settings import FAMILY_LANGUAGES
from desk.ui.presenters.display import say
from desk.ui.voice import Voice

SAMPLES_A_SECOND = 22_050
LOUD = 2_000
SOUND = """
pcm.!default {{ type file file "{heard}" format "raw" slave.pcm {{ type null }} }}
ctl.!default {{ type hw card 0 }}
"""
SERVICE = """
CommunicationMethod "unix_socket"
AudioOutputMethod "alsa"
DefaultModule espeak-ng
AddModule "espeak-ng" "sd_espeak-ng" "espeak-ng.conf"
"""


class Loudspeaker:
    """What came out of it since it was asked last."""

    def __init__(self, heard: Path) -> None:
        self._heard, self._read = heard, 0

    def samples(self) -> "array.array[int]":
        whole = self._heard.read_bytes() if self._heard.exists() else b""
        return array.array("h", whole[self._read : len(whole) // 2 * 2])

    def forget(self) -> None:
        self._read = self._heard.stat().st_size if self._heard.exists() else 0


@pytest.fixture
def loudspeaker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[Loudspeaker]:
    """A speech service of this test's own."""
    (tmp_path / "modules").mkdir()
    shutil.copy("/etc/speech-dispatcher/modules/espeak-ng.conf", tmp_path / "modules")
    (tmp_path / "speechd.conf").write_text(SERVICE)
    (tmp_path / "alsa.conf").write_text(SOUND.format(heard=tmp_path / "heard.raw"))
    socket = tmp_path / "spd.sock"
    options = ["-s", "-C", str(tmp_path), "-S", str(socket), "-P", str(tmp_path / "pid"), "-L", str(tmp_path)]
    with (tmp_path / "out").open("wb") as out:
        service = subprocess.Popen(
            ["speech-dispatcher", *options],
            env=os.environ | {"ALSA_CONFIG_PATH": str(tmp_path / "alsa.conf")},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    monkeypatch.setenv("SPEECHD_ADDRESS", f"unix_socket:{socket}")
    try:
        qtbot.waitUntil(lambda: socket.exists() or service.poll() is not None, timeout=10_000)
        assert service.poll() is None, (tmp_path / "out").read_text()
        yield Loudspeaker(tmp_path / "heard.raw")
    finally:
        service.terminate()
        service.wait(10)


def test_a_number_is_heard_in_each_language_of_the_families(
    loudspeaker: Loudspeaker, qtbot: QtBot, qapp: QApplication
) -> None:
    voice = Voice(engine="speechd")
    voice.chime = lambda: None  # type: ignore[method-assign]
    heard = {}
    for language in FAMILY_LANGUAGES:
        loudspeaker.forget()
        sentences = (say(Say.SPOKEN, language, ticket="A 17"), say(Say.GO_ROOM, language, n=1))
        with qtbot.waitSignal(voice.spoken, timeout=10_000) as spoken:
            voice.say(sentences, language)
        assert spoken.args == [language]
        qtbot.waitUntil(lambda: len(loudspeaker.samples()) > SAMPLES_A_SECOND, timeout=10_000)
        samples = loudspeaker.samples()
        assert max(samples) > LOUD
        heard[language] = bytes(samples[:SAMPLES_A_SECOND])
    assert len(set(heard.values())) == len(FAMILY_LANGUAGES)
    with qtbot.waitSignal(voice.chimed, timeout=10_000):
        voice.say(("A 17",), "xx")
    voice.shut()
