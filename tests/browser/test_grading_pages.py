"""What is read after grading, in a real browser: accessible, light and dark, narrow and wide, by keyboard."""

from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe

from dlteach.grading.classpage import as_page
from dlteach.grading.counting import count_class
from dlteach.grading.pages import as_html
from tests.grading.made import made_class, made_result


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    wrong = made_result("<b>learner-1</b>", "07_softmax", (0, 0, -1, -2, -3, 1, -1, 0, -1))
    first = replace(wrong.exercises[0], stand_ins=("softmax",))
    wrong = replace(wrong, exercises=(first, *wrong.exercises[1:]), problems=("Code cell 7 fails.",))
    broken = made_result("a", "07_softmax", (), gradable=False, problems=("The file is empty.",))
    texts = {
        "feedback": as_html(wrong),
        "nothing to judge": as_html(broken),
        "report": as_page(count_class(made_class(30))),
        "no results": as_page([]),
    }
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text)
    return folder


@pytest.mark.parametrize("width", [380, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["feedback", "nothing to judge", "report", "no results"])
def test_a_page_has_no_accessibility_violation_and_fits(page, pages, name, scheme, width):
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((pages / f"{name}.html").as_uri())
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert [url for url in page.outside if not url.startswith("file:")] == []
    assert said == [], "nothing is blocked and nothing fails"


def test_contents_and_folded_lists_work_by_keyboard(page, pages):
    page.goto((pages / "report.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('nav')?.ariaLabel") == "Contents"
    target = page.evaluate("document.activeElement.hash")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == target
    folded = page.locator(".mistake summary").first
    folded.focus()
    assert not page.locator(".mistake details p").first.is_visible()
    page.keyboard.press("Enter")
    assert "learner-" in page.locator(".mistake details p").first.inner_text()


def test_pictures_are_drawn_and_have_alt_texts(page, pages):
    page.goto((pages / "report.html").as_uri())
    pictures = page.locator("img")
    assert pictures.count() >= 10
    for k in range(pictures.count()):
        assert pictures.nth(k).evaluate("img => img.naturalWidth") > 300
        assert len(pictures.nth(k).get_attribute("alt")) > 40
