import json
from html.parser import HTMLParser

import numpy as np
import pytest

from dlteach.autograder import CheckFailed, Feedback, check, hint
from dlteach.autograder import judge as judging
from dlteach.autograder.state import load_state

pytestmark = pytest.mark.usefixtures("installed", "state_file")


def row_means(x):
    return np.asarray(x, float).mean(axis=1)


def test_a_right_answer_gets_all_points(capsys):
    feedback = check(row_means)
    assert (feedback.name, feedback.passed, feedback.points, feedback.max_points) == (
        "row_means",
        True,
        2.0,
        2.0,
    )
    assert feedback.mistakes == ()
    assert capsys.readouterr().out == "✓ row_means: right (2 of 2 points)\n"


def test_a_mistake_is_told_with_the_input_that_shows_it(capsys):
    feedback = check(lambda x: x.mean(0), "row_means")
    text = capsys.readouterr().out
    assert feedback.passed is False
    assert feedback.points == 0
    assert feedback.mistakes == ("columns",)
    assert feedback.summary == "Those are the means of the columns."
    assert "Input (one row): `x = [[1., 3.]]`" in text
    assert 'hint("row_means")' in text


def test_a_fragile_answer_keeps_half_the_points_and_is_told_so():
    feedback = check(lambda x: np.asarray(x * 8).sum(1) / 8 / x.shape[1], "row_means")
    assert (feedback.passed, feedback.points, feedback.stage) == (False, 1.0, "extremes")
    assert feedback.mistakes == ("overflows",)
    assert any("On ordinary numbers the answer is right" in line for line in feedback.details)
    assert "nearly there" in feedback.headline


def test_the_stub_is_not_attempted():
    def stub(x):
        raise NotImplementedError("your code here")

    feedback = check(stub, "row_means")
    assert feedback.passed is None
    assert load_state()["row_means"]["attempts"] == 0


def test_results_are_recorded_and_the_best_one_stays():
    check(row_means)
    check(lambda x: x.mean(0), "row_means")
    entry = load_state()["row_means"]
    assert entry["passed"] is True
    assert entry["points"] == 2
    assert entry["attempts"] == 2
    assert entry["mistakes"] == ["columns"]


def test_the_name_of_a_function_in_the_notebook_will_do(monkeypatch):
    import __main__

    monkeypatch.setattr(__main__, "row_means", row_means, raising=False)
    assert check("row_means").passed is True
    monkeypatch.delattr(__main__, "row_means")
    assert check("row_means").passed is None


def test_an_unknown_name_gets_the_nearest_one():
    assert "did you mean 'row_means'" in check(lambda x: x, "row_mean").summary


@pytest.mark.parametrize("answer", [None, 3, "nonsense", row_means, object(), type])
def test_check_never_raises_in_a_notebook(answer):
    assert isinstance(check(answer), Feedback)


def test_strict_mode_raises_for_all_that_is_not_right(monkeypatch):
    monkeypatch.setenv("DLTEACH_STRICT", "1")
    assert check(row_means).passed
    with pytest.raises(CheckFailed, match="means of the columns"):
        check(lambda x: x.mean(0), "row_means")


def test_an_endless_loop_is_ended(monkeypatch):
    monkeypatch.setattr(judging, "TIME_LIMIT", 0.2)

    def endless(x):
        while True:
            pass

    feedback = check(endless, "row_means")
    assert feedback.mistakes == ("does-not-finish",)


def test_a_state_file_that_cannot_be_written_is_a_note_and_no_more(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DLTEACH_STATE", str(tmp_path / "file" / "progress.json"))
    feedback = check(row_means)
    assert feedback.passed is True
    assert "could not be saved" in feedback.remarks[-1]


def test_feedback_is_plain_data():
    data = json.loads(json.dumps(check(lambda x: x.mean(0), "row_means").to_dict()))
    assert data["mistakes"] == ["columns"]
    assert data["passed"] is False


class _Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.open, self.seen = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_html_is_well_formed_labelled_and_escaped():
    feedback = Feedback(
        "f<script>",
        False,
        0,
        1,
        summary="use `a < b` & more",
        details=("<img src=x>",),
        lesson="00",
        section="S",
    )
    page = _Tags(feedback._repr_html_())
    tags = [tag for tag, _ in page.seen]
    assert page.open == []
    assert "script" not in tags
    assert "img" not in tags
    assert page.seen[0][1]["aria-label"] == "Feedback on f<script>"
    assert "<code>a &lt; b</code>" in feedback._repr_html_()


def test_hints_come_one_rung_at_a_time(capsys):
    assert [hint("row_means").rung for _ in range(4)] == [1, 2, 3, 3]
    assert "hint 2 of 3, the place" in capsys.readouterr().out
    assert hint("row_means", 1).text == "Think of rows."
    assert "no exercise" in hint("nothing").text


def test_a_fault_of_the_grader_is_owned_and_not_shown_as_a_traceback(monkeypatch):
    def broken(*args, **kwargs):
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(judging, "examine", broken)
    feedback = check(row_means)
    assert feedback.passed is None
    assert "its mistake, not yours" in feedback.summary
