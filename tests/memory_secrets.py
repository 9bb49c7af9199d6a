"""Secrets of the stores of tests, in a file of its own: a process of a test needs them without the tools of tests."""

from pathlib import Path
from typing import ClassVar


class MemorySecrets:
    """Secrets of the test stores: one fixed place in memory."""

    kept: ClassVar[dict[str, bytes]] = {}

    def get(self, name: str) -> bytes | None:
        return self.kept.get(name)

    def set(self, name: str, secret: bytes) -> None:
        self.kept[name] = secret

    def forget(self, name: str) -> None:
        self.kept.pop(name, None)


def memory_secrets(folder: Path, store: str) -> MemorySecrets:
    return MemorySecrets()
