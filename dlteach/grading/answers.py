"""Finding answers by what they are, not by where they stand: from a file's bytes to cells and names.

Nothing is run here. How a file becomes cells is `dlteach.autograder.notebook`, as for `check`; this adds:

- an untouched stub never hides an answer that was written before it, as when a cell was copied or the stub
  run again; of several written answers the last wins, as in Python;
- an answer under another name counts for the exercise that it was checked as: `check(my_softmax, "softmax")`;
- code in a Markdown or raw cell counts, when it defines a function of an exercise that no code cell defines.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dlteach.autograder.exercise import Exercise
from dlteach.autograder.mending import mended
from dlteach.autograder.notebook import NotebookError, notebook_from
from dlteach.autograder.parsing import DEFINITIONS, first_line, names_made, parse, statements

__all__ = ["Answers", "NotebookError", "read_answers"]

_LONG = 200_000  # characters of text cells that are looked through for code
_NAME = re.compile(r"[A-Za-z0-9][\w-]{0,59}", re.ASCII)  # of a set: that of the course, or an instructor's
_FENCES = ("```", "~~~")
_IMPORTS = (ast.Import, ast.ImportFrom)


@dataclass(frozen=True)
class Answers:
    """What a file holds for grading.

    Parameters
    ----------
    cells : tuple of str
        Python to run, in order. Entry k is the code cell k + 1 of the notebook; cells that Python cannot read
        are empty. Answers found in Markdown cells follow at the end.
    defined : dict
        For each exercise with an answer, the name under which it stands in the cells. An untouched stub is
        an answer too: it is told "not attempted".
    name : str
        The exercise set: "02_gradient_descent"; empty when neither the file nor its answers tell.
    problems : tuple of str
        What is odd about the file, in sentences.
    """

    cells: tuple[str, ...] = ()
    defined: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Place:
    """A statement that defines a name: in which cell, and how many stubs are left in it."""

    cell: int
    node: ast.stmt
    stubs: int


def read_answers(data: bytes, suffix: str, known: Iterable[Exercise], called: str = "The file") -> Answers:
    """Find the answers in a file.

    Parameters
    ----------
    data : bytes
        The file; nothing in it is trusted.
    suffix : str
        ".ipynb" or ".py".
    known : iterable of Exercise
        Every exercise that may be answered.
    called : str
        What messages call the file.

    Raises
    ------
    NotebookError
        With a sentence for the learner that says why the file cannot be read.

    Examples
    --------
    >>> from dlteach.autograder.registry import exercises
    >>> script = b"def mine_too(x, w, b): return x @ w + b\\ncheck(mine_too, 'affine')"
    >>> found = read_answers(script, ".py", exercises().values())
    >>> found.defined, found.name
    ({'affine': 'mine_too'}, '00_start_here')
    """
    lessons = {exercise.name: exercise.lesson for exercise in known}
    notebook = notebook_from(data, suffix, called)
    cells = list(notebook.cells)
    trees = [parse(cell) for cell in cells]
    made = _made(trees)
    problems = list(notebook.problems)
    for name, source in _retyped(notebook.texts, set(lessons) - made.keys()):
        cells.append(source)
        trees.append(parse(source))
        if name:
            says = f"`{name}` stands in a text cell; it was read as code. Change the cell's type to code."
            problems.append(says)
    made = _made(trees)
    defined = _defined(cells, made, lessons)
    late: dict[int, list[ast.stmt]] = {}
    for name in set(defined.values()):
        for place in _late_stubs(made[name]):
            late.setdefault(place.cell, []).append(place.node)
    for cell, nodes in late.items():
        cells[cell] = _blanked(cells[cell], nodes)
    return Answers(tuple(cells), defined, _set(notebook.name, defined, lessons), tuple(problems))


def _made(trees: Sequence[ast.Module]) -> dict[str, list[_Place]]:
    """Every name that is defined at top level, and where, in order."""
    made: dict[str, list[_Place]] = {}
    for cell, tree in enumerate(trees):
        for node in statements(tree):
            for name in names_made(node):
                made.setdefault(name, []).append(_Place(cell, node, _stubs(node)))
    return made


def _stubs(node: ast.stmt) -> int:
    """How many functions in a definition are still to be written: 0 or 1, or for a class one a method."""
    if isinstance(node, ast.ClassDef):
        return sum(_stubs(method) for method in node.body if isinstance(method, DEFINITIONS))
    if not isinstance(node, DEFINITIONS):
        return 0
    body = node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body
    return int(len(body) == 1 and isinstance(body[0], ast.Raise) and _is_not_implemented(body[0].exc))


def _is_not_implemented(error: ast.expr | None) -> bool:
    raised = error.func if isinstance(error, ast.Call) else error
    return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"


def _late_stubs(places: Sequence[_Place]) -> list[_Place]:
    """Definitions that would hide a more complete one before them."""
    fewest = min(place.stubs for place in places)
    best = max(k for k, place in enumerate(places) if place.stubs == fewest)
    return [place for place in places[best + 1 :] if isinstance(place.node, DEFINITIONS)]


def _blanked(cell: str, definitions: Iterable[ast.stmt]) -> str:
    """The cell without these definitions; all lines keep their numbers."""
    lines = cell.split("\n")
    for node in definitions:
        first, last = first_line(node), node.end_lineno or node.lineno
        lines[first - 1 : last] = [" " * node.col_offset + "pass", *[""] * (last - first)]
    return "\n".join(lines)


def _defined(
    cells: Sequence[str], made: Mapping[str, list[_Place]], lessons: Mapping[str, str]
) -> dict[str, str]:
    """The name of each answer. Another name counts only while the exercise's own is not written."""
    defined = {name: name for name in lessons if name in made}
    unwritten = {name for name in lessons if name not in made or _fewest(made[name])}
    for alias, exercise in (pair for cell in cells for pair in _checked_as(cell)):
        if exercise in unwritten and alias in made and alias != exercise and not _fewest(made[alias]):
            defined[exercise] = alias
    return {name: defined[name] for name in lessons if name in defined}


