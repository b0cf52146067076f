"""Counting a class: one pass over its results, with little kept of each."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations
from statistics import median
from typing import NamedTuple

from dlteach.autograder.feedback import Feedback
from dlteach.grading.classreport import VERDICTS, AssignmentCount, ExerciseCount, MistakeCount, Pair
from dlteach.grading.difference_words import in_words
from dlteach.grading.harmless import harmless, without_folders
from dlteach.grading.results import ExerciseResult, Result

_MOST_TEXTS = 50  # different sentences and differences that are counted for one mistake
_UNKNOWN = {
    "runs": "stops with an error",
    "type": "another kind of value",
    "shape": "another shape",
    "dtype": "another type of number",
    "finite": "nan or infinity",
    "values": "other values",
    "extremes": "fails at the edge of the number range",
}


class _Answer(NamedTuple):
    """All that is kept of an answer, shared by all that are alike."""

    exercise: str
    verdict: str
    mistakes: tuple[str, ...]
    lesson: str


@dataclass
class _Turn:
    """All that is kept of a result."""

    rank: tuple[bool, str, str]
    points: float
    max_points: float
    answers: tuple[_Answer, ...]
    seconds: array[float]


@dataclass
class _Texts:
    """What results say about a mistake. Its example is the shortest: the smallest input is the best one."""

    says: Counter[str] = field(default_factory=Counter)
    differences: Counter[str] = field(default_factory=Counter)
    example: tuple[str, ...] = ()

    def add(self, one: ExerciseResult) -> None:
        said = one.feedback
        _count(self.says, said.summary)
        _count(self.differences, in_words(one.difference or {}))
        if said.details and (not self.example or _length(said.details) < _length(self.example)):
            self.example = tuple(map(_clean, said.details[:4]))


def _count(counter: Counter[str], text: str) -> None:
    if text and (text in counter or len(counter) < _MOST_TEXTS):
        counter[text] += 1


def _length(lines: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    return sum(map(len, lines)), lines


def _clean(text: str) -> str:
    return without_folders(harmless(text))


def _most_common(counter: Counter[str]) -> str:
    return _clean(min(counter, key=lambda text: (-counter[text], len(text), text), default=""))


def count_class(results: Iterable[Result], assignment: str | None = None) -> list[AssignmentCount]:
    """Count a class, in the order of the assignments' names.

    Parameters
    ----------
    results : iterable of Result
        Read once; several of one learner may be among them.
    assignment : str, optional
        Only this one.

    Returns
    -------
    list of AssignmentCount
        An assignment of which no file is gradable is none: its files are under the empty name.
    """
    turns: dict[tuple[str, str], _Turn] = {}
    files: Counter[str] = Counter()
    texts: dict[tuple[str, str, str], _Texts] = {}
    sections: dict[str, str] = {}
    shared: dict[_Answer, _Answer] = {}
    for result in results:
        if assignment is not None and result.assignment != assignment:
            continue
        name = result.assignment
        files[name] += 1
        for one in result.exercises:
            said = one.feedback
            for mistake in _mistakes(said):
                texts.setdefault((name, said.name, mistake), _Texts()).add(one)
            if said.section:
                sections[said.name] = said.section
        turn, place = _turn(result, shared), (name, result.learner)
        if place not in turns or turn.rank > turns[place].rank:
            turns[place] = turn
    counted = {name for (name, _), turn in turns.items() if turn.rank[0]}
    homes: dict[str, dict[str, _Turn]] = {}
    for (name, learner), turn in sorted(turns.items(), key=lambda item: item[0]):
        homes.setdefault(name if name in counted else "", {})[learner] = turn
    submitted = Counter(dict.fromkeys(homes, 0))
    for name, number in files.items():
        submitted[name if name in counted else ""] += number
    return [_assignment(name, submitted[name], homes[name], texts, sections) for name in sorted(homes)]


def _turn(result: Result, shared: dict[_Answer, _Answer]) -> _Turn:
    answers = []
    for one in result.exercises:
        said = one.feedback
        answer = _Answer(said.name, verdict(said), _mistakes(said), said.lesson)
        answers.append(shared.setdefault(answer, answer))
    rank = (result.gradable, result.submitted_at, result.graded_at)
    seconds = array("f", (one.seconds for one in result.exercises))
    return _Turn(rank, result.points, result.max_points, tuple(answers), seconds)


def verdict(said: Feedback) -> str:
    """The verdict in words; who has not written a function has not attempted the exercise."""
    missing = said.passed is None and said.stage == "exists"
    return "not attempted yet" if missing else said.verdict


def _mistakes(said: Feedback) -> tuple[str, ...]:
    """What is off: the mistakes with a name, or else "?" and the stage."""
    if said.passed is not False:
        return ()
    return said.mistakes or (f"?{said.stage}",)


def _assignment(
    name: str,
    submissions: int,
    turns: dict[str, _Turn],
    texts: dict[tuple[str, str, str], _Texts],
    sections: dict[str, str],
) -> AssignmentCount:
    gradable = {learner: turn for learner, turn in turns.items() if turn.rank[0]}
    verdicts: dict[str, Counter[str]] = {}
    made: dict[str, dict[str, list[str]]] = {}
    seconds: dict[str, array[float]] = {}
    lessons: dict[str, str] = {}
    for learner, turn in gradable.items():
        for answer, taken in zip(turn.answers, turn.seconds):
            verdicts.setdefault(answer.exercise, Counter())[answer.verdict] += 1
            seconds.setdefault(answer.exercise, array("f")).append(taken)
            lessons.setdefault(answer.exercise, answer.lesson)
            for mistake in answer.mistakes:
                made.setdefault(answer.exercise, {}).setdefault(mistake, []).append(learner)
    exercises = [
        ExerciseCount(
            _clean(exercise),
            _clean(lessons[exercise]),
            _clean(sections.get(exercise, "")),
            {word: found[word] for word in VERDICTS},
            _ranked(name, exercise, made.get(exercise, {}), texts),
            round(median(seconds[exercise]), 4),
            round(max(seconds[exercise]), 4),
        )
        for exercise, found in verdicts.items()
    ]
    return AssignmentCount(
        name,
        submissions,
        len(turns),
        [learner for learner in turns if learner not in gradable],
        [turn.points for turn in gradable.values()],
        max((turn.max_points for turn in gradable.values()), default=0),
        exercises,
        _pairs(gradable),
    )


def _ranked(
    assignment: str,
    exercise: str,
    made: dict[str, list[str]],
    texts: dict[tuple[str, str, str], _Texts],
) -> list[MistakeCount]:
    counts: dict[str, MistakeCount] = {}
    for mistake, learners in sorted(made.items(), key=lambda item: (-len(item[1]), item[0])):
        said = texts[assignment, exercise, mistake]
        says = _most_common(said.says)
        recognised = not mistake.startswith("?")
        same = counts.get(says) if recognised else None
        if same is not None:  # the same sentence is the same lesson to learn
            same.learners = sorted({*same.learners, *learners})
            continue
        counts[says if recognised else mistake] = MistakeCount(
            _named(mistake), recognised, learners, says, said.example, _most_common(said.differences)
        )
    return sorted(counts.values(), key=lambda count: (-len(count.learners), not count.recognised, count.name))


def _pairs(turns: dict[str, _Turn]) -> list[Pair]:
    """Pairs that 6 learners and 5 % share, half of those with the rarer one, and thrice what chance gives."""
    alone: Counter[tuple[str, str]] = Counter()
    together: Counter[tuple[tuple[str, str], tuple[str, str]]] = Counter()
    for turn in turns.values():
        made = [(a.exercise, m) for a in turn.answers for m in a.mistakes if not m.startswith("?")][:40]
        alone.update(made)
        together.update(pair for pair in combinations(made, 2) if pair[0][0] != pair[1][0])
    found = []
    for (a, b), number in together.items():
        expected = alone[a] * alone[b] / len(turns)
        often = number >= max(6, 0.05 * len(turns)) and number >= min(alone[a], alone[b]) / 2
        if often and number >= 3 * expected:
            first, second = ((_clean(exercise), _named(mistake)) for exercise, mistake in (a, b))
            found.append(Pair(first, second, number, round(expected, 1)))
    return sorted(found, key=lambda pair: -pair.learners)[:5]


def _named(mistake: str) -> str:
    """The id of a mistake as words: the hyphens between them go, that of 1e-5 stays."""
    if mistake.startswith("?"):
        return _clean(_UNKNOWN.get(mistake[1:], mistake[1:]))
    return _clean(re.sub(r"(?<!\de)-", " ", mistake))
