"""Parquet: a corpus read from it, and rows written to it. Only this file knows pyarrow."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from variorum.model import UserError

_ROWS = 1_000
"""Rows read at a time, to bound memory: a page each makes a few megabytes."""
_WRITTEN = 50_000
"""Rows written at a time."""


def is_parquet(path: Path) -> bool:
    """Whether a path names Parquet: by its ending; a folder, by that of a file in it."""
    return path.suffix == ".parquet" or (path.is_dir() and any(path.glob("*.parquet")))


def need_pyarrow(path: Path) -> None:
    """Do nothing where pyarrow is installed.

    Raises:
        UserError: it is not.
    """
    if importlib.util.find_spec("pyarrow") is None:
        raise UserError(f"{path} is Parquet, which needs pyarrow: pip install 'variorum[cluster]', or use JSON lines.")


def read_rows(path: Path) -> Iterator[tuple[dict[str, Any], int, int]]:
    """Each row (id, text, date), how many are read, and how many there are; a folder's files in the order of their names.

    Raises:
        UserError: pyarrow is not installed, a file is no Parquet, or has no columns id and text.
    """
    need_pyarrow(path)
    import pyarrow as pa
    import pyarrow.parquet as pq

    paths = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
    try:
        files = [pq.ParquetFile(p, memory_map=True) for p in paths]
        total, done = sum(f.metadata.num_rows for f in files), 0
        for name, file in zip(paths, files, strict=True):
            columns = [c for c in ("id", "text", "date") if c in file.schema_arrow.names]
            if columns[:2] != ["id", "text"]:
                raise UserError(f"{name} has no column id or no column text: a corpus has both, and may have a date.")
            for batch in file.iter_batches(_ROWS, columns=columns):
                for row in batch.to_pylist():
                    done += 1
                    yield {name: _plain(value) for name, value in row.items()}, done, total
    except (pa.ArrowException, UnicodeDecodeError) as fault:
        raise UserError(f"{path} is no Parquet file that can be read: {str(fault)[:200]}. Write it again.") from fault


def text_bytes(path: Path) -> int:
    """Bytes of all texts together; errors as of `read_rows`."""
    need_pyarrow(path)
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    total = 0
    try:
        for file in sorted(path.glob("*.parquet")) if path.is_dir() else [path]:
            for batch in pq.ParquetFile(file).iter_batches(_ROWS, columns=["text"]):
                texts = batch.column(0) if batch.num_columns else pa.array([], pa.string())
                if pa.types.is_dictionary(texts.type):
                    texts = texts.dictionary_decode()
                if any(is_text(texts.type) for is_text in (pa.types.is_string, pa.types.is_large_string)):
                    total += pc.sum(pc.binary_length(texts)).as_py() or 0
                else:
                    total += sum(len(text.encode()) for text in texts.to_pylist() if isinstance(text, str))
    except pa.ArrowException as fault:
        raise UserError(f"{path} is no Parquet file that can be read: {str(fault)[:200]}. Write it again.") from fault
    return total


def _plain(value: Any) -> Any:
    """A value as JSON would have it."""
    return value.isoformat() if isinstance(value, dt.date) else value


def write_rows(path: Path, lines: Iterable[str], *, families: bool) -> Iterator[None]:
    """Write rows given as lines of JSON to Parquet; one step a row, so that the caller can tell how far it is."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    number, text = pa.int64(), pa.string()
    place = pa.struct([("id", text), ("start", number), ("end", number), ("date", text)])
    family = {"family": number, "documents": number, "places": pa.list_(place)}
    parallel = {"a": text, "a_start": number, "a_end": number, "b": text, "b_start": number, "b_end": number}
    parallel |= {"kind": text, "direction": text, "reason": text}
    form = pa.schema(list((family if families else parallel).items()))
    with pq.ParquetWriter(path, form) as file:
        rows: list[Any] = []
        for line in lines:
            rows.append(json.loads(line))
            if len(rows) == _WRITTEN:
                file.write_table(pa.Table.from_pylist(rows, form))
                rows = []
            yield
        file.write_table(pa.Table.from_pylist(rows, form))
