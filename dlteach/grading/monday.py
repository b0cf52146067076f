"""What to do on Monday: advice from the counts, the most worthwhile first."""

from __future__ import annotations

from dataclasses import dataclass

from dlteach.grading.classreport import AssignmentCount, ExerciseCount, MistakeCount

MOST_TO_TEACH = 3
SLOW = 2.0  # seconds of a learner's code: from here on it is worth a word


@dataclass(frozen=True)
class Advice:
    """One thing to do, in a sentence, and the mistake that it is about, if it is about one."""

    says: str
    exercise: ExerciseCount | None = None
    mistake: MistakeCount | None = None


def advice(count: AssignmentCount) -> list[Advice]:
    """What to do, the most worthwhile first.

    The hardest exercises with their most frequent mistakes; then what was left out, mistakes that come
    together, slow code, and files to ask for again.
    """
    found = [_teach(exercise, number) for number, exercise in enumerate(_worth_teaching(count))]
    found += [_left_out(e) for e in count.exercises if 4 * e.verdicts["not attempted yet"] >= e.learners][:3]
    for pair in count.pairs[:2]:
        (one, mistake), (other, with_it) = pair.first, pair.second
        found.append(
            Advice(
                f"“{mistake}” in `{one}` and “{with_it}” in `{other}` come together: {pair.learners} made "
                f"both, where chance would give {pair.expected:g}. Look for one idea behind the two."
            )
        )
    slow = [
        e for e in count.exercises if e.slowest_seconds >= SLOW and e.slowest_seconds > 10 * e.median_seconds
    ]
    found += [
        Advice(
            f"`{e.name}` takes {e.median_seconds:.2g} s for half of the class, and {e.slowest_seconds:.2g} s "
            "for the slowest answer: show how to measure, and what a loop costs.",
            e,
        )
        for e in slow[:2]
    ]
    if count.not_gradable:
        found.append(
            Advice(f"Ask for {_files(len(count.not_gradable))} again: nothing in them could be judged.")
        )
    return found or [Advice("No answer is wrong. Go on to the next lesson.")]


def _worth_teaching(count: AssignmentCount) -> list[ExerciseCount]:
    """The hardest exercises of which a mistake is shared."""
    return [exercise for exercise in count.hardest() if _shared(exercise)][:MOST_TO_TEACH]


def _shared(exercise: ExerciseCount) -> MistakeCount | None:
    """The most frequent mistake that two learners and 3 % of them made; one with a name before others."""
    least = max(2, 0.03 * exercise.learners)
    shared = [mistake for mistake in exercise.mistakes if len(mistake.learners) >= least]
    return next((mistake for mistake in shared if mistake.recognised), shared[0] if shared else None)


def _teach(exercise: ExerciseCount, number: int) -> Advice:
    mistake = _shared(exercise)
    assert mistake is not None
    start = "Begin with" if number == 0 else "Then"
    made = "made the same mistake" if mistake.recognised else "are wrong in no known way, but alike"
    return Advice(
        f"{start} `{exercise.name}`, which {exercise.right} of {exercise.learners} have right. "
        f"{len(mistake.learners)} {made}: {mistake.name}.",
        exercise,
        mistake,
    )


def _left_out(exercise: ExerciseCount) -> Advice:
    return Advice(
        f"{exercise.verdicts['not attempted yet']} of {exercise.learners} have not begun `{exercise.name}`: "
        "ask whether time or the task was the reason.",
        exercise,
    )


def _files(number: int) -> str:
    return "one file" if number == 1 else f"{number} files"
