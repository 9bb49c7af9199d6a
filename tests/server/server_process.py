"""`desk serve` as a process of its own on a port of its own."""

import os
import signal
import socket
import subprocess
import sys


def serve(address: str, port: int, *words: str) -> "subprocess.Popen[str]":
    """Gives the process once it listens."""
    command = [sys.executable, "-m", "desk", "serve", "--database", address, "--port", str(port), *words]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ)
    assert process.stdout
    assert process.stdout.readline().startswith("http"), "the server does not start"
    return process


def kill(process: "subprocess.Popen[str]") -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])
