"""`variorum lineage`: parallels of a corpus, the same by either kernel and in any order; what is wrong is told by line."""

from __future__ import annotations

import importlib.util
import json
import random
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import planted
from variorum.cli.lineage import command
from variorum.lineage.fold import Folding, join
from variorum.lineage.search import find_passages
from variorum.lineage.trace import trace_corpus
from variorum.model import UserError
from variorum.settings import LineageSettings

compiled_too = pytest.mark.skipif(importlib.util.find_spec("numba") is None, reason="the extra `corpus` is not here")


@pytest.fixture(scope="module")
def small():
    return planted.corpus(5)


def traced(tmp_path, rows, **options):
    tmp_path.mkdir(exist_ok=True)
    out = tmp_path / "out.jsonl"
    trace_corpus(planted.write(tmp_path / "in.jsonl", rows), out, LineageSettings(), **options)
    return [json.loads(line) for line in out.read_text().splitlines()]


def test_planted_copies_are_found_where_they_lie(tmp_path, small):
    rows, truth = small
    found = traced(tmp_path, rows, compiled=False)
    assert len(truth) > 10
    hit = 0.0
    for t in truth:
        (row,) = [r for r in found if (r["a"], r["b"]) == (t.a, t.b)]
        assert row["direction"] == "a->b"
        shared = min(row["a_end"], t.a_end) - max(row["a_start"], t.a_start)
        hit += shared / (t.a_end - t.a_start)
        assert row["a_end"] - row["a_start"] < 1.15 * (t.a_end - t.a_start)
    assert hit / len(truth) > 0.9
    assert len(found) == len(truth)


@compiled_too
@pytest.mark.parametrize("seed", [1, 2])
def test_either_kernel_finds_the_same(tmp_path, seed):
    rows, _ = planted.corpus(seed, documents=30, copies=60)
    assert traced(tmp_path, rows, compiled=True) == traced(tmp_path / "x", rows, compiled=False) != []


WORDS = "no ship had ever left that harbour unseen by the keeper of the northern light Ärger 𝒜 ш щ 北 京 \u0301 26,000".split()


@compiled_too
@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=90), min_size=2, max_size=6), st.sampled_from([0, 8, 12]))
@settings(max_examples=60, deadline=None)
def test_either_kernel_finds_the_same_in_texts_full_of_refrains(texts, k):
    folding = Folding()
    letters = join([folding.fold(" ".join(t))[0] for t in texts])
    with_k = LineageSettings(ngram=k)
    assert find_passages(letters, with_k, compiled=True) == find_passages(letters, with_k, compiled=False)


@compiled_too
def test_texts_are_folded_the_same_by_either_kernel(tmp_path):
    rows = [
        {"id": str(n), "text": t} for n, t in enumerate(["Ünï 𝒜\U0001f600x", "\ud800 lone", "北京 2008", "aé" * 300])
    ]
    found = [traced(tmp_path, rows * 1, compiled=c) for c in (True, False)]
    assert found[0] == found[1]


def test_the_order_of_lines_changes_no_byte(tmp_path, small):
    rows, _ = small
    shuffled = random.Random(9).sample(rows, len(rows))
    assert traced(tmp_path, rows, compiled=False) == traced(tmp_path, shuffled, compiled=False)


def test_families_join_all_copies_of_a_text(tmp_path):
    chance = random.Random(4)
    words = planted.invented_words(chance)
    text = " ".join(chance.choices(words, k=60))
    rows = [
        {"id": name, "text": " ".join(chance.choices(words, k=50)) + " " + text, "date": f"19{30 + n}"}
        for n, name in enumerate("zyxw")
    ]
    rows.append({"id": "alone", "text": " ".join(chance.choices(words, k=80))})
    (family,) = traced(tmp_path, rows, families=True, compiled=False)
    assert [p["id"] for p in family["places"]] == list("zyxw")
    assert all(rows[n]["text"][p["start"] : p["end"]].endswith(text[-30:]) for n, p in enumerate(family["places"]))


