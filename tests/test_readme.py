"""What the README shows is what happens, and what it points to is there."""

import contextlib
import io
import re
from pathlib import Path

import numpy as np

from dlteach.autograder.registry import exercises
from dlteach.exercises.lessons import LESSONS

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COUNTS = re.compile(r"(\d+) (function|class|mistake)")
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", README, re.DOTALL)


def test_the_answer_shown_gets_the_feedback_shown():
    (_, code), (_, feedback) = BLOCKS[:2]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code, {"np": np})
    assert printed.getvalue().strip() == feedback.strip()


def test_its_links_lead_to_files():
    for link in re.findall(r"\]\(([^)]+)\)", README):
        assert (ROOT / link).exists(), link


def test_its_table_lists_every_lesson_with_its_number_of_tasks():
    for lesson in LESSONS:
        row = next(line for line in README.splitlines() if f"lessons/{lesson.name}.ipynb" in line)
        tasks = sum(exercise.lesson == lesson.name for exercise in exercises().values())
        counts = [int(n) * (2 if what == "mistake" else 1) for n, what in COUNTS.findall(row)]
        assert sum(counts) == tasks  # a mistake is shown on an input, then mended: two tasks
