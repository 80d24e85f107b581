"""Bad scans with known figures, made and read: every digit must be right or marked as doubtful.

    python bench/scans.py          24 pages at 200 dots an inch, skewed, noisy, blurred, in three typefaces
    python bench/scans.py 2000     other pages
    python bench/scans.py 5000 others   other typefaces, sizes, paper, light, and JPEG; 200 and 300 dots an inch

Every page holds sentences and a table with drawn figures: counts, money, percentages, dates, clock times, magnitudes.
They are set by a PDF library's own fonts, turned, drawn as a scanner would draw them, and spoilt by grey noise, specks and
blur. What is read is laid beside what was printed, word by word.
"""

from __future__ import annotations

import difflib
import io
import re
import resource
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from itertools import product
from math import cos, radians, sin
from pathlib import Path
from random import Random

import numpy as np
import pypdfium2
import reportlab
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from variorum.accounts import read_accounts
from variorum.model import DOUBTFUL
from variorum.settings import AccountSettings

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from make_documents import literal, make_pdf, png

FONTS = ("Helvetica", "Times-Roman", "Courier")
SKEWS = (-1.5, -0.6, 0.4, 1.2)
"""Degrees that a sheet lies askew."""
SPOILS = ((0.01, 12.0, False), (0.03, 25.0, True))
"""Share of specks, spread of the grey noise in 255 steps, and whether the picture is blurred."""
MONTHS = "January February March April May June July August September October November December".split()
NOUNS = "people houses soldiers prisoners families trucks boats villages officers children".split()
VERBS = "were killed,were injured,were counted,have been reported missing,had left the town,were detained".split(",")
PLACES = "Vardon Halvern Ostrel Mirrow Tarn Quelle Brisk Lomond".split()


def sentence(dice: Random) -> str:
    """A sentence with a figure or two."""
    n = dice.choice((dice.randrange(2, 99), dice.randrange(100, 999), dice.randrange(1_000, 90_000)))
    count = f"{n:,}"
    day = f"{dice.randrange(1, 29)} {dice.choice(MONTHS)} {dice.randrange(1905, 2024)}"
    return dice.choice(
        (
            f"In {dice.choice(PLACES)} {count} {dice.choice(NOUNS)} {dice.choice(VERBS)} on {day}.",
            f"By {dice.randrange(0, 24)}:{dice.randrange(60):02} the police had counted {count} {dice.choice(NOUNS)}.",
            f"The damage is put at ${dice.randrange(1, 900)}.{dice.randrange(10)} million, {dice.randrange(1, 99)}.{dice.randrange(10)}% more than in {dice.randrange(1950, 2024)}.",
            f"A magnitude {dice.randrange(4, 9)}.{dice.randrange(10)} earthquake struck {dice.randrange(8, 300)} km from {dice.choice(PLACES)}.",
            f"Between {n} and {n + dice.randrange(3, 400)} {dice.choice(NOUNS)} {dice.choice(VERBS)}, said the mayor, aged {dice.randrange(31, 88)}.",
        )
    )


def page(dice: Random, width: int) -> list[str]:
    """Lines of a page: a heading, running text, a table."""
    lines = [
        f"Report {dice.randrange(10, 999)} of {dice.randrange(1, 29)} {dice.choice(MONTHS)} {dice.randrange(1950, 2024)}",
        "",
    ]
    for _ in range(3):
        line = ""
        for word in " ".join(sentence(dice) for _ in range(5)).split():
            if len(line) + 1 + len(word) > width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        lines += [line, ""]
    return lines + [f"{p}: {dice.randrange(1, 900)} dead, {dice.randrange(1, 9000)} injured" for p in PLACES]


