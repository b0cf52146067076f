"""Mistakes of any step that divides by the root of gathered squares: AdaGrad's, and RMSprop's beside it.

`remember(square, old, *numbers)` is the optimizer's rule for its memory, with g² as its first argument; the
last of the numbers is ε, the first the learning rate.
"""

import numpy as np

from dlteach.autograder import Mistake
from dlteach.exercises.optimizers.shared import of_a_step_in, remembering, rounded


def dividing(remember, root=lambda s, eps: np.sqrt(s + eps), square=np.square):
    """A right step but for the root, or for what is remembered as the square of the gradient."""
    return remembering(
        lambda g, old, *numbers: remember(square(g), old, *numbers),
        lambda w, g, s, *numbers: w - numbers[0] * g / root(s, numbers[-1]),
    )


def moving(remember, move):
    """A right memory, and a wrong `move(w, g, s, rate, eps)`."""
    return remembering(
        lambda g, old, *numbers: remember(g**2, old, *numbers),
        lambda w, g, s, *numbers: move(w, g, s, numbers[0], numbers[-1]),
    )


def moving_by_the_root(id_, says, remember, move):
    """A right memory, and a wrong `move(w, g, s, rate, root)`, with ε inside the root and outside."""
    return (
        Mistake(id_, moving(remember, lambda w, g, s, rate, e: move(w, g, s, rate, np.sqrt(s + e))), says),
        Mistake(
            f"epsilon-outside-{id_}",
            moving(remember, lambda w, g, s, rate, e: move(w, g, s, rate, np.sqrt(s) + e)),
            f"{says} Besides, {OUTSIDE}",
        ),
    )


def _storing(remember, change):
    """What `change(s, eps)` makes of the memory is used and kept."""

    def step(w, g, old, *numbers):
        kept = change(remember(g**2, old, *numbers), numbers[-1])
        return w - numbers[0] * g / np.sqrt(kept), kept

    return step


def _storing_the_root(remember):
    def step(w, g, old, *numbers):
        root = np.sqrt(remember(g**2, old, *numbers) + numbers[-1])
        return w - numbers[0] * g / root, root

    return step


def _with_the_old_memory(remember, root):
    def step(w, g, old, *numbers):
        return w - numbers[0] * g / root(old, numbers[-1]), remember(g**2, old, *numbers)

    return step


OUTSIDE = "ε stands outside the root; in this course it is inside here, √(s + ε)."


ROOTS = (
    ("", lambda s, eps: np.sqrt(s + eps), ""),
    ("epsilon-outside-", lambda s, eps: np.sqrt(s) + eps, f" Besides, {OUTSIDE}"),
)


def in_both_places(id_, says, remember, square=np.square):
    """A wrong memory, with ε where the course has it and where many libraries do."""
    return (
        Mistake(id_, dividing(remember, square=square), says),
        Mistake(
            f"epsilon-outside-{id_}",
            dividing(remember, lambda s, eps: np.sqrt(s) + eps, square),
            f"{says} Besides, {OUTSIDE}",
        ),
        Mistake(
            f"epsilon-missing-{id_}",
            dividing(remember, lambda s, eps: np.sqrt(s), square),
            f"{says} Besides, the ε is missing: √(s + ε).",
        ),
    )


