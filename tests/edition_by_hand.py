"""An edition of an invented event, made by hand record by record, so that the faces are tested without the stages."""

import hashlib

from variorum.model import (
    Account,
    Attribution,
    Claim,
    ClockTime,
    Descent,
    Edition,
    Entry,
    Event,
    Finding,
    Frame,
    Item,
    Link,
    Metadatum,
    Moment,
    Origin,
    Parallel,
    PassageStemma,
    Person,
    Problem,
    Quantity,
    Reading,
    Reason,
    Span,
    Stemma,
    TextEdit,
    Utterance,
)

TEXTS = {
    "A": (
        "HARBOUR OFFICE, PORT ANSA\n\nFerry fire, 4 May 2003\n\nShortly after 2 a.m. on 3 May 2003 the ferry Aurelia took fire off "
        "Port Ansa. At least 40 people were killed and 112 injured, the harbour office said. “We heard two blasts,” said "
        "the mate, Ilo Vant, 51.\n"
    ),
    "B": (
        "# Aurelia: what we know\n\nThe ferry Aurelia took fire off Port Ansa on 3 May 2003. Police said 43 people were "
        "killed and 112 injured. “We heard two blasts,” the mate told the Ansa Courier.\n"
    ),
    "C": (
        "A year after the Aurelia\n\nOn 3 May 2003 the ferry Aurelia burned off Port Ansa and 51 people were killed. The "
        "harbour office had first spoken of at least 40 dead.\n"
    ),
    "D": "Remembering the Aurelia. At least 40 people were killed and 112 injured, the harbour office said.\n",
}
META = {
    "A": ("ansa-harbour.txt", "Ferry fire", "2003-05-04", "Harbour Office", "state"),
    "B": ("courier.md", "Aurelia: what we know", "2003-05-05", "Ansa Courier", None),
    "C": ("memory.html", "A year after the Aurelia", "2004-05", "Society of the Aurelia", None),
    "D": ("embassy.txt", "Remembering the Aurelia", None, "Embassy", "state"),
}


