from dataclasses import replace
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from dlteach.autograder.feedback import Feedback
from dlteach.grading.pages import as_html, as_markdown, as_text, markdown
from dlteach.grading.results import ExerciseResult

from .made import made_result

FORMS = (as_html, as_markdown, as_text)
HOSTILE = (
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "[click](javascript:alert(1)) ![](https://example.org/x.png) https://example.org",
    "`a``b` | # heading \\` <b>",
    "```\n# heading\n---\n1. list",
    "\x1b[2J\x1b[31mred\x07",
    "abc\u202edcba\u2066",
    "\ud800 alone \udfff",
    "$\\input{x}$ &lt;b&gt; *a* _b_ ~~c~~",
    "    - list\n\n    code",
    "'onmouseover='alert(1)",
)


@pytest.fixture
def result():
    return made_result("learner-1", "02_gradient_descent", (1, -1, 2, -2, -3, 0, -1))


def with_text(result, text):
    """The result with one text wherever a text can be."""
    said = Feedback(text, False, 0, 1, (text,), text, text, (text,), (text,), text, text)
    return replace(
        result,
        learner=text,
        source=f"{text}/{text}",
        assignment=text,
        problems=(text,),
        exercises=(ExerciseResult(said, stand_ins=(text,)),),
    )


class Tags(HTMLParser):
    """What a browser would make elements and attributes of."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attributes]


@pytest.mark.parametrize("write", FORMS)
def test_the_sentence_of_the_mistake_comes_before_what_supports_it(write, result):
    text = write(result)
    says = text.index("divided by 2h")
    assert says < text.index("Input (one entry)")
    assert "The slope shows the way" in text[says:]


@pytest.mark.parametrize("write", FORMS)
def test_every_verdict_has_a_sign_and_a_word(write, result):
    text = write(result)
    for sign, word in (("✓", "right"), ("✗", "not right yet"), ("○", "not attempted yet")):
        assert sign in text
        assert word in text
    assert "2 of 7 points: 2 right, 3 not right yet, 1 not attempted yet, 1 not checked" in text


@pytest.mark.parametrize("write", FORMS)
def test_a_stand_in_is_told_in_words(write, result):
    first = replace(result.exercises[2], stand_ins=("numerical_gradient",))
    text = write(replace(result, exercises=(first,)))
    assert "in place of yours" in text
    assert "the course" in text


@pytest.mark.parametrize("write", FORMS)
def test_a_file_with_nothing_to_judge_says_what_to_mend_and_costs_nothing(write, result):
    text = write(replace(result, gradable=False, exercises=(), problems=("The file is empty.",)))
    assert "costs no attempt" in text
    assert text.index("What to mend") < text.index("The file is empty")


@pytest.mark.parametrize("write", FORMS)
def test_nothing_that_helps_to_forge_is_told(write, result):
    problem = "Code cell 1 raised `FileNotFoundError: '/home/teacher/grades/secret'`"
    told = replace(result, seed=8191817, source="/home/teacher/in/x.ipynb", problems=(problem,))
    text = write(told)
    for secret in ("8191817", "/home", "teacher", told.suite, told.environment, told.key, told.submission):
        assert secret not in text
    assert "x.ipynb" in text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_makes_no_element_of_a_page(result, text):
    page = Tags(as_html(with_text(result, text)))
    harmless = Tags(as_html(with_text(result, "plain")))
    assert [tag for tag in page.tags if tag != "code"] == [tag for tag in harmless.tags if tag != "code"]
    assert set(page.attributes) == set(harmless.attributes)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_makes_no_markdown(result, text):
    allowed = {"h1", "h2", "p", "ul", "li", "strong", "code", "br"}
    page = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    shown = Tags(page.render(as_markdown(with_text(result, text))))
    assert set(shown.tags) <= allowed
    assert shown.tags.count("h1") == 1
    assert shown.tags.count("h2") == 2, "problems, and one exercise"


@pytest.mark.parametrize("write", FORMS)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_steers_no_terminal_and_can_be_written(write, result, text):
    written = write(with_text(result, text))
    written.encode("utf-8")
    assert all(c.isprintable() or c == "\n" for c in written)


def test_a_hundred_thousand_characters_are_cut(result):
    assert len(as_html(with_text(result, "x" * 100_000))) < 40_000
    many = replace(result, problems=("a problem",) * 10_000)
    assert "and 9,970 more" in as_text(many)


def test_code_between_backticks_stays_code_in_markdown():
    assert markdown("use `np.mean(x_1 * y)` | now") == r"use `np.mean(x_1 * y)` \| now"
    assert markdown("1. first") == r"1\. first"


def test_a_page_stands_by_itself(result):
    page = as_html(result)
    assert "default-src 'none'" in page
    assert not {"script", "link", "iframe"} & set(Tags(page).tags)
    assert "color-scheme" in page
