"""Pictures of pages made ready for recognition: drawn at their own resolution, grey, levelled, cleaned in two ways."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from variorum.accounts.document import UnreadableError

KINDS = {"PNG": "image/png", "JPEG": "image/jpeg", "TIFF": "image/tiff"}
"""Formats of pictures that are read, with their media types."""
PILLOW = ("PIL.ImageOps", "PIL.PngImagePlugin", "PIL.JpegImagePlugin", "PIL.TiffImagePlugin")
"""What decodes them, to be loaded before a cell is shut."""

_DPI = 300
"""Resolution tesseract was made for: pages are drawn at it that do not tell their own, and coarser ones enlarged to it."""
_SCREEN = 100
"""Resolution of what is smaller than any scanned page and tells none: a picture of a screen, or a strip of a page."""
_LEAST, _MOST = 120, 600
"""Resolutions that scanners have."""
_LETTER, _FAINT = 6, 16
"""Points that a letter is high at least, and grey steps that ink differs from paper."""
_MOST_PIXELS = 60_000_000
_TOO_LARGE = "it is a picture larger than any page; save it smaller"
_FINE = 160
"""Dots an inch below which strokes are so thin that they bear smoothing only once."""
_NOISY = 7.0
"""Noise from which a page is told by tesseract only when its noise is taken out; fine print loses points with it."""
_POINTS = 842.0
"""Height in points that a picture without a resolution of its own is taken to have: an A4 page."""
_BLOCK = 48
"""Points of the picture, each way, over which paper is taken to be of one brightness."""
_DARK = 0.75
"""Share of the brightest paper next to it below which a block is ink."""
_STRIP = 512
"""Rows that are levelled at a time: a large page as fractions takes more memory than a cell has."""
_PAPER = 235.0
"""What paper is brought to: below white, so that noise on either side of it keeps its middle."""


Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in points of 1/72 inch from the picture's top left."""


def draw(page: Any) -> tuple[Any, int]:
    """A page of pdfium's as an array of grey points, 0 black to 255, and its resolution in dots an inch.

    Raises:
        UnreadableError: it is larger than any page that is scanned.
    """
    import numpy as np

    dpi = _resolution(page)
    width, height = page.get_size()
    if width * height * (dpi / 72) ** 2 > _MOST_PIXELS:
        raise UnreadableError(_TOO_LARGE)
    bitmap = page.render(scale=dpi / 72, grayscale=True)
    return np.frombuffer(bytes(bitmap.buffer), np.uint8).reshape(bitmap.height, bitmap.stride)[:, : bitmap.width], dpi


def frames(source: bytes) -> Iterator[tuple[Any, int]]:
    """Each page of a picture file as an array of grey points, 0 black to 255, and its resolution in dots an inch.

    Colours become greys, what is transparent becomes paper, and a photograph is turned as its camera says. A resolution
    that no scanner has is taken for a mistake, and the picture for a whole page.

    Raises:
        UnreadableError: it is larger than any page, or damaged.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        picture = Image.open(io.BytesIO(source), formats=tuple(KINDS))
        number = 0
        while True:
            yield _grey(picture), _resolution_of(picture)
            number += 1
            picture.seek(number)
    except EOFError:  # no further page
        return
    except Image.DecompressionBombError as fault:
        raise UnreadableError(_TOO_LARGE) from fault
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, KeyError, TypeError, IndexError) as fault:
        raise UnreadableError("it is damaged; scan it again, or type its text") from fault


def _grey(picture: Any) -> Any:
    import numpy as np
    from PIL import Image, ImageOps

    if picture.width * picture.height > _MOST_PIXELS:
        raise UnreadableError(_TOO_LARGE)
    upright = ImageOps.exif_transpose(picture)
    if upright.mode.startswith("I"):  # sixteen bits
        return (np.asarray(upright).astype(np.uint32) >> 8).clip(0, 255).astype(np.uint8)
    if upright.has_transparency_data:
        seen = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen)
    return np.asarray(upright.convert("L"))


def _resolution_of(picture: Any) -> int:
    told = picture.info.get("dpi") or (0, 0)
    likely = picture.height * 72 / _POINTS
    for dpi in (float(told[0]), likely):
        if _LEAST <= dpi <= _MOST:
            return round(dpi)
    return _SCREEN if likely < _LEAST else _DPI


def is_blank(grey: Any) -> bool:
    """Whether nothing can be written on a picture: it is of one brightness, or lower or narrower than any letter."""
    return min(grey.shape) < _LETTER or int(grey.max()) - int(grey.min()) < _FAINT


def looks(grey: Any, dpi: int) -> tuple[tuple[tuple[bytes, int], tuple[bytes, int]], Any]:
    """The picture made ready in two ways, as PNM with its resolution, and its points calmed, for cutting figures out.

    First smoothed and enlarged, in which most is right on clean scans and on bad ones; then as it is, or without noise. A
    digit read alike in both is nearly sure.
    """
    grey = _levelled(grey)
    clean = _without_specks(grey)
    smooth = clean
    for _ in range(1 if dpi < _FINE else 2):
        smooth = _smoothed(smooth)
    larger = max(1.0, _DPI / dpi)
    calm = _median(grey)
    if _noise(grey, calm) <= _NOISY:
        calm = clean
    return ((pnm(enlarged(smooth, larger)), round(dpi * larger)), (pnm(calm), dpi)), _smoothed(calm)


def pnm(grey: Any) -> bytes:
    """Grey points as a picture that tesseract reads."""
    head: bytes = b"P5 %d %d 255\n" % (grey.shape[1], grey.shape[0])
    return head + bytes(grey.tobytes())


def _resolution(page: Any) -> int:
    """The scan's own dots an inch: drawn at any other, its specks would run into its letters."""
    from pypdfium2 import raw

    width = page.get_width()
    sizes = [obj.get_px_size()[0] for obj in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)]
    dpi = round(max(sizes, default=0) * 72 / width) if width else 0
    return dpi if _LEAST <= dpi <= _MOST else _DPI


