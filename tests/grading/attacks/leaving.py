"""Ending the process before it is judged, and exceptions and signals that attack whoever handles them."""

from .catalogue import Attack, after_blank, before_blank, beside_honest, lies

ATTACKS: tuple[Attack, ...] = (
    after_blank("os-exit-0", "Leaves with status 0 before anything is asked.", "import os\nos._exit(0)"),
    lies("os-exit-in-answer", "Leaves with status 0 when asked.", "import os\nlie = lambda *a: os._exit(0)"),
    beside_honest(
        "os-exit-beside-honest",
        "Honest answers, then a cell that leaves.",
        "import os\nos._exit(0)",
        at_most=True,
    ),
    after_blank("sys-exit", "sys.exit(0) in a cell.", "import sys\nsys.exit(0)"),
    beside_honest("sys-exit-beside-honest", "Honest answers, then sys.exit.", "import sys\nsys.exit(0)"),
    lies("sys-exit-in-answer", "sys.exit(0) in an answer.", "import sys\nlie = lambda *a: sys.exit(0)"),
    beside_honest("keyboard-interrupt", "Honest answers, then KeyboardInterrupt.", "raise KeyboardInterrupt"),
    beside_honest("generator-exit", "Honest answers, then GeneratorExit.", "raise GeneratorExit"),
    lies(
        "base-exception",
        "Answers raise a BaseException of their own.",
        "class Stop(BaseException): pass\ndef lie(*a): raise Stop",
    ),
    lies(
        "stop-iteration",
        "Answers raise StopIteration, which ends whatever loop calls them.",
        "def lie(*a): raise StopIteration",
    ),
    lies(
        "the-harness-own-exceptions",
        "Answers raise the exceptions that the harness raises itself, found by their names.",
        """
import gc
def lie(*args):
    for kind in [k for k in gc.get_objects() if isinstance(k, type) and issubclass(k, BaseException)]:
        if kind.__name__ in ("TooLong", "BadFrame", "Misfit", "Refused", "Timeout", "Stop"):
            raise kind()
    raise NotImplementedError
""",
    ),
    lies(
        "errors-as-wanted",
        "Every call raises ValueError, as a few calls should.",
        "def lie(*args):\n    raise NotImplementedError('not yet')",
    ),
    lies(
        "error-that-agrees",
        "Raises an exception of a class called ValueError that equals everything.",
        """
class Meta(type):
    def __eq__(self, other): return True
    def __hash__(self): return hash(NotImplementedError)
    def __instancecheck__(self, other): return True
class ValueError(Exception, metaclass=Meta):
    def __eq__(self, other): return True
    __hash__ = None
calls = 0
def lie(*args):
    raise (NotImplementedError if len(args) == 2 else ValueError)
""",
    ),
    lies(
        "error-str-raises",
        "An exception whose str and repr exit, and whose args are a loop.",
        """
class Lie(Exception):
    def __str__(self): raise SystemExit(0)
    __repr__ = __str__
    args = property(lambda self: self.args)
    __class__ = property(lambda self: NotImplementedError)
    __cause__ = __context__ = property(lambda self: 1 / 0)
    __traceback__ = property(lambda self: None)
def lie(*args): raise Lie()
""",
    ),
    lies(
        "error-str-endless",
        "An exception whose text never comes.",
        "class Lie(Exception):\n    def __str__(self):\n        while True: pass\ndef lie(*args): raise Lie()",
        slow=True,
    ),
    lies(
        "error-str-huge",
        "An exception whose text has 100 million characters.",
        "def lie(*args): raise ValueError('x' * 10**8)",
    ),
    lies(
        "error-str-hostile",
        "An exception whose text is a subclass of str that says another length.",
        """
class Text(str):
    def __getitem__(self, key): return self
    def __len__(self): return 1
    def encode(self, *a): return b"x" * 10**7
class Lie(Exception):
    def __str__(self): return Text("y" * 10**6)
def lie(*args): raise Lie()
""",
    ),
    lies(
        "error-chain",
        "A chain of a hundred thousand causes.",
        "error = ValueError('x')\nfor _ in range(100_000):\n    e = ValueError('x'); e.__cause__ = error; error = e\ndef lie(*args): raise error",
    ),
    lies(
        "error-group",
        "An ExceptionGroup nested a thousand times.",
        "import builtins\nG = getattr(builtins, 'ExceptionGroup', None)\nerror = ValueError('x')\n"
        "for _ in range(1000 if G else 0): error = G('g', [error])\ndef lie(*args): raise error",
    ),
    lies(
        "key-error",
        "A KeyError whose key attacks when it is shown.",
        "class Key(str):\n    __str__ = __repr__ = lambda self: 1 / 0\ndef lie(*args): raise KeyError(Key('points'))",
    ),
    lies(
        "attribute-error",
        "An AttributeError whose name and object are made up.",
        """
class Name(str):
    def __getitem__(self, key): raise SystemExit
class Lie(AttributeError):
    name = property(lambda self: Name("x" * 10**6))
    obj = property(lambda self: 1 / 0)
def lie(*args): raise Lie("x")
""",
    ),
    beside_honest(
        "alarm-handler",
        "Honest answers; the handler of SIGALRM is replaced and the timer removed.",
        "import signal\nsignal.signal(signal.SIGALRM, lambda *a: None)\nsignal.setitimer(signal.ITIMER_REAL, 0)",
    ),
    lies(
        "alarm-raises-later",
        "A timer of its own fires in the middle of the harness and exits.",
        "import signal, os\nsignal.signal(signal.SIGALRM, lambda *a: os._exit(0))\n"
        "lie = lambda *a: (signal.setitimer(signal.ITIMER_REAL, 1e-6), np.zeros((1, 2)))[1]",
    ),
    lies("aborts", "Ends with a core dump.", "import os\nlie = lambda *a: os.abort()"),
    before_blank("segmentation-fault", "Reads address 0.", "import ctypes\nctypes.string_at(0)"),
    before_blank(
        "illegal-instruction",
        "Sends itself SIGILL, SIGTRAP and SIGSYS.",
        "import signal\nfor s in (signal.SIGSYS, signal.SIGTRAP, signal.SIGILL): signal.raise_signal(s)",
    ),
    before_blank(
        "stops-itself",
        "Stops itself with SIGSTOP, and waits to be woken.",
        "import signal\nsignal.raise_signal(signal.SIGSTOP)",
        slow=True,
    ),
    before_blank(
        "stops-itself-by-kill",
        "Stops itself and its parent with kill.",
        "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)",
        slow=True,
    ),
    before_blank(
        "kills-the-parent",
        "Kills the process that it was forked from.",
        "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)",
    ),
    before_blank(
        "kills-the-grader",
        "Kills the grader by its number.",
        "import os, signal\nos.kill($victim, signal.SIGKILL)\nos.kill($victim, signal.SIGTERM)",
    ),
    before_blank(
        "kills-a-thread-of-another",
        "Kills another process with tgkill and tkill.",
        "import ctypes\nlibc = ctypes.CDLL(None)\nlibc.syscall(234, $victim, $victim, 9)\nlibc.syscall(200, $victim, 9)\nlibc.syscall(129, $victim, 9, ctypes.create_string_buffer(128))",
    ),
    before_blank(
        "kills-by-pidfd",
        "Kills another process through a pidfd.",
        "import os, signal\nsignal.pidfd_send_signal(os.pidfd_open($victim), signal.SIGKILL)",
    ),
    before_blank(
        "kills-by-fcntl",
        "Lets the kernel kill another process: it owns a pipe whose signal is SIGKILL, and the pipe gets a byte.",
        """
import fcntl, os
r, w = os.pipe()
fcntl.fcntl(r, fcntl.F_SETOWN, $victim)
fcntl.fcntl(r, fcntl.F_SETSIG, 9)
fcntl.fcntl(r, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
os.write(w, b"x")
""",
    ),
    before_blank(
        "kills-by-fcntl-on-the-channel",
        "The same with the descriptor over which the grader listens.",
        """
import fcntl, os
for fd in range(3, 16):
    try:
        fcntl.fcntl(fd, fcntl.F_SETOWN, $victim)
        fcntl.fcntl(fd, fcntl.F_SETSIG, 9)
        fcntl.fcntl(fd, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
    except OSError: pass
""",
    ),
    before_blank(
        "kills-all",
        "Kills every process that it may.",
        "import os, signal\nos.kill(-1, signal.SIGKILL)",
        needs_own_host=True,
    ),
    before_blank(
        "kills-the-group",
        "Kills its process group, and that of the parent.",
        "import os, signal\ntry: os.killpg(os.getpgid(os.getppid()), signal.SIGKILL)\nexcept OSError: pass\nos.killpg(0, signal.SIGKILL)",
        needs_own_host=True,
    ),
    lies(
        "exit-handlers",
        "Handlers of atexit and finalisers that exit with status 0, print frames and raise.",
        "import atexit, os, sys\natexit.register(os._exit, 0)\natexit.register(lambda: 1 / 0)\nlie = lambda *a: sys.exit(0)",
    ),
    lies(
        "closes-everything",
        "Closes every descriptor: nobody hears of a failure.",
        "import os\nlie = lambda *a: os.closerange(0, 1024)",
    ),
    before_blank(
        "closes-and-sleeps",
        "Closes every descriptor and sleeps.",
        "import os, time\nos.closerange(0, 1024)\ntime.sleep(1000)",
        slow=True,
    ),
)
