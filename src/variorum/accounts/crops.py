"""Pictures of the places that recognised words stand at, cut from the stored bytes in a cell of their own."""

from __future__ import annotations

import functools
import struct
import zlib
from collections.abc import Sequence
from typing import Any

from variorum.accounts.answer import answer_of
from variorum.accounts.cell import Task, read_in_cells
from variorum.accounts.document import Document
from variorum.accounts.pictures import PILLOW, Box, frames
from variorum.model import Account, Seen
from variorum.settings import AccountSettings

_DPI = 120
"""Resolution of the pictures: fine print can be read, and one takes some 6 kB."""
_WIDE = 110.0
"""Points shown on either side of the words: some ten words of the line."""
_MOST = 520.0
"""Points that a picture is wide at most."""
_BAR = 3
"""Rows of points below a picture that tell where in it the words stand."""


def cut_out(account: Account, seen: Sequence[Seen], settings: AccountSettings) -> list[bytes | None]:
    """A PNG picture of each place with what stands around it; None where none can be made.

    The original is decoded in a cell, as when it was read, and the picture is drawn and encoded anew: no byte of the
    original comes through. A bar under the picture shows where in it the words stand.
    """
    nothing: list[bytes | None] = [None] * len(seen)
    if account.source is None or not seen:
        return nothing
    task = Task(account.source, account.name, ("pypdfium2", "numpy", *PILLOW), may_run=False)
    for _, answer in read_in_cells([task], functools.partial(_cut, tuple(seen)), settings):
        found = answer_of(answer)
        if isinstance(found, list) and len(found) == len(seen):
            return [d.source for d in found]
    return nothing


def _cut(seen: Sequence[Seen], source: bytes, name: str, settings: AccountSettings) -> list[Document]:
    drawn = _of_pdf(seen, source) if b"%PDF-" in source[:1024] else _of_picture(seen, source)
    return [Document("", "image/png", "", part=str(n), source=drawn[n]) for n in range(len(seen))]


def _of_pdf(seen: Sequence[Seen], source: bytes) -> dict[int, bytes]:
    import numpy as np
    import pypdfium2

    document = pypdfium2.PdfDocument(source)
    made: dict[int, bytes] = {}
    for n, place in enumerate(seen):
        page = document[place.page - 1]
        width, height = page.get_size()
        left, top, right, bottom = _around(place.box, width, height)
        drawn = page.render(scale=_DPI / 72, grayscale=True, crop=(left, height - bottom, width - right, top))
        grey = np.frombuffer(bytes(drawn.buffer), np.uint8).reshape(drawn.height, drawn.stride)[:, : drawn.width]
        made[n] = _with_bar(grey, place.box, left)
    return made


def _of_picture(seen: Sequence[Seen], source: bytes) -> dict[int, bytes]:
    import numpy as np
    from PIL import Image

    last = max(place.page for place in seen)
    made: dict[int, bytes] = {}
    for number, (grey, dpi) in enumerate(frames(source), 1):
        points = dpi / 72
        for n, place in enumerate(seen):
            if place.page == number:
                box = _around(place.box, grey.shape[1] / points, grey.shape[0] / points)
                left, top, right, bottom = (round(k * points) for k in box)
                piece = Image.fromarray(np.ascontiguousarray(grey[top:bottom, left:right]))
                size = (max(1, round(piece.width * _DPI / dpi)), max(1, round(piece.height * _DPI / dpi)))
                made[n] = _with_bar(np.asarray(piece.resize(size, Image.Resampling.BOX)), place.box, box[0])
        if number == last:
            break
    return made


def _around(box: Box, width: float, height: float) -> Box:
    """What is shown of a page: the words in `box` and what stands beside them, in points."""
    left, top, right, bottom = box
    line = bottom - top
    start = max(0.0, left - _WIDE)
    return start, max(0.0, top - 0.8 * line), min(width, right + _WIDE, start + _MOST), min(height, bottom + 0.8 * line)


def _with_bar(grey: Any, box: Box, start: float) -> bytes:
    import numpy as np

    bar = np.full((_BAR, grey.shape[1]), 255, np.uint8)
    left, right = ((n - start) * _DPI / 72 for n in (box[0], box[2]))
    bar[1:, max(0, round(left)) : round(right)] = 0
    return png(np.concatenate([grey, bar]))


def png(grey: Any) -> bytes:
    """A picture of grey points in sixteen steps, as PNG (ISO/IEC 15948)."""
    import numpy as np

    high, wide = grey.shape
    steps = np.pad(grey >> 4, ((0, 0), (0, wide % 2)))
    packed = (steps[:, ::2] << 4) | steps[:, 1::2]
    rows = np.pad(packed, ((0, 0), (1, 0))).tobytes()  # each behind its filter: none

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", wide, high, 4, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
