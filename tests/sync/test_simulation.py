"""A few simulated offices: everything goes wrong, and in the end all agree. `make simulate SEEDS=…` plays many."""

from pathlib import Path

import pytest

from tests.sync.simulation.mutations import MUTATIONS, PROJECT, Mutation
from tests.sync.simulation.play import play


@pytest.mark.parametrize("seed", range(3))
def test_all_agree_after_everything_that_can_happen(empty_store: Path, tmp_path: Path, seed: int) -> None:
    play(seed, tmp_path, empty_store)


def test_the_same_seed_tells_the_same_story(empty_store: Path, tmp_path: Path) -> None:
    told = []
    for name in ("once", "again"):
        (tmp_path / name).mkdir()
        told.append(play(11, tmp_path / name, empty_store, steps=25))
    assert told[0] == told[1]


@pytest.mark.parametrize("mutation", MUTATIONS, ids=[mutation.name for mutation in MUTATIONS])
def test_what_is_broken_on_purpose_is_still_there(mutation: Mutation) -> None:
    """`make mutate` breaks these places to see whether the stories notice; it takes too long for every day."""
    assert (PROJECT / mutation.file).read_text(encoding="utf-8").count(mutation.right) == 1
