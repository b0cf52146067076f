"""Loops without an end, in Python and in C, in every place where code runs unasked."""

from .catalogue import Attack, after_blank, before_blank, beside_honest, lies

STUBBORN = """
def stubborn():
    while True:
        try:
            while True: pass
        except BaseException: pass
"""

ATTACKS: tuple[Attack, ...] = (
    beside_honest("plain", "Honest answers, and a cell that never ends.", "while True: pass", slow=True),
    before_blank("stubborn", "A loop inside except BaseException.", STUBBORN + "stubborn()", slow=True),
    beside_honest(
        "stubborn-beside-honest",
        "Honest answers, and a loop that cannot be interrupted.",
        STUBBORN + "stubborn()",
        at_most=True,
        slow=True,
    ),
    lies(
        "stubborn-answers",
        "Every answer is a loop that cannot be interrupted.",
        STUBBORN + "lie = lambda *a: stubborn()",
        slow=True,
    ),
    lies(
        "finally",
        "A loop in finally, where the interruption lands.",
        "def lie(*a):\n    try:\n        while True: pass\n    finally:\n        while True: pass",
        slow=True,
    ),
    before_blank("sleep", "Sleeps for an hour.", "import time\ntime.sleep(3600)", slow=True),
    lies(
        "sleep-in-each-answer",
        "Each call sleeps a little less than a limit.",
        "import time\nlie = lambda *a: time.sleep(0.9)",
        slow=True,
    ),
    before_blank(
        "signals-blocked",
        "Blocks every signal and loops.",
        "import signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\nwhile True: pass",
        slow=True,
    ),
    before_blank(
        "timer-restarted",
        "Puts off the alarm again and again.",
        "import signal\nwhile True: signal.setitimer(signal.ITIMER_REAL, 1000)",
        slow=True,
    ),
    before_blank(
        "matrix-product",
        "One huge product in C.",
        "a = np.ones((6000, 6000))\nfor _ in range(100): a = a @ a / 6000",
        slow=True,
    ),
    before_blank("power", "A power with a billion digits in C.", "x = 3 ** (10 ** 9)", slow=True),
    before_blank("sum-of-range", "A sum in C.", "x = sum(range(10 ** 12))", slow=True),
    before_blank(
        "regular-expression",
        "A regular expression that goes back for ever.",
        "import re\nre.match(r'(a|a)*b', 'a' * 60)\nre.match(r'(a+)+$', 'a' * 60 + 'b')",
        slow=True,
    ),
    before_blank(
        "membership",
        "A search in C that never finds.",
        "import itertools\n-1 in itertools.count()",
        slow=True,
    ),
    before_blank(
        "number-to-text",
        "A number's digits, which takes the square of their count.",
        "import sys\nsys.set_int_max_str_digits(0)\nstr(1 << 10_000_000)",
        slow=True,
    ),
    before_blank(
        "hash-collisions",
        "A dict whose keys collide.",
        "d = {k * (2**61 - 1): 1 for k in range(100_000)}",
        slow=True,
    ),
    lies(
        "in-del",
        "A loop in __del__, when the harness drops the value.",
        STUBBORN + "class Lie:\n    def __del__(self): stubborn()\nlie = lambda *a: Lie()",
        slow=True,
    ),
    lies(
        "in-repr",
        "A loop in __repr__ and __str__.",
        STUBBORN
        + "class Lie:\n    def __repr__(self): stubborn()\n    __str__ = __repr__\nlie = lambda *a: Lie()",
    ),
    lies(
        "in-array",
        "A loop in __array__.",
        STUBBORN + "class Lie:\n    def __array__(self, *a, **k): stubborn()\nlie = lambda *a: Lie()",
        slow=True,
    ),
    lies(
        "in-len",
        "A loop in __len__, __iter__ and __getitem__ of a list.",
        STUBBORN
        + "class Lie(list):\n    def __len__(self): stubborn()\n    __iter__ = __getitem__ = __len__\nlie = lambda *a: Lie([1])",
        slow=True,
    ),
    lies(
        "in-hash",
        "A loop in the __hash__ and __eq__ of a key.",
        STUBBORN
        + "class Key:\n    asked = 0\n    def __hash__(self):\n        Key.asked += 1\n        return 1 if Key.asked < 3 else stubborn()\nvalue = {Key(): 1.0}\nlie = lambda *a: value",
    ),
    before_blank(
        "in-metaclass",
        "A loop in a metaclass.",
        STUBBORN + "class Meta(type):\n    def __new__(*a): stubborn()\nclass Lie(metaclass=Meta): pass",
        slow=True,
    ),
    before_blank(
        "in-init-subclass",
        "A loop in __init_subclass__.",
        STUBBORN + "class A:\n    def __init_subclass__(cls): stubborn()\nclass B(A): pass",
        slow=True,
    ),
    before_blank(
        "in-set-name",
        "A loop in __set_name__.",
        STUBBORN + "class A:\n    def __set_name__(*a): stubborn()\nclass B: a = A()",
        slow=True,
    ),
    before_blank(
        "at-import",
        "A loop while a module is imported, holding its lock.",
        STUBBORN
        + "import importlib.machinery, importlib.util, sys\nclass F:\n    @staticmethod\n    def find_spec(n, p=None, t=None): stubborn()\nsys.meta_path.insert(0, F)\nimport nothing_of_this_name",
        slow=True,
    ),
    lies(
        "in-attribute",
        "A loop in __getattribute__ of a function's own object.",
        STUBBORN + "class Lie:\n    def __getattribute__(self, name): stubborn()\nlie = lambda *a: Lie()",
        slow=True,
    ),
    after_blank(
        "at-exit",
        "A loop in atexit and in a thread's end.",
        STUBBORN
        + "import atexit, threading\natexit.register(stubborn)\nthreading.Thread(target=stubborn).start()",
    ),
    before_blank(
        "locks",
        "Takes the import lock and waits for itself.",
        "import threading\nl = threading.Lock()\nl.acquire()\nl.acquire()",
        slow=True,
    ),
    before_blank(
        "in-a-default",
        "A loop in a default value of an answer, run when it is defined.",
        STUBBORN + "def affine(x, w, b=stubborn()):\n    return 0",
        slow=True,
    ),
    before_blank(
        "in-a-decorator",
        "A loop in a decorator.",
        STUBBORN + "@(lambda f: stubborn())\ndef affine(x, w, b): return 0",
        slow=True,
    ),
    before_blank(
        "futex",
        "Waits in the kernel for ever: futex, pause, a pipe without an end, input.",
        "import os\nr, w = os.pipe()\nos.read(r, 1)",
        slow=True,
    ),
    before_blank(
        "input", "Waits for what is typed.", "input()\nimport sys\nsys.stdin.read()\nopen(0).read()"
    ),
    before_blank(
        "fifo", "Opens a FIFO that nobody writes.", "open('$outside/fifo-of-the-test').read()", slow=True
    ),
)
