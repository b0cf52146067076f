"""Known mistakes of `MiniSequential` in its epochs: the batches, and the history that `fit` returns."""

from dlteach.autograder import Mistake
from dlteach.exercises.keras_models.variants import model

BATCHES = "minibatches(x, y, batch_size, rng)"
BACK = (
    "                for layer in reversed(self.layers):\n                    grad = layer.backward(grad)\n"
)
STEP_W = "layer.w = layer.w - learning_rate * layer.grad_w"
STEP_B = "layer.b = layer.b - learning_rate * layer.grad_b"
STEP = (
    f"                for layer in self.layers:\n                    {STEP_W}\n                    {STEP_B}\n"
)
TOTAL = "total += np.mean(error**2) * len(x_batch)"
APPEND = '            history["loss"].append(total / len(x))\n'

BATCH_MISTAKES = (
    Mistake(
        "one-epoch-only",
        model(("range(epochs)", "range(1)")),
        "There is one pass over the data, whatever `epochs` says. Does the `return` stand inside the loop?",
    ),
    Mistake(
        "one-epoch-too-many",
        model(("range(epochs)", "range(epochs + 1)")),
        "There is one epoch too many: `range(epochs)` gives as many rounds as asked for.",
    ),
    Mistake(
        "one-epoch-too-few",
        model(("range(epochs)", "range(1, epochs)")),
        "There is one epoch too few: `range(1, epochs)` leaves one out.",
    ),
    Mistake(
        "all-rows-in-each-step",
        model((BATCHES, "[(x, y)]")),
        "Each step takes all rows. Cut them into batches of `batch_size` rows, a step for each.",
    ),
    Mistake(
        "first-batch-of-each-epoch",
        model((BATCHES, "list(minibatches(x, y, batch_size, rng))[:1]")),
        "Each epoch takes a step with its first batch and leaves the others out: all rows have their turn in "
        "an epoch.",
    ),
    Mistake(
        "not-shuffled",
        model(
            (
                BATCHES,
                "[(x[i:i + batch_size], y[i:i + batch_size]) for i in range(0, len(x), batch_size)]",
            )
        ),
        "The rows come in the order of the data. Shuffle them in every epoch, as `minibatches` of lesson 02 "
        "does.",
    ),
    Mistake(
        "x-and-y-shuffled-apart",
        model((BATCHES, "minibatches(x, y[rng.permutation(len(y))], batch_size, rng)")),
        "x and y are not shuffled in the same way, so rows get the targets of others. Draw one order and "
        "index both with it.",
    ),
    Mistake(
        "x-shuffled-alone",
        model(
            (
                BATCHES,
                "zip((rows for rows, _ in minibatches(x, y, batch_size, rng)), "
                "(y[i : i + batch_size] for i in range(0, len(y), batch_size)))",
            )
        ),
        "x is shuffled and y is not, so rows get the targets of others. Draw one order and index both with "
        "it.",
    ),
    Mistake(
        "shuffled-once",
        model(
            (
                "        for _ in range(epochs)",
                "        batches = list(minibatches(x, y, batch_size, rng))\n        for _ in range(epochs)",
            ),
            (f"in {BATCHES}:", "in batches:"),
        ),
        "The rows are shuffled once, before the first epoch. Shuffle anew in every epoch, so that other rows "
        "come together.",
    ),
    Mistake(
        "short-batch-dropped",
        model(
            (
                BATCHES,
                "[b for b in minibatches(x, y, batch_size, rng) if len(b[0]) == min(batch_size, len(x))]",
            )
        ),
        "A last batch that is shorter than the others is left out. Its rows have their turn in the epoch as "
        "well.",
    ),
    Mistake(
        "batch-size-as-number",
        model((BATCHES, "minibatches(x, y, max(1, len(x) // batch_size), rng)")),
        "`batch_size` is used as the number of batches. It is the number of rows in each.",
    ),
    Mistake(
        "batch-size-ignored",
        model((BATCHES, "minibatches(x, y, 32, rng)")),
        "The batches have 32 rows whatever `batch_size` says. 32 is its default only.",
    ),
    Mistake(
        "one-row-a-step",
        model((BATCHES, "minibatches(x, y, 1, rng)")),
        "Each step takes one row. It takes `batch_size` rows.",
    ),
    Mistake(
        "rng-not-used",
        model((BATCHES, "minibatches(x, y, batch_size, np.random.default_rng())")),
        "The rows are not shuffled with the `rng` that was given, so nobody can repeat the run.",
    ),
    Mistake(
        "drawn-with-repetition",
        model(
            (
                BATCHES,
                "((x[r], y[r]) for r in [rng.integers(len(x), size=min(batch_size, len(x)))"
                " for _ in range(0, len(x), batch_size)])",
            )
        ),
        "Rows are drawn with repetition, so in an epoch some come twice and others never. Shuffle all rows, "
        "then cut.",
    ),
    Mistake(
        "one-step-an-epoch",
        model(
            (
                BACK + STEP + APPEND,
                (BACK + STEP)
                .replace("                for", "            for")
                .replace("                    ", "                ")
                + APPEND,
            )
        ),
        "There is one step in each epoch, with the last batch: the way back stands outside the loop over the "
        "batches.",
    ),
)