def _fewest(places: Sequence[_Place]) -> int:
    return min(place.stubs for place in places)


def _checked_as(cell: str) -> Iterator[tuple[str, str]]:
    """Calls of `check` that name an answer and its exercise: `check(my_softmax, "softmax")`."""
    if "check" not in cell:  # to look through every tree would take longer than all the rest
        return
    for node in ast.walk(parse(cell)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        function = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        named = [keyword.value for keyword in node.keywords if keyword.arg == "name"]
        alias, exercise = _word(node.args[0]), _word([*node.args[1:2], *named, None][0], text_only=True)
        if function == "check" and alias and exercise:
            yield alias, exercise


def _word(node: ast.expr | None, text_only: bool = False) -> str:
    if isinstance(node, ast.Name) and not text_only:
        return node.id
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _retyped(texts: Sequence[str], missing: set[str]) -> list[tuple[str, str]]:
    """Code in text cells that defines an exercise which no code cell defines, with the imports beside it.

    Each with the name of the exercise; imports have none.
    """
    taken: list[tuple[str, str]] = []
    looked_through = 0
    for text in texts:
        if not any(name in text for name in ("import ", *missing)):
            continue
        looked_through += len(text)
        if looked_through > _LONG:
            break
        for source in mended([text, *_fenced(text)])[0]:
            tree = parse(source)
            found = [name for name in _made([tree]) if name in missing]
            missing.difference_update(found)
            if found or (tree.body and all(isinstance(node, _IMPORTS) for node in tree.body)):
                taken.append((found[0] if found else "", source))
    return taken if any(name for name, _ in taken) else []


def _fenced(text: str) -> list[str]:
    """The blocks of code in Markdown."""
    blocks: list[list[str]] = []
    fence = ""
    for line in text.split("\n"):
        mark = line.strip()[:3]
        if fence and mark == fence:
            fence = ""
        elif not fence and mark in _FENCES:
            fence = mark
            blocks.append([])
        elif fence:
            blocks[-1].append(line)
    return ["\n".join(block) for block in blocks]


def _set(said: str, defined: Mapping[str, str], lessons: Mapping[str, str]) -> str:
    """The set that the file names; where it names none, that of most of its answers."""
    if _NAME.fullmatch(said):
        return said
    found = Counter(lessons[name] for name in defined)
    return found.most_common(1)[0][0] if found else ""
