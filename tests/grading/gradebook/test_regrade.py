from dlteach.grading.gradebook import compare
from dlteach.grading.gradebook.hand import new_mark

LATER = {"suite": "6" * 64, "graded": "2026-04-01T00:00:00+00:00"}


def test_who_loses_comes_first_then_who_gains_with_the_exercises(result):
    old = [result(name, points=points) for name, points in (("a", (0, 1)), ("b", (1, 1)), ("c", (1, 1)))]
    new = [
        result(name, points=points, **LATER)
        for name, points in (("a", (0.5, 1)), ("b", (0, 1)), ("c", (1, 1)))
    ]
    changes = compare(old, new)
    assert [(c.learner, c.gain, c.before, c.after) for c in changes.changes] == [
        ("b", -1, 2, 1),
        ("a", 0.5, 1, 1.5),
    ]
    assert [(e.name, e.before, e.after) for e in changes.changes[0].exercises] == [("a", 1, 0)]
    assert (changes.compared, changes.new) == (3, 0)
    assert str(changes).splitlines() == [
        "-1 points: b, 02_gradient_descent (2 → 1)",
        "    a: 1 → 0",
        "+0.5 points: a, 02_gradient_descent (1 → 1.5)",
        "    a: 0 → 0.5",
        "3 submissions graded again: 1 gain, 1 lose; 0 are new",
    ]


def test_a_gain_and_a_loss_that_add_up_to_nothing_are_told_too(result):
    (change,) = compare([result(points=(0, 1))], [result(points=(1, 0), **LATER)]).changes
    assert (change.gain, len(change.exercises)) == (0, 2)


def test_an_exercise_that_is_new_or_gone_is_told(result):
    changes = compare([result(points=(1, 1))], [result(points=(1,), **LATER)])
    assert "    b: 1 → –" in str(changes)
    assert "    b: – → 0" in str(compare([result(points=(1,))], [result(points=(1, 0), **LATER)]))


def test_other_files_and_other_learners_are_not_compared(result):
    changes = compare([result("a", "f1"), result("b", "f1")], [result("a", "f2", **LATER)])
    assert (changes.changes, changes.compared, changes.new) == ((), 0, 1)


def test_the_newest_grading_of_a_file_is_what_it_is_compared_with(result):
    old = [result(points=(1,), graded="2026-03-09T00:00:00+00:00", suite="4" * 64), result(points=(0,))]
    assert compare(old, [result(points=(1,), **LATER)]).changes == ()


def test_what_was_marked_by_hand_gains_and_loses_nothing(result):
    old, new = [result(points=(0, 0))], [result(points=(1, 1), **LATER)]
    part = new_mark("learner-1", "02_gradient_descent", "a", points=0.5, by="teacher")
    whole = new_mark("learner-1", "02_gradient_descent", points=0.5, by="teacher")
    comment = new_mark("learner-1", "02_gradient_descent", comment="see me", by="teacher")
    assert [compare(old, new, said).changes[0].gain for said in ([part], [whole], [comment])] == [1, 0, 2]
    assert "a: 0 → 1 (marked by hand: stays as it is)" in str(compare(old, new, [part]))


def test_hostile_names_command_no_terminal(result):
    name = "\x1b[2J\u202e\n" + "x" * 100_000
    text = str(compare([result(name)], [result(name, points=(0,), **LATER)]))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert len(text) < 300


def test_the_changes_are_data_too(result):
    data = compare([result()], [result(points=(0,), **LATER)]).to_dict()
    assert data["changes"][0]["gain"] == -1
    assert data["changes"][0]["exercises"] == ({"name": "a", "before": 1, "after": 0, "by_hand": False},)
