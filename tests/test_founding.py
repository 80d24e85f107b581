"""The event that the program was founded on: its toll is no single figure, and holds what all five accounts tell of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from variorum.pipeline import make_edition

ACCOUNTS = Path(__file__).parents[1] / "../shared/events/black-january/accounts"


@pytest.mark.skipif(not ACCOUNTS.is_dir(), reason=f"{ACCOUNTS} is not here")
def test_the_toll_holds_every_figure_of_the_five_accounts():
    edition = make_edition([ACCOUNTS])
    (toll,) = (e for e in edition.entries if e.headline and e.item.measure == "killed")
    exact = {r.value.low for r in toll.readings if r.value.low == r.value.high}
    known = {c.id: c for c in edition.claims}
    assert {known[i].siglum for i in toll.item.claims} == {a.siglum for a in edition.accounts}
    assert len(exact) == 3
    assert (toll.low, toll.best, toll.high) == (min(exact), None, max(exact))
    assert max(r.independent for r in toll.readings) <= 2.0
