"""What the exercises of lesson 03 share: tolerances, extreme cases and the mistakes of any log loss.

Right answers that clip at 1e-6 or write log(p + 1e-6) pass: ordinary probabilities lie between 0.05 and 0.95;
probabilities of exactly 0 and 1 come in extreme cases, with a tolerance or a ceiling of their own.
"""

import numpy as np

from dlteach.autograder import Case, Law, Mistake

LESSON = "03_cross_entropy"
TOLERANCE = 2e-5
EPSILONS = (1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5)


def distributions(rng, *shape):
    """Draw probabilities of at least 0.05 that sum to 1 over the last axis."""
    return 0.05 + (1 - 0.05 * shape[-1]) * rng.dirichlet(np.ones(shape[-1]), size=shape[:-1])


def perfect(*args, note="a perfect prediction"):
    return Case(args, note, extreme=True, atol=1e-4)


def certain_and_wrong(*args):
    return Case(args, "a certain and wrong prediction", extreme=True, ceiling=10)


def within(surprises):
    """The law that an average lies between the smallest and the largest of what is averaged."""

    def holds(args, value):
        with np.errstate(divide="ignore"):
            possible = surprises(*args)
        return np.min(possible) - 1e-4 <= value <= np.max(possible) + 1e-4

    says = (
        "an average of surprises −ln p, p being what was predicted, lies between the smallest and the largest"
    )
    return Law(says, holds)


def of_an_average(losses):
    """Mistakes that any average over examples invites; `losses` gives the loss of each example."""
    return (
        Mistake(
            "sum-for-mean",
            lambda *args: np.sum(losses(*args)),
            "The losses are summed. The cost is their average, so that a batch twice as large does not cost "
            "twice as much: divide by n, or use `np.mean`.",
        ),
        Mistake(
            "sign",
            lambda *args: -np.mean(losses(*args)),
            "The minus is missing. The logarithm of a probability is never positive, so the loss −ln p is "
            "never negative.",
        ),
        Mistake(
            "not-averaged",
            losses,
            "There is still one loss for each example. The cost of the batch is one number, their average: "
            "`np.mean`.",
        ),
        Mistake(
            "log-forgotten",
            lambda *args: -np.mean(np.exp(-losses(*args))),
            "The logarithm is missing: this averages the probabilities that were given to the truth. Average "
            "their surprises, −ln p.",
        ),
        Mistake(
            "log-of-the-average",
            lambda *args: -np.log(np.mean(np.exp(-losses(*args)))),
            "The average is taken before the logarithm. First −ln p for each example, then the average: the "
            "order makes a difference.",
        ),
        Mistake(
            "complement",
            lambda *args: np.mean(1 - np.exp(-losses(*args))),
            "That averages 1 − p, which never exceeds 1. The loss is −ln p, which grows without end for "
            "what is held impossible.",
        ),
        Mistake(
            "last-only",
            lambda *args: np.ravel(losses(*args))[-1] / len(args[0]),
            "Only the last example counts: `=` in the loop replaces the loss in every round. Add up with "
            "`+=`.",
        ),
        Mistake(
            "last-only-undivided",
            lambda *args: np.ravel(losses(*args))[-1],
            "Only the last example counts: `=` in the loop replaces the loss in every round. Add up with "
            "`+=`, and divide by n.",
        ),
        Mistake(
            "divided-in-every-round",
            lambda *args: np.sum(
                np.ravel(losses(*args)) / float(len(args[0])) ** np.arange(len(args[0]), 0, -1)
            ),
            "The total is divided in every round of the loop. Add up first; divide once, below the loop.",
        ),
        Mistake(
            "first-only",
            lambda *args: np.ravel(losses(*args))[0] / len(args[0]),
            "Only the first example counts. A `return` inside the loop ends the function in its first round; "
            "move it below the loop, to the left.",
        ),
        *other_logarithms(lambda *args: np.mean(losses(*args))),
    )


def epsilon_shows(with_epsilon):
    """Mistakes in which the number that keeps a logarithm away from 0 is too large."""
    return tuple(
        Mistake(
            f"epsilon-of-{eps:g}",
            lambda *args, eps=eps: with_epsilon(*args, eps),
            f"The {eps:g} that keeps the logarithm away from ln 0 is so large that it shows in the result. "
            "A smaller number, such as 1e-12, serves as well and does not.",
            kind="convention",
        )
        for eps in (1e-5, 1e-4, 1e-3, 1e-2)
    )


def other_logarithms(value):
    return (
        Mistake(
            "log2",
            lambda *args: value(*args) / np.log(2),
            "That is right in bits (`np.log2`). In this course losses are in nats: the natural logarithm, "
            "`np.log`.",
            kind="convention",
        ),
        Mistake(
            "log10",
            lambda *args: value(*args) / np.log(10),
            "`np.log10` is the logarithm that a pocket calculator calls log. The natural logarithm is "
            "`np.log`.",
        ),
    )


def zero_times_log_zero(naive):
    return Mistake(
        "zero-times-log-zero",
        naive,
        "Right on ordinary numbers, but ln 0 is −∞, and 0 · ∞ is nan. What has weight 0 adds 0: leave it out "
        "of the sum, or keep the probability away from 0 with `np.clip`.",
        kind="fragile",
    )


def impossible_costs_nothing(forgiving):
    return Mistake(
        "impossible-costs-nothing",
        forgiving,
        "A probability of 0 for what does happen costs nothing here, yet no prediction is worse: −ln 0 is "
        "infinite. Only terms whose weight is 0 may be dropped.",
        kind="fragile",
    )


def arguments_exchanged(losses):
    """Mistakes in which the labels, 0 or 1, go into the logarithm: as they are, or clipped."""
    says = "go into the logarithm. That is the predictions' place; the arguments come as (y_true, y_pred)."
    return (
        Mistake(
            "arguments-exchanged",
            lambda y_true, y_pred: np.mean(losses(y_pred, y_true)),
            f"The labels {says}",
        ),
        *(
            Mistake(
                f"arguments-exchanged-clipped-at-{eps:g}",
                lambda y_true, y_pred, eps=eps: np.mean(losses(y_pred, np.clip(y_true, eps, 1 - eps))),
                f"The labels are clipped and then {says}",
            )
            for eps in EPSILONS
        ),
    )
