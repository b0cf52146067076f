"""The oracle: it holds suites, references, seeds and the comparison, and grades one submission at a time.

The learner's code runs in a child of a zygote (see `sandbox`). A child that is stopped, or that leaves in
the middle, is followed by another one without the cell or the exercise at fault: each costs itself only.
"""

from __future__ import annotations

import inspect
import time
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from itertools import groupby

from dlteach.autograder.exercise import Exercise, Room
from dlteach.autograder.feedback import Feedback
from dlteach.autograder.judge import does_not_finish, unchecked
from dlteach.autograder.notebook import NotebookError
from dlteach.autograder.registry import exercises, find
from dlteach.grading.answers import Answers, read_answers
from dlteach.grading.dependence import builds_on
from dlteach.grading.judging import LATE, cell_problem, how_it_ended, judged, not_there, too_late
from dlteach.grading.replies import Replies, Reply
from dlteach.grading.results import ExerciseResult, Result, grading_key
from dlteach.grading.sandbox import SandboxError, Zygote, at_least
from dlteach.grading.sandbox.levels import MEANING
from dlteach.grading.settings import Settings
from dlteach.grading.submission import Submission
from dlteach.grading.suites import calls_together, environment_hash, rooms_of, suite_hash

_GRACE = 1.0  # seconds for a limit to take hold in the child, before the child is stopped
_MAX_BROKEN = 8  # runs of one submission that may break off
_ZYGOTES = 4  # that wait for work at a time


class IsolationError(SandboxError):
    """This host cannot hold learners' code back as was asked."""


@dataclass
class _Run:
    """What is known of a submission while it is graded."""

    answers: Answers
    seed: int
    until: float
    skipped: dict[int, str] = field(default_factory=dict)
    problems: dict[int, str] = field(default_factory=dict)
    cpu: float = 0.0
    printed: int = 0
    broken: int = 0


