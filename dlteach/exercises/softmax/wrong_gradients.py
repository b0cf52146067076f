"""Gradients of the log loss in which the labels are used in a wrong way."""

import numpy as np

from dlteach.autograder import Mistake
from dlteach.exercises.softmax.shared import one_hot
from dlteach.functions import softmax


def difference(y_true, z):
    """p − y, for the sum of all losses."""
    return softmax(z) - one_hot(y_true, z)


def _whole_columns(y_true, z):
    gradient = softmax(z)
    gradient[:, y_true] -= 1
    return gradient / len(z)


def _whole_rows(y_true, z):
    gradient = softmax(z)
    gradient[y_true % len(z)] -= 1
    return gradient / len(z)


def _true_entries_only(y_true, z):
    gradient = np.zeros(z.shape)
    rows = np.arange(len(z))
    gradient[rows, y_true] = softmax(z)[rows, y_true] - 1
    return gradient / len(z)


def _true_entries_left_out(y_true, z):
    gradient = softmax(z)
    gradient[np.arange(len(z)), y_true] = 0
    return gradient / len(z)


def _assigned(y_true, z):
    gradient = softmax(z)
    gradient[np.arange(len(z)), y_true] = -1
    return gradient / len(z)


def _true_entries_divided(y_true, z):
    gradient = softmax(z)
    rows = np.arange(len(z))
    gradient[rows, y_true] = (gradient[rows, y_true] - 1) / len(z)
    return gradient


LABEL_MISTAKES = (
    Mistake(
        "whole-columns",
        _whole_columns,
        "`p[:, y_true] -= 1` takes 1 from those columns in every row. For one entry of each row, give the "
        "row numbers too: `p[np.arange(n), y_true] -= 1`.",
    ),
    Mistake(
        "whole-rows",
        _whole_rows,
        "`p[y_true] -= 1` takes 1 from whole rows, as if the labels were row numbers. They are column "
        "numbers: `p[np.arange(n), y_true] -= 1`.",
    ),
    Mistake(
        "one-from-every-entry",
        lambda y_true, z: (softmax(z) - 1) / len(z),
        "1 is taken from every entry. It is taken at the true class only: `p[np.arange(n), y_true] -= 1`.",
    ),
    Mistake(
        "label-numbers-subtracted",
        lambda y_true, z: (softmax(z) - y_true[:, None]) / len(z),
        "The class numbers themselves are subtracted, from whole rows. A label says in which column to take "
        "1 away.",
    ),
    Mistake(
        "labels-taken-for-one-hot",
        lambda y_true, z: (softmax(z) - y_true) / len(z),
        "The labels are subtracted as if they were one-hot rows. They are class numbers, shape (n,): use "
        "them as an index, or make one-hot rows first, `np.eye(k)[y_true]`.",
    ),
    Mistake(
        "labels-taken-for-one-hot-not-averaged",
        lambda y_true, z: softmax(z) - y_true,
        "The labels are subtracted as if they were one-hot rows. They are class numbers, shape (n,): make "
        "one-hot rows first, `np.eye(k)[y_true]`. The division by n is missing too.",
    ),
    Mistake(
        "labels-from-one",
        lambda y_true, z: difference(y_true - 1, z) / len(z),
        "The labels lose 1. They are counted from 0 already, so label 0 is column 0.",
    ),
    Mistake(
        "classes-from-the-labels",
        lambda y_true, z: (softmax(z) - np.eye(y_true.max() + 1)[y_true]) / len(z),
        "The number of classes is read from the largest label, which fails on a batch in which the last "
        "class does not occur. Read it from `z.shape[1]`.",
    ),
    Mistake(
        "likeliest-class",
        lambda y_true, z: difference(z.argmax(axis=1), z) / len(z),
        "1 is taken at the class that was predicted, and the labels are not used. Take it at the true class.",
    ),
    Mistake(
        "true-entries-only",
        _true_entries_only,
        "Only the true class has an entry, as when only the Jacobian's diagonal is used. The other logits "
        "count too, through the sum below the fraction bar: their entries are p/n.",
    ),
    Mistake(
        "true-entries-left-out",
        _true_entries_left_out,
        "The entry of the true class is 0. It is p − 1, divided by n.",
    ),
    Mistake(
        "true-entries-at-minus-one",
        _assigned,
        "`= -1` writes over the probability of the true class. `-= 1` takes 1 from it.",
    ),
    Mistake(
        "others-not-averaged",
        _true_entries_divided,
        "Only the entries of the true classes are divided by n. Divide the whole array.",
    ),
)
