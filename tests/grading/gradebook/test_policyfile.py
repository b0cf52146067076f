from datetime import datetime, timedelta, timezone

import pytest

from dlteach.grading.policy import LateRule
from dlteach.grading.policyfile import PolicyError, read_policy

WHOLE = """
attempts = "last"
max_attempts = 3
grace_minutes = 15
timezone = "Europe/Berlin"

[late]
percent = 10
per = "hour"
at_most = 50
cap = 80
no_credit_after_hours = 12

[assignments.02_gradient_descent]
due = 2026-03-28T23:59:00

[assignments.02_gradient_descent.extensions]
"learner-1" = 2026-03-29T23:59:00
"learner 2" = 2026-04-01T00:00:00+00:00

[assignments."03 cross entropy"]
due = 2026-04-01T12:00:00Z
"""


@pytest.fixture
def policy(tmp_path):
    def read(text):
        path = tmp_path / "policy.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_policy(path)

    return read


def test_a_whole_policy_is_read(policy):
    found = policy(WHOLE)
    assert (found.attempts, found.max_attempts, found.grace) == ("last", 3, timedelta(minutes=15))
    hour = timedelta(hours=1)
    assert found.late == LateRule(10, hour, 50, cap=80, no_credit_after=12 * hour)
    assert found.due("learner 2", "02_gradient_descent") == datetime(2026, 4, 1, tzinfo=timezone.utc)
    assert found.due("x", "03 cross entropy") == datetime(2026, 4, 1, 12, tzinfo=timezone.utc)


def test_the_time_zone_of_the_file_knows_summer_time(policy):
    found = policy(WHOLE)
    winter, summer = (found.due(name, "02_gradient_descent") for name in ("x", "learner-1"))
    assert winter.astimezone(timezone.utc).hour == 22, "UTC+1 on 28 March"
    assert summer.astimezone(timezone.utc).hour == 21, "UTC+2 a day later"


def test_the_time_between_two_clocks_is_the_real_one(policy):
    found = policy(WHOLE)
    came = "2026-03-28T23:59:00+00:00"
    assert found.lateness("x", "02_gradient_descent", came) == timedelta(hours=1)


def test_an_empty_file_is_the_policy_that_takes_nothing(policy):
    found = policy("")
    assert (found.attempts, found.max_attempts, found.late) == ("best", None, LateRule())


def test_steps_are_read(policy):
    found = policy("[late]\nsteps = [{after_hours=0, percent=10}, {after_hours=48, percent=50}]")
    assert found.late.steps == ((timedelta(0), 10), (timedelta(hours=48), 50))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('attempts = "bset"', 'attempts: expected "best", "last" or "first", got \'bset\''),
        ("attempts = [1]", "attempts: expected"),
        ("attempt = 1", "attempt: there is no such key; did you mean attempts?"),
        ("zzz = 1", "zzz: there is no such key; known here: assignments, attempts"),
        ("max_attempts = 0", "max_attempts: expected a whole number, 1 or more, got 0"),
        ("max_attempts = true", "max_attempts: expected a whole number"),
        ("max_attempts = 2.5", "max_attempts: expected a whole number"),
        ('grace_minutes = "ten"', "grace_minutes: expected a number from 0 to 1,000,000, got 'ten'"),
        ("grace_minutes = -5", "grace_minutes: expected a number"),
        ("late = 3", "late: expected a table, got 3"),
        ("late.percent = 110", "late.percent: expected a number from 0 to 100, got 110"),
        ("late.percent = nan", "late.percent: expected a number from 0 to 100, got nan"),
        ('late.per = "week"', 'late.per: expected "day" or "hour", got \'week\''),
        ("late.steps = 5", "late.steps: expected a list of tables, got 5"),
        ("late.steps = [1]", "late.steps[1]: expected a table, got 1"),
        ("late.steps = [{percent = 3}]", "late.steps[1].after_hours: expected a number from 0 to"),
        (
            "late.steps = [{after_hours=5, percent=9}, {after_hours=5, percent=10}]",
            "late.steps[2]: expected more hours and no fewer percent than in the step before",
        ),
        ("[late]\nsteps = []\npercent = 3", "late.percent: expected either steps or percent, got both"),
        ('timezone = "Middle/Earth"', "timezone: expected a name like \"Europe/Berlin\", got 'Middle/Earth'"),
        ("timezone = 1", "timezone: expected a name"),
        ('timezone = "../../etc/passwd"', "timezone: expected a name"),
        ("[assignments.x]", "assignments.x.due: expected a time like 2026-03-01T23:59:00+01:00"),
        ("[assignments.x]\ndue = 2026-03-01", "got 2026-03-01 without a time of day"),
        ("[assignments.x]\ndue = 2026-03-01T10:00:00", "expected a time with its zone"),
        ('[assignments.x]\ndue = "2026-03-01T10:00:00Z"', "without quotes, got '2026-03-01T10:00:00Z'"),
        ("[assignments.x]\ndue = 2026-03-01T10:00:00Z\nwaight = 2", "assignments.x.waight: there is no such"),
        (
            "[assignments.x]\ndue = 2026-03-08T10:00:00Z\nextensions.a = 2026-03-01T10:00:00Z",
            "assignments.x.extensions.a: expected a time after due (2026-03-08 10:00:00+00:00)",
        ),
        ("attempts =", "is not TOML"),
        (b"attempts = '\xff'", "is not UTF-8 text"),
    ],
)
def test_what_is_wrong_is_named_with_what_came_and_what_was_expected(policy, text, says):
    with pytest.raises(PolicyError) as error:
        policy(text)
    assert says in str(error.value)
    assert "policy.toml" in str(error.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(PolicyError, match=r"absent.toml cannot be read: No such file"):
        read_policy(tmp_path / "absent.toml")
