"""Machine code: libc, system calls by number, memory that Python trusts."""

from .catalogue import Attack, before_blank, beside_honest, lies

LIBC = "import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\n"

ATTACKS: tuple[Attack, ...] = (
    before_blank(
        "libc-fork",
        "fork, vfork and execve of libc.",
        LIBC
        + "if libc.fork() == 0:\n    libc.execve(b'/bin/sleep', (ctypes.c_char_p * 3)(b'sleep', b'60', None), None)\n    os._exit(0)",
    ),
    before_blank(
        "libc-system",
        "system and popen of libc.",
        LIBC + "libc.system(b'touch $outside/system; sleep 60 &')\nlibc.popen(b'touch $outside/popen', b'r')",
    ),
    before_blank(
        "libc-kill",
        "kill, killpg, sigqueue and pthread_kill of libc.",
        LIBC + "libc.kill($victim, 9)\nlibc.sigqueue($victim, 9, None)\nlibc.killpg($victim, 9)",
    ),
    before_blank(
        "x32-numbers",
        "System calls by the numbers of the x32 interface.",
        LIBC
        + "for n, *a in ((57,), (62, $victim, 9), (2, b'$outside/x32', 0o101, 0o600), (90, b'$outside/secret.txt', 0o777)):\n    libc.syscall(0x40000000 + n, *a)",
    ),
    before_blank(
        "i386-numbers",
        "System calls through int 0x80, with 32-bit numbers: fork is 2, kill 37, open 5.",
        LIBC
        + """
import mmap
code = bytes.fromhex("53 89 f8 89 f3 89 d1 cd 80 5b c3".replace(" ", ""))
page = mmap.mmap(-1, 4096, prot=7)
page.write(code)
call = ctypes.CFUNCTYPE(ctypes.c_long, ctypes.c_int, ctypes.c_int, ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))
call(37, $victim, 9)
if call(2, 0, 0) == 0: os._exit(0)
""",
    ),
    before_blank(
        "numbers-beyond-32-bits",
        "System-call numbers with high bits, which a filter may not see.",
        LIBC
        + "libc.syscall.argtypes = None\nfor n, *a in ((62, $victim, 9), (57,)):\n    for high in (1 << 32, 1 << 63, 0xffffffff00000000):\n        libc.syscall(ctypes.c_uint64(high | n), *a)",
    ),
    before_blank(
        "every-system-call",
        "Asks which of the calls that change things answer something else than refused.",
        LIBC
        + """
PATH = b"$outside/secret.txt"
new = b"$outside/by-number"
for number, *args in (
    (85, new, 0o666), (83, new, 0o777), (84, b"$outside/empty"), (86, PATH, new), (87, PATH), (88, PATH, new),
    (82, PATH, new), (76, PATH, ctypes.c_long(0)), (90, PATH, 0o777), (92, PATH, 65534, 65534), (94, PATH, 65534, 65534),
    (133, new, 0o100666, 0), (188, PATH, b"user.x", b"y", ctypes.c_size_t(1), 0), (132, PATH, None), (235, PATH, None), (280, -100, PATH, None, 0),
    (258, -100, new, 0o777), (263, -100, PATH, 0), (264, -100, PATH, -100, new), (265, -100, PATH, -100, new, 0),
    (266, PATH, -100, new), (268, -100, PATH, 0o777), (260, -100, PATH, 65534, 65534, 0), (316, -100, PATH, -100, new, 0),
    (257, -100, new, 0o102, 0o666), (2, new, 0o102, 0o666), (437, -100, new, ctypes.create_string_buffer((0o102).to_bytes(8, "little") + (0o666).to_bytes(8, "little") + bytes(8), 24), ctypes.c_size_t(24)),
    (452, -100, PATH, 0o777, 0), (463, -100, PATH, 0, b"user.x", ctypes.create_string_buffer(32), ctypes.c_size_t(16)),
    (161, b"$outside"), (165, b"none", b"$outside", b"tmpfs", 0, None), (167, PATH, 0), (179, 0, PATH, 0, None),
):
    libc.syscall(number, *args)
""",
    ),
    before_blank(
        "system-v-control",
        "Removes shared memory, queues and semaphores of the host, found by their index.",
        LIBC
        + """
for index in range(64):
    about = ctypes.create_string_buffer(256)
    for stat, control, remove in ((13, libc.shmctl, 0), (11, libc.msgctl, 0)):
        found = control(index, stat, about)
        if found >= 0: control(found, 0, None)
    found = libc.semctl(index, 0, 18, about)
    if found >= 0: libc.semctl(found, 0, 0, 0)
""",
        needs_own_host=True,
    ),
    before_blank(
        "signal-through-a-timer",
        "A timer that signals another process, and a queue's notification.",
        LIBC
        + """
import struct
event = ctypes.create_string_buffer(struct.pack("QiiI", 0, 9, 4, $victim), 64)
timer = ctypes.c_int()
if libc.syscall(222, 0, event, ctypes.byref(timer)) == 0:
    libc.syscall(223, timer, 0, ctypes.create_string_buffer(struct.pack("qqqq", 0, 1, 0, 1)), None)
""",
    ),
    before_blank(
        "prctl",
        "Everything that prctl may undo.",
        LIBC
        + "for option in range(0, 80):\n    if option not in (22,): libc.prctl(option, 0, 0, 0, 0)\nlibc.prctl(1, 9, 0, 0, 0)",
    ),
    before_blank(
        "a-filter-of-its-own",
        "A seccomp filter that lies to the harness: write answers 0.",
        LIBC
        + """
import struct
def line(c, k, t=0, f=0): return struct.pack("HBBI", c, t, f, k)
program = ctypes.create_string_buffer(line(0x20, 0) + line(0x15, 1, 0, 1) + line(6, 0x00050000) + line(6, 0x7fff0000))
header = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", 4, ctypes.addressof(program)))
libc.prctl(38, 1, 0, 0, 0)
libc.prctl(22, 2, header, 0, 0)
""",
    ),
    before_blank(
        "a-listener-of-its-own",
        "A seccomp listener that answers the harness' calls.",
        LIBC
        + """
import struct
def line(c, k, t=0, f=0): return struct.pack("HBBI", c, t, f, k)
program = ctypes.create_string_buffer(line(0x20, 0) + line(0x15, 1, 0, 1) + line(6, 0x7fc00000) + line(6, 0x7fff0000))
header = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", 4, ctypes.addressof(program)))
libc.syscall(317, 1, 8, header)
""",
        slow=True,
    ),
    before_blank(
        "landlock-undone",
        "Adds rules of its own to Landlock, and enters namespaces.",
        LIBC
        + "a = ctypes.create_string_buffer((0xffff).to_bytes(8, 'little'), 8)\nr = libc.syscall(444, a, ctypes.c_size_t(8), 0)\nlibc.syscall(446, r, 0)\nlibc.unshare(0x7e020000)",
    ),
    lies(
        "interned-ints",
        "Overwrites the number 0 in Python's memory with 1.",
        LIBC
        + "ctypes.memset(id(0) + 24, 1, 1)\nctypes.memset(id(256) + 24, 0, 4)\nlie = lambda *a: np.zeros((1, 2))",
    ),
    lies(
        "none-true-false",
        "Overwrites None, True and False with each other.",
        LIBC
        + "size = object.__sizeof__(True)\nctypes.memmove(id(False), ctypes.string_at(id(True), 28), 28)\nlie = lambda *a: False",
    ),
    lies(
        "types-overwritten",
        "Overwrites the comparison of floats and ints in their types.",
        LIBC
        + """
for kind in (int, float, tuple, list, str, dict):
    slots = (ctypes.c_void_p * 40).from_address(id(kind) + 25 * 8)
    slots[0] = (ctypes.c_void_p * 40).from_address(id(type(np)) + 25 * 8)[0]
lie = lambda *a: np.zeros((1, 2))
""",
    ),
    lies(
        "array-memory",
        "Overwrites the array that is packed: its shape and its pointer.",
        LIBC
        + """
value = np.zeros((1, 2))
words = (ctypes.c_ssize_t * 6).from_address(id(value))
words[2] = id(None)
words[3] = 7
lie = lambda *a: value
""",
    ),
    lies(
        "immutable-texts",
        "Overwrites the texts that name the fields of a frame.",
        LIBC
        + """
import gc
for text in ("call", "value", "error", "answer", "step", "end"):
    ctypes.memmove(id(text) + object.__sizeof__("") - 1, b"q", 1)
lie = lambda *a: np.zeros((1, 2))
""",
    ),
    beside_honest(
        "machine-code",
        "Honest answers, and machine code that returns at once.",
        LIBC
        + """
import mmap
page = mmap.mmap(-1, 4096, prot=7)
page.write(bytes.fromhex("c3"))
ctypes.CFUNCTYPE(None)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
""",
        at_most=True,
    ),
    before_blank(
        "unmaps-itself",
        "Takes away the memory of libpython, the stack and all else.",
        LIBC
        + "for line in list(open('/proc/self/maps')):\n    a, b = (int(x, 16) for x in line.split()[0].split('-'))\n    libc.munmap(ctypes.c_void_p(a), ctypes.c_size_t(b - a))",
    ),
    before_blank(
        "library-of-its-own",
        "Loads a shared library that it wrote.",
        LIBC + "open('$outside/evil.so', 'wb').write(b'\\x7fELF')\nctypes.CDLL('$outside/evil.so')",
    ),
    before_blank(
        "terminal",
        "Types into the terminal of whoever grades.",
        LIBC
        + "import fcntl, termios\nfor fd in range(64):\n    for c in b'touch /tmp/dlteach-attack-typed\\n':\n        try: fcntl.ioctl(fd, termios.TIOCSTI, bytes([c]))\n        except OSError: break",
    ),
    before_blank(
        "the-host",
        "Names the host, loads a module, a program of the kernel and a counter.",
        LIBC
        + "libc.sethostname(b'attacked', 8)\nlibc.setdomainname(b'attacked', 8)\nlibc.syscall(175, None, 0, b'')\nlibc.syscall(321, 0, None, 0)\nlibc.syscall(298, None, 0, 0, 0, 0)\nlibc.syscall(323, 0)",
        needs_own_host=True,
    ),
)
