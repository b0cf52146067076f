"""What the exercises of lesson 08 share: how a run of steps is read, and the mistakes that any step invites.

A driver feeds what a step returns into the next one, as a training loop does: a memory that is wrong, lost or
exchanged shows from the second step on. The learning rate changes between the steps, and ε is large (0.05),
so that a wrong place of either shows.
"""

import numpy as np

from dlteach.autograder import Case, Mistake
from dlteach.autograder.values import describe_type

LESSON = "08_optimizers"
INTEGERS = (
    "Weights of whole numbers are cut to integers along the way, or refused, as an array made by "
    "`zeros_like` or `empty_like` takes over their type. `w.astype(float)` is a copy that holds any number."
)
SINGLE_NUMBERS = (
    "A single number in place of an array is refused. Without a loop, and with `np.sqrt` where there is a "
    "root, the same lines serve for both."
)
IN_RANGE = "it refuses numbers outside their range, and the cases have none"
DECIMALS = (3, 4, 5, 6)


def step_by_step(*names):
    """A measure for runs: refuses a run in which a step did not return its parts."""
    wanted = f"{len(names)} arrays, the new {', '.join(f'`{name}`' for name in names)}, in this order"

    def measure(args, value):
        if isinstance(value, dict) and f"{names[0]} after step 1" in value:
            return value
        got = f"{len(value)} values" if isinstance(value, (tuple, list)) else describe_type(value)
        raise ValueError(f"should be {wanted}; got {got}")

    return measure


def beyond(*states):
    """Cases that decide nothing, for a step that takes w, gradients, as many states as given, and numbers."""

    def cases(*numbers, shape=(3,)):
        gradients = [np.array([3, -2, 1]), np.array([-1, 2, 2])]
        whole = [np.full(shape, state) for state in states]
        yield Case((np.array([2, -1, 5]), gradients, *whole, *numbers), "whole numbers", remark=INTEGERS)
        single = [float(state) for state in states]
        yield Case((2.5, [1.5, -0.5], *single, *numbers), "single numbers", remark=SINGLE_NUMBERS)

    return cases


def of_any_step(reference, *names):
    """Mistakes that do not depend on the formula. `names` are those of the parts that a step returns."""
    returned = ", ".join(names)
    return (
        *of_a_step_in(reference, *names),
        Mistake(
            "only-w-returned",
            lambda *args: reference(*args)[0],
            f"Only w comes back. The next step needs the memory too: return `{returned}`.",
        ),
        Mistake(
            "w-left-behind",
            lambda w, *rest: (w, *reference(w, *rest)[1:]),
            "The memory is right, but w is the old one: the step is computed and not taken, or the new w is "
            "not the one that is returned.",
        ),
        Mistake(
            "nothing-moved",
            lambda w, g, *rest: (w, *rest[: len(names) - 1]),
            "Everything comes back as it went in: new values are computed and not returned, or not computed "
            "at all.",
        ),
        Mistake(
            "a-dict-returned",
            lambda *args: dict(zip(names, reference(*args))),
            f"The parts come in a dict. Return them side by side: `return {returned}`.",
            kind="convention",
        ),
    )


def of_a_step_in(answer, *names, prefix="", besides=""):
    """Those of them that look different in each convention; `besides` is what to say of the convention."""
    states = " and ".join(f"`{name}`" for name in names[1:])
    returned = ", ".join(names)
    besides = f" Besides, {besides}" if besides else ""
    return (
        Mistake(
            f"{prefix}uphill",
            lambda w, *rest: (2 * w - answer(w, *rest)[0], *answer(w, *rest)[1:]),
            "The step goes uphill: the gradient points to where the cost grows, so the step is taken away "
            f"from w.{besides}",
        ),
        Mistake(
            f"{prefix}memory-not-returned",
            lambda w, g, *rest: (answer(w, g, *rest)[0], *rest[: len(names) - 1]),
            f"What comes back as {states} is what went in, so every step begins without a memory of the last "
            f"one. Return what this step has computed.{besides}",
        ),
        Mistake(
            f"{prefix}step-not-taken",
            lambda w, *rest: (w - answer(w, *rest)[0], *answer(w, *rest)[1:]),
            f"This is the step, not the place after it: take it away from w.{besides}",
        ),
        Mistake(
            f"{prefix}w-returned-last",
            lambda *args: (*answer(*args)[1:], answer(*args)[0]),
            f"The memory comes first and w last. Return `{returned}`, in this order.{besides}",
        ),
    )


def rounded(answer, prefix=""):
    """Right under a rule of some practice sites: all numbers rounded, and the rounded ones handed on."""

    def rounding(decimals):
        return lambda *args: tuple(np.round(part, decimals) for part in answer(*args))

    return tuple(
        Mistake(
            f"{prefix}rounded-to-{decimals}",
            rounding(decimals),
            f"The numbers are rounded to {decimals} decimals. The next step starts from them, so the error "
            "grows from step to step: return all digits and leave rounding to whoever prints.",
            kind="convention",
        )
        for decimals in DECIMALS
    )


def fixed(answer, place, name, *values):
    """Mistakes that use a number of their own; they do not read the argument at position `place`."""

    def using(value):
        return lambda *args: answer(*args[:place], value, *args[place + 1 :])

    return tuple(
        Mistake(
            f"{name.replace('_', '-')}-fixed-at-{value:g}",
            using(value),
            f"The argument `{name}` has no effect: every step is computed with {value:g}. Use the argument, "
            "by its name, where the formula has it.",
        )
        for value in values
    )


def remembering(memory, move):
    """A step with one state: `memory(g, old, *numbers)` is the new one, `move(w, g, new, *numbers)` w."""

    def step(w, g, old, *numbers):
        new = memory(g, old, *numbers)
        return move(w, g, new, *numbers), new

    return step
