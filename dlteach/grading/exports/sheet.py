"""A table of another system that goes back as it came, but for the cells that change."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dlteach.grading.exports.sets import ExportError
from dlteach.grading.exports.text import line, number

_NUMBER = re.compile(r"-?\d+([.,]\d+)?")


@dataclass
class Sheet:
    """A CSV file: its rows as lists of cells, and as the text they came in.

    Parameters
    ----------
    rows : list of list of str
        The first holds the names of the columns.
    raw : list of str
        The same rows with their quotes and line ends. A row that does not change goes back as this.
    encoding, separator : str
    """

    rows: list[list[str]]
    raw: list[str]
    encoding: str
    separator: str
    changed: set[int] = field(default_factory=set)

    @property
    def header(self) -> list[str]:
        return self.rows[0]

    def column(self, name: str) -> int | None:
        """The place of a column, None when there is no such column."""
        return self.header.index(name) if name in self.header else None

    def get(self, row: int, column: int | None) -> str:
        """A cell without spaces around it; empty where the row is too short."""
        cells = self.rows[row]
        return cells[column].strip() if column is not None and column < len(cells) else ""

    def put(self, row: int, column: int, value: str) -> None:
        """Change a cell."""
        self.rows[row] += [""] * (column + 1 - len(self.rows[row]))
        self.rows[row][column] = value
        self.changed.add(row)

    def to_bytes(self) -> bytes:
        """The file: the same encoding, mark of byte order, separator and line ends as it came with."""
        lines = [self._line(row) if row in self.changed else raw for row, raw in enumerate(self.raw)]
        return "".join(lines).encode(self.encoding)

    def _line(self, row: int) -> str:
        raw = self.raw[row]
        file = io.StringIO()
        end = raw[len(raw.rstrip("\r\n")) :]
        csv.writer(file, delimiter=self.separator, lineterminator=end).writerow(self.rows[row])
        return file.getvalue()


def read_sheet(data: bytes) -> Sheet:
    """Read a CSV file.

    Raises
    ------
    ExportError
        It is empty, not Unicode, or has a quote that never ends.
    """
    encoding = _encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ExportError(
            f"the table is not UTF-8 (byte 0x{data[error.start]:02x} at position {error.start}): take the "
            "file as it was downloaded, or save it in the spreadsheet as “CSV UTF-8”"
        ) from None
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        records = list(_records(text, separator))
    except csv.Error as error:
        raise ExportError(f"the table is no CSV: {error}") from None
    if not records or not any(records[0][0]):
        raise ExportError("the table is empty; expected names of columns in its first row")
    rows, raw = zip(*records)
    return Sheet(list(rows), list(raw), encoding, separator)


def decimals(value: float, like: str) -> str:
    """A number with the decimal sign of another one, as the language of the table has it.

    Examples
    --------
    >>> decimals(2.5, "10.00"), decimals(2.5, "10,00")
    ('2.5', '2,5')
    """
    return number(value).replace(".", ",") if "," in like else number(value)


def as_number(text: str) -> float | None:
    """A number with either decimal sign, None for anything else.

    Examples
    --------
    >>> as_number("10,50"), as_number("EX")
    (10.5, None)
    """
    text = text.strip()
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


@dataclass
class Report:
    """What became of the marks. Nothing is dropped without a word here.

    Parameters
    ----------
    written : list of str
        Learners whose mark is in the table now.
    nowhere : list of str
        Learners with a mark but without a row of their own, and why.
    without : list of str
        Rows without a mark; they stay as they were.
    kept : list of str
        Cells that were left alone although there is a mark, and why.
    """

    written: list[str] = field(default_factory=list)
    nowhere: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def matched(
    sheet: Sheet, names: Mapping[int, set[str]], learners: Iterable[str], report: Report
) -> dict[int, str]:
    """Row by row the learner it belongs to.

    Who is found in two rows, and two who are found in one, are reported and get nothing: a number may be the
    key of one system and somebody else's in another column.

    Parameters
    ----------
    names : dict
        What the learner of each row may be called. Rows of nobody are not in it.
    """
    rows: dict[str, list[int]] = {}
    for row, each in names.items():
        for name in {name.casefold() for name in each if name}:
            rows.setdefault(name, []).append(row)
    owners: dict[int, list[str]] = {}
    for learner in learners:
        found = rows.get(learner.strip().casefold(), [])
        if len(found) == 1:
            owners.setdefault(found[0], []).append(learner)
        else:
            report.nowhere.append(f"{line(learner)} ({f'in {len(found)} rows' if found else 'no such row'})")
    for row in [row for row, several in owners.items() if len(several) > 1]:
        several = ", ".join(map(line, owners.pop(row)))
        report.nowhere.append(f"{several} (all of them in row {row + 1})")
    report.without += [line(sheet.get(row, 0)) for row in names if row not in owners]
    return {row: owner for row, (owner,) in owners.items()}


def _encoding(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"


def _records(text: str, separator: str) -> Iterator[tuple[list[str], str]]:
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for each in io.StringIO(text, newline=""):
            taken.append(each)
            yield each

    for row in csv.reader(lines(), delimiter=separator, strict=True):
        yield row, "".join(taken)
        taken.clear()
