"""The search spread over tasks gives the bytes of the search in one piece, whatever the parts and the order of blocks."""

from __future__ import annotations

import importlib.util
import json
import random

import pytest

import planted
from variorum.engine import LocalEngine
from variorum.lineage.corpus import read_corpus
from variorum.lineage.spread import spread_lines
from variorum.lineage.trace import trace_corpus
from variorum.settings import EngineSettings, LineageSettings

with_parquet = pytest.mark.skipif(importlib.util.find_spec("pyarrow") is None, reason="pyarrow is not here")


class Shuffling(LocalEngine):
    """Gives every task its blocks in another order."""

    def __init__(self, seed: int) -> None:
        super().__init__(EngineSettings(workers=1))
        self._chance = random.Random(seed)

    def by_key(self, name, step, *tables):
        return super().by_key(name, step, *(self._chance.sample(table, len(table)) for table in tables))


def star(chance: random.Random, documents: int):
    """A paragraph that all documents have, each with errors of its own, as thin seeds and stars need it."""
    words = planted.invented_words(chance)
    paragraph = [chance.choice(words) for _ in range(60)]
    for n in range(documents):
        own = [chance.choice(words) for _ in range(40)]
        copy = planted.noisy(paragraph, chance, 0.0, words, 0.04 if n % 2 else 0.0)
        row = {"id": f"s{n * 7919 % 1000:03}", "text": " ".join([*own, *copy, *own[:20]])}
        yield row | ({"date": f"2001-01-{1 + n % 28:02}"} if n % 3 else {})


def kin(chance: random.Random):
    """Copies of one text so badly made that two of them have no seed in common, though both have some with the first."""
    words = planted.invented_words(chance)
    for family in range(8):
        text = [chance.choice(words) for _ in range(60)]
        for n in range(5):
            own = [chance.choice(words) for _ in range(60)]
            yield {
                "id": f"k{family}{n}",
                "text": " ".join(own + planted.noisy(text, chance, 0.12 * (n > 0), words, 0.2)),
            }


@pytest.fixture(scope="module")
def corpora(tmp_path_factory):
    chance = random.Random(12)
    few, _ = planted.corpus(5, documents=30, copies=40)
    undated = [{"id": row["id"], "text": row["text"]} for row in planted.corpus(6, documents=30, copies=40)[0]]
    folder = tmp_path_factory.mktemp("corpora")
    made = {"few": few, "undated": undated, "star": list(star(chance, 70)), "kin": list(kin(chance))}
    return {name: planted.write(folder / f"{name}.jsonl", rows) for name, rows in made.items()}


@pytest.mark.parametrize("families", [False, True])
@pytest.mark.parametrize(
    ("name", "part"), [("few", 9_000), ("few", 1), ("undated", 20_000), ("star", 9_000), ("kin", 5_000)]
)
def test_any_parts_give_the_same_bytes(tmp_path, corpora, name, part, families):
    # Crowds begin where more than most_pairs documents share: with few, thirty documents make one.
    settings = LineageSettings(most_pairs=40 if name == "kin" else 12)
    whole = tmp_path / "whole.jsonl"
    trace_corpus(corpora[name], whole, settings, families=families, compiled=False)
    corpus, _ = read_corpus(corpora[name], settings, tmp_path)
    lines = spread_lines(corpus, settings, Shuffling(part), families=families, part=part)
    assert "".join(f"{line}\n" for line in lines) == whole.read_text() != ""


def test_many_shares_of_few_n_grams_give_the_same_bytes(tmp_path, corpora, monkeypatch):
    """Of a large corpus one n-gram in four is compared, in many shares: then pieces of documents travel, not all of them."""
    monkeypatch.setattr("variorum.lineage.seeds._EACH", 5_000)
    monkeypatch.setattr("variorum.lineage.seeds._PER_SHARE", 400)
    settings = LineageSettings()
    for compiled in (False, None):
        whole = tmp_path / "whole.jsonl"
        trace_corpus(corpora["few"], whole, settings, compiled=compiled)
        corpus, _ = read_corpus(corpora["few"], settings, tmp_path)
        lines = spread_lines(corpus, settings, Shuffling(1), part=15_000)
        assert "".join(f"{line}\n" for line in lines) == whole.read_text() != ""


def test_no_passages_make_an_empty_result(tmp_path):
    path = planted.write(tmp_path / "in.jsonl", [{"id": "a", "text": "..."}, {"id": "b", "text": "One word or two."}])
    corpus, _ = read_corpus(path, LineageSettings(), tmp_path)
    for families in (False, True):
        assert list(spread_lines(corpus, LineageSettings(), LocalEngine(EngineSettings()), families=families)) == []


@with_parquet
@pytest.mark.parametrize("families", [False, True])
def test_parquet_in_and_out_holds_what_json_lines_hold(tmp_path, corpora, families):
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [json.loads(line) for line in corpora["few"].read_text().splitlines()]
    folder = tmp_path / "crawl"
    folder.mkdir()
    # Other programs write texts as other kinds of text.
    kinds = [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string()), pa.string_view()]
    for n, kind in enumerate(kinds):
        table = pa.Table.from_pylist(rows[n :: len(kinds)])
        table = table.set_column(table.schema.get_field_index("text"), "text", table["text"].cast(kind))
        pq.write_table(table, folder / f"{n}.parquet", compression=["snappy", "zstd", "none", "gzip"][n])
    as_lines, as_table = tmp_path / "out.jsonl", tmp_path / "out.parquet"
    trace_corpus(corpora["few"], as_lines, LineageSettings(), families=families, compiled=False)
    trace_corpus(folder, as_table, LineageSettings(), families=families, compiled=False)
    wanted = [json.loads(line) for line in as_lines.read_text().splitlines()]
    assert pq.read_table(as_table).to_pylist() == wanted != []


@with_parquet
def test_what_is_wrong_with_parquet_is_told_by_row(tmp_path):
    import datetime as dt

    import pyarrow as pa
    import pyarrow.parquet as pq

    from variorum.model import UserError

    path = tmp_path / "in.parquet"
    texts = ["One text.", "", None, "Two."]
    days = [dt.date(2012, 1, 20), None, None, None]
    pq.write_table(pa.table({"id": ["a", "b", "c", "a"], "text": texts, "date": days}), path)
    result = trace_corpus(path, tmp_path / "out.jsonl", LineageSettings(memory=5))
    assert [p.where for p in result.problems] == ["row 2", "row 3", "row 4"]
    assert "of row 1" in result.problems[-1].message
    pq.write_table(pa.table({"id": [1]}), path)
    with pytest.raises(UserError, match="no column text"):
        trace_corpus(path, tmp_path / "out.jsonl", LineageSettings())
    path.write_bytes(b"PAR1 rubbish PAR1")
    with pytest.raises(UserError, match="no Parquet file"):
        trace_corpus(path, tmp_path / "out.jsonl", LineageSettings())


@pytest.mark.skipif(importlib.util.find_spec("pyarrow") is not None, reason="pyarrow is here")
@pytest.mark.parametrize(("source", "out"), [("in.jsonl", "out.parquet"), ("in.parquet", "out.jsonl")])
def test_parquet_without_pyarrow_names_the_extra(tmp_path, source, out):
    from variorum.model import UserError

    path = planted.write(tmp_path / source, [{"id": "a", "text": "One text."}])
    with pytest.raises(UserError, match=r"pip install 'variorum\[cluster\]'"):
        trace_corpus(path, tmp_path / out, LineageSettings())
