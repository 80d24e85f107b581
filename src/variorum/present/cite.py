"""Accounts and items as references to copy: footnote, wikitext, BibTeX, CSL-JSON."""

from __future__ import annotations

import json
import re

from variorum.model import Account, Entry, Moment
from variorum.present.index import Index
from variorum.present.variants import variants
from variorum.present.words import bounds, day, named, one_line

_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    c: f"\\{c}" for c in "&%$#_{}"
}

_MOST = 24
"""Accounts cited for one item: more, nobody reads."""


def footnote(account: Account) -> str:
    """Publisher, title, date and address, as a footnote."""
    title = f"“{one_line(account.title)}”" if account.title else one_line(account.name)
    parts = [
        account.author,
        title,
        account.publisher,
        day(account.published) if account.published else None,
        web(account),
    ]
    return ", ".join(one_line(p) for p in parts if p) + "."


def web(account: Account) -> str | None:
    """The account's address where it is one of the web, else None: nothing else is ever made a link."""
    url = (account.url or "").strip()
    return url if re.fullmatch(r"https?://[^\s\"'<>\\\x00-\x1f]+", url, re.IGNORECASE) else None


def wikitext(account: Account) -> str:
    """A reference for wikis, by the template "cite web", or "cite press release" for what has no address."""
    fields = {
        "title": account.title or account.name,
        "publisher": account.publisher,
        "author": account.author,
        "date": day(account.published) if account.published else None,
        "url": web(account),
    }
    kind = "cite web" if fields["url"] else "cite press release"
    return f"<ref>{{{{{kind}" + "".join(f" |{n}={_wiki(v)}" for n, v in fields.items() if v) + "}}</ref>"


def _wiki(text: str) -> str:
    plain = one_line(text)
    for sign, entity in (
        ("&", "&amp;"),
        ("<", "&lt;"),
        (">", "&gt;"),
        ("|", "&#124;"),
        ("{", "&#123;"),
        ("}", "&#125;"),
    ):
        plain = plain.replace(sign, entity)
    return plain.replace("[", "&#91;").replace("]", "&#93;")


def bibtex(account: Account) -> str:
    """An entry of BibTeX."""
    key = re.sub(r"[^A-Za-z0-9]+", "-", account.siglum).strip("-") or "account"
    fields = {
        "author": account.author,
        "title": account.title or account.name,
        "organization": account.publisher,
        "date": account.published,
        "url": web(account),
    }
    rows = "".join(f"  {n} = {{{_tex(v)}}},\n" for n, v in fields.items() if v)
    return f"@misc{{{key},\n{rows}}}"


def _tex(text: str) -> str:
    return "".join(_TEX.get(c, c) for c in one_line(text))


def csl(account: Account) -> str:
    """An entry of CSL-JSON."""
    row: dict[str, object] = {
        "id": account.siglum,
        "type": "webpage" if web(account) else "document",
        "title": one_line(account.title or account.name),
    }
    if account.author:
        row["author"] = [{"literal": one_line(account.author)}]
    if account.publisher:
        row["publisher"] = one_line(account.publisher)
    if account.published and (parts := _parts(account.published)):
        row["issued"] = {"date-parts": [parts]}
    if url := web(account):
        row["URL"] = url
    return json.dumps(row, ensure_ascii=False)


def _parts(edtf: str) -> list[int]:
    try:
        low, high = Moment(edtf).bounds()
    except ValueError:
        return []
    if low == high:
        return [low.year, low.month, low.day]
    return [low.year, low.month] if (low.year, low.month) == (high.year, high.month) else [low.year]


def item_footnote(entry: Entry, index: Index) -> str:
    """An item as a footnote: the figure or its range, every reading in words, and who says just that."""
    told = "; ".join(
        f"{words}: {', '.join(_who(a) for a in accounts[:8])}"
        + (f" and {len(accounts) - 8} more" if len(accounts) > 8 else "")
        for words, accounts in _told(entry, index)
    )
    return f"{_head(entry)}. {told}."


def item_wikitext(entry: Entry, index: Index) -> str:
    """An item as a sentence for wikis: every reading with a reference to each account that says just that."""
    told = "; ".join(
        _wiki(words) + "".join(wikitext(a) for a in accounts[:_MOST]) for words, accounts in _told(entry, index)
    )
    return f"{_wiki(_head(entry))}. {told}"


def item_bibtex(entry: Entry, index: Index) -> str:
    """Entries of BibTeX of the accounts that tell an item."""
    return "\n".join(bibtex(index.accounts[s]) for s in index.accounts_of(entry)[:_MOST])


def item_csl(entry: Entry, index: Index) -> str:
    """The accounts that tell an item, as CSL-JSON: a list of entries."""
    return f"[{', '.join(csl(index.accounts[s]) for s in index.accounts_of(entry)[:_MOST])}]"


def _head(entry: Entry) -> str:
    head = one_line(entry.item.label)
    if entry.item.kind == "quantity" and entry.verdict != "single":
        head += f": {bounds(entry.low, entry.high)}" + ("" if entry.best is not None else ", no best figure")
    return head


def _told(entry: Entry, index: Index) -> list[tuple[str, list[Account]]]:
    """Each value, or the wording that leaves room, with the accounts that say just that."""
    return [(one_line(v.words), [index.accounts[s] for s in v.accounts]) for v in variants(entry, index) if v.claims]


def _who(account: Account) -> str:
    return f"{named(account)} ({day(account.published)})"
