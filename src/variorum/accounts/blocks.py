"""The blocks of a web page in their order, and those of its main text among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

_BLOCKS = frozenset(
    """address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul""".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_UNREAD = frozenset("script style noscript template head iframe object svg math select button textarea".split())
_ASIDE = frozenset("nav aside footer form menu dialog".split())
# Names that sites give to what stands around a text.
_ASIDE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:ads?|advert\w*|banner|breadcrumbs?|comments?|consent|cookies?|disqus|footer|login|masthead|menu|modal|nav"
    r"|navbar|navigation|newsletter|pager|pagination|popup|print|promo\w*|recommend\w*|related|search|shar(?:e|ing)|sidebar"
    r"|skip|social|sponsor\w*|subscri\w*|tags|toolbar|widget\w*|contentinfo)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LONGEST_CELL = 300
"""Code points of a table's cell; what is longer stands beside the page's text, and is read as text."""
_SHINGLE = 4
"""Words in a row by which a block is known again."""
_BEFORE = 12
"""Blocks above the first of the main text among which its title is looked for."""
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, item of a list or row of a table."""

    text: str
    """Its words with single spaces."""
    heading: bool = False
    """Whether it is one."""
    row: bool = False
    """Whether it is a table's row."""
    aside: bool = False
    """Whether it stands in navigation, comments, adverts and the like, by the names of what it stands in."""
    linked: float = 0.0
    """Share of its code points that are links."""


def raised(text: str) -> str:
    """Figures set above the line as such: "131" with the call of note 2 is 131², and not 1312."""
    return text.translate(_RAISED) if len(text.strip()) <= 3 else text


def squeezed(text: str) -> str:
    """The text with single spaces."""
    return " ".join(text.split())


def blocks_of(tree: Any) -> list[Block]:
    """Every block of a page, or of a part of one, that has words."""
    found: list[Block] = []
    pieces: list[str] = []
    linked = links = asides = headings = 0

    def put(text: str | None) -> None:
        nonlocal linked
        if text:
            pieces.append(text)
            linked += len(squeezed(text)) if links else 0

    def end() -> None:
        nonlocal linked
        text = squeezed("".join(pieces))
        if text:
            found.append(Block(text, heading=headings > 0, aside=asides > 0, linked=linked / len(text)))
        pieces.clear()
        linked = 0

    # An explicit walk: pages may nest deeper than Python calls.
    stack: list[tuple[Any, bool]] = [(tree, False)]
    while stack:
        node, closing = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else ""
        if closing:
            if tag in _BLOCKS:
                end()
            links -= tag == "a"
            headings -= tag in _HEADINGS
            asides -= _is_aside(node, tag)
            put(node.tail if node is not tree else None)
            continue
        if tag in _UNREAD:
            put(node.tail if node is not tree else None)
            continue
        if tag in _BLOCKS:
            end()
        if tag == "tr" and (row := _row(node)):
            found.append(Block(row, row=True, aside=asides > 0))
            put(node.tail)
            continue
        stack.append((node, True))
        links += tag == "a"
        headings += tag in _HEADINGS
        asides += _is_aside(node, tag)
        # The call of a note: raised, or a link to a place on the page; powers and units are raised too.
        if tag == "sup" or (tag == "a" and "#" in (node.get("href") or "")):
            digits = _only_text(node)
            if digits.strip().isdecimal():
                put(raised(digits))
                continue
        put(node.text)
        stack.extend((child, False) for child in reversed(node))
    end()
    return found


def _only_text(node: Any) -> str:
    """The text of an element that has nothing else in it, but for a link or a mark around it."""
    for _ in range(3):
        if len(node) != 1 or (node.text or "").strip() or (node[0].tail or "").strip():
            break
        node = node[0]
    return "" if len(node) else node.text or ""


def _is_aside(node: Any, tag: str) -> bool:
    if tag in _ASIDE:
        return True
    if tag in {"html", "body", "main", "article", "a", ""} or not node.attrib:
        return False
    names = " ".join(node.get(key) or "" for key in ("class", "id", "role"))
    hidden = node.get("hidden") is not None or "display:none" in (node.get("style") or "").replace(" ", "")
    return hidden or (len(names) < 1000 and _ASIDE_NAMES.search(names) is not None)


def _row(node: Any) -> str:
    """The cells of a table's row in one line; empty for a row that lays out a page."""
    cells = [cell for cell in node if cell.tag in {"td", "th"}]
    if len(cells) < 2 or node.find(".//table") is not None:
        return ""
    texts = [" ".join(b.text for b in blocks_of(cell)) for cell in cells]
    return " | ".join(texts).strip(" |") if max(map(len, texts)) <= _LONGEST_CELL else ""


def plain_blocks(tree: Any) -> str:
    """All text of a page or of a part of one, a line for each block and for each row of a table."""
    return "\n".join(block.text for block in blocks_of(tree))


def main_blocks(blocks: Sequence[Block], found: str) -> list[Block]:
    """The blocks that make up a page's main text.

    Args:
        blocks: of the page.
        found: main text as another program found it. Such programs look for paragraphs, and leave out headings, short lines,
            tables, what stands twice; what lies between the first and the last block they found is looked at again.
    """
    known = set(_shingles(found))
    lines = {squeezed(line).lstrip("-| ").rstrip("| ") for line in found.split("\n")}
    chosen = [_is_known(block, known, lines) for block in blocks]
    places = [k for k, yes in enumerate(chosen) if yes]
    if not places:
        return []
    first, last = _title_before(blocks, places[0]), places[-1]
    for k in range(first, last):
        block = blocks[k]
        if not chosen[k] and not block.aside and block.linked < 0.3:
            chosen[k] = block.heading or block.row or len(block.text.split()) >= 5
    return [block for block, yes in zip(blocks, chosen, strict=True) if yes]


def _title_before(blocks: Sequence[Block], first: int) -> int:
    """Where the title of the text is whose first block is known; that block where there is none."""
    for k in range(first - 1, max(-1, first - 1 - _BEFORE), -1):
        if blocks[k].heading and not blocks[k].aside and blocks[k].linked < 0.9:
            first = k
    return first


def _shingles(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return zip(*(words[k:] for k in range(_SHINGLE)), strict=False)


def _is_known(block: Block, known: set[tuple[str, ...]], lines: set[str]) -> bool:
    shingles = list(_shingles(block.text))
    if not shingles:
        return not block.aside and block.text in lines
    return sum(s in known for s in shingles) * 2 > len(shingles)
