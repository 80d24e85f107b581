"""Scores the claims of every event in ../shared/events with its own scorer, per event and pooled.

Usage: python bench/claims.py [EVENT...] [--errors] [--half 0|1]; from the root of the repository. Without links and
verdicts, which are of other stages: see bench/run.py for those.
"""

from __future__ import annotations

import csv
import hashlib
import re
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from gold import EVENTS, scorer
from variorum.claims import extract_claims, find_event, prepare_account
from variorum.model import Account, Claim, Moment, Quantity, Utterance
from variorum.settings import ClaimSettings, TextSettings
from variorum.text import clean_text


def read_event(folder: Path) -> list[Account]:
    """The accounts of an event as the pipeline would have them."""
    sidecar = folder / "accounts.csv"
    rows = {r["account"]: r for r in csv.DictReader(sidecar.open(encoding="utf-8"))} if sidecar.exists() else {}
    out = []
    for path in sorted((folder / "accounts").glob("*.txt")):
        data = path.read_bytes()
        out.append(
            Account(
                path.name,
                path.name,
                data.decode("utf-8"),
                hashlib.sha256(data).hexdigest(),
                len(data),
                published=rows.get(path.name, {}).get("published") or None,
            )
        )
    return out


def read_claims(accounts: list[Account]) -> list[Claim]:
    """All claims of an event's accounts."""
    views = [clean_text(a, TextSettings())[0] for a in accounts]
    prepared = [prepare_account(a, v, ClaimSettings()) for a, v in zip(accounts, views, strict=True)]
    event = find_event(accounts, prepared)
    return [c for a, v in zip(accounts, views, strict=True) for c in extract_claims(a, v, event)[0]]


def row(claim: Claim) -> dict[str, Any]:
    """A claim in the shape of the export."""
    out: dict[str, Any] = {
        "account": claim.siglum,
        "start": claim.span.start,
        "end": claim.span.end,
        "kind": "sum" if claim.is_sum else claim.kind,
        "quote": claim.quote,
        "attributed_to": claim.attribution.source if claim.attribution else None,
        "measure": claim.frame.measure,
    }
    if isinstance(claim.value, Quantity):
        out |= {
            "low": claim.value.low,
            "high": claim.value.high,
            "approx": claim.value.approx,
            "unit": claim.value.unit,
        }
    elif isinstance(claim.value, Moment):
        out["edtf"] = claim.value.edtf
    elif isinstance(claim.value, Utterance):
        out["speaker"] = claim.value.speaker
    return out


def measures(scorer: Any, folder: Path, rows: list[dict[str, Any]], *, errors: bool) -> tuple[int, int]:
    """Right and all of the claims whose item key says killed, dead, wounded, injured or hurt."""
    right = total = 0
    for gold in scorer.lines(folder / "claims.jsonl"):
        key = gold.get("item") or ""
        m = re.search(r"killed|dead|wounded|injured|hurt", key)
        if gold["kind"] != "quantity" or not m or key.startswith("age-") or "ages" in key:
            continue
        wanted = "killed" if m[0] in ("killed", "dead") else "injured"
        hit = next((r for r in rows if r["kind"] == "quantity" and scorer.overlaps(r, gold)), None)
        total += 1
        right += hit is not None and hit["measure"] == wanted
        if errors and (hit is None or hit["measure"] != wanted):
            text = (folder / "accounts" / gold["account"]).read_text(encoding="utf-8")
            print(
                "measure",
                key,
                hit and hit["measure"],
                "|",
                " ".join(text[gold["start"] - 70 : gold["start"]].split()),
                f"[{gold['text']}]",
                " ".join(text[gold["end"] : gold["end"] + 60].split()),
            )
    return right, total


def main() -> None:
    """Print the scores."""
    score = scorer()
    args = [a for a in sys.argv[1:] if not a.startswith("--")]
    errors = "--errors" in sys.argv
    folders = [f for f in sorted(EVENTS.iterdir()) if (f / "claims.jsonl").exists() and (not args or f.name in args)]
    pooled: Counter[Any] = Counter()
    f1s, words, seconds = [], 0, 0.0
    for folder in folders:
        accounts = read_event(folder)
        began = time.process_time()
        rows = [row(c) for c in read_claims(accounts)]
        seconds += time.process_time() - began
        words += sum(len(a.text.split()) for a in accounts)
        if errors:
            print("==", folder.name)
        result = score.score(folder, [dict(r) for r in rows], errors)
        right, total = measures(score, folder, rows, errors=errors)
        f1s.append(result["claim_f1"])
        line = f"{folder.name:24} F1 {result['claim_f1']:.3f}"
        for kind, o in result["kinds"].items():
            pooled[kind, "gold"] += o["gold"]
            pooled[kind, "tp"] += o["tp"]
            pooled[kind, "fp"] += o["fp"]
            pooled[kind, "strict"] += round(o["tp"] / o["strict"]) if o["strict"] else 0
            line += f"  {kind[:4]} {o['tp']}/{o['gold']}+{o['fp']}"
        for k, name in enumerate(("source right", "source gold", "invented", "no source")):
            pooled[name] += result["source"][k]
        pooled["speaker"] += result["speaker"][0]
        pooled["speakers"] += result["speaker"][1]
        pooled["measure"] += right
        pooled["measures"] += total
        print(
            line,
            f" spk {result['speaker'][0]}/{result['speaker'][1]}  measure {right}/{total}  src {result['source'][0]}/{result['source'][1]} inv {result['source'][2]}/{result['source'][3]}",
        )
    for kind in score.KINDS:
        tp, gold, fp, strict = (pooled[kind, k] for k in ("tp", "gold", "fp", "strict"))
        p, r = tp / max(tp + fp, 1), tp / max(gold, 1)
        print(
            f"{kind:10} precision {p:.3f}  recall {r:.3f}  F1 {2 * p * r / max(p + r, 1e-9):.3f}  strict precision {tp / max(strict, 1):.3f}"
        )
    print(f"claim F1 mean {sum(f1s) / len(f1s):.3f} least {min(f1s):.3f}")
    print(
        f"speakers {pooled['speaker'] / max(pooled['speakers'], 1):.3f}  measures {pooled['measure'] / max(pooled['measures'], 1):.3f}  sources {pooled['source right'] / max(pooled['source gold'], 1):.3f}  not invented {1 - pooled['invented'] / max(pooled['no source'], 1):.3f}"
    )
    print(f"speed {words / max(seconds, 1e-9):.0f} words a CPU-second")


if __name__ == "__main__":
    main()
