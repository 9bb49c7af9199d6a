"""A real GNOME keyring on a session bus of its own, in a home of its own: nothing of whoever runs the tests is seen."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from jeepney import MatchRule
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection

from tests.desk_process import clean_environment

NAME = "org.freedesktop.secrets"
SAY_WHAT_IS_MISSING = (
    "{program} is missing, and the keyring cannot be tested without it: sh installers/linux/system-packages.sh --tests"
)


@dataclass
class SecretService:
    """A login keyring with its password; `environment` lets a process find it."""

    home: Path
    environment: dict[str, str]
    password: str = "login"
    daemon: subprocess.Popen[bytes] | None = field(default=None)

    def unlock(self) -> None:
        """Start the keyring as a log-in does, with the password."""
        self.start("--unlock", self.password)

    def start(self, how: str, password: str = "") -> None:
        self.stop()
        self.daemon = subprocess.Popen(
            [
                program("gnome-keyring-daemon"),
                "--foreground",
                "--components=secrets",
                f"--control-directory={self.home / 'run' / 'keyring'}",
                how,
            ],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        assert self.daemon.stdin
        self.daemon.stdin.write(password.encode())
        self.daemon.stdin.close()
        self._await_name()

    def stop(self) -> None:
        if self.daemon is not None:
            self.daemon.terminate()
            self.daemon.wait()
            self.daemon = None

    def _await_name(self) -> None:
        """Until the keyring has taken its name on the bus: asked too early, the bus would start another one."""
        changes = MatchRule(
            type="signal", interface=message_bus.interface, member="NameOwnerChanged", path=message_bus.object_path
        )
        changes.add_arg_condition(0, NAME)
        with open_dbus_connection(self.environment["DBUS_SESSION_BUS_ADDRESS"]) as bus, bus.filter(changes) as heard:
            Proxy(message_bus, bus).AddMatch(changes)
            (owned,) = Proxy(message_bus, bus).NameHasOwner(NAME)
            if not owned:
                bus.recv_until_filtered(heard, timeout=20)


def program(name: str) -> str:
    """Where it is; fails the test with one clear line where it is not."""
    found = shutil.which(name)
    assert found, SAY_WHAT_IS_MISSING.format(program=name)
    return found


@contextmanager
def secret_service(home: Path) -> Iterator[SecretService]:
    """A bus and a keyring that is not started yet; both end with the block."""
    run = home / "run"
    run.mkdir(mode=0o700)
    environment = clean_environment() | {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(run),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
    }
    bus = subprocess.Popen(
        [program("dbus-daemon"), "--session", "--nofork", "--print-address=1", f"--address=unix:path={run / 'bus'}"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert bus.stdout
    environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
    service = SecretService(home, environment)
    try:
        yield service
    finally:
        service.stop()
        bus.terminate()
        bus.wait()
        bus.stdout.close()
