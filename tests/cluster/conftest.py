"""A real Ray cluster of two machines on 127.0.0.1, started for a test and ended with it."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import random
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ENVIRONMENT = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_worker_niceness": "0",
    # Else one in some ten of the processes that the head starts for a run dies at once (docs/how-to/search-a-corpus.md).
    "GRPC_ENABLE_FORK_SUPPORT": "0",
    # A loaded machine takes longer to start than Ray's parts wait for one another by themselves.
    "RAY_raylet_start_wait_time_s": "180",
    "RAY_agent_register_timeout_ms": "180000",
    "RAY_gcs_server_port_wait_time_s": "180",
    "RAY_worker_register_timeout_seconds": "180",
    "RAY_CLIENT_SERVER_CHECK_CHANNEL_TIMEOUT_S": "180",
}
END_WITH_US = '{ "$@"; kill -KILL 0; } & read -r _; kill -KILL 0'
"""Runs a command until it ends, or until who started it closes our input or dies; then ends all that it has started."""
STARTS = 3
"""Times that a machine is started: one that gets too little time of the processor gives itself up."""


@dataclass
class Machines:
    """A cluster of two machines with a processor each."""

    head: subprocess.Popen[bytes]
    worker: subprocess.Popen[bytes]
    address: str
    """As `--engine` takes it."""

    def kill_head(self) -> None:
        """End the first machine with all its processes, without a word."""
        end(self.head)

    def kill_worker(self) -> None:
        """End the second machine with all its processes, without a word."""
        end(self.worker)


def free_port() -> int:
    """A port that nobody has, and that neither Ray nor a connection of somebody else is given by chance meanwhile."""
    for port in random.sample(range(24_000, 32_000), 100):
        with contextlib.closing(socket.socket()) as s, contextlib.suppress(OSError):
            s.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


def end(machine: subprocess.Popen[bytes]) -> None:
    """Kill all processes of a machine."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(machine.pid, signal.SIGKILL)
    machine.wait()


def with_token(token: str) -> list[int]:
    """The processes that were given this token: Ray starts some in groups of their own."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if int(process.name) != os.getpid() and token.encode() in (process / "environ").read_bytes():
                found.append(int(process.name))
    return found


def end_all(token: str) -> None:
    """Kill all that is left, and wait until it is gone."""
    until = time.monotonic() + 60
    while left := with_token(token):
        assert time.monotonic() < until, f"{left} do not end"
        for process in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        time.sleep(0.1)


@contextlib.contextmanager
def machine(log: Path, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """A machine of the cluster that is up; it is all processes of one group, and ends with us even if we are killed."""
    command = [Path(sys.executable).with_name("ray"), "start", "--block", "--num-cpus=1", "--node-ip-address=127.0.0.1"]
    for _ in range(STARTS):
        with log.open("wb") as out:
            run = subprocess.Popen(
                ["sh", "-c", END_WITH_US, "sh", *command, "--object-store-memory=200000000", *options],
                stdin=subprocess.PIPE,
                stdout=out,
                stderr=out,
                env=os.environ | ENVIRONMENT,
                start_new_session=True,
            )
        try:
            if is_up(run, log):
                yield run
                return
        finally:
            end(run)
            run.stdin.close()
    raise AssertionError(log.read_text())


def is_up(run: subprocess.Popen[bytes], log: Path) -> bool:
    """Wait until a machine says that it is up; not if it gives itself up."""
    until = time.monotonic() + 300
    while "Ray runtime started" not in log.read_text():
        if run.poll() is not None or time.monotonic() > until:
            return False
        time.sleep(0.2)
    return True


def wait_for(port: int) -> None:
    """Wait until something listens."""
    until = time.monotonic() + 180
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert time.monotonic() < until, f"nothing listens at {port}"
            time.sleep(0.2)
        else:
            return


@pytest.fixture
def machines(tmp_path, monkeypatch):
    if not (importlib.util.find_spec("daft") and importlib.util.find_spec("ray")):
        pytest.skip("the extra `cluster` is not here: make cluster-test installs it")
    # Nobody else on this machine may give this cluster work.
    token = secrets.token_hex(32)
    monkeypatch.setenv("RAY_AUTH_MODE", "token")
    monkeypatch.setenv("RAY_AUTH_TOKEN", token)
    port, client = free_port(), free_port()
    # A dead machine is found out in some seconds instead of thirty.
    soon = json.dumps({"health_check_period_ms": 1000, "health_check_failure_threshold": 3})
    head = ["--head", f"--port={port}", f"--ray-client-server-port={client}", "--include-dashboard=false"]
    # Ray keeps sockets there, whose names must be shorter than those of pytest's folders.
    folder = Path(tempfile.mkdtemp(prefix="ray-"))
    try:
        with machine(tmp_path / "head.log", *head, f"--temp-dir={folder}", f"--system-config={soon}") as first:
            wait_for(client)
            with machine(tmp_path / "worker.log", f"--address=127.0.0.1:{port}") as second:
                yield Machines(first, second, f"ray://127.0.0.1:{client}")
    finally:
        end_all(token)
        # pytest keeps its own folder for some runs: what Ray wrote is there if a test fails.
        for logs in folder.glob("session_2*/logs"):
            shutil.copytree(logs, tmp_path / "ray-logs", dirs_exist_ok=True, ignore_dangling_symlinks=True)
        shutil.rmtree(folder)
