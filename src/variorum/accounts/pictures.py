"""Pictures of pages made ready for recognition: drawn at their own resolution, grey, without specks."""

from __future__ import annotations

import struct
from typing import Any

from variorum.accounts.document import UnreadableError

_DPI = 300
"""Resolution a page is drawn at that does not tell its own: the one tesseract was made for."""
_MOST_PIXELS = 60_000_000
_POINTS = 842.0
"""Height in points that a picture without a resolution of its own is laid out to: an A4 page."""


def draw(page: Any) -> tuple[bytes, int]:
    """A page of pdfium's as a grey PNM picture, and its resolution in dots an inch.

    Raises:
        UnreadableError: it is larger than any page that is scanned.
    """
    import numpy as np

    dpi = _resolution(page)
    width, height = page.get_size()
    if width * height * (dpi / 72) ** 2 > _MOST_PIXELS:
        raise UnreadableError("it is a picture larger than any page; save it smaller")
    bitmap = page.render(scale=dpi / 72, grayscale=True)
    grey = np.frombuffer(bytes(bitmap.buffer), np.uint8).reshape(bitmap.height, bitmap.stride)[:, : bitmap.width]
    return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + _without_specks(grey).tobytes(), dpi


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
