"""Submissions as learners make them, and an oracle that grades them quickly."""

import nbformat
import pytest

from dlteach.grading import Submission
from dlteach.grading.oracle import Oracle
from dlteach.grading.settings import Settings

SECONDS = 3.0  # for a cell or an exercise; the machine may be busy


@pytest.fixture(scope="session")
def settings():
    return Settings("a secret", cell_seconds=SECONDS, exercise_seconds=SECONDS, seconds=40)


@pytest.fixture(scope="session")
def oracle(settings):
    with Oracle(settings) as oracle:
        yield oracle


def notebook(*cells, name="01_cost_functions"):
    made = nbformat.v4.new_notebook(metadata={"dlteach": {"kind": "exercise", "name": name}})
    made.cells = [nbformat.v4.new_code_cell(cell) for cell in cells]
    return nbformat.writes(made).encode()


@pytest.fixture(scope="session")
def submit():
    """Make a submission of code cells."""

    def made(*cells, learner="learner-1", **about):
        data = notebook(*cells, **about)
        return Submission(learner, f"{learner}/a.ipynb", data, ".ipynb", "2026-01-31T12:00:00+00:00")

    return made
