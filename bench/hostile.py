"""Files made to harm, by a script: `make hostile` reads them all, each by itself, and shows what it took."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from harmful import FLOOD, HARMFUL
from traps import TRAPS

HOSTILE = HARMFUL | TRAPS
"""Every hostile file by its name."""
__all__ = ["FLOOD", "HOSTILE"]


def measure(folder: Path, names: list[str]) -> Iterator[tuple[str, float, float, float, str]]:
    """Read each file by itself: name, seconds by the clock and of the processor, megabytes at most, and what was said or read."""
    import resource

    from variorum.accounts import read_accounts
    from variorum.settings import AccountSettings, TextSettings
    from variorum.text import clean_text

    for name in names:
        path = folder / name
        path.write_bytes(HOSTILE[name]())
        begin = time.monotonic()
        pid = os.fork()
        if pid == 0:
            accounts, problems = read_accounts([path], AccountSettings())
            for account in accounts:
                clean_text(account, TextSettings())
            said = "; ".join(p.message for p in problems if p.severity != "note") or "no problem"
            (folder / "said").write_text(f"{len(accounts)} read: {said}", encoding="utf-8")
            os._exit(0)
        _, status, used = os.wait4(pid, 0)
        said = (folder / "said").read_text(encoding="utf-8") if status == 0 else f"CRASHED with {status}"
        most = max(used.ru_maxrss, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss if status else 0)
        yield name, time.monotonic() - begin, used.ru_utime + used.ru_stime, most / 1000, said
        path.unlink()


def main() -> int:
    """Read all hostile files and print a table; 1 when one takes more than 30 s, 1 GiB, or crashes its reader."""
    import charset_normalizer  # noqa: F401 - loaded before the clock runs, as in a long reading
    import lxml.html  # noqa: F401
    import trafilatura  # noqa: F401

    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, seconds, processor, megabytes, said in measure(Path(folder), sys.argv[1:] or list(HOSTILE)):
            bad = seconds > 30 or megabytes > 1074 or said.startswith("CRASHED")
            failed += bad
            print(
                f"{'!' if bad else ' '} {name:22} {seconds:6.2f} s, processor {processor:5.2f} s {megabytes:6.0f} MB  {said[:150]}",
                flush=True,
            )
    print(f"{len(HOSTILE)} files known, {failed} over the limits")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