def scan(
    lines: list[str], font: str, skew: float, spoil: tuple[float, float, bool], seed: int, dpi: int = 200
) -> bytes:
    """A PNG picture of a sheet with these lines, as a bad scanner makes it."""
    turn = radians(skew)
    text = b"q %.5f %.5f %.5f %.5f 0 0 cm BT /F1 11 Tf " % (cos(turn), sin(turn), -sin(turn), cos(turn))
    text += b"".join(b"1 0 0 1 60 %d Tm %s Tj " % (770 - 15 * k, literal(line)) for k, line in enumerate(lines))
    drawn = pypdfium2.PdfDocument(make_pdf([text + b"ET Q"], font=font))[0].render(scale=dpi / 72, grayscale=True)
    grey = (
        np.frombuffer(bytes(drawn.buffer), np.uint8).reshape(drawn.height, drawn.stride)[:, : drawn.width].astype(float)
    )
    specks, spread, blurred = spoil
    dice = np.random.default_rng(seed)
    if blurred:
        for axis in (0, 1):
            grey = (np.roll(grey, 1, axis) + 2 * grey + np.roll(grey, -1, axis)) / 4
    grey = 20 + grey * 0.86 + dice.normal(0, spread, grey.shape)  # paper is not white, ink not black
    drawn_specks = dice.random(grey.shape)
    grey[drawn_specks < specks / 2] = 0
    grey[drawn_specks > 1 - specks / 2] = 255
    return png(drawn.width, drawn.height, grey.clip(0, 255).astype(np.uint8).tobytes())


def typefaces() -> list[Path]:
    """TrueType typefaces of this system, and those of reportlab."""
    places = (Path("/usr/share/fonts"), Path(reportlab.__file__).parent / "fonts")
    known = re.compile(r"(?:Liberation|DejaVu|Vera).*(?<!ExtraLight)(?<!Oblique)(?<!MathTeXGyre)")
    return sorted(
        (f for place in places for f in place.rglob("*.ttf") if known.fullmatch(f.stem)), key=lambda f: f.name
    )


def other_scan(lines: list[str], number: int, dice: Random) -> bytes:
    """A picture of a sheet with these lines in another typeface, on paper of its own, unevenly lit, as PNG or JPEG."""
    fonts = typefaces()
    dpi = dice.choice((200, 200, 300))
    size = dice.choice((9.5, 10, 11, 12))
    font = ImageFont.truetype(fonts[(5 * number) % len(fonts)], round(size * dpi / 72))
    sheet = Image.new("L", (round(595 * dpi / 72), round(842 * dpi / 72)), 255)
    pen = ImageDraw.Draw(sheet)
    widest = max(pen.textlength(line, font) for line in lines)
    if widest > 0.84 * sheet.width:
        font = font.font_variant(size=int(font.size * 0.84 * sheet.width / widest))
    for k, line in enumerate(lines):
        pen.text((0.09 * sheet.width, 0.07 * sheet.height + 1.4 * k * font.size), line, font=font, fill=0)
    sheet = sheet.rotate(dice.uniform(-1.8, 1.8), resample=Image.Resampling.BICUBIC, fillcolor=255)
    if number % 2:
        sheet = sheet.filter(ImageFilter.GaussianBlur(dice.uniform(0.5, 1.0) * dpi / 200))
    grey = dice.uniform(15, 60) + np.asarray(sheet).astype(float) * dice.uniform(0.65, 0.86)
    grey *= np.linspace(1, dice.uniform(0.75, 1), sheet.width)[None, :]
    noise = np.random.default_rng(number)
    grey += noise.normal(0, dice.choice((6, 12, 20, 28)), grey.shape)
    specks = dice.choice((0, 0.005, 0.01, 0.03))
    drawn = noise.random(grey.shape)
    grey[drawn < specks / 2] = 0
    grey[drawn > 1 - specks / 2] = 255
    made = io.BytesIO()
    picture = Image.fromarray(grey.clip(0, 255).astype(np.uint8))
    if number % 4 == 1:
        picture.save(made, "JPEG", quality=dice.choice((40, 60, 80)))
    else:
        picture.save(made, "PNG")
    return made.getvalue()


