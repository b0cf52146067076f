"""The commands `dlteach mark` and `dlteach gradebook`, as a teacher calls them."""

import csv
import json

import pytest
from typer.testing import CliRunner

from dlteach.cli import app
from dlteach.grading.events import read_events
from dlteach.grading.gradebook import Gradebook

SET = "02_gradient_descent"


@pytest.fixture
def grades(tmp_path, result):
    """A folder of results and its gradebook."""
    folder = tmp_path / "grades"
    results = [
        result("learner-1", points=(1, 0.5, 0)),
        result("learner-2", points=(1, 1, 1), submitted="2026-03-02T12:00:00+00:00"),
        result("learner-2", "other file", points=(1,), assignment="03_cross_entropy"),
    ]
    for found in results:
        path = folder / "results" / found.key[:2] / f"{found.key}.json"
        path.parent.mkdir(parents=True)
        path.write_text(found.to_json())
    Gradebook(folder / "gradebook.sqlite").add(results)
    return folder


@pytest.fixture
def run(grades, monkeypatch):
    monkeypatch.chdir(grades.parent)
    return lambda *args: CliRunner().invoke(app, [str(a) for a in args])


def marks(run, *args):
    rows = json.loads(run("gradebook", "--json", *args).stdout)["marks"]
    return {(row["learner"], row["assignment"]): row for row in rows}


def test_a_mark_counts_is_shown_and_is_logged(run, grades):
    said = run("mark", "learner-1", SET, "b", "--points", "0.75", "--comment", "nearly", "--by", "teacher")
    assert said.exit_code == 0, said.output
    assert said.output == f"learner-1, {SET}, b: 0.75 of 1 points by hand\n"
    row = marks(run)["learner-1", SET]
    assert (row["points"], row["by_hand"][0]["comment"], row["by_hand"][0]["by"]) == (
        1.75,
        "nearly",
        "teacher",
    )
    assert "1.75 H" in run("gradebook").output
    (event,) = read_events(grades / "events.jsonl")[0]
    assert {**event, "event": "mark", "exercise": "b", "points": 0.75, "by": "teacher"} == event


def test_a_mark_is_taken_back_by_clear(run):
    run("mark", "learner-1", SET, "--points", "3")
    assert marks(run)["learner-1", SET]["points"] == 3
    assert "taken back" in run("mark", "learner-1", SET, "--clear").output
    assert marks(run)["learner-1", SET]["points"] == 1.5


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("learner-3", SET, "--points", "1"), "did you mean learner-2 or learner-1?"),
        (("learner-1", "02_gradient_decent", "--points", "1"), f"did you mean {SET}?"),
        (("learner-1", SET, "zzz", "--points", "1"), "no exercise is called 'zzz'; known are a, b, c"),
        (
            ("learner-1", SET, "--points", "4"),
            "expected a number from 0 to 3, got 4; more than the maximum needs",
        ),
        (("learner-1", SET, "--points", "nan"), "got nan"),
        (("learner-1", SET, "--points", "inf", "--above-maximum"), "got inf"),
        (("learner-1", SET, "--points", "-1"), "expected a number from 0 to 3, got -1"),
        (("learner-1", SET), "expected --points, --comment or both; or --clear alone"),
        (("learner-1", SET, "--points", "1", "--clear"), "--clear alone"),
        (("learner-1", SET, "--points", "1", "--grades", "elsewhere"), "gradebook.sqlite is not there"),
    ],
)
def test_a_mark_that_cannot_be_is_refused_and_changes_nothing(run, grades, args, says):
    before = marks(run)
    refused = run("mark", *args)
    assert refused.exit_code == 2
    assert says in " ".join(refused.output.replace("│", "").split())
    assert marks(run) == before
    assert not (grades / "events.jsonl").exists()


def test_more_than_the_maximum_is_given_when_it_is_meant(run):
    assert run("mark", "learner-1", SET, "--points", "4", "--above-maximum").exit_code == 0
    assert marks(run)["learner-1", SET]["points"] == 4


def test_the_policy_in_the_folder_holds_unless_another_is_named(run, grades, tmp_path):
    late = "[late]\npercent = {}\n[assignments.02_gradient_descent]\ndue = 2026-03-01T23:00:00Z\n"
    (grades / "policy.toml").write_text(late.format(10))
    (tmp_path / "other.toml").write_text(late.format(50))
    row = marks(run)["learner-2", SET]
    assert (row["before_policy"], row["points"], row["late_hours"]) == (3, pytest.approx(2.7), 13)
    assert "2.7 L" in run("gradebook").output
    assert marks(run, "--policy", tmp_path / "other.toml")["learner-2", SET]["points"] == 1.5


