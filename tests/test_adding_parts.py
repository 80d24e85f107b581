"""What adding accounts to an edition leaves as it was: seeds of passages, links, claims of twins, what a table told."""

import random
import shutil
import sqlite3
from contextlib import closing

import numpy as np
import pytest

from test_adding import same
from variorum.adding import Known
from variorum.lineage.fold import Folding, join
from variorum.lineage.search import _with_new
from variorum.lineage.seeds import Sampling, Seeds, find_seeds
from variorum.lineage.shares import Shares
from variorum.model import silent
from variorum.pipeline import read_edition
from variorum.settings import EngineSettings, Settings
from variorum.store import open_edition, open_known, update_edition

ALONE = Settings(engine=EngineSettings(workers=1))


def laid(texts):
    folding = Folding()
    return join([folding.fold(text)[0] for text in texts])


@pytest.mark.parametrize("shares", [1, 2])
@pytest.mark.parametrize("most_pairs", [1, 2, 3, 5])
@pytest.mark.parametrize("seed", range(4))
def test_seeds_with_new_texts_are_those_of_all(seed, most_pairs, shares):
    """Lines that ever more texts have, so that n-grams get into too many, and a new text may be the first that has them."""
    chance = random.Random(seed)
    lines = ["".join(chance.choices("abcdefg ", k=chance.randint(30, 90))) for _ in range(6)]
    texts = [
        " ".join(c if chance.random() > 0.02 else "x" for c in " ".join(chance.choices(lines, k=4))) for _ in range(9)
    ]
    sampling, search = Sampling(5, 1, shares), (most_pairs, 4, Shares(silent, None))
    every = find_seeds(laid(texts), sampling, *search)
    assert len(every.a)
    for new in ([0], [8], [3], [0, 4, 5]):
        there = np.array([n for n in range(9) if n not in new])
        letters, before = laid(texts), laid([texts[n] for n in there])
        old = find_seeds(before, sampling, *search)
        a, b = there[old.a], there[old.b]
        moved = Seeds(
            a,
            b,
            old.at_a - before.starts[old.a] + letters.starts[a],
            old.at_b - before.starts[old.b] + letters.starts[b],
        )
        is_new = np.isin(np.arange(9), new)
        found = _with_new(letters, sampling, most_pairs, 4, moved, is_new)
        for side in ("a", "b", "at_a", "at_b"):
            assert getattr(found, side).tolist() == getattr(every, side).tolist()


def told(edition, claims):
    """Rows of the links from some claims, by both claims."""
    with closing(sqlite3.connect(edition)) as db:
        return {tuple(row[:2]): row[2:] for row in db.execute("SELECT * FROM link") if row[0] in claims}


def test_links_of_an_item_that_gains_a_claim_stay(tmp_path, monkeypatch):
    for n, name in enumerate(("Ansa", "Marrin", "Lowmoor", "Halvern", "Vardon")):
        said = f"“Nobody warned us that the dam had a leak,” said a miller of {name}.\n"
        (tmp_path / f"{n}.txt").write_text(said, encoding="utf-8")
    files, edition, whole = sorted(tmp_path.glob("*.txt")), tmp_path / "e.variorum", tmp_path / "whole.variorum"
    read_edition(files, whole, ALONE)
    # Links lead to claims later in order of their ids, so that no other has a link to the first.
    said = {c.id: c.siglum for c in open_edition(whole).claims if c.kind == "quotation"}
    first = min(said)
    late = tmp_path / f"{said[first]}.txt"
    read_edition([f for f in files if f != late], edition, ALONE)
    before, given = told(edition, said), []

    def update(addition, *more):
        given.extend(k for e in addition.edition.entries for k in e.item.links if k.a in said)
        update_edition(addition, *more)

    monkeypatch.setattr("variorum.pipeline.update_edition", update)
    read_edition([late], edition, ALONE, add=True)
    after = told(edition, said)
    assert before
    assert before.items() <= after.items()
    assert {(k.a, k.b) for k in given} == after.keys() - before.keys()
    assert {k.a for k in given} == {first}
    assert same(edition, whole)


def test_claims_of_twins_stay_until_another_twin_comes(tmp_path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text("Police said that 12 people died at Ansa Moor.\n", encoding="utf-8")
    (tmp_path / "accounts.csv").write_text("account,publisher\none.txt,A\ntwo.txt,B\na twin.txt,C\n", encoding="utf-8")
    (tmp_path / "three.txt").write_text("Police said that 13 people died at Ansa Moor.\n", encoding="utf-8")
    edition, whole = tmp_path / "e.variorum", tmp_path / "whole.variorum"
    read_edition([tmp_path], edition, ALONE)
    before = open_known(edition)
    accounts = before.edition.accounts
    known = Known(before, accounts, before.edition.made)
    assert all(known.extracted(a, before.edition.event) for a in accounts)
    twin = next(a for a in accounts if a.siglum == "one")
    fewer = [a for a in accounts if a is not twin]
    known = Known(before, fewer, before.edition.made)
    assert [bool(known.extracted(a, before.edition.event)) for a in fewer] == [a.siglum == "three" for a in fewer]
    # Of accounts that come first in order the ids are not told apart by their sigla.
    shutil.copy(tmp_path / "one.txt", tmp_path / "a twin.txt")
    read_edition([tmp_path / "a twin.txt"], edition, ALONE, add=True)
    read_edition([tmp_path], whole, ALONE)
    assert same(edition, whole)


def test_what_a_table_told_stays_when_it_is_gone(tmp_path):
    for n in range(4):
        (tmp_path / f"{n}.txt").write_text(f"Police said that {12 + n % 2} people died in Ansa.\n", encoding="utf-8")
    table = tmp_path / "accounts.csv"
    table.write_text("account,published,publisher\n0.txt,2003-05-03,Courier\n1.txt,2003-05-04,Courier\n")
    files, edition, whole = sorted(tmp_path.glob("*.txt")), tmp_path / "e.variorum", tmp_path / "whole.variorum"
    read_edition(files[:-1], edition, ALONE)
    read_edition(files, whole, ALONE)
    table.unlink()
    read_edition(files[-1:], edition, ALONE, add=True)
    assert [a.publisher for a in open_edition(edition).accounts] == ["Courier", "Courier", None, None]
    assert same(edition, whole)
