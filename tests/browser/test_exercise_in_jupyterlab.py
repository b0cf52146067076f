"""A learner's first quarter of an hour, in a real browser."""

import json

from .notebook_page import CELL_WITH, RUN, open_notebook, run_all, shown, type_into


def test_a_wrong_answer_is_diagnosed_and_the_right_one_passes(page, lab, workspace):
    open_notebook(page, lab, "exercises/01_cost_functions.ipynb")
    run_all(page)
    stub = page.evaluate(CELL_WITH, "def mean_squared_error")
    check = page.evaluate(CELL_WITH, "check(mean_squared_error)")
    assert "not attempted yet" in " ".join(shown(page, check))

    type_into(
        page, stub, "def mean_squared_error(y_true, y_pred):\n    return np.sum((y_true - y_pred) ** 2)"
    )
    page.evaluate(RUN, stub)
    page.evaluate(RUN, check)
    text = " ".join(shown(page, check))
    assert "not right yet" in text
    assert "mean" in text
    assert page.get_by_role("region", name="Feedback on mean_squared_error").count() == 1

    type_into(
        page, stub, "def mean_squared_error(y_true, y_pred):\n    return np.mean((y_true - y_pred) ** 2)"
    )
    page.evaluate(RUN, stub)
    page.evaluate(RUN, check)
    assert "✓ mean_squared_error: right" in " ".join(shown(page, check))

    saved = json.loads((workspace / ".dlteach" / "progress.json").read_text())
    assert saved["exercises"]["mean_squared_error"]["passed"] is True
    assert page.outside == []


def test_a_lesson_shows_its_pictures_before_and_after_it_is_run(page, lab):
    open_notebook(page, lab, "lessons/01_cost_functions.ipynb")
    page.locator(".jp-RenderedImage img").first.wait_for(timeout=20_000)
    run_all(page)
    errors = page.locator('.jp-RenderedText[data-mime-type="application/vnd.jupyter.error"]')
    allowed = page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells"
        ".filter(c => (c.getMetadata('tags') || []).includes('raises-exception')).length"
    )
    assert errors.count() <= allowed, errors.first.inner_text()
    assert page.outside == []
