"""What the build adds: links that follow the reading order, a review at the opening, a quiz at the end."""

import re

import pytest

from dlteach.autograder import Lesson, Option, Question
from dlteach.course import build_course, furniture, maps
from dlteach.course.furniture import Piece, furnished
from dlteach.course.maps import index, picture, table, with_map
from dlteach.exercises.lessons import LESSONS

ROWS = [
    Lesson("00_one", "One", "the first", (), 30, 1),
    Lesson("01_two", "Two", "the second", ("00",), 60, 2),
    Lesson("02_three", "Three", "the third", ("00", "01"), 90, 3),
]
OPTIONS = (Option("a", "It is so.", right=True), Option("b", "It is not."), Option("c", "Nor this."))
CELLS = ["# Lesson 01: two", "code", "## You can now\n\n- count"]


@pytest.fixture(autouse=True)
def _own_course(monkeypatch, tmp_path):
    for name in (row.name for row in ROWS):
        path = tmp_path / "authoring" / "lessons" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    monkeypatch.setattr(maps, "lessons", lambda: tuple(ROWS))
    monkeypatch.setattr(maps, "exercises", dict)
    asked = tuple(Question("q", row.name, "s", "?", OPTIONS) for row in ROWS)
    monkeypatch.setattr(furniture, "questions", lambda: asked)


def added(tmp_path, kind, name):
    return list(furnished(tmp_path, kind, name, CELLS))


def test_a_lesson_gets_links_review_quiz_and_links(tmp_path):
    pieces = added(tmp_path, "lesson", "01_two")
    kinds = [piece.kind if isinstance(piece, Piece) else piece for piece in pieces]
    assert kinds == ["markdown", 0, "markdown", "code", 1, "markdown", "code", 2, "markdown"]
    assert pieces[3].text.endswith('review("01")')
    assert pieces[6].text.endswith('quiz("01")')


def test_its_links_lead_back_on_and_to_what_it_builds_on(tmp_path):
    above = added(tmp_path, "lesson", "01_two")[0].text
    links = re.findall(r"\]\(([^)]+)\)", above)
    assert links == ["00_one.ipynb", "index.ipynb", "02_three.ipynb", "00_one.ipynb"]
    assert "About 60 minutes" in above


def test_the_first_lesson_has_nothing_to_review_and_nothing_before_it(tmp_path):
    text = " ".join(piece.text for piece in added(tmp_path, "lesson", "00_one") if isinstance(piece, Piece))
    assert "review" not in text
    assert "←" not in text


def test_exercises_and_solutions_get_links_only(tmp_path):
    for kind in ("exercise", "solution"):
        pieces = added(tmp_path, kind, "02_three")
        assert [p if isinstance(p, int) else p.kind for p in pieces] == ["markdown", 0, 1, 2, "markdown"]
        assert "](../lessons/02_three.ipynb)" in pieces[0].text
        assert "→" not in pieces[0].text


def test_a_page_outside_the_reading_order_stays_as_it_is(tmp_path):
    assert added(tmp_path, "lesson", "99_own") == [0, 1, 2]


def test_the_table_has_a_row_for_each_lesson_and_the_picture_an_arrow_for_each_need():
    assert len(table(ROWS, "", "").splitlines()) == 2 + len(ROWS)
    drawn = picture(ROWS)
    assert {"L00 --> L01", "L00 --> L02", "L01 --> L02"} <= set(drawn.splitlines())
    assert "accDescr: Lesson 01 after 00, 02 after 00 and 01." in drawn
    assert "about 3 hours" in index(ROWS)


def test_a_build_of_one_lesson_brings_the_map_of_the_course_up_to_date(tmp_path):
    assert "lessons/index.ipynb" in build_course(tmp_path, ["00"]).written
    assert "lessons/index.ipynb" in build_course(tmp_path, ["00"]).unchanged


def test_a_readme_gets_its_map_between_the_marks_and_nowhere_else():
    text = f"before\n{maps.BEGIN}\nold\n{maps.END}\nafter\n"
    new = with_map(text, ROWS)
    assert new.startswith("before\n")
    assert new.endswith("\nafter\n")
    assert "old" not in new
    assert with_map(new, ROWS) == new
    assert with_map("no marks", ROWS) == "no marks"


def test_what_a_lesson_needs_comes_before_it():
    seen = set()
    for row in LESSONS:
        assert set(row.needs) <= seen, row.name
        seen.add(row.number)
