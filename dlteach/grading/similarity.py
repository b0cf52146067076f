"""Suspiciously alike submissions: a place to look, not a verdict.

An answer is the set of its fingerprints, without those of the stub and those that many in the class have. Two
answers are as alike as their sets: twice what they share, over what both have. An index from fingerprint to
answers finds the pairs, so that nobody is compared with everybody.
"""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from dlteach.autograder.parsing import DEFINITIONS, names_made, parse, statements
from dlteach.grading.answers import Answers
from dlteach.grading.fingerprints import fingerprints

LEAST = 10  # fingerprints of its own that an answer needs: fewer, and it is too short to tell
THRESHOLD = 0.8
_MANY, _MOST = 4, 50  # so many may write alike in a small class, and in a large one


@dataclass(frozen=True)
class Written:
    """One learner's answer to one exercise."""

    code: str
    prints: frozenset[int]
    submitted_at: str


@dataclass(frozen=True)
class Pair:
    """Two learners whose answers are alike; `exercises` has the score of each that both have answered."""

    first: str
    second: str
    score: float
    shared: int
    exercises: Mapping[str, float]

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain data for JSON."""
        return asdict(self)


@dataclass
class Class:
    """All answers of a class, exercise → learner → the answer that was handed in last; and what is given."""

    answers: dict[str, dict[str, Written]] = field(default_factory=dict)
    given: dict[str, frozenset[int]] = field(default_factory=dict)

    def give(self, cells: Iterable[str]) -> None:
        """Take in what the course gives: it does not count."""
        for name, _, tree in _definitions(cells):
            self.given[name] = self.given.get(name, frozenset()) | fingerprints(tree)

    def add(self, learner: str, found: Answers, submitted_at: str = "") -> None:
        """Take in what was found in a learner's file."""
        trees = {name: (code, tree) for name, code, tree in _definitions(found.cells)}
        for exercise, name in found.defined.items():
            there = self.answers.setdefault(exercise, {})
            newer = learner not in there or there[learner].submitted_at <= submitted_at
            if name in trees and newer:
                code, tree = trees[name]
                helpers = [trees[h][1] for h in _helpers(name, trees, set(found.defined.values()))]
                prints = frozenset().union(*map(fingerprints, (tree, *helpers)))
                there[learner] = Written(code, prints, submitted_at)


def _definitions(cells: Iterable[str]) -> Iterator[tuple[str, str, ast.AST]]:
    """Functions, classes and named lambdas at top level: name, text, tree. The last of a name holds."""
    for cell in cells:
        lines = cell.splitlines()
        for node in statements(parse(cell)):
            tree: ast.AST = node.value if isinstance(node, ast.Assign) else node
            if isinstance(tree, (*DEFINITIONS, ast.Lambda)):
                text = "\n".join(lines[node.lineno - 1 : node.end_lineno])
                yield from ((name, text, tree) for name in names_made(node))


def _helpers(name: str, trees: Mapping[str, tuple[str, ast.AST]], answers: set[str]) -> list[str]:
    """The learner's own functions that an answer calls, itself or through others; other answers are none."""
    found: dict[str, None] = {}
    waiting = [name]
    while waiting:
        for node in ast.walk(trees[waiting.pop()][1]):
            if (
                isinstance(node, ast.Name)
                and node.id in trees
                and node.id not in answers
                and node.id not in found
            ):
                found[node.id] = None
                waiting.append(node.id)
    return list(found)


def alike(everyone: Class, threshold: float = THRESHOLD) -> list[Pair]:
    """Pairs with an exercise, or all exercises together, at least `threshold` alike; the clearest first.

    Parameters
    ----------
    everyone : Class
    threshold : float
        From 0 to 1. At 0.8 two answers differ in about every fifth piece.
    """
    learners = sorted({learner for answers in everyone.answers.values() for learner in answers})
    numbers = {learner: number for number, learner in enumerate(learners)}
    own = {e: _own(e, everyone, numbers) for e in everyone.answers}
    index = {e: _index(prints) for e, prints in own.items()}
    found = []
    for number in range(len(learners)):
        shared = {e: _shared(number, own[e], index[e]) for e in own if number in own[e]}
        for other in set().union(*shared.values()):
            both = {e: counts[other] for e, counts in shared.items() if other in own[e]}
            sizes = {e: len(own[e][number]) + len(own[e][other]) for e in both}
            scores = {e: round(2 * both[e] / sizes[e], 3) for e in both}
            score = round(2 * sum(both.values()) / sum(sizes.values()), 3)
            if max(score, *scores.values()) >= threshold:
                found.append(Pair(learners[number], learners[other], score, sum(both.values()), scores))
    return sorted(found, key=lambda pair: (-pair.score * pair.shared, pair.first, pair.second))


def common_from(learners: int) -> int:
    """What more learners than this write alike does not count.

    Examples
    --------
    >>> [common_from(n) for n in (5, 100, 10_000)]
    [4, 10, 50]
    """
    return max(_MANY, min(_MOST, learners // 10))


def _own(exercise: str, everyone: Class, numbers: Mapping[str, int]) -> dict[int, frozenset[int]]:
    """What of each answer counts, by the learner's number; answers with too little of it are left out."""
    answers = everyone.answers[exercise]
    given = everyone.given.get(exercise, frozenset())
    spread = Counter(h for answer in answers.values() for h in answer.prints)
    limit = common_from(len(answers))
    common = {h for h, number in spread.items() if number > limit}
    own = {numbers[learner]: answer.prints - given - common for learner, answer in answers.items()}
    return {number: prints for number, prints in sorted(own.items()) if len(prints) >= LEAST}


def _index(own: Mapping[int, frozenset[int]]) -> dict[int, list[int]]:
    """For each fingerprint the learners that have it, in rising order."""
    index: dict[int, list[int]] = {}
    for number, prints in own.items():
        for h in prints:
            index.setdefault(h, []).append(number)
    return index


def _shared(number: int, own: Mapping[int, frozenset[int]], index: Mapping[int, list[int]]) -> Counter[int]:
    """How many fingerprints each later learner shares with this one."""
    counts: Counter[int] = Counter()
    for h in own[number]:
        having = index[h]
        counts.update(having[bisect_right(having, number) :])
    return counts
