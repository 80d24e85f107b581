"""Pictures of pages made ready for recognition: drawn at their own resolution, grey, cleaned in two ways."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

from variorum.accounts.document import UnreadableError

_DPI = 300
"""Resolution tesseract was made for: pages are drawn at it that do not tell their own, and coarser ones enlarged to it."""
_MOST_PIXELS = 60_000_000
_FINE = 160
"""Dots an inch below which strokes are so thin that they bear smoothing only once."""
_NOISY = 7.0
"""Noise from which a page is told by tesseract only when its noise is taken out; fine print loses points with it."""
_POINTS = 842.0
"""Height in points that a picture without a resolution of its own is laid out to: an A4 page."""


def draw(page: Any) -> tuple[Any, int]:
    """A page of pdfium's as an array of grey points, 0 black to 255, and its resolution in dots an inch.

    Raises:
        UnreadableError: it is larger than any page that is scanned.
    """
    import numpy as np

    dpi = _resolution(page)
    width, height = page.get_size()
    if width * height * (dpi / 72) ** 2 > _MOST_PIXELS:
        raise UnreadableError("it is a picture larger than any page; save it smaller")
    bitmap = page.render(scale=dpi / 72, grayscale=True)
    return np.frombuffer(bytes(bitmap.buffer), np.uint8).reshape(bitmap.height, bitmap.stride)[:, : bitmap.width], dpi


def looks(grey: Any, dpi: int) -> Iterator[tuple[bytes, int]]:
    """The picture made ready for recognition in two ways, as PNM with its resolution; a digit read alike in both is sure.

    First smoothed and enlarged, in which most is right on clean scans and on bad ones; then as it is, or without noise.
    """
    clean = _without_specks(grey)
    smooth = clean
    for _ in range(1 if dpi < _FINE else 2):
        smooth = _smoothed(smooth)
    larger = max(1.0, _DPI / dpi)
    yield _pnm(_enlarged(smooth, larger)), round(dpi * larger)
    calm = _median(grey)
    yield _pnm(calm if _noise(grey, calm) > _NOISY else clean), dpi


def _pnm(grey: Any) -> bytes:
    head: bytes = b"P5 %d %d 255\n" % (grey.shape[1], grey.shape[0])
    return head + bytes(grey.tobytes())


def _resolution(page: Any) -> int:
    """The scan's own dots an inch: drawn at any other, its specks would run into its letters."""
    from pypdfium2 import raw

    width = page.get_width()
    sizes = [obj.get_px_size()[0] for obj in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)]
    dpi = round(max(sizes, default=0) * 72 / width) if width else 0
    return dpi if 120 <= dpi <= 600 else _DPI


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


def _enlarged(grey: Any, times: float) -> Any:
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


def wrap(source: bytes) -> bytes | None:
    """A PDF of one page that shows a PNG or JPEG picture, for pdfium to decode; None for kinds it cannot take in."""
    if source.startswith(b"\x89PNG"):
        return _wrap_png(source)
    if source.startswith(b"\xff\xd8"):
        return _wrap_jpeg(source)
    return None


def _wrap_png(source: bytes) -> bytes | None:
    chunks: dict[bytes, bytes] = {}
    at = 8
    while at + 12 <= len(source):
        (size,) = struct.unpack(">I", source[at : at + 4])
        name = source[at + 4 : at + 8]
        chunks[name] = chunks.get(name, b"") + source[at + 8 : at + 8 + size]
        at += 12 + size
    head = chunks.get(b"IHDR", b"")
    if len(head) != 13 or b"IDAT" not in chunks:
        return None
    width, height, bits, colour, _, _, interlaced = struct.unpack(">IIBBBBB", head)
    if colour not in {0, 2} or interlaced or not width or not height:
        return None  # palettes and transparency: tesseract's own library knows them
    count = 3 if colour == 2 else 1
    space = b"/DeviceRGB" if colour == 2 else b"/DeviceGray"
    filters = b"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors %d /BitsPerComponent %d /Columns %d >>" % (
        count,
        bits,
        width,
    )
    return _page(width, height, bits, space, filters, chunks[b"IDAT"])


def _wrap_jpeg(source: bytes) -> bytes | None:
    at = 2
    while at + 9 < len(source):
        mark, size = struct.unpack(">HH", source[at : at + 4])
        if mark >> 8 != 0xFF or size < 2:
            return None
        if 0xFFC0 <= mark <= 0xFFC2:
            bits, height, width, count = struct.unpack(">BHHB", source[at + 4 : at + 10])
            space = {1: b"/DeviceGray", 3: b"/DeviceRGB"}.get(count)
            return (
                _page(width, height, bits, space, b"/Filter /DCTDecode", source) if space and width and height else None
            )
        at += 2 + size
    return None


def _page(width: int, height: int, bits: int, space: bytes, filters: bytes, data: bytes) -> bytes | None:
    if width * height > _MOST_PIXELS:
        raise UnreadableError(f"it is a picture of {width} by {height} points, more than any page has; save it smaller")
    wide = _POINTS * width / height
    show = b"q %.3f 0 0 %.3f 0 0 cm /I Do Q" % (wide, _POINTS)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.3f %.3f] /Resources << /XObject << /I 5 0 R >> >> /Contents 4 0 R >>"
        % (wide, _POINTS),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(show), show),
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace %s /BitsPerComponent %d %s /Length %d >>\nstream\n%s\nendstream"
        % (width, height, space, bits, filters, len(data), data),
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % o for o in offsets)
    return out + table + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)
