"""Exercise: dropout on the way forward, judged by its law."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law
from dlteach.exercises.generalisation.dropout_facts import RIGHT_MASK, facts_of_dropout, outputs_and_masks
from dlteach.exercises.generalisation.dropout_mistakes import MISTAKES, coins, variant
from dlteach.exercises.generalisation.scaling import LESSON
from dlteach.functions import dropout_forward

SECTION = "Dropout: a different network every step"


SCALE_IN_THE_MASK = (
    "Your mask holds the scale: 1/(1 − rate) where a unit was kept, in place of 1. That is another "
    "convention than the course's, right as long as the way back multiplies with the mask and does not "
    "divide. The `dropout_backward` of this course gets zeros and ones and divides by 1 − rate itself; "
    "with your mask it would scale twice."
)


def _cases(rng):
    seed = int(rng.integers(1000))
    yield Case((_signals(rng, 7, 9), 0.5, seed, True), "a few units")
    yield Case((_signals(rng, 12, 5), 0.3, seed + 7, True), "a few units")
    yield Case((_signals(rng, 200, 250), 0.3, seed, True), "many units")
    yield Case((_signals(rng, 320, 130), 0.6, seed + 3, True), "many units")
    yield Case((_signals(rng, 4, 3), 0.5, seed, False), "a trained model in use")
    yield Case((_signals(rng, 3, 5), 0.3, seed, False), "a trained model in use")
    yield Case((_signals(rng, 7, 9), 0.5, seed, True, True), remark=SCALE_IN_THE_MASK)
    yield Case((_signals(rng, 6, 6), 0.0, seed, True), "nothing to drop", extreme=True)


def _signals(rng, n, d):
    """Numbers of both signs, none of them 0."""
    return rng.uniform(0.5, 3, size=(n, d)) * rng.choice([-1.0, 1.0], size=(n, d))


def _by_loop(x, rate, rng, training=True):
    y, mask = np.zeros(x.shape), np.ones(x.shape)
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            if training and rng.random() < rate:
                mask[i, j] = 0
            y[i, j] = x[i, j] * mask[i, j] / (1 - rate) if training else x[i, j]
    return y, mask


def _with_a_cache(x, rate, rng, training=True):
    if not training:
        return x
    keep_prob = 1 - rate
    d = rng.random(x.shape) < keep_prob
    a = x * d
    a = a / keep_prob
    return a, {"D": d, "A": a}


DROPOUT_FORWARD = Exercise(
    name="dropout_forward",
    lesson=LESSON,
    section=SECTION,
    reference=dropout_forward,
    driver=outputs_and_masks,
    measure=facts_of_dropout,
    cases=_cases,
    rtol=0.0,
    atol=0.018,
    laws=(
        Law(
            "in use, with `training=False`, the output is the input",
            lambda args, value: value.get("output", "the input as it is") == "the input as it is",
        ),
        Law(
            "in training, what is kept is divided by 1 − rate",
            lambda args, value: (
                value.get("what is kept is multiplied by", f"{1 / (1 - args[1]):.4g}")
                == f"{1 / (1 - args[1]):.4g}"
            ),
        ),
        Law(
            "the second value is the mask that was used, 1 where kept and 0 where dropped",
            lambda args, value: value.get("the mask", RIGHT_MASK) == RIGHT_MASK,
        ),
        Law(
            "as much is dropped as `rate` says",
            lambda args, value: abs(value.get("share that is dropped", args[1]) - args[1]) < 0.012,
        ),
        Law(
            "each entry has a coin of its own, drawn from `rng` anew in every call",
            lambda args, value: "no" not in value.values(),
        ),
    ),
    mistakes=MISTAKES,
    also_correct=(
        _by_loop,
        _with_a_cache,
        lambda x, rate, rng, training=True: (
            (x, None)
            if not training
            else (lambda mask: (np.where(mask, x / (1 - rate), 0), mask))(coins(x, rate, rng))
        ),
        variant(mask_out=lambda mask, rate: mask / (1 - rate)),
        variant(draw=lambda x, rate, rng: rng.binomial(1, 1 - rate, size=x.shape)),
        variant(draw=lambda x, rate, rng: rng.uniform(size=x.shape) > rate),
        variant(draw=lambda x, rate, rng: rng.choice([0, 1], size=x.shape, p=[rate, 1 - rate])),
        variant(draw=lambda x, rate, rng: rate <= rng.random(x.shape[::-1]).T),
        lambda x, rate, rng, training=True: dropout_forward(x, rate if training else 0.0, rng),
    ),
    hints=(
        "Every number has its own coin, which says 0 with probability `rate`. The numbers that stay make up "
        "for those that are gone.",
        "`rng.random(x.shape) >= rate` is True with probability 1 − rate. The output is x times this mask, "
        "divided by 1 − rate; without training it is x.",
        "`mask = (rng.random(x.shape) >= rate).astype(float)`, then `return x * mask / ..., mask`",
    ),
    survivors={
        "`np.ones_like(x)` calls zeros_like": "no gradient is asked for in use, so no mask is",
        "`rng.random(x.shape) < keep` becomes `rng.random(x.shape) <= keep`": "equality has probability 0",
    },
)
