"""What version control leaves in a file when two versions do not fit together."""

from __future__ import annotations

import re

_MARKER = re.compile(r"(<<<<<<<|\|\|\|\|\|\|\||=======|>>>>>>>)(?: .*)?\r?")
_AFTER = {"<": "mine", "|": "base", "=": "theirs", ">": "both"}


def both_sides(text: str) -> tuple[str, str] | None:
    """The two versions of a text with conflict markers, None when there are none.

    Examples
    --------
    >>> both_sides("a\\n<<<<<<< mine\\nb\\n=======\\nc\\n>>>>>>> theirs\\nd")
    ('a\\nb\\nd', 'a\\nc\\nd')
    >>> both_sides("a\\n=======\\nb") is None
    True
    """
    if "<<<<<<<" not in text or ">>>>>>>" not in text:
        return None
    mine: list[str] = []
    theirs: list[str] = []
    lines_of = {"both": [mine, theirs], "mine": [mine], "base": [], "theirs": [theirs]}
    place, conflicts = "both", 0
    for line in text.split("\n"):
        marker = _MARKER.fullmatch(line)
        if marker and (place != "both" or line[0] == "<"):
            place = _AFTER[line[0]]
            conflicts += place == "both"
            continue
        for lines in lines_of[place]:
            lines.append(line)
    return ("\n".join(mine), "\n".join(theirs)) if conflicts else None