def test_a_wrong_policy_is_said(run, grades):
    (grades / "policy.toml").write_text("late.percent = 110")
    said = run("gradebook")
    assert said.exit_code == 2
    assert "late.percent: expected a number from 0 to 100, got 110" in said.output.replace("\n", "")


def test_a_due_time_of_an_assignment_that_nobody_knows_is_noted(run, grades):
    (grades / "policy.toml").write_text("[assignments.02_gradient_decent]\ndue = 2026-03-01T23:00:00Z")
    said = run("gradebook")
    assert said.exit_code == 0
    assert "02_gradient_decent, which nobody knows; did you mean 02_gradient_descent?" in said.output


def test_the_csv_has_a_row_for_each_and_no_formula(run, grades, tmp_path, result):
    hostile = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", " =1", "\ud800", 'a","b', "line\nline", "\x1b[31m"]
    Gradebook(grades / "gradebook.sqlite").add([result(name) for name in hostile])
    run("mark", "=1+1", SET, "--comment", "=2+2")
    assert run("gradebook", "--csv", "class.csv").exit_code == 0
    text = (tmp_path / "class.csv").read_bytes().decode()
    rows = list(csv.DictReader(text.splitlines()))
    assert len(rows) == 3 + len(hostile)
    for row in rows:
        for name in ("learner", "assignment", "by_hand", "comments"):
            assert not row[name].lstrip().startswith(("=", "+", "-", "@", "\t"))
    by_name = {row["learner"]: row for row in rows}
    assert {"'=1+1", "'+1", "'-1", "'@SUM(1)", 'a","b', "line ↵ line", "␛[31m"} <= set(by_name)
    assert by_name["'=1+1"]["comments"] == "'=2+2"
    assert by_name["learner-1"]["points"] == "1.5"


def test_the_table_shows_hostile_names_and_obeys_none(run, grades, result):
    names = ["\x1b[2J", "[red]x[/red]", "[/nothing]", "\u202eright to left", "x" * 5000, "\ud800"]
    Gradebook(grades / "gradebook.sqlite").add([result(name, assignment=name) for name in names])
    said = run("gradebook")
    assert said.exit_code == 0, said.output
    assert "\x1b" not in said.output
    assert "\u202e" not in said.output
    assert "[red]x[/red]" in said.output


def test_no_number_is_cut_off_in_a_narrow_terminal(run, grades, result, monkeypatch):
    monkeypatch.setenv("COLUMNS", "20")
    sets = [f"{number:02}_set" for number in range(30)]
    Gradebook(grades / "gradebook.sqlite").add([result("learner-9", f, (0.25,), assignment=f) for f in sets])
    assert run("gradebook").output.count("0.25") == 30


def test_a_lost_gradebook_comes_back_with_its_marks(run, grades):
    run("mark", "learner-1", SET, "--points", "2", "--comment", "oral")
    before = marks(run)
    (grades / "gradebook.sqlite").unlink()
    lost = run("gradebook")
    assert lost.exit_code == 2
    assert "dlteach gradebook --rebuild" in lost.output
    assert "3 results, 1 marks by hand" in run("gradebook", "--rebuild").output
    assert marks(run) == before
    assert read_events(grades / "events.jsonl")[0][-1]["event"] == "rebuild"


def test_a_damaged_gradebook_is_kept_and_made_again(run, grades):
    run("mark", "learner-1", SET, "--points", "2")
    before = marks(run)
    (grades / "gradebook.sqlite").write_bytes(b"damaged" * 1000)
    assert run("gradebook").exit_code == 2
    assert run("gradebook", "--rebuild").exit_code == 0
    assert marks(run) == before
    (kept,) = grades.glob("gradebook.sqlite.damaged-*")
    assert kept.read_bytes() == b"damaged" * 1000


def test_a_damaged_result_is_named_and_the_others_are_stored(run, grades):
    path = min((grades / "results").glob("*/*.json"))
    path.write_text("{")
    said = run("gradebook", "--rebuild")
    assert said.exit_code == 1
    assert f"{path.name} was damaged" in said.output
    assert "2 results" in said.output


def test_a_rebuild_without_results_is_refused(run, tmp_path):
    (tmp_path / "empty").mkdir()
    said = run("gradebook", "--rebuild", "--grades", "empty")
    assert said.exit_code == 2
    assert "empty has no folder of results" in said.output
    assert list((tmp_path / "empty").iterdir()) == []


def test_another_database_takes_the_place_of_the_file(run, grades, url):
    (grades / "gradebook.sqlite").unlink()
    assert run("gradebook", "--rebuild", "--db", url).exit_code == 0
    assert run("mark", "learner-1", SET, "--points", "2", "--db", url).exit_code == 0
    assert marks(run, "--db", url)["learner-1", SET]["points"] == 2
    assert not (grades / "gradebook.sqlite").exists()
