"""The cell a file is parsed in: memory, processor and time limited, no network, nothing written, nothing run."""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import signal
import struct
import sys
from pathlib import Path
from typing import Any

# Numbers of the system calls that are refused, by processor. Reading files and memory stays allowed.
_CALLS = {
    "x86_64": (
        0xC000003E,
        {"socket": 41, "connect": 42, "bind": 49, "ptrace": 101, "kill": 62, "creat": 85, "unlink": 87, "unlinkat": 263, "rename": 82,
         "renameat": 264, "renameat2": 316, "mkdir": 83, "mkdirat": 258, "rmdir": 84, "link": 86, "linkat": 265, "symlink": 88,
         "symlinkat": 266, "truncate": 76, "chmod": 90, "fchmodat": 268, "chown": 92, "fchownat": 260, "mount": 165, "openat2": 437,
         "io_uring_setup": 425, "mknod": 133, "mknodat": 259, "fchmod": 91, "fchmodat2": 452, "fchown": 93, "lchown": 94, "utime": 132,
         "utimes": 235, "futimesat": 261, "utimensat": 280, "setxattr": 188, "lsetxattr": 189, "fsetxattr": 190, "removexattr": 197,
         "lremovexattr": 198, "fremovexattr": 199, "tkill": 200, "tgkill": 234, "rt_sigqueueinfo": 129, "rt_tgsigqueueinfo": 297,
         "pidfd_send_signal": 424, "pidfd_getfd": 438, "process_vm_readv": 310, "process_vm_writev": 311, "shmget": 29, "semget": 64,
         "msgget": 68, "mq_open": 240, "bpf": 321, "keyctl": 250, "add_key": 248, "perf_event_open": 298, "userfaultfd": 323,
         "unshare": 272, "setns": 308, "open_by_handle_at": 304},
        {"execve": 59, "execveat": 322},
        {"open": (2, 1), "openat": (257, 2)},
    ),
    "aarch64": (
        0xC00000B7,
        {"socket": 198, "connect": 203, "bind": 200, "ptrace": 117, "kill": 129, "unlinkat": 35, "renameat": 38, "renameat2": 276,
         "mkdirat": 34, "linkat": 37, "symlinkat": 36, "truncate": 45, "fchmodat": 53, "fchownat": 54, "mount": 40, "openat2": 437,
         "io_uring_setup": 425, "mknodat": 33, "fchmod": 52, "fchmodat2": 452, "fchown": 55, "utimensat": 88, "setxattr": 5,
         "lsetxattr": 6, "fsetxattr": 7, "removexattr": 14, "lremovexattr": 15, "fremovexattr": 16, "tkill": 130, "tgkill": 131,
         "rt_sigqueueinfo": 138, "rt_tgsigqueueinfo": 240, "pidfd_send_signal": 424, "pidfd_getfd": 438, "process_vm_readv": 270,
         "process_vm_writev": 271, "shmget": 194, "semget": 190, "msgget": 186, "mq_open": 180, "bpf": 280, "keyctl": 219,
         "add_key": 217, "perf_event_open": 241, "userfaultfd": 282, "unshare": 97, "setns": 268, "open_by_handle_at": 265},
        {"execve": 221, "execveat": 281},
        {"openat": (56, 2)},
    ),
}  # fmt: skip
_OTHER_NUMBERS = 0x40000000
"""From here on x86-64 numbers its calls a second time (x32)."""
_WRITING = 0o1 | 0o2 | 0o100 | 0o1000 | 0o2000  # O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND
_REFUSE = 0x00050000 | 1  # SECCOMP_RET_ERRNO with EPERM
_ALLOW = 0x7FFF0000
_FORBIDDEN_EVENTS = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.remove", "os.rename", "os.mkdir",
                     "os.rmdir", "os.link", "os.symlink", "os.truncate", "shutil.", "ftplib.", "smtplib.", "urllib.", "webbrowser.")  # fmt: skip


