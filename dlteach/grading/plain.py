"""Text that a learner chose, made harmless for a terminal and a spreadsheet."""

from __future__ import annotations

import re

# Control characters, marks that turn the direction of writing, line separators, halves of a surrogate pair.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_FORMULA = ("=", "+", "-", "@")


def plain(text: str, most: int = 1000) -> str:
    r"""One line of text in which nothing hides and nothing commands.

    Examples
    --------
    >>> plain("\x1b[31mred\n")
    '\\x1b[31mred\\n'
    """
    cut = text if len(text) <= most else text[: most - 1] + "…"
    return _UNSEEN.sub(lambda match: match[0].encode("unicode_escape").decode(), cut)


def cell(text: str) -> str:
    """A cell of a CSV file that no spreadsheet takes for a formula: an apostrophe goes before it.

    Examples
    --------
    >>> cell("=1+1"), cell("anna")
    ("'=1+1", 'anna')
    """
    text = plain(text)
    return "'" + text if text.lstrip().startswith(_FORMULA) else text