HISTORY_MISTAKES = (
    Mistake(
        "loss-of-the-last-batch",
        model((APPEND, '            history["loss"].append(np.mean(error**2))\n')),
        "The history holds the loss of the last batch of each epoch. Average over all rows of the epoch.",
    ),
    Mistake(
        "batches-weighted-equally",
        model(
            (TOTAL, "total += np.mean(error**2)"),
            ("total / len(x)", "total / -(-len(x) // batch_size)"),
        ),
        "The losses of the batches are averaged as if all had the same size. A short last batch counts less: "
        "weight each loss with its rows.",
    ),
    Mistake(
        "losses-of-batches-summed",
        model((TOTAL, "total += np.mean(error**2)"), ("total / len(x)", "total")),
        "The history holds the sum of the batch losses. The average over the rows of the epoch is asked for.",
    ),
    Mistake(
        "losses-of-rows-summed",
        model(("total / len(x)", "total")),
        "The history holds the sum over the rows. Divide by their number, len(x).",
    ),
    Mistake(
        "batch-means-divided-by-rows",
        model((TOTAL, "total += np.mean(error**2)")),
        "The mean of each batch is divided by the number of rows once more. Weight it with the rows of its "
        "batch first, or divide by the number of batches.",
    ),
    Mistake(
        "measured-after-the-epoch",
        model((APPEND, '            history["loss"].append(self.evaluate(x, y))\n')),
        "The history holds the loss after each epoch, on all rows. That is honest and costs another pass; "
        "what is asked for is what Keras keeps: the loss of each row in its own batch, before that batch's "
        "step.",
        kind="convention",
    ),
    Mistake(
        "measured-before-the-epoch",
        model(
            (
                "            total = 0.0\n",
                '            total = 0.0\n            history["loss"].append(self.evaluate(x, y))\n',
            ),
            (APPEND, ""),
        ),
        "The history holds the loss before each epoch, on all rows. What is asked for is the loss of each "
        "row in its own batch, before that batch's step, averaged over the epoch.",
    ),
    Mistake(
        "an-entry-for-each-step",
        model((TOTAL, f'{TOTAL}\n                history["loss"].append(np.mean(error**2))'), (APPEND, "")),
        "The history has an entry for each step. One for each epoch is asked for.",
    ),
    Mistake(
        "starts-before-training",
        model(
            ('        history = {"loss": []}\n', '        history = {"loss": [self.evaluate(x, y)]}\n'),
        ),
        "The history has an entry for the time before training. One for each epoch is asked for.",
    ),
    Mistake(
        "only-the-last-epoch",
        model(
            (
                "        return history",
                '        history["loss"] = history["loss"][-1]\n        return history',
            )
        ),
        "The history holds the last loss only. Keep a list, with one entry for each epoch.",
    ),
    Mistake(
        "total-never-reset",
        model(
            ("            total = 0.0\n", ""),
            ('history = {"loss": []}', 'history, total = {"loss": []}, 0.0'),
        ),
        "The sum goes on from epoch to epoch. Set it to 0 at the start of each.",
    ),
    Mistake(
        "history-halved",
        model((TOTAL, "total += np.mean(error**2) / 2 * len(x_batch)")),
        "The losses in the history are half of what `evaluate` gives. The mean squared error has no ½.",
    ),
    Mistake(
        "history-sums-over-outputs",
        model((TOTAL, "total += np.sum(error**2)")),
        "The losses in the history are summed over the outputs of a row. Divide by all n·k entries, as "
        "`evaluate` does.",
    ),
    Mistake(
        "a-list-for-the-dict",
        model(("        return history", '        return history["loss"]')),
        '`fit` returns the list of losses. Return a dict, {"loss": [...]}: that leaves room for more.',
        kind="convention",
    ),
    Mistake(
        "model-for-the-dict",
        model(("        return history", "        return self")),
        '`fit` returns the model. Return the history, a dict {"loss": [...]}.',
        kind="convention",
    ),
    Mistake(
        "history-not-returned",
        model(("        return history", "")),
        '`fit` returns nothing. Return the history, a dict {"loss": [...]}, at its end.',
    ),
)
