"""Exercise of lesson 02: mini-batches, judged by what every right shuffle has in common."""

import numpy as np

from dlteach.autograder import Case, Exercise, Mistake
from dlteach.exercises.gradient_descent.epoch_facts import facts_of_minibatches
from dlteach.functions import minibatches

LESSON = "02_gradient_descent"
REFUSAL = "only bad input is refused otherwise, and the task asks for no refusal"


def _epochs(answer, x, y, batch_size, seed):
    def epoch(seed, x, y):
        batches = answer(x, y, batch_size, np.random.default_rng(seed))
        if batches is None:
            raise TypeError("nothing comes back: yield each batch, or return a list of them")
        if isinstance(batches, tuple) and isinstance(batches[0], np.ndarray):
            raise TypeError("one pair comes back: is there a `return` in the loop? yield each pair")
        if isinstance(batches, tuple) and np.ndim(batches[0][-1]) > 1:
            raise TypeError("one list for x and one for y: make pairs of them, zip(x_batches, y_batches)")
        batches = list(batches)
        if not all(isinstance(batch, (tuple, list)) and len(batch) == 2 for batch in batches):
            raise TypeError("each batch should be a pair: yield x_batch, y_batch")
        # More batches are wrong whatever is in them.
        return [(np.asarray(x), np.asarray(y)) for x, y in batches[: 2 * n + 2]]

    n, seeds = len(x), range(seed, seed + 8)
    epochs = [epoch(s, x.copy(), y.copy()) for s in seeds]
    # The last call gets the caller's own arrays: if it writes into them, that shows.
    again = [epoch(s, x.copy(), y.copy()) for s in seeds[:-1]] + [epoch(seeds[-1], x, y)]
    return {"epochs": epochs, "again": again}


def _batch_cases(rng):
    for n, batch_size, note in (
        (6, 3, "two full batches"),
        (5, 2, "a short last batch"),
        (13, 5, "a short last batch"),
        (12, 4, "three full batches"),
        (6, 1, "batches of one"),
        (4, 9, "fewer examples than a batch"),
        (7, 7, "one batch that holds all"),
        (1, 1, "one example"),
    ):
        yield Case(
            (rng.normal(size=(n, 3)), rng.permutation(n) * 10, batch_size, int(rng.integers(1000))), note
        )


def _cut(x, y, order, batch_size, starts=None):
    starts = range(0, len(order), batch_size) if starts is None else starts
    return [(x[order[i : i + batch_size]], y[order[i : i + batch_size]]) for i in starts]


def _blocks_shuffled(x, y, batch_size, rng):
    blocks = _cut(x, y, np.arange(len(x)), batch_size)
    return [blocks[k] for k in rng.permutation(len(blocks))]


def _shuffled_within(x, y, batch_size, rng):
    for x_batch, y_batch in _cut(x, y, np.arange(len(x)), batch_size):
        order = rng.permutation(len(x_batch))
        yield x_batch[order], y_batch[order]


def _filled_up(x, y, batch_size, rng):
    order = rng.permutation(len(x))
    missing = -len(x) % batch_size
    return _cut(x, y, np.concatenate([order, np.resize(order, missing)]), batch_size)


def _dealt_with_a_rest(x, y, batch_size, rng, rest):
    """Full batches, `full` rows in all, then the slices that `rest(full)` cuts."""
    order = rng.permutation(len(x))
    full = len(x) // batch_size * batch_size
    pieces = [slice(start, start + batch_size) for start in range(0, full, batch_size)]
    return [(x[order[piece]], y[order[piece]]) for piece in [*pieces, *rest(full)]]


def _dealt_with_a_rest_inside(x, y, batch_size, rng):
    order = rng.permutation(len(x))
    starts = range(0, max(len(x) - batch_size, 0) + 1, batch_size)
    ends = [*starts[1:], len(x)]
    return [(x[order[i:j]], y[order[i:j]]) for i, j in zip(starts, ends)]


def _drawn_for_each_batch(x, y, batch_size, rng):
    for _ in range(0, len(x), batch_size):
        rows = rng.integers(len(x), size=batch_size)
        yield x[rows], y[rows]


