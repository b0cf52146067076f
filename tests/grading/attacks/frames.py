"""Frames written by the learner's code itself, into whatever descriptor the grader listens to."""

from .catalogue import Attack, after_blank, before_blank, beside_honest

SEND = """
import json, os, stat, struct
def channels():
    found = []
    for fd in range(64):
        try: mode = os.fstat(fd).st_mode
        except OSError: continue
        if stat.S_ISSOCK(mode) or stat.S_ISFIFO(mode): found.append(fd)
    return found

def raw(data):
    for fd in channels():
        rest = memoryview(data)
        try:
            while rest: rest = rest[os.write(fd, rest):]
        except OSError: pass

def send(header, payload=b"", header_length=None, payload_length=None):
    text = header if isinstance(header, bytes) else json.dumps(header, separators=(",", ":")).encode()
    lengths = struct.pack(">II", len(text) if header_length is None else header_length, len(payload) if payload_length is None else payload_length)
    raw(lengths + text + payload)

def value(tree, payload=b"", exercise=0, call=0, **rest):
    send({"call": [exercise, call], "value": tree, "changed": [], **rest}, payload)
"""


def forges(id: str, tries: str, code: str, **kind: object) -> Attack:
    """`code` sends frames before anything is asked."""
    return before_blank(id, tries, f"{SEND}\n# %%\n{code}", **kind)


