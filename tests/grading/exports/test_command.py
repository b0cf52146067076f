"""`dlteach export` in the hands of its user."""

import base64
import json
from xml.etree import ElementTree as Xml

import pytest
from typer.testing import CliRunner

from dlteach.cli import app

CANVAS = "Student,ID,Section,Homework 1 (100)\n    Points Possible,,,10\nOne,right,A,\nTwo,wrong,A,3\n"


def run(*args):
    return CliRunner().invoke(app, ["export", *map(str, args)])


def test_sets_are_chosen_by_number_or_name(tmp_path):
    made = run("nbgrader", "00", "02_gradient_descent", "--to", tmp_path)
    assert made.exit_code == 0
    assert {path.stem for path in (tmp_path / "source").iterdir()} == {"00_start_here", "02_gradient_descent"}
    assert run("otter", "00", "--to", tmp_path).exit_code == 0
    assert (tmp_path / "00_start_here/tests/affine.py").exists()


@pytest.mark.parametrize("command", ["nbgrader", "otter", "gradescope"])
def test_an_unknown_set_is_named_with_those_that_there_are(command, tmp_path):
    made = run(command, "99", "--to", tmp_path / "x")
    assert made.exit_code == 2
    assert "no set of exercises is called '99'; there are 00_start_here" in made.output


def test_an_unknown_level_of_isolation_is_refused(tmp_path):
    made = run("gradescope", "00", "--to", tmp_path / "a.zip", "--require-isolation", "none")
    assert made.exit_code == 2
    assert "landlock" in made.output


def test_junit_goes_to_a_file_or_is_printed(grades, tmp_path):
    assert len(Xml.fromstring(run("junit", "--grades", grades).stdout)) == 3
    made = run("junit", "--grades", grades, "--learner", "right", "--to", tmp_path / "x.xml")
    assert made.exit_code == 0
    assert len(Xml.parse(tmp_path / "x.xml").getroot()) == 1


def test_one_result_is_chosen_where_a_format_holds_one(grades):
    several = run("prairielearn", "--grades", grades)
    assert several.exit_code == 2
    assert "holds one result and there are 3" in several.output
    one = run("prairielearn", "--grades", grades, "--learner", "right")
    assert json.loads(one.stdout)["score"] == 1.0


def test_the_output_of_a_github_step(grades):
    line = run("github-classroom", "--grades", grades, "--learner", "wrong").stdout
    assert json.loads(base64.b64decode(line.removeprefix("result=")))["status"] == "fail"


def test_the_workflow_for_github(tmp_path):
    assert run("github-classroom", "--workflow", "02", "--to", tmp_path / "classroom.yml").exit_code == 0
    text = (tmp_path / "classroom.yml").read_text()
    assert "dlteach grade 02_gradient_descent.ipynb" in text
    assert '"${{ steps.dlteach.outputs.result }}"' in text
    assert "DLTEACH_RESULTS" in text and "runners: dlteach" in text


def test_canvas_round_trip(grades, tmp_path):
    table = tmp_path / "gradebook.csv"
    table.write_text(CANVAS)
    options = ("--assignment", "00_start_here", "--grades", grades, "--to", tmp_path / "out.csv")
    unknown = run("canvas", table, *options)
    assert unknown.exit_code == 2
    assert "Homework 1 (100)" in unknown.output
    made = run("canvas", table, *options, "--column", "Homework 1")
    assert made.exit_code == 1, "one mark has no row"
    assert "marks without a row of their own: 1\n  blank (no such row)" in made.output
    assert (tmp_path / "out.csv").read_text() == CANVAS.replace("right,A,", "right,A,10").replace(
        "A,3", "A,0"
    )


def test_moodle_round_trip(grades, tmp_path):
    table = tmp_path / "worksheet.csv"
    table.write_text("Identifier,Email address,Grade,Last modified (grade)\nParticipant 7,right,,-\n")
    made = run(
        "moodle", table, "--assignment", "00_start_here", "--grades", grades, "--to", tmp_path / "out.csv"
    )
    assert made.exit_code == 1
    assert (tmp_path / "out.csv").read_text().endswith("Participant 7,right,1,-\n")


def test_marks_by_hand_and_comments_go_out(grades, tmp_path):
    hand = CliRunner().invoke(
        app,
        [
            "mark",
            "wrong",
            "00_start_here",
            "--points",
            "0.5",
            "--comment",
            "<b>See me</b>",
            "--grades",
            grades,
        ],
    )
    assert hand.exit_code == 0, hand.output
    table = tmp_path / "worksheet.csv"
    table.write_text("Identifier,Grade,Last modified (grade),Feedback comments\nParticipant wrong,,-,\n")
    run("moodle", table, "--assignment", "00_start_here", "--grades", grades, "--to", table)
    row = table.read_text().splitlines()[1]
    assert row.startswith("Participant wrong,0.5,-,")
    assert "dlteach: &lt;b&gt;See me&lt;/b&gt;<br>" in row
    assert "affine: not right yet" in row


def test_an_assignment_without_marks_is_an_error_that_lists_the_others(grades, tmp_path):
    table = tmp_path / "gradebook.csv"
    table.write_text(CANVAS)
    made = run("canvas", table, "--assignment", "01", "--grades", grades, "--to", tmp_path / "out.csv")
    assert made.exit_code == 2
    assert "its assignments: 00_start_here" in made.output
    assert not (tmp_path / "out.csv").exists()


def test_without_results_nothing_is_written(tmp_path):
    made = run("junit", "--grades", tmp_path, "--to", tmp_path / "x.xml")
    assert made.exit_code == 2
    assert "holds no result" in made.output
    assert not (tmp_path / "x.xml").exists()
