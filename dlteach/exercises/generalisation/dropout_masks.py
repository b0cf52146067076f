"""Exercise: dropout on the way forward, judged by its law."""

import numpy as np

from dlteach.autograder import Case, Exercise, Mistake
from dlteach.exercises.generalisation.dropout_facts import facts_of_dropout, outputs_and_masks
from dlteach.exercises.generalisation.scaling import LESSON
from dlteach.functions import dropout_forward

SECTION = "Dropout: a different network every step"


def _cases(rng):
    seed = int(rng.integers(1000))
    yield Case((_signals(rng, 7, 9), 0.5, seed, True), "a few units")
    yield Case((_signals(rng, 12, 5), 0.3, seed + 7, True), "a few units")
    yield Case((_signals(rng, 6, 6), 0.0, seed, True), "nothing to drop")
    yield Case((_signals(rng, 200, 250), 0.3, seed, True), "many units")
    yield Case((_signals(rng, 320, 130), 0.6, seed + 3, True), "many units")
    yield Case((_signals(rng, 4, 3), 0.5, seed, False), "a trained model in use")
    yield Case((_signals(rng, 3, 5), 0.3, seed, False), "a trained model in use")


def _signals(rng, n, d):
    """Numbers of both signs, none of them 0."""
    return rng.uniform(0.5, 3, size=(n, d)) * rng.choice([-1.0, 1.0], size=(n, d))


def _variant(draw=None, scale=None, used=None, mask_out=None):
    """An answer that differs from the right one in one place.

    ``draw(x, rate, rng)`` gives the mask, ``scale(rate)`` the factor of what is kept, ``used(x, rate, rng)``
    the output of a trained model, ``mask_out(mask, rate)`` the mask that is returned.
    """

    def answer(x, rate, rng, training=True):
        if not training:
            return (x if used is None else used(x, rate, rng)), np.ones_like(x)
        mask = (rng.random(x.shape) >= rate if draw is None else draw(x, rate, rng)) * np.ones_like(x)
        y = x * mask * (1 / (1 - rate) if scale is None else scale(rate))
        return y, mask if mask_out is None else mask_out(mask, rate)

    return answer


def _coins(x, rate, rng):
    return rng.random(x.shape) >= rate


def _right(x, rate, rng):
    return dropout_forward(x, rate, rng)[0]


def _exactly(x, rate, rng):
    mask = np.ones(x.size)
    mask[: round(rate * x.size)] = 0
    return rng.permutation(mask).reshape(x.shape)


def _exactly_in_each_row(x, rate, rng):
    mask = np.ones(x.shape)
    mask[:, : round(rate * x.shape[1])] = 0
    return rng.permuted(mask, axis=1)


def _only_output(x, rate, rng, training=True):
    return dropout_forward(x, rate, rng, training)[0]


