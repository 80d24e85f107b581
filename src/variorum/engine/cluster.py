"""The engine of many machines: blocks in Daft's dataframe, in this process or on a Ray cluster. Only this file knows the two."""

from __future__ import annotations

import functools
import importlib
import importlib.util
import os
import secrets
import shutil
import socket
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from variorum.engine.local import LocalEngine
from variorum.model import Progress, UserError, silent
from variorum.settings import EngineSettings

Row = TypeVar("Row")
Out = TypeVar("Out")
Keyed = tuple[int, bytes]
_QUIET = {
    "DAFT_ANALYTICS_ENABLED": "0",
    "DAFT_PROGRESS_BAR": "0",
    "DO_NOT_TRACK": "1",
    "RAY_USAGE_STATS_ENABLED": "0",
    "SCARF_NO_ANALYTICS": "1",
}
"""Neither library reports to anybody, and neither draws on our terminal."""
_TRIES = 4
"""Times that a step is begun before the loss of machines ends the run."""
_JOINS = 6
"""Times that a cluster is asked to start its process for a run: if one in ten dies, all do once in a million."""
_STARTS = 3
"""Times that a cluster of this machine alone is started."""
_PORT = 10001
"""Where Ray listens if no port is named."""
_FILE = 64_000_000
"""Bytes of one file of a table: each is read by one task."""


class ClusterEngine:
    """Maps functions over rows, and carries blocks between tasks, on other machines or in this process."""

    def __init__(self, name: str, folder: Path, progress: Progress = silent) -> None:
        """Connect: `daft` stays in this process, `ray` starts a cluster of this machine alone, `ray://HOST:PORT` joins one.

        What the steps give lies in `folder`, which all machines must see under that name.

        Raises:
            UserError: the extra `cluster` is not installed, or no cluster answers.
        """
        self._on_ray = name != "daft"
        self._folder = folder.resolve()
        self._progress = progress
        if importlib.util.find_spec("daft") is None or importlib.util.find_spec("ray") is None:
            raise UserError(f"--engine {name} needs Daft and Ray: pip install 'variorum[cluster]'.")
        os.environ.update(_QUIET)
        if self._on_ray:
            _join_ray(name, progress)

    def map(self, fn: Callable[[Row], Out], rows: Sequence[Row]) -> Iterator[Out]:
        """`fn` of every row, in the order of the rows; a row whose machine is lost is done again on another.

        `fn` and rows must be picklable. An exception of `fn` is raised here, when its row is reached.
        """
        if not self._on_ray:
            yield from LocalEngine(EngineSettings()).map(fn, rows)
            return
        ray: Any = importlib.import_module("ray")
        try:
            yield from _on_ray(fn, rows)
        except ray.exceptions.RayTaskError:
            # What the function itself raised; it is of that class too.
            raise
        except (ray.exceptions.RayError, ConnectionError) as fault:
            raise UserError(_failed("A task", self._folder, fault)) from fault

    def table(self, name: str, blocks: Iterable[Keyed]) -> BlockTable:
        """Write blocks as a table; one that an earlier run has written is taken as it is."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        def write(folder: Path) -> None:
            rows: list[Keyed] = []
            size = files = 0

            def flush() -> None:
                nonlocal rows, size, files
                columns = [
                    pa.array([k for k, _ in rows], pa.int64()),
                    pa.array([b for _, b in rows], pa.large_binary()),
                ]
                pq.write_table(pa.table(columns, ["key", "block"]), folder / f"{files:06}.parquet")
                rows, size, files = [], 0, files + 1

            for key, block in blocks:
                rows.append((key, block))
                size += len(block)
                if size > _FILE:
                    flush()
            flush()

        return self._kept(name, write)

    def by_key(self, name: str, step: Callable[[int, list[bytes]], Iterable[Keyed]], *tables: BlockTable) -> BlockTable:
        """What the step gives for every key, from the blocks that the tables have for it, in any order.

        Raises:
            UserError: the step failed, and not because a machine was lost.
        """

        def write(folder: Path) -> None:
            for tried in range(1, _TRIES + 1):
                before = self._machines()
                try:
                    _frame(_daft(on_ray=self._on_ray), step, [t.folder for t in tables]).write_parquet(str(folder))
                except (KeyboardInterrupt, SystemExit):
                    raise
                except BaseException as fault:  # a panic of Daft is no Exception
                    # A machine that is lost takes its share of the results with it, and it may not be known yet that it is.
                    left = self._machines()
                    again = left and (tried == 1 or not left >= before)
                    if not again or tried == _TRIES:
                        raise UserError(_failed(f"The step {name!r}", self._folder, fault)) from fault
                    shutil.rmtree(folder, ignore_errors=True)
                else:
                    return

        return self._kept(name, write)

    def _kept(self, name: str, write: Callable[[Path], None]) -> BlockTable:
        folder = self._folder / name
        if not folder.exists():
            unfinished = folder.with_name(name + ".part")
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir(parents=True)
            write(unfinished)
            unfinished.replace(folder)
        self._progress(name, 1, 1)
        return BlockTable(folder)

    def _machines(self) -> set[str]:
        """The machines that are there; none if the cluster does not answer any more."""
        if not self._on_ray:
            return set()
        ray: Any = importlib.import_module("ray")
        try:
            return {node["NodeID"] for node in ray.nodes() if node["Alive"]}
        except Exception:  # noqa: BLE001  # a cluster that was lost is told by errors of many classes, also by Exception itself
            return set()


class BlockTable:
    """Blocks in a folder of Parquet files with two columns, key and block."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __iter__(self) -> Iterator[Keyed]:
        """All blocks, by key."""
        import pyarrow.parquet as pq

        files = [pq.ParquetFile(path) for path in sorted(self.folder.rglob("*.parquet"))]
        places = sorted(
            (key, number, group, row)
            for number, file in enumerate(files)
            for group in range(file.num_row_groups)
            for row, key in enumerate(file.read_row_group(group, ["key"])["key"].to_pylist())
        )
        held: tuple[int, int] | None = None
        blocks: Any = None
        for key, number, group, row in places:
            if held != (number, group):
                held, blocks = (number, group), files[number].read_row_group(group, ["block"])["block"]
            yield key, blocks[row].as_py()


