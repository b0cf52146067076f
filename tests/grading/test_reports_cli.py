import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from dlteach.cli import app

from .made import ASSIGNMENTS, made_class, made_result
from .test_similarity import FIT, HONEST, RENAMED

RIGHT = (-1,) * 7


def run(*args):
    return CliRunner().invoke(app, [str(a) for a in args])


def keep(folder, results):
    for result in results:
        path = folder / "results" / result.key[:2] / f"{result.key}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(result.to_json().encode("utf-8", "backslashreplace"))
    return folder


@pytest.fixture
def grades(tmp_path):
    return keep(tmp_path / "grades", made_class(12))


def test_feedback_writes_a_page_for_each_learner_and_assignment(grades):
    result = run("feedback", "--grades", grades)
    assert result.exit_code == 0, result.output
    pages = list((grades / "feedback").rglob("*.html"))
    assert len(pages) == 24
    assert "<h1>Feedback: 07 Softmax</h1>" in (grades / "feedback/learner-0/07_softmax.html").read_text()


@pytest.mark.parametrize(("form", "starts"), [("md", "# Feedback"), ("txt", "Feedback")])
def test_feedback_has_other_forms_and_takes_names(grades, form, starts):
    assert run("feedback", "--grades", grades, "--format", form, "learner-3").exit_code == 0
    written = list((grades / "feedback").rglob("*.*"))
    assert {path.name for path in written} == {f"{a}.{form}" for a in ASSIGNMENTS}
    assert all(path.read_text().startswith(starts) for path in written)


def test_a_learner_without_results_is_an_error_that_names_them(grades):
    result = run("feedback", "--grades", grades, "learner-3", "nobody")
    assert result.exit_code == 2
    assert "no result of nobody" in result.stderr


def test_hostile_learners_get_files_inside_the_folder_and_apart(tmp_path):
    names = ("../../x", "CON", "a/b", "x" * 300, "", "A", "a", "\ud800", "..", "\x1b[31m")
    grades = keep(tmp_path / "grades", [made_result(name, ASSIGNMENTS[0], RIGHT) for name in names])
    assert run("feedback", "--grades", grades).exit_code == 0
    written = [path for path in tmp_path.rglob("*") if path.suffix == ".html"]
    assert len({str(path).casefold() for path in written}) == len(names)
    assert all(path.parent.parent == grades / "feedback" for path in written)


def test_a_hostile_assignment_stays_in_the_folder(tmp_path):
    result = replace(made_result("a", ASSIGNMENTS[0], RIGHT), assignment="../../../x")
    grades = keep(tmp_path / "grades", [result])
    assert run("feedback", "--grades", grades).exit_code == 0
    (written,) = (path for path in tmp_path.rglob("*.html"))
    assert written.parent.parent == grades / "feedback"


def test_report_tells_monday_and_writes_a_page(grades, tmp_path):
    result = run("report", "--grades", grades, "--html", tmp_path / "monday.html")
    assert result.exit_code == 0, result.output
    assert "02 Gradient descent" in result.stdout
    assert "1. Begin with" in result.stdout
    assert "learner-" not in result.stdout, "no names where none are needed"
    assert (tmp_path / "monday.html").read_text().startswith("<!doctype html>")


def test_report_takes_one_assignment_and_speaks_json(grades):
    data = json.loads(run("report", "--grades", grades, "--assignment", ASSIGNMENTS[1], "--json").stdout)
    (count,) = data["assignments"]
    assert count["name"] == ASSIGNMENTS[1]
    assert sum(count["exercises"][0]["verdicts"].values()) == count["gradable"] == len(count["points"])


def test_report_without_results_says_what_was_expected(tmp_path, grades):
    for arguments in (("--grades", tmp_path), ("--grades", grades, "--assignment", "99_none")):
        result = run("report", *arguments)
        assert result.exit_code == 2
        assert "`dlteach grade`" in result.stderr
        assert "Traceback" not in result.output


def test_a_damaged_result_is_named_and_the_others_count(grades):
    damaged = next((grades / "results").rglob("*.json"))
    damaged.write_text("{")
    result = run("report", "--grades", grades, "--json")
    assert result.exit_code == 0
    assert damaged.name in result.stderr.replace("\n", "")
    assert sum(a["submissions"] for a in json.loads(result.stdout)["assignments"]) == 23


@pytest.fixture
def handed_in(tmp_path):
    for learner, code in (("a", FIT), ("b", RENAMED), ("c", HONEST), ("[bold]\x1b[31m", HONEST + "# mine\n")):
        (tmp_path / "in" / learner).mkdir(parents=True)
        (tmp_path / "in" / learner / "work.py").write_text(code)
    return tmp_path / "in"


def test_similar_lists_pairs_with_an_excerpt_and_says_that_it_is_no_verdict(handed_in):
    result = run("similar", handed_in)
    assert result.exit_code == 0, result.output
    assert "4 learners, 2 pairs" in result.stdout
    assert "not a verdict" in result.stdout
    assert "slope = slope - rate * gw" in result.stdout
    assert "[bold]␛[31m" in result.stdout
    assert "\x1b" not in result.stdout


def test_similar_speaks_json(handed_in):
    data = json.loads(run("similar", "--json", handed_in / "a", handed_in / "b", handed_in / "c").stdout)
    (pair,) = data["pairs"]
    assert (pair["first"], pair["second"], pair["exercises"]) == ("a", "b", {"fit_line": 1.0})


def test_similar_leaves_out_what_it_cannot_read_and_refuses_an_empty_class(handed_in, tmp_path):
    (handed_in / "a" / "broken.ipynb").write_text("{")
    result = run("similar", handed_in)
    assert result.exit_code == 0
    assert "left out" in result.stderr
    (tmp_path / "none").mkdir()
    assert run("similar", tmp_path / "none").exit_code == 2
    assert run("similar", tmp_path / "missing").exit_code == 2
