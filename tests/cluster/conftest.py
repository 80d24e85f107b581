"""A real Ray cluster of two machines on 127.0.0.1, started for a test and ended with it."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass
class Machines:
    """A cluster of two machines with a processor each."""

    worker: subprocess.Popen[bytes]
    address: str
    """As `--engine` takes it."""

    def kill_worker(self) -> None:
        """End the second machine with all its processes, without a word."""
        os.killpg(self.worker.pid, signal.SIGKILL)
        self.worker.wait()


def free_port() -> int:
    with contextlib.closing(socket.socket()) as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@contextlib.contextmanager
def machine(folder: Path, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """A machine of the cluster, which is all processes of one group."""
    command = [
        Path(sys.executable).with_name("ray"),
        "start",
        "--block",
        "--num-cpus=1",
        "--object-store-memory=200000000",
    ]
    # A loaded machine takes longer to start than Ray waits by itself.
    quiet = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_raylet_start_wait_time_s": "180", "RAY_worker_niceness": "0"}
    with (folder / "ray.log").open("ab") as log:
        run = subprocess.Popen(
            [*command, "--node-ip-address=127.0.0.1", *options],
            stdout=log,
            stderr=log,
            env=os.environ | quiet,
            start_new_session=True,
        )
        try:
            yield run
        finally:
            run.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                run.wait(20)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(run.pid, signal.SIGKILL)
            run.wait()


def wait_for(port: int, seconds: float = 180) -> None:
    """Wait until something listens."""
    end = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert time.monotonic() < end, f"nothing listens at {port}"
            time.sleep(0.2)
        else:
            return


@pytest.fixture
def machines(tmp_path, monkeypatch):
    if not (importlib.util.find_spec("daft") and importlib.util.find_spec("ray")):
        pytest.skip("the extra `cluster` is not here: make cluster-test installs it")
    # Nobody else on this machine may give this cluster work.
    monkeypatch.setenv("RAY_AUTH_MODE", "token")
    monkeypatch.setenv("RAY_AUTH_TOKEN", secrets.token_hex(32))
    port, client = free_port(), free_port()
    # A dead machine is found out in some seconds instead of thirty.
    soon = json.dumps({"health_check_period_ms": 1000, "health_check_failure_threshold": 3})
    head = ["--head", f"--port={port}", f"--ray-client-server-port={client}", "--include-dashboard=false"]
    with machine(tmp_path, *head, f"--system-config={soon}"):
        wait_for(client)
        with machine(tmp_path, f"--address=127.0.0.1:{port}") as worker:
            yield Machines(worker, f"ray://127.0.0.1:{client}")
