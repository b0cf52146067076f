"""Adam with lines that can be replaced, and the mistakes in its two moments."""

import numpy as np

from dlteach.autograder import Mistake


def adam(
    first=lambda m, g, b1, b2: b1 * m + (1 - b1) * g,
    second=lambda v, g, b1, b2: b2 * v + (1 - b2) * g**2,
    m_hat=lambda m, b1, b2, t: m / (1 - b1**t),
    v_hat=lambda v, b1, b2, t: v / (1 - b2**t),
    move=lambda w, g, m, v, rate, eps: w - rate * m / (np.sqrt(v) + eps),
    keep=lambda m, v, m_hat, v_hat: (m, v),
):
    """Adam with any line replaced. `move` gets the corrected moments, `keep` says what is returned."""

    def step(w, g, m, v, t, rate, b1, b2, eps):
        m, v = first(m, g, b1, b2), second(v, g, b1, b2)
        corrected = m_hat(m, b1, b2, t), v_hat(v, b1, b2, t)
        return move(w, g, *corrected, rate, eps), *keep(m, v, *corrected)

    return step


def old_moments(w, g, m, v, t, rate, b1, b2, eps):
    used = m / (1 - b1**t), v / (1 - b2**t)
    moved = w - rate * used[0] / (np.sqrt(used[1]) + eps)
    return moved, b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2


def centred(w, g, m, v, t, rate, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * (g - m) ** 2
    return w - rate * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps), m, v


def looking_ahead(w, g, m, v, t, rate, b1, b2, eps):
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2
    ahead = b1 * m / (1 - b1**t) + (1 - b1) * g / (1 - b1**t)
    return w - rate * ahead / (np.sqrt(v / (1 - b2**t)) + eps), m, v


def weighted_before_squared(w, g, m, v, t, rate, b1, b2, eps):
    m, v = b1 * m + (1 - b1) * g, b2 * v + ((1 - b2) * g) ** 2
    return w - rate * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps), m, v


def first_squared(w, g, m, v, t, rate, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * m**2
    return w - rate * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps), m, v


OF_THE_MOMENTS = (
    Mistake(
        "not-squared",
        adam(second=lambda v, g, b1, b2: b2 * v + (1 - b2) * g),
        "The second moment gathers gradients without their square, so it may be negative, and its root nan. "
        "v ← β₂·v + (1 − β₂)·g².",
    ),
    Mistake(
        "absolute-for-square",
        adam(second=lambda v, g, b1, b2: b2 * v + (1 - b2) * np.abs(g)),
        "The second moment gathers |g| in place of g². The root later brings the unit of g back.",
    ),
    Mistake(
        "weighted-before-squared",
        weighted_before_squared,
        "The factor 1 − β₂ is squared together with g: `**` takes the whole parenthesis. Square g first, "
        "then weight it.",
    ),
    Mistake(
        "first-moment-squared",
        first_squared,
        "The second moment gathers m² in place of g². Both moments are fed with the gradient.",
    ),
    Mistake(
        "centred",
        centred,
        "The second moment gathers (g − m)², which is another optimizer. Adam gathers g².",
    ),
    Mistake(
        "one-rate-for-all",
        adam(second=lambda v, g, b1, b2: b2 * v + (1 - b2) * np.sum(g**2)),
        "All squares are summed to one number, so all weights share one rate. Square entry by entry: each "
        "weight has its own.",
    ),
    Mistake(
        "one-mean-for-all",
        adam(second=lambda v, g, b1, b2: b2 * v + (1 - b2) * np.mean(g**2)),
        "The squares are averaged over the weights, so all share one rate. Square entry by entry: each "
        "weight has its own.",
    ),
    Mistake(
        "betas-exchanged",
        lambda w, g, m, v, t, rate, b1, b2, eps: adam()(w, g, m, v, t, rate, b2, b1, eps),
        "The two betas have changed places: β₁ belongs to the first moment m, β₂ to the second, v.",
    ),
    Mistake(
        "first-beta-twice",
        lambda w, g, m, v, t, rate, b1, b2, eps: adam()(w, g, m, v, t, rate, b1, b1, eps),
        "β₁ is used for both moments. The second one, v, has β₂.",
    ),
    Mistake(
        "second-beta-twice",
        lambda w, g, m, v, t, rate, b1, b2, eps: adam()(w, g, m, v, t, rate, b2, b2, eps),
        "β₂ is used for both moments. The first one, m, has β₁.",
    ),
    Mistake(
        "betas-mixed-in-the-first-moment",
        adam(first=lambda m, g, b1, b2: b1 * m + (1 - b2) * g),
        "The first moment mixes the betas: β₁ with 1 − β₁, so that the two parts sum to 1.",
    ),
    Mistake(
        "betas-mixed-in-the-second-moment",
        adam(second=lambda v, g, b1, b2: b2 * v + (1 - b1) * g**2),
        "The second moment mixes the betas: β₂ with 1 − β₂, so that the two parts sum to 1.",
    ),
    Mistake(
        "first-beta-in-the-second-moment",
        adam(second=lambda v, g, b1, b2: b1 * v + (1 - b1) * g**2),
        "The second moment fades with β₁. It has a beta of its own, β₂.",
    ),
    Mistake(
        "parts-exchanged",
        adam(
            first=lambda m, g, b1, b2: (1 - b1) * m + b1 * g,
            second=lambda v, g, b1, b2: (1 - b2) * v + b2 * g**2,
        ),
        "In both moments the parts are exchanged: β is what stays of the old one, 1 − β what the new "
        "gradient brings in.",
    ),
    Mistake(
        "parts-exchanged-in-the-first-moment",
        adam(first=lambda m, g, b1, b2: (1 - b1) * m + b1 * g),
        "In the first moment the parts are exchanged: β₁ is what stays of m.",
    ),
    Mistake(
        "parts-exchanged-in-the-second-moment",
        adam(second=lambda v, g, b1, b2: (1 - b2) * v + b2 * g**2),
        "In the second moment the parts are exchanged: β₂ is what stays of v.",
    ),
    Mistake(
        "rests-missing",
        adam(first=lambda m, g, b1, b2: b1 * m + g, second=lambda v, g, b1, b2: b2 * v + g**2),
        "The factors 1 − β are missing in both moments: they are averages, not sums.",
    ),
    Mistake(
        "rest-missing-in-the-first-moment",
        adam(first=lambda m, g, b1, b2: b1 * m + g),
        "The factor 1 − β₁ is missing before g: m is an average, not a sum.",
    ),
    Mistake(
        "rest-missing-in-the-second-moment",
        adam(second=lambda v, g, b1, b2: b2 * v + g**2),
        "The factor 1 − β₂ is missing before g²: v is an average, not a sum.",
    ),
    Mistake(
        "memory-forgotten",
        adam(first=lambda m, g, b1, b2: (1 - b1) * g, second=lambda v, g, b1, b2: (1 - b2) * g**2),
        "The old moments have no effect: keep β₁ of m and β₂ of v.",
    ),
    Mistake(
        "old-moments-used",
        old_moments,
        "w moves with the old moments, one step late. First the new m and v, then w.",
    ),
    Mistake(
        "parentheses-around-the-rest",
        adam(
            first=lambda m, g, b1, b2: b1 * m + 1 - b1 * g,
            second=lambda v, g, b1, b2: b2 * v + 1 - b2 * g**2,
        ),
        "Python multiplies before it subtracts, so β times the gradient is taken away from 1. Put "
        "parentheses around the factor: `(1 - beta_1) * gradient`.",
    ),
)
