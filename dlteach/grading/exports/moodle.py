"""Moodle: the grading worksheet of an assignment, with grades and feedback comments filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from dlteach.grading.exports.scores import Score
from dlteach.grading.exports.sets import ExportError
from dlteach.grading.exports.sheet import Report, Sheet, as_number, decimals, matched, read_sheet
from dlteach.grading.exports.text import clean, line

_NEEDED = ("Identifier", "Grade", "Last modified (grade)")
_LEARNER_COLUMNS = ("Identifier", "Username", "ID number", "Email address", "Full name")
_OURS = "dlteach: "


def fill_worksheet(data: bytes, scores: Mapping[str, Score]) -> tuple[bytes, Report]:
    """Fill the grades of a worksheet, and its comments where no teacher has written one.

    Points are put on the scale of `Maximum Grade`. Everything else stays byte by byte: Moodle compares
    `Last modified (grade)` to see whether somebody has graded in the meantime.

    Parameters
    ----------
    data : bytes
        The worksheet that Moodle has made ("Download grading worksheet").
    scores : dict
        By learner: "Participant 12345", "12345", the username, ID number, email address or full name.

    Returns
    -------
    bytes, Report

    Raises
    ------
    ExportError
        The file is no grading worksheet, or one in another language.
    """
    sheet = read_sheet(data)
    missing = [name for name in _NEEDED if name not in sheet.header]
    if missing:
        raise ExportError(
            f"the worksheet has no column {', '.join(map(repr, missing))}. It has: "
            f"{'; '.join(map(line, sheet.header))}. If these are the same in another language, switch your "
            "Moodle to English, download the worksheet again, and stay in English until it is uploaded: "
            "Moodle, too, looks for the names in the language that it is set to"
        )
    report = Report()
    names = {row: set(_names(sheet, row)) for row in range(1, len(sheet.rows))}
    names = {row: each for row, each in names.items() if any(each)}
    for row, learner in matched(sheet, names, scores, report).items():
        _fill(sheet, row, learner, scores[learner], report)
    return sheet.to_bytes(), report


def _names(sheet: Sheet, row: int) -> Iterator[str]:
    for name in _LEARNER_COLUMNS:
        yield sheet.get(row, sheet.column(name))
    yield sheet.get(row, sheet.column("Identifier")).rpartition(" ")[2]  # "Participant 12345"


def _fill(sheet: Sheet, row: int, learner: str, score: Score, report: Report) -> None:
    grade = sheet.column("Grade")
    assert grade is not None
    most = sheet.get(row, sheet.column("Maximum Grade"))
    limit = as_number(most)
    if most and limit is None:
        report.kept.append(f"{line(learner)}: the grade is a word of a scale ({line(most)}), not a number")
        return
    if sheet.get(row, sheet.column("Grade can be changed")) == "No":
        report.kept.append(f"{line(learner)}: Moodle has locked the grade")
        return
    points = score.out_of(limit or 0)
    if limit is not None and points > limit:
        report.kept.append(f"{line(learner)}: {points:g} points are more than Moodle's maximum of {limit:g}")
        return
    value = decimals(points, most or sheet.get(row, grade))
    if as_number(sheet.get(row, grade)) != as_number(value):
        sheet.put(row, grade, value)
    report.written.append(learner)
    _comment(sheet, row, learner, score, report)


def _comment(sheet: Sheet, row: int, learner: str, score: Score, report: Report) -> None:
    """Ours is escaped, because Moodle shows HTML. As it begins with a word, no spreadsheet computes it."""
    place = sheet.column("Feedback comments")
    if place is None or not score.comment:
        return
    before = sheet.get(row, place)
    if before and _OURS not in before[:20]:
        report.kept.append(f"{line(learner)}: a teacher's comment stands there already")
        return
    words = _OURS + escape(clean(score.comment)).replace("\n", "<br>")
    if words != before:
        sheet.put(row, place, words)
