"""Schedules that shrink a learning rate in another way than exponential decay."""

import numpy as np

from dlteach.autograder import Mistake


def periods_over(step, decay_steps, staircase):
    return step // decay_steps if staircase else step / decay_steps


def schedule(value):
    """Another schedule, `value(α₀, r, periods)`, that has the course's periods and its staircase."""

    def rate(learning_rate, step, decay_steps, decay_rate, staircase=False):
        return value(learning_rate, decay_rate, periods_over(step, decay_steps, staircase))

    return rate


OTHER_SCHEDULES = (
    Mistake(
        "share-that-is-lost",
        schedule(lambda a, r, periods: a * (1 - r) ** periods),
        "Here `decay_rate` is read as the share that is lost, 1 − r. In this course r is the share that "
        "stays after each period.",
        kind="convention",
    ),
    Mistake(
        "inverse-time",
        schedule(lambda a, r, periods: a / (1 + r * periods)),
        "That is another schedule, inverse time decay, α₀/(1 + r·t/d). Asked for is the exponential one, "
        "α₀·r^(t/d).",
        kind="convention",
    ),
    Mistake(
        "inverse-time-always-in-stairs",
        lambda a, t, d, r, stairs=False: a / (1 + r * (t // d)),
        "That is another schedule, inverse time decay in stairs, α₀/(1 + r·⌊t/d⌋). Asked for is the "
        "exponential one, α₀·r^(t/d), in stairs only where `staircase` is True.",
        kind="convention",
    ),
    Mistake(
        "inverse-time-never-in-stairs",
        lambda a, t, d, r, stairs=False: a / (1 + r * t / d),
        "That is another schedule, inverse time decay, α₀/(1 + r·t/d). Asked for is the exponential one, "
        "α₀·r^(t/d), with the power rounded down where `staircase` is True.",
        kind="convention",
    ),
    Mistake(
        "inverse-time-of-steps",
        lambda a, t, d, r, stairs=False: a / (1 + r * t),
        "That is another schedule, inverse time decay, and counted in steps. Asked for is α₀·r^(t/d).",
        kind="convention",
    ),
    Mistake(
        "natural-exponential",
        schedule(lambda a, r, periods: a * np.exp(-r * periods)),
        "That is another schedule with e as its base, α₀·exp(−r·t/d). Here the base is `decay_rate`: "
        "α₀·r^(t/d).",
        kind="convention",
    ),
    Mistake(
        "natural-exponential-never-in-stairs",
        lambda a, t, d, r, stairs=False: a * np.exp(-r * t / d),
        "That is another schedule with e as its base, α₀·exp(−r·t/d). Here the base is `decay_rate`, and "
        "the power is rounded down where `staircase` is True.",
        kind="convention",
    ),
    Mistake(
        "natural-exponential-of-steps",
        lambda a, t, d, r, stairs=False: a * np.exp(-r * t),
        "That is another schedule with e as its base, and counted in steps: α₀·exp(−r·t). Asked for is "
        "α₀·r^(t/d).",
        kind="convention",
    ),
    Mistake(
        "straight-line",
        schedule(lambda a, r, periods: a - a * (1 - r) * periods),
        "The rate falls along a straight line, and in the end below 0. Each period multiplies it by "
        "`decay_rate`: a power.",
    ),
    Mistake(
        "taken-away",
        schedule(lambda a, r, periods: a - r * periods),
        "`decay_rate` is taken away once a period. It is a factor: multiply by its power.",
    ),
    Mistake(
        "compound",
        schedule(lambda a, r, periods: a / (1 + r) ** periods),
        "The rate is divided by (1 + r) in every period. In this course it is multiplied by r: α₀·r^(t/d).",
        kind="convention",
    ),
    Mistake(
        "period-to-the-power",
        lambda a, t, d, r, stairs=False: a * d ** (t / d),
        "`decay_steps` is raised to the power, and `decay_rate` has no effect. It is r that is raised to "
        "t/d.",
    ),
    Mistake(
        "factor-times-periods-never-in-stairs",
        lambda a, t, d, r, stairs=False: a * r * (t / d),
        "`decay_rate` is multiplied by the number of periods. It is raised to that power, `**`; and where "
        "`staircase` is True, the power is rounded down.",
    ),
    Mistake(
        "whole-to-the-power-never-in-stairs",
        lambda a, t, d, r, stairs=False: (a * r) ** (t / d),
        "The first rate is raised to the power too. Only `decay_rate` is: `**` before `*`, with no "
        "parentheses around the two. Where `staircase` is True, the power is rounded down.",
    ),
)
