"""What can be seen of a notebook without running it."""

import json
import re
from functools import cache

import nbformat
import pytest

from dlteach.course import course_root

from ..words import filler_in

ROOT = course_root()
FOLDERS = ("lessons", "exercises", "solutions")
NOTEBOOKS = sorted(path for folder in FOLDERS for path in (ROOT / folder).glob("*.ipynb"))
LESSONS = [path for path in NOTEBOOKS if path.parent.name == "lessons" and path.stem != "index"]
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")


@cache
def read(path):
    return nbformat.read(path, as_version=4)


def texts(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def headings(notebook):
    prose = re.sub(r"```.*?```", "", "\n".join(texts(notebook)), flags=re.DOTALL)
    return [(len(marks), title.strip()) for marks, title in re.findall(r"^(#+) (.+)$", prose, re.MULTILINE)]


def words_between_the_code(notebook):
    """Words of the text from the first code cell to the last."""
    kinds = [cell.cell_type for cell in notebook.cells]
    first, last = kinds.index("code"), len(kinds) - 1 - kinds[::-1].index("code")
    return sum(
        len(cell.source.split()) for cell in notebook.cells[first:last] if cell.cell_type == "markdown"
    )


@pytest.fixture(params=NOTEBOOKS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def path(request):
    return request.param


@pytest.fixture(params=LESSONS, ids=lambda p: p.stem)
def lesson(request):
    return request.param


def test_it_is_valid_small_and_holds_no_widget_state(path):
    nbformat.validate(read(path))
    assert path.stat().st_size < 500_000
    assert "widgets" not in read(path).metadata
    assert len({cell.id for cell in read(path).cells}) == len(read(path).cells)


def test_it_has_one_title_and_skips_no_level(path):
    levels = [level for level, _ in headings(read(path))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:])), headings(read(path))


def test_its_links_lead_somewhere(path):
    for text in texts(read(path)):
        for link in LINK.findall(text):
            if re.match(r"[a-z]+:", link):
                continue
            file, _, anchor = link.partition("#")
            target = (path.parent / file) if file else path
            if target.parent.name == "lessons" and not target.exists():
                assert "lessons" in link or path.parent.name == "lessons"
            assert target.exists(), f"{link} leads nowhere"
            if anchor and target.suffix == ".ipynb":
                assert anchor in {title.replace(" ", "-") for _, title in headings(read(target))}, link


def test_it_was_run_from_top_to_bottom_unless_it_is_handed_out_blank(path):
    counts = [cell.execution_count for cell in code(read(path)) if cell.source.strip()]
    wanted = [None] * len(counts) if path.parent.name == "exercises" else list(range(1, len(counts) + 1))
    assert counts == wanted


def test_its_outputs_hold_no_addresses_paths_or_floods(path):
    for cell in code(read(path)):
        text = json.dumps(
            [{k: v for k, v in o.get("data", o).items() if k != "image/png"} for o in cell.outputs]
        )
        assert not re.search(r"0x[0-9a-f]{6,}|/home/|/tmp/|/root/|/Users/", text), text[:300]
        assert len(text) < 10_000


def test_every_picture_has_alt_text(path):
    for cell in code(read(path)):
        for output in cell.outputs:
            if "image/png" in output.get("data", {}):
                alt = output.metadata["image/png"]["alt"]
                assert len(alt) > 40, alt
                assert output.data["text/plain"] == f"Picture: {alt}"
    for text in texts(read(path)):
        assert not re.search(r"!\[.{0,5}\]\(", text), "an image without alt text"


def test_a_lesson_has_the_size_of_a_lesson(lesson):
    cells = [cell.source for cell in code(read(lesson))]
    lengths = [len(source.splitlines()) for source in cells]
    assert 10 <= len(cells) <= 26, len(cells)
    assert max(lengths) <= 15, max(lengths)
    assert words_between_the_code(read(lesson)) <= (1800 if lesson.stem < "05" else 900)
    assert words_between_the_code(read(lesson)) >= 250


def test_it_speaks_plainly(path):
    assert [word for text in texts(read(path)) for word in filler_in(text)] == []


def test_a_lesson_ends_with_what_we_can_do_now(lesson):
    assert headings(read(lesson))[-1][1] == "You can now"