def span(text, words, nth=0):
    """Place of the nth occurrence of `words`."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return Span(at, at + len(words))


def claim(siglum, words, kind, value, nth=0, source=None, texts=TEXTS, **frame):
    """A claim at the nth occurrence of `words`."""
    text = texts[siglum]
    at = span(text, words, nth)
    said = Attribution(source, span(text, source)) if source else None
    name = f"c{siglum}{at.start}"
    return Claim(name, siglum, at, words, kind, value, Frame(**frame), said, "hand")


def exact(n, unit="person"):
    """Exactly `n`."""
    return Quantity(n, n, approx=False, unit=unit)


def entry(name, label, verdict, readings, claims, **more):
    """An entry of the apparatus; `readings` are (value, words, claims, independent)."""
    by_id = {c.id: c for c in claims}
    ids = tuple(c for r in readings for c in r[2])
    kind = by_id[ids[0]].kind
    links = (Link(ids[0], ids[1], 0.9, (("measure", 2.0),)),) if len(ids) > 1 else ()
    fields = {
        "sorts": ("value",) if verdict == "conflict" else (),
        "independent": readings[0][3],
        "low": None,
        "best": None,
        "high": None,
        "rule": "model" if kind == "quantity" else None,
        "refused": None,
        "headline": False,
        "denies": (),
        "reasons": (),
    } | more
    return Entry(
        item=Item(name, kind, label, by_id[ids[0]].frame.measure, ids, links, ("",) * len(ids)),
        verdict=verdict,
        readings=tuple(
            Reading(value, words, tuple(cs), tuple(sorted({by_id[c].siglum for c in cs})), n, why)
            for value, words, cs, n, why in readings
        ),
        **fields,
    )


def edition(texts=TEXTS, meta=META, **changes):
    """The edition; `changes` replace whole fields."""
    accounts = tuple(
        Account(
            siglum=s,
            name=meta[s][0],
            text=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            size=len(text.encode()),
            source=text.encode(),
            encoding="utf-8",
            title=meta[s][1],
            published=meta[s][2],
            publisher=meta[s][3],
            network=meta[s][4],
            url=f"https://example.org/{s}",
            metadata=(Metadatum("title", meta[s][1], "first line", 0.8),),
        )
        for s, text in texts.items()
    )
    open_forty = Quantity(40, None, approx=False, unit="person")
    killed = {"measure": "killed", "predicate": "kill"}
    a40 = claim("A", "At least 40 people", "quantity", open_forty, source="the harbour office", texts=texts, **killed)
    b43 = claim("B", "43 people", "quantity", exact(43), source="Police", texts=texts, **killed)
    c51 = claim("C", "51 people", "quantity", exact(51), texts=texts, **killed)
    c40 = claim("C", "at least 40 dead", "quantity", open_forty, texts=texts, **killed)
    d40 = claim("D", "At least 40 people", "quantity", open_forty, source="the harbour office", texts=texts, **killed)
    hurt = [claim(s, "112 injured", "quantity", exact(112), texts=texts, measure="injured") for s in "ABD"]
    day = [claim(s, "3 May 2003", "date", Moment("2003-05-03"), texts=texts) for s in "ABC"]
    said = [
        claim("A", "“We heard two blasts,”", "quotation", Utterance("We heard two blasts,", "Ilo Vant", None, None), texts=texts),
        claim("B", "“We heard two blasts,”", "quotation", Utterance("We heard two blasts,", "the mate", "Ansa Courier", None), texts=texts),
    ]  # fmt: skip
    clock = claim("A", "Shortly after 2 a.m.", "time", ClockTime(120, 140, approx=True, day="2003-05-03"), texts=texts)
    mate = claim("A", "Ilo Vant, 51", "person", Person("Ilo Vant", 51, "witness"), texts=texts)
    claims = tuple(sorted([a40, b43, c51, c40, d40, *hurt, *day, *said, clock, mate], key=lambda c: (c.siglum, c.span)))
    copied = (Reason("copied", -1.0, "D has the sentence of A word for word"),)
    entries = (
        entry("killed", "killed, ferry Aurelia, 3 May 2003", "conflict", [
            (open_forty, "At least 40 people", [a40.id, c40.id, d40.id], 1.1, copied),
            (exact(43), "43 people", [b43.id], 1.0, ()),
            (exact(51), "51 people", [c51.id], 1.0, ()),
        ], claims, headline=True, low=40, high=51, refused="43 and 51 cannot both be, and neither has two independent sources.",
              reasons=(Reason("conflict", 1.0, "43 and 51 exclude each other"),),
              others=(("min-max", None), ("vote", 43.0), ("median", 43.0))),
        entry("injured", "injured, ferry Aurelia", "agree", [
            (exact(112), "112 injured", [c.id for c in hurt], 2.0, copied),
        ], claims, headline=True, low=112, best=112, high=112),
        entry("fire-day", "day of the fire", "agree", [
            (Moment("2003-05-03"), "3 May 2003", [c.id for c in day], 3.0, ()),
        ], claims),
        entry("blasts", "“We heard two blasts”, the mate", "agree", [
            (said[0].value, "We heard two blasts", [c.id for c in said], 1.0, ()),
        ], claims),
        entry("hour", "hour of the fire", "single", [(clock.value, clock.quote, [clock.id], 1.0, ())], claims),
        entry("mate", "Ilo Vant", "single", [(mate.value, mate.quote, [mate.id], 1.0, ())], claims),
    )  # fmt: skip
    shared = "people were killed and 112 injured, the harbour office said."
    a_at, d_at = span(texts["A"], shared), span(texts["D"], shared)
    parallel = Parallel(
        "A", a_at, "D", d_at, "copied", "a->b", "A is dated, and D names it",
        (TextEdit(Span(a_at.start, a_at.start + 6), Span(d_at.start, d_at.start + 6), "changed"),), 0,
    )  # fmt: skip
    made = Edition(
        accounts=accounts,
        event=Event("2003-05-03", ("Port Ansa",), "three accounts date it so"),
        claims=claims,
        rejections=(),
        entries=entries,
        parallels=(parallel,),
        stemma=Stemma(
            families=(("A", "D"),),
            edges=(Descent("A", "D", 0.71, 0.8, (Reason("order", 1.0, "A is dated first"),)),
                   Descent("[α]", "B", 0.1, 0.5, ())),
            missing=("[α]",),
            passages=(PassageStemma(0, (Descent("A", "D", 1.0, 0.8, (Reason("order", 1.0, "A is dated first"),)),), ()),),
        ),
        findings=(Finding("self-contradiction", (c51.id, c40.id), holds=True, says="51 is at least 40."),),
        origins=(Origin("the harbour office", ("The harbour office", "the harbour office"), (a40.id, d40.id), ("A", "D")),),
        problems=(
            Problem("warning", "accounts", "embassy.txt", "embassy.txt has no date: give one in accounts.csv."),
            Problem("note", "claims", "C", "“A year after” could not be dated."),
        ),
        decisions=(),
        made=(("variorum", "0.1.0"),),
    )  # fmt: skip
    return made if not changes else type(made)(**{n: getattr(made, n) for n in made.__slots__} | changes)
