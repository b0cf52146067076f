"""Exercise of lesson 14: train a network; what it says of new images is graded, not how it is written."""

import numpy as np

from dlteach.autograder import Exercise, Law
from dlteach.exercises.handwritten_digits.new_images import RIGHT, draw_cases, measure
from dlteach.exercises.handwritten_digits.other_ways import (
    SoftmaxRegression,
    descend,
    in_a_column_of_floats,
    in_a_list,
    nearest,
)
from dlteach.exercises.handwritten_digits.reference import train_network
from dlteach.exercises.handwritten_digits.training_mistakes import TRAINING_MISTAKES
from dlteach.exercises.unread import in_own_words_only

LESSON = "14_handwritten_digits"


def _answers_about(train, x, y, x_new, seed):
    """What a trained network says of new images. Of their labels nothing is known here."""
    trained = train(x, y, np.random.default_rng(seed))
    if trained is None:
        return None
    if isinstance(trained, tuple):
        trained = next((part for part in trained if callable(part) or hasattr(part, "predict")), trained)
    predict = getattr(trained, "predict", trained)
    if not callable(predict):
        if isinstance(trained, dict) or (
            isinstance(trained, (tuple, list)) and not np.isscalar(next(iter(trained), 0))
        ):
            raise TypeError("should return the function `predict`, but returns weights")
        if np.size(trained) == 1:
            raise TypeError("should return the function `predict`, but returns one number")
        raise TypeError("should return the function `predict`, but returns its numbers")

    def ask(images):
        said = predict(images)
        if said is None:
            raise TypeError("`predict` gives nothing back")
        said = np.asarray(list(said) if hasattr(said, "__next__") else said)
        if said.dtype.kind not in "biuf":
            raise TypeError("`predict` should give class numbers, an array of shape (n,)")
        return said.astype(float)

    again = ask(x_new.copy())
    alone = np.full(6, np.nan)
    for i in range(len(alone)):
        try:
            said = ask(x_new[i : i + 1].copy())
        except Exception:
            continue
        if said.size == 1:
            alone[i] = said.ravel()[0]
    # The last calls get the caller's own arrays: if predict writes into them, that shows.
    return {"again": again, "alone": alone, "known": ask(x[:200]), "new": ask(x_new)}


TRAIN_NETWORK = Exercise(
    name="train_network",
    rooms=("functions", "data"),
    lesson=LESSON,
    section="Training",
    reference=train_network,
    driver=_answers_about,
    cases=draw_cases,
    measure=in_own_words_only(measure),
    points=3,
    mistakes=TRAINING_MISTAKES,
    also_correct=(
        descend,
        lambda x, y, rng: SoftmaxRegression(x, y),
        lambda x, y, rng: (nearest(x, y), {"cost": [2.3, 1.0]}),
        lambda x, y, rng: in_a_column_of_floats(nearest(x, y)),
        lambda x, y, rng: in_a_list(nearest(x, y)),
    ),
    laws=(
        Law(
            "a trained network is right about at least 90 % of new images, whatever the classes are called, "
            "in whatever order the rows come and however the images lie; so it must learn from `x` and `y` "
            "alone, for long enough, and in shuffled order",
            lambda args, value: value["predict"] == RIGHT,
        ),
    ),
    hints=(
        "The loop of lesson 05, with your parts: draw small random weights; then, for every batch of every "
        "epoch, predict, take the gradients from the last layer to the first, and step.",
        "Forward: a layer with ReLU, then a linear one. Backward: `softmax_cross_entropy_gradient` gives "
        "the gradient of the logits, and one `dense_backward` a layer hands it on. Each of the four arrays "
        "has an `m` and a `v` of its own for `adam_step`, and all share the count t. With 32 hidden units, "
        "batches of 32 and a rate of 0.01, 15 epochs are enough.",
        "`for epoch in range(15): for x_batch, y_batch in minibatches(x, y, 32, rng): ...`, then "
        "`def predict(images): return predict_classes(logits(images))` and `return predict`",
    ),
    survivors={"*": "many networks reach the bar, so a changed one may"},
)
