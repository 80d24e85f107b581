"""One known document in Rich Text, as Word writes it."""

from __future__ import annotations

from known import FOOT, HEAD, Known


def word_rtf(known: Known) -> bytes:
    """Rich Text as Word writes it: code page, escapes of both kinds, a header, styles, a table, a picture, a footnote."""

    def say(text: str) -> str:
        out = []
        for c in text:
            if c in "\\{}":
                out.append("\\" + c)
            elif ord(c) < 128:
                out.append(c)
            elif c in "“”‘’–—…é":
                out.append(
                    {
                        "“": "\\ldblquote ",
                        "”": "\\rdblquote ",
                        "‘": "\\lquote ",
                        "’": "\\rquote ",
                        "–": "\\endash ",
                        "—": "\\emdash ",
                    }.get(c)
                    or f"\\'{c.encode('cp1252')[0]:02x}"
                )
            else:
                out.append(
                    f"\\u{ord(c)}{c.encode('cp1252', 'replace').decode('ascii', 'replace') if ord(c) > 255 else '?'}".replace(
                        "\ufffd", "?"
                    )
                )
        return "".join(out)

    parts = [
        r"{\rtf1\adeflang1025\ansi\ansicpg1252\uc1\adeff0\deff0\stshfdbch0{\fonttbl{\f0\froman\fcharset0\fprq2{\*\panose 02020603050405020304}Times New Roman;}{\f1\fswiss Arial;}}"
        r"{\colortbl;\red0\green0\blue0;}{\stylesheet{\ql \li0 \snext0 Normal;}{\s1 heading 1;}}{\*\generator Msftedit 5.41;}"
        r"{\info{\title " + say(known.title) + r"}{\author " + say(known.author) + r"}{\creatim\yr2013\mo5\dy4}}"
        r"\paperw12240{\header \pard\plain " + say(HEAD) + r"\par}{\footer \pard\plain " + say(FOOT) + r" {\field{\*\fldinst PAGE}{\fldrslt 1}}\par}"
        r"{\pict\pngblip\picw10\pich10 89504e470d0a1a0a0000}"
    ]  # fmt: skip
    for block in known.blocks:
        if block.kind == "table":
            rows = ("".join(rf"\pard\intbl {say(c)}\cell" for c in row) for row in block.rows)
            parts += [r"\trowd\cellx2000\cellx4000\cellx6000\cellx9000" + row + "\\row\n" for row in rows]
            continue
        style = (
            r"\s1\b " if block.kind in {"title", "heading"} else r"{\pntext\f1\'B7\tab}" if block.kind == "item" else ""
        )
        note = r"{\super\chftn {\footnote \pard\plain \chftn " + say(block.note) + "}}" if block.note else ""
        cut = block.text.find(" ", len(block.text) // 2)
        parts.append(
            r"\pard\plain "
            + style
            + say(block.text[:cut])
            + r"{\rtlch\fcs1 \af0 \ltrch\fcs0 \insrsid123 "
            + say(block.text[cut:])
            + "}"
            + note
            + "\\par\n"
        )
    return ("".join(parts) + "}").encode("ascii")
