"""Tables of invented flights and books, coded by sources that err, copy and write differently; for bench/weigh.py.

Truth and copying are known. No text or value of a public data set is in them.
"""

from __future__ import annotations

import random
from collections.abc import Callable

Row = tuple[str, str, str]
_CLOCKS: tuple[Callable[[int, int], str], ...] = (
    lambda t, _: f"{(t // 60 - 1) % 12 + 1}:{t % 60:02d} {'AP'[t >= 720]}M",
    lambda t, _: f"{t // 60:02d}:{t % 60:02d}",
    lambda t, d: f"Dec {d} - {(t // 60 - 1) % 12 + 1}:{t % 60:02d}{'ap'[t >= 720]}",
    lambda t, d: f"2011-12-{d:02d} {(t // 60 - 1) % 12 + 1:02d}:{t % 60:02d} {'AP'[t >= 720]}M",
    lambda t, d: f"12/{d}/11 {(t // 60 - 1) % 12 + 1}:{t % 60:02d} {'AP'[t >= 720]}M EST",
    lambda t, d: f"{(t // 60 - 1) % 12 + 1}:{t % 60:02d}{'ap'[t >= 720]}Dec {d}",
    lambda t, d: f"{t // 60:02d}:{t % 60:02d} Dec {d}",
    lambda t, d: f"{d:02d}-Dec-2011 {t // 60:02d}:{t % 60:02d} (-{d % 3}:{t % 60:02d})",
    lambda t, d: f"+0:{d:02d} {t // 60:02d}:{t % 60:02d}",
    lambda t, _: f"{t // 60:02d}{t % 60:02d}",
)


def flights(seed: int, hard: float, items: int = 1200, *, plain: bool = False) -> tuple[list[Row], dict[str, int]]:
    """Rows and truth (minutes of the day): 38 sources, four times a flight, several groups of copiers; `hard` 0 to 1.

    `plain` leaves out the formats: every source writes hours and minutes alike.
    """
    chance = random.Random(seed)
    sources = [f"site{k:02d}.example" for k in range(38)]
    look = {s: _CLOCKS[1] if plain else chance.choice(_CLOCKS) for s in sources}
    fields = ("sched_dep", "act_dep", "sched_arr", "act_arr")
    right = {
        s: {f: min(0.99, max(0.15, chance.gauss(0.9 - 0.22 * hard, 0.08 + 0.1 * hard))) for f in fields}
        for s in sources
    }
    for s in sources:
        if chance.random() < 0.3 + 0.1 * hard:  # a site that shows the time at the runway, or only the timetable
            right[s]["act_dep"] = right[s]["act_arr"] = chance.uniform(0.1, 0.5)
    habit = {s: chance.choice(("late", "timetable", "old", "any")) for s in sources}
    cover = {s: chance.uniform(0.25, 0.98) for s in sources}
    copies: dict[str, str] = {}
    free = sources[:]
    chance.shuffle(free)
    for size in (5, 4, 3, 2, 2):
        first, *rest = (free.pop() for _ in range(size))
        copies |= dict.fromkeys(rest, first)
        if chance.random() < 0.3 + 0.5 * hard:
            right[first] = {f: chance.uniform(0.3, 0.75) for f in fields}
    rows, truth = [], {}
    for n in range(items):
        day = chance.randint(1, 31)
        dep = chance.randrange(300, 1380)
        times = {"sched_dep": dep - dep % 5, "act_dep": dep + int(chance.expovariate(1 / 12)) - 4}
        times["sched_arr"] = times["sched_dep"] + chance.randrange(50, 300, 5)
        times["act_arr"] = times["sched_arr"] + times["act_dep"] - times["sched_dep"] + chance.randint(-12, 8)
        runway = {
            "act_dep": times["act_dep"] + chance.randint(8, 25),
            "act_arr": times["act_arr"] - chance.randint(3, 12),
        }
        old = {f: t + chance.choice((-60, -30, -10, -5, 10, 15, 30, 45)) for f, t in times.items()}
        told: dict[tuple[str, str], int] = {}
        for f in fields:
            truth[f"XY-{n}-ORL-TEV|{f}"] = times[f] % 1440
        for s in [s for s in sources if s not in copies] + [s for s in sources if s in copies]:
            if chance.random() > cover[s]:
                continue
            for f in fields:
                if s in copies and (copies[s], f) in told and chance.random() < 0.97:
                    t = told[copies[s], f]
                elif chance.random() < right[s][f]:
                    t = times[f]
                elif habit[s] == "late" and f in runway:
                    t = runway[f]
                elif habit[s] == "timetable" and f in runway:
                    t = times["sched" + f[3:]]
                elif habit[s] == "old" or chance.random() < 0.4:
                    t = old[f]
                else:
                    t = times[f] + chance.choice((-1, 1)) * chance.randint(1, 40)
                told[s, f] = t
                if chance.random() < 0.97:
                    text = look[s](t % 1440, day)
                else:
                    text = chance.choice(("Not Available", "-", "Contact airline"))
                rows.append((s, f"XY-{n}-ORL-TEV|{f}", text))
    return rows, truth