def confine(memory: int, seconds: int, more_seconds: int, *, may_run: bool) -> None:
    """Shut this process in; there is no way out again.

    Limits come from the system where it has them (POSIX); refusing calls from the kernel's own filter (Linux on x86-64
    and AArch64), and everywhere from Python's audit hook, which holds against mistakes and not against native code.

    Args:
        memory: bytes it may take beyond what it has now.
        seconds: processor seconds it may take.
        more_seconds: what `allow_more` may add to them, at most.
        may_run: whether it may start another program, which is shut in with it (tesseract).
    """
    # ctypes has to be loaded, and the audit hook comes last: both would be refused afterwards.
    _limit(memory, seconds, more_seconds)
    with contextlib.suppress(OSError, AttributeError):
        _filter(may_run=may_run)
    _watch(may_run=may_run)


def end_with_parent(parent: int) -> None:
    """Have the system end this process when the one that started it, `parent`, ends, however that happens (Linux)."""
    if sys.platform != "linux":
        return
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:  # it ended before this could be asked for
        os._exit(1)


def allow_more(seconds: int) -> None:
    """Have this process's limit of processor time, where it has one, end it so much later."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
        if soft != resource.RLIM_INFINITY:
            resource.setrlimit(resource.RLIMIT_CPU, (min(soft + seconds, hard), hard))


def _limit(memory: int, seconds: int, more_seconds: int) -> None:
    try:
        import resource
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, _address_space() + memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 128),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (most, most if what != resource.RLIMIT_CPU else most + more_seconds))


def _address_space() -> int:
    try:
        import resource

        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except (OSError, ValueError):
        return 1 << 30


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def _filter(*, may_run: bool) -> None:
    """Have the kernel refuse the calls above (seccomp, mode 2)."""
    if sys.platform != "linux" or platform.machine() not in _CALLS:
        return
    arch, refused, running, opening = _CALLS[platform.machine()]
    numbers = [*refused.values(), *([] if may_run else running.values())]

    def step(code: int, yes: int, no: int, value: int) -> bytes:
        return struct.pack("=HBBI", code, yes, no, value)

    load, equal, least, any_bit, give = 0x20, 0x15, 0x35, 0x45, 0x06
    # Another architecture's numbers mean other calls: refuse them all.
    program = [step(load, 0, 0, 4), step(equal, 1, 0, arch), step(give, 0, 0, _REFUSE), step(load, 0, 0, 0)]
    program += [step(least, 0, 1, _OTHER_NUMBERS), step(give, 0, 0, _REFUSE)]
    for number in numbers:
        program += [step(equal, 0, 1, number), step(give, 0, 0, _REFUSE)]
    for number, argument in opening.values():
        program += [
            step(equal, 0, 4, number),
            step(load, 0, 0, 16 + 8 * argument),
            step(any_bit, 0, 1, _WRITING),
            step(give, 0, 0, _REFUSE),
            step(give, 0, 0, _ALLOW),
        ]
    program.append(step(give, 0, 0, _ALLOW))
    code = b"".join(program)
    kept = _Program(len(program), code)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(38, 1, 0, 0, 0) == 0:  # PR_SET_NO_NEW_PRIVS, without which no filter may be set
        libc.prctl(22, 2, ctypes.byref(kept), 0, 0)  # PR_SET_SECCOMP, SECCOMP_MODE_FILTER


def _watch(*, may_run: bool) -> None:
    forbidden = tuple(
        e for e in _FORBIDDEN_EVENTS if not (may_run and e in {"subprocess.", "os.posix_spawn", "os.exec"})
    )

    def refuse(event: str, args: tuple[Any, ...]) -> None:
        if event.startswith(forbidden):
            raise PermissionError(f"a reader may not do this: {event}")
        if event == "open" and not isinstance(args[0], int) and isinstance(args[1], str) and set(args[1]) & set("wax+"):
            raise PermissionError("a reader may not write")

    sys.addaudithook(refuse)
