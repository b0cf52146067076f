"""Tables of Canvas and Moodle go back as they came, but for the scores."""

import csv
import io

import pytest

from dlteach.grading.exports.canvas import fill_gradebook
from dlteach.grading.exports.moodle import fill_worksheet
from dlteach.grading.exports.scores import Score
from dlteach.grading.exports.sets import ExportError
from dlteach.grading.exports.sheet import read_sheet

from .samples import HOSTILE

CANVAS = (
    'Student,ID,SIS User ID,SIS Login ID,Section,Homework 1 (100),"Homework 2, late (200)",Final Score\r\n'
    ",,,,,,Manual Posting,\r\n"
    '"    Points Possible",,,,,10.00,10.00,(read only)\r\n'
    '"One, Learner",11,s11,learner-1,A,9.00,,90\r\n'
    '"=""=cmd()""",12,s12,learner-2,A,8.00,4.00,80\r\n'
    '"Ünal, ""Ü""",13,s13,learner-3,A,7.00,EX,70\r\n'
    '"Four\nLines",14,,learner-4,A,,5.00,\r\n'
    '"Student, Test",15,,,A,,,\r\n'
)
MOODLE = (
    "Identifier,Full name,ID number,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\n"
    'Participant 11,One,s1,learner-1@example.org,Submitted,,100.00,Yes,-,"Friday, 30 January 2026",\n'
    "Participant 12,Two,s2,learner-2@example.org,Submitted,50.00,100.00,Yes,-,-,Well argued.\n"
    "Participant 13,Three,s3,learner-3@example.org,Submitted,,100.00,No,-,-,\n"
    "Participant 14,Four,11,learner-4@example.org,No submission,,100.00,Yes,-,-,"
)


def changed_cells(before, after):
    """The cells that differ, by row and name of the column."""
    old, new = (list(csv.reader(io.StringIO(text, newline=""))) for text in (before, after))
    assert [len(row) for row in old] == [len(row) for row in new]
    return {
        (k, old[0][j]): new[k][j]
        for k, row in enumerate(old)
        for j in range(len(row))
        if old[k][j] != new[k][j]
    }


def canvas(scores, text=CANVAS, assignment="200"):
    data, report = fill_gradebook(text.encode(), assignment, scores)
    return data.decode(), report


def test_canvas_gets_the_scores_and_nothing_else_changes():
    scores = {"11": Score(3, 4), "s12": Score(2, 4), "learner-4": Score(2, 4)}
    text, report = canvas(scores)
    column = "Homework 2, late (200)"
    assert changed_cells(CANVAS, text) == {(3, column): "7.5", (4, column): "5"}
    assert sorted(report.written) == ["11", "learner-4", "s12"]
    untouched = [line for line in CANVAS.splitlines(keepends=True) if "One" not in line and "cmd" not in line]
    assert all(line in text for line in untouched), "rows without a change stay byte by byte"


@pytest.mark.parametrize("name", ["200", "Homework 2, late", "Homework 2, late (200)"])
def test_canvas_columns_are_found_by_number_name_or_both(name):
    assert canvas({"11": Score(1, 10)}, assignment=name)[1].written == ["11"]


def test_an_unknown_canvas_column_is_an_error_that_lists_the_others():
    with pytest.raises(ExportError, match=r"Homework 1 \(100\); Homework 2, late \(200\)"):
        canvas({}, assignment="Homework 3")


def test_excused_learners_and_those_without_a_row_are_reported_and_nobody_is_lost():
    text, report = canvas(
        {"13": Score(1, 1), "nobody": Score(1, 1), "11": Score(0, 1), "learner-1": Score(1, 1)}
    )
    assert text == CANVAS
    assert report.kept == ["13: EX (excused)"]
    assert report.nowhere == ["nobody (no such row)", "11, learner-1 (all of them in row 4)"]
    assert "Student, Test" in report.without


