"""Mistakes of Adam that come in company: a wrong correction, and a root or an ε that is wrong with it."""

import numpy as np

from dlteach.autograder import Mistake
from dlteach.exercises.optimizers.corrections import uncorrected
from dlteach.exercises.optimizers.moments import adam

INSIDE = " Besides, ε stands inside the root. Adam adds it outside, √v̂ + ε."
ROOTLESS = " Besides, the root is missing: m̂ is divided by √v̂ + ε."


def _inside(w, g, m, v, rate, eps):
    return w - rate * m / np.sqrt(v + eps)


def _rootless(w, g, m, v, rate, eps):
    return w - rate * m / (v + eps)


_SQUARED = {"v_hat": lambda v, b1, b2, t: v / (1 - b2**2)}
_BOTH_SQUARED = {"m_hat": lambda m, b1, b2, t: m / (1 - b1**2), **_SQUARED}
_STILL = {"m_hat": lambda m, b1, b2, t: m / (1 - b1), "v_hat": lambda v, b1, b2, t: v / (1 - b2)}
_FACTOR = {"m_hat": lambda m, b1, b2, t: m / (1 - b1 * t), "v_hat": lambda v, b1, b2, t: v / (1 - b2 * t)}

_CORRECTIONS = (
    (
        "exponent-2-for-t",
        _SQUARED,
        "The second moment is divided by 1 − β₂², in every step. The exponent is t, the number of the step.",
    ),
    (
        "exponent-2-for-t-twice",
        _BOTH_SQUARED,
        "Both moments are divided by 1 − β², in every step. The exponent is t, the number of the step.",
    ),
    (
        "power-of-t-missing",
        _STILL,
        "The correction divides by 1 − β in every step. It is 1 − βᵗ, which comes near 1 as t grows.",
    ),
    ("t-as-a-factor", _FACTOR, "t is multiplied with β. It is its exponent: 1 − βᵗ."),
    (
        "first-moment-not-corrected",
        {"m_hat": uncorrected},
        "Only the second moment is corrected. The first one needs it too: m/(1 − β₁ᵗ).",
    ),
    (
        "second-moment-not-corrected",
        {"v_hat": uncorrected},
        "Only the first moment is corrected. The second one needs it too: v/(1 − β₂ᵗ).",
    ),
)

IN_COMPANY = (
    *(Mistake(id_, adam(**parts), says) for id_, parts, says in _CORRECTIONS[:2]),
    *(
        Mistake(f"epsilon-inside-{id_}", adam(**parts, move=_inside), says + INSIDE)
        for id_, parts, says in _CORRECTIONS
    ),
    *(
        Mistake(f"root-missing-{id_}", adam(**parts, move=_rootless), says + ROOTLESS)
        for id_, parts, says in _CORRECTIONS
    ),
    Mistake(
        "root-missing-without-correction",
        adam(m_hat=uncorrected, v_hat=uncorrected, move=_rootless),
        f"The bias correction is missing, m/(1 − β₁ᵗ) and v/(1 − β₂ᵗ).{ROOTLESS}",
    ),
    Mistake(
        "epsilon-inside-corrected-moments-kept",
        adam(move=_inside, keep=lambda m, v, m_hat, v_hat: (m_hat, v_hat)),
        "The corrected moments are returned, so the next step corrects them once more. Return m and v as "
        f"they were before the correction.{INSIDE}",
    ),
    Mistake(
        "epsilon-missing-without-correction",
        adam(
            m_hat=uncorrected,
            v_hat=uncorrected,
            move=lambda w, g, m, v, rate, eps: w - rate * m / np.sqrt(v),
        ),
        "The bias correction is missing, m/(1 − β₁ᵗ) and v/(1 − β₂ᵗ), and so is ε: √v̂ + ε.",
    ),
    Mistake(
        "root-before-the-correction",
        adam(
            v_hat=lambda v, b1, b2, t: np.sqrt(v) / (1 - b2**t),
            move=lambda w, g, m, v, rate, eps: w - rate * m / (v + eps),
        ),
        "The root is taken of v, before the correction. First v̂ = v/(1 − β₂ᵗ), then √v̂.",
    ),
    Mistake(
        "square-alone",
        adam(second=lambda v, g, b1, b2: g**2),
        "The second moment is g² alone, without a memory: v ← β₂·v + (1 − β₂)·g².",
    ),
    Mistake(
        "root-multiplied",
        adam(move=lambda w, g, m, v, rate, eps: w - rate * m * (np.sqrt(v) + eps)),
        "m̂ is multiplied with √v̂ + ε. Divide by it: where gradients are large, the step is short.",
    ),
    Mistake(
        "plus-for-minus-in-the-rests",
        adam(
            first=lambda m, g, b1, b2: b1 * m + (1 + b1) * g,
            second=lambda v, g, b1, b2: b2 * v + (1 + b2) * g**2,
        ),
        "The new gradient is weighted with 1 + β. It is 1 − β, what is left to 1.",
    ),
    Mistake(
        "largest-for-the-mean",
        lambda w, g, m, v, t, rate, b1, b2, eps: (
            w - rate / (1 - b1**t) * (b1 * m + (1 - b1) * g) / (np.maximum(b2 * v, np.abs(g)) + eps),
            b1 * m + (1 - b1) * g,
            np.maximum(b2 * v, np.abs(g)),
        ),
        "That is AdaMax, which keeps the largest |g|. Asked for is Adam: v ← β₂·v + (1 − β₂)·g².",
        kind="convention",
    ),
)
