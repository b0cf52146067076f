import time

import numpy as np
import pytest

from dlteach.autograder.effort import TooLong, lines_run, loops_over_examples, time_limit


def test_lines_are_counted_wherever_python_runs():
    def loop(n):
        total = 0
        for k in range(n):
            total += k

    few, many = lines_run(lambda: loop(10)), lines_run(lambda: loop(100))
    assert many - few == 2 * 90


def test_numpys_own_loops_count_nothing():
    assert not loops_over_examples(lambda n: np.ones(n).sum())


@pytest.mark.parametrize(
    "work",
    [
        lambda n: [k + 1 for k in range(n)],
        lambda n: np.vectorize(lambda k: k)(np.arange(n)),
        lambda n: list(map(lambda k: k, range(n))),  # noqa: C417
        lambda n: sum(k for k in range(n)),
    ],
    ids=["comprehension", "vectorize", "map", "generator"],
)
def test_hidden_loops_are_loops(work):
    assert loops_over_examples(work)


def work_on():
    """Work until a limit ends it; without one the test must end too, so that it can fail."""
    until = time.monotonic() + 5
    while time.monotonic() < until:
        pass


def test_a_time_limit_stops_and_an_outer_one_goes_on():
    def work_within_a_shorter_limit_and_on():
        with pytest.raises(TooLong, match=r"0\.05 s"), time_limit(0.05):
            work_on()
        work_on()

    with pytest.raises(TooLong, match=r"0\.2 s"), time_limit(0.2):
        work_within_a_shorter_limit_and_on()