def _failed(what: str, folder: Path, fault: BaseException) -> str:
    why = (str(fault).strip().splitlines() or [type(fault).__name__])[-1]
    return (
        f"{what} failed ({why[:300]}). Every machine needs the same version of variorum[cluster,corpus], room on its disk, "
        f"and {folder} under this name. What was finished is kept: give the same command again."
    )


def _on_ray(fn: Callable[[Row], Out], rows: Sequence[Row]) -> Iterator[Out]:
    """`fn` of every row, each as a task."""
    ray: Any = importlib.import_module("ray")
    call = ray.remote(_call).options(max_retries=_TRIES)
    shared = ray.put(fn)
    # As many ahead of the reader as keep every processor busy, so that not all results are held at once.
    most = 2 * int(ray.cluster_resources().get("CPU", 1)) + 2
    ahead: deque[Any] = deque()
    for row in rows:
        ahead.append(call.remote(shared, row))
        if len(ahead) > most:
            yield ray.get(ahead.popleft())
    while ahead:
        yield ray.get(ahead.popleft())


def _call(fn: Callable[[Row], Out], row: Row) -> Out:
    return fn(row)


def _join_ray(name: str, progress: Progress) -> None:
    """Join the Ray cluster `ray://HOST:PORT`; `ray` is one of this machine alone, started for this run."""
    _take_token(name)
    # A cluster that is lost is not to be replaced, in the middle of the run, by one of this machine alone.
    os.environ.setdefault("RAY_ENABLE_AUTO_CONNECT", "0")
    if name != "ray":
        _listens(name)
    ray: Any = importlib.import_module("ray")
    if ray.is_initialized():
        return
    # Ray would otherwise try for an hour a cluster of yesterday, whose address a file of its own still names.
    own = {"address": "local", "include_dashboard": False, "_node_ip_address": "127.0.0.1"}
    given: dict[str, Any] = own if name == "ray" else {"address": name}
    tries = _STARTS if name == "ray" else _JOINS
    for tried in range(1, tries + 1):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # what they say is said by the exception
                ray.init(log_to_driver=False, logging_level="ERROR", runtime_env={"env_vars": _QUIET}, **given)
        except Exception as fault:  # Ray raises errors of many classes, also Exception itself
            # The cluster starts a process for each run that joins. One in some ten dies at once, when gRPC's handlers of
            # fork() meet threads at work (Ray's issue 63202); another time it lives. And on a busy machine a cluster of our
            # own gives itself up as it starts, since its parts wait 15 seconds for one another.
            if tried < tries and (name == "ray" or isinstance(fault, ConnectionAbortedError)):
                ray.shutdown()
                progress("the cluster makes room for this run", tried, tries)
                continue
            raise UserError(_not_joined(name, fault)) from fault
        else:
            return


