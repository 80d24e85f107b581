"""An extractor registered as an entry point reads claims, and a broken one is a problem, not a crash."""

import sys
import textwrap

import pytest

from variorum.pipeline import make_edition

HOW_TO = "docs/how-to/add-an-extractor.md"


@pytest.fixture
def account(tmp_path):
    folder = tmp_path / "accounts"
    folder.mkdir()
    (folder / "a.txt").write_text("The hall of 400 sq m burned down. Twelve people were killed.\n", encoding="utf-8")
    return folder


def install(tmp_path, monkeypatch, name, code):
    """A package as an installer would leave it: a module and the metadata that names its entry point."""
    site = tmp_path / "site"
    meta = site / f"{name}-1.dist-info"
    meta.mkdir(parents=True)
    (site / f"{name}.py").write_text(code, encoding="utf-8")
    (meta / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n", encoding="utf-8")
    (meta / "entry_points.txt").write_text(f"[variorum.extractors]\n{name} = {name}:extract\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.delitem(sys.modules, name, raising=False)


def test_the_worked_example_reads_floor_areas(tmp_path, monkeypatch, account, request):
    text = (request.config.rootpath / HOW_TO).read_text(encoding="utf-8")
    code = text.split("```python\n")[1].split("```")[0] + "\n\nextract = floor_areas\n"
    install(tmp_path, monkeypatch, "hall_areas", code)
    edition = make_edition([account])
    claim = next(c for c in edition.claims if c.extractor == "floor-area")
    assert claim.quote == "400 sq m"
    assert claim.value.unit == "m2"
    assert claim.frame.measure == "area"
    assert any(r.reason == "another claim of this kind has been read from the same words" for r in edition.rejections)


def test_a_crashing_extractor_is_a_problem(tmp_path, monkeypatch, account):
    install(tmp_path, monkeypatch, "crashing", "def extract(page, found):\n    raise RuntimeError('no luck')\n")
    edition = make_edition([account])
    assert any("extract failed on" in p.message and "no luck" in p.message for p in edition.problems)
    assert any(c.quote == "Twelve" for c in edition.claims)


def test_an_extractor_that_cannot_be_imported_is_a_problem(tmp_path, monkeypatch, account):
    install(tmp_path, monkeypatch, "broken", "import nothing_of_this_name\n")
    edition = make_edition([account])
    assert any(p.stage == "plugins" and "broken" in p.message for p in edition.problems)


def test_no_extractor_passes_the_verifier_by(tmp_path, monkeypatch, account):
    code = textwrap.dedent("""
        from variorum.claims import Candidate
        from variorum.model import Attribution, Moment, Quantity, Span, Utterance

        def extract(page, found):
            yield Candidate(0, 8, "quantity", Quantity(7.0, 7.0, False, "thing"), "invented-number")
            yield Candidate(0, 900, "quantity", Quantity(400.0, 400.0, False, "thing"), "beyond-the-text")
            yield Candidate(0, 8, "date", Moment("2016-13-45"), "no-date")
            yield Candidate(0, 8, "quotation", Utterance("Other words", None, None, None), "other-words")
            yield Candidate(0, 8, "quotation", Utterance("The hall", "Nobody", None, None, Span(0, 3)), "other-speaker")
            yield Candidate(12, 15, "quantity", Quantity(400.0, 400.0, False, "thing"), "other-source", attribution=Attribution("police", Span(0, 3)))
    """)
    install(tmp_path, monkeypatch, "inventing", code)
    edition = make_edition([account])
    rejected = {r.extractor for r in edition.rejections}
    names = {"invented-number", "beyond-the-text", "no-date", "other-words", "other-speaker", "other-source"}
    assert names <= rejected
    assert not names & {c.extractor for c in edition.claims}
    assert all(r.reason for r in edition.rejections)
