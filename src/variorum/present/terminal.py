"""The apparatus in the terminal: readable at 80 columns, without colour, and piped."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from variorum.model import Claim, Descent, Edition, Entry, Reason, Utterance
from variorum.present.behind import behind, ties
from variorum.present.context import passage
from variorum.present.descent import edit_words, family_edges, passage_places
from variorum.present.facts import link_reasons
from variorum.present.index import Index
from variorum.present.sources import Behind, sources, speaker_of
from variorum.present.tables import account_rows, by_use, finding_rows, numbers, problem_rows
from variorum.present.variants import Variant, listed, own_reasons, variants
from variorum.present.words import bounds, clip, day, figure, log_odds, one_line, place_and_day, several, told

STYLES = {"conflict": "bold red", "compatible": "yellow", "agree": "green", "single": "dim"}
_HEADINGS = {
    "conflict": "Conflicts: accounts exclude one another",
    "compatible": "Compatible: different words that can both be so",
    "agree": "Agreed by two accounts or more",
    "single": "Told by one account alone",
}
_MOST_SIGLA = 12


def console(width: int | None = None) -> Console:
    """A console for standard output: no markup, no emoji, nothing coloured by guess."""
    return Console(width=width, markup=False, emoji=False, highlight=False, soft_wrap=False)


def apparatus(edition: Edition, *, everything: bool = False, why: bool = False) -> RenderableType:
    """All items with their readings, conflicts first; items told by one account only where `everything` says so."""
    index = Index(edition)
    parts: list[RenderableType] = [_heading(index)]
    for verdict, heading in _HEADINGS.items():
        found = index.conflicts() if verdict == "conflict" else [e for e in edition.entries if e.verdict == verdict]
        if not found:
            continue
        if verdict == "single" and not everything and len(parts) > 1:
            parts.append(Text(f"\n{len(found)} more told by one account alone: --all shows them.", style="dim"))
            continue
        parts.append(Text(""))
        parts.append(Rule(Text(f"{heading} ({len(found)})"), align="left", style="dim", characters="─"))
        parts += [_entry(entry, index, why=why) for entry in found]
    if not edition.entries:
        parts.append(Text("\nNo claims were found: `--problems` and `--accounts` tell what was read."))
    return Group(*parts)


def _heading(index: Index) -> RenderableType:
    edition = index.edition
    n = numbers(edition)
    words = [
        several(n["accounts"], "account"),
        several(n["claims"], "claim"),
        several(n["items"], "item"),
        f"{n['conflict']} in conflict",
        *ties(index.accounts, (), index),
        several(n["problems"], "problem"),
    ]
    lines = Text(place_and_day(edition.event) or "An event without a date", style="bold")
    lines.append("\n" + ", ".join(words) + ".", style="not bold")
    if n["refused"]:
        lines.append(f" No best figure for {several(n['refused'], 'quantity', 'quantities')}.", style="not bold")
    return lines


def _entry(entry: Entry, index: Index, *, why: bool) -> RenderableType:
    title = Text()
    title.append("▸ " if entry.headline else "  ", style="bold")
    title.append(one_line(entry.item.label), style="bold")
    title.append(f"  {verdict_words(entry)}", style=STYLES[entry.verdict])
    title.append(f"  {entry.item.id}", style="dim")
    parts: list[RenderableType] = [Text(""), title]
    # What one account alone says is its figure, but for one that nobody gives, which the rule tells how to come by.
    given = entry.readings and (entry.verdict != "single" or ":" in (entry.rule or ""))
    if entry.item.kind == "quantity" and given:
        parts.append(Padding(Text(figures(entry)), (0, 0, 0, 4)))
    table = Table.grid(padding=(0, 2, 0, 0), expand=False)
    table.add_column(width=2)
    table.add_column(max_width=34)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(ratio=1)
    for variant in variants(entry, index):
        counts = f"×{variant.reading.independent:.1f}" if variant.reading else ""
        room = f"  leaves room for {listed(variant.fits, 'and', 4)}" if variant.fits else ""
        by = sigla([index.short[s] for s in variant.accounts])
        table.add_row("", Text(_value(variant, index)), Text(counts), Text(by + room))
    parts.append(table)
    if entry.denies:
        parts.append(Padding(Text(f"denied by {sigla([index.short[s] for s in entry.denies])}"), (0, 0, 0, 4)))
    if why:
        parts += [Padding(Text(one_line(r.says), style="dim"), (0, 0, 0, 4)) for r in own_reasons(entry)]
        for reading in (r for r in entry.readings if r.reasons or len(r.accounts) > 1):
            says = f"why ×{reading.independent:.1f} behind {_short(told(reading.value))}: {behind(reading, index)}"
            says += "; how surely one rests on another:" if reading.reasons else ""
            parts.append(Padding(Text(says), (0, 0, 0, 4)))
            parts += [Padding(_tie(r), (0, 0, 0, 6)) for r in reading.reasons]
    return Group(*parts)


def verdict_words(entry: Entry) -> str:
    """The verdict, with the sort of conflict: "conflict (update)"."""
    sorts = [s for s in entry.sorts if s != "value"]
    return f"{entry.verdict} ({', '.join(sorts)})" if sorts else entry.verdict


def figures(entry: Entry) -> str:
    """Low, best and high with their rule, or the refusal and its reason."""
    span = bounds(entry.low, entry.high)
    if entry.best is not None:
        best = figure(entry.best)
        return f"best {best} ({span}), by rule {entry.rule}" if span != best else f"best {best}, by rule {entry.rule}"
    return f"{span}; no best figure: {one_line(entry.refused or 'the rule gives none')}"


def item(entry: Entry, index: Index) -> RenderableType:
    """One item with the exact words of every account in context, and every reason."""
    parts: list[RenderableType] = [_entry(entry, index, why=True)]
    if entry.others:
        rules = ", ".join(f"{rule} {figure(value)}" for rule, value in entry.others)
        parts.append(Padding(Text(f"best by the other rules: {rules}", style="dim"), (0, 0, 0, 4)))
    for variant in variants(entry, index):
        parts += [Text(""), Rule(Text(_value(variant, index)), align="left", style="dim")]
        for claim in variant.claims:
            account = index.accounts[claim.siglum]
            words = passage(account.text, claim.span)
            head = Text(index.short[claim.siglum], style="bold")
            head.append(f"  {one_line(account.name)}, {day(account.published)}", style="not bold")
            head.append(f"  {claim.span.start}–{claim.span.end}  {claim.id}", style="dim not bold")
            quote = Text(one_line(words.before) + (" " if words.before.endswith(" ") else ""), style="dim")
            quote.append(f"[{one_line(words.quote)}]", style="not dim bold")
            quote.append((" " if words.after.startswith(" ") else "") + one_line(words.after))
            parts += [head, Padding(quote, (0, 0, 0, 4))]
            if (look := index.seen(claim)) is not None:
                doubt = ", DOUBTFUL: compare it with the picture" if look.doubtful else ""
                says = f"recognised in a picture of page {look.page}, {look.confidence:.0%} sure{doubt}"
                parts.append(Padding(Text(says), (0, 0, 0, 4)))
            if claim.attribution:
                says = f"on the word of: {one_line(claim.attribution.source)}"
                parts.append(Padding(Text(says), (0, 0, 0, 4)))
    if silent := index.silent(entry):
        parts.append(Text(f"\nsilent: {sigla([index.short[s] for s in silent])}", style="dim"))
    for link in entry.item.links[:20]:
        a, b = index.claims[link.a], index.claims[link.b]
        says = f"linked {link.score:.2f}: {index.short[a.siglum]} “{_short(a.quote)}” and {index.short[b.siglum]} “{_short(b.quote)}”"
        parts.append(Text(says, style="dim"))
        parts += [Padding(_reason(r), (0, 0, 0, 4)) for r in link_reasons(link)]
    return Group(*parts)


def accounts(edition: Edition) -> RenderableType:
    """All accounts by date."""
    table = _table("", "date", "publisher", "claims", "family", "file and title")
    short = Index(edition).short
    for row in account_rows(edition):
        about = one_line(f"{row['account']}  {row['title'] or ''}")
        publisher = one_line(" / ".join(str(row[k]) for k in ("publisher", "network") if row[k]) or "–")
        cells = [
            short[str(row["siglum"])],
            row["published"] or "undated",
            publisher,
            row["claims"],
            row["family"] or "–",
            about,
        ]
        table.add_row(*(Text(str(c)) for c in cells))
    return table


def parallels(edition: Edition, *, why: bool = False) -> RenderableType:
    """All shared passages, the longest first, and the families they add up to; `why` tells what was changed in each."""
    index = Index(edition)
    short = index.short
    signs = {"a->b": "→", "b->a": "←", "unknown": "–"}
    parts: list[RenderableType] = []
    for number, family in enumerate(edition.stemma.families, 1):
        parts.append(Text(f"Family {number}: {sigla([short[s] for s in family])}"))
    table = _table("", "kind", "words", "passage and reason")
    for p in sorted(edition.parallels, key=lambda p: (-len(p.a_span), p.a, p.b, p.a_span)):
        words = p.a_span.of(index.accounts[p.a].text)
        about = Text(f"“{clip(one_line(words), 100)}”")
        about.append(f" {one_line(p.reason)}", style="dim")
        for edit in p.edits if why else ():
            about.append(f"\n· {edit_words(edit, p, index)}")
        table.add_row(
            Text(f"{short[p.a]} {signs[p.direction]} {short[p.b]}"), Text(p.kind), Text(str(len(words.split()))), about
        )
    parts.append(table if edition.parallels else Text("No two accounts share a passage."))
    changes = sum(len(p.edits) for p in edition.parallels)
    if changes and not why:
        parts.append(Text(f"\n{several(changes, 'change')} in these passages: --why lists them.", style="dim"))
    return Group(*parts)


def stemma(edition: Edition) -> RenderableType:
    """Who copied whom: a tree for each family of accounts, then for each passage that three accounts or more have."""
    index = Index(edition)
    parts: list[RenderableType] = []
    for number, family in enumerate(edition.stemma.families, 1):
        parts += [Text(f"Family {number}: {several(len(family), 'account')}", style="bold")]
        parts += [_tree(family_edges(edition.stemma, family), family, index, "of its text"), Text("")]
    places = passage_places(edition)
    for copied in edition.stemma.passages:
        here = places[copied.family]
        if len(here) > 2:
            siglum = min(here, key=lambda s: (-len(here[s]), s))
            words = clip(one_line(here[siglum].of(index.accounts[siglum].text)), 100)
            parts += [Text(f"Passage {copied.family}: “{words}”", style="bold")]
            parts += [_tree(copied.edges, sorted(here), index, "of the passage"), Text("")]
    if not parts:
        return Text("No account shares a passage with another: as far as their words tell, nobody copied.")
    return Group(*parts[:-1])


def _tree(edges: Iterable[Descent], members: Sequence[str], index: Index, what: str) -> RenderableType:
    """Lines of descent as a tree; an account with several parents stands under the first and names the others."""
    below: dict[str, list[Descent]] = defaultdict(list)
    further: dict[str, list[str]] = defaultdict(list)
    placed: set[str] = set()
    # The line that carries most text is the one that the tree is drawn by.
    for e in sorted(edges, key=lambda e: (-e.shared, e.child, e.parent)):
        if e.child in placed:
            further[e.child].append(index.short.get(e.parent, e.parent))
        else:
            placed.add(e.child)
            below[e.parent].append(e)
    group: list[RenderableType] = []
    for top in sorted({*members, *below} - placed):
        tree = Tree(_person(top, index))
        left = [(top, tree)]
        for name, branch in left:
            for e in sorted(below[name], key=lambda e: e.child):
                label = Text("→ " if e.known else "– ")
                label.append_text(_person(e.child, index))
                also = f", and from {', '.join(further[e.child])}" if further[e.child] else ""
                share = f"{e.shared:.0%} {what}, " if e.child in index.accounts else ""
                sure = f"direction {e.sure:.0%} sure" if e.known else "direction not known"
                label.append(f"  {share}{sure}{also}")
                label.append("".join(f"\n{one_line(r.says)}" for r in e.reasons), style="dim")
                left.append((e.child, branch.add(label)))
        group.append(tree)
    return Group(*group)


def _person(name: str, index: Index) -> Text:
    """An account with its date, or a missing ancestor."""
    account = index.accounts.get(name)
    label = Text(index.short[name] if account else f"{name}, missing", style="bold")
    if account:
        label.append(f"  {day(account.published)}", style="not bold")
    return label


def problems(edition: Edition) -> RenderableType:
    """All problems, the worst first."""
    table = _table("", "where", "what")
    for row in problem_rows(edition):
        table.add_row(*(Text(one_line(str(row[k]))) for k in ("severity", "where", "message")))
    return table if edition.problems else Text("No problems.")


def findings(edition: Edition) -> RenderableType:
    """All checks of arithmetic, those that fail first."""
    table = _table("check", "holds", "arithmetic")
    for row in finding_rows(edition):
        table.add_row(Text(str(row["check"])), Text("yes" if row["holds"] else "NO"), Text(one_line(str(row["says"]))))
    return table if edition.findings else Text("No figures that can be checked against one another.")


def origins(edition: Edition, *, why: bool = False) -> RenderableType:
    """Sources that accounts name, the most used first; `why` tells the claims that rest on each, and how they drift."""
    index = Index(edition)
    if not edition.origins:
        return Text("No account names a source.")
    if why:
        return Group(*(part for source in sources(index, len(edition.origins)) for part in _source(source, index)))
    table = _table("source behind the sources", "claims", "accounts")
    for origin in by_use(edition):
        names = sigla([index.short[s] for s in origin.accounts])
        table.add_row(Text(one_line(origin.name)), Text(str(len(origin.claims))), Text(names))
    return Group(table, Text("\n--why lists the claims that rest on each, and how they drift.", style="dim"))


def _source(source: Behind, index: Index) -> Iterable[RenderableType]:
    names = sigla([index.short[s] for s in source.origin.accounts])
    yield Text(f"{one_line(source.origin.name)}  {names}", style="bold")
    for told_of in source.told:
        label = one_line(told_of.entry.item.label) if told_of.entry else "taken out in review"
        yield Padding(Text(f"{label}{'  DRIFTS' if told_of.drifts else ''}"), (0, 0, 0, 2))
        lines = [f"{_claimed(c, index)}" for c in told_of.claims]
        lines += [f"{_claimed(c, index)}, {_whose(c)}" for c in told_of.others]
        yield from (Padding(Text(line), (0, 0, 0, 4)) for line in lines)
    if source.more:
        yield Padding(Text(f"and {several(source.more, 'more item')}", style="dim"), (0, 0, 0, 2))


def _claimed(claim: Claim, index: Index) -> str:
    by = f", {one_line(speaker_of(claim))}" if speaker_of(claim) else ""
    return f"{index.short[claim.siglum]} “{_short(claim.quote)}”{by}"


def _whose(claim: Claim) -> str:
    return f"on the word of {one_line(claim.attribution.source)}" if claim.attribution else "not on its word"


def sigla(names: Sequence[str]) -> str:
    """Sigla in a row, the tail counted where there are many."""
    if not names:
        return "–"
    rest = len(names) - _MOST_SIGLA
    return " ".join(one_line(n) for n in names[:_MOST_SIGLA]) + (f" and {rest} more" if rest > 0 else "")


def choose(edition: Edition, wanted: str) -> list[Entry]:
    """Items by their id, its beginning, or words of their label."""
    by_id = [e for e in edition.entries if e.item.id == wanted] or [
        e for e in edition.entries if e.item.id.startswith(wanted)
    ]
    return by_id or [e for e in edition.entries if all(w in e.item.label.lower() for w in wanted.lower().split())]


def _value(variant: Variant, index: Index) -> str:
    words = told(variant.value) if isinstance(variant.value, Utterance) else variant.words
    doubt = " (?)" if variant.claims and index.doubtful(c.id for c in variant.claims) else ""
    return clip(one_line(words), 68) + doubt


def _reason(reason: Reason) -> Text:
    return Text(f"{log_odds(reason.weight)}  {one_line(reason.says)}", style="dim")


def _tie(reason: Reason) -> Text:
    chance = min(0.99, 1 / (1 + math.exp(-min(reason.weight, 50.0))))
    return Text(f"{chance:.0%}  {one_line(reason.says)}", style="dim")


def _short(text: str) -> str:
    return clip(one_line(text), 40)


def _table(*heads: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for head in heads:
        table.add_column(head, justify="right" if head in ("claims", "words", "family") else "left", overflow="fold")
    return table


def printed(parts: Iterable[RenderableType], to: Console) -> None:
    """Print all parts; into a pipe or a file without the blanks that fill their lines."""
    for part in parts:
        if to.is_terminal:
            to.print(part)
            continue
        with to.capture() as capture:
            to.print(part)
        to.file.write("".join(f"{line.rstrip()}\n" for line in capture.get().splitlines()))
