"""Files made to harm: each becomes a sentence or a correct reading, and no cell does what it may not."""

import contextlib
import importlib.util
import json
import os
import platform
import socket
import subprocess
import sys
import time
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from variorum.accounts import read_accounts
from variorum.accounts.answer import answer_of
from variorum.accounts.cell import Task, read_in_cells, tell_page
from variorum.accounts.document import Document, UnreadableError
from variorum.accounts.readers import read_file
from variorum.settings import AccountSettings, TextSettings
from variorum.text import clean_text

_SPEC = importlib.util.spec_from_file_location("hostile", Path(__file__).parents[1] / "bench" / "hostile.py")
hostile = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(hostile)

# What costs seconds or hundreds of megabytes to make or to refuse is read by `make hostile`.
SLOW = {
    "flat-bomb.zip", "nested-bomb.zip", "overlapping.zip", "many.zip", "bomb.docx", "paragraphs.docx", "bomb.xlsx", "bomb.epub", "repeated.epub",
    "attributes.html", "links.html", "flate-bomb.pdf", "form-bomb.pdf", "picture-bomb.pdf", "bomb.png", "lies.png", "parts.eml", "bomb.warc.gz",
    "scattered.pdf", "filters.pdf", "jbig2.pdf", "notes.html", "rows.html", "members.warc.gz", "cells.rtf", "one-line.csv",
    "bzip2-bomb.zip", "bzip2-lies.zip", "lzma-bomb.zip", "lzma-lies.zip", "bomb-in-bomb.zip", "notes.docx", "spans.docx", "comments.docx", "sections.odt",
    "missing.epub", "alternatives.eml", "flowed.eml", "encoded.eml", "escapes.eml", "inner-bomb.warc", "one-chunk-a-letter.warc", "revisits.warc",
    "entities.html", "lists.html", "deep-pages.pdf", "grid.pdf", "letters.pdf", "title.pdf", "turned.pdf", "rows.png", "marks.txt", "figures.txt", "quotes.txt",
    "columns.csv", "unicode.rtf", "one-line.txt", "open-quote.csv", "glyphs.pdf", "brackets.md", "same-names.zip",
}  # fmt: skip


