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
