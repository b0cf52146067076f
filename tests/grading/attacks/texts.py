"""Texts that steer terminals, browsers and spreadsheets, or cannot be written at all."""

from .catalogue import Attack, before_blank, lies

HOSTILE = r"""
HOSTILE = "\x1b[2J\x1b]0;owned\x07\x9b31m<script>alert(1)</script>=cmd|'/C calc'!A0\r\n\x00\ud800\u202e\ufeff" + "\x08" * 5
"""

ATTACKS: tuple[Attack, ...] = (
    before_blank(
        "in-a-cell's-error",
        "A cell's error message steers the terminal.",
        HOSTILE + "raise ValueError(HOSTILE)",
    ),
    lies(
        "in-an-answer's-error",
        "An answer's error message does.",
        HOSTILE + "def lie(*a): raise ValueError(HOSTILE)",
    ),
    lies("in-a-text", "A returned text does.", HOSTILE + "lie = lambda *a: HOSTILE"),
    lies(
        "in-texts-inside",
        "Texts, keys and names inside a value do.",
        HOSTILE + "lie = lambda *a: ({HOSTILE: [HOSTILE]}, HOSTILE)",
    ),
    lies(
        "in-a-type's-name",
        "The name of a returned object's type does.",
        HOSTILE + "lie = lambda *a: type(HOSTILE.replace('\\0', '').replace('\\ud800', ''), (), {})()",
    ),
    lies(
        "in-an-exception's-name",
        "The name of an exception's type does.",
        HOSTILE
        + "Kind = type(HOSTILE.replace('\\0', '').replace('\\ud800', ''), (Exception,), {})\ndef lie(*a): raise Kind(HOSTILE)",
    ),
    lies(
        "long-lines",
        "Error messages without a line break, and with a million.",
        "turn = 0\ndef lie(*a):\n    raise ValueError('\\n' * 10**6 if len(a) == 2 else 'x' * 10**6)",
    ),
    lies(
        "surrogates-everywhere",
        "Surrogates in every text that may cross.",
        "Kind = type('K\\udfff', (Exception,), {}) if False else ValueError\ndef lie(*a):\n    if len(a) == 2: return '\\ud800\\udfff' * 100\n    raise Kind('\\udc80')",
    ),
    before_blank(
        "surrogates-printed",
        "Surrogates printed and logged.",
        "import sys, os\nprint('\\ud800' * 1000)\nsys.stderr.write('\\udfff')\nos.write(1, b'\\xff\\xfe')",
    ),
    lies(
        "function-names",
        "Functions that are called as steering texts.",
        HOSTILE
        + "def lie(*a): return None\nlie.__name__ = lie.__qualname__ = 'x\\x1b[2J<b>'\nlie.__doc__ = HOSTILE",
    ),
    before_blank(
        "source-with-control-characters",
        "The source itself holds them, in comments and names.",
        "# \x1b[2J <script>alert(1)</script>\nª = 'ﬁ'\nx = '\x1b]0;owned\x07'",
    ),
    before_blank(
        "no-python",
        "Cells that Python cannot read, with hostile text where the error points.",
        "def f(:\n  <script>\x1b[2J",
    ),
    before_blank(
        "other-encodings", "An encoding line of another codec.", "# -*- coding: utf-7 -*-\nx = 1\n# +AGEAYg-"
    ),
    lies(
        "braces",
        "Texts that are templates of later formatting.",
        "def lie(*a): raise ValueError('{0.__class__.__mro__} %s %n {secret} $$outside')",
    ),
    lies("json-in-text", "A text that is a result.", 'lie = lambda *a: \'{"points": 4, "passed": true}\''),
)
