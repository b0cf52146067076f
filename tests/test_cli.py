import json
import shutil

import pytest
from typer.testing import CliRunner

from dlteach.autograder.state import load_state
from dlteach.cli import app
from dlteach.course import course_root

RIGHT = "def affine(x, w, b):\n    return x @ w + b\n"
WRONG = "def affine(x, w, b):\n    return x @ w\n"


@pytest.fixture(autouse=True)
def _own_state(tmp_path, monkeypatch):
    monkeypatch.setenv("DLTEACH_STATE", str(tmp_path / "progress.json"))


def run(*args):
    return CliRunner().invoke(app, [str(a) for a in args])


@pytest.fixture
def answer(tmp_path):
    def write(text, name="work.py"):
        path = tmp_path / name
        path.write_text(text)
        return path

    return write


def test_a_right_file_exits_with_0_and_a_wrong_one_with_1(answer):
    assert run("check", answer(RIGHT)).exit_code == 0
    wrong = run("check", answer(WRONG))
    assert wrong.exit_code == 1
    assert "The bias is missing" in wrong.output
    assert load_state()["affine"]["passed"] is True, "what was right once stays"


def test_an_unreadable_file_exits_with_2_after_the_others_are_checked(answer):
    result = run("check", answer("{", "broken.ipynb"), answer(RIGHT))
    assert result.exit_code == 2
    assert "✓ affine" in result.output
    assert "damaged" in result.output or "ends in the middle" in result.output


def test_check_speaks_json(answer):
    data = json.loads(run("check", "--json", answer(WRONG)).stdout)
    (notebook,) = data["notebooks"]
    assert notebook["passed"] is False
    assert notebook["feedback"][0]["mistakes"] == ["bias-forgotten"]


def test_status_and_next_follow_what_is_right(answer):
    assert run("next").output.startswith("affine, in exercises/00_start_here.ipynb")
    run("check", answer(RIGHT))
    assert run("next").output.startswith("predict_shape")
    status = run("status")
    assert "✓ affine" in status.output
    assert "○ predict_shape" in status.output
    tasks = json.loads(run("status", "--json").stdout)["tasks"]
    assert tasks[0] | {"status": "right"} == tasks[0]


def test_hints_climb(answer):
    outputs = [run("hint", "affine").output for _ in range(3)]
    assert ["hint 1 of 3" in outputs[0], "hint 2 of 3" in outputs[1], "hint 3 of 3" in outputs[2]] == [
        True
    ] * 3
    assert run("hint", "afine").exit_code == 2


def test_learn_makes_a_workspace_and_keeps_what_the_learner_wrote(tmp_path):
    folder = tmp_path / "mine"
    first = run("learn", folder, "--no-open")
    assert first.exit_code == 0
    notebook = folder / "exercises" / "00_start_here.ipynb"
    edited = notebook.read_text().replace("your code here", "my own words")
    notebook.write_text(edited)
    again = run("learn", folder, "--no-open")
    assert "as you left it" in again.output
    assert notebook.read_text() == edited
    assert not (folder / "solutions").exists()


def test_learn_into_a_file_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    result = run("learn", tmp_path / "file", "--no-open")
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_a_whole_exercise_notebook_of_the_course_is_checked(tmp_path):
    shutil.copy(course_root() / "solutions" / "00_start_here.ipynb", tmp_path / "done.ipynb")
    shutil.copy(course_root() / "exercises" / "00_start_here.ipynb", tmp_path / "blank.ipynb")
    assert run("check", tmp_path / "done.ipynb").exit_code == 0
    blank = run("check", tmp_path / "blank.ipynb")
    assert blank.exit_code == 1
    assert "not attempted yet" in blank.output


def test_build_without_sources_says_what_to_do(tmp_path):
    result = run("build", "--root", tmp_path)
    assert result.exit_code == 2
    assert "authoring" in result.output


def test_audit_of_one_exercise_prints_its_row_and_speaks_json():
    data = json.loads(run("audit", "affine", "--json").stdout)
    assert data["passed"] is True
    assert data["exercises"][0]["killed"] == data["exercises"][0]["mutants"] > 0
    assert run("audit", "afine").exit_code == 2


def test_help_names_every_command():
    text = run("--help").output
    assert all(command in text for command in ("learn", "status", "next", "check", "hint", "build", "audit"))


def test_quiz_takes_its_replies_from_the_line_or_asks_until_it_can_read_one():
    from dlteach.autograder.registry import questions

    asked = [q for q in questions() if q.lesson.startswith("07")]
    right = [str(q.right.value) if q.is_number else "abcde"[q.options.index(q.right)] for q in asked]
    on_the_line = run("quiz", "07", *right)
    assert on_the_line.exit_code == 0
    assert on_the_line.output.endswith("3 of 3 right\n")
    typed = CliRunner().invoke(app, ["quiz", "07"], input="?!\n" + "\n".join(right) + "\n")
    assert typed.exit_code == 0
    assert "is asked for, got '?!'" in typed.output
    assert "3 of 3 questions right" in run("status").output


def test_a_missed_question_is_asked_again_with_review():
    run("quiz", "07", "a", "a", "a")
    assert run("quiz", "08", "--review", "?", "?", "?").exit_code != 0
    assert "Nothing to review" in run("quiz", "07", "--review").output


def test_a_quiz_that_there_is_not_exits_with_2():
    result = run("quiz", "77")
    assert result.exit_code == 2
    assert "There are questions on lessons 00, 01" in result.output


def test_new_pack_says_what_it_wrote_and_refuses_a_full_folder(tmp_path):
    made = run("new-pack", tmp_path / "own")
    assert made.exit_code == 0
    assert "accuracy.py" in made.output
    again = run("new-pack", tmp_path / "own")
    assert again.exit_code == 2
    assert "not empty" in again.output
