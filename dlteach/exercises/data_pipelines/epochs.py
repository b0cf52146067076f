"""Exercise `batches`: the epochs of lesson 02 for rows of any shape, one epoch after another."""

import numpy as np

from dlteach.autograder import Case, Exercise, Mistake
from dlteach.exercises.debugging import Hiding, debug_pair
from dlteach.exercises.gradient_descent.epoch_facts import facts_of_batches
from dlteach.exercises.gradient_descent.minibatches import MINIBATCHES
from dlteach.functions import minibatches

LESSON = "12_data_pipelines"
SECTION = "Shuffle in pairs"


def _epochs(answer, x, y, batch_size, seed):
    x_shape, y_shape, n = np.shape(x)[1:], np.shape(y)[1:], len(x)
    x, y = np.asarray(x), np.asarray(y)
    two_lists = "one list for x and one for y: make pairs of them, zip(x_batches, y_batches)"

    def epoch(rng, x, y):
        batches = answer(x, y, batch_size, rng)
        if batches is None:
            raise TypeError("nothing comes back: yield each batch, or return a list of them")
        if isinstance(batches, tuple) and isinstance(batches[0], np.ndarray):
            if batches[0].dtype == object or batches[0].ndim > x.ndim:
                raise TypeError(two_lists)
            raise TypeError("one pair comes back: is there a `return` in the loop? yield each pair")
        batches = list(batches)
        two = len(batches) == 2 and isinstance(batches[0], (tuple, list)) and x_shape != y_shape
        if two and np.shape(batches[0][-1])[1:] == x_shape:
            raise TypeError(two_lists)
        if not all(isinstance(batch, (tuple, list)) and len(batch) == 2 for batch in batches):
            raise TypeError("each batch should be a pair: yield x_batch, y_batch")
        # More batches are wrong whatever is in them.
        return [(np.asarray(x), np.asarray(y)) for x, y in batches[: 2 * n + 2]]

    epochs = []
    for k in range(8):
        rng = np.random.default_rng(seed + k)
        epochs += [epoch(rng, x.copy(), y.copy()), epoch(rng, x.copy(), y.copy())]
    # One call gets the caller's own arrays: if it writes into them, that shows.
    again = [epoch(np.random.default_rng(seed + k), x.copy(), y.copy()) for k in range(1, 8)]
    return {"epochs": epochs, "again": [epoch(np.random.default_rng(seed), x, y), *again]}


def _batch_cases(rng):
    for n, batch_size, note in (
        (6, 3, "two full batches"),
        (5, 2, "a short last batch"),
        (13, 5, "a short last batch"),
        (6, 1, "batches of one"),
        (4, 9, "fewer examples than a batch"),
        (7, 7, "one batch that holds all"),
        (1, 1, "one example"),
    ):
        x, y = rng.permutation(n * 3).reshape(n, 3) / 4, rng.permutation(n) * 10
        yield Case((x, y, batch_size, int(rng.integers(1000))), note)
    images, one_hot = rng.permutation(28).reshape(7, 2, 2), np.eye(7)[rng.permutation(7)]
    yield Case((images, one_hot, 3, int(rng.integers(1000))), "images and one-hot labels")


def _each(change):
    return lambda x, y, size, rng: [change(*batch) for batch in minibatches(x, y, size, rng)]


def _cut(pieces):
    """Batches of nearly equal sizes, `pieces(n, batch_size)` of them."""

    def answer(x, y, size, rng):
        parts = np.array_split(rng.permutation(len(x)), pieces(len(x), size))
        return [(x[rows], y[rows]) for rows in parts if len(rows)]

    return answer