def test_a_name_that_two_rows_have_in_different_columns_gets_nothing():
    text = CANVAS.replace("s12", "11")
    filled, report = canvas({"11": Score(1, 1)}, text)
    assert filled == text
    assert report.nowhere == ["11 (in 2 rows)"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_encoding_stays(encoding):
    data, _ = fill_gradebook(CANVAS.encode(encoding), "200", {"11": Score(1, 10)})
    assert data.decode(encoding) == CANVAS.replace("A,9.00,,90", "A,9.00,1,90")
    assert data[:2] == CANVAS.encode(encoding)[:2]


def test_a_gradebook_with_semicolons_and_decimal_commas_gets_decimal_commas():
    text = "Student;ID;Section;Homework (1)\n    Points Possible;;;10,00\nOne;11;A;\n"
    filled, _ = fill_gradebook(text.encode(), "Homework", {"11": Score(3, 4)})
    assert filled.decode() == text.replace("One;11;A;", "One;11;A;7,5")


def test_other_tables_are_refused_with_a_reason():
    with pytest.raises(ExportError, match="Student, ID and Section, got a; b"):
        canvas({}, "a,b\n1,2\n")
    with pytest.raises(ExportError, match="not UTF-8"):
        fill_gradebook(CANVAS.encode("latin-1"), "200", {})
    with pytest.raises(ExportError, match="empty"):
        read_sheet(b"")
    with pytest.raises(ExportError, match="no CSV"):
        read_sheet(b'a,b\n"1,2\n')


def test_moodle_gets_grades_and_comments_and_nothing_else_changes():
    scores = {
        "learner-1@example.org": Score(3, 4, "right\n<b>half</b>"),
        "Participant 12": Score(4, 4, "all"),
        "13": Score(4, 4),
    }
    data, report = fill_worksheet(MOODLE.encode(), scores)
    assert changed_cells(MOODLE, data.decode()) == {
        (1, "Grade"): "75",
        (1, "Feedback comments"): "dlteach: right<br>&lt;b&gt;half&lt;/b&gt;",
        (2, "Grade"): "100",
    }
    assert report.kept == [
        "Participant 12: a teacher's comment stands there already",
        "13: Moodle has locked the grade",
    ]
    assert report.without == ["Participant 14"]


def test_our_own_earlier_comment_is_brought_up_to_date():
    once, _ = fill_worksheet(MOODLE.encode(), {"s1": Score(1, 4, "first")})
    again, report = fill_worksheet(once, {"s1": Score(4, 4, "second")})
    assert changed_cells(once.decode(), again.decode()) == {
        (1, "Grade"): "100",
        (1, "Feedback comments"): "dlteach: second",
    }
    assert report.kept == []


def test_a_number_that_is_a_participant_and_somebody_elses_id_gets_nothing():
    data, report = fill_worksheet(MOODLE.encode(), {"11": Score(4, 4)})
    assert data.decode() == MOODLE
    assert report.nowhere == ["11 (in 2 rows)"]


def test_more_than_the_maximum_is_reported_because_moodle_passes_over_it():
    data, report = fill_worksheet(MOODLE.encode(), {"s1": Score(5, 4)})
    assert data.decode() == MOODLE
    assert "more than Moodle's maximum" in report.kept[0]


def test_hostile_comments_are_neither_html_nor_formulas():
    data, _ = fill_worksheet(MOODLE.encode(), {"s1": Score(1, 4, HOSTILE)})
    comment = changed_cells(MOODLE, data.decode())[1, "Feedback comments"]
    assert "<script" not in comment
    assert comment[0] not in "=+-@"
    assert "\x1b" not in comment and "\ud800" not in comment


def test_a_worksheet_in_another_language_says_what_to_do():
    text = "Kennung,Vollständiger Name,Status,Bewertung,Zuletzt geändert (Bewertung)\n"
    with pytest.raises(ExportError, match=r"no column 'Identifier', 'Grade'.*Kennung.*English"):
        fill_worksheet(text.encode(), {})
