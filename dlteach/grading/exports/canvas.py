"""Canvas: the instructor's own export of the gradebook, with one column filled, to be imported again.

Canvas creates an assignment for a column that it does not know, so only one that it has exported is filled.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dlteach.grading.exports.scores import Score
from dlteach.grading.exports.sets import ExportError
from dlteach.grading.exports.sheet import Report, Sheet, as_number, decimals, matched, read_sheet
from dlteach.grading.exports.text import line

_ASSIGNMENT = re.compile(r"(.*) \((\d+)\)", re.DOTALL)
_LEARNER_COLUMNS = ("ID", "SIS User ID", "SIS Login ID")
_KEPT = {"EX": "excused", "N/A": "not assigned to this learner"}


def fill_gradebook(data: bytes, assignment: str, scores: Mapping[str, Score]) -> tuple[bytes, Report]:
    """Fill the column of an assignment.

    Points are put on the scale of the row `Points Possible`. Everything else stays byte by byte.

    Parameters
    ----------
    data : bytes
        The file that Canvas has exported.
    assignment : str
        Its column: "Homework 2 (12345)", or the name or the number alone.
    scores : dict
        By learner: Canvas's `ID`, or the `SIS User ID` or `SIS Login ID`.

    Returns
    -------
    bytes, Report

    Raises
    ------
    ExportError
        The file is no export of Canvas, or has no such column.
    """
    sheet = read_sheet(data)
    if "ID" not in sheet.header or "Section" not in sheet.header:
        raise ExportError(
            "this is no gradebook of Canvas: expected the columns Student, ID and Section, got "
            + _listed(sheet.header)
        )
    column = _column(sheet, assignment)
    possible = next((row for row in range(1, len(sheet.rows)) if "Points Possible" in sheet.get(row, 0)), 0)
    most = sheet.get(possible, column) if possible else ""
    if most and as_number(most) is None:
        raise ExportError(
            f"{line(sheet.header[column])} takes no points: its Points Possible are {line(most)}"
        )
    report = Report()
    columns = [place for name in _LEARNER_COLUMNS if (place := sheet.column(name)) is not None]
    names = {row: {sheet.get(row, place) for place in columns} for row in range(1, len(sheet.rows))}
    # The row of points, and one that says “Manual Posting”, belong to nobody.
    names = {row: each for row, each in names.items() if row != possible and any(each)}
    for row, learner in matched(sheet, names, scores, report).items():
        _fill(sheet, row, column, most, learner, scores[learner], report)
    return sheet.to_bytes(), report


def _fill(sheet: Sheet, row: int, column: int, most: str, learner: str, score: Score, report: Report) -> None:
    before = sheet.get(row, column)
    if before.upper() in _KEPT:
        report.kept.append(f"{line(learner)}: {before} ({_KEPT[before.upper()]})")
        return
    value = decimals(score.out_of(as_number(most) or 0), most)
    if as_number(before) != as_number(value):
        sheet.put(row, column, value)
    report.written.append(learner)


def _column(sheet: Sheet, assignment: str) -> int:
    places = {
        place: found for place, name in enumerate(sheet.header) if (found := _ASSIGNMENT.fullmatch(name))
    }
    chosen = [p for p, found in places.items() if assignment in (found[0], found[1].strip(), found[2])]
    if len(chosen) != 1:
        many = f"{len(chosen)} columns are" if chosen else "no column is"
        raise ExportError(
            f"{many} called {line(assignment)!r}; Canvas would make a new assignment of an unknown one. "
            f"Name one with --column. The assignments here: {_listed([f[0] for f in places.values()])}"
        )
    return chosen[0]


def _listed(names: list[str]) -> str:
    return "; ".join(line(name) for name in names) or "none"