def test_all_at_once(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    names = [n for n in hostile.HOSTILE if n not in SLOW]
    for name in names:
        (folder / name).write_bytes(hostile.HOSTILE[name]())
    (folder / "good.txt").write_bytes(b"Good. " + hostile.FLOOD)
    accounts, problems = read_accounts([folder], AccountSettings(max_seconds=8))
    read = {a.name.split("/")[0] for a in accounts}
    told = {p.where.split("/")[0] for p in problems if p.severity != "note"}
    assert "good.txt" in read
    assert set(names) <= read | told
    for account in accounts:
        clean_text(account, TextSettings())
    assert all("Traceback" not in p.message and p.message.endswith(".") for p in problems)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in"]
    assert not Path("/tmp/variorum-was-here.txt").exists()
    texts = "".join(a.text for a in accounts)
    assert "root:" not in texts  # no entity brought in a system file


NAMES = {
    b"new\nline.txt": "new%0Aline.txt",
    b"-rf.txt": "-rf.txt",
    "ab\u202etxt.exe.txt".encode(): "ab%E2%80%AEtxt.exe.txt",
    b"n" * 251 + b".txt": "n" * 251 + ".txt",
    b"bad\xff\xfe.txt": "bad%FF%FE.txt",
    b"a'b\"c<d>&`$(x);.txt": "a'b\"c<d>&`$(x);.txt",
    b"  blank .txt": "  blank .txt",
}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse some of these names")
def test_names_and_things_that_are_no_files(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for number, name in enumerate(NAMES):
        (Path(os.fsdecode(bytes(folder) + b"/" + name))).write_bytes(hostile.FLOOD + b"%d\n" % number)
    os.mkfifo(folder / "pipe.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "passwd.txt").symlink_to("/etc/passwd")
    (folder / "loop").symlink_to(folder)
    (folder / "gone.txt").symlink_to("nowhere")
    edition = tmp_path / "out.variorum"
    done = subprocess.run(
        [sys.executable, "-m", "variorum", "read", folder, "--out", edition],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    for name in ("pipe.txt", "zero.txt", "loop", "gone.txt", "passwd.txt"):
        assert f"{name} " in done.stderr
    listed = subprocess.run(
        [sys.executable, "-m", "variorum", "accounts", edition, "--json"], capture_output=True, text=True, check=True
    )
    assert {json.loads(line)["account"] for line in listed.stdout.splitlines()} == set(NAMES.values())


FINDS = sorted((Path(__file__).parent / "cases" / "fuzz").glob("*"))


@pytest.mark.parametrize("find", FINDS, ids=lambda p: p.name)
def test_what_fuzzing_found_stays_mended(find):
    """Each of these once let an exception through that was no reader's own."""
    with contextlib.suppress(UnreadableError):
        assert all(d.text or d.refused for d in read_file(find.read_bytes(), find.name, AccountSettings()))


def _send(source, name, settings):
    socket.socket(socket.AF_INET).connect(("127.0.0.1", 9))


def _send_natively(source, name, settings):
    import ctypes

    if ctypes.CDLL(None, use_errno=True).socket(2, 1, 0) >= 0:
        os.kill(os.getpid(), 9)
    raise PermissionError("refused")


def _write(source, name, settings):
    Path(source.decode()).write_text("x")


def _write_natively(source, name, settings):
    os.close(os.open(source.decode(), os.O_WRONLY | os.O_CREAT))


def _run(source, name, settings):
    subprocess.run(["true"], check=True)


def _remove(source, name, settings):
    Path(source.decode()).unlink()


def _natively(call, *args):
    """A system call of a library that knows nothing of Python's hooks."""
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(call, *args) < 0:
        raise PermissionError(os.strerror(ctypes.get_errno()))


def _make_a_node(source, name, settings):
    _natively(133 if X86 else 33, *(() if X86 else (-100,)), source, 0o100644, 0)


def _change_rights(source, name, settings):
    there = os.open(source, os.O_RDONLY)
    _natively(91 if X86 else 52, there, 0o777)


def _change_times(source, name, settings):
    _natively(280 if X86 else 88, -100, source, None, 0)


def _end_the_parent(source, name, settings):
    _natively(234 if X86 else 131, os.getppid(), os.getppid(), 9)


def _send_by_other_numbers(source, name, settings):
    _natively(0x40000000 + 41, 2, 1, 0)


X86 = platform.machine() == "x86_64"


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's filter is Linux's")
@pytest.mark.skipif(platform.machine() not in {"x86_64", "aarch64"}, reason="the filter knows two processors")
@pytest.mark.parametrize("deed", [_make_a_node, _change_rights, _change_times, _end_the_parent, _send_by_other_numbers])
def test_a_cell_is_shut_to_native_code(tmp_path, deed):
    target = tmp_path / "there"
    if deed is not _make_a_node:
        target.write_text("kept")
        target.chmod(0o640)
        os.utime(target, (1, 1))
    ((_, answer),) = read_in_cells([Task(bytes(target), "x", (), may_run=True)], deed, AccountSettings())
    assert "PermissionError" in str(answer_of(answer))
    if deed is _make_a_node:
        assert not target.exists()
    else:
        assert (target.stat().st_mode & 0o777, target.stat().st_mtime) == (0o640, 1)


def _list_open(source, name, settings):
    return [Document(" ".join(p.name for p in Path("/proc/self/fd").iterdir()), "text/plain", "test")]


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_a_cell_holds_nothing_open_of_the_process_that_opened_it(tmp_path):
    with socket.socket() as server, (tmp_path / "x").open("w") as file:
        os.set_inheritable(server.fileno(), True)
        ((_, answer),) = read_in_cells([Task(b"", "x", (), may_run=False)], _list_open, AccountSettings())
        held = {int(n) for n in answer_of(answer)[0].text.split()}
        assert held & {server.fileno(), file.fileno()} == set()
        assert len(held) <= 5  # the three streams, the pipe, and the folder that is listed


def _recognise_slowly(source, name, settings):
    for _ in range(4):
        end = time.process_time() + 0.7
        while time.process_time() < end:
            pass
        if source:
            tell_page()
    return [Document("done", "text/plain", "test")]


def test_each_page_adds_to_the_time_that_is_allowed():
    tasks = [Task(told, "x", (), may_run=True) for told in (b"pages", b"")]
    answers = dict(read_in_cells(tasks, _recognise_slowly, AccountSettings(max_seconds=2, seconds_per_page=4)))
    assert answer_of(answers[0])[0].text == "done"
    assert "--max-seconds" in str(answer_of(answers[1]))


def _crash(source, name, settings, depth):
    import ctypes

    if b"memory" in source:
        bytearray(2_000_000_000)
    if b"slow" in source:
        while True:
            pass
    ctypes.string_at(0)


@pytest.mark.parametrize("pack", ["zip", "eml", "warc"])
def test_a_part_that_ends_its_cell_is_named_and_the_rest_is_read(tmp_path, monkeypatch, pack):
    """A parser with a fault of its own, in a file within a file."""
    monkeypatch.setattr("variorum.accounts.rtf.read", _crash)
    bad = {"a.rtf": b"{\\rtf crash}", "b.rtf": b"{\\rtf slow}", "c.rtf": b"{\\rtf memory}", "d.rtf": b"{\\rtf crash}"}
    good = hostile.FLOOD.decode()
    if pack == "zip":
        with zipfile.ZipFile(tmp_path / "many.zip", "w") as made:
            for name, data in bad.items():
                made.writestr(name, data)
            made.writestr("e.txt", good)
    elif pack == "eml":
        mail = EmailMessage()
        mail["Subject"] = "Reports"
        mail.set_content(good)
        for name, data in bad.items():
            mail.add_attachment(data, maintype="application", subtype="rtf", filename=name)
        (tmp_path / "many.eml").write_bytes(mail.as_bytes())
    else:
        pages = [(f"http://x.example/{n}", "application/rtf", d) for n, d in bad.items()]
        pages.append(("http://x.example/e.txt", "text/plain", good.encode()))
        (tmp_path / "many.warc").write_bytes(
            b"".join(
                b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
                % (url.encode(), kind.encode(), len(data), data)
                for url, kind, data in pages
            )
        )
    accounts, problems = read_accounts([tmp_path], AccountSettings(max_seconds=1))
    assert "flood" in "".join(a.text for a in accounts)
    told = [p.message for p in problems]
    for name, words in (("a.rtf", "crash"), ("b.rtf", "longer than 1 s"), ("c.rtf", "700 MB"), ("d.rtf", "crash")):
        assert any(name in message and words in message for message in told), (name, told)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's filter is Linux's")
@pytest.mark.parametrize("deed", [_send, _send_natively, _write, _write_natively, _run, _remove])
def test_a_cell_is_shut(tmp_path, deed):
    there = tmp_path / "there"
    there.write_text("kept")
    target = there if deed is _remove else tmp_path / "new"
    ((_, answer),) = read_in_cells([Task(str(target).encode(), "x", (), may_run=False)], deed, AccountSettings())
    assert "PermissionError" in str(answer_of(answer))
    assert there.read_text() == "kept"
    assert not (tmp_path / "new").exists()


def _spin(source, name, settings):
    while True:
        pass


def _sleep(source, name, settings):
    import time

    time.sleep(60)


def _eat(source, name, settings):
    return [bytearray(1 << 24) for _ in range(1000)]


def _die(source, name, settings):
    os.abort()


@pytest.mark.parametrize(
    ("deed", "words"),
    [(_spin, "--max-seconds"), (_sleep, "--max-seconds"), (_eat, "--max-memory"), (_die, "crash")],
)
def test_limits_name_their_option(deed, words):
    seconds = 1 if words == "--max-seconds" else 30  # on a busy machine even eating takes its time
    settings = AccountSettings(max_seconds=seconds, max_memory=200_000_000)
    answers = dict(read_in_cells([Task(b"", "x", (), may_run=False)] * 2, deed, settings))
    assert sorted(answers) == [0, 1]
    assert all(words in str(answer_of(a)) for a in answers.values())
