"""docs/coverage.md: each line of the syllabus, the cell that teaches it, the item that grades it."""

import json
import re
from pathlib import Path

import pytest

from dlteach.autograder.registry import exercises, questions
from dlteach.exercises.lessons import LESSONS

ROOT = Path(__file__).resolve().parents[1]
TABLE = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")


def rows():
    """(lesson, topic, section, words, items) for each row."""
    lesson = None
    for line in TABLE.splitlines():
        heading = re.match(r"## (\d\d) ", line)
        if heading:
            lesson = next(row.name for row in LESSONS if row.number == heading[1])
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))]
        if lesson and line.startswith("| ") and len(cells) == 4 and cells[0] != "syllabus":
            yield lesson, *cells[:3], re.findall(r"`([^`]+)`", cells[3])


ROWS = list(rows())


def sections(lesson):
    """The text of each section of a lesson, code and stored outputs included."""
    notebook = json.loads((ROOT / "lessons" / f"{lesson}.ipynb").read_text(encoding="utf-8"))
    found, current = {}, "(opening)"
    for cell in notebook["cells"]:
        text = "".join(cell["source"])
        for output in cell.get("outputs", []):
            text += "".join(output.get("text", "")) + "".join(output.get("data", {}).get("text/plain", ""))
        for part in re.split(r"^(?=## )", text, flags=re.MULTILINE):
            heading = re.match(r"## (.+)", part)
            current = heading[1].strip() if heading and cell["cell_type"] == "markdown" else current
            found[current] = found.get(current, "") + " " + part
    return {name: " ".join(text.split()) for name, text in found.items()}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0][:2]}-{row[1][:40]}")
def test_a_topic_is_taught_where_the_table_says_and_graded_by_what_it_names(row):
    lesson, _, section, words, items = row
    text = sections(lesson)
    assert section in text, f"lesson {lesson} has the sections {list(text)}"
    assert words in text[section]
    known = {*exercises(), *(f"{q.lesson[:2]}:{q.id}" for q in questions())}
    assert items
    assert set(items) <= known, set(items) - known


def test_every_exercise_and_every_question_stands_in_the_table():
    listed = {item for row in ROWS for item in row[4]}
    own = {name for name in exercises() if not re.search(r"_(failing_input|mended)$", name)}
    assert own - listed == set()
    assert {f"{q.lesson[:2]}:{q.id}" for q in questions()} - listed == set()


def test_every_lesson_has_rows():
    assert list(dict.fromkeys(row[0] for row in ROWS)) == [lesson.name for lesson in LESSONS]
