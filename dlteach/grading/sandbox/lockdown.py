"""What a process gives up before it runs a learner's code: resource limits, Landlock, capabilities, seccomp.

Pure ctypes: no root, no helper, nothing to install. Its text is sent to the process, so it needs Python's
library alone. Landlock: https://docs.kernel.org/userspace-api/landlock.html. Seccomp:
https://docs.kernel.org/userspace-api/seccomp_filter.html.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import resource
import struct
import sys
from collections.abc import Iterable
from functools import cache

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _PR_SET_DUMPABLE = 38, 22, 4

# System calls that are refused, with their numbers on x86_64 and aarch64 (None: not there).
_REFUSED: dict[str, tuple[int | None, int | None]] = {
    # other processes
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281),
    "kill": (62, 129), "tkill": (200, 130), "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240),
    "pidfd_open": (434, 434), "pidfd_send_signal": (424, 424), "pidfd_getfd": (438, 438),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "process_madvise": (440, 440), "process_mrelease": (448, 448), "kcmp": (312, 272),
    "setpgid": (109, 154), "setsid": (112, 157), "setpriority": (141, 140), "ioprio_set": (251, 30),
    "sched_setaffinity": (203, 122), "sched_setscheduler": (144, 119), "sched_setattr": (314, 274),
    "setrlimit": (160, 164),
    # the network, and channels to other processes
    "socket": (41, 198), "socketpair": (53, 199), "connect": (42, 203), "bind": (49, 200),
    "listen": (50, 201), "accept": (43, 202), "accept4": (288, 242),
    "shmget": (29, 194), "shmat": (30, 196), "shmctl": (31, 195), "shmdt": (67, 197),
    "semget": (64, 190), "semop": (65, 193), "semctl": (66, 191), "semtimedop": (220, 192),
    "msgsnd": (69, 189), "msgrcv": (70, 188), "msgctl": (71, 187),
    "msgget": (68, 186), "mq_open": (240, 180), "mq_unlink": (241, 181), "memfd_create": (319, 279),
    "memfd_secret": (447, 447), "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    # files: Landlock sees reading and writing, but not these
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452),
    "chown": (92, None), "lchown": (94, None), "fchown": (93, 55), "fchownat": (260, 54),
    "utime": (132, None), "utimes": (235, None), "futimesat": (261, None), "utimensat": (280, 88),
    "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7), "setxattrat": (463, 463),
    "removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16),
    "removexattrat": (466, 466),
    "truncate": (76, 45), "ftruncate": (77, 46), "fallocate": (285, 47), "mkdir": (83, None),
    "mkdirat": (258, 34), "rmdir": (84, None), "rename": (82, None), "renameat": (264, 38),
    "renameat2": (316, 276), "link": (86, None), "linkat": (265, 37), "symlink": (88, None),
    "symlinkat": (266, 36), "unlink": (87, None), "unlinkat": (263, 35), "mknod": (133, None),
    "mknodat": (259, 33), "creat": (85, None), "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264), "flock": (73, 32), "inotify_add_watch": (254, 27),
    "fanotify_init": (300, 262), "quotactl": (179, 60), "quotactl_fd": (443, 443),
    # the system
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430), "fsconfig": (431, 431),
    "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442), "unshare": (272, 97),
    "setns": (308, 268), "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "init_module": (175, 105),
    "finit_module": (313, 273), "delete_module": (176, 106), "reboot": (169, 142), "swapon": (167, 224),
    "swapoff": (168, 225), "acct": (163, 89), "syslog": (103, 116), "settimeofday": (164, 170),
    "clock_settime": (227, 112), "adjtimex": (159, 171), "clock_adjtime": (305, 266),
    "sethostname": (170, 161), "setdomainname": (171, 162), "personality": (135, 92), "iopl": (172, None),
    "ioperm": (173, None), "modify_ldt": (154, None), "setuid": (105, 146), "setgid": (106, 144),
    "setreuid": (113, 145), "setregid": (114, 143), "setresuid": (117, 147), "setresgid": (119, 149),
    "setgroups": (116, 159), "setfsuid": (122, 151), "setfsgid": (123, 152), "capset": (126, 91),
}  # fmt: skip
# New ways to do the same: they look as if the kernel did not have them, so that programs take the old way.
_ABSENT = {
    "clone3": (435, 435),
    "openat2": (437, 437),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
}
_NUMBERS = {"x86_64": 0, "aarch64": 1}
_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_CLONE, _TGKILL, _PRLIMIT, _OPEN, _OPENAT = (56, 220), (234, 131), (302, 261), (2, None), (257, 56)
_FCNTL, _IOCTL = (72, 25), (16, 29)
_CLONE_THREAD = 0x00010000
_NEWEST = 467  # what a later kernel adds is not known here, so it looks absent
_COMMANDS = (
    (_FCNTL, (8, 10, 15)),  # F_SETOWN, F_SETSIG, F_SETOWN_EX: they make the kernel signal whom they name
    (_IOCTL, (0x8901, 0x8902)),  # the same for sockets
    (_IOCTL, (0x40046602, 0x40086602, 0x401C5820)),  # flags of a file, which need no right to write to it
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


# ---------------------------------------------------------------- resource limits


def set_limits(address_space: int, cpu_seconds: int) -> None:
    """Limit what the process may use from here on: bytes of memory in all, CPU time, no file."""
    wanted = {
        "RLIMIT_AS": address_space,
        "RLIMIT_CPU": cpu_seconds,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_CORE": 0,
        "RLIMIT_NOFILE": 64,
        "RLIMIT_MSGQUEUE": 0,
        "RLIMIT_MEMLOCK": 0,
    }
    for name, limit in wanted.items():
        number = getattr(resource, name, None)
        if number is None:
            continue
        try:
            resource.setrlimit(number, (limit, limit))
        except (OSError, ValueError):  # macOS refuses some, and a limit may already be lower
            continue


def address_space() -> int:
    """Bytes that the process has reserved up to now; four gigabytes where the system does not tell."""
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 4 << 30


# ---------------------------------------------------------------- Landlock

_WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 1, 1 << 2, 1 << 3
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on all architectures


def landlock(readable: Iterable[str]) -> int:
    """Leave only reading below these paths. Returns the version of Landlock, 0 where there is none."""
    if not sys.platform.startswith("linux"):
        return 0
    libc = _libc()
    version = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint(1))
    if version < 1:
        return 0
    files = (1 << (13 + (version >= 2) + (version >= 3))) - 1  # refer, truncate came later
    if version >= 5:
        files |= 1 << 15  # ioctl on devices
    net = 3 if version >= 4 else 0
    scoped = 3 if version >= 6 else 0  # abstract sockets and signals
    size = 8 if version < 4 else 16 if version < 6 else 24
    attributes = struct.pack("QQQ", files, net, scoped)[:size]
    ruleset = _checked(
        libc.syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(size), ctypes.c_uint(0)), "landlock"
    )
    for path in readable:
        _allow(libc, ruleset, path, _READ_FILE | _READ_DIR)
    _allow(libc, ruleset, "/dev/null", _READ_FILE | _WRITE_FILE)
    _no_new_privileges(libc)
    _checked(libc.syscall(_RESTRICT_SELF, ruleset, ctypes.c_uint(0)), "landlock_restrict_self")
    os.close(ruleset)
    return int(version)


def _allow(libc: ctypes.CDLL, ruleset: int, path: str, access: int) -> None:
    try:
        place = os.open(path, os.O_PATH)
    except OSError:
        return
    if not os.path.isdir(path):
        access &= ~_READ_DIR
    rule = struct.pack("=Qi", access, place)
    _checked(libc.syscall(_ADD_RULE, ruleset, ctypes.c_int(1), rule, ctypes.c_uint(0)), f"landlock: {path}")
    os.close(place)


def _no_new_privileges(libc: ctypes.CDLL) -> None:
    _checked(libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs")


# ---------------------------------------------------------------- capabilities


def hide_memory() -> None:
    """Close this process's memory and environment to others of the same user, as /proc shows them."""
    if sys.platform.startswith("linux"):
        _libc().prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def drop_capabilities() -> None:
    """Give up what root may do beyond others."""
    if not sys.platform.startswith("linux"):
        return
    header = struct.pack("Ii", 0x20080522, 0)
    _checked(_libc().capset(header, bytes(24)), "capset")


