"""A quiz answered with the keyboard alone, in a real browser."""

import json

from dlteach.autograder.registry import questions

from .notebook_page import CELL_WITH, RUN, open_notebook

CHOICE_WRONG, CHOICE_RIGHT = (
    next(k for k, option in enumerate(q.options) if option.right is right)
    for q in questions()
    if q.lesson == "00_start_here" and q.id == "a-weight-of-zero"
    for right in (False, True)
)


def form(page, lab, notebook, call):
    open_notebook(page, lab, notebook)
    index = page.evaluate(CELL_WITH, call)
    page.evaluate(RUN, index)
    cell = page.locator(".jp-Notebook .jp-Cell").nth(index)
    cell.locator(".dlteach-quiz").wait_for(timeout=20_000)
    return cell


def choose(page, fieldset, option):
    """Choose with Tab, arrows and Enter, as without a mouse."""
    fieldset.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    for _ in range(option):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def test_questions_are_groups_with_names_and_take_keys_only(page, lab, workspace):
    cell = form(page, lab, "lessons/00_start_here.ipynb", 'quiz("00")')
    groups = cell.get_by_role("group")
    assert groups.count() == 3
    choice = cell.get_by_role("group", name="A unit has the weight 0 for humidity")
    assert choice.get_by_role("radio").count() == 3
    choose(page, choice, CHOICE_WRONG)
    choice.get_by_text("✗").wait_for(timeout=10_000)
    choose(page, choice, CHOICE_RIGHT)
    choice.get_by_text("✓ Right.").wait_for(timeout=10_000)
    assert choice.get_by_role("status").inner_text().startswith("✓ Right.")

    number = cell.get_by_role("group", name="A network takes in 5 numbers")
    number.get_by_role("textbox", name="Your number").focus()
    page.keyboard.type("22")
    page.keyboard.press("Enter")
    number.get_by_text("✓ Right.").wait_for(timeout=10_000)

    saved = json.loads((workspace / ".dlteach" / "progress.json").read_text())["exercises"]
    assert saved["question 00_start_here weights-and-biases"]["right"] is True
    assert saved["question 00_start_here a-weight-of-zero"]["due"] is True
    assert page.outside == []


def test_what_was_missed_comes_back_at_the_opening_of_the_next_lesson(page, lab):
    cell = form(page, lab, "lessons/01_cost_functions.ipynb", 'review("01")')
    again = cell.get_by_role("group", name="A unit has the weight 0 for humidity")
    choose(page, again, CHOICE_RIGHT)
    again.get_by_text("✓ Right.").wait_for(timeout=10_000)


def test_the_right_replies_are_not_in_the_page(page, lab):
    cell = form(page, lab, "lessons/00_start_here.ipynb", 'quiz("00")')
    explanation = next(
        q.right.says for q in questions() if q.lesson == "00_start_here" and q.id == "weights-and-biases"
    )
    assert explanation not in cell.inner_html()
