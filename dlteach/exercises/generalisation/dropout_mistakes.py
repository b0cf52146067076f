"""What goes wrong with dropout: the scale, the coins, the mask that comes back, the model in use."""

import numpy as np

from dlteach.autograder import Mistake
from dlteach.functions import dropout_forward


def variant(draw=None, scale=None, used=None, mask_out=None):
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


def coins(x, rate, rng):
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


def _rounded(x, rate, rng, training=True):
    y, mask = dropout_forward(x, rate, rng, training)
    return np.round(y, 4) if training else y, mask


MISTAKES = (
    Mistake(
        "not-scaled",
        variant(scale=lambda rate: 1),
        "What is kept stays as it is, so the next layer gets less while training than in use. Divide by "
        "the share that is kept, 1 − rate.",
    ),
    Mistake(
        "scaled-in-use",
        variant(scale=lambda rate: 1, used=lambda x, rate, rng: x * (1 - rate)),
        "That is dropout as it was first published: nothing is scaled in training, and outputs are "
        "multiplied by 1 − rate in use. Here the scaling is done in training, as Keras does it.",
        kind="convention",
    ),
    Mistake(
        "scaled-twice-over",
        variant(used=lambda x, rate, rng: x * (1 - rate)),
        "Training divides by 1 − rate, and use multiplies by it as well. Once is enough: in use the "
        "input goes through as it is.",
    ),
    Mistake(
        "divided-in-use",
        variant(used=lambda x, rate, rng: x / (1 - rate)),
        "In use, too, the output is divided by 1 − rate. No unit is off then, so there is nothing to "
        "make up for.",
    ),
    Mistake(
        "scaled-in-use-only",
        variant(scale=lambda rate: 1, used=lambda x, rate, rng: x / (1 - rate)),
        "The division by 1 − rate is done in use. It belongs to training, where units are off.",
    ),
    Mistake(
        "divided-by-the-rate",
        variant(scale=lambda rate: np.divide(1, rate)),
        "What is kept is divided by the rate, the share that is dropped. Divide by the share that is "
        "kept, 1 − rate. At 0.5 the two are the same.",
    ),
    Mistake(
        "multiplied-by-the-rate",
        variant(scale=lambda rate: rate),
        "What is kept is multiplied by the rate. It should become larger: divide by 1 − rate.",
    ),
    Mistake(
        "multiplied-by-what-is-kept",
        variant(scale=lambda rate: 1 - rate),
        "What is kept is multiplied by 1 − rate and becomes smaller. Divide, so that it makes up for "
        "what is off.",
    ),
    Mistake(
        "scaled-twice",
        variant(scale=lambda rate: 1 / (1 - rate) ** 2),
        "What is kept is divided by 1 − rate twice, perhaps once in the mask and once in the output.",
    ),
    Mistake(
        "scaled-by-the-share-of-this-mask",
        lambda x, rate, rng, training=True: (
            (lambda mask: (x * mask / mask.mean(), mask))(coins(x, rate, rng) * 1.0)
            if training
            else (x, None)
        ),
        "The output is divided by the share that this mask happened to keep. Then a unit's scale depends "
        "on the coins of the others: divide by 1 − rate.",
    ),
    Mistake(
        "rate-as-keep",
        variant(draw=lambda x, rate, rng: rng.random(x.shape) < rate, scale=lambda rate: np.divide(1, rate)),
        "`rate` is taken for the share that is kept, as `keep_prob` in older libraries. Here it is the "
        "share that is dropped.",
        kind="convention",
    ),
    Mistake(
        "rate-as-keep-not-scaled",
        variant(draw=lambda x, rate, rng: rng.random(x.shape) < rate, scale=lambda rate: 1),
        "Two things at once: `rate` is the share that is dropped, and this keeps it; and what is kept "
        "must be divided by 1 − rate.",
    ),
    Mistake(
        "wrong-side",
        variant(draw=lambda x, rate, rng: rng.random(x.shape) < rate),
        "The comparison is turned round: units are kept where the random number is below the rate. Keep "
        "them where it is not, `rng.random(x.shape) >= rate`.",
    ),
    Mistake(
        "always-half",
        variant(draw=lambda x, rate, rng: rng.random(x.shape) >= 0.5),
        "Half of the units are dropped whatever the rate is. Compare the random numbers with `rate`.",
    ),
    Mistake(
        "normal-numbers",
        variant(draw=lambda x, rate, rng: rng.standard_normal(x.shape) >= rate),
        "The coins come from a normal distribution, where another share lies below the rate. "
        "`rng.random` draws evenly between 0 and 1.",
    ),
    Mistake(
        "random-numbers-as-mask",
        variant(draw=lambda x, rate, rng: rng.random(x.shape)),
        "The random numbers themselves are the mask. Compare them with the rate, so that it holds ones "
        "and zeros.",
    ),
    Mistake(
        "mask-shared-by-the-batch",
        variant(draw=lambda x, rate, rng: rng.random((1, x.shape[1])) >= rate),
        "One mask serves all examples of the batch. Draw a number for every entry: `rng.random(x.shape)`.",
    ),
    Mistake(
        "whole-examples-dropped",
        variant(draw=lambda x, rate, rng: rng.random((len(x), 1)) >= rate),
        "Whole rows are dropped: one coin serves all units of an example. Draw a number for every entry: "
        "`rng.random(x.shape)`.",
    ),
    Mistake(
        "one-coin-for-all",
        variant(draw=lambda x, rate, rng: rng.random() >= rate),
        "One coin decides for the whole array. Draw a number for every entry: `rng.random(x.shape)`.",
    ),
    Mistake(
        "exact-number",
        variant(draw=_exactly),
        "Exactly the same number of units is dropped in every call. Each unit should have its own coin, "
        "so that the number varies.",
        kind="convention",
    ),
    Mistake(
        "exact-number-in-each-row",
        variant(draw=_exactly_in_each_row),
        "Exactly the same number of units is dropped for each example. Each unit should have its own "
        "coin, so that the number varies.",
        kind="convention",
    ),
    Mistake(
        "rng-not-used",
        variant(draw=lambda x, rate, rng: coins(x, rate, np.random.default_rng())),
        "Right with NumPy's global generator, `np.random.rand`, which this course does not use: the mask "
        "is not drawn from `rng`, so nobody can repeat the run. Use `rng.random(x.shape)`.",
        kind="convention",
    ),
    Mistake(
        "own-seed",
        variant(draw=lambda x, rate, rng: coins(x, rate, np.random.default_rng(1))),
        "Every call drops the same units, as the function makes a generator with a seed of its own. Draw "
        "from `rng`, anew in every call.",
    ),
    Mistake(
        "mask-turned-round",
        variant(mask_out=lambda mask, rate: 1 - mask),
        "The output is right, but the mask marks what is dropped. It is 1 where a unit is kept.",
        kind="convention",
    ),
    Mistake(
        "another-mask-returned",
        lambda x, rate, rng, training=True: (
            (_right(x, rate, rng), coins(x, rate, rng)) if training else (x, np.ones_like(x))
        ),
        "The mask that comes back was drawn anew and is not the one that was used. Draw once, keep it in "
        "a variable.",
    ),
    Mistake(
        "mask-first",
        lambda x, rate, rng, training=True: (
            dropout_forward(x, rate, rng)[::-1] if training else (x, np.ones_like(x))
        ),
        "The mask comes first. Return the output first: `return y, mask`.",
        kind="convention",
    ),
    Mistake(
        "normal-numbers-for-coins",
        variant(draw=lambda x, rate, rng: rng.standard_normal(x.shape) < 1 - rate),
        "The coins are normal numbers, which are below 1 − rate more or less often than they should. "
        "`rng.random` draws evenly between 0 and 1.",
    ),
    Mistake(
        "rate-not-used",
        variant(draw=lambda x, rate, rng: rng.random(x.shape) >= 0.5, scale=lambda rate: 2),
        "Half is dropped and the rest doubled, whatever the rate is. Use the argument `rate`.",
    ),
    Mistake(
        "rounded",
        _rounded,
        "The numbers are right but rounded. Return all digits and leave rounding to whoever prints.",
    ),
    Mistake(
        "mask-not-used",
        lambda x, rate, rng, training=True: (x, coins(x, rate, rng) if training else None),
        "The mask is drawn, but the output is the input as it was. Multiply with the mask, and divide by "
        "1 − rate.",
    ),
    Mistake(
        "only-scaled",
        lambda x, rate, rng, training=True: (
            x / (1 - rate) if training else x,
            coins(x, rate, rng) if training else None,
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
            (lambda mask: (x[mask] / (1 - rate), mask))(coins(x, rate, rng)) if training else (x, None)
        ),
        "The dropped entries are cut out, and the shape is lost. They stay, as 0: multiply with the mask.",
    ),
    Mistake(
        "output-for-mask",
        lambda x, rate, rng, training=True: (lambda y: (y, y))(dropout_forward(x, rate, rng, training)[0]),
        "The second value is the output again. Return the mask, zeros and ones.",
    ),
    Mistake(
        "only-the-output",
        _only_output,
        "The mask is missing. The way back needs to know which units were off: `return y, mask`.",
    ),
    Mistake(
        "active-in-use",
        variant(used=_right),
        "Units are dropped in use as well. With `training=False` the input goes through as it is, or the "
        "same picture gets another answer every time.",
    ),
    Mistake(
        "active-in-use-not-scaled",
        variant(scale=lambda rate: 1, used=lambda x, rate, rng: x * coins(x, rate, rng)),
        "Units are dropped in use as well, and nothing is scaled. With `training=False` the input goes "
        "through as it is; in training divide what is kept by 1 − rate.",
    ),
    Mistake(
        "zero-in-use",
        variant(used=lambda x, rate, rng: 0 * x),
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
)
