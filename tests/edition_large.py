"""An edition of any size, made by rule, for the tests of size and speed."""

import hashlib
from datetime import date, timedelta

from edition_by_hand import edition, exact
from variorum.model import Account, Claim, Descent, Entry, Frame, Item, Parallel, Reading, Reason, Span, Stemma

FILLER = (
    "The harbour of Port Ansa lay quiet while the boats of the guard went out, and those who had waited on the pier "
    "since the evening asked for names that nobody could give them. "
)
MEASURES = ("killed", "injured", "missing", "detained", "displaced", "rescued")


def large(accounts=1000, shared=500, alone=7, told=13):
    """`accounts` accounts of about 5 kB, each with `alone` claims of its own and `told` of the `shared` items."""
    built, claims, by_item = [], [], {}
    for n in range(accounts):
        siglum = f"{n:04}"
        parts, text, places = [], 0, []
        for k in range(told + alone):
            item = (n * 7 + k * k) % shared if k < told else shared + n * alone + k - told
            count = 40 + item % 60 + (n % 3 if item % 4 == 0 else 0)
            words = f"{count} people"
            sentence = f"{FILLER}In the word of the office, {words} were {MEASURES[item % 6]} at pier {item}. "
            at = text + sentence.index(words)
            places.append((item, Span(at, at + len(words)), words, count))
            parts.append(sentence)
            text += len(sentence)
        whole = "".join(parts)
        day = date(2003, 5, 3) + timedelta(days=n * 3)
        built.append(
            Account(
                siglum=siglum,
                name=f"{siglum}.txt",
                text=whole,
                sha256=hashlib.sha256(whole.encode()).hexdigest(),
                size=len(whole),
                source=None,
                title=f"Port Ansa, report {n}",
                published=day.isoformat(),
                publisher=f"Courier {n % 90}",
            )
        )
        for item, span, words, count in places:
            claim = Claim(
                f"c{siglum}{span.start}", siglum, span, words, "quantity", exact(count),
                Frame(measure=MEASURES[item % 6]), None, "rule",
            )  # fmt: skip
            claims.append(claim)
            by_item.setdefault(item, []).append(claim)
    entries = [_entry(item, found, built) for item, found in sorted(by_item.items())]
    families = tuple(tuple(f"{n:04}" for n in range(k, k + 5)) for k in range(0, accounts - 5, 20))
    parallels = tuple(
        Parallel(f[0], Span(0, 160), other, Span(0, 160), "copied", "a->b", "word for word")
        for f in families
        for other in f[1:]
    )
    edges = tuple(Descent(f[0], other, 0.4, 0.9, ()) for f in families for other in f[1:])
    return edition(
        accounts=tuple(built),
        claims=tuple(claims),
        entries=tuple(entries),
        parallels=parallels,
        stemma=Stemma(families, edges, ()),
        findings=(),
        origins=(),
        problems=(),
    )


def _entry(item, found, accounts):
    values = {}
    for claim in found:
        values.setdefault(claim.value.low, []).append(claim)
    ranked = sorted(values.items(), key=lambda kv: (-len(kv[1]), kv[0]))
    readings = tuple(
        Reading(exact(v), f"{v} people", tuple(c.id for c in cs), tuple(sorted({c.siglum for c in cs})), len(cs) * 0.7,
                (Reason("copied", -0.3, "some share their text"),))
        for v, cs in ranked
    )  # fmt: skip
    speaking = {c.siglum for c in found}
    verdict = "single" if len(speaking) == 1 else "agree" if len(values) == 1 else "conflict"
    low, high = min(values), max(values)
    measure = MEASURES[item % 6]
    return Entry(
        Item(f"i{item}", "quantity", f"{measure}, pier {item}", measure, tuple(c.id for c in found)),
        verdict,
        ("value",) if verdict == "conflict" else (),
        readings,
        readings[0].independent,
        low,
        None if verdict == "conflict" else low,
        high,
        "model",
        "The readings exclude one another." if verdict == "conflict" else None,
        item < 2,
        tuple(a.siglum for a in accounts if a.siglum not in speaking),
        (),
        (),
    )