def _take_token(name: str) -> None:
    """Let Ray show the token that its cluster wants."""
    if "RAY_AUTH_MODE" in os.environ:
        return
    given = {"RAY_AUTH_TOKEN", "RAY_AUTH_TOKEN_PATH"} & os.environ.keys()
    if name == "ray":
        # For this run alone: Ray would else write a token into the home of the user, which clusters started later ask for.
        if not given:
            os.environ["RAY_AUTH_TOKEN"] = secrets.token_hex(32)
    elif not given and not (Path.home() / ".ray/auth_token").exists():
        return
    # `ray start` asks for a token wherever it finds one, but who joins must say that he has it.
    os.environ["RAY_AUTH_MODE"] = "token"


def _listens(name: str) -> None:
    """Find out in a moment whether anything is there; Ray itself asks for half a minute."""
    try:
        place = urlsplit(name)
        socket.create_connection((place.hostname or "", place.port or _PORT), 10).close()
    except (OSError, ValueError) as fault:
        raise UserError(_not_joined(name, fault)) from fault


def _not_joined(name: str, fault: BaseException) -> str:
    why = (str(fault).strip().splitlines() or [type(fault).__name__])[-1][:300]
    if name == "ray":
        return f"Ray does not start on this machine ({why}). Without it, the same is done by `--engine local`."
    if isinstance(fault, ConnectionAbortedError):
        return (
            f"The Ray cluster at {name} answers, but {_JOINS} times the process died that it starts for a run ({why}). Start its "
            "head again with GRPC_ENABLE_FORK_SUPPORT=0 before `ray start --head`; what was finished is kept."
        )
    return (
        f"No Ray cluster answers at {name} ({why}). Start one with `ray start --head`; if it asks for a token, give the same "
        "one here (RAY_AUTH_MODE=token and RAY_AUTH_TOKEN); or try `--engine ray`."
    )


@functools.cache
def _daft(*, on_ray: bool) -> Any:
    """Daft, told where to run, which it can be once in a process."""
    daft: Any = importlib.import_module("daft")
    if on_ray:
        daft.set_runner_ray(noop_if_initialized=True)
    else:
        daft.set_runner_native()
    return daft


def _frame(daft: Any, step: Callable[[int, list[bytes]], Iterable[Keyed]], folders: Sequence[Path]) -> Any:
    """The dataframe of what a step gives."""
    col, kinds = daft.col, daft.DataType

    def task(key: int, blocks: list[bytes]) -> list[dict[str, Any]]:
        return [{"key": number, "block": block} for number, block in step(key, blocks)]

    made = kinds.list(kinds.struct({"key": kinds.int64(), "block": kinds.binary()}))
    run = daft.func(task, return_dtype=made)
    frames = daft.read_parquet([f"{folder}/**/*.parquet" for folder in folders])
    # One task a batch: they are few, and long.
    grouped = frames.groupby("key").agg(col("block").list_agg().alias("blocks")).into_batches(1)
    rows = grouped.select(run(col("key"), col("blocks")).alias("made")).explode("made").where(col("made").not_null())
    return rows.select(col("made")["key"].alias("key"), col("made")["block"].alias("block"))
