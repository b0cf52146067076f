"""Exercise of lesson 08: a learning rate that starts large and shrinks."""

import math

import numpy as np

from dlteach.autograder import Case, Exercise, Law, Mistake
from dlteach.exercises.optimizers.schedules import OTHER_SCHEDULES, periods_over, schedule
from dlteach.exercises.optimizers.shared import DECIMALS, LESSON, fixed
from dlteach.functions import exponential_decay


def _cases(rng):
    yield Case((0.8, 0, 10, 0.25, False), "step 0")
    yield Case((0.8, 10, 10, 0.25, False), "as many steps as a period has")
    yield Case((0.8, 5, 10, 0.25, False), "half a period")
    yield Case((0.8, 5, 10, 0.25, True), "half a period of a staircase")
    yield Case((0.8, 10, 10, 0.25, True), "the first step after a stair")
    yield Case((0.3, 17, 7, 0.6, True), "two whole periods and a part")
    yield Case((0.3, 20, 7, 0.6, False), "nearly three periods")
    yield Case((0.3, 20, 7, 0.6, True), "nearly three periods of a staircase")
    yield Case((0.05, 13, 1, 0.9, False), "a period of one step")
    for staircase in (False, True, False, True):
        period = int(rng.integers(3, 20))
        step = int(rng.integers(1, 5)) * period + int(rng.integers(1, period))
        rate, factor = rng.uniform(0.01, 2.0), rng.uniform(0.3, 0.95)
        yield Case((float(rate), step, period, float(factor), staircase))
    yield Case((0.4, 9, 4, 1.0, False), "a factor of 1, which keeps the rate")


def _with(power):
    """α₀ r^power, `power(t, d, staircase)`."""

    def rate(learning_rate, step, decay_steps, decay_rate, staircase=False):
        return learning_rate * decay_rate ** power(step, decay_steps, staircase)

    return rate


def _rounded(decimals):
    return lambda *args: round(exponential_decay(*args), decimals)


