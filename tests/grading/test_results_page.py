"""docs/results.md names every field of a result, and no other."""

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "results.md"


def named(heading_of_table):
    """The names in the first column of the table that follows these words."""
    after = PAGE.read_text("utf-8").split(heading_of_table, 1)[1]
    table = re.search(r"(?:^\|.*\n)+", after, re.MULTILINE).group()
    return set(re.findall(r"`(\w+)`", " ".join(row.split("|")[1] for row in table.splitlines())))


def test_every_field_of_a_result_is_named(oracle, submit):
    result = oracle.grade(submit("def l1_norm_loss(a, b): return 0")).to_dict()
    assert named("does not know.") == set(result)


def test_every_field_of_an_exercise_is_named(oracle, submit):
    result = oracle.grade(submit("def l1_norm_loss(a, b): return 0")).to_dict()
    assert named("An entry of `exercises`:") == set(result["exercises"][0])