# ---------------------------------------------------------------- seccomp

_LOAD, _EQUAL, _AT_LEAST, _HAS_BITS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL = 0x7FFF0000, 0x80000000
_REFUSE, _LIKE_ABSENT = 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS
_NUMBER_AT, _ARCH_AT, _ARGUMENTS_AT = 0, 4, 16
_BLOCK = 16  # calls that are looked at one by one


def has_seccomp() -> bool:
    """Whether this machine is one for which the numbers of the system calls are known here."""
    return sys.platform.startswith("linux") and platform.machine() in _NUMBERS


def prepare_seccomp() -> None:
    """Make what all filters have in common, for the processes that are forked from this one."""
    _always_refused(platform.machine())


def seccomp(no_writing: bool = False) -> None:
    """Refuse system calls that reach beyond the process. `no_writing` refuses to open files for writing too.

    It holds for this process and cannot be taken back.
    """
    program = _program(platform.machine(), os.getpid(), no_writing)
    code = ctypes.create_string_buffer(program)
    header = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(program) // 8, ctypes.addressof(code)))
    libc = _libc()
    _no_new_privileges(libc)
    filter_mode = 2
    _checked(
        libc.prctl(_PR_SET_SECCOMP, filter_mode, ctypes.c_void_p(ctypes.addressof(header)), 0, 0), "seccomp"
    )


