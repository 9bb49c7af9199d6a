"""The house rules that no tool checks: size of files, Qt-free presenters, one door for writes, banned words."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from desk.db.store import Store
from desk.db.tables import SYNCED, metadata

PROJECT = Path(__file__).parent.parent.parent
CODE = sorted((PROJECT / "desk").rglob("*.py"))
WALL = 500


def named(path: Path) -> str:
    return str(path.relative_to(PROJECT))


@pytest.mark.parametrize("path", CODE, ids=named)
def test_no_file_is_longer_than_the_wall(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= WALL


@pytest.mark.parametrize("path", [path for path in CODE if "migrations" not in path.parts], ids=named)
def test_every_module_and_public_class_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text())
    if not tree.body:
        return
    assert ast.get_docstring(tree), "no module docstring"
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"class {node.name} has no docstring"


def test_rows_are_written_only_by_the_store() -> None:
    """A synced table changed past the unit of work would have no journal entry."""
    tables = "|".join(SYNCED)
    writing = re.compile(rf"\b({tables})\.(insert|update|delete)\(|(INSERT INTO|UPDATE|DELETE FROM) \"?({tables})\b")
    outside = [
        named(path)
        for path in CODE
        if path.parent.name != "db"
        and "migrations" not in path.parts
        and "server" not in path.parts
        and writing.search(path.read_text())
    ]
    assert outside == []


def test_the_migrations_build_exactly_the_declared_tables(store: Store) -> None:
    def mine(thing: object, name: str | None, kind: str, reflected: bool, other: object) -> bool:
        return not (kind == "table" and name is not None and name.startswith("person_search"))

    with store.read() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": mine})
        assert compare_metadata(context, metadata) == []


def test_the_project_speaks_of_itself_only() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout.split()
    foreign = re.compile(r"/(w[o]rk|f[a]rm)/|\.l[i]brary\b|py[p]i\.org|n[p]mjs|deb\.de[b]ian|\.\./sh[a]red")
    found = [
        f"{name}: {match.group()}"
        for name in listed
        if name.endswith((".py", ".md", ".toml", ".yml", ".yaml", ".sh", ".po", ".lock", ".json")) or name == "Makefile"
        for match in [foreign.search((PROJECT / name).read_text(errors="replace"))]
        if match
    ]
    assert found == []


def test_every_file_of_tests_can_fail() -> None:
    skipping = re.compile(r"pytest\.mark\.(skip|xfail)|pytest\.skip\(|importorskip|time\.sleep\(|qtbot\.wait\(\d")
    here = Path(__file__)
    found = [
        named(path) for path in (PROJECT / "tests").rglob("*.py") if path != here and skipping.search(path.read_text())
    ]
    assert found == []
