"""Exercise: dropout on the way back."""

import numpy as np

from dlteach.autograder import Case, Exercise, Mistake
from dlteach.exercises.generalisation.dropout_masks import SECTION
from dlteach.exercises.generalisation.scaling import LESSON
from dlteach.functions import dropout_backward


def _cases(rng):
    yield Case((np.array([[3.0, 3.0]]), np.array([[0.0, 1.0]]), 0.25), "one example")
    for n, d, rate in ((5, 3, 0.3), (4, 4, 0.6), (1, 6, 0.3), (7, 1, 0.2), (2, 5, 0.75)):
        yield Case((*_arguments(rng, n, d), rate))
    grad, mask = _arguments(rng, 3, 4)
    yield Case((grad, mask.astype(bool), 0.3), "a mask of True and False")
    yield Case((grad, np.ones_like(mask), 0.0), "nothing dropped")
    yield Case((grad, np.zeros_like(mask), 0.3), "everything dropped")
    yield Case(
        (np.array([[2, -4], [6, 8]]), np.array([[1, 0], [0, 1]]), 0.5),
        "integers",
        remark="Arrays of integers cannot take the quotients in place. Gradients hardly ever are; where they "
        "might be, make a new array.",
    )


def _arguments(rng, n, d):
    mask = (np.arange(n * d) % 3 > 0).astype(float)
    return rng.normal(size=(n, d)) + 0.3, rng.permutation(mask).reshape(n, d)


def _by_loop(grad_output, mask, rate):
    rows = []
    for g_row, m_row in zip(grad_output, mask):
        rows.append([g / (1 - rate) if m else 0.0 for g, m in zip(g_row, m_row)])
    return rows


def _by_index(grad_output, mask, rate):
    grad = grad_output.astype(float)
    grad[mask == 0] = 0
    grad /= 1 - rate
    return grad


DROPOUT_BACKWARD = Exercise(
    name="dropout_backward",
    lesson=LESSON,
    section=SECTION,
    reference=dropout_backward,
    cases=_cases,
    mistakes=(
        Mistake(
            "scale-missing",
            lambda g, m, rate: g * m,
            "The scale is missing. What was kept was divided by 1 − rate on the way forward, so its gradient "
            "is too. (`grad * mask` is enough where the mask holds the scale, or where nothing is scaled in "
            "training, as in some courses and books. Here the mask holds zeros and ones.)",
        ),
        Mistake(
            "mask-missing",
            lambda g, m, rate: g / (1 - rate),
            "The mask is missing: units that were off get a gradient, though they had no influence. Multiply "
            "with the mask.",
        ),
        Mistake(
            "passed-through",
            lambda g, m, rate: g,
            "The gradient goes through as it came. It is 0 where units were off, and divided by 1 − rate "
            "elsewhere.",
        ),
        Mistake(
            "multiplied-by-what-is-kept",
            lambda g, m, rate: g * m * (1 - rate),
            "The gradient is multiplied by 1 − rate. Forward divides by it, and so does the way back.",
        ),
        *(
            Mistake(
                f"divided-by-the-rate{guarded}",
                lambda g, m, rate, least=least: g * m / (rate or least),
                "The gradient is divided by the rate, the share that is dropped. Divide by the share that is "
                "kept, 1 − rate.",
            )
            for guarded, least in (("", np.float64(0)), ("-unless-it-is-0", 1))
        ),
        Mistake(
            "multiplied-by-the-rate",
            lambda g, m, rate: g * m * rate,
            "The gradient is multiplied by the rate. Divide by 1 − rate.",
        ),
        Mistake(
            "scaled-twice",
            lambda g, m, rate: g * m / (1 - rate) ** 2,
            "The gradient is divided by 1 − rate twice. The mask holds zeros and ones, so once is right.",
        ),
        Mistake(
            "mask-turned-round",
            lambda g, m, rate: g * (1 - 1 * m) / (1 - rate),
            "The gradient goes through the units that were off. The mask is 1 where a unit was kept.",
        ),
        Mistake(
            "mask-turned-round-not-scaled",
            lambda g, m, rate: g * (1 - 1 * m),
            "The gradient goes through the units that were off, and is not scaled. The mask is 1 where a "
            "unit was kept; divide by 1 − rate.",
        ),
        Mistake(
            "mask-added",
            lambda g, m, rate: (g + m) / (1 - rate),
            "The mask is added. Multiply with it, so that 0 stops the gradient.",
        ),
        Mistake(
            "divided-by-the-mask",
            lambda g, m, rate: g / (1 * m) / (1 - rate),
            "Dividing by the mask divides by 0. Multiply with it.",
        ),
        Mistake(
            "mask-alone",
            lambda g, m, rate: m / (1 - rate),
            "That is the slope of each unit, mask / (1 − rate). By the chain rule it is multiplied with "
            "`grad_output`.",
        ),
        Mistake(
            "precedence",
            lambda g, m, rate: g * m / 1 - rate,
            "Parentheses are missing: `/` comes before `-`. Write `/ (1 - rate)`.",
        ),
        Mistake(
            "sign-of-the-gradient-for-mask",
            lambda g, m, rate: g * (g > 0) / (1 - rate),
            "The gradient is cut where it is negative, as ReLU's derivative would be used. Here the mask "
            "decides.",
        ),
        Mistake(
            "average-over-the-batch",
            lambda g, m, rate: g * m / (1 - rate) / len(g),
            "The gradient is divided by the number of examples. Where the cost averages, `grad_output` has "
            "that factor already.",
        ),
        Mistake(
            "summed-over-the-batch",
            lambda g, m, rate: (g * m).sum(axis=0) / (1 - rate),
            "The examples are added up, as for a bias. Every entry keeps its own gradient: the shape of "
            "`grad_output`.",
        ),
        Mistake(
            "matrix-product",
            lambda g, m, rate: g @ np.transpose(m) / (1 - rate),
            "`@` multiplies matrices. Each entry has its own mask: `*`.",
        ),
        Mistake(
            "cut-out",
            lambda g, m, rate: g[np.asarray(m, dtype=bool)] / (1 - rate),
            "The entries that were off are cut out, and the shape is lost. They stay, as 0: multiply with "
            "the mask.",
        ),
        Mistake(
            "new-mask",
            lambda g, m, rate: g * (np.random.default_rng(0).random(g.shape) >= rate) / (1 - rate),
            "A new mask is drawn. The way back uses the one of the way forward, `mask`.",
        ),
        Mistake(
            "scaled-by-the-share-of-this-mask",
            lambda g, m, rate: g * m / np.mean(m),
            "The gradient is divided by the share that this mask happened to keep. The way forward divided "
            "by 1 − rate.",
        ),
    ),
    also_correct=(
        _by_loop,
        _by_index,
        lambda g, m, rate: g * (m / (1 - rate)),
        lambda g, m, rate: np.where(m, g, 0) / (1 - rate),
        lambda g, m, rate: np.multiply(g, m) * (1 / (1 - rate)),
    ),
    hints=(
        "On the way forward each number is multiplied by one and the same factor. What is the derivative of "
        "a number times a factor?",
        "The factor is mask / (1 − rate): 0 where a unit was off. The gradient that arrives is multiplied by "
        "it.",
        "`return grad_output * mask / ...`",
    ),
)
