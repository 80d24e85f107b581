"""Pictures of the places that recognised words stand at, cut from the stored bytes in a cell of their own."""

from __future__ import annotations

import functools
import struct
import zlib
from collections.abc import Sequence
from typing import Any

from variorum.accounts.answer import answer_of
from variorum.accounts.cell import Task, read_in_cells
from variorum.accounts.document import Document, UnreadableError
from variorum.accounts.pictures import wrap
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
    task = Task(account.source, account.name, ("pypdfium2", "numpy"), may_run=False)
    for _, answer in read_in_cells([task], functools.partial(_cut, tuple(seen)), settings):
        found = answer_of(answer)
        if isinstance(found, list) and len(found) == len(seen):
            return [d.source for d in found]
    return nothing


def _cut(seen: Sequence[Seen], source: bytes, name: str, settings: AccountSettings) -> list[Document]:
    import pypdfium2

    sheet = source if b"%PDF-" in source[:1024] else wrap(source)
    if sheet is None:
        raise UnreadableError("its kind of picture cannot be drawn")
    document = pypdfium2.PdfDocument(sheet)
    return [
        Document("", "image/png", "", part=str(n), source=_draw(document[place.page - 1], place.box))
        for n, place in enumerate(seen)
    ]


def _draw(page: Any, box: tuple[float, float, float, float]) -> bytes:
    import numpy as np

    width, height = page.get_size()
    left, top, right, bottom = box
    line = bottom - top
    x0, x1 = max(0.0, left - _WIDE), min(width, right + _WIDE, max(0.0, left - _WIDE) + _MOST)
    y0, y1 = max(0.0, top - 0.8 * line), min(height, bottom + 0.8 * line)
    scale = _DPI / 72
    drawn = page.render(scale=scale, grayscale=True, crop=(x0, height - y1, width - x1, y0))
    grey = np.frombuffer(bytes(drawn.buffer), np.uint8).reshape(drawn.height, drawn.stride)[:, : drawn.width]
    bar = np.full((_BAR, drawn.width), 255, np.uint8)
    bar[1:, max(0, round((left - x0) * scale)) : round((right - x0) * scale)] = 0
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