def of_roots(remember, formula, *names):
    """`formula` is the rule for the memory in words: "s ← s + g²"; `names` are those of the parts."""
    outside = dividing(remember, lambda s, eps: np.sqrt(s) + eps)
    return (
        *of_a_step_in(outside, *names, prefix="epsilon-outside-", besides=OUTSIDE),
        Mistake(
            "epsilon-outside-the-root",
            outside,
            "Right in another convention, √s + ε, which many libraries use. In this course ε stands inside "
            "the root here, √(s + ε), as in Keras. With a tiny ε the two hardly differ.",
            kind="convention",
        ),
        *rounded(outside, "epsilon-outside-"),
        Mistake(
            "epsilon-missing",
            dividing(remember, lambda s, eps: np.sqrt(s)),
            "The ε is missing: a weight whose gradient was always 0 is divided by 0. Take the root of s + ε.",
        ),
        Mistake(
            "epsilon-twice",
            dividing(remember, lambda s, eps: np.sqrt(s + eps) + eps),
            "The ε comes in twice, inside the root and outside. Inside is enough: √(s + ε).",
        ),
        Mistake(
            "epsilon-squared",
            dividing(remember, lambda s, eps: np.sqrt(s + eps**2)),
            "The ε is squared inside the root. Add it as it is: √(s + ε).",
        ),
        Mistake(
            "epsilon-added-to-the-step",
            moving(remember, lambda w, g, s, rate, eps: w - (rate * g / np.sqrt(s) + eps)),
            "The ε is added to the step: Python divides before it adds. Put parentheses around the whole "
            "denominator, `/ np.sqrt(s + epsilon)`.",
        ),
        Mistake(
            "epsilon-added-to-the-rate",
            moving(remember, lambda w, g, s, rate, eps: w - (rate / np.sqrt(s) + eps) * g),
            "The ε is added to the rate, α/√s + ε: Python divides before it adds. Put parentheses around "
            "the whole denominator, `/ np.sqrt(s + epsilon)`.",
        ),
        Mistake(
            "epsilon-added-to-w",
            moving(remember, lambda w, g, s, rate, eps: w - rate * g / np.sqrt(s) + eps),
            "The ε is added to w: Python divides before it adds. Put parentheses around the whole "
            "denominator, `/ np.sqrt(s + epsilon)`.",
        ),
        Mistake(
            "epsilon-taken-away",
            dividing(remember, lambda s, eps: np.sqrt(s - eps)),
            "The ε is taken away from s. Add it, so that the root is never 0.",
        ),
        Mistake(
            "epsilon-kept-in-the-memory",
            _storing(remember, lambda s, eps: s + eps),
            "The ε is added to s itself, and s is returned with it: it piles up from step to step. Add it "
            "only inside the root.",
        ),
        Mistake(
            "root-kept-in-the-memory",
            _storing_the_root(remember),
            "The root is returned in place of s, and the next step adds squares to a root. Return s itself.",
        ),
        Mistake(
            "root-missing",
            dividing(remember, lambda s, eps: s + eps),
            "The root is missing: the gradient is divided by squares, so steep weights hardly move. Divide "
            "by √(s + ε).",
        ),
        *moving_by_the_root(
            "root-multiplied",
            "The gradient is multiplied by the root, so steep weights take even longer steps. Divide.",
            remember,
            lambda w, g, s, rate, root: w - rate * g * root,
        ),
        *in_both_places(
            "not-squared",
            "The gradient is gathered without its square. Positive and negative ones cancel, and the root of "
            f"a negative number is nan. {formula}.",
            remember,
            lambda g: g,
        ),
        *in_both_places(
            "absolute-for-square",
            f"The size of the gradient is gathered, not its square: {formula}. The root then brings the "
            "unit of the gradient back.",
            remember,
            np.abs,
        ),
        *in_both_places(
            "one-rate-for-all",
            "All squares are summed to one number, so all weights share one rate. Square entry by entry, "
            "`gradient**2`: each weight has its own.",
            remember,
            lambda g: np.sum(g**2),
        ),
        *in_both_places(
            "one-mean-for-all",
            "The squares are averaged over the weights, so all share one rate. Square entry by entry, "
            "`gradient**2`: each weight has its own.",
            remember,
            lambda g: np.mean(g**2),
        ),
        *(
            Mistake(
                f"{where}rate-in-the-memory",
                remembering(
                    lambda g, old, *numbers: remember((numbers[0] * g) ** 2, old, *numbers),
                    lambda w, g, s, *numbers, root=root: w - numbers[0] * g / root(s, numbers[-1]),
                ),
                f"The learning rate comes into the memory too. It holds squares of gradients alone.{besides}",
            )
            for where, root, besides in ROOTS
        ),
        *(
            Mistake(
                f"{where}old-memory-used",
                _with_the_old_memory(remember, root),
                "w moves with the old s, so this gradient is not yet in its own denominator. First the new "
                f"s, then w.{besides}",
            )
            for where, root, besides in ROOTS
        ),
        *moving_by_the_root(
            "gradient-missing",
            "The step has no gradient in it, so every weight falls. It is α·g / √(s + ε).",
            remember,
            lambda w, g, s, rate, root: w - rate / root,
        ),
        *moving_by_the_root(
            "memory-for-the-gradient",
            "The memory s stands in the numerator, and it has no sign: every weight falls. The gradient "
            "belongs there.",
            remember,
            lambda w, g, s, rate, root: w - rate * s / root,
        ),
        *moving_by_the_root(
            "square-for-the-gradient",
            "The squared gradient stands in the numerator, and it has no sign: every weight falls. The "
            "gradient itself belongs there.",
            remember,
            lambda w, g, s, rate, root: w - rate * g**2 / root,
        ),
        *moving_by_the_root(
            "root-alone",
            "The step is α times the root, and it has no sign. It is α·g divided by the root.",
            remember,
            lambda w, g, s, rate, root: w - rate * root,
        ),
        Mistake(
            "root-missing-and-epsilon-added",
            moving(remember, lambda w, g, s, rate, eps: w - rate * g / s + eps),
            "The root is missing, and without parentheses ε is added to w. Divide by √(s + ε).",
        ),
        Mistake(
            "memory-as-velocity",
            moving(remember, lambda w, g, s, rate, eps: w - rate * s),
            "w moves by α·s, as if s were a velocity. It only scales the step: α·g / √(s + ε).",
        ),
        Mistake(
            "plain-step",
            moving(remember, lambda w, g, s, rate, eps: w - rate * g),
            "The memory is right, but w takes a plain step, α·g. Divide it by √(s + ε).",
        ),
        *(
            Mistake(
                f"epsilon-outside-and-fixed-at-{fixed:g}",
                dividing(remember, lambda s, eps, fixed=fixed: np.sqrt(s) + fixed),
                f"The argument `epsilon` has no effect, as {fixed:g} is written out. Besides, {OUTSIDE}",
            )
            for fixed in (1e-7, 1e-3)
        ),
    )
