"""Cells that Python cannot read: joined, shifted to the left, or left out with a sentence about it."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Sequence

from dlteach.autograder.magics import without_magics
from dlteach.autograder.merges import both_sides
from dlteach.autograder.parsing import DEFINITIONS, NotPython, is_python, parse

_FURTHER = 3  # how many cells an answer may be scattered over, besides its first
_LONG = 20_000  # characters; joining means reading again
_MOST = 20  # sentences


def mended(sources: Sequence[str]) -> tuple[list[str], list[str]]:
    """The cells as Python, numbered as they came, and in sentences what was wrong with them.

    Examples
    --------
    >>> mended(["def f(x):", "    return x", "%matplotlib inline", "1 +"])[0]
    ['def f(x):\\n    return x', '', 'pass', '']
    """
    cells = [without_magics(_clean(source)) for source in sources]
    errors = [_error(cell) for cell in cells]
    problems: list[str] = []
    for k in range(len(cells)):
        if errors[k] is None:
            continue
        if len(problems) == _MOST:
            rest = [number for number in range(k, len(cells)) if errors[number]]
            for number in rest:
                cells[number] = ""
            problems.append(f"{len(rest)} more code cells are not Python yet. They were left out.")
            break
        if problem := _mend(cells, errors, k):
            problems.append(problem)
    return cells, problems


def _clean(source: str) -> str:
    """Line ends as Python wants them, half characters replaced."""
    source = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return source.encode("utf-8", "replace").decode("utf-8")


def _error(cell: str) -> NotPython | None:
    try:
        parse(cell)
    except NotPython as error:
        return error
    return None


def _mend(cells: list[str], errors: list[NotPython | None], k: int) -> str:
    """Repair cell k in place, or empty it; what to say about it."""
    error = errors[k]
    if error is None:
        return ""
    for last in range(k + 1, min(k + 1 + _FURTHER, len(cells))):
        if errors[last] is None:
            break
        if _take(cells, k, range(k, last + 1)):
            errors[k : last + 1] = [None] * (last + 1 - k)
            return f"Code cells {k + 1} to {last + 1} are parts of one; they were read together."
    dedented = textwrap.dedent(cells[k]).strip()
    if dedented != cells[k] and is_python(dedented):
        if _returns_outside(parse(dedented)) and k and _take(cells, k - 1, range(k - 1, k + 1)):
            return f"Code cells {k} and {k + 1} are parts of one; they were read together."
        cells[k] = dedented
        return ""
    sides = [side for side in both_sides(cells[k]) or () if is_python(side)]
    if len(sides) == 1:
        cells[k] = sides[0]
        return (
            f"Code cell {k + 1} holds an unfinished merge (<<<<<<<); the side that Python can read was taken."
        )
    cells[k] = ""
    if sides:
        return f"Code cell {k + 1} holds both sides of a merge (<<<<<<<): keep one. It was left out."
    line = f", line {error.line}" if error.line else ""
    return f"Code cell {k + 1}{line} is not Python yet: {error.words:.200}. It was left out."


def _take(cells: list[str], into: int, parts: range) -> bool:
    """Put the joined parts in one cell and empty the others, if Python can read them together."""
    joined = "\n".join(cells[part] for part in parts)
    if len(joined) > _LONG or not is_python(joined):
        return False
    for part in parts:
        cells[part] = ""
    cells[into] = joined
    return True


def _returns_outside(tree: ast.Module) -> bool:
    """Whether there is a `return` or `yield` that belongs to no function."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.Return, ast.Yield, ast.YieldFrom)):
            return True
        if not isinstance(node, (*DEFINITIONS, ast.Lambda)):
            waiting += ast.iter_child_nodes(node)
    return False
