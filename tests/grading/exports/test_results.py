"""Results in the formats of other systems, and what hostile text does there: nothing."""

import base64
import json
import re
from dataclasses import replace
from xml.etree import ElementTree as Xml

import pytest

from dlteach.grading.exports import classroom, gradescope, prairielearn
from dlteach.grading.exports.junit import as_junit
from dlteach.grading.exports.scores import newest, within

from .samples import ANSWERS, hostile_result, result_of

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e\ud800-\udfff]")
RIGHT, WRONG, BLANK = (result_of(ANSWERS[name], name) for name in ("right", "wrong", "blank"))
EMPTY = result_of(None, gradable=False, exercises=(), problems=("The file is empty.",))


def texts(data):
    """Every string in plain data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from (key, *texts(value))
    elif isinstance(data, list):
        for each in data:
            yield from texts(each)


def classroom_data(result):
    name, _, value = classroom.as_output(result).partition("=")
    assert name == "result"
    assert value.count("\n") == 1
    return json.loads(base64.b64decode(value))


def test_junit_has_a_case_for_each_exercise_with_its_points():
    root = Xml.fromstring(as_junit([RIGHT, WRONG, BLANK, EMPTY]))
    suites = {suite.get("name").split()[0]: suite for suite in root}
    assert suites["right"].find("testcase/failure") is None
    failure = suites["wrong"].find("testcase/failure")
    assert "The bias is missing" in failure.get("message")
    assert suites["blank"].find("testcase/skipped") is not None
    assert suites["learner-1"].find("testcase/error").text.endswith("The file is empty.")
    case = suites["right"].find("testcase")
    assert (case.get("classname"), case.get("name")) == ("00_start_here", "affine")
    points = {p.get("name"): p.get("value") for p in case.find("properties")}
    assert points == {"points": "1", "max_points": "1"}


def test_junit_stays_xml_whatever_a_learner_is_called():
    text = as_junit([hostile_result()])
    root = Xml.fromstring(text.encode())
    assert not CONTROL.search(text)
    assert "<script>" not in text
    assert len(text) < 100_000
    assert root.find("testsuite").get("tests") == "1"


def test_junitparser_reads_it(tools, tmp_path):
    (tmp_path / "results.xml").write_text(as_junit([RIGHT, WRONG, BLANK, EMPTY, hostile_result()]), "utf-8")
    program = (
        "from junitparser import JUnitXml\n"
        "xml = JUnitXml.fromfile('results.xml')\n"
        "xml.update_statistics()\n"
        "print(xml.tests, xml.failures, xml.errors, xml.skipped)\n"
        "print([p.value for suite in xml for p in suite.properties() if p.name == 'points'])"
    )
    said = tools("python", "-c", program, cwd=tmp_path).splitlines()
    assert said == ["5 2 1 1", "['1', '0', '0', '0', '0']"]


def test_gradescope_gets_the_fields_that_it_documents():
    data = json.loads(gradescope.as_results_json(replace(WRONG, problems=("Cell 3 raises.",))))
    assert_gradescope(data)
    assert (data["score"], data["output"]) == (0, "Cell 3 raises.")
    (test,) = data["tests"]
    assert (test["status"], test["score"], test["max_score"]) == ("failed", 0, 1)
    assert "The bias is missing" in test["output"]
    assert "3" not in data["extra_data"].values(), "the seed tells which inputs come"


def assert_gradescope(data):
    """What Gradescope's documentation says of `results.json`."""
    formats = {"text", "html", "md", "simple_format", "ansi"}
    visibilities = {"visible", "hidden", "after_due_date", "after_published"}
    known = {"score", "execution_time", "output", "output_format", "test_output_format", "test_name_format"}
    known |= {"visibility", "stdout_visibility", "extra_data", "tests", "leaderboard"}
    assert set(data) <= known
    assert isinstance(data["score"], (int, float)) and isinstance(data["output"], str)
    assert {data["output_format"], data.get("test_output_format", "text")} <= formats
    assert {data["visibility"], data["stdout_visibility"]} <= visibilities
    for test in data["tests"]:
        fields = {"score", "max_score", "status", "name", "name_format", "number", "output"}
        assert set(test) <= fields | {"output_format", "tags", "visibility", "extra_data"}
        assert test["status"] in {"passed", "failed"}
        assert 0 <= test["score"] <= test["max_score"]
        assert test["visibility"] in visibilities and test["output_format"] in formats
        assert all(isinstance(tag, str) for tag in test["tags"])


def test_prairielearn_gets_a_score_between_0_and_1():
    data = json.loads(prairielearn.as_results_json(RIGHT))
    assert (data["gradable"], data["score"]) == (True, 1.0)
    (test,) = data["tests"]
    assert (test["name"], test["points"], test["max_points"]) == ("affine", 1, 1)
    assert json.loads(prairielearn.as_results_json(WRONG))["tests"][0]["message"].startswith("The bias")


def test_what_cannot_be_graded_costs_no_attempt_in_prairielearn():
    data = json.loads(prairielearn.as_results_json(EMPTY))
    assert data == {"gradable": False, "format_errors": ["The file is empty."]}


def test_prairielearn_reads_no_more_than_a_megabyte():
    many = replace(hostile_result(), exercises=hostile_result().exercises * 300)
    assert len(prairielearn.as_results_json(many)) <= prairielearn.LIMIT


def test_github_classroom_gets_points_and_status():
    data = classroom_data(WRONG)
    assert (data["status"], data["max_score"]) == ("fail", 1)
    (test,) = data["tests"]
    assert (test["name"], test["status"], test["score"]) == ("affine", "fail", 0)
    assert classroom_data(RIGHT)["status"] == "pass"
    assert classroom_data(EMPTY)["status"] == "error"


def test_no_message_commands_the_log_of_a_workflow():
    for text in texts(classroom_data(hostile_result())):
        assert "::" not in text
        assert "##[" not in text
        assert "\n" not in text


@pytest.mark.parametrize(
    "data",
    [
        json.loads(gradescope.as_results_json(hostile_result())),
        json.loads(prairielearn.as_results_json(hostile_result())),
        classroom_data(hostile_result()),
    ],
    ids=["gradescope", "prairielearn", "classroom"],
)
def test_no_format_carries_what_a_terminal_obeys(data):
    assert not any(CONTROL.search(text) for text in texts(data))
    assert sum(map(len, texts(data))) < 100_000


def test_the_last_file_counts_and_of_it_the_last_grading():
    early, late = "2026-01-30T12:00:00+00:00", "2026-03-01T12:00:00+00:00"
    older = result_of(ANSWERS["right"], "wrong", submitted_at=early, graded_at=late)
    unreadable = replace(EMPTY, learner="wrong", submitted_at=late)
    (kept,) = newest([older, WRONG, unreadable])
    assert kept is WRONG
    assert newest([RIGHT, WRONG], learner="wrong") == [WRONG]
    assert newest([RIGHT], "02_gradient_descent") == []


def test_answers_to_another_set_earn_nothing():
    result = within(RIGHT, "02_gradient_descent")
    assert (result.points, result.max_points) == (0, 7)
    assert "is of 00_start_here" in result.problems[-1]
    assert within(RIGHT, "00_start_here").points == 1
