from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlteach.grading.policy import Assignment, LateRule, Policy, late_factor, late_points, time_from

HOUR = timedelta(hours=1)
percents = st.floats(0, 100)
lateness = st.timedeltas(timedelta(days=-30), timedelta(days=400))
graces = st.timedeltas(timedelta(0), timedelta(days=2))
closing = st.none() | st.timedeltas(timedelta(0), timedelta(days=60))


@st.composite
def rules(draw):
    if draw(st.booleans()):
        per = draw(st.sampled_from([HOUR, 24 * HOUR]))
        return LateRule(
            draw(percents), per, draw(percents), cap=draw(percents), no_credit_after=draw(closing)
        )
    hours = sorted(draw(st.sets(st.integers(0, 500), min_size=1, max_size=5)))
    off = sorted(draw(st.lists(percents, min_size=len(hours), max_size=len(hours))))
    steps = tuple((h * HOUR, p) for h, p in zip(hours, off))
    return LateRule(steps=steps, cap=draw(percents), no_credit_after=draw(closing))


@given(lateness, rules(), graces, st.floats(0, 100), st.floats(0, 100))
def test_no_rule_ever_raises_points(late, rule, grace, points, most):
    assert 0 <= late_factor(late, rule, grace) <= 1
    assert 0 <= late_points(points, most, late, rule, grace) <= points


@given(lateness, lateness, rules(), graces)
def test_later_work_never_keeps_more(one, other, rule, grace):
    earlier, later = sorted((one, other))
    assert late_factor(later, rule, grace) <= late_factor(earlier, rule, grace)
    assert late_points(8, 10, later, rule, grace) <= late_points(8, 10, earlier, rule, grace)


@given(rules(), graces, st.timedeltas(timedelta(days=-30), timedelta(0)))
def test_work_before_the_due_time_or_within_the_grace_keeps_everything(rule, grace, before):
    assert late_factor(before, rule, grace) == late_factor(grace, rule, grace) == 1
    assert late_points(10, 10, before, rule, grace) == 10


@pytest.mark.parametrize(
    ("hours", "kept"), [(0, 1.0), (0.01, 0.9), (24, 0.9), (24.01, 0.8), (120, 0.5), (169, 0.0)]
)
def test_percent_is_taken_for_each_started_day_up_to_a_maximum_and_then_all_is_over(hours, kept):
    rule = LateRule(percent=10, at_most=50, no_credit_after=168 * HOUR)
    assert late_factor(hours * HOUR, rule) == kept


def test_a_started_hour_counts_where_the_period_is_an_hour():
    assert late_factor(1.5 * HOUR, LateRule(percent=5, per=HOUR)) == 0.9


def test_steps_say_what_is_lost_past_each_lateness():
    rule = LateRule(steps=((0 * HOUR, 10), (48 * HOUR, 50)))
    assert [late_factor(h * HOUR, rule) for h in (1, 48, 49)] == [0.9, 0.9, 0.5]


def test_beyond_the_grace_lateness_counts_from_the_due_time():
    rule = LateRule(percent=10, per=HOUR)
    assert late_factor(1.5 * HOUR, rule, grace=HOUR) == 0.8


def test_a_cap_takes_nothing_from_points_below_it():
    rule = LateRule(cap=60)
    assert [late_points(points, 10, HOUR, rule) for points in (10, 6, 3)] == [6, 6, 3]


def test_an_extension_holds_for_its_learner_alone():
    due, later = (datetime(2026, 3, day, tzinfo=timezone.utc) for day in (1, 8))
    policy = Policy(assignments={"02": Assignment(due, {"learner-1": later})})
    assert policy.due("learner-1", "02") == later
    assert policy.lateness("learner-1", "02", "2026-03-05T00:00:00+00:00") == timedelta(0)
    assert policy.lateness("learner-2", "02", "2026-03-05T00:00:00+00:00") == timedelta(days=4)
    assert policy.lateness("learner-2", "03", "2036-03-05T00:00:00+00:00") == timedelta(0), "never due"


def test_a_time_without_a_zone_is_utc():
    assert time_from("2026-03-01T12:00:00") == time_from("2026-03-01T13:00:00+01:00")
