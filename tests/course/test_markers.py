"""Cutting solutions out: nothing of a solution reaches a learner, and lines keep their numbers."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlteach.course.markers import (
    BEGIN,
    DEFAULT_STUB,
    END,
    BuildError,
    Cell,
    Line,
    exercise_version,
    solution_version,
    unmarked,
)

FIRST = 40


def cell(text):
    lines = textwrap.dedent(text).strip("\n").split("\n")
    return Cell("authoring/exercises/01_x.py", 3, tuple(Line(n, t) for n, t in enumerate(lines, start=FIRST)))


RELU = cell("""
    def relu(z):
        ### BEGIN SOLUTION
        #: # Hint: np.maximum
        #:
        #: if z:
        #:     ...
        for _ in z:
            #: raise NotImplementedError
            pass
        ### END SOLUTION
        return z
""")


def test_the_exercise_has_the_stub_in_place_of_the_solution():
    expected = ["def relu(z):", "    # Hint: np.maximum", "", "    if z:", "        ..."]
    assert exercise_version(RELU).text.split("\n") == [
        *expected,
        "    raise NotImplementedError",
        "    return z",
    ]


def test_the_solution_has_neither_markers_nor_stub():
    assert solution_version(RELU).text == "def relu(z):\n    for _ in z:\n        pass\n    return z"


def test_without_stub_lines_the_exercise_raises_not_implemented():
    made = exercise_version(cell("def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION"))
    assert made.text == f"def f():\n    {DEFAULT_STUB}"


words = st.text("abc =()", min_size=1).filter(str.strip)
blocks = st.tuples(st.lists(words), st.none() | st.tuples(st.lists(words), st.lists(words)))


@given(st.lists(blocks))
def test_every_line_goes_where_it_belongs_and_keeps_its_number(parts):
    text, shared_or_solution, shared_or_stub = [], [], []
    for shared, marked in parts:
        text += shared
        shared_or_solution += shared
        shared_or_stub += shared
        if marked:
            solution, stub = marked
            text += [BEGIN, *(f"#: {line}" for line in stub), *solution, END]
            shared_or_solution += solution
            shared_or_stub += [line.rstrip() for line in stub] or [DEFAULT_STUB]
    source = Cell("x.py", 1, tuple(Line(n, line) for n, line in enumerate(text, start=FIRST)))
    solved = solution_version(source).lines
    assert [line.text for line in solved] == shared_or_solution
    assert [line.text for line in exercise_version(source).lines] == shared_or_stub
    assert all(text[line.number - FIRST] == line.text for line in solved), "a line has lost its number"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("x = 1\n### BEGIN SOLUTION\ny = 2", 41, "without an ### END SOLUTION"),
        ("x = 1\n\n### END SOLUTION", 42, "without a ### BEGIN SOLUTION"),
        ("### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION", 41, "begins on line 40"),
        ("#: raise NotImplementedError\nx = 1", 40, "outside a solution"),
        ("### BEGIN SOLUTION\nx = 1\n## END SOLUTION", 42, "nearly a marker"),
        ("# begin solution\nx = 1", 40, "nearly a marker"),
        ("###BEGIN SOLUTIONS\nx = 1", 40, "nearly a marker"),
    ],
)
@pytest.mark.parametrize("version", [exercise_version, solution_version])
def test_a_wrong_marker_is_named_with_its_place(text, line, says, version):
    with pytest.raises(BuildError, match=says) as error:
        version(cell(text))
    assert str(error.value).startswith(f"authoring/exercises/01_x.py, cell 3, line {line}: ")


@pytest.mark.parametrize("marker", [BEGIN, END, "# BEGIN SOLUTION"])
def test_a_marker_where_nothing_is_cut_is_an_error(marker):
    with pytest.raises(BuildError, match=r"line 41: .* cuts nothing here"):
        unmarked(cell(f"text\n{marker}"))


def test_text_without_markers_stays_as_it_is():
    text = cell("x = 1\n# how to begin: a solution needs a start\n\ny = '### BEGIN SOLUTION'")
    assert unmarked(text) == exercise_version(text) == solution_version(text) == text
