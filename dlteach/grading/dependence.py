"""Which exercises a learner's answers build on, read from their own code."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

from dlteach.grading.answers import Answers


def builds_on(answers: Answers, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each exercise, the other exercises that its answer calls, itself or through helpers.

    Parameters
    ----------
    answers : Answers
    names : iterable of str
        The exercises that the file answers.

    Returns
    -------
    dict
        Exercise → exercises, in the order of `names`.
    """
    names = list(names)
    used = _names_used(answers.cells)
    return {
        name: tuple(
            other
            for other in names
            if other != name and answers.defined[other] in _reached(answers.defined[name], used)
        )
        for name in names
    }


def _names_used(cells: Iterable[str]) -> dict[str, set[str]]:
    """For each name defined at top level, the names that its last definition mentions."""
    used: dict[str, set[str]] = {}
    for cell in cells:
        for node in ast.parse(cell).body:
            mentioned = {
                n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)
            }
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                used[node.name] = mentioned
            elif isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        used[target.id] = mentioned
    return used


def _reached(name: str, used: Mapping[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = [name]
    while waiting:
        for other in used.get(waiting.pop(), ()):
            if other not in reached:
                reached.add(other)
                waiting.append(other)
    return reached
