"""Processes and threads that outlive, multiply or patch from the side."""

from .catalogue import Attack, before_blank, beside_honest, lies

OUTLIVE = """
import os, time
def outlive(seconds=60):
    end = time.time() + seconds
    while time.time() < end:
        try: open("$outside/outlived", "a").write("x")
        except OSError: pass
        time.sleep(0.2)
    os._exit(0)
"""

ATTACKS: tuple[Attack, ...] = (
    before_blank("fork", "Forks a process that outlives.", OUTLIVE + "if os.fork() == 0: outlive()"),
    before_blank(
        "fork-and-setsid",
        "Forks, becomes leader of a session of its own, and outlives.",
        OUTLIVE + "if os.fork() == 0:\n    os.setsid()\n    outlive()",
    ),
    before_blank(
        "double-fork",
        "Forks twice with setsid between, as daemons do.",
        OUTLIVE + "if os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0: outlive()\n    os._exit(0)",
    ),
    before_blank(
        "vfork-by-number",
        "Forks by the number of the system call: fork, vfork, clone, clone3.",
        OUTLIVE
        + """
import ctypes
libc = ctypes.CDLL(None)
for number, *args in ((57,), (56, 17, 0, 0, 0, 0), (56, 0x00000011, 0, 0, 0, 0), (56, 0x80000000 | 17, 0, 0, 0, 0)):
    if libc.syscall(number, *args) == 0: outlive()
about = ctypes.create_string_buffer((17).to_bytes(40, "little"), 64)
if libc.syscall(435, about, ctypes.c_size_t(64)) == 0: outlive()
""",
    ),
    before_blank(
        "forks-many",
        "Forks two hundred processes.",
        OUTLIVE + "for _ in range(200):\n    if os.fork() == 0: outlive(20)",
    ),
    before_blank(
        "fork-chain",
        "Each process forks the next and leaves, so that none can be found.",
        "import os, time\nend = time.time() + 15\nif os.fork() == 0:\n    os.setsid()\n    while time.time() < end:\n"
        "        if os.fork() > 0: os._exit(0)\n        time.sleep(0.01)\n    os._exit(0)",
    ),
    before_blank(
        "subprocess",
        "Starts a shell.",
        "import subprocess\nsubprocess.Popen(['/bin/sh', '-c', 'sleep 60; touch $outside/shell'], start_new_session=True)",
    ),
    before_blank(
        "os-system",
        "os.system, os.popen, pty.",
        "import os, pty\nos.system('touch $outside/system; sleep 60 &')\nos.popen('touch $outside/popen').read()\npty.spawn(['/bin/true'])",
    ),
    before_blank(
        "posix-spawn",
        "os.posix_spawn with a session of its own.",
        "import os, sys\nos.posix_spawn('/bin/sleep', ['sleep', '60'], {}, setsid=True)",
    ),
    before_blank(
        "exec",
        "Becomes another program that writes what looks like frames.",
        "import os, sys\nos.execv(sys.executable, [sys.executable, '-c', 'import os; os.write(3, b\"x\" * 1000)'])",
    ),
    before_blank(
        "exec-by-handle",
        "Runs a program from memory: memfd_create and fexecve.",
        "import os\nfd = os.memfd_create('x')\nos.write(fd, open('/bin/sleep', 'rb').read())\nos.execve(fd, ['sleep', '60'], {})",
    ),
    before_blank(
        "multiprocessing",
        "A pool of processes, by fork, spawn and forkserver.",
        OUTLIVE
        + """
import multiprocessing
for method in ("fork", "spawn", "forkserver"):
    try:
        multiprocessing.get_context(method).Process(target=outlive, daemon=False).start()
    except Exception: pass
""",
    ),
    before_blank(
        "concurrent-futures",
        "Executors of processes.",
        "import concurrent.futures as c\nwith c.ProcessPoolExecutor(4) as pool:\n    list(pool.map(abs, range(10)))",
    ),
    before_blank(
        "ptrace",
        "Traces its parent and waits in it.",
        "import ctypes, os\nlibc = ctypes.CDLL(None)\nlibc.ptrace(16, $victim, 0, 0)\nlibc.ptrace(0x4206, $victim, 0, 0)",
    ),
    lies(
        "thread-outlives",
        "A thread that is no daemon and never ends.",
        OUTLIVE
        + "import threading\nthreading.Thread(target=outlive).start()\nlie = lambda *a: np.zeros((1, 2))",
    ),
    beside_honest(
        "thread-beside-honest",
        "Honest answers, and a thread that never ends.",
        OUTLIVE + "import threading\nthreading.Thread(target=time.sleep, args=(1000,)).start()",
    ),
    lies(
        "thread-patches",
        "A daemon thread changes values, modules and frames while they are packed.",
        """
import threading, sys, gc
value = np.zeros((1, 2))
def patch():
    while True:
        try:
            value.resize((1, 2), refcheck=False)
            value[...] = np.random.random(value.shape)
            for module in ("json", "struct", "numpy"): sys.modules.pop(module, None)
        except Exception: pass
threading.Thread(target=patch, daemon=True).start()
lie = lambda *a: value
""",
    ),
    lies(
        "thread-shrinks-array",
        "A thread frees the memory of an array while it is read.",
        """
import threading
value = np.zeros(1 << 16)
def shrink():
    while True:
        for n in (1, 1 << 16):
            try: value.resize((n,), refcheck=False)
            except Exception: pass
threading.Thread(target=shrink, daemon=True).start()
lie = lambda *a: value
""",
    ),
    before_blank(
        "many-threads",
        "Ten thousand threads.",
        "import threading, time\nfor _ in range(10_000): threading.Thread(target=time.sleep, args=(100,), daemon=True).start()",
    ),
    before_blank(
        "thread-async-exception",
        "Raises exceptions in the main thread from another one.",
        """
import ctypes, threading, time
main = threading.main_thread().ident
def shoot():
    while True:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(main), ctypes.py_object(SystemExit))
        time.sleep(0.001)
threading.Thread(target=shoot, daemon=True).start()
""",
    ),
    before_blank(
        "interpreter-of-its-own",
        "A second interpreter inside the process.",
        """
try: import _interpreters as interpreters
except ImportError: import _xxsubinterpreters as interpreters
i = interpreters.create()
interpreters.run_string(i, "import os\\ntry: open('$outside/sub', 'w')\\nexcept OSError: pass\\nos._exit(0)")
""",
    ),
    before_blank(
        "new-namespaces",
        "Makes itself root in a user namespace.",
        "import ctypes, os\nlibc = ctypes.CDLL(None)\nlibc.unshare(0x10000000)\nlibc.unshare(0x30020000)\nlibc.setns(0, 0)\nos.setuid(0)",
    ),
    before_blank(
        "limits-raised",
        "Raises its own limits, and lowers those of others.",
        """
import resource
for name in ("RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_NPROC"):
    try: resource.setrlimit(getattr(resource, name), (-1, -1))
    except (OSError, ValueError): pass
    try: resource.prlimit($victim, getattr(resource, name), (0, 0))
    except (OSError, ValueError): pass
""",
    ),
)
