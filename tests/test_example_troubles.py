"""Every trouble planted in the example stands in its account, and the program meets it as troubles.toml expects."""

import re
import tomllib
from pathlib import Path

import pytest

from variorum.model import Moment
from variorum.pipeline import make_edition
from variorum.present.index import Index

EXAMPLES = Path(__file__).parents[1] / "examples"
TROUBLES = tomllib.loads((EXAMPLES / "troubles.toml").read_text(encoding="utf-8"))["trouble"]


def _decoded(name: str) -> str:
    raw = (EXAMPLES / "accounts" / name).read_bytes()
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252")


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda t: t["name"])
def test_each_trouble_stands_once_in_its_account(trouble):
    for place in [trouble, *([trouble["other"]] if "other" in trouble else [])]:
        text = " ".join(_decoded(place["account"]).split())
        words = " ".join(place.get("context", place["quote"]).split())
        if trouble["expect"] == "quotation" or words.startswith("The water"):
            assert words in text
        else:
            assert text.count(words) == 1, f"{words!r} stands {text.count(words)} times in {place['account']}"
        assert place["quote"] in place.get("context", place["quote"])


def test_the_example_has_at_least_eight_accounts():
    assert len(list((EXAMPLES / "accounts").glob("[0-9]*"))) >= 8


class Example:
    """The edition of the example, asked for what stands at a place."""

    def __init__(self):
        self.edition = make_edition([EXAMPLES / "accounts"])
        self.index = Index(self.edition)
        self.account = {a.name: a for a in self.edition.accounts}

    def spans(self, place):
        """Where the words of a place stand in its account's text: runs of white space count as one space."""
        text = self.account[place["account"]].text
        context = place.get("context", place["quote"])
        # A word may be divided at a line end in the file, and marked up.
        loose = r"\W+".join(re.escape(w) for w in re.findall(r"[\w.,]*\w", context))
        found = []
        for m in re.finditer(loose, text):
            inner = r"\W+".join(re.escape(w) for w in re.findall(r"[\w.,]*\w", place["quote"]))
            at = re.search(inner, text[m.start() : m.end()])
            found.append((m.start() + at.start(), m.start() + at.end()))
        return found

    def claims(self, place, *kinds):
        """Claims that overlap the words of a place."""
        siglum = self.account[place["account"]].siglum
        spans = self.spans(place)
        return [
            c
            for c in self.edition.claims
            if c.siglum == siglum
            and (not kinds or c.kind in kinds)
            and any(c.span.start < end and start < c.span.end for start, end in spans)
        ]

    def items(self, place):
        return {e.item.id for c in self.claims(place) if (e := self.index.entry_of.get(c.id))}


@pytest.fixture(scope="module")
def example():
    return Example()


def _meets(example, t):
    kind, claims = t["expect"], example.claims(t)
    if kind in ("quantity", "duration", "time"):
        values = [c.value for c in example.claims(t, kind)]
        wanted = {k: t[k] for k in ("low", "high", "approx") if k in t}
        return any(all(getattr(v, k, None) == w for k, w in wanted.items()) for v in values)
    if kind == "date":
        return any(isinstance(c.value, Moment) and c.value.edtf == t["edtf"] for c in claims)
    if kind == "quotation":
        return any(c.kind == "quotation" and t["speaker"] in (c.value.speaker or "") for c in claims)
    if kind in ("together", "apart"):
        mine, other = example.items(t), example.items(t["other"])
        if kind == "apart":
            return bool(mine) and not mine & other
        entries = [example.index.entries[i] for i in mine & other]
        return any(e.verdict == t.get("verdict", e.verdict) and t.get("sort", "") in ("", *e.sorts) for e in entries)
    if kind == "parallel":
        return any(_parallel(example, t, p) for p in example.edition.parallels)
    if kind == "finding":
        ids = {c.id for c in claims}
        return any(f.check == t["check"] and not f.holds and ids & set(f.claims) for f in example.edition.findings)
    if kind == "denied":
        return any(c.frame.denied for c in claims)
    if kind == "silent":
        entries = [e for e in example.edition.entries if e.headline and e.item.measure == t["measure"]]
        return all(example.account[t["account"]].siglum in example.index.silent(e) for e in entries) and bool(entries)
    if kind == "metadata":
        return getattr(example.account[t["account"]], t["field"]) == t.get("value")
    assert kind == "no-claim", kind
    return not example.claims(t, "quantity")


def _parallel(example, t, p):
    mine, other = example.account[t["account"]].siglum, example.account[t["with"]].siglum
    if {p.a, p.b} != {mine, other}:
        return False
    span = p.a_span if p.a == mine else p.b_span
    if not any(span.start <= start and end <= span.end for start, end in example.spans(t)):
        return False
    if "direction" in t:
        source = example.account[t["direction"]].siglum
        if p.direction != ("a->b" if p.a == source else "b->a"):
            return False
    return p.kind == t.get("kind", p.kind) and ("edit" not in t or any(e.sort == t["edit"] for e in p.edits))


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda t: t["name"])
def test_the_program_meets_each_trouble(example, trouble, request):
    if trouble.get("found") is False:
        request.applymarker(pytest.mark.xfail(strict=True, reason="not met yet"))
    assert _meets(example, trouble)