_FIELDS = "sched_dep", "act_dep", "sched_arr", "act_arr"
_GROUPS = (5, 0.71), (4, 0.53), (3, 0.92), (2, 0.93), (2, 0.61)
"""Sources that show one feed, and how often it is right, as found on the Web: Li, Dong, Lyons, Meng, Srivastava, "Truth finding
on the deep web" (VLDB 2013). From there are also the sorts of sources, how much they show, and how often they are right."""


def web_flights(seed: int, hard: float, items: int = 300) -> tuple[list[Row], dict[str, int]]:
    """Rows and truth like `flights`, in the proportions found on the Web: airlines, airports, and sites that show feeds.

    A source shows some columns only; a third of the sites mean the runway by a time of departure or arrival; the flights of
    which one source is wrong are those of which others are; 0 is about as hard as the Web was, `hard` takes .1 off for each 1.
    """
    chance = random.Random(seed)
    airlines, airports = [f"airline{k}.example" for k in range(3)], [f"airport{k}.example" for k in range(8)]
    sites = [f"site{k:02d}.example" for k in range(27)]
    right = dict.fromkeys(airlines, 0.97) | {s: chance.uniform(0.88, 0.98) for s in airports}
    right |= {s: min(0.99, max(0.43, chance.gauss(0.85 - 0.1 * hard, 0.13))) for s in sites}
    cover = dict.fromkeys(airlines, 0.95) | dict.fromkeys(airports, 0.6) | {s: chance.uniform(0.2, 0.95) for s in sites}
    shows = {s: [f for f in _FIELDS if chance.random() < (0.95 if f[0] == "s" else 0.75)] for s in right}
    look = {s: chance.choice(_CLOCKS) for s in right}
    runway = {s for s in sites if chance.random() < 0.3}
    stale = {s: chance.uniform(0, 0.9) for s in right}
    feed: dict[str, str] = {}
    free = chance.sample(sites, len(sites))
    for size, share in _GROUPS:
        first, *rest = (free.pop() for _ in range(size))
        right[first], cover[first] = share - 0.05 * hard, max(cover[first], 0.5)
        feed |= dict.fromkeys(rest, first)
        shows |= dict.fromkeys(rest, shows[first])
    rows: list[Row] = []
    truth: dict[str, int] = {}
    for n in range(items):
        name, day, dep = f"XY-{n}-ORL-TEV", chance.randint(1, 31), chance.randrange(300, 1200, 5)
        arr, delay = dep + chance.randrange(50, 240, 5), chance.randint(-6, 8)
        if chance.random() < 0.35:
            delay = int(chance.expovariate(1 / 35)) + 8
        landed = arr + delay + chance.randint(-15, 8)
        times = dict(zip(_FIELDS, (dep, dep + delay, arr, landed), strict=True))
        on_runway = {"act_dep": dep + delay + chance.randint(8, 25), "act_arr": landed - chance.randint(3, 12)}
        # What was shown before the flight, and before the timetable was changed.
        shift = chance.choice((-35, -20, -10, -5, 5, 10, 25)) if chance.random() < 0.06 else 0
        before = {f: t + shift for f, t in zip(_FIELDS, (dep, dep, arr, arr), strict=True)}
        puzzling = {f: chance.random() < 0.25 for f in _FIELDS}
        speak = [chance.choice(airlines), *chance.sample(airports, 2), *(s for s in sites if s not in feed), *feed]
        told: dict[str, dict[str, int]] = {}
        for s in speak:
            if chance.random() > cover[feed.get(s, s)] or (s in feed and feed[s] not in told):
                continue
            said = told[s] = {}
            for f in shows[s]:
                sure = right[s] + (-0.9 * (1 - right[s]) if puzzling[f] else 0.12)
                if s in feed and chance.random() < 0.98:
                    said[f] = told[feed[s]][f]
                elif s in runway and f in on_runway and chance.random() < 0.9:
                    said[f] = on_runway[f]
                elif chance.random() < sure:
                    said[f] = times[f]
                elif before[f] != times[f] and chance.random() < stale[s]:
                    said[f] = before[f]
                else:
                    slip = (*(1, 2, 3, 5) * 2, 60, 720, chance.randint(1, 40), chance.randint(1, 40))
                    said[f] = times[f] + chance.choice((-1, 1)) * chance.choice(slip)
                truth[f"{name}|{f}"] = times[f] % 1440
                seen = chance.random() < 0.97
                rows.append(
                    (s, f"{name}|{f}", look[s](said[f] % 1440, day) if seen else chance.choice(("-", "Not Available")))
                )
    return rows, truth


