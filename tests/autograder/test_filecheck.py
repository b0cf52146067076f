import pytest

from dlteach.autograder.filecheck import check_file

AFFINE = "def affine(x, w, b):\n    return x @ w + b\n"


def report(tmp_path, *cells, seconds=20.0):
    path = tmp_path / "work.py"
    path.write_text("\n# %%\n".join(["import numpy as np", *cells]))
    return check_file(path, seconds)


def results(found):
    return {f.name: f.passed for f in found.feedback}


def test_right_wrong_and_missing_answers_are_told_apart(tmp_path):
    found = report(tmp_path, AFFINE, "def predict_shape(a, b):\n    return (a[0], b[1])")
    assert results(found) == {"affine": True, "predict_shape": False}
    assert found.passed is False
    assert found.to_dict()["points"] == 1


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("raise SystemExit(0)", "SystemExit"),
        ("while True:\n    pass", "did not finish"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("def f(:\n    pass", "not Python yet"),
    ],
)
def test_a_bad_cell_is_told_and_the_others_still_count(tmp_path, cell, words):
    found = report(tmp_path, cell, AFFINE, seconds=12)
    assert results(found) == {"affine": True}
    assert any(words in problem for problem in found.problems)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("import os\nos._exit(0)", "it ended its own process"),
        (
            "while True:\n    try:\n        while True: sum([1, 2])\n    except BaseException: pass",
            "it ran longer than 2 seconds",
        ),
    ],
    ids=["leaves", "will not be stopped"],
)
def test_a_notebook_that_ends_or_holds_its_process_is_told(tmp_path, cell, why):
    found = report(tmp_path, AFFINE, cell, seconds=2)
    assert results(found) == {"affine": None}
    assert f"was stopped at cell 3: {why}" in found.problems[-1]


def test_output_and_input_of_cells_do_no_harm(tmp_path):
    found = report(
        tmp_path,
        "print('x' * 10_000_000)\nimport sys\nsys.stdout.write('y' * 100)",
        "try:\n    input()\nexcept EOFError:\n    pass",
        AFFINE,
    )
    assert results(found) == {"affine": True}


def test_a_file_without_answers_says_so(tmp_path):
    found = report(tmp_path, "x = 1")
    assert found.passed is False
    assert "no answer to any exercise" in found.problems[0]


def test_the_learners_own_modules_beside_the_notebook_are_found_and_shadow_nothing(tmp_path):
    (tmp_path / "helper.py").write_text("def add(a, b):\n    return a + b\n")
    (tmp_path / "numpy.py").write_text("raise ImportError('shadowed')\n")
    found = report(tmp_path, "from helper import add\ndef affine(x, w, b):\n    return add(x @ w, b)")
    assert results(found) == {"affine": True}
