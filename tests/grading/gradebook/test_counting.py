"""What counts: attempts, marks by hand and the policy together, without a database."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from dlteach.grading.gradebook.counting import Grading, marks
from dlteach.grading.gradebook.hand import HandMark, new_mark
from dlteach.grading.policy import Assignment, LateRule, Policy

DUE = datetime(2026, 3, 2, tzinfo=timezone.utc)
LATE = Policy(late=LateRule(percent=10), assignments={"02": Assignment(DUE)})


def grading(file, points, day=1, *, graded=9, gradable=True, learner="a", suite="5", **exercises):
    return Grading(
        f"key-{file}-{graded}",
        learner,
        "02",
        file,
        suite,
        f"2026-03-{day:02}T12:00:00+00:00",
        f"2026-04-{graded:02}T00:00:00+00:00",
        gradable,
        points,
        10.0 if gradable else 0.0,
        exercises,
    )


def by_hand(points=None, exercise="", comment=None, at=1, learner="a"):
    mark = new_mark(learner, "02", exercise, points=points, comment=comment, by="teacher")
    return replace(mark, at=f"2026-05-{at:02}T00:00:00.000000+00:00")


def only(gradings, said=(), policy=None):
    (mark,) = marks(gradings, said, policy or Policy())
    return mark


THREE = [grading("f1", 5.0, 1), grading("f2", 9.0, 2), grading("f3", 7.0, 3)]


@pytest.mark.parametrize(("which", "points"), [("best", 9), ("last", 7), ("first", 5)])
def test_the_policy_says_which_attempt_counts(which, points):
    mark = only(reversed(THREE), policy=Policy(attempts=which))
    assert (mark.points, mark.attempts) == (points, 3)


def test_attempts_beyond_the_limit_do_not_count():
    assert only(THREE, policy=Policy(attempts="last", max_attempts=1)).points == 5


def test_what_could_not_be_graded_costs_no_attempt():
    failed = grading("f0", 0.0, 1, gradable=False)
    mark = only([failed, *THREE[1:]], policy=Policy(attempts="first", max_attempts=1))
    assert (mark.points, mark.attempts, mark.ungradable) == (9, 2, 1)


def test_who_handed_in_only_what_could_not_be_graded_is_in_the_gradebook():
    rows = marks([grading("f0", 0.0, gradable=False), grading("f1", 4.0, learner="b")], (), Policy())
    assert [(row.learner, row.points, row.max_points, row.attempts) for row in rows] == [
        ("a", 0, 10, 0),
        ("b", 4, 10, 1),
    ]


def test_the_best_attempt_is_the_best_after_lateness():
    early, late = grading("f1", 8.0, 1), grading("f2", 9.0, 5)
    mark = only([early, late], policy=LATE)
    assert (mark.key, mark.points, mark.late) == (early.key, 8, timedelta(0))


def test_points_before_and_after_lateness_are_told():
    mark = only([grading("f1", 8.0, 3)], policy=LATE)
    assert (mark.before_policy, mark.after_policy, mark.points) == (8, pytest.approx(6.4), mark.after_policy)
    assert mark.late == timedelta(days=1, hours=12)
    assert mark.lost == pytest.approx(1.6)


def test_of_equal_attempts_the_earliest_counts():
    assert only([grading("f2", 5.0, 2), grading("f1", 5.0, 1)]).key == "key-f1-9"


def test_work_after_the_end_takes_nothing_from_the_last_attempt_before_it():
    closed = Policy("last", late=LateRule(no_credit_after=timedelta(days=1)), assignments=LATE.assignments)
    assert only([grading("f1", 6.0, 1), grading("f2", 9.0, 20)], policy=closed).points == 6
    assert only([grading("f2", 9.0, 20)], policy=closed).points == 0


def test_a_regrade_replaces_the_verdict_and_is_no_attempt_of_its_own():
    mark = only([grading("f1", 5.0, graded=1), grading("f1", 3.0, graded=2)])
    assert (mark.points, mark.attempts) == (3, 1)


def test_a_grader_that_was_lost_takes_no_points_away():
    lost = grading("f1", 0.0, graded=20, gradable=False, suite="")
    mark = only([grading("f1", 5.0, graded=1), lost])
    assert (mark.points, mark.attempts, mark.ungradable) == (5, 1, 0)
    assert only([lost]).ungradable == 1


def test_a_regrade_never_makes_work_later():
    again = grading("f1", 8.0, 9, graded=20)
    assert only([grading("f1", 8.0, 1, graded=1), again], policy=LATE).late == timedelta(0)


def test_a_mark_on_the_whole_stands_whatever_the_policy_and_a_regrade_say():
    for gradings in ([grading("f1", 2.0, 9)], [grading("f1", 2.0, 9), grading("f1", 10.0, 9, graded=20)], []):
        mark = only(gradings, [by_hand(7.5)], LATE)
        assert mark.points == 7.5


def test_a_mark_on_an_exercise_takes_the_place_of_its_points_and_lateness_holds_for_the_sum():
    late = grading("f1", 6.0, 2, affine=1.0, softmax=0.0)
    mark = only([late], [by_hand(0.5, "affine"), by_hand(3.0, "softmax")], LATE)
    assert mark.before_policy == 8.5
    assert mark.points == pytest.approx(8.5 * 0.9)


def test_a_mark_on_an_exercise_holds_in_every_attempt():
    first, second = grading("f1", 5.0, 1, affine=0.0), grading("f2", 6.0, 2, affine=1.0)
    mark = only([first, second], [by_hand(1.0, "affine")])
    assert (mark.key, mark.points) == (first.key, 6)


def test_a_mark_on_an_exercise_counts_where_nothing_could_be_graded():
    failed = grading("f1", 0.0, gradable=False)
    assert only([failed], [by_hand(2.0, "affine")]).points == 2
    assert only([], [by_hand(2.0, "affine"), by_hand(1.0, "softmax")]).points == 3


def test_the_newest_mark_counts_and_the_newest_comment():
    said = [by_hand(4.0, at=2), by_hand(9.0, at=1, comment="well argued"), by_hand(comment="read", at=3)]
    mark = only(THREE, said)
    (found,) = mark.by_hand
    assert (mark.points, found.comment, found.at[:10]) == (4, "read", "2026-05-03")


def test_a_mark_that_takes_back_leaves_what_the_grader_found():
    said = [by_hand(4.0, at=1, comment="x"), by_hand(at=2)]
    mark = only(THREE, said)
    assert (mark.points, mark.by_hand) == (9, ())
    assert only(THREE, [*said, by_hand(1.0, at=3)]).points == 1
    assert marks((), said, Policy()) == []


def test_a_comment_changes_no_points():
    assert (
        only(THREE, [by_hand(comment="well done"), by_hand(exercise="affine", comment="see me")]).points == 9
    )


def test_rows_come_by_learner_and_each_has_its_own():
    rows = marks([grading("f1", 5.0, learner="b"), *THREE], [by_hand(1.0, learner="c")], Policy())
    assert [(row.learner, row.points) for row in rows] == [("a", 9), ("b", 5), ("c", 1)]


def test_a_mark_is_read_again_from_what_the_log_says():
    mark = by_hand(2.0, "affine", "good")
    assert HandMark.from_dict(mark.to_dict() | {"event": "mark"}) == mark
    for broken in ({"points": "2"}, {"points": float("nan")}, {"learner": None}, {"comment": 3}):
        with pytest.raises(ValueError, match="by hand"):
            HandMark.from_dict(mark.to_dict() | broken)
