"""Mutated files of every format, read without cells: an exception that is none of the readers' own is a find.

`python bench/fuzz.py COUNT [SEED]` keeps every find in tests/cases/fuzz/, where the tests read it ever after.
"""

from __future__ import annotations

import hashlib
import os
import random
import resource
import signal
import sys
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from known import make_known
from make_documents import FORMATS, leftward
from packings import PACKINGS
from producers import python_docx, reportlab
from rich_text import word_rtf
from variorum.accounts.document import UnreadableError
from variorum.accounts.readers import read_file
from variorum.settings import AccountSettings
from web_pages import PAGES

MADE = {
    "known.pdf": reportlab,
    "known.docx": python_docx,
    "known.rtf": word_rtf,
    "leftward.pdf": lambda _: leftward(),
}
FINDS = Path(os.environ.get("FUZZ_FINDS") or Path(__file__).parents[1] / "tests" / "cases" / "fuzz")
_BATCH = 200
"""Files a process reads; one that kills it costs no more than the rest of its batch."""
_WORDS = [
    b"\x00",
    b"\xff\xff\xff\xff",
    b"<",
    b">",
    b"&x;",
    b"{",
    b"}",
    b"\\",
    b"\r\n",
    b"=?",
    b"<!ENTITY",
    b"obj",
    b"-1",
    b"99999999999",
    b"PK\x03\x04",
    b'"',
    b"\xed\xa0\x80",
]


def mutate(source: bytes, chance: random.Random) -> bytes:
    """The file with a few places changed: bits turned, stretches lost, doubled, moved, or words put in."""
    data = bytearray(source)
    for _ in range(chance.choice((1, 1, 2, 4, 8, 32))):
        if not data:
            break
        at = chance.randrange(len(data))
        size = chance.choice((1, 2, 8, 64, 512))
        deed = chance.randrange(6)
        if deed == 0:
            data[at] ^= 1 << chance.randrange(8)
        elif deed == 1:
            del data[at : at + size]
        elif deed == 2:
            data[at:at] = data[at : at + size]
        elif deed == 3:
            data[at : at + size] = bytes(chance.randrange(256) for _ in range(size))
        elif deed == 4:
            data[at:at] = chance.choice(_WORDS)
        else:
            del data[at:]
    return bytes(data)


def try_one(source: bytes, name: str) -> str | None:
    """The exception a reader let through, None when it read or refused the file."""
    try:
        read_file(source, name, AccountSettings(max_unpacked=20_000_000, max_bytes=20_000_000))
    except (UnreadableError, MemoryError, RecursionError):
        return None
    except Exception:  # noqa: BLE001 - it is what is looked for
        return traceback.format_exc()
    return None


def main() -> int:
    """Read as many mutated files as asked for; 1 when anything was found."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else time.time_ns() % 1_000_000
    known = make_known(1, paragraphs=6)
    seeds = [(name, make()) for name, make in FORMATS.items()]
    seeds += [(name, make(known)) for name, make in (MADE | PACKINGS | PAGES).items() if not name.endswith(".txt")]
    found, slow, done = 0, 0, 0
    begin = time.monotonic()
    while done < count:
        pid = os.fork()
        if pid == 0:
            _batch(seeds, seed + done)
        _, status = os.waitpid(pid, 0)
        if os.WIFSIGNALED(status):
            slow += 1
            print(f"a reader was ended by signal {os.WTERMSIG(status)} in batch {seed + done}", flush=True)
        else:
            found += os.WEXITSTATUS(status)
        done += _BATCH
    print(
        f"{done} files from seed {seed} in {time.monotonic() - begin:.0f} s: {found} exceptions, {slow} batches ended by a signal"
    )
    return found > 0


def _batch(seeds: list[tuple[str, bytes]], seed: int) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
    signal.setitimer(signal.ITIMER_PROF, 240)  # of the processor: other work on the machine is no fault of a reader
    chance = random.Random(seed)
    found = 0
    for _ in range(_BATCH):
        name, source = chance.choice(seeds)
        data = mutate(source, chance)
        if (said := try_one(data, name)) is not None:
            found += 1
            # One find for each place and kind of exception: the first is as good as the hundredth.
            place = " ".join([*said.strip().splitlines()[-3:-1:1][:1], said.strip().splitlines()[-1].split(":")[0]])
            FINDS.mkdir(parents=True, exist_ok=True)
            path = FINDS / f"{hashlib.sha256(place.encode()).hexdigest()[:8]}-{name}"
            if not path.exists():
                print(f"{name}\n{said}", flush=True)
                path.write_bytes(data)
    os._exit(min(found, 100))


if __name__ == "__main__":
    sys.exit(main())
