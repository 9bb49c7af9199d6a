"""`desk tour` as a command: it plays the whole visit and leaves every picture and paper, and nothing else behind."""

import os
import subprocess
import sys
from pathlib import Path

from pypdf import PdfReader

PICTURES = 22
PAPERS = {"piano-it-ro.pdf", "piano-it-ar.pdf", "foglio-della-visita.pdf"}


def test_the_tour_plays_the_whole_visit(tmp_path: Path) -> None:
    out, scratch = tmp_path / "out", tmp_path / "scratch"
    scratch.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "desk", "tour", "--families", "60", "--out", str(out)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(scratch)},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    made = {path.name for path in out.iterdir()}
    assert made >= PAPERS
    assert len(made - PAPERS) >= PICTURES
    assert all((out / name).stat().st_size > 10_000 for name in made - PAPERS)
    for name in PAPERS:
        assert "El Amrani" in PdfReader(out / name).pages[0].extract_text()
    assert list(scratch.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    done = subprocess.run(
        [sys.executable, "-m", "desk", "tour", "--out", str(blocked / "out")],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    lines = [line for line in done.stderr.splitlines() if line]
    assert len(lines) == 1 and str(blocked) in lines[0]
