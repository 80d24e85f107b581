"""Claims made by hand from invented accounts, and the verdicts on them."""

from variorum.model import Account, Attribution, Claim, Event, Frame, Item, Moment, Quantity, Span, Utterance
from variorum.settings import VerdictSettings
from variorum.verdicts import reconcile

EVENT = Event("2003-05-03", ("Port Ansa",), "by hand")


def account(siglum, text, publisher=None, published=None, network=None):
    return Account(
        siglum, siglum + ".txt", text, "0" * 64, len(text), publisher=publisher, published=published, network=network
    )


def claim(acc, words, value, source=None, **frame):
    at = acc.text.index(words)
    said = Attribution(source, Span(acc.text.index(source), acc.text.index(source) + len(source))) if source else None
    kind = {Quantity: "quantity", Moment: "date", Utterance: "quotation"}[type(value)]
    made = Frame(**({"measure": "killed"} | frame)) if kind == "quantity" else Frame(**frame)
    return Claim(f"{acc.siglum}{at}", acc.siglum, Span(at, at + len(words)), words, kind, value, made, said, "hand")


def number(low, high=-1, approx=False):
    return Quantity(low, low if high == -1 else high, approx, "person")


def run(accounts, claims, parallels=(), rule="model", event=EVENT):
    kind = claims[0].kind
    item = Item("i", kind, "killed", "killed" if kind == "quantity" else None, tuple(c.id for c in claims))
    result, problems = reconcile([item], claims, accounts, parallels, event, VerdictSettings(rule=rule))
    assert problems == ()
    return result


def tolls(*figures, **more):
    """One account each: (words, value, publisher, published)."""
    accounts = [
        account(s, f"In all {w} were killed.", p, d) for s, (w, _, p, d) in zip("ABCDEF", figures, strict=False)
    ]
    claims = [claim(a, w, v) for a, (w, v, _, _) in zip(accounts, figures, strict=False)]
    return run(accounts, claims, **more).entries[0]
