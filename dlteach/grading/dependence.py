"""Which exercises a learner's answers build on, read from their own code."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

from dlteach.grading.answers import Answers


def builds_on(answers: Answers, asked: Iterable[str], names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each exercise that is asked about, the others that its answer calls, itself or through helpers.

    Parameters
    ----------
    answers : Answers
    asked : iterable of str
        Exercises.
    names : iterable of str
        All exercises that the file answers.

    Returns
    -------
    dict
        Exercise → exercises, in the order of `names`.
    """
    names, definitions = list(names), _definitions(answers.cells)
    reached = {name: _reached(answers.defined[name], definitions) for name in asked}
    return {
        name: tuple(other for other in names if other != name and answers.defined[other] in found)
        for name, found in reached.items()
    }


def _definitions(cells: Iterable[str]) -> dict[str, ast.stmt]:
    """For each name defined at top level, the last statement that defines it."""
    found: dict[str, ast.stmt] = {}
    for cell in cells:
        for node in ast.parse(cell).body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                found[node.name] = node
            elif isinstance(node, ast.Assign):
                found |= {target.id: node for target in node.targets if isinstance(target, ast.Name)}
    return found


def _reached(name: str, definitions: Mapping[str, ast.stmt]) -> set[str]:
    """All names that a definition mentions, and those that the definitions of these mention."""
    reached: set[str] = set()
    waiting = [name]
    while waiting:
        definition = definitions.get(waiting.pop())
        for node in ast.walk(definition) if definition else ():
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in reached:
                reached.add(node.id)
                waiting.append(node.id)
    return reached