_SYLLABLES = "an bel cor dar el fen gar hol im jor kel lan mer nor ost per quin ras sol tar ul ver wes yor zim".split()


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(chance.choice((2, 2, 3)))).capitalize()


def _spell(authors: list[tuple[str, str, str]], style: int, chance: random.Random) -> str:
    between = ("; ", ", ", " and ", "/", " & ", "; ")[style % 6]
    names = []
    for given, middle, last in authors:
        if style % 4 == 0:
            names.append(f"{last}, {given}" + (f" {middle}" if chance.random() < 0.5 else ""))
        elif style % 4 == 1:
            names.append(f"{given} {middle} {last}" if chance.random() < 0.5 else f"{given} {last}")
        elif style % 4 == 2:
            names.append(f"{given[0]}. {last}")
        else:
            names.append(last if chance.random() < 0.6 else f"{given} {last}")
    text = (", " if style == 5 else between).join(names)
    return text.upper() if style % 5 == 4 else text


def books(seed: int, hard: float, items: int = 1263, sources: int = 800) -> tuple[list[Row], dict[str, list[str]]]:
    """Rows and truth (surnames): booksellers that leave authors out, add strangers, copy; `hard` 0 to 1."""
    chance = random.Random(seed)
    pool = [_word(chance) for _ in range(900)]
    truth, people = {}, {}
    for n in range(items):
        count = chance.choices((1, 2, 3, 4, 6), (40, 30, 18, 8, 4))[0]
        people[n] = [
            (_word(chance) + "o", chance.choice("ABCDEFGHJKLM") + ".", last) for last in chance.sample(pool, count)
        ]
        truth[f"{9780000000000 + n * 17}"] = sorted(a[2].casefold() for a in people[n])
    # What the wholesaler's file says of a book: what lazy booksellers copy.
    feed = {n: (a if chance.random() > 0.25 + 0.3 * hard else a[:1]) for n, a in people.items()}
    rows = []
    sizes = [max(1, int(chance.paretovariate(0.75))) for _ in range(sources)]
    for k, size in enumerate(sizes):
        whole = chance.choice((0.95, 0.85, 0.6, 0.3)) - 0.25 * hard * chance.random()
        lazy, style, wrong = chance.random() < 0.35, chance.randrange(12), chance.uniform(0, 0.06 + 0.12 * hard)
        for n in chance.sample(range(items), min(size * 4, items // 3)):
            authors = list(people[n])
            if lazy and chance.random() < 0.9:
                authors = list(feed[n])
            elif len(authors) > 1 and chance.random() > whole:
                authors = authors[: chance.choice((1, 1, 1, len(authors) - 1))]
            if style % 3 == 1:
                authors = authors[::-1]
            if chance.random() < wrong:
                stranger = (_word(chance) + "o", "X.", chance.choice(pool))
                authors = chance.choice(([stranger], [*authors, stranger], [*authors[:-1], stranger]))
            text = _spell(authors, style, chance)
            if chance.random() < wrong:
                text += chance.choice((" (Editor)", ", Ostmer Press", " Ph.D.", ", et al."))
            if chance.random() < wrong / 2 and len(text) > 12:
                text = text[: -chance.randint(2, 6)]
            if chance.random() < wrong / 2:
                at = chance.randrange(len(text))
                text = text[:at] + text[at + 1 :]
            if chance.random() < wrong / 2:
                text = text.replace(" ", "", 1)
            rows.append((f"seller{k:03d}", f"{9780000000000 + n * 17}", text))
    named = {r[1] for r in rows}
    return rows, {n: t for n, t in truth.items() if n in named}