def test_what_cannot_be_used_is_told_by_line_and_the_rest_done(tmp_path, small):
    rows, _ = small
    good = [json.dumps(r) for r in rows]
    bad = [
        "{no json",
        '{"id": "e", "text": ""}',
        good[3],
        '{"id": "d", "text": "some words", "date": "the ides of March"}',
        '["a"]',
        '{"text": "who am I"}',
        '{"id": "n", "text": 5}',
        '{"id": "big", "text": "' + "word " * 20_000 + '"}',
        "",
        '{"id": "deep", "text": ' + "[" * 100_000,
        '{"id": "digits", "text": ' + "9" * 5_000 + "}",
    ]
    path = tmp_path / "in.jsonl"
    path.write_bytes("\n".join(good + bad).encode() + b'\n{"id": "latin", "text": "caf\xe9"}\n')
    result = trace_corpus(path, tmp_path / "out", LineageSettings(longest_text=50_000), compiled=False)
    told = {p.where: p.message for p in result.problems}
    first = len(good) + 1
    assert set(told) == {f"line {first + n}" for n in (0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11)}
    assert "no JSON (Expecting property name enclosed in double quotes, at column 2)" in told[f"line {first}"]
    for n, why in ((9, "too deep"), (10, "too many digits"), (11, "no UTF-8")):
        assert why in told[f"line {first + n}"]
    assert f"line {4}" in told[f"line {first + 2}"]
    assert result.documents == len(good) + 1
    assert [json.loads(x) for x in (tmp_path / "out").read_text().splitlines()] == traced(
        tmp_path, rows, compiled=False
    )


def test_of_two_documents_with_one_id_the_same_is_kept_in_any_order(tmp_path, small):
    rows, _ = small
    twice = [*rows, {"id": rows[0]["id"], "text": rows[1]["text"]}]
    assert traced(tmp_path, twice, compiled=False) == traced(tmp_path, twice[::-1], compiled=False)
    # Of one text as well, if they bear two dates.
    twice = [*rows, rows[0] | {"date": "1900-01-01"}]
    assert traced(tmp_path, twice, compiled=False) == traced(tmp_path, twice[::-1], compiled=False)


def test_a_corpus_of_copies_of_one_text_has_a_star_and_few_pairs_more(tmp_path):
    chance = random.Random(4)
    words = planted.invented_words(chance)
    text = " ".join(chance.choices(words, k=80))
    rows = [{"id": f"{n:04}", "text": f"{text}. {chance.choice(words)}"} for n in range(300)]
    found = traced(tmp_path, rows, compiled=False)
    assert {(r["a"], r["b"]) for r in found} >= {("0000", f"{n:04}") for n in range(1, 300)}
    # Those that go on alike after the text, by a letter or two, are compared with one another too.
    assert len(found) < 20 * len(rows)


def test_copies_each_with_errors_of_its_own_cost_no_square(tmp_path):
    chance = random.Random(8)
    words = planted.invented_words(chance)
    paragraph = [chance.choice(words) for _ in range(120)]
    counts = []
    for documents in (100, 200):
        rows = []
        for n in range(documents):
            own = [chance.choice(words) for _ in range(80)]
            copy = planted.noisy(paragraph, chance, 0.0, words, 0.04)
            rows.append(
                {"id": f"d{n:04}", "date": f"2001-01-{1 + n % 28:02}", "text": " ".join([*own, *copy, *own[:40]])}
            )
        found = traced(tmp_path, rows, compiled=False)
        joined = {row[side] for row in found for side in ("a", "b")}
        assert len(joined) == documents
        counts.append(len(found))
    # Twice the documents have twice the parallels, not four times as many.
    assert counts[1] < 2.8 * counts[0]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"{}\n", b"\x00\xff\xfe" * 50])
def test_a_file_without_documents_is_a_sentence(tmp_path, content):
    path = tmp_path / "in.jsonl"
    path.write_bytes(content)
    with pytest.raises(UserError, match="holds no document"):
        trace_corpus(path, tmp_path / "out", LineageSettings())
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.jsonl"]


def test_a_file_that_is_not_there_and_an_output_that_cannot_be_are_sentences(tmp_path):
    with pytest.raises(UserError, match="cannot be read"):
        trace_corpus(tmp_path / "none", tmp_path / "out", LineageSettings())
    planted.write(tmp_path / "in", [{"id": "a", "text": "b"}])
    with pytest.raises(UserError, match="cannot be written"):
        trace_corpus(tmp_path / "in", tmp_path / "in" / "out", LineageSettings())


@pytest.mark.parametrize("compiled", [False, pytest.param(True, marks=compiled_too)])
def test_texts_beyond_memory_lie_in_files_and_give_the_same(tmp_path, small, compiled):
    rows, _ = small
    out, folder = tmp_path / "out.jsonl", tmp_path / "out.jsonl.unfinished"
    path = planted.write(tmp_path / "in.jsonl", rows)
    seen = set()

    def look(stage, done, total):
        seen.update(p.name for p in folder.iterdir())

    trace_corpus(path, out, LineageSettings(memory=1000), look, compiled=compiled)
    assert [json.loads(x) for x in out.read_text().splitlines()] == traced(tmp_path, rows, compiled=False)
    assert seen == {"texts.bin", "letters.bin"}
    assert not folder.exists()


