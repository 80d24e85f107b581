"""ZIP files opened with care: how much they unpack to is counted as it is read, and no name of theirs is a path here."""

from __future__ import annotations

import bz2
import io
import lzma
import struct
import zipfile
import zlib
from typing import Any

from variorum.accounts.document import UnreadableError
from variorum.settings import AccountSettings

_DICTIONARY = 100_000_000
"""Bytes that LZMA may ask for at most; what programs write asks for 64 MB at its strongest."""


class Package:
    """A ZIP file in memory; nothing of it is ever written to disk."""

    def __init__(self, source: bytes, settings: AccountSettings) -> None:
        """Open `source`.

        Raises:
            UnreadableError: it is no ZIP file, or has more members than may be read.
        """
        self._source = source
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source))
        except Exception as fault:
            raise UnreadableError("its packing is damaged; get it again from where it came") from fault
        if len(self._zip.infolist()) > settings.max_parts:
            raise UnreadableError(
                f"it holds more than {settings.max_parts} files; divide it, or allow more with --max-parts"
            )
        self._members: dict[str, zipfile.ZipInfo] = {}
        for info in self._zip.infolist():
            if info.filename and not info.is_dir() and (info.external_attr >> 28) != 0xA:
                name = info.filename
                # A name may stand twice with other bytes; what one reader overlooks is to be seen here.
                self._members[f"{len(self._members) + 1}/{name}" if name in self._members else name] = info
        self._left = settings.max_unpacked
        self._most = settings.max_unpacked

    def names(self) -> list[str]:
        """Names of its files, in their order, without folders and links."""
        return list(self._members)

    def read(self, name: str) -> bytes:
        """The bytes of a member.

        Raises:
            UnreadableError: it is not there, encrypted, damaged, or all members together unpack to more than allowed.
        """
        try:
            info = self._members[name]
        except KeyError as fault:
            raise UnreadableError(f"it lacks its part {name[:80]!r}; save it again") from fault
        if info.flag_bits & 1:
            raise UnreadableError("it is encrypted; save it without a password")
        # What says itself that it is too large is not unpacked to find out.
        data = b"" if info.file_size > self._left else self._unpacked(info, self._left + 1)
        self._left -= max(info.file_size, len(data))
        if self._left < 0:
            raise UnreadableError(
                f"it unpacks to more than {self._most // 1_000_000} MB; if it is sound, allow more with --max-unpacked"
            )
        return data

    def _unpacked(self, info: zipfile.ZipInfo, most: int) -> bytes:
        """At most so many bytes of a member; the standard library unpacks bzip2 and LZMA whole, however little is asked for.

        Raises:
            UnreadableError: it is damaged, or packed by a method that is not read.
        """
        try:
            if info.compress_type == zipfile.ZIP_BZIP2:
                data = bz2.BZ2Decompressor().decompress(self._packed(info), most)
            elif info.compress_type == zipfile.ZIP_LZMA:
                # Version, length and properties, then the stream; the older format has a size between, here unknown.
                raw = self._packed(info)
                head = raw[4:9] + b"\xff" * 8
                unpacker = lzma.LZMADecompressor(lzma.FORMAT_ALONE, memlimit=_DICTIONARY)
                data = unpacker.decompress(head + raw[9:], most)
            else:
                with self._zip.open(info) as member:
                    return member.read(most)
        except MemoryError:
            raise
        except NotImplementedError as fault:
            raise UnreadableError(
                f"its part {info.filename[:80]!r} is packed by a method that is not read; pack it anew as an ordinary ZIP"
            ) from fault
        except Exception as fault:
            raise UnreadableError(_damaged(info.filename)) from fault
        if len(data) < most and zlib.crc32(data) != info.CRC:
            raise UnreadableError(_damaged(info.filename))
        return data

    def _packed(self, info: zipfile.ZipInfo) -> bytes:
        name, extra = struct.unpack_from("<HH", self._source, info.header_offset + 26)
        start = info.header_offset + 30 + name + extra
        return self._source[start : start + info.compress_size]


def _damaged(name: str) -> str:
    return f"its part {name[:80]!r} is damaged; get it again from where it came"


def parse_xml(data: bytes) -> Any:
    """The root element; no entity is resolved, nothing is fetched, depth and size keep to the parser's limits.

    Raises:
        UnreadableError: it is no sound XML, or brings entities of its own, as no office program does.
    """
    from lxml import etree

    # In an encoding of wide characters the check below would see nothing; office programs write UTF-8.
    if b"\x00" in data[:200] or data.startswith((b"\xfe\xff", b"\xff\xfe", b"+/v")):
        raise UnreadableError("its inner text is not in UTF-8, as every office program writes it; save it again")
    if b"<!ENTITY" in data or b"<!DOCTYPE" in data[:4096]:
        raise UnreadableError(
            "it defines entities of its own, as no office program does and as attacks do; save it again"
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise UnreadableError("its inner text is damaged; save it again, or its text as .txt") from fault
