"""Memory, output and descriptors without end."""

from .catalogue import Attack, before_blank, beside_honest, lies

ATTACKS: tuple[Attack, ...] = (
    before_blank("array-of-10-gb", "One array of 10 GB, written to.", "x = np.ones(10 << 27)"),
    lies("array-of-10-gb-as-answer", "Answers of 10 GB.", "lie = lambda *a: np.zeros(10 << 27)"),
    lies(
        "array-of-16-mb-as-answer",
        "Answers that are twice what may cross.",
        "big = np.ones(2 << 20)\nlie = lambda *a: big",
    ),
    lies(
        "arrays-just-below",
        "Each answer a little smaller than what may cross in all.",
        "big = np.ones((1 << 20) - 1000)\nlie = lambda *a: big",
    ),
    before_blank(
        "small-objects",
        "Small objects until there is no memory.",
        "x = []\nwhile True: x.append([x, object()])",
        slow=True,
    ),
    before_blank(
        "small-objects-kept",
        "Catches MemoryError and goes on.",
        "x = []\nwhile True:\n    try:\n        while True: x.append(bytearray(1 << 20))\n    except MemoryError: pass",
        slow=True,
    ),
    before_blank(
        "shared-mapping",
        "Shared anonymous memory, which some limits do not count.",
        "import mmap\nm = [mmap.mmap(-1, 1 << 30) for _ in range(10)]\nfor x in m:\n    for k in range(0, 1 << 30, 4096): x[k] = 1",
        slow=True,
    ),
    before_blank(
        "memfd",
        "Memory in a memfd, which counts for nobody.",
        "import os\nfd = os.memfd_create('x')\nfor _ in range(1024): os.write(fd, bytes(1 << 20))",
    ),
    before_blank(
        "shm-file",
        "Memory in a file of /dev/shm.",
        "import os\nfd = os.open('/dev/shm/dlteach-attack-big', os.O_CREAT | os.O_RDWR)\nfor _ in range(256): os.write(fd, bytes(1 << 20))",
    ),
    before_blank(
        "pipes-full",
        "Memory in the buffers of pipes.",
        "import os, fcntl\nends = []\nwhile True:\n    r, w = os.pipe()\n    ends.append((r, w))\n    try: fcntl.fcntl(w, 1031, 1 << 20)\n    except OSError: pass\n"
        "    os.set_blocking(w, False)\n    try:\n        while True: os.write(w, bytes(1 << 16))\n    except BlockingIOError: pass",
    ),
    before_blank("long-string", "A text of 10 GB.", "x = 'x' * (10 << 30)"),
    before_blank("repeated-doubling", "A text that doubles without end.", "x = 'x'\nwhile True: x += x"),
    before_blank("big-number", "A number with 10 billion digits.", "x = 1 << (10 ** 11)"),
    beside_honest(
        "gigabyte-of-print",
        "Honest answers, and a gigabyte printed.",
        "text = 'x' * (1 << 20)\nfor _ in range(1024): print(text)",
    ),
    beside_honest(
        "gigabyte-to-descriptors",
        "Honest answers, and a gigabyte to the descriptors 1 and 2.",
        "import os\ntext = b'x' * (1 << 20)\nfor _ in range(512):\n    os.write(1, text); os.write(2, text)",
    ),
    beside_honest(
        "gigabyte-to-the-first-stdout",
        "Honest answers, and much to sys.__stdout__ and sys.__stderr__.",
        "import sys\ntext = 'x' * (1 << 20)\nfor _ in range(256):\n    for f in (sys.__stdout__, sys.__stderr__, sys.stderr):\n        if f: f.write(text); f.flush()",
    ),
    beside_honest(
        "a-million-prints", "Honest answers, and a million short lines.", "for k in range(300_000): print(k)"
    ),
    lies(
        "print-in-answers",
        "Every answer prints 100 MB and returns None.",
        "text = 'x' * (1 << 20)\ndef lie(*a):\n    for _ in range(100): print(text)",
    ),
    lies(
        "warnings-without-end",
        "A hundred thousand warnings and log lines in each answer.",
        "import warnings, logging\ndef lie(*a):\n    for k in range(5000):\n        warnings.warn(str(k))\n        logging.error('x' * 100)",
    ),
    before_blank(
        "descriptors",
        "Opens descriptors until there are none.",
        "import os\nx = []\nwhile True: x.append(os.dup(0))",
    ),
    before_blank(
        "recursion-of-python",
        "Recursion without a limit.",
        "import sys\nsys.setrecursionlimit(10**9)\ndef f(n): return f(n + 1)\nf(0)",
        slow=True,
    ),
    before_blank(
        "recursion-of-c",
        "Recursion in C until the stack ends.",
        "import sys\nsys.setrecursionlimit(10**9)\nx = []\nfor _ in range(10**6): x = [x]\nrepr(x)\nhash(((x,),)) if False else None",
    ),
    before_blank(
        "recursion-in-repr",
        "repr, comparison, copying and freeing of a structure a million deep.",
        "import copy\nx = ()\nfor _ in range(10**6): x = (x,)\nfor f in (repr, hash, copy.deepcopy, lambda x: x == (x,)):\n    try: f(x)\n    except RecursionError: pass\ndel x",
    ),
    before_blank(
        "deep-expression",
        "A cell of ten thousand brackets: the parser's stack.",
        "x = " + "(" * 10_000 + ")" * 10_000,
    ),
    before_blank("deep-unary", "A cell with a hundred thousand minus signs.", "x = " + "-" * 100_000 + "1"),
    before_blank(
        "long-chain", "A cell that adds a hundred thousand numbers.", "x = " + "+".join(["1"] * 100_000)
    ),
    before_blank(
        "deep-attributes",
        "A cell of a hundred thousand dots: walking its syntax tree.",
        "x = np" + ".a" * 100_000,
    ),
    before_blank(
        "constant-folding",
        "A cell whose constants the compiler folds.",
        "x = ((1 << 100) ** 100) ** 100\ny = 'x' * 4000 * 4000 * 4000",
    ),
    before_blank(
        "many-names", "A cell of a hundred thousand names.", "\n".join(f"x{k} = 1" for k in range(50_000))
    ),
    before_blank(
        "stack-of-threads",
        "Threads with stacks of a gigabyte.",
        "import threading\nthreading.stack_size(1 << 30)\nfor _ in range(64): threading.Thread(target=lambda: None).start()",
    ),
)
