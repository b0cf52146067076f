"""The newest result of each learner and assignment."""

from __future__ import annotations

from collections.abc import Iterable

from dlteach.grading.results import Result


def newest(results: Iterable[Result]) -> list[Result]:
    """One result for each learner and assignment, in the order of their names.

    What was handed in last counts; of two gradings of one file, the later.
    """
    found: dict[tuple[str, str], Result] = {}
    for result in results:
        place = (result.assignment, result.learner)
        known = found.get(place)
        if known is None or _age(result) > _age(known):
            found[place] = result
    return [found[place] for place in sorted(found)]


def _age(result: Result) -> tuple[str, str, str]:
    return result.submitted_at, result.graded_at, result.key
