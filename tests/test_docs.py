"""What the pages of docs/ show works, and what they point to is there."""

import importlib.util
import re
from pathlib import Path

import pytest

from dlteach.autograder.audit import audit

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = sorted(DOCS.glob("*.md"))
EXAMPLES = re.findall(
    r"```python\n(.*?)```", (DOCS / "instructors.md").read_text(encoding="utf-8"), re.DOTALL
)


def made(example, folder):
    path = folder / "example_of_the_guide.py"
    path.write_text(example, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_exercise_of_the_guide_passes_its_gates(tmp_path):
    assert audit(made(EXAMPLES[0], tmp_path).EXERCISE).problems == []


@pytest.mark.parametrize(("number", "name"), [(0, "EXERCISE"), (1, "QUESTION")])
def test_the_examples_of_the_guide_point_to_a_heading_of_their_lesson(tmp_path, number, name):
    item = getattr(made(EXAMPLES[number], tmp_path), name)
    lesson = DOCS.parent / "authoring" / "lessons" / f"{item.lesson}.py"
    assert f"# ## {item.section}\n" in lesson.read_text(encoding="utf-8")


def test_the_question_of_the_guide_has_one_right_option(tmp_path):
    assert made(EXAMPLES[1], tmp_path).QUESTION.right.value == "Nothing."


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_its_links_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    anchors = {
        re.sub(r"[^\w -]", "", h).lower().replace(" ", "-") for h in re.findall(r"^#+ (.+)$", text, re.M)
    }
    for link in re.findall(r"\]\(([^)]+)\)", text):
        file, _, anchor = link.partition("#")
        assert (page.parent / file).exists() if file else anchor in anchors, link
