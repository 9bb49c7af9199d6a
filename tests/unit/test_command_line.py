"""The command line: which command runs, and what a person reads where a word or a file cannot be used."""

from pathlib import Path

import pytest

from desk import commands, settings
from desk.commands.common import read_secret_file


@pytest.fixture(autouse=True)
def no_folder_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`--data` sets it for the whole process: it is put back."""
    monkeypatch.setenv("DESK_DATA", str(tmp_path))
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("words", ["--data demo check", "--data=demo check", "--dat backup check", "check --data demo"])
def test_a_folder_called_like_a_command_is_a_folder(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.run(words.split()) == 1
    assert "non c'è un archivio" in capsys.readouterr().err


@pytest.mark.parametrize("words", ["--data calendar export questionnaire", "export questionnaire --data calendar"])
def test_an_export_takes_the_folder_before_and_after(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.run(words.split()) == 0
    assert '"Questionnaire"' in capsys.readouterr().out


@pytest.mark.parametrize("typed", ["è°", "\u201cABCD", "ABCD EFGH"])
def test_a_key_with_foreign_signs_is_wrong_in_words(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("key.txt").write_text(typed, encoding="utf-8")
    assert commands.run(["restore", "--key-file", "key.txt"]) == 1
    assert "La chiave non è giusta" in capsys.readouterr().err


def test_a_password_saved_by_an_editor_that_marks_its_files_is_the_password(tmp_path: Path) -> None:
    (tmp_path / "password.txt").write_bytes("\ufeffciao mamma\r\n".encode())
    assert read_secret_file(tmp_path / "password.txt") == "ciao mamma"


@pytest.mark.parametrize("words", ["", "--database sqlite:///away/server.db"])
@pytest.mark.parametrize("command", ["code", "code --hub", "devices", "report"])
def test_who_asks_a_server_that_is_not_there_makes_none(
    command: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert commands.run([*command.split(), *words.split()]) == 1
    said = capsys.readouterr()
    assert not said.out and "server.db" in said.err and "desk serve" in said.err and len(said.err.splitlines()) == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("port", ["99999", "-1", "http"])
def test_a_port_that_is_none_is_named(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        commands.run(["serve", "--database", "sqlite:///server.db", "--port", port])
    assert ended.value.code == 2 and port in capsys.readouterr().err


@pytest.mark.parametrize(
    ("written", "scale"), [("", 1.0), ("2", 2.0), ("1,5", 1.5), ("0", 1.0), ("9", 2.0), ("grande", 1.0), ("nan", 1.0)]
)
def test_any_word_for_the_size_of_the_text_opens_the_window(
    written: str, scale: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESK_TEXT", written)
    assert settings.text_scale() == scale


def test_a_setting_that_should_be_a_number_and_is_none_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_LOCK_MINUTES", "²")
    assert settings.LOCK_MINUTES.whole() == 10