def _levelled(grey: Any) -> Any:
    """The picture with its paper of one brightness and its ink black, however grey, shaded or pale it was scanned.

    Tesseract parts ink from paper at one brightness for the whole page; of a page that is darker on one side, or no darker
    in its letters than in its noise, it reads next to nothing.
    """
    import numpy as np

    high, wide = grey.shape
    rows, columns = -(-high // _BLOCK), -(-wide // _BLOCK)
    whole = np.pad(grey, ((0, rows * _BLOCK - high), (0, columns * _BLOCK - wide)), mode="edge")
    blocks = whole.reshape(rows, _BLOCK, columns, _BLOCK).transpose(0, 2, 1, 3).reshape(rows, columns, -1)
    # Letters are the lesser part of a block; one that is all dark, in a photograph, takes its neighbours' paper.
    paper = np.percentile(blocks[:, :, ::5], 60, axis=2)
    ground = np.pad(paper, 1, mode="edge")
    lightest = np.max([ground[y : y + rows, x : x + columns] for y in range(3) for x in range(3)], axis=0)
    paper = np.where(paper < _DARK * lightest, lightest, paper)
    # A dark panel with white letters stays dark.
    paper = np.maximum(paper, max(1.0, 0.5 * float(np.median(paper)))).astype(np.float32)
    ink = min(float(np.percentile(_smoothed(_smoothed(grey))[::3, ::3], 0.5)), 0.6 * float(paper.min()))
    paper = _between(paper, 1, np.arange(wide))
    level = np.empty_like(grey)
    for top in range(0, high, _STRIP):
        here = slice(top, min(top + _STRIP, high))
        ground = _between(paper, 0, np.arange(here.start, here.stop))
        level[here] = ((grey[here] - ink) * (_PAPER / (ground - ink))).clip(0, 255)
    return level


def _between(paper: Any, axis: int, points: Any) -> Any:
    """The brightness of blocks at points of the picture along an axis, mixed of the two blocks next to each."""
    import numpy as np

    at = ((points + 0.5) / _BLOCK - 0.5).clip(0, paper.shape[axis] - 1)
    before = at.astype(np.intp)
    share = np.expand_dims((at - before).astype(np.float32), 1 - axis)
    after = np.take(paper, np.minimum(before + 1, paper.shape[axis] - 1), axis)
    return np.take(paper, before, axis) * (1 - share) + after * share


def _without_specks(grey: Any) -> Any:
    """Black points with at most one black neighbour made white, white ones within black made black.

    A decimal point is two points wide from 100 dots an inch on, and stays.
    """
    import numpy as np

    dark = np.pad(grey < 128, 1).astype(np.uint8)
    high, wide = grey.shape
    around = sum(dark[y : y + high, x : x + wide] for y in range(3) for x in range(3)) - dark[1:-1, 1:-1]
    clean = grey.copy()
    clean[(dark[1:-1, 1:-1] == 1) & (around <= 1)] = 255
    clean[(dark[1:-1, 1:-1] == 0) & (around >= 7)] = 0
    return clean


def _smoothed(grey: Any) -> Any:
    """Every point mixed with its neighbours, weighted 1, 2, 1 in both directions."""
    import numpy as np

    wide = grey.astype(np.uint16)
    for axis in (0, 1):
        wide = (np.roll(wide, 1, axis) + 2 * wide + np.roll(wide, -1, axis) + 2) // 4
    return wide.astype(np.uint8)


def _median(grey: Any) -> Any:
    """Every point the median of itself and its eight neighbours: noise goes, edges stay."""
    import numpy as np

    high, wide = grey.shape
    ground = np.pad(grey, 1, mode="edge")
    v = [ground[y : y + high, x : x + wide] for y in range(3) for x in range(3)]
    # Smith's network of 19 exchanges for the median of nine.
    for a, b in _EXCHANGES:
        v[a], v[b] = np.minimum(v[a], v[b]), np.maximum(v[a], v[b])
    return v[4]


_EXCHANGES = (
    (1, 2), (4, 5), (7, 8), (0, 1), (3, 4), (6, 7), (1, 2), (4, 5), (7, 8), (0, 3), (5, 8), (4, 7), (3, 6), (1, 4),
    (2, 5), (4, 7), (4, 2), (6, 4), (4, 2),
)  # fmt: skip


def _noise(grey: Any, calm: Any) -> float:
    """Mean difference of a point from the median of its neighbours, in grey steps; letters alone make 0.5 to 1."""
    import numpy as np

    return float(np.abs(grey[::2, ::2].astype(np.int16) - calm[::2, ::2]).mean())


def enlarged(grey: Any, times: float) -> Any:
    """The picture `times` as high and wide, points between the old ones mixed of their neighbours."""
    import numpy as np

    for axis in (0, 1):
        size = grey.shape[axis]
        at = ((np.arange(int(size * times)) + 0.5) / times - 0.5).clip(0, size - 1)
        before = at.astype(np.intp)
        share = np.expand_dims(((at - before) * 256).astype(np.uint16), 1 - axis)
        # 255 x 256 is what 16 bits hold.
        mixed = np.take(grey, before, axis) * (256 - share)
        mixed += np.take(grey, np.minimum(before + 1, size - 1), axis) * share
        grey = (mixed >> 8).astype(np.uint8)
    return grey