def _in_place(x, rate, rng, training=True):
    mask = np.ones_like(x)
    if training:
        mask = (rng.random(x.shape) >= rate).astype(float)
        x *= mask
        x /= 1 - rate
    return x, mask


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
    mistakes=(
        Mistake(
            "not-scaled",
            _variant(scale=lambda rate: 1),
            "What is kept stays as it is, so the next layer gets less while training than in use. Divide by "
            "the share that is kept, 1 − rate.",
        ),
        Mistake(
            "scaled-in-use",
            _variant(scale=lambda rate: 1, used=lambda x, rate, rng: x * (1 - rate)),
            "That is dropout as it was first published: nothing is scaled in training, and outputs are "
            "multiplied by 1 − rate in use. Here the scaling is done in training, as Keras does it.",
            kind="convention",
        ),
        Mistake(
            "scaled-twice-over",
            _variant(used=lambda x, rate, rng: x * (1 - rate)),
            "Training divides by 1 − rate, and use multiplies by it as well. Once is enough: in use the "
            "input goes through as it is.",
        ),
        Mistake(
            "divided-in-use",
            _variant(used=lambda x, rate, rng: x / (1 - rate)),
            "In use, too, the output is divided by 1 − rate. No unit is off then, so there is nothing to "
            "make up for.",
        ),
        Mistake(
            "scaled-in-use-only",
            _variant(scale=lambda rate: 1, used=lambda x, rate, rng: x / (1 - rate)),
            "The division by 1 − rate is done in use. It belongs to training, where units are off.",
        ),
        Mistake(
            "divided-by-the-rate",
            _variant(scale=lambda rate: 1 / rate if rate else 1),
            "What is kept is divided by the rate, the share that is dropped. Divide by the share that is "
            "kept, 1 − rate. At 0.5 the two are the same.",
        ),
        Mistake(
            "multiplied-by-the-rate",
            _variant(scale=lambda rate: rate),
            "What is kept is multiplied by the rate. It should be divided by 1 − rate, which makes it larger.",
        ),
        Mistake(
            "multiplied-by-what-is-kept",
            _variant(scale=lambda rate: 1 - rate),
            "What is kept is multiplied by 1 − rate and becomes smaller. Divide, so that it makes up for "
            "what is off.",
        ),
        Mistake(
            "scaled-twice",
            _variant(scale=lambda rate: 1 / (1 - rate) ** 2),
            "What is kept is divided by 1 − rate twice, perhaps once in the mask and once in the output.",
        ),
        Mistake(
            "scaled-by-the-share-of-this-mask",
            lambda x, rate, rng, training=True: (
                (lambda mask: (x * mask / mask.mean(), mask))(_coins(x, rate, rng) * 1.0)
                if training
                else (x, None)
            ),
            "The output is divided by the share that this mask happened to keep. Then a unit's scale depends "
            "on the coins of the others: divide by 1 − rate.",
        ),
        Mistake(
            "rate-as-keep",
            _variant(
                draw=lambda x, rate, rng: rng.random(x.shape) < rate,
                scale=lambda rate: 1 / rate if rate else 1,
            ),
            "`rate` is taken for the share that is kept, as `keep_prob` in older libraries. Here it is the "
            "share that is dropped.",
            kind="convention",
        ),
        Mistake(
            "rate-as-keep-not-scaled",
            _variant(draw=lambda x, rate, rng: rng.random(x.shape) < rate, scale=lambda rate: 1),
            "Two things at once: `rate` is the share that is dropped, and this keeps it; and what is kept "
            "must be divided by 1 − rate.",
        ),
        Mistake(
            "wrong-side",
            _variant(draw=lambda x, rate, rng: rng.random(x.shape) < rate),
            "The comparison is turned round: units are kept where the random number is below the rate. Keep "
            "them where it is not, `rng.random(x.shape) >= rate`.",
        ),
        Mistake(
            "always-half",
            _variant(draw=lambda x, rate, rng: rng.random(x.shape) >= 0.5),
            "Half of the units are dropped whatever the rate is. Compare the random numbers with `rate`.",
        ),
        Mistake(
            "normal-numbers",
            _variant(draw=lambda x, rate, rng: rng.standard_normal(x.shape) >= rate),
            "The coins come from a normal distribution, where another share lies below the rate. "
            "`rng.random` draws evenly between 0 and 1.",
        ),
        Mistake(
            "random-numbers-as-mask",
            _variant(draw=lambda x, rate, rng: rng.random(x.shape)),
            "The random numbers themselves are the mask. Compare them with the rate, so that it holds ones "
            "and zeros.",
        ),
        Mistake(
            "mask-shared-by-the-batch",
            _variant(draw=lambda x, rate, rng: rng.random((1, x.shape[1])) >= rate),
            "One mask serves all examples of the batch. Draw a number for every entry: "
            "`rng.random(x.shape)`.",
        ),
        Mistake(
            "whole-examples-dropped",
            _variant(draw=lambda x, rate, rng: rng.random((len(x), 1)) >= rate),
            "Whole rows are dropped: one coin serves all units of an example. Draw a number for every entry: "
            "`rng.random(x.shape)`.",
        ),
        Mistake(
            "one-coin-for-all",
            _variant(draw=lambda x, rate, rng: rng.random() >= rate),
            "One coin decides for the whole array. Draw a number for every entry: `rng.random(x.shape)`.",
        ),
        Mistake(
            "exact-number",
            _variant(draw=_exactly),
            "Exactly the same number of units is dropped in every call. Each unit should have its own coin, "
            "so that the number varies.",
            kind="convention",
        ),
        Mistake(
            "exact-number-in-each-row",
            _variant(draw=_exactly_in_each_row),
            "Exactly the same number of units is dropped for each example. Each unit should have its own "
            "coin, so that the number varies.",
            kind="convention",
        ),
        Mistake(
            "rng-not-used",
            _variant(draw=lambda x, rate, rng: _coins(x, rate, np.random.default_rng())),
            "The mask is not drawn from `rng`, so nobody can repeat the run. Use `rng.random(x.shape)`.",
        ),
        Mistake(
            "own-seed",
            _variant(draw=lambda x, rate, rng: _coins(x, rate, np.random.default_rng(1))),
            "Every call drops the same units, as the function makes a generator with a seed of its own. Draw "
            "from `rng`, anew in every call.",
        ),
        Mistake(
            "mask-turned-round",
            _variant(mask_out=lambda mask, rate: 1 - mask),
            "The output is right, but the mask marks what is dropped. It is 1 where a unit is kept.",
            kind="convention",
        ),
        Mistake(
            "mask-scaled",
            _variant(mask_out=lambda mask, rate: mask / (1 - rate)),
            "The output is right, but the mask holds the scale 1/(1 − rate) in place of 1. That saves a "
            "division on the way back; here `dropout_backward` does it, so return zeros and ones.",
            kind="convention",
        ),
        Mistake(
            "another-mask-returned",
            lambda x, rate, rng, training=True: (
                (_right(x, rate, rng), _coins(x, rate, rng)) if training else (x, np.ones_like(x))
            ),
            "The mask that comes back was drawn anew and is not the one that was used. Draw once, keep it in "
            "a variable.",
        ),
        Mistake(
            "mask-not-used",
            lambda x, rate, rng, training=True: (x, _coins(x, rate, rng) if training else None),
            "The mask is drawn, but the output is the input as it was. Multiply with the mask, and divide by "
            "1 − rate.",
        ),
        Mistake(
            "only-scaled",
            lambda x, rate, rng, training=True: (
                x / (1 - rate) if training else x,
                _coins(x, rate, rng) if training else None,
            ),
            "The output is scaled, but nothing is dropped. Multiply with the mask as well.",
        ),
        Mistake(
            "input-forgotten",
            lambda x, rate, rng, training=True: (
                (_right(np.ones_like(x), rate, rng), None) if training else (x, None)
            ),
            "The output is the scaled mask alone. Multiply the input with it.",
        ),
        Mistake(
            "dropped-entries-cut-out",
            lambda x, rate, rng, training=True: (
                (lambda mask: (x[mask] / (1 - rate), mask))(_coins(x, rate, rng)) if training else (x, None)
            ),
            "The dropped entries are cut out, and the shape is lost. They stay, as 0: multiply with the "
            "mask.",
        ),
        Mistake(
            "output-for-mask",
            lambda x, rate, rng, training=True: (lambda y: (y, y))(
                dropout_forward(x, rate, rng, training)[0]
            ),
            "The second value is the output again. Return the mask, zeros and ones.",
        ),
        Mistake(
            "only-the-output",
            _only_output,
            "The mask is missing. The way back needs to know which units were off: `return y, mask`.",
        ),
        Mistake(
            "active-in-use",
            _variant(used=_right),
            "Units are dropped in use as well. With `training=False` the input goes through as it is, or the "
            "same picture gets another answer every time.",
        ),
        Mistake(
            "active-in-use-not-scaled",
            _variant(scale=lambda rate: 1, used=lambda x, rate, rng: x * _coins(x, rate, rng)),
            "Units are dropped in use as well, and nothing is scaled. With `training=False` the input goes "
            "through as it is; in training divide what is kept by 1 − rate.",
        ),
        Mistake(
            "zero-in-use",
            _variant(used=lambda x, rate, rng: 0 * x),
            "With `training=False` all is 0. All units are on then: the input goes through as it is.",
        ),
        Mistake(
            "training-turned-round",
            lambda x, rate, rng, training=True: dropout_forward(x, rate, rng, not training),
            "Units are dropped in use and not in training: `if training:` is turned round.",
        ),
        Mistake(
            "never-active",
            lambda x, rate, rng, training=True: (x, np.ones_like(x)),
            "Nothing is ever dropped. With `training=True` a random part becomes 0.",
        ),
    ),
    also_correct=(
        _by_loop,
        _with_a_cache,
        lambda x, rate, rng, training=True: (
            (x, None)
            if not training
            else (lambda mask: (np.where(mask, x / (1 - rate), 0), mask))(_coins(x, rate, rng))
        ),
        _variant(draw=lambda x, rate, rng: rng.binomial(1, 1 - rate, size=x.shape)),
        _variant(draw=lambda x, rate, rng: rng.uniform(size=x.shape) > rate),
        _variant(draw=lambda x, rate, rng: rng.choice([0, 1], size=x.shape, p=[rate, 1 - rate])),
        _variant(draw=lambda x, rate, rng: rng.random(x.T.shape).T >= rate),
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