def kept_of(folder):
    """What a search has kept so far, and when it was written."""
    return {p.name: p.stat().st_mtime_ns for p in folder.glob("*/*.npy")}


def test_a_run_killed_again_and_again_goes_on_and_gives_the_same_bytes(tmp_path, small):
    chance = random.Random(15)
    rows, _ = small
    path, out = planted.write(tmp_path / "in.jsonl", rows), tmp_path / "out.jsonl"
    often, whole = tmp_path / "often.toml", tmp_path / "whole.jsonl"
    often.write_text("[lineage]\nkeep_from = 0\nkeep_every = 100\n")
    trace_corpus(path, whole, LineageSettings(), compiled=False)
    command = [sys.executable, "-m", "variorum", "lineage", path, "--out", out, "--settings", often, "--plain"]
    folder = tmp_path / "out.jsonl.unfinished"
    before = {}
    for _ in range(4):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as run:
            # At any moment after something more is kept.
            while run.poll() is None and kept_of(folder).keys() <= before.keys():
                time.sleep(0.001)
            time.sleep(chance.uniform(0, 0.02))
            run.kill()
        now = kept_of(folder)
        assert run.returncode == -signal.SIGKILL
        assert now.keys() > before.keys()
        assert {name: now[name] for name in before} == before
        before = now
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    assert out.read_bytes() == whole.read_bytes() != b""
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.jsonl", "often.toml", "out.jsonl", "whole.jsonl"]


@pytest.mark.parametrize("seconds", [0.2, 0.7, 1.4])
def test_a_run_killed_at_any_moment_leaves_a_whole_result_or_none(tmp_path, small, seconds):
    rows, _ = small
    path, out = planted.write(tmp_path / "in.jsonl", rows), tmp_path / "out.jsonl"
    with subprocess.Popen([sys.executable, "-m", "variorum", "lineage", path, "--out", out]) as run:
        time.sleep(seconds)
        run.kill()
    if out.exists():
        assert [json.loads(x) for x in out.read_text().splitlines()] == traced(tmp_path / "x", rows, compiled=False)


def test_what_was_kept_is_not_computed_again_and_what_is_damaged_is(tmp_path, small):
    rows, _ = small
    path, out = planted.write(tmp_path / "in.jsonl", rows), tmp_path / "out.jsonl"
    often = LineageSettings(keep_from=0)

    def stop(stage, done, total):
        if stage == "aligning":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        trace_corpus(path, out, often, stop, compiled=False)
    kept = {p.name.split("-")[0]: p for p in (tmp_path / "out.jsonl.unfinished").glob("*/*.npy")}
    assert set(kept) == {"seeds", "aligning"}
    assert not out.exists()
    for file in kept.values():
        # An empty share in place of the kept one shows that it is not computed again.
        np.save(file, np.load(file)[:0])
    trace_corpus(path, out, often, compiled=False)
    assert out.read_text() == ""
    with pytest.raises(KeyboardInterrupt):
        trace_corpus(path, out, often, stop, compiled=False)
    for file in kept.values():
        file.write_bytes(b"damaged")
    trace_corpus(path, out, often, compiled=False)
    assert [json.loads(x) for x in out.read_text().splitlines()] == traced(tmp_path, rows, compiled=False) != []


def test_the_command(tmp_path, small):
    rows, _ = small
    path = planted.write(tmp_path / "in.jsonl", rows)
    result = CliRunner().invoke(command, [str(path), "--out", str(tmp_path / "out"), "--plain", "--json"])
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert told["documents"] == len(rows)
    lines = (tmp_path / "out").read_text().splitlines()
    assert told["parallels"] == len(lines)
    row = json.loads(lines[0])
    assert list(row) == ["a", "a_start", "a_end", "b", "b_start", "b_end", "kind", "direction", "reason"]


def test_the_command_counts_in_words(tmp_path):
    told = "the weir broke at dawn and forty carts were swept down the lane to the mill of Vardon"
    rows = [{"id": "a", "text": f"A carter says that {told}."}, {"id": "b", "text": f"At noon we heard: {told}!"}]
    path = planted.write(tmp_path / "in.jsonl", rows)
    said = CliRunner().invoke(command, [str(path), "--out", str(tmp_path / "out"), "--plain"]).output
    assert said.endswith("out: 2 documents, 1 parallel\n"), said
