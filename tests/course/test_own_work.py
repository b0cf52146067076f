"""`mine` takes what is right from the learner's notebooks, and says so when it takes the reference."""

import nbformat
import numpy as np
import pytest

from dlteach.autograder.registry import UnknownExercise, find
from dlteach.course import mine

RIGHT = "def affine(x, w, b):\n    return product(x, w) + b"
HELPER = "def product(x, w):\n    return np.dot(x, w) * ONE"


@pytest.fixture
def notebook(tmp_path):
    """Write an exercise notebook of the given code cells."""

    def write(*cells, name="00_start_here"):
        folder = tmp_path / "exercises"
        folder.mkdir(exist_ok=True)
        nodes = [nbformat.v4.new_code_cell(cell) for cell in cells]
        nbformat.write(nbformat.v4.new_notebook(cells=nodes), folder / f"{name}.ipynb")
        return folder

    return write


def taken(folder, capsys, name="affine"):
    found = mine(name, folder)
    return found, capsys.readouterr().out.strip()


def test_a_right_answer_comes_with_all_that_it_needs(notebook, capsys):
    folder = notebook("import numpy as np", "ONE = 1.0", HELPER, RIGHT)
    found, said = taken(folder, capsys)
    assert said == "affine: yours, from exercises/00_start_here.ipynb"
    assert found is not find("affine").reference
    np.testing.assert_array_equal(found(np.ones((2, 3)), np.ones((3, 1)), np.ones(1)), [[4.0], [4.0]])


def test_what_it_does_not_need_is_not_run(notebook, capsys):
    folder = notebook(
        "import numpy as np", "ONE = 1.0", "data = load_everything()\ncheck(affine)", HELPER, RIGHT
    )
    assert "yours" in taken(folder, capsys)[1]


def test_the_last_definition_counts(notebook, capsys):
    folder = notebook("import numpy as np\nONE = 1.0", "def affine(x, w, b):\n    return 0", HELPER, RIGHT)
    assert "yours" in taken(folder, capsys)[1]


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (["def affine(x, w, b):\n    raise NotImplementedError"], "is not attempted yet"),
        (["def affine(x, w, b):\n    return x @ w"], "is not right yet"),
        (["def affine(x, w, b):\n    while True: pass"], "is not right yet"),
        (["1 / 0", "affine = missing_name"], "raises NameError"),
        (["import sys\naffine = sys.exit()"], "raises SystemExit"),
        (["def another(): pass"], "no notebook of yours defines it"),
    ],
)
def test_else_the_reference_stands_in_and_says_why(cells, why, notebook, capsys):
    found, said = taken(notebook(*cells), capsys)
    assert found is find("affine").reference
    assert said.startswith("affine: the reference (")
    assert why in said


ADAM = """def adam_step(weights, grad, m, v, t, lr, beta1, beta2, eps):
    m, v = beta1 * m + (1 - beta1) * grad, beta2 * v + (1 - beta2) * grad**2
    step = lr * (m / (1 - beta1**t)) / ((v / (1 - beta2**t)) ** 0.5 + eps)
    return [weights - step, m, v]"""
COUNTS = """def confusion_matrix(y_true, y_pred, k):
    return [[sum((y_true == i) & (y_pred == j)) for j in range(k)] for i in range(k)]"""
FORWARD = """from dlteach.functions import dense_forward as library

def dense_forward(x, w, b, activation):
    return library(x, w, b, activation), (x, w, b)"""


def test_names_and_defaults_are_those_of_the_course(notebook, capsys):
    adam_step, said = taken(notebook(ADAM, name="08_optimizers"), capsys, "adam_step")
    assert said.startswith("adam_step: yours")
    reference = find("adam_step").reference
    once, zeros = np.array([1.0, -2.0]), np.zeros(2)
    found = adam_step(once, once, zeros, zeros, 1, learning_rate=0.1)
    np.testing.assert_allclose(found, reference(once, once, zeros, zeros, 1, learning_rate=0.1))
    assert isinstance(found, tuple)


@pytest.mark.parametrize(
    ("name", "cell", "args"),
    [
        ("confusion_matrix", COUNTS, (np.array([0, 1, 1]), np.array([0, 1, 0]), 2)),
        ("dense_forward", FORWARD, (np.ones((2, 3)), np.ones((3, 1)), np.ones(1), "relu")),
    ],
)
def test_a_list_and_a_cache_become_the_array_that_lessons_expect(name, cell, args, notebook, capsys):
    answer, said = taken(notebook("import numpy as np", cell, name="my_own"), capsys, name)
    assert said.startswith(f"{name}: yours")
    for _ in range(2):
        found = answer(*args)
        assert isinstance(found, np.ndarray)
        np.testing.assert_array_equal(found, find(name).reference(*args))


def test_the_generator_of_the_caller_is_drawn_from_once(notebook, capsys):
    cell = "def he_normal(d, k, rng):\n    return rng.normal(0, (2 / d) ** 0.5, (d, k))"
    he_normal, _ = taken(notebook(cell, name="10_generalisation"), capsys, "he_normal")
    wanted = np.random.default_rng(0).normal(0, (2 / 3) ** 0.5, (3, 4))
    np.testing.assert_allclose(he_normal(3, 4, np.random.default_rng(0)), wanted)


def test_a_cell_that_python_cannot_read_is_named(notebook, capsys):
    said = taken(notebook("import numpy as np", "def affine(x, w, b):\n    return (x @ w"), capsys)[1]
    assert "in exercises/00_start_here.ipynb: Code cell 2, line 2 is not Python yet" in said


def test_a_damaged_notebook_does_not_stop_the_search(notebook, capsys):
    folder = notebook("import numpy as np\nONE = 1.0", HELPER, RIGHT, name="my_own")
    (folder / "00_start_here.ipynb").write_text('{"cells": [')
    assert taken(folder, capsys)[1] == "affine: yours, from exercises/my_own.ipynb"


def test_it_looks_beside_the_folder_of_the_lesson(notebook, capsys, monkeypatch, tmp_path):
    notebook("import numpy as np\nONE = 1.0", HELPER, RIGHT)
    (tmp_path / "lessons").mkdir()
    monkeypatch.chdir(tmp_path / "lessons")
    assert "yours" in taken(None, capsys)[1]


def test_an_unknown_name_names_the_nearest():
    with pytest.raises(UnknownExercise, match="did you mean 'affine'"):
        mine("afine")