ATTACKS: tuple[Attack, ...] = (
    forges(
        "says-passed",
        "A result in place of values.",
        "send({'passed': True, 'points': 4.0, 'feedback': {'passed': True}})\nsend({'score': 100})",
    ),
    forges(
        "plausible-numbers",
        "Numbers for every call of every exercise, before the harness sends its own.",
        """
for e in range(8):
    send({"answer": e, "kind": "function"})
    for c in range(40):
        value({"a": ["<f8", [1, 1]]}, struct.pack("<d", 11.0), e, c)
""",
    ),
    forges(
        "plausible-shapes",
        "Arrays of the right shapes with likely numbers: 0, 1, the sums of small numbers.",
        """
import itertools
for e in range(4):
    for c, (n, k) in zip(range(40), itertools.cycle([(1, 1), (1, 2), (2, 1), (2, 2), (3, 2), (0, 2), (5, 4)])):
        value({"a": ["<f8", [n, k]]}, bytes(8 * n * k), e, c)
        value({"T": [n, k]}, b"", 1, c)
""",
    ),
    forges(
        "errors-for-all",
        "Every call raises what a few calls should raise.",
        """
for e in range(4):
    for c in range(40):
        for name in ("ValueError", "TypeError", "NotImplementedError"):
            send({"call": [e, c], "error": [name, ""], "lacks": None})
""",
    ),
    after_blank(
        "end-at-once",
        "Says that it is at the end, and leaves.",
        SEND + "\nsend({'end': True, 'printed': 0})\nos._exit(0)",
    ),
    forges(
        "end-with-nonsense",
        "Ends with negative, huge, wrong numbers of characters.",
        "for n in (-1, 2**70, 1.5, None, True, 'x', [], float('nan')):\n    send({'end': True, 'printed': n})",
    ),
    forges(
        "end-twice",
        "Ends twice and goes on to send.",
        "for _ in range(3): send({'end': True, 'printed': 1})\nfor c in range(30): value(1.0, b'', 0, c)",
    ),
    forges(
        "end-false",
        "Ends with values that are true without being True.",
        "for e in (1, 'yes', [1], {}, 1.0): send({'end': e, 'printed': 0})",
    ),
    *(
        forges(f"step-{name}", f"A step that is {name}.", f"send({{'step': {step}}})\nos._exit(0)")
        for name, step in (
            ("beyond", "10**6"),
            ("negative", "-1"),
            ("just-beyond", "12"),
            ("the-last", "9"),
            ("true", "True"),
            ("a-float", "1.0"),
            ("a-text", "'1'"),
            ("none", "None"),
            ("a-list", "[1]"),
            ("nan", "float('nan')"),
            ("of-4000-digits", "10**3900"),
        )
    ),
    forges(
        "steps-without-end",
        "Steps that put off the limit of time again and again.",
        "import time\nwhile True:\n    try:\n        while True:\n            send({'step': 0})\n            time.sleep(0.05)\n    except BaseException: pass",
        slow=True,
    ),
    forges(
        "steps-backwards",
        "Says that it is at the last exercise, then breaks off.",
        "for k in range(9, -1, -1): send({'step': k})\nos._exit(1)",
    ),
    beside_honest(
        "blames-another",
        "Honest answers; then a cell says that an exercise broke off, and leaves.",
        SEND + "\nsend({'step': 6})\nos._exit(0)",
        at_most=True,
    ),
    forges(
        "nested-60000",
        "60,000 opening brackets.",
        "send(b'[' * 60_000)\nsend(b'[' * 4000)\nsend(b'{\"step\":' * 500 + b'0' + b'}' * 500)",
    ),
    forges(
        "nested-value",
        "A value nested as deep as a header holds.",
        "tree = 1.0\nfor _ in range(300): tree = {'L': [tree]}\nvalue(tree)",
    ),
    forges(
        "nested-just-allowed",
        "Values nested as deep as is allowed, and one deeper.",
        "for n in (30, 31, 32, 33, 34):\n    tree = 1.0\n    for _ in range(n): tree = {'T': [tree]}\n    value(tree, call=n)",
    ),
    forges(
        "header-of-4-gb",
        "A length of 4 GB for the header.",
        "send({'end': True}, header_length=0xFFFFFFFF)\nraw(b'x' * (1 << 20))",
    ),
    forges(
        "payload-of-4-gb",
        "A length of 4 GB for the bytes.",
        "send({'end': True}, payload_length=0xFFFFFFFF)\nraw(b'x' * (1 << 20))",
    ),
    forges("header-just-too-long", "A header of 4,097 bytes.", "send(b' ' * 4095 + b'{}')"),
    forges(
        "header-just-long-enough",
        "Headers of 4,096 bytes.",
        "for _ in range(20): send(b' ' * (4096 - 10) + b'{\"step\":0}')",
    ),
    forges(
        "negative-lengths",
        "Lengths that are negative when read with a sign.",
        "send({'end': True}, header_length=1 << 31)\nsend({'end': True}, payload_length=1 << 31)",
    ),
    forges("empty-header", "Frames without a header.", "for _ in range(10): send(b'')\nraw(bytes(8000))"),
    forges("count-huge", "An array of 10**18 numbers, of which none comes.", "value({'l': ['<f8', 10**18]})"),
    forges("shape-huge", "A shape whose product has 180 digits.", "value({'a': ['<f8', [8388608] * 8]})"),
    forges(
        "shape-negative",
        "Negative sizes whose product is positive.",
        "value({'a': ['<f8', [-1, -1]]}, bytes(8))",
    ),
    forges(
        "shape-with-a-zero",
        "Huge sizes beside a zero.",
        "value({'a': ['<f8', [0, 8388608, 8388608, 8388608]]})",
    ),
    forges(
        "shape-of-zeros",
        "Sizes beside a zero that overflow when they are multiplied.",
        "for c, s in enumerate(([0] + [8388608] * 7, [8388608] * 7 + [0], [0] * 8, [8388608, 8388608, 0])):\n    value({'a': ['<f8', s]}, call=c)",
    ),
    forges(
        "shape-of-true",
        "Sizes that are True, floats and texts.",
        "for s in ([True], [1.0], ['1'], [None], [[1]], {}, 'ab', None):\n    value({'a': ['<f8', s]}, bytes(8))",
    ),
    forges("shape-of-nine", "Nine dimensions.", "value({'a': ['<f8', [1] * 9]}, bytes(8))"),
    *(
        forges(
            f"dtype-{number}",
            f"The dtype {name}.",
            f"value({{'a': [{name!r}, [1]]}}, bytes(8))\nvalue({{'a': [{name!r}, [0]]}})",
        )
        for number, name in enumerate(
            (
                "<f\u00b2",
                "<f\u0668",
                "<f\u2467",
                "|O8",
                "<M8",
                "|V8",
                "<c8",
                "|S8",
                "<U1",
                "<f9",
                "<i0",
                "f8",
                "",
                "<f8,<f8",
                "<f16",
                ">b1",
                "<b8",
                "|b1",
                "<\x008",
                "<f\ud835",
            )
        )
    ),
    forges(
        "dtype-no-text",
        "A dtype that is a number, a list, a dict.",
        "for d in (8, None, ['<f8'], {'names': ['a']}, True): value({'a': [d, [1]]}, bytes(8))",
    ),
    forges(
        "wild-bools",
        "Bools whose byte is neither 0 nor 1.",
        "for c in range(20): value({'a': ['|b1', [1, 1]]}, b'\\x02', 0, c)",
    ),
    forges(
        "bytes-left-over",
        "More bytes than the value uses, and fewer.",
        "value(1.0, bytes(100))\nvalue({'a': ['<f8', [2]]}, bytes(8), call=1)",
    ),
    forges(
        "nan-as-places",
        "NaN and infinity as numbers of calls.",
        'send(b\'{"call":[NaN,Infinity],"value":NaN,"changed":[NaN]}\')\nsend(b\'{"step":NaN}\')\nsend(b\'{"answer":-Infinity,"kind":"function"}\')',
    ),
    forges(
        "nan-as-values",
        "NaN, infinity, 1e999 and -0.0 as values.",
        "for c, v in enumerate((b'NaN', b'Infinity', b'1e999', b'-0.0', b'1E400')):\n    send(b'{\"call\":[0,%d],\"value\":%s,\"changed\":[]}' % (c, v))",
    ),
    forges(
        "numbers-of-4000-digits",
        "Whole numbers as long as a header holds.",
        "value(10**3900)\nvalue({'T': [10**1000, -10**1000]}, b'', 1)\nsend(b'{\"call\":[0,1],\"value\":' + b'9' * 4040 + b',\"changed\":[]}')",
    ),
    forges(
        "duplicate-keys",
        "Keys twice, with different values.",
        'send(b\'{"call":[0,0],"value":1,"changed":[],"value":2,"call":[0,1],"call":[99,99]}\')\nsend(b\'{"step":0,"end":true,"printed":0}\')\nsend({\'call\': [0, 0], \'value\': {\'D\': [[\'a\', 1], [\'a\', 2]]}, \'changed\': []})',
    ),
    forges(
        "invalid-utf-8",
        "Bytes that are no UTF-8.",
        "send(b'{\"step\":\"\\xff\\xfe\\xc0\\x80\"}')\nsend(b'\\xff\\xff\\xff')",
    ),
    forges(
        "utf-16",
        "A header in UTF-16, in UTF-32 and with a mark.",
        "for codec in ('utf-16', 'utf-32', 'utf-8-sig', 'utf-16-be', 'utf-32-le'): send('{\"step\":0}'.encode(codec))",
    ),
    forges(
        "surrogates",
        "Surrogates in every text of a frame.",
        r"""
for t in ("\\ud800", "\\udfff\\ud800", "\\u0000", "\\u202e"):
    t = t.encode().decode("unicode_escape")
    send({"problem": 0, "error": [t, t]})
    send({"answer": 0, "kind": t})
    send({"call": [0, 0], "error": [t, t], "lacks": [t, t]})
    value({"?": t}, call=1)
    value({"D": [[t, t]]}, call=2)
    value(t, call=3)
""",
    ),
    forges(
        "strangers",
        "Names of types: hostile, empty, long, of Python's own types.",
        """
for c, name in enumerate(("ndarray", "float", "Unreadable", "__class__", "x" * 60, "<b>", "a b", "None", "é")):
    value({"?": name}, call=c)
for name in ("", "x" * 61, "\\x1b[2J", "\\n", 5, None, ["x"]): value({"?": name}, call=20)
""",
    ),
    forges(
        "kinds",
        "Kinds of answers: hostile, empty, long, no texts.",
        "for k in ('class', '', 'value:', 'value:' + '<script>' * 100, 'missing', 'x' * 1001, 5, None, [], {}): send({'answer': 0, 'kind': k})",
    ),
    forges(
        "errors-of-all-names",
        "Errors by the names of things that are no errors, or that cannot be made of a text.",
        """
for c, name in enumerate(("type", "object", "eval", "exec", "BaseException", "SystemExit", "KeyboardInterrupt", "UnicodeDecodeError",
                         "ExceptionGroup", "__import__", "", "a b", "\\x1b[2J", "None", "Warning", "StopIteration", "AttributeError", "OSError", "ImportError", "SyntaxError", "AxisError")):
    send({"call": [0, c], "error": [name, "{0} %s"], "lacks": ["", ""]})
""",
    ),
    forges(
        "errors-malformed",
        "Errors that are no pair of texts.",
        "for e in (None, [], ['ValueError'], ['ValueError', 1], ['a', 'b', 'c'], 'ab', {'0': 'x'}): send({'call': [0, 0], 'error': e})",
    ),
    forges(
        "places-malformed",
        "Places of calls that are none.",
        "for p in (None, [], [0], [0, 0, 0], '00', {'0': 0}, [0, -1], [-1, 0], [True, False], [0, 10**9], [0.0, 0.0], [[0], [0]]): send({'call': p, 'value': 1, 'changed': []})",
    ),
    forges(
        "changed-malformed",
        "Changed arguments that are none.",
        "for ch in (None, [-1], [64], [10**9], list(range(65)), ['0'], [True], [5], {}): send({'call': [0, 0], 'value': 1, 'changed': ch})",
    ),
    forges(
        "changed-beyond",
        "Changes of an argument that the function does not have.",
        "for c in range(30): send({'call': [0, c], 'value': {'a': ['<f8', [1, 1]]}, 'changed': [5, 60, 63]}, bytes(8))",
    ),
    forges(
        "keys-malformed",
        "Keys of dicts that are lists, dicts, NaN; pairs that are none.",
        "for d in ([[[1], 2]], [[{}, 2]], [[1]], [1], [[1, 2, 3]], None, {}, 'ab', [[float('nan'), 1], [float('nan'), 2]]): value({'D': d})",
    ),
    forges(
        "nodes-malformed",
        "Trees that are none.",
        "for t in ([], {}, {'a': 1, 'l': 2}, {'x': []}, {'L': 5}, {'T': {}}, {'l': []}, {'a': []}, {'a': ['<f8']}, {'': []}): value(t)",
    ),
    forges(
        "many-kinds",
        "A frame of several kinds at once, and of none.",
        "send({'step': 0, 'end': True, 'call': [0, 0]})\nsend({})\nsend({'STEP': 0})",
    ),
    forges(
        "payload-where-none-belongs",
        "Bytes behind frames that have none.",
        "send({'step': 0}, bytes(1000))\nsend({'end': True, 'printed': 0}, b'x')",
    ),
    forges(
        "problems-of-others",
        "Failures of cells that do not fail, with hostile words.",
        "for n in range(12): send({'problem': n, 'error': ['<script>', '\\x1b[2J\\r\\n=cmd()']})",
    ),
    forges(
        "counts-of-lines",
        "Counts of lines: none, negative, huge.",
        "for n in ([0, 0], [-1, 0], [1, 2, 3], [2**60, 0], None, [0.5, 1]): send({'lines': 0, 'counts': n})",
    ),
    forges("slow-for-all", "Says that every exercise took too long.", "for n in range(4): send({'slow': n})"),
    forges(
        "gigabyte-of-frames",
        "A gigabyte of frames.",
        "data = struct.pack('>II', 10, 0) + b'{\"step\":0}'\nblock = data * 50_000\nfor _ in range(1200): raw(block)",
        slow=True,
    ),
    forges(
        "gigabyte-of-bytes",
        "A gigabyte that is no frame.",
        "block = b'x' * (1 << 20)\nfor _ in range(1024): raw(block)",
    ),
    forges(
        "smallest-frames",
        "As many frames as there is room for.",
        "data = struct.pack('>II', 10, 0) + b'{\"step\":0}'\nraw(data * 460_000)",
        slow=True,
    ),
    forges(
        "many-strangers",
        "Thousands of values that are named only.",
        "for c in range(20):\n    for e in range(4): value({'L': [{'?': f'Kind{k}'} for k in range(150)]}, b'', e, c)\nfor _ in range(1500): value({'L': [{'?': 'K'} for k in range(180)]}, b'', 0, 0)",
    ),
    forges(
        "bytes-become-lists",
        "8 MB of bytes as a list of Python numbers, which is ten times as large.",
        "value({'l': ['|i1', 8_000_000]}, bytes(8_000_000))",
    ),
    forges(
        "lists-of-floats", "8 MB as a list of floats.", "value({'l': ['<f8', 1_000_000]}, bytes(8_000_000))"
    ),
    forges(
        "lists-of-nothing",
        "Eight million lists without an entry, of which no byte comes.",
        "value({'l': ['<f8', [8_388_608, 0]]})",
    ),
    forges(
        "arrays-of-nothing", "Eight million arrays without an entry.", "value({'g': ['<f8', [8_388_608, 0]]})"
    ),
    forges(
        "lists-in-lists",
        "Eight megabytes as lists of one number each.",
        "value({'l': ['|i1', [8_000_000, 1]]}, bytes(8_000_000))",
    ),
    forges(
        "arrays-in-lists",
        "Eight megabytes as arrays of one number each.",
        "value({'g': ['|i1', [8_000_000, 1]]}, bytes(8_000_000))",
    ),
    forges(
        "objects",
        "Arrays of objects: of huge shapes, of themselves, of too few.",
        """
for c, o in enumerate(([[2], [1.0, "x"]], [[8388608, 8388608], []], [[0, 8388608], []], [[1] * 9, [1]], [[3], [1]], [[], [{"?": "x"}]], [[1], [{"o": [[1], [1]]}]], [["x"], [1]], [[-1], []], 5, [[1]], [{}, {}])):
    value({"o": o}, b"", 0, c)
""",
    ),
    forges(
        "numbers-of-a-type",
        "Numbers of NumPy's types: of no type, of texts, of lists.",
        "for c, n in enumerate(('<f8', '|b1', '<x8', ['<f8'], None, 8, {'a': 1})): value({'n': n}, bytes(8), 0, c)",
    ),
    forges(
        "keys-that-are-trees",
        "Keys of dicts that are arrays, lists, dicts and tuples.",
        "for c, k in enumerate(({'a': ['<f8', [1]]}, {'L': []}, {'T': [{'L': []}]}, {'D': []}, {'n': '<f8'}, {'?': 'x'}, {'T': [1, 2]})): value({'D': [[k, 1]]}, bytes(8) if c in (0, 4) else b'', 0, c)",
    ),
    forges(
        "asks",
        "Asks the grader for values of references, where there are none to ask.",
        "for a in (0, -1, 10**6, None, 'affine', True): send({'ask': a, 'value': {'L': [{'L': []}, {'D': []}]}})",
    ),
    forges(
        "half-a-frame",
        "Half a frame, then silence.",
        "import time\nraw(struct.pack('>II', 100, 0) + b'{\"st')\ntime.sleep(100)",
        slow=True,
    ),
    forges(
        "drips",
        "A byte at a time, for ever.",
        "import time\nfor byte in struct.pack('>II', 4000, 0) + b' ' * 4000:\n    raw(bytes([byte]))\n    time.sleep(0.02)",
        slow=True,
    ),
    forges(
        "closes-the-channel",
        "Closes the channel and goes on.",
        "for fd in channels(): os.close(fd)\nimport time\ntime.sleep(0.2)",
    ),
    forges(
        "interleaves",
        "A thread writes frames into the middle of the harness' own.",
        """
import threading
def write():
    while True: raw(struct.pack(">II", 10, 0) + b'{"step":0}')
for _ in range(3): threading.Thread(target=write, daemon=True).start()
""",
    ),
    forges(
        "reads-the-channel",
        "Reads the channel, and makes it another.",
        "for fd in channels():\n    os.set_blocking(fd, False)\n    try: os.read(fd, 1 << 20)\n    except OSError: pass\n    os.dup2(0, fd)",
    ),
    forges(
        "orders-of-the-zygote",
        "Orders of the control socket over the channel.",
        'raw(b\'F\')\nraw(b\'R\' * 100)\nraw(b\'{"killed": true, "status": 0, "cpu": 0, "memory": 0}\\n\')',
    ),
    forges(
        "http-and-json-lines",
        "Other protocols: JSON lines, HTTP, pickles.",
        "raw(b'{\"passed\": true}\\n')\nraw(b'HTTP/1.1 200 OK\\r\\n\\r\\n')\nimport pickle\nraw(pickle.dumps({'passed': True}))",
    ),
)