def _program(machine: str, pid: int, no_writing: bool) -> bytes:
    """The filter, in the kernel's small machine language."""
    column = _NUMBERS[machine]
    lines = [_always_refused(machine)]
    lines += _refused_when(_TGKILL[column], _argument(0), _EQUAL, pid, otherwise=True)
    if no_writing:
        lines += _refused_when(_OPEN[column], _argument(1), _HAS_BITS, _WRITING)
        lines += _refused_when(_OPENAT[column], _argument(2), _HAS_BITS, _WRITING)
    return b"".join([*lines, _line(_RETURN, _ALLOW)])


@cache
def _always_refused(machine: str) -> bytes:
    """The part of the filter that is the same in every process."""
    column = _NUMBERS[machine]
    lines = [_line(_LOAD, _ARCH_AT), _line(_EQUAL, _AUDIT_ARCH[machine], 1, 0), _line(_RETURN, _KILL)]
    lines += [_line(_LOAD, _NUMBER_AT)]
    if machine == "x86_64":  # numbers from here on are another interface to the same calls
        lines += [_line(_AT_LEAST, 0x40000000, 0, 1), _line(_RETURN, _KILL)]
    lines += [_line(_AT_LEAST, _NEWEST + 1, 0, 1), _line(_RETURN, _LIKE_ABSENT)]
    for table, verdict in ((_REFUSED, _REFUSE), (_ABSENT, _LIKE_ABSENT)):
        calls = sorted(n for pair in table.values() if (n := pair[column]) is not None)
        for start in range(0, len(calls), _BLOCK):
            lines += _refused_block(calls[start : start + _BLOCK], verdict)
    lines += _refused_when(_CLONE[column], _argument(0), _HAS_BITS, _CLONE_THREAD, otherwise=True)
    for half in (0, 4):  # a null pointer asks for the limits and sets none
        lines += _refused_when(_PRLIMIT[column], _argument(2) + half, _EQUAL, 0, otherwise=True)
    for numbers, commands in _COMMANDS:
        for command in commands:
            lines += _refused_when(numbers[column], _argument(1), _EQUAL, command)
    return b"".join(lines)


def _refused_block(numbers: list[int], verdict: int) -> list[bytes]:
    """Calls with one verdict behind them; a call outside their range goes past all of them in two steps.

    The kernel walks through the filter for each call that there is, in every child.
    """
    count = len(numbers)
    return [
        _line(_AT_LEAST, numbers[0], 0, count + 2),
        _line(_AT_LEAST, numbers[-1] + 1, count + 1, 0),
        *(_line(_EQUAL, n, count - k, int(k == count)) for k, n in enumerate(numbers, 1)),
        _line(_RETURN, verdict),
    ]


def _argument(position: int) -> int:
    """Where the low half of an argument is."""
    return _ARGUMENTS_AT + 8 * position


def _refused_when(
    number: int | None, place: int, test: int, operand: int, otherwise: bool = False
) -> list[bytes]:
    """Refuse a call when half an argument passes a test, or `otherwise` when it does not."""
    if number is None:
        return []
    passed, failed = (1, 0) if otherwise else (0, 1)
    return [
        _line(_EQUAL, number, 0, 4),
        _line(_LOAD, place),
        _line(test, operand, passed, failed),
        _line(_RETURN, _REFUSE),
        _line(_LOAD, _NUMBER_AT),  # for the lines that follow
    ]


def _line(code: int, operand: int, when_true: int = 0, when_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, when_true, when_false, operand)