BATCHES = Exercise(
    name="batches",
    lesson=LESSON,
    section=SECTION,
    reference=minibatches,
    driver=_epochs,
    measure=facts_of_batches,
    cases=_batch_cases,
    mistakes=(
        *MINIBATCHES.mistakes,
        Mistake(
            "images-flattened",
            _each(lambda x, y: (x.reshape(len(x), -1), y)),
            "The examples lose their shape: images come out as flat rows. Index the first axis alone, "
            "`x[rows]`, and leave the others as they are.",
        ),
        Mistake(
            "one-hot-to-numbers",
            _each(lambda x, y: (x, y.argmax(axis=1) if y.ndim > 1 else y)),
            "One-hot labels come out as class numbers. Hand on the labels as they are.",
        ),
        Mistake(
            "labels-to-columns",
            _each(lambda x, y: (x, y.reshape(len(y), -1))),
            "Labels of shape (n,) come out with an axis more. Hand on the labels as they are.",
        ),
        Mistake(
            "one-example-too-few",
            lambda x, y, size, rng: minibatches(x[:-1], y[:-1], size, rng),
            "The last example never comes: the row numbers end one too early. `rng.permutation(len(x))` "
            "holds them all.",
        ),
        Mistake(
            "batches-one-too-small",
            lambda x, y, size, rng: minibatches(x, y, max(size - 1, 1), rng),
            "Each batch has one example too few: the end of a slice is not part of it. "
            "`order[start : start + batch_size]` holds `batch_size` rows.",
        ),
        Mistake(
            "size-taken-for-number-of-full-batches",
            _cut(lambda n, size: size),
            "`batch_size` is used as the number of batches. It is the number of examples in each: cut at "
            "every `batch_size` rows.",
        ),
        Mistake(
            "batches-evened-out",
            _cut(lambda n, size: max(n // size, 1)),
            "The rows are spread over the batches evenly, so some hold more or fewer than `batch_size`. "
            "All but the last hold exactly that many.",
        ),
        Mistake(
            "last-batch-only",
            lambda x, y, size, rng: list(minibatches(x, y, size, rng))[-1:],
            "Only the last batch comes: the `yield` stands below the loop. Indent it into the loop.",
        ),
        Mistake(
            "last-batches-dropped",
            lambda x, y, size, rng: list(minibatches(x, y, size, rng))[: max(len(x) // size - 1, 0)],
            "The last whole batch is missing, and what is left over too: `range(1, n // batch_size)` has "
            "too few numbers. `range(0, n, batch_size)` reaches them all.",
        ),
        Mistake(
            "batches-one-too-large",
            lambda x, y, size, rng: minibatches(x, y, size + 1, rng),
            "Each batch has one example too many. `order[start : start + batch_size]` holds `batch_size` "
            "rows.",
        ),
    ),
    also_correct=MINIBATCHES.also_correct,
    hints=MINIBATCHES.hints,
    survivors=MINIBATCHES.survivors,
)


def _refused(x, y, batch_size, seed):
    if not (np.ndim(x) and np.ndim(y) and len(x) == len(y) and len(x)):
        return "should hold arrays x and y with equally many rows, at least one"
    if not isinstance(batch_size, (int, np.integer)) or batch_size < 1:
        return "should have a whole number above 0 as batch_size"
    return "" if isinstance(seed, (int, np.integer)) and seed >= 0 else "should end with a seed, such as 0"


def _rows(n, batch_size):
    return lambda: (np.arange(n * 2.0).reshape(n, 2), np.arange(n), batch_size, 0)


DEBUGGING = debug_pair(
    BATCHES,
    "empty-last-batch",
    section=SECTION,
    shows=_rows(6, 2),
    also_shows=(_rows(4, 4), _rows(3, 1), lambda: ([[1.0], [2.0]], [0, 1], 1, 5)),
    hides=(
        Hiding(
            "a-short-last-batch",
            _rows(5, 2),
            "With a short last batch the loop ends in time, whether its bound is n or n + 1: the next start "
            "is n + 1 or more. Try sizes that fit.",
        ),
    ),
    refuse=_refused,
    input_hints=(
        "Follow `start` through the loop, and ask when a slice of `order` has nothing left to hold.",
        "Write down the values of `range(0, n + 1, batch_size)` for n = 5 and for n = 6, both with 2.",
        "Any n that `batch_size` divides shows it: `return np.arange(6), np.arange(6), ..., 0`",
    ),
    mending_hints=(
        "The last start must leave at least one row.",
        "Row numbers go from 0 to n − 1. Where may the range end?",
        "`range(0, len(x), batch_size)`",
    ),
)
