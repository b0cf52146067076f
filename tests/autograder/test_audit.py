from dataclasses import replace

import numpy as np
import pytest

from dlteach.autograder import Case, Mistake
from dlteach.autograder.audit import audit


def test_a_sound_exercise_passes_every_gate(exercise):
    result = audit(exercise)
    assert result.problems == []
    assert result.mutants == result.killed > 0


def only_one_row(rng):
    yield Case((np.array([[2.0]]),))


def shared_object(answer, x):
    return helper(answer(x))  # noqa: F821


def spoiling_its_input(x):
    x[0] = 0
    return x.mean(1)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"hints": ("a", "", "c")}, "three hints"),
        ({"also_correct": ()}, "at least one `also_correct`"),
        ({"also_correct": (lambda x: x.mean(0),)}, "also_correct[0] fails"),
        ({"reference": spoiling_its_input}, "the reference fails"),
        ({"mistakes": (Mistake("fine", lambda x: x.mean(1), "?"),)}, "'fine' passes at seed 0"),
        (
            {
                "mistakes": (
                    Mistake("a", lambda x: -x.mean(1), "?"),
                    Mistake("b", lambda x: x.mean(1) * -1, "?"),
                )
            },
            "'b' is taken for ('a',)",
        ),
        (
            {"mistakes": (Mistake("a", lambda x: 0 * x.mean(1), "?", "fragile"),)},
            "is fragile but called wrong",
        ),
        ({"cases": only_one_row}, "mutants are caught"),
        ({"cases": lambda rng: [Case((len,))]}, "more than plain values"),
        ({"cases": lambda rng: [Case((np.random.random((2, 2)),))]}, "differ between two draws"),  # noqa: NPY002
        (
            {"cases": lambda rng: [Case((np.ones((2, 2)),), extreme=True), Case((np.eye(2),))]},
            "stands before",
        ),
        ({"driver": shared_object}, "uses more than its arguments"),
        ({"survivors": {"`1` becomes `2`": "no reason"}}, "explains a mutant that does not survive"),
    ],
)
def test_each_gate_refuses_what_it_is_for(exercise, change, words):
    problems = audit(replace(exercise, **change)).problems
    assert any(words in problem for problem in problems), problems


def test_a_survivor_needs_a_reason(exercise):
    def padded(x):
        unused = 1 + 1
        unused = 2 + 2  # noqa: F841
        return np.asarray(x, float).mean(axis=1)

    weak = replace(exercise, reference=padded)
    result = audit(weak)
    assert any("unused" in problem for problem in result.problems)
    explained = replace(
        weak, survivors={change.partition(": ")[2]: "never read" for change in result.survivors}
    )
    assert audit(explained).problems == []
    assert set(audit(explained).explained) == set(result.survivors)
