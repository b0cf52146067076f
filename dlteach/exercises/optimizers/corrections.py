"""Mistakes in the bias correction of Adam."""

import numpy as np

from dlteach.autograder import Mistake
from dlteach.exercises.optimizers.moments import adam


def uncorrected(moment, b1, b2, t):
    return moment


def rate_form(correction=lambda b1, b2, t: np.sqrt(1 - b2**t) / (1 - b1**t)):
    """Both corrections in the rate: ε is added to the root of v as it is."""

    def step(w, g, m, v, t, rate, b1, b2, eps):
        m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2
        return w - rate * correction(b1, b2, t) * m / (np.sqrt(v) + eps), m, v

    return step


def counting(change):
    """The right Adam with another number of the step."""
    return lambda w, g, m, v, t, *numbers: adam()(w, g, m, v, change(t), *numbers)


def keeping(keep):
    return adam(keep=keep)


OF_THE_CORRECTION = (
    Mistake(
        "no-correction",
        adam(m_hat=uncorrected, v_hat=uncorrected),
        "The bias correction is missing. m and v start at 0 and are too small at first: the step uses "
        "m/(1 − β₁ᵗ) and v/(1 − β₂ᵗ).",
    ),
    Mistake(
        "first-moment-not-corrected",
        adam(m_hat=uncorrected),
        "The first moment is not corrected: the step uses m̂ = m/(1 − β₁ᵗ).",
    ),
    Mistake(
        "second-moment-not-corrected",
        adam(v_hat=uncorrected),
        "The second moment is not corrected: the root is that of v̂ = v/(1 − β₂ᵗ).",
    ),
    Mistake(
        "corrected-moments-kept",
        keeping(lambda m, v, m_hat, v_hat: (m_hat, v_hat)),
        "The corrected moments are returned, so the next step corrects them once more. Keep m and v as they "
        "are, and give m̂ and v̂ names of their own.",
    ),
    Mistake(
        "corrected-first-moment-kept",
        keeping(lambda m, v, m_hat, v_hat: (m_hat, v)),
        "The corrected first moment is returned, so the next step corrects it once more. Return m as it was "
        "before the correction.",
    ),
    Mistake(
        "corrected-second-moment-kept",
        keeping(lambda m, v, m_hat, v_hat: (m, v_hat)),
        "The corrected second moment is returned, so the next step corrects it once more. Return v as it was "
        "before the correction.",
    ),
    Mistake(
        "power-of-t-missing",
        adam(m_hat=lambda m, b1, b2, t: m / (1 - b1), v_hat=lambda v, b1, b2, t: v / (1 - b2)),
        "Right in the first step only: from t = 2 on both corrected moments are too large, as they are "
        "divided by 1 − β. The correction fades with t, 1 − βᵗ: in Python `1 - beta_1**t`.",
    ),
    Mistake(
        "t-as-a-factor",
        adam(m_hat=lambda m, b1, b2, t: m / (1 - b1 * t), v_hat=lambda v, b1, b2, t: v / (1 - b2 * t)),
        "β is multiplied by t. It is a power, 1 − βᵗ: in Python `beta_1**t`.",
    ),
    Mistake(
        "power-of-the-whole",
        adam(m_hat=lambda m, b1, b2, t: m / (1 - b1) ** t, v_hat=lambda v, b1, b2, t: v / (1 - b2) ** t),
        "The power takes the whole parenthesis, (1 − β)ᵗ. Only β is raised: `1 - beta_1**t`.",
    ),
    Mistake(
        "counts-one-too-far",
        counting(lambda t: t + 1),
        "The number of the step is one too large in the correction: t is 1 in the first step already, so use "
        "it as it comes.",
    ),
    Mistake(
        "counts-from-0",
        counting(lambda t: t - 1),
        "The number of the step is one too small in the correction: with t = 0 it divides by 1 − β⁰ = 0. "
        "Use t as it comes, 1 in the first step.",
    ),
    Mistake(
        "correction-multiplied",
        adam(m_hat=lambda m, b1, b2, t: m * (1 - b1**t), v_hat=lambda v, b1, b2, t: v * (1 - b2**t)),
        "The correction is multiplied, which makes small moments smaller. Divide by 1 − βᵗ.",
    ),
    Mistake(
        "corrections-exchanged",
        adam(m_hat=lambda m, b1, b2, t: m / (1 - b2**t), v_hat=lambda v, b1, b2, t: v / (1 - b1**t)),
        "The corrections are exchanged: m is divided by 1 − β₁ᵗ, v by 1 − β₂ᵗ.",
    ),
    Mistake(
        "first-correction-for-both",
        adam(v_hat=lambda v, b1, b2, t: v / (1 - b1**t)),
        "Both moments are divided by 1 − β₁ᵗ. The second has a correction of its own, 1 − β₂ᵗ.",
    ),
    Mistake(
        "second-correction-for-both",
        adam(m_hat=lambda m, b1, b2, t: m / (1 - b2**t)),
        "Both moments are divided by 1 − β₂ᵗ. The first has a correction of its own, 1 − β₁ᵗ.",
    ),
    Mistake(
        "plus-in-the-correction",
        adam(m_hat=lambda m, b1, b2, t: m / (1 + b1**t), v_hat=lambda v, b1, b2, t: v / (1 + b2**t)),
        "The correction divides by 1 + βᵗ. It is 1 − βᵗ, below 1, as the moments are too small.",
    ),
    Mistake(
        "corrected-from-the-other-moment",
        adam(move=lambda w, g, m, v, rate, eps: w - rate * v / (np.sqrt(m) + eps)),
        "The moments have changed places in the step: m̂ is divided by the root of v̂.",
    ),
    Mistake(
        "parentheses-around-the-correction",
        adam(m_hat=lambda m, b1, b2, t: m / 1 - b1**t, v_hat=lambda v, b1, b2, t: v / 1 - b2**t),
        "Python divides before it subtracts, so m is divided by 1 and βᵗ taken away. Put parentheses around "
        "the correction: `m / (1 - beta_1**t)`.",
    ),
)
