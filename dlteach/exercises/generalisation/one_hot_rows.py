"""Exercise: class numbers as rows of zeros and a one."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law, Mistake
from dlteach.exercises.generalisation.scaling import LESSON
from dlteach.functions import one_hot

NEGATIVE = (
    "A label of −1 gives a row as well: NumPy counts −1 from the end, so it lights the last class. Labels "
    "that are out of range are better refused with a ValueError."
)


def _cases(rng):
    yield Case((np.array([1]), 2), "one label")
    yield Case((np.array([2, 0, 1]), 3), "as many labels as classes")
    yield Case((np.array([0, 1, 1, 0, 1]), 2), "two classes")
    yield Case((np.array([3, 1, 1]), 4))
    yield Case((np.array([4, 1]), 6), "more classes than labels")
    yield Case((np.array([1, 0, 1, 0, 1]), 4), "labels without the top class")
    yield Case((np.array([2, 3, 2, 1, 3]), 4), "labels without class 0")
    yield Case((np.array([0]), 3), "one label")
    yield Case((np.array([2, 2, 2, 2]), 3), "labels that are all alike")
    yield Case((np.array([1, 1, 0, 2]), 4), "as many labels as classes")
    yield Case((rng.integers(5, size=13), 5))
    yield Case((rng.integers(7, size=4), 7))
    yield Case((np.array([-1, 1]), 3), remark=NEGATIVE)


def _placed(labels, k, rows, columns, value=1.0):
    out = np.zeros((len(labels), k))
    out[rows, columns] = value
    return out


def _only_rows(labels, k, kept):
    out = one_hot(labels, k)
    out[~kept] = 0
    return out


def _numbers(labels):
    return np.arange(len(labels))


def _refused(labels, k, refused):
    return None if refused else one_hot(labels, k)


def _one_row_for_each_class(labels, k):
    out = np.zeros((len(labels), k))
    for i in range(k):
        out[i][labels[i]] = 1
    return out


def _loop(labels, num_classes):
    rows = []
    for label in labels:
        row = [0] * num_classes
        row[label] = 1
        rows.append(row)
    return rows


def _flat_index(labels, num_classes):
    out = np.zeros((len(labels), num_classes))
    out.flat[np.arange(len(labels)) * num_classes + labels] = 1
    return out


ONE_HOT = Exercise(
    name="one_hot",
    lesson=LESSON,
    section="Words become numbers",
    reference=one_hot,
    cases=_cases,
    laws=(
        Law("each row sums to 1", lambda args, value: np.allclose(np.sum(value, axis=1), 1)),
        Law("every entry is 0 or 1", lambda args, value: bool(np.isin(value, (0, 1)).all())),
    ),
    mistakes=(
        Mistake(
            "examples-as-columns",
            lambda labels, k: one_hot(labels, k).T,
            "That is right for examples as columns. In this course each label becomes a row: shape "
            "(n, num_classes).",
            kind="convention",
        ),
        Mistake(
            "width-from-the-largest-label",
            lambda labels, k: one_hot(labels, labels.max() + 1),
            "The number of columns is taken from the largest label, so classes at the top that do not occur "
            "lose their columns. `num_classes` says how many there are.",
        ),
        Mistake(
            "width-from-the-distinct-labels",
            lambda labels, k: np.eye(len(np.unique(labels)))[np.unique(labels, return_inverse=True)[1]],
            "The columns are those of the labels that occur, so absent classes are missing and others move "
            "to the left. `num_classes` says how many columns there are.",
        ),
        Mistake(
            "width-counted-from-the-distinct-labels",
            lambda labels, k: np.eye(len(np.unique(labels)))[labels],
            "The number of columns is how many labels occur, `len(np.unique(labels))`. With an absent class "
            "that is too few; use `num_classes`.",
        ),
        Mistake(
            "labels-renumbered",
            lambda labels, k: one_hot(np.unique(labels, return_inverse=True)[1], k),
            "The labels are numbered anew, from those that occur, so class 2 may stand in column 0. The "
            "label itself is the number of the column.",
        ),
        Mistake(
            "square",
            lambda labels, k: np.eye(len(labels))[labels],
            "There are as many columns as labels, n. There should be one for each class: `num_classes`.",
        ),
        Mistake(
            "loop-over-the-classes",
            _one_row_for_each_class,
            "The loop runs over the classes, `range(num_classes)`, and lights the label of as many rows. "
            "It runs over the labels: `range(len(labels))`.",
        ),
        Mistake(
            "nothing-lit",
            lambda labels, k: np.zeros((len(labels), k)),
            "All entries are 0: the ones are not written, as when `==` stands in place of `=`.",
        ),
        Mistake(
            "soft-marks",
            lambda labels, k: 0.01 + 0.98 * one_hot(labels, k),
            "The marks are 0.99 and 0.01, as targets of sigmoids in some books. One-hot rows hold 1 and 0.",
            kind="convention",
        ),
        Mistake(
            "rows-from-the-classes",
            lambda labels, k: np.eye(k),
            "That is one row for each class, and the labels are not used. Pick a row for each label: "
            "`np.eye(num_classes)[labels]`.",
        ),
        Mistake(
            "ten-classes",
            lambda labels, k: one_hot(labels, 10),
            "There are always ten columns, as for digits. `num_classes` says how many there are.",
        ),
        Mistake(
            "classes-as-rows-of-the-index",
            lambda labels, k: _placed(labels, k, np.arange(k), labels),
            "The row index runs over the classes. It runs over the labels, one for each: "
            "`out[np.arange(len(labels)), labels] = 1`.",
        ),
        Mistake(
            "classes-as-columns-of-the-index",
            lambda labels, k: _placed(labels, k, labels, np.arange(k)),
            "The index is (label, class). It is (row, label): `out[np.arange(len(labels)), labels] = 1`.",
        ),
        Mistake(
            "index-exchanged",
            lambda labels, k: _placed(labels, k, labels, _numbers(labels)),
            "Row and column are exchanged in the index. Rows are the labels' places, columns their values: "
            "`out[np.arange(len(labels)), labels] = 1`.",
        ),
        Mistake(
            "index-exchanged-and-transposed",
            lambda labels, k: _placed(labels, k, labels, _numbers(labels)).T,
            "Row and column are exchanged, and then once more by a transpose of an array that is not "
            "(num_classes, n). Make it (n, num_classes) and transpose nothing.",
        ),
        Mistake(
            "whole-rows",
            lambda labels, k: _placed(labels, k, labels, slice(None)),
            "`out[labels] = 1` fills whole rows. One entry in each row: "
            "`out[np.arange(len(labels)), labels] = 1`.",
        ),
        Mistake(
            "every-row-holds-all-labels",
            lambda labels, k: _placed(labels, k, slice(None), labels),
            "Every row has a 1 for all the labels, as `out[:, labels] = 1` does, or a list `[[0] * k] * n`, "
            "whose rows are one and the same. Each row has its own label alone.",
        ),
        Mistake(
            "one-row-for-all",
            lambda labels, k: _placed(labels, k, slice(None), labels)[0],
            "That is one row for all labels together. Each label gets a row of its own.",
        ),
        Mistake(
            "label-as-value",
            lambda labels, k: _placed(labels, k, _numbers(labels), labels, labels),
            "The label itself stands at its place, so class 0 has no mark at all. Put a 1 there.",
        ),
        Mistake(
            "counted-from-one",
            lambda labels, k: one_hot((labels - 1) % k, k),
            "The 1 stands one column too far to the left: labels are counted from 0, so label 0 is the "
            "first column.",
        ),
        Mistake(
            "one-too-far",
            lambda labels, k: one_hot((labels + 1) % k, k),
            "The 1 stands one column too far to the right: labels are counted from 0, so label 0 is the "
            "first column.",
        ),
        Mistake(
            "a-column-for-no-class",
            lambda labels, k: one_hot(labels, k + 1),
            "There is a column too many. Labels run from 0 to num_classes − 1, so `num_classes` columns "
            "hold them all.",
        ),
        Mistake(
            "class-0-without-a-column",
            lambda labels, k: one_hot(labels, k)[:, 1:],
            "The column of class 0 is missing, as in the dummy variables of statistics. Every class has its "
            "column here.",
            kind="convention",
        ),
        Mistake(
            "turned-round",
            lambda labels, k: 1 - one_hot(labels, k),
            "Zeros and ones are exchanged: 1 at the label's place, 0 elsewhere.",
        ),
        Mistake(
            "columns-backwards",
            lambda labels, k: one_hot(labels, k)[:, ::-1],
            "The columns run backwards: class 0 is the first column, on the left.",
        ),
        Mistake(
            "rows-backwards",
            lambda labels, k: one_hot(labels, k)[::-1],
            "The rows run backwards: row 0 belongs to label 0 of the array.",
        ),
        Mistake(
            "steps",
            lambda labels, k: (np.arange(k) <= labels[:, None]).astype(float),
            "All columns up to the label are 1. Only the label's own column is: compare with `==`.",
        ),
        Mistake(
            "smallest-first",
            lambda labels, k: one_hot(np.sort(labels), k),
            "The labels are sorted first, so the rows no longer belong to their examples. Keep their order.",
        ),
        Mistake(
            "flattened",
            lambda labels, k: one_hot(labels, k).ravel(),
            "The rows stand one after the other in a single line. Keep them apart: shape (n, num_classes).",
        ),
        Mistake(
            "first-row-only",
            lambda labels, k: _only_rows(labels, k, _numbers(labels) == 0),
            "Only the first row is filled: the `return` stands inside the loop. Move it below, to the left.",
        ),
        Mistake(
            "last-row-only",
            lambda labels, k: _only_rows(labels, k, _numbers(labels) == len(labels) - 1),
            "Only the last row is filled. Make the array once, before the loop, and not anew in each round.",
        ),
        Mistake(
            "first-row-left-out",
            lambda labels, k: _only_rows(labels, k, _numbers(labels) > 0),
            "The first row stays empty: indices begin at 0, `range(1, n)` starts one too late.",
        ),
        Mistake(
            "last-row-left-out",
            lambda labels, k: _only_rows(labels, k, _numbers(labels) < len(labels) - 1),
            "The last row stays empty: `range(n)` reaches it, `range(n - 1)` does not.",
        ),
        Mistake(
            "class-0-left-out",
            lambda labels, k: _only_rows(labels, k, labels != 0),
            "Label 0 gets no 1: a loop over the classes begins at 0, and `if label:` is false for 0.",
        ),
        Mistake(
            "top-class-left-out",
            lambda labels, k: _only_rows(labels, k, labels != k - 1),
            "The top class gets no 1: `range(num_classes)` ends with it, `range(num_classes - 1)` before it.",
        ),
        Mistake(
            "two-classes-refused",
            lambda labels, k: _refused(labels, k, k <= 2),
            "Two classes give nothing back. They are classes like others: rows of two numbers.",
        ),
        Mistake(
            "more-classes-than-labels-refused",
            lambda labels, k: _refused(labels, k, k > len(labels)),
            "More classes than labels give nothing back. A small batch does not hold every class, and that "
            "is no error.",
        ),
        Mistake(
            "absent-classes-refused",
            lambda labels, k: _refused(labels, k, labels.max() + 1 != k),
            "Where the top class does not occur nothing comes back. A batch need not hold every class.",
        ),
        Mistake(
            "labels-themselves",
            lambda labels, k: labels,
            "Those are the labels as they were. Each becomes a row of num_classes numbers.",
        ),
    ),
    also_correct=(
        _loop,
        _flat_index,
        lambda labels, k: np.eye(k)[labels],
        lambda labels, k: labels[:, None] == np.arange(k),
        lambda labels, k: np.identity(k, dtype=int)[labels.reshape(-1)],
        lambda labels, k: _placed(labels, k, _numbers(labels), labels),
        lambda labels, k: (np.eye(k)[:, labels]).T,
    ),
    hints=(
        "Each label names the column in which its row has the 1. How many columns there are does not depend "
        "on which labels occur.",
        "Make an array of zeros, (n, num_classes), and set one entry in each row. Or look at the rows of "
        "`np.eye(num_classes)`: what does row 2 look like?",
        "`return np.eye(num_classes)[...]`",
    ),
)
