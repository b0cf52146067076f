"""Concept questions of lesson 09: what fit counts, what a loss is told, what the history measures."""

from dlteach.autograder import Option, Question

LESSON = "09_keras_models"
ROWS, EPOCHS, BATCH = 200, 3, 32  # BATCH is the default of `fit`
STEPS = EPOCHS * -(-ROWS // BATCH)

QUESTIONS = (
    Question(
        "steps-of-fit",
        LESSON,
        "Compile, fit, evaluate, predict",
        f"`model.fit(x, y, epochs={EPOCHS})` trains on {ROWS} rows, with all else left to its default. How "
        "often do the weights change?",
        (
            Option(
                float(STEPS),
                f"Right. {ROWS} rows in batches of {BATCH} are {STEPS // EPOCHS} batches, the last one "
                f"short, and there are {EPOCHS} epochs.",
                right=True,
            ),
            Option(
                float(EPOCHS),
                "That would be so if each epoch were one step. Left alone, `fit` takes a step for each batch "
                f"of {BATCH} rows.",
            ),
            Option(
                float(EPOCHS * (ROWS // BATCH)),
                "The last batch of each epoch is short, but it takes its step as the others do: round up.",
            ),
            Option(
                float(EPOCHS * ROWS),
                f"That would be a step for each row. A batch has {BATCH} rows by default.",
            ),
            Option(
                float(STEPS // EPOCHS),
                f"That is one epoch. There are {EPOCHS} of them.",
            ),
            Option(
                EPOCHS * ROWS / BATCH,
                "There is no part of a step: each epoch ends with a short batch, so round up first, then "
                "multiply.",
            ),
        ),
        otherwise="Count the batches of one epoch, the short one included, then multiply with the epochs.",
    ),
    Question(
        "last-layer-and-loss",
        LESSON,
        "Probabilities or logits",
        "A model for a question of yes or no ends with `Dense(1)`. Which loss fits?",
        (
            Option(
                "'binary_crossentropy'",
                "It expects probabilities. This last layer has no activation, so it gives logits: any "
                "number.",
            ),
            Option(
                "'categorical_crossentropy'",
                "It compares several classes that share a sum of 1. With one output there is nothing to "
                "share.",
            ),
            Option(
                "BinaryCrossentropy(from_logits=True)",
                "Right. Without an activation the output is a logit, and this loss applies the sigmoid "
                "itself.",
                right=True,
            ),
            Option(
                "any of them, as the sigmoid does not change which is larger",
                "The decision would be the same, but the loss is not: it takes the logarithm of what it is "
                "told is a probability, and a logit may be negative.",
            ),
        ),
    ),
    Question(
        "history-and-evaluate",
        LESSON,
        "Compile, fit, evaluate, predict",
        "After training, the last loss of the history is 0.30, and `evaluate` on the same rows gives 0.24. "
        "Why do they differ?",
        (
            Option(
                "The history is measured while the weights still move",
                "Right. Each row is measured before its own step, early rows with weights that are nearly an "
                "epoch old. `evaluate` uses the final weights for all.",
                right=True,
            ),
            Option(
                "`evaluate` trains for one more epoch",
                "`evaluate` changes no weight. Call it twice and both numbers are the same.",
            ),
            Option(
                "`evaluate` draws other rows",
                "It uses the rows that it is given, all of them, and here they are the training rows.",
            ),
            Option(
                "The history holds sums over batches",
                "It holds averages over the rows of the epoch, on the same scale as `evaluate`. A sum would "
                "be far larger.",
            ),
        ),
    ),
)
