"""JUnit XML: a suite for each submission, a test case for each exercise, points as properties."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as Xml

from dlteach.grading.exports.text import clean, line, said, said_of_all
from dlteach.grading.results import ExerciseResult, Result


def as_junit(results: Iterable[Result]) -> str:
    """One document with all results.

    A wrong answer is a failure, one that was not checked is skipped, and a submission with nothing to grade
    has an error of its own.
    """
    root = Xml.Element("testsuites", name="dlteach")
    for result in results:
        root.append(_suite(result))
    Xml.indent(root)
    return Xml.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _suite(result: Result) -> Xml.Element:
    cases = [_case(result, exercise) for exercise in result.exercises]
    if not result.gradable:
        cases.append(_nothing_to_grade(result))
    suite = Xml.Element(
        "testsuite",
        name=line(f"{result.learner} {result.assignment}".strip()),
        tests=str(len(cases)),
        time=f"{(result.seconds or {}).get('wall', 0):.3f}",
        timestamp=line(result.graded_at),
    )
    for word, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(word, str(sum(case.find(tag) is not None for case in cases)))
    about = {
        "learner": result.learner,
        "source": result.source,
        "points": f"{result.points:g}",
        "max_points": f"{result.max_points:g}",
        "isolation": result.isolation,
        "key": result.key,
    }
    suite.append(_properties(about))
    suite.extend(cases)
    if result.problems:
        Xml.SubElement(suite, "system-err").text = said_of_all(result)
    return suite


def _case(result: Result, exercise: ExerciseResult) -> Xml.Element:
    feedback = exercise.feedback
    case = Xml.Element(
        "testcase",
        classname=line(result.assignment) or "dlteach",
        name=line(feedback.name),
        time=f"{exercise.seconds:.3f}",
    )
    about = {"points": f"{feedback.points:g}", "max_points": f"{feedback.max_points:g}"}
    case.append(_properties(about | ({"mistakes": " ".join(feedback.mistakes)} if feedback.mistakes else {})))
    summary = line(feedback.summary, 500)
    if feedback.passed is None:
        Xml.SubElement(case, "skipped", message=summary)
    elif not feedback.passed:
        failure = Xml.SubElement(case, "failure", message=summary, type=line(feedback.stage) or "wrong")
        failure.text = said(exercise)
    return case


def _nothing_to_grade(result: Result) -> Xml.Element:
    case = Xml.Element("testcase", classname=line(result.assignment) or "dlteach", name="submission")
    error = Xml.SubElement(case, "error", message="There was nothing to grade.", type="not gradable")
    error.text = said_of_all(result)
    return case


def _properties(values: dict[str, str]) -> Xml.Element:
    properties = Xml.Element("properties")
    for name, value in values.items():
        Xml.SubElement(properties, "property", name=name, value=clean(value, 500))
    return properties
