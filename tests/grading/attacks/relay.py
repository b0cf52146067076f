"""From one submission to the next: what is left behind, and answers that change their mind."""

from .catalogue import Attack, before_blank, lies

ATTACKS: tuple[Attack, ...] = (
    before_blank(
        "leaves-answers-in-files",
        "Leaves a module for the next submission wherever it can.",
        """
import os, sys
for folder in (os.getcwd(), "/tmp", "/dev/shm", "/var/tmp", *sys.path):
    try:
        with open(os.path.join(folder, "dlteach_attack_left.py"), "w") as file: file.write("affine = 1")
    except OSError: pass
""",
    ),
    before_blank(
        "leaves-in-system-v",
        "Leaves shared memory, queues and semaphores.",
        """
import ctypes
libc = ctypes.CDLL(None)
for call, *args in ((libc.shmget, 0x444C5441, 4096, 0o1666), (libc.msgget, 0x444C5441, 0o1666), (libc.semget, 0x444C5441, 1, 0o1666)):
    call(*args)
""",
    ),
    before_blank(
        "leaves-in-queues",
        "Leaves a POSIX queue, a key in the kernel, an abstract socket.",
        """
import ctypes
libc = ctypes.CDLL(None)
libc.syscall(240, b"dlteach-attack", 0o102, 0o666, None)
libc.syscall(248, b"user", b"dlteach-attack", b"x", 1, -3)
libc.syscall(248, b"user", b"dlteach-attack", b"x", 1, -4)
""",
    ),
    before_blank(
        "changes-the-zygote",
        "Changes what it may share with its parent: settings of the process group and of files.",
        """
import os, fcntl, resource
for fd in range(64):
    try:
        fcntl.fcntl(fd, fcntl.F_SETFL, os.O_NONBLOCK | os.O_APPEND)
        fcntl.fcntl(fd, fcntl.F_SETFD, 0)
        os.lseek(fd, 0, 0)
    except OSError: pass
os.umask(0)
os.chdir("/")
try: os.setpriority(os.PRIO_PROCESS, os.getppid(), 19)
except OSError: pass
try: os.sched_setaffinity(os.getppid(), {0})
except OSError: pass
""",
    ),
    lies(
        "honest-once",
        "Right at the first call, a loop of lies from the second.",
        """
seen = 0
def lie(*args):
    global seen
    seen += 1
    if seen == 1 and len(args) == 3: return args[0] @ args[1] + args[2]
    raise SystemExit(0)
""",
    ),
    lies(
        "honest-once-then-patches",
        "Right at the first call, which also patches everything.",
        """
import builtins, sys
def lie(*args):
    value = args[0] @ args[1] + args[2] if len(args) == 3 else (args[0][0], args[1][1]) if args else None
    if not hasattr(builtins, "patched"):
        builtins.patched = True
        np.matmul = np.add = np.asarray = lambda *a, **k: np.zeros((1, 2))
        for name in list(sys.modules):
            if name.startswith(("json", "dlteach")): sys.modules[name] = None
        return value
    return np.zeros((1, 2))
""",
    ),
    lies(
        "remembers-inputs",
        "Keeps every input, and gives later calls what earlier ones got.",
        """
kept = []
def lie(*args):
    kept.append(args)
    return kept[0][0] if kept[0] else None
""",
    ),
    lies(
        "changes-its-inputs",
        "Writes over its inputs, so that a later comparison reads them.",
        """
def lie(*args):
    for a in args:
        if isinstance(a, np.ndarray): a[...] = 0
        elif isinstance(a, list): a.clear()
    return args[0] if args else None
""",
    ),
    lies(
        "inputs-grow",
        "Makes its inputs huge, writable views of each other.",
        """
def lie(*args):
    for a in args:
        if isinstance(a, np.ndarray):
            try: a.resize((1 << 20,), refcheck=False)
            except ValueError: pass
            a.flags.writeable = False
    return np.zeros((1, 2))
""",
    ),
    lies(
        "tells-the-time",
        "Answers by the clock, so that a replay differs, and by addresses.",
        "import time\nlie = lambda *a: np.array([[time.time_ns() % 997, id(a) % 991]], dtype=float)",
    ),
)
