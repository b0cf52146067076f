"""nbgrader and Otter themselves grade what we write for them, and count the points that `check` gives."""

import csv
import json

import pytest

from dlteach.grading.exports import nbgrader, otter

from .samples import notebooks

SET = "02_gradient_descent"
MOST = 7.0
CHANGES_ITS_INPUT = """\
def gradient_step(gradient, w, b, learning_rate):
    grad_w, grad_b = gradient(w, b)
    w -= learning_rate * grad_w
    b -= learning_rate * grad_b
    return w, b
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory, tools):
    """An nbgrader course with submissions, graded by nbgrader."""
    folder = tmp_path_factory.mktemp("course")
    nbgrader.write_assignment(folder, SET, *notebooks(SET))
    tools("nbgrader", "generate_assignment", SET, cwd=folder)
    source, released = (load(folder / kind / SET / f"{SET}.ipynb") for kind in ("source", "release"))
    solutions = {grade_id(cell): cell["source"] for cell in source["cells"] if grade_id(cell)}
    hand_in(folder, "blank", released)
    for cell in released["cells"]:
        if (grade_id(cell) or "").startswith("answer-"):
            cell["source"] = solutions[grade_id(cell)]
    hand_in(folder, "right", released)
    for cell in released["cells"]:
        if grade_id(cell) == "answer-gradient_step":
            cell["source"] = CHANGES_ITS_INPUT
    hand_in(folder, "changes-its-input", released)
    tools("nbgrader", "autograde", SET, cwd=folder)
    tools("nbgrader", "export", "--to=grades.csv", cwd=folder)
    return folder


def load(path):
    return json.loads(path.read_text("utf-8"))


def grade_id(cell):
    return cell["metadata"].get("nbgrader", {}).get("grade_id")


def hand_in(folder, learner, notebook):
    path = folder / "submitted" / learner / SET / f"{SET}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(notebook), "utf-8")


def test_nbgrader_counts_the_points_that_check_gives(course):
    with open(course / "grades.csv", newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    scores = {learner: float(row["score"]) for learner, row in rows.items()}
    assert scores == {"blank": 0.0, "right": MOST, "changes-its-input": MOST - 0.5}
    assert {float(row["max_score"]) for row in rows.values()} == {MOST}


def test_what_nbgrader_releases_gives_nothing_away_and_keeps_its_metadata(course):
    released = load(course / "release" / SET / f"{SET}.ipynb")
    text = json.dumps(released)
    assert "HIDDEN" not in text
    assert "seed=" not in text
    assert "np.ndindex(x.shape):" not in text, "a line of the solution"
    versions = {
        cell["metadata"]["nbgrader"]["schema_version"] for cell in released["cells"] if grade_id(cell)
    }
    assert versions == {3}


def test_nbgrader_validates_the_solution_and_says_what_is_missing_in_a_blank(course, tools):
    right, blank = (f"submitted/{who}/{SET}/{SET}.ipynb" for who in ("right", "blank"))
    assert "Success" in tools("nbgrader", "validate", right, cwd=course)
    said = tools("nbgrader", "validate", blank, cwd=course)
    assert "not attempted yet" in said
    assert "Success" not in said


@pytest.fixture(scope="module")
def autograder(tmp_path_factory, tools):
    folder = tmp_path_factory.mktemp("otter")
    otter.write_assignment(folder, SET, *notebooks(SET))
    tools("otter", "generate", cwd=folder / SET)
    return folder / SET


@pytest.mark.parametrize(("version", "points"), [(0, 0.0), (1, MOST)], ids=["blank", "solution"])
def test_otter_counts_the_points_that_check_gives(autograder, tools, tmp_path, version, points):
    submission = tmp_path / f"{SET}.ipynb"
    submission.write_text(json.dumps(notebooks(SET)[version]), "utf-8")
    zipped = autograder / "autograder.zip"
    tools("otter", "run", "--no-logo", "-a", zipped, "-o", tmp_path, submission, cwd=tmp_path)
    tests = [test for test in load(tmp_path / "results.json")["tests"] if "max_score" in test]
    assert sum(test["score"] for test in tests) == points
    assert sum(test["max_score"] for test in tests) == MOST


def test_otter_gives_half_for_an_answer_that_changes_its_input(autograder, tools):
    (autograder / "half.py").write_text("import numpy as np\n" + CHANGES_ITS_INPUT)
    said = tools("otter", "check", "half.py", "-t", "tests", "-q", "gradient_step", cwd=autograder)
    assert "gradient_step - 1 result:\n        ✅" in said
    assert "gradient_step - 2 result:\n        ❌" in said