def bare(word: str) -> str:
    """A word without the marks around it."""
    return word.strip(".,;:()[]'\"“”‘’|!?_-—")


@dataclass(frozen=True, slots=True)
class Word:
    """A recognised word."""

    text: str
    sure: float


def compare(gold: list[str], got: list[Word]) -> list[tuple[str, str, str]]:
    """For every printed figure: right, moved, marked, wrong or lost; the figure; what was read in its place.

    A figure is marked where what was read in its place, or around the gap, is told as doubtful or as not read at all.
    """
    a, b = [bare(w) for w in gold], [bare(w.text) for w in got]
    found = []
    for tag, a1, a2, b1, b2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        figures = [w for w in a[a1:a2] if re.search(r"\d", w)]
        if tag == "equal":
            found += [("right", f, f) for f in figures]
            continue
        here = got[b1:b2]
        joined = "".join(b[b1:b2])
        for figure in figures:
            # Words run together or apart are no wrong digits.
            if figure in joined and figure in re.findall(r"\d[\d.,:%]*\d|\d", joined + " ") + b[b1:b2]:
                found.append(("right", figure, joined))
            else:
                marked = any(w.sure < DOUBTFUL for w in here)
                found.append(("marked" if marked else "wrong" if here else "lost", figure, joined))
        if tag == "insert":
            found += [("invented", "", w.text) for w in here if re.search(r"\d", w.text) and w.sure >= DOUBTFUL]
    # A line read in another order is no wrong digit.
    lost = [bare(f) for kind, f, _ in found if kind == "lost"]
    for number, (kind, _, read) in enumerate(found):
        if kind == "invented" and bare(read) in lost:
            lost.remove(bare(read))
            at = next(k for k, (kind, f, _) in enumerate(found) if kind == "lost" and bare(f) == bare(read))
            found[at] = ("moved", read, read)
            found[number] = ("", "", "")
    return [row for row in found if row[0]]


def main() -> None:
    """Make the pages, read them, and say how many figures are right, marked, wrong, lost."""
    began = resource.getrusage(resource.RUSAGE_CHILDREN)
    first = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    others = sys.argv[2:] == ["others"]
    with tempfile.TemporaryDirectory() as folder:
        gold: dict[str, list[str]] = {}
        for number, (font, skew, spoil) in enumerate(product(FONTS, SKEWS, SPOILS)):
            dice = Random(first + number)
            lines = page(dice, 78)
            name = f"{number:02}.png"
            gold[name] = " ".join(lines).split()
            made = other_scan(lines, number, dice) if others else scan(lines, font, skew, spoil, first + number)
            Path(folder, name).write_bytes(made)
        accounts, problems = read_accounts([Path(folder)], AccountSettings(max_seconds=60))
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = (ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime) / len(gold)
    total: Counter[str] = Counter()
    right_doubted = 0
    for account in accounts:
        got = [
            Word(p.span.of(account.text), p.confidence or 0.0) for p in account.places if p.kind in ("ocr", "unread")
        ]
        rows = compare(gold[account.name], got)
        here = Counter(kind for kind, _, _ in rows)
        total += here
        doubted = [w for w in got if w.sure < DOUBTFUL and re.search(r"\d", w.text)]
        right_doubted += sum(bare(w.text) in gold[account.name] for w in doubted)
        print(
            account.name,
            dict(here),
            *(f"{kind}: {f!r} read as {g!r}" for kind, f, g in rows if kind not in ("right", "marked")),
        )
    missing = gold.keys() - {a.name for a in accounts}
    print("not read:", sorted(missing), [p.message for p in problems if p.severity == "error"])
    print(
        dict(total),
        f"right but marked as doubtful {right_doubted}; {took:.1f} seconds of processor a page",
    )


if __name__ == "__main__":
    main()