def _evenly_cut(x, y, batch_size, rng):
    parts = np.array_split(rng.permutation(len(x)), -(-len(x) // batch_size))
    return [(x[rows], y[rows]) for rows in parts]


def _alternative_with_shuffle(x, y, batch_size, rng):
    order = np.arange(len(x))
    rng.shuffle(order)
    x, y = x[order], y[order]
    for start in range(0, len(x), batch_size):
        yield x[start : start + batch_size], y[start : start + batch_size]


def _alternative_with_a_remainder(x, y, batch_size, rng):
    order, full = rng.permutation(len(x)), len(x) // batch_size
    batches = _cut(x, y, order, batch_size, range(0, full * batch_size, batch_size))
    if len(x) % batch_size:
        batches.append((x[order[full * batch_size :]], y[order[full * batch_size :]]))
    return batches


MINIBATCHES = Exercise(
    name="minibatches",
    lesson=LESSON,
    section="Batches and epochs",
    reference=minibatches,
    driver=_epochs,
    measure=facts_of_minibatches,
    cases=_batch_cases,
    mistakes=(
        Mistake(
            "short-batch-dropped",
            lambda x, y, size, rng: _cut(
                x, y, rng.permutation(len(x)), size, range(0, len(x) - size + 1, size)
            ),
            "The last batch is dropped where it is short, so some examples are never seen in this epoch. "
            "Yield it as it is.",
        ),
        Mistake(
            "empty-last-batch",
            lambda x, y, size, rng: _cut(x, y, rng.permutation(len(x)), size, range(0, len(x) + 1, size)),
            "Where the batch size divides the number of examples, an empty batch comes last; its mean would "
            "be nan. `range(0, len(x), batch_size)` stops in time.",
        ),
        Mistake(
            "last-batch-twice",
            lambda x, y, size, rng: _dealt_with_a_rest(
                x, y, size, rng, lambda full: [slice(full, None)] * (1 if full == len(x) else 2)
            ),
            "The last batch comes twice, and is empty where the batch size divides the number of examples: "
            "the loop has dealt out the rest already when the rest is appended.",
        ),
        Mistake(
            "rest-from-the-start",
            lambda x, y, size, rng: _dealt_with_a_rest(
                x, y, size, rng, lambda full: [slice(0, len(x) - full)] if full < len(x) else []
            ),
            "The short last batch holds the first rows of the shuffled data, which had their turn already. "
            "It begins where the last full batch ends.",
        ),
        Mistake(
            "rest-from-the-wrong-row",
            lambda x, y, size, rng: _dealt_with_a_rest(
                x, y, size, rng, lambda full: [slice(len(x) - full, None)] if full < len(x) else []
            ),
            "The last batch begins at the wrong row. It begins where the last full batch ends, at "
            "(n // batch_size) · batch_size.",
        ),
        Mistake(
            "last-row-lost",
            lambda x, y, size, rng: _dealt_with_a_rest(
                x, y, size, rng, lambda full: [slice(full, -1)] if full < len(x) else []
            ),
            "The last row is lost: a slice that ends at −1 leaves it out. Leave the end open, `[start:]`.",
        ),
        Mistake(
            "labels-forgotten",
            lambda x, y, size, rng: [x_batch for x_batch, _ in minibatches(x, y, size, rng)],
            "Only the rows of x come, without their y. Yield pairs, `x_batch, y_batch`.",
        ),
        Mistake(
            "examples-as-columns",
            lambda x, y, size, rng: [
                (x_batch.T, y_batch) for x_batch, y_batch in minibatches(x, y, size, rng)
            ],
            "The batches of x are transposed: each example should be a row, as in x.",
            kind="convention",
        ),
        Mistake(
            "not-shuffled",
            lambda x, y, size, rng: _cut(x, y, np.arange(len(x)), size),
            "The rows come in the order of the data. Sorted data would then teach one class after the other: "
            "shuffle first, with `rng.permutation`.",
        ),
        Mistake(
            "moved-along",
            lambda x, y, batch_size, rng: _cut(
                x, y, np.roll(np.arange(len(x)), rng.integers(len(x))), batch_size
            ),
            "The rows keep their order, and only the place where they begin is random. Take all of them in "
            "random order, `rng.permutation(len(x))`.",
        ),
        Mistake(
            "rest-in-the-last-batch",
            lambda x, y, batch_size, rng: _dealt_with_a_rest_inside(x, y, batch_size, rng),
            "The rest joins the last batch, which then holds more than `batch_size`. It makes a smaller "
            "batch of its own.",
        ),
        Mistake(
            "shuffled-separately",
            lambda x, y, size, rng: _cut(
                x[rng.permutation(len(x))], y[rng.permutation(len(x))], np.arange(len(x)), size
            ),
            "The rows of x and y are not shuffled in the same way, so examples get the labels "
            "of others. Draw one order and index both with it.",
        ),
        Mistake(
            "rng-not-used",
            lambda x, y, size, rng: _cut(x, y, np.random.permutation(len(x)), size),  # noqa: NPY002
            "Right with NumPy's global generator, `np.random`, which this course does not use: the order is "
            "not drawn from `rng`, so the same seed gives another order each time and nobody can repeat the "
            "run. Use `rng.permutation`.",
            kind="convention",
        ),
        Mistake(
            "own-seed",
            lambda x, y, size, rng: minibatches(x, y, size, np.random.default_rng(7)),
            "Every call shuffles in the same way, as it makes a generator of its own. "
            "Draw from the `rng` that is passed in, so that each epoch differs.",
        ),
        Mistake(
            "size-taken-for-number",
            lambda x, y, size, rng: [(x[r], y[r]) for r in np.array_split(rng.permutation(len(x)), size)],
            "`batch_size` is used as the number of batches. It is the number of examples in each.",
        ),
        Mistake(
            "evenly-cut",
            _evenly_cut,
            "The rows are spread evenly over the batches. In this course all batches are full but the last: "
            "13 rows by 5 are 5, 5 and 3.",
            kind="convention",
        ),
        Mistake(
            "drawn-with-repetition",
            lambda x, y, size, rng: _cut(x, y, rng.integers(len(x), size=len(x)), size),
            "Some rows come twice and others never: they are drawn with repetition. In an epoch each row "
            "has its turn once. Shuffle, then cut.",
        ),
        Mistake(
            "drawn-anew-for-each-batch",
            _drawn_for_each_batch,
            "Each batch is drawn by itself, so some rows come twice and others never. In an epoch each row "
            "has its turn once: shuffle all rows, then cut.",
        ),
        Mistake(
            "overlapping-batches",
            lambda x, y, size, rng: _cut(x, y, rng.permutation(len(x)), size, range(len(x))),
            "The batches overlap: each starts one row after the last. Start every `batch_size` rows, "
            "`range(0, len(x), batch_size)`.",
        ),
        Mistake(
            "first-batch-only",
            lambda x, y, size, rng: _cut(x, y, rng.permutation(len(x)), size, (0,)),
            "Only the first batch comes: is there a `return` inside the loop? Use `yield`, or collect the "
            "batches in a list.",
        ),
        Mistake(
            "one-pair-only",
            lambda x, y, size, rng: next(minibatches(x, y, size, rng)),
            "Only the first batch comes: the `return` stands inside the loop. Use `yield` in its place.",
        ),
        Mistake(
            "filled-up",
            _filled_up,
            "A short last batch is filled up with rows that had their turn already. Leave it short.",
        ),
        Mistake(
            "one-batch-of-all",
            lambda x, y, size, rng: minibatches(x, y, len(x), rng),
            "All rows come in one batch: cut them into pieces of `batch_size`.",
        ),
        Mistake(
            "two-lists",
            lambda x, y, size, rng: tuple(zip(*minibatches(x, y, size, rng))),
            "The batches of x come in one list and those of y in another. Yield pairs, so that a loop can "
            "say `for x_batch, y_batch in minibatches(...)`.",
            kind="convention",
        ),
        Mistake(
            "blocks-shuffled",
            _blocks_shuffled,
            "The batches come in random order, but each holds neighbouring rows. Shuffle the rows first, "
            "then cut.",
        ),
        Mistake(
            "shuffled-within",
            _shuffled_within,
            "Rows are shuffled inside each batch only, so the same rows are together in every epoch. "
            "Shuffle all rows first, then cut.",
        ),
    ),
    also_correct=(
        _alternative_with_shuffle,
        _alternative_with_a_remainder,
        lambda x, y, size, rng: _cut(x, y, np.argsort(rng.random(len(x))), size),
        lambda x, y, size, rng: tuple(_cut(x, y, rng.permutation(len(x)), size)),
        lambda x, y, size, rng: [[a.tolist(), b.tolist()] for a, b in minibatches(x, y, size, rng)],
    ),
    hints=(
        "Shuffle a deck of cards and deal it out in hands: every card once, and the last hand may be short.",
        "`rng.permutation(len(x))` is a shuffled list of row numbers. Cut that list, and index x and y with "
        "each piece.",
        "`for start in range(0, len(x), batch_size): rows = order[start : start + ...]`, then `yield "
        "x[rows], y[rows]`.",
    ),
    survivors={
        "`x, y = (np.asarray(x), np.asarray(y))` is dropped": "the task gives arrays",
        "`x.ndim == 0 or y.ndim == 0 or len(x) != len(y)` becomes "
        "`x.ndim == 0 and y.ndim == 0 and (len(x) != len(y))`": REFUSAL,
        "`0` becomes `1`": REFUSAL,
    },
)
