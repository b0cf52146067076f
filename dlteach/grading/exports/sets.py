"""A set of exercises as what it is made of: text, what is given, answers to write, checks."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from dlteach.autograder.registry import exercises

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
_AWAY = re.compile(r"\[([^\]]*)\]\(\.\./[^)]*\)")


class ExportError(Exception):
    """Something that cannot be exported: what came, what was expected, what to do."""


@dataclass(frozen=True)
class Part:
    """A cell of a set of exercises.

    Parameters
    ----------
    kind : str
        "text", "given" (code that is there), "answer" (code to write) or "check".
    text : str
        As learners get it.
    solution : str
        The whole cell with the solution in it; that of an answer differs from `text`.
    name : str
        The exercise, for a check; what is defined, for an answer.
    """

    kind: Literal["text", "given", "answer", "check"]
    text: str
    solution: str = ""
    name: str = ""

    @property
    def marked(self) -> str:
        """The solution with `### BEGIN SOLUTION` and `### END SOLUTION` around what learners do not see."""
        return "\n".join(_marked(self.text.split("\n"), self.solution.split("\n")))


def parts_of(exercise: Mapping[str, Any], solution: Mapping[str, Any]) -> list[Part]:
    """The parts of a set, from its exercise notebook and its solution notebook as plain data.

    Raises
    ------
    ExportError
        The two are not of the same set: their cells of code do not match.
    """
    solved = iter([_source(c) for c in _cells(solution) if not _only_for_teachers(c) and _is_code(c)])
    parts = []
    for given in _cells(exercise):
        if _is_code(given):
            parts.append(_code(_source(given), next(solved, "")))
        elif text := _without_links_away(_source(given)):
            parts.append(Part("text", text))
    if next(solved, None) is not None or not any(part.kind == "check" for part in parts):
        raise ExportError(
            "the notebooks with and without solutions do not match; in a checkout, run `dlteach build`"
        )
    return parts


def points_of(part: Part) -> float:
    """What the exercise of a check is worth."""
    return exercises()[part.name].points


def _code(text: str, solution: str) -> Part:
    tree = ast.parse(text)
    for node in tree.body:
        match node:
            case ast.Expr(ast.Call(ast.Name("check"), [ast.Name(name)])) if name in exercises():
                return Part("check", text, name=name)
    if text == solution:
        return Part("given", text)
    names = [node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    if not names or not solution:
        raise ExportError(f"a cell has no counterpart in the solutions: {text[:80]!r}; run `dlteach build`")
    return Part("answer", text, solution, names[-1])


def _marked(stub: list[str], solution: list[str]) -> Iterator[str]:
    for change, a, b, c, d in SequenceMatcher(None, stub, solution, autojunk=False).get_opcodes():
        if change == "equal":
            yield from stub[a:b]
        else:
            first = next(filter(str.strip, solution[c:d] or stub[a:b]), "")
            indent = first[: len(first) - len(first.lstrip())]
            yield from (indent + BEGIN, *solution[c:d], indent + END)


def _cells(notebook: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return notebook["cells"]


def _source(cell: Mapping[str, Any]) -> str:
    return "".join(cell["source"])


def _is_code(cell: Mapping[str, Any]) -> bool:
    return cell["cell_type"] == "code"


def _only_for_teachers(cell: Mapping[str, Any]) -> bool:
    return "solution" in cell["metadata"].get("tags", ())


def _without_links_away(text: str) -> str:
    """Links to notebooks that the other system does not have become words; a cell of links only goes."""
    return "" if not _AWAY.sub("", text).strip(" ·\n") else _AWAY.sub(r"\1", text)