EXPONENTIAL_DECAY = Exercise(
    name="exponential_decay",
    lesson=LESSON,
    section="Start large, then smaller",
    reference=exponential_decay,
    cases=_cases,
    mistakes=(
        Mistake(
            "always-a-staircase",
            _with(lambda t, d, stairs: t // d),
            "The rate falls in stairs always: `//` rounds the number of periods down. Where `staircase` is "
            "False, it shrinks a little at every step, so divide with `/`.",
        ),
        Mistake(
            "never-a-staircase",
            _with(lambda t, d, stairs: t / d),
            "The argument `staircase` has no effect. Where it is True, round the number of periods down: "
            "`step // decay_steps`.",
        ),
        Mistake(
            "staircase-turned-round",
            _with(lambda t, d, stairs: periods_over(t, d, not stairs)),
            "The two ways are exchanged: round the number of periods down where `staircase` is True.",
        ),
        Mistake(
            "stairs-rounded-up",
            _with(lambda t, d, stairs: math.ceil(t / d) if stairs else t / d),
            "The stairs come too early: the number of periods is rounded up. Count those that are over, "
            "`step // decay_steps`.",
        ),
        Mistake(
            "stairs-to-the-nearest",
            _with(lambda t, d, stairs: round(t / d) if stairs else t / d),
            "The stairs come half a period too early: `round` goes to the nearest whole number. Round down, "
            "`step // decay_steps`.",
        ),
        Mistake(
            "stairs-from-one",
            _with(lambda t, d, stairs: t // d + 1 if stairs else t / d),
            "The staircase is one stair too low. Before the first period is over, none is taken.",
        ),
        Mistake(
            "remainder-for-periods",
            _with(lambda t, d, stairs: t % d if stairs else t / d),
            "`%` gives the steps since the last stair. The number of stairs is `step // decay_steps`.",
        ),
        Mistake(
            "parentheses-around-the-fraction",
            lambda a, t, d, r, stairs=False: a * r**t // d if stairs else a * r**t / d,
            "Python takes the power before it divides, so the rate is divided by `decay_steps`. Put "
            "parentheses around the fraction: `decay_rate ** (step / decay_steps)`.",
        ),
        Mistake(
            "parentheses-around-the-fraction-without-stairs",
            lambda a, t, d, r, stairs=False: a * r ** (t // d) if stairs else a * r**t / d,
            "Python takes the power before it divides, so the smooth rate is divided by `decay_steps`. Put "
            "parentheses around the fraction: `decay_rate ** (step / decay_steps)`.",
        ),
        Mistake(
            "parentheses-around-the-fraction-never-in-stairs",
            lambda a, t, d, r, stairs=False: a * r**t / d,
            "Python takes the power before it divides: put parentheses around the fraction, `decay_rate ** "
            "(step / decay_steps)`. And where `staircase` is True, round it down, `step // decay_steps`.",
        ),
        Mistake(
            "not-divided",
            _with(lambda t, d, stairs: t),
            "The rate is multiplied by `decay_rate` at every step. That much is for `decay_steps` steps: "
            "divide the power by it.",
        ),
        Mistake(
            "not-divided-without-stairs",
            _with(lambda t, d, stairs: t // d if stairs else t),
            "Without a staircase the power is t. It is t / d there too, not rounded.",
        ),
        Mistake(
            "multiplied-by-the-period",
            _with(lambda t, d, stairs: t * d),
            "The step is multiplied by `decay_steps`. Divide: t / d is the number of periods that are over.",
        ),
        Mistake(
            "period-over-step",
            _with(lambda t, d, stairs: (d // t if stairs else d / t) if t else 0),
            "The fraction is upside down: the power is step / decay_steps.",
        ),
        Mistake(
            "grows",
            _with(lambda t, d, stairs: -periods_over(t, d, stairs)),
            "The rate grows: it is divided by the power of `decay_rate`, or the power is negative. Multiply.",
        ),
        Mistake(
            "factor-times-periods",
            schedule(lambda a, r, periods: a * r * periods),
            "`decay_rate` is multiplied by the number of periods. It is raised to that power, `**`.",
        ),
        Mistake(
            "whole-to-the-power",
            schedule(lambda a, r, periods: (a * r) ** periods),
            "The first rate is raised to the power too. Only `decay_rate` is: `**` before `*`, with no "
            "parentheses around the two.",
        ),
        Mistake(
            "first-rate-missing",
            schedule(lambda a, r, periods: r**periods),
            "This is the factor alone. Multiply it by `learning_rate`, the rate at step 0.",
        ),
        *OTHER_SCHEDULES,
        Mistake(
            "once-only",
            lambda a, t, d, r, stairs=False: a * r,
            "The rate is multiplied by `decay_rate` once, whatever the step is. The power is step / "
            "decay_steps.",
        ),
        Mistake(
            "one-stair-only",
            lambda a, t, d, r, stairs=False: a * r if t >= d else a,
            "There is one stair and then no more. After every `decay_steps` steps the rate is multiplied "
            "again: raise `decay_rate` to the number of periods.",
        ),
        Mistake(
            "stairs-at-multiples-only",
            lambda a, t, d, r, stairs=False: a * r ** (t / d) if not stairs or t % d == 0 else a,
            "Between two stairs the rate springs back to the first one. It stays where the last stair has "
            "brought it: the power is `step // decay_steps`.",
        ),
        Mistake(
            "counts-from-1",
            _with(lambda t, d, stairs: periods_over(t + 1, d, stairs)),
            "The step is counted one too far: at step 0 the rate is the first one, untouched.",
        ),
        Mistake(
            "one-step-late",
            _with(lambda t, d, stairs: periods_over(t - 1, d, stairs)),
            "The step is counted one too few: at step 0 the rate is the first one, untouched.",
        ),
        Mistake(
            "period-and-factor-exchanged",
            lambda a, t, d, r, stairs=False: a * d ** periods_over(t, r, stairs),
            "`decay_steps` and `decay_rate` have changed places: the steps are divided by `decay_steps`, and "
            "`decay_rate` is raised to the power.",
        ),
        Mistake(
            "stairs-of-the-rate",
            lambda a, t, d, r, stairs=False: np.floor(a * r ** (t / d)) if stairs else a * r ** (t / d),
            "The rate or the factor is rounded down, to 0. Round the number of periods, t / d, before the "
            "power is taken.",
        ),
        Mistake(
            "rate-unchanged",
            lambda a, t, d, r, stairs=False: a,
            "The rate never changes. Multiply it by `decay_rate` to the power step / decay_steps.",
        ),
        *fixed(exponential_decay, 3, "decay_rate", 0.9, 0.96, 0.5),
        *(
            Mistake(
                f"rounded-to-{decimals}",
                _rounded(decimals),
                f"The rate is rounded to {decimals} decimals, and a small one to 0. Return all digits.",
                kind="convention",
            )
            for decimals in DECIMALS
        ),
    ),
    also_correct=(
        lambda a, t, d, r, staircase=False: a * r ** (t // d if staircase else t / d),
        lambda a, t, d, r, staircase=False: a * math.pow(r, int(t / d) if staircase else t / d),
        lambda a, t, d, r, staircase=False: np.array(
            [a * np.exp(np.log(r) * (math.floor(t / d) if staircase else t / d))]
        ),
        lambda a, t, d, r, staircase=False: np.multiply(a, np.power(r, np.divide(t - t % d * staircase, d))),
    ),
    laws=(
        Law(
            "the rate is never above the first one, and never 0",
            lambda args, value: bool(0 < value <= args[0] * (1 + 1e-9)),
        ),
    ),
    hints=(
        "Count how many periods of `decay_steps` steps are over. Each of them multiplies the rate by "
        "`decay_rate`.",
        "The number of periods is `step / decay_steps`; with a staircase only whole ones count, "
        "`step // decay_steps`. It is the power of `decay_rate`.",
        "`periods = step // decay_steps if staircase else ...`, then "
        "`return learning_rate * decay_rate ** ...`",
    ),
)
