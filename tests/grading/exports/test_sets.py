"""Every set of exercises, taken apart and put together in the ways of nbgrader and Otter."""

import ast
import json
import re

import pytest

from dlteach.autograder.registry import exercises
from dlteach.course import course_root
from dlteach.grading.exports import nbgrader, otter
from dlteach.grading.exports.sets import ExportError, parts_of

from .samples import notebooks

SETS = [path.stem for path in sorted((course_root() / "exercises").glob("*.ipynb"))]
SOLUTION = re.compile(r"^[ ]*### BEGIN SOLUTION\n(?:.*\n)*?[ ]*### END SOLUTION\n?", re.MULTILINE)


@pytest.mark.parametrize("name", SETS)
def test_every_exercise_of_the_set_is_checked_once(name):
    checked = [part.name for part in parts_of(*notebooks(name)) if part.kind == "check"]
    assert sorted(checked) == sorted(e.name for e in exercises().values() if e.lesson == name)


@pytest.mark.parametrize("name", SETS)
def test_the_marks_enclose_what_learners_do_not_see(name):
    for part in parts_of(*notebooks(name)):
        if part.kind == "answer":
            kept = SOLUTION.sub("", part.marked + "\n")
            stub = [line for line in part.text.splitlines() if "NotImplementedError" not in line]
            assert kept.splitlines() == stub, part.name
            unmarked = re.sub(r"^ *### .*\n", "", part.marked + "\n", flags=re.MULTILINE)
            assert unmarked == part.solution + "\n", part.name


@pytest.mark.parametrize("name", SETS)
def test_nbgrader_finds_the_metadata_that_it_expects(name, tmp_path):
    (path, _) = nbgrader.write_assignment(tmp_path, name, *notebooks(name))
    cells = [cell for cell in read(path)["cells"] if cell["cell_type"] == "code"]
    about = [cell["metadata"]["nbgrader"] for cell in cells]
    ids = [each["grade_id"] for each in about]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-zA-Z0-9_\-]+", each) for each in ids)
    roles = {(each["grade"], each["solution"], each["locked"]) for each in about}
    assert roles == {(True, False, True), (False, True, False), (False, False, True)}
    for each in about:
        assert each["schema_version"] == 3
        assert ("points" in each) == each["grade"]
        allowed = {"schema_version", "grade", "solution", "locked", "task", "grade_id", "points"}
        assert set(each) <= allowed
    assert sum(each.get("points", 0) for each in about) == sum(
        e.points for e in exercises().values() if e.lesson == name
    )


def read(path):
    return json.loads(path.read_text("utf-8"))


def test_links_to_what_the_other_system_does_not_have_become_words():
    text = "\n".join(part.text for part in parts_of(*notebooks("02_gradient_descent")))
    assert "](../" not in text
    assert "Read lesson 02" in text
    assert "The map" not in text


def test_an_nbgrader_configuration_that_is_there_stays(tmp_path):
    config = tmp_path / "nbgrader_config.py"
    config.write_text("# mine")
    nbgrader.write_assignment(tmp_path, "00_start_here", *notebooks("00_start_here"))
    assert config.read_text() == "# mine"


def test_two_exports_draw_different_hidden_inputs(tmp_path):
    seeds = set()
    for folder in (tmp_path / "a", tmp_path / "b"):
        otter.write_assignment(folder, "00_start_here", *notebooks("00_start_here"))
        text = (folder / "00_start_here/tests/affine.py").read_text()
        ast.parse(text)
        seeds.add(re.search(r"in \(0, (\d+)\)", text)[1])
    assert len(seeds) == 2


def test_notebooks_of_different_sets_are_refused():
    exercise, _ = notebooks("02_gradient_descent")
    _, solution = notebooks("03_cross_entropy")
    with pytest.raises(ExportError, match="dlteach build"):
        parts_of(exercise, solution)
