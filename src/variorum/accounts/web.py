"""Web pages: the main text by trafilatura, and what the page says of itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit

from variorum.accounts.blocks import blocks_of, main_blocks, squeezed
from variorum.accounts.dating import as_edtf, as_kept, date_in_address
from variorum.accounts.decode import decode
from variorum.accounts.document import Document, Page, UnreadableError
from variorum.model import Metadatum
from variorum.settings import AccountSettings

_DECLARED = re.compile(rb"<meta[^>]{0,300}charset\s*=\s*[\"']?([\w-]{2,40})", re.IGNORECASE)
_LONG_TAG = re.compile(r"<[a-zA-Z!/?][^<>]{200000,}>")
"""A tag of 200,000 code points and more: a picture written into the page, or a million attributes, which take a minute to
parse; neither has words."""
_INLINE = re.compile(
    r"</?(?:a|abbr|b|big|cite|code|em|font|i|mark|q|s|small|span|strong|sub|sup|tt|u)\b[^<>]*>", re.IGNORECASE
)
_BLOCK = re.compile(r"</?(?!(?:html|head|title|meta|link|body|script|style|p)\b)[a-z][^<>]*>", re.IGNORECASE)
_SHORTEST = 120
"""Code points below which trafilatura's finding is compared with the whole page: it looks for articles, and a short
notice is none."""


def read(source: bytes, name: str, settings: AccountSettings, depth: int) -> list[Document]:
    """The main text of a web page, with its headings as places.

    Raises:
        UnreadableError: it holds no text.
    """
    import trafilatura

    m = _DECLARED.search(source[:4096])
    page, encoding, notes = decode(source, m[1].decode("ascii") if m else None)
    page = _LONG_TAG.sub("", page.replace("\x00", "").removeprefix("\ufeff"))
    tree = parse_page(page)
    metadata = tuple(_metadata(tree))
    try:
        found = (
            trafilatura.extract(
                page, include_comments=False, include_tables=True, favor_recall=True, output_format="txt"
            )
            or ""
        )
    except Exception:  # noqa: BLE001 - whatever it stumbles on, the page's plain text is still there to be read
        found = ""
    blocks = blocks_of(tree)
    main = main_blocks(blocks, found)
    if sum(len(b.text) for b in main) < _SHORTEST:
        main = blocks
    out = Page(between="\n")
    for block in main:
        out.block(block.text, heading=block.heading, table=block.row)
    text = out.text()
    if not text.strip():
        raise UnreadableError("it holds no text; save the page again when its text is shown, or its text as .txt")
    made = f"trafilatura/{version('trafilatura')}"
    return [
        Document(text, "text/html", made, encoding=encoding, metadata=metadata, places=tuple(out.places), notes=notes)
    ]


def parse_page(page: str) -> Any:
    """The root element of a page, without its comments.

    Raises:
        UnreadableError: it holds no page at all.
    """
    import lxml.html
    from lxml import etree

    page = _LONG_TAG.sub("", page)
    try:
        for make in (str, _flat):
            parser = lxml.html.HTMLParser(
                encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
            )
            # As bytes: lxml refuses a text that declares an encoding.
            tree = lxml.html.document_fromstring(make(page).encode("utf-8", "replace"), parser=parser)
            # What is nested deeper than the parser goes it leaves out, with all that follows.
            if not any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
                break
    except (etree.LxmlError, ValueError) as fault:
        raise UnreadableError(
            "it holds no web page that can be read; save the page again, or its text as .txt"
        ) from fault
    return tree


def _flat(page: str) -> str:
    """A page with its words in paragraphs and nothing else around them."""
    return _BLOCK.sub("<p>", _INLINE.sub("", page))


def _metadata(tree: Any) -> Iterator[Metadatum]:
    yield from _linked_data(tree)
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = (meta.get("content") or "").strip()
        if name and content:
            metas.setdefault(name, content)
    for field, names in _META.items():
        for name, sure in names:
            if name in metas:
                value = as_kept(field, metas[name])
                if value and not (field == "author" and "://" in value):
                    yield Metadatum(field, value[:500], f"meta {name}", sure)
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and (link.get("href") or "").startswith("http"):
            yield from _address(link.get("href"), "link canonical", 0.9)
            break
    for name in ("og:url", "twitter:url"):
        if metas.get(name, "").startswith("http"):
            yield from _address(metas[name], f"meta {name}", 0.85)
    for time in tree.iter("time"):
        if (edtf := as_edtf(time.get("datetime") or "")) is not None:
            yield Metadatum("published", edtf, "time element", 0.7)
            break
    title = tree.find(".//title")
    if title is not None and (words := squeezed(title.text_content())):
        # Sites put their own name behind the title: "The flood | Vardon Gazette".
        heads = [squeezed(h.text_content()) for h in tree.iter("h1")]
        shown = next((h for h in heads if len(h) > 8 and words.startswith(h)), None)
        if shown is not None:
            yield Metadatum("title", shown[:500], "h1 element", 0.75)
        yield Metadatum("title", words[:500], "title element", 0.7)
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    if re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", language):
        yield Metadatum("language", language.replace("_", "-"), "html lang", 0.8)


_META = {
    "title": (("og:title", 0.9), ("twitter:title", 0.85), ("dc.title", 0.85), ("citation_title", 0.9)),
    "published": (
        ("article:published_time", 0.95), ("og:article:published_time", 0.9), ("datepublished", 0.9), ("dc.date.issued", 0.9),
        ("dc.date", 0.8), ("date", 0.75), ("pubdate", 0.85), ("publishdate", 0.85), ("parsely-pub-date", 0.85),
        ("citation_publication_date", 0.9), ("sailthru.date", 0.8), ("article:modified_time", 0.4),
    ),
    "publisher": (("og:site_name", 0.9), ("dc.publisher", 0.9), ("publisher", 0.8), ("application-name", 0.6)),
    "author": (("author", 0.8), ("article:author", 0.8), ("dc.creator", 0.8), ("parsely-author", 0.8)),
    "language": (("og:locale", 0.6), ("content-language", 0.7)),
}  # fmt: skip


def _address(url: str, found_in: str, sure: float) -> Iterator[Metadatum]:
    yield Metadatum("url", url[:2000], found_in, sure)
    host = urlsplit(url).hostname or ""
    if host:
        yield Metadatum("publisher", host.removeprefix("www."), f"{found_in}: host", 0.6)
    if (edtf := date_in_address(url)) is not None:
        yield Metadatum("published", edtf, f"{found_in}: address", 0.6)


def _linked_data(tree: Any) -> Iterator[Metadatum]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text or len(script.text) > 2_000_000:
            continue
        try:
            data = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in _things(data):
            kind = thing.get("@type")
            kinds = " ".join(map(str, kind)) if isinstance(kind, list) else str(kind)
            if not re.search(r"Article|Report|BlogPosting|WebPage|PressRelease|Statement", kinds):
                continue
            sure = 0.7 if "WebPage" in kinds else 0.95
            for field, key in (
                ("title", "headline"),
                ("published", "datePublished"),
                ("publisher", "publisher"),
                ("author", "author"),
                ("url", "url"),
                ("language", "inLanguage"),
            ):
                value = as_kept(field, _name(thing.get(key)))
                if value:
                    yield Metadatum(field, value[:500], f"JSON-LD {key}", sure)


def _things(data: Any) -> Iterator[dict[str, Any]]:
    waiting, seen = [data], 0
    while waiting and seen < 200:
        thing = waiting.pop(0)
        seen += 1
        if isinstance(thing, list):
            waiting[:0] = thing[:50]
        elif isinstance(thing, dict):
            yield thing
            waiting += [thing[key] for key in ("@graph", "mainEntity") if key in thing]


def _name(value: Any) -> str:
    """The name in what JSON-LD gives for a person or an organisation, or the text itself."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_name(v) for v in value[:5])))
    if isinstance(value, dict):
        value = value.get("name")
    return squeezed(value) if isinstance(value, str) else ""
