"""The scanner's folder: set by an administrator, outside the store; a file goes only when its copy is safe."""

from pathlib import Path

import pytest

from desk.db.store import Store
from desk.errors import BadInput, NotAllowed
from desk.office.household.attachment_file import read_file
from desk.office.household.attachments import Kept, attach_to_kind, remove_copy
from desk.office.household.scan_folder import clear_file, scan_folder, set_scan_folder, waiting_files
from desk.office.session import Session, system_session
from desk.ui.copy_pages import pdf_facts
from tests.papers import pdf
from tests.small_office import SmallOffice, build_small_office


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


@pytest.fixture
def folder(tmp_path: Path, store: Store) -> Path:
    made = tmp_path / "scans"
    made.mkdir()
    (made / "carta.pdf").write_bytes(pdf())
    set_scan_folder(system_session(store), str(made))
    return made


def taken(session: Session, office: SmallOffice, file: Path) -> tuple[str, Kept]:
    home = office.family("TH-0001", "Rossi")
    read = read_file(file, pdf_facts)
    return read.source, attach_to_kind(session, home, "id", None, read)


def test_it_is_a_setting_of_the_machine(office: SmallOffice, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session, machine = office.session(), system_session(office.store)
    with pytest.raises(NotAllowed):
        set_scan_folder(session, str(folder))
    for wrong in (str(folder / "nowhere"), "scans", str(office.store.folder), str(office.store.folder.parent)):
        with pytest.raises(BadInput):
            set_scan_folder(machine, wrong)
    assert [each.name for each in waiting_files(session)] == ["carta.pdf"]
    monkeypatch.setenv("DESK_SCAN_FOLDER", "/elsewhere")
    assert scan_folder(office.store) == Path("/elsewhere")
    with pytest.raises(BadInput, match="non risponde"):
        waiting_files(session)
    monkeypatch.delenv("DESK_SCAN_FOLDER")
    set_scan_folder(machine, "")
    assert waiting_files(session) == ()


def test_a_file_goes_when_its_copy_is_safe(office: SmallOffice, folder: Path) -> None:
    session, file = office.session(), folder / "carta.pdf"
    source, kept = taken(session, office, file)
    clear_file(session, str(file), source, kept.attachment)
    assert list(folder.iterdir()) == []


def test_a_file_stays_when_anything_is_not_as_it_was(office: SmallOffice, folder: Path, tmp_path: Path) -> None:
    session, file = office.session(), folder / "carta.pdf"
    source, kept = taken(session, office, file)
    with pytest.raises(BadInput, match="non è nell'archivio"):
        clear_file(session, str(file), source, "another")
    other = tmp_path / "carta.pdf"
    other.write_bytes(pdf())
    with pytest.raises(BadInput, match="non è nella cartella"):
        clear_file(session, str(other), source, kept.attachment)
    file.write_bytes(pdf(words="another page"))
    with pytest.raises(BadInput, match="è cambiato"):
        clear_file(session, str(file), source, kept.attachment)
    remove_copy(session, kept.attachment)
    with pytest.raises(BadInput, match="non è nell'archivio"):
        clear_file(session, str(file), source, kept.attachment)
    assert other.exists()
    assert file.exists()
