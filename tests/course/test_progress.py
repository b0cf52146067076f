from html.parser import HTMLParser

import pytest

from dlteach import progress
from dlteach.autograder.state import update
from dlteach.course.progress import read_progress
from dlteach.course.workspace import course_root
from dlteach.exercises import PACK
from dlteach.exercises.lessons import LESSONS


@pytest.fixture(autouse=True)
def _own_state(tmp_path, monkeypatch):
    monkeypatch.setenv("DLTEACH_STATE", str(tmp_path / "progress.json"))


def passed(name):
    update(name, lambda entry: {"passed": True, "points": 1.0, "attempts": 1})


def test_the_map_begins_with_everything_open():
    found = read_progress()
    assert {task.status for task in found.tasks} == {"open"}
    assert found.next.name == "affine"


def test_tasks_come_in_the_order_of_the_course():
    lessons = [task.lesson for task in read_progress().tasks]
    assert lessons == sorted(lessons)
    assert len(lessons) == len(PACK.exercises)


def test_right_tried_and_open_are_told_apart_and_the_next_is_the_first_that_is_not_right(capsys):
    passed("affine")
    update("predict_shape", lambda entry: {"passed": False, "attempts": 2})
    shown = progress()
    text = capsys.readouterr().out
    assert "✓ affine   ✗ predict_shape" in text
    assert shown.next.name == "predict_shape"
    assert text.startswith("Your way through the course: 1 of ")


def test_when_all_is_right_there_is_no_next():
    for exercise in PACK.exercises:
        passed(exercise.name)
    assert read_progress().next is None


def test_the_html_is_a_table_with_a_caption_and_row_headers():
    tags = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: tags.append(tag)
    parser.feed(read_progress()._repr_html_())
    assert tags[:2] == ["table", "caption"]
    assert tags.count("th") == len(LESSONS)


def test_every_lesson_of_the_table_has_its_notebooks_and_every_notebook_its_row():
    for folder in ("lessons", "exercises", "solutions"):
        names = [path.stem for path in sorted((course_root() / folder).glob("[0-9]*.ipynb"))]
        assert names == [lesson.name for lesson in LESSONS]