class Oracle:
    """Grades submissions, one after the other.

    Parameters
    ----------
    settings : Settings

    Raises
    ------
    IsolationError
        The host does not reach the level that the settings require.
    """

    def __init__(self, settings: Settings):
        self._settings = settings
        self._zygotes: dict[tuple[tuple[Room, ...], bool], Zygote] = {}
        self.isolation = self._zygote((), False).held
        if not at_least(self.isolation, settings.required):
            self.close()
            raise IsolationError(
                f"isolation {settings.required!r} is required, but this host reaches {self.isolation!r} only "
                f"({MEANING[self.isolation]}). `dlteach doctor` says what is missing."
            )

    def __enter__(self) -> Oracle:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes that wait for work."""
        while self._zygotes:
            self._zygotes.popitem()[1].close()

    def key(self, submission: Submission) -> str:
        """The key that the result will have: nothing is run to find it."""
        _, wanted = self._read(submission)
        return grading_key(
            submission.learner,
            submission.hash,
            suite_hash(wanted),
            environment_hash(self._settings, self.isolation),
            self._settings.seed_for(submission.hash),
        )

    def grade(self, submission: Submission) -> Result:
        """The result of a submission. Whatever a learner's file does is a result, not an error.

        Raises
        ------
        SandboxError
            No process for the learner's code can be started any more.
        """
        began = time.monotonic()
        answers, wanted = self._read(submission)
        run = _Run(answers, self._settings.seed_for(submission.hash), began + self._settings.seconds)
        found = [exercise for exercise in wanted if exercise.name in answers.defined]
        results = self._graded(run, found)
        missing = {e.name: ExerciseResult(not_there(e, answers)) for e in wanted if e not in found}
        numbered = sorted({**run.skipped, **run.problems}.items())
        return Result(
            learner=submission.learner,
            source=submission.source,
            assignment=answers.name,
            submission=submission.hash,
            suite=suite_hash(wanted),
            environment=environment_hash(self._settings, self.isolation),
            seed=run.seed,
            isolation=self.isolation,
            submitted_at=submission.submitted_at,
            graded_at=datetime.now(timezone.utc).isoformat(timespec="seconds"),
            gradable=bool(found),
            problems=(*answers.problems, *(says for _, says in numbered)),
            exercises=tuple({**missing, **results}[exercise.name] for exercise in wanted),
            seconds={"wall": round(time.monotonic() - began, 4), "cpu": round(run.cpu, 4)},
            limits=self._settings.limits,
            printed=run.printed,
        )

    def _read(self, submission: Submission) -> tuple[Answers, list[Exercise]]:
        """The answers in the file, and the exercises that it is judged by."""
        try:
            if submission.problem:
                raise NotebookError(submission.problem)
            answers = read_answers(submission.data, submission.suffix, exercises().values())
        except NotebookError as error:
            return Answers(problems=(str(error),)), []
        own = [exercise for exercise in exercises().values() if exercise.lesson == answers.name]
        # A set of an instructor's own making has exercises of several lessons: those that it answers.
        return answers, own or [e for e in exercises().values() if e.name in answers.defined]

    # ------------------------------------------------------------ running

    def _graded(self, run: _Run, found: list[Exercise]) -> dict[str, ExerciseResult]:
        """Each exercise by itself; then again, with the reference in place of what it builds on and fails."""
        results: dict[str, ExerciseResult] = {}
        for rooms, group in groupby(sorted(found, key=rooms_of), key=rooms_of):
            results |= self._graded_together(run, list(group), rooms, ())
        failed = [e.name for e in found if results[e.name].feedback.passed is False]
        needs = builds_on(run.answers, failed, [e.name for e in found]) if failed else {}
        for name, others in needs.items():
            # One that does the same cannot stand in: its reference would be the answer.
            wrong = tuple(
                n
                for n in others
                if results[n].feedback.passed is not True and find(n).reference is not find(name).reference
            )
            if wrong:
                results[name] = self._in_consequence(run, find(name), wrong)
        return results

    def _in_consequence(self, run: _Run, exercise: Exercise, wrong: tuple[str, ...]) -> ExerciseResult:
        """An exercise judged for itself, where others that it builds on are wrong; else not judged at all."""
        if not any(inspect.isclass(find(name).reference) for name in wrong):
            result = self._graded_together(run, [exercise], rooms_of(exercise), wrong)[exercise.name]
            return replace(result, stand_ins=wrong)
        names = " and ".join(f"`{name}`" for name in wrong)
        verb = "is" if len(wrong) == 1 else "are"
        says = f"Not checked: it builds on {names}, which {verb} not right yet. Mend that first."
        return ExerciseResult(unchecked(exercise, "dependency", says))

    def _graded_together(
        self, run: _Run, group: list[Exercise], rooms: tuple[Room, ...], stand_ins: tuple[str, ...]
    ) -> dict[str, ExerciseResult]:
        """Run exercises until each has its reply or is given up, then judge what came."""
        replies: dict[str, Reply] = {}
        given_up: dict[str, Feedback] = {}
        while waiting := [e for e in group if e.name not in replies and e.name not in given_up]:
            if run.broken >= _MAX_BROKEN or time.monotonic() >= run.until:
                given_up |= {e.name: too_late(e, _MAX_BROKEN, self._settings.seconds) for e in waiting}
                break
            came, ended = self._run_once(run, waiting, rooms, stand_ins)
            done = waiting if came.ended else waiting[: max(came.step - len(run.answers.cells), 0)]
            replies |= {e.name: came.exercises[waiting.index(e)] for e in done}
            if not came.ended:
                self._blame(run, came, waiting, ended, given_up)
        results = {}
        for exercise in group:
            if exercise.name in given_up:
                results[exercise.name] = ExerciseResult(given_up[exercise.name])
            else:
                limit = self._settings.exercise_seconds
                results[exercise.name] = judged(exercise, run.seed, replies[exercise.name], limit)
        return results

    def _run_once(
        self, run: _Run, waiting: list[Exercise], rooms: tuple[Room, ...], stand_ins: tuple[str, ...]
    ) -> tuple[Replies, str]:
        pictures = any("matplotlib" in cell for cell in run.answers.cells)
        zygote = self._zygote(rooms, pictures)  # before the clock starts: it may have to load a lot
        asked, modules, payload = calls_together(waiting, run.answers.defined, run.seed)
        job = {
            "cells": ["" if k in run.skipped else cell for k, cell in enumerate(run.answers.cells)],
            "modules": modules,
            "stand_ins": [run.answers.defined[name] for name in stand_ins],
            "cell_seconds": self._settings.cell_seconds,
            "exercise_seconds": self._settings.exercise_seconds,
            "exercises": asked,
        }
        calls = [len(exercise["calls"]) for exercise in asked]
        references = [find(name).reference for name in stand_ins]
        replies = Replies(len(run.answers.cells), calls, references)

        def deadline() -> float:
            in_cells = replies.step < len(run.answers.cells)
            limit = self._settings.cell_seconds if in_cells else self._settings.exercise_seconds
            return min(replies.step_began + limit + _GRACE, run.until)

        try:
            ended = zygote.run(job, payload, replies.take, deadline)
        except SandboxError:
            self._zygotes.pop((rooms, pictures)).close()
            return replies, "it stopped the process that it runs in"
        run.cpu += ended.cpu
        run.printed = max(run.printed, replies.printed)
        for number, (kind, text) in replies.problems.items():
            run.problems.setdefault(number, cell_problem(number, kind, text, self._settings.cell_seconds))
        return replies, how_it_ended(ended.why, ended.status)

    def _blame(
        self, run: _Run, came: Replies, waiting: list[Exercise], how: str, given_up: dict[str, Feedback]
    ) -> None:
        """Leave out, from now on, the cell or the exercise in which a run broke off."""
        run.broken += 1
        number = came.step - len(run.answers.cells)
        if number < 0:
            run.skipped[came.step] = f"Code cell {came.step + 1} was left out: {how}."
            return
        exercise = waiting[number]
        if how == LATE:
            given_up[exercise.name] = does_not_finish(exercise, self._settings.exercise_seconds)
        else:
            says = f"The run broke off in `{exercise.name}`: {how}."
            given_up[exercise.name] = replace(
                does_not_finish(exercise), summary=says, mistakes=("breaks-off",)
            )

    def _zygote(self, rooms: tuple[Room, ...], pictures: bool) -> Zygote:
        """A zygote with these rooms open; those that have not been asked for longest make room for it."""
        key = rooms, pictures
        zygote = self._zygotes.pop(key, None)
        if zygote is None:
            while len(self._zygotes) >= _ZYGOTES:
                self._zygotes.pop(next(iter(self._zygotes))).close()
            settings = self._settings
            zygote = Zygote(settings.best, rooms, pictures, settings.memory, int(settings.seconds) + 1)
        self._zygotes[key] = zygote
        return zygote
