"""Exercises: the entropy of a distribution, and the cross-entropy of two."""

import math

import numpy as np

from dlteach.autograder import Case, Exercise, Mistake
from dlteach.exercises.cross_entropy.shared import (
    LESSON,
    TOLERANCE,
    certain_and_wrong,
    distributions,
    epsilon_shows,
    impossible_costs_nothing,
    other_logarithms,
    perfect,
    zero_times_log_zero,
)
from dlteach.functions import cross_entropy, entropy, softmax

ONE_AXIS = "the exercise asks about one distribution of shape (k,), which has only one axis"


INTEGERS = (
    "With integers, such as p = (0, 1, 0), the answer is not 0: an array of integers cannot hold a small "
    "number like 1e-12. `np.asarray(p, dtype=float)` makes one of floats."
)


def _of_a_sum(terms):
    """Mistakes that any sum over the outcomes invites; `terms` gives what each outcome adds."""
    return (
        Mistake(
            "sign",
            lambda *args: -np.sum(terms(*args)),
            "The minus is missing. The logarithm of a probability is never positive, so a surprise −ln p is "
            "never negative.",
        ),
        Mistake(
            "mean-for-sum",
            lambda *args: np.mean(terms(*args)),
            "The mean divides by the number of outcomes. The weights p sum to 1, so the weighted sum is an "
            "average already: `np.sum`.",
        ),
        Mistake(
            "not-summed",
            terms,
            "There is still one term for each outcome. The answer is one number, their sum.",
        ),
        Mistake(
            "first-only",
            lambda *args: terms(*args)[0],
            "Only the first outcome counts. A `return` inside the loop ends the function in its first round; "
            "move it below the loop, to the left.",
        ),
        *other_logarithms(lambda *args: np.sum(terms(*args))),
    )


def _entropy_terms(p):
    return -p * np.log(p)


def _entropy_cases(rng):
    yield Case((np.array([0.5, 0.5]),), "a fair coin")
    yield Case((np.array([0.6, 0.4]),), "the week's weather")
    for k in (3, 4, 2, 6, 5):
        yield Case((distributions(rng, k),))
    yield Case((np.array([0, 1, 0]),), atol=1e-4, remark=INTEGERS)
    yield perfect(np.array([1.0, 0.0]), note="an outcome that never happens")
    yield perfect(np.array([0.0, 0.5, 0.0, 0.5]), note="two outcomes that never happen")
    yield perfect(np.array([1.0]), note="one outcome only, which is certain")
    yield perfect(np.array([0.0, 1.0, 0.0]), note="a certain outcome")


def _entropy_by_loop(p):
    return sum(-x * math.log(x) for x in p if x > 0)


def _entropy_patched(p):
    terms = p * np.log(p)
    terms[p == 0] = 0
    return -terms.sum(axis=-1)


ENTROPY = Exercise(
    name="entropy",
    lesson=LESSON,
    section="Entropy: the average surprise",
    reference=entropy,
    cases=_entropy_cases,
    rtol=TOLERANCE,
    atol=TOLERANCE,
    mistakes=(
        *_of_a_sum(_entropy_terms),
        zero_times_log_zero(lambda p: np.sum(_entropy_terms(p))),
        *epsilon_shows(lambda p, eps: -np.sum(p * np.log(p + eps))),
        Mistake(
            "weights-forgotten",
            lambda p: -np.sum(np.log(p)),
            "The surprises −ln p are added without weights. A surprise counts as often as it comes up: p "
            "times −ln p.",
        ),
        Mistake(
            "softmax-on-probabilities",
            lambda p: np.sum(_entropy_terms(softmax(p[None, :])[0])),
            "p goes through a softmax first. It holds probabilities already: use it as it is.",
        ),
        Mistake(
            "unweighted-average",
            lambda p: -np.mean(np.log(p)),
            "All surprises count alike here. A likely outcome comes up more often, so weight each surprise "
            "with its p.",
        ),
        Mistake(
            "likeliest-only",
            lambda p: -np.log(np.max(p)),
            "That is the surprise of the likeliest outcome alone. Entropy averages over all outcomes.",
        ),
        Mistake(
            "binary-formula",
            lambda p: np.sum(_entropy_terms(p) + _entropy_terms(1 - p)),
            "The term (1 − p) ln(1 − p) does not belong here: the other outcomes are in the sum already, "
            "each with its own p.",
        ),
        Mistake(
            "gini",
            lambda p: 1 - np.sum(p**2),
            "1 − Σp² is another measure of variety, Gini impurity. Entropy weights −ln p, the surprise, with "
            "p.",
        ),
        Mistake(
            "perplexity",
            lambda p: np.exp(np.sum(_entropy_terms(p))),
            "That is perplexity, the exponential of the entropy. Leave out the `np.exp`.",
        ),
        Mistake(
            "normalised",
            lambda p: np.sum(_entropy_terms(p)) / np.log(len(p)),
            "The entropy is divided by ln k, its largest value, so that it ends at 1. Here it is asked for "
            "in nats, undivided.",
            kind="convention",
        ),
    ),
    also_correct=(
        _entropy_by_loop,
        _entropy_patched,
        lambda p: -np.sum(p * np.log(p + 1e-7)),
        lambda p: -np.sum(p[p > 0] * np.log(p[p > 0])),
        lambda p: -np.dot(p, np.log(np.clip(p, 1e-15, 1))),
        lambda p: [-np.nansum(p * np.log(p))],
    ),
    hints=(
        "Each outcome surprises us by −ln p, and it comes up with frequency p. Entropy is the average "
        "surprise, with these frequencies as weights.",
        "Multiply `p` with `-np.log(p)` entry by entry and add up. Before that, decide what happens to "
        "entries that are 0.",
        "`seen = p[p > 0]`, then `return np.sum(seen * ...)`",
    ),
    survivors={"`np.sum(surprise(p, np.log(p)), axis=-1)` without axis": ONE_AXIS},
)


def _cross_terms(p, q):
    return -p * np.log(q)


def _cross_entropy_cases(rng):
    yield Case((np.array([0.5, 0.5]), np.array([0.25, 0.75])), "a fair coin, believed to be loaded")
    yield Case((np.array([0.6, 0.4]), np.array([0.9, 0.1])), "the week's weather and an optimist")
    yield Case((np.array([0.3, 0.7]), np.array([0.3, 0.7])), "a true belief")
    for k in (3, 5, 4, 2, 6):
        yield Case((distributions(rng, k), distributions(rng, k)))
    yield Case((np.array([0.0, 1.0, 0.0]), np.array([0.3, 0.6, 0.1])), "a certain outcome", extreme=True)
    yield perfect(np.array([1.0, 0.0]), np.array([1.0, 0.0]))
    yield perfect(
        np.array([0.5, 0.5, 0.0]), np.array([0.25, 0.75, 0.0]), note="an outcome that both rule out"
    )
    yield certain_and_wrong(np.array([0.0, 1.0]), np.array([1.0, 0.0]))


def _cross_entropy_by_loop(p, q):
    total = 0.0
    for k in range(len(p)):
        if p[k] > 0:
            total += p[k] * -np.log(q[k])
    return total


CROSS_ENTROPY = Exercise(
    name="cross_entropy",
    lesson=LESSON,
    section="Cross-entropy: the price of a wrong belief",
    reference=cross_entropy,
    cases=_cross_entropy_cases,
    rtol=TOLERANCE,
    atol=TOLERANCE,
    mistakes=(
        *_of_a_sum(_cross_terms),
        zero_times_log_zero(lambda p, q: np.sum(_cross_terms(p, q))),
        Mistake(
            "zero-times-log-zero-in-the-entropy",
            lambda p, q: np.sum(_entropy_terms(p)) + np.sum(p * np.log(p / q)),
            "Right on ordinary numbers, but the entropy of p has ln p in it, and 0 · ln 0 is nan. "
            "Cross-entropy needs ln q only: −Σ p ln q, without what has weight 0.",
            kind="fragile",
        ),
        *epsilon_shows(lambda p, q, eps: -np.sum(p * np.log(q + eps))),
        impossible_costs_nothing(lambda p, q: np.sum(np.where(q > 0, _cross_terms(p, q), 0))),
        Mistake(
            "arguments-exchanged",
            lambda p, q: np.sum(_cross_terms(q, p)),
            "The two arguments are exchanged. The truth p says how often something happens: it is the "
            "weight. The belief q says how much that surprises us: it is in the logarithm.",
        ),
        Mistake(
            "kl",
            lambda p, q: np.sum(_cross_terms(p, q) - _entropy_terms(p)),
            "That is the Kullback-Leibler divergence, the extra cost of the wrong belief. Cross-entropy is "
            "the whole cost, with the entropy of p in it: the logarithm is of q alone.",
        ),
        Mistake(
            "kl-exchanged",
            lambda p, q: np.sum(_cross_terms(q, p) - _entropy_terms(q)),
            "That is the Kullback-Leibler divergence, with p and q exchanged. Weight with p, and take the "
            "logarithm of q alone.",
        ),
        Mistake(
            "entropy-of-p",
            lambda p, q: np.sum(_entropy_terms(p)),
            "This is the entropy of p: q is never used. The surprise is that of somebody who believes q, −ln "
            "q.",
        ),
        Mistake(
            "entropy-of-q",
            lambda p, q: np.sum(_entropy_terms(q)),
            "This is the entropy of q: p is never used. How often an outcome comes up is told by p, so p is "
            "the weight.",
        ),
        Mistake(
            "weights-forgotten",
            lambda p, q: -np.sum(np.log(q)),
            "The surprises −ln q are added without weights. Each comes up with frequency p: multiply with "
            "it.",
        ),
        Mistake(
            "likeliest-only",
            lambda p, q: -np.log(q[np.argmax(p)]),
            "Only the likeliest outcome of p counts here. That is enough for one-hot rows; a distribution "
            "needs every outcome, each with its weight p.",
        ),
        Mistake(
            "log-outside-the-sum",
            lambda p, q: -np.log(np.sum(p * q)),
            "The logarithm is taken of the sum. It belongs inside: first −ln q for each outcome, then the "
            "average.",
        ),
        Mistake(
            "binary-formula",
            lambda p, q: np.sum(_cross_terms(p, q) + _cross_terms(1 - p, 1 - q)),
            "The term (1 − p) ln(1 − q) is for a single probability of yes. Here every outcome is in the sum "
            "with its own p and q.",
        ),
        Mistake(
            "quadratic",
            lambda p, q: np.sum((p - q) ** 2),
            "That is the squared distance between p and q. Cross-entropy averages surprises: p times −ln q.",
        ),
        Mistake(
            "softmax-on-probabilities",
            lambda p, q: -np.sum(p * np.log(softmax(q[None, :])[0])),
            "A softmax is put before the logarithm. q holds probabilities already: take −ln q as it is.",
        ),
    ),
    also_correct=(
        _cross_entropy_by_loop,
        lambda p, q: -np.sum(p * np.log(q + 1e-7)),
        lambda p, q: -np.sum(p * np.log(np.clip(q, 1e-15, 1 - 1e-15)), axis=-1),
        lambda p, q: -np.sum(p[p > 0] * np.log(q[p > 0])),
        lambda p, q: -np.dot(p, np.log(q + 1e-12)),
        lambda p, q: np.nansum(p * -np.log(q)).reshape(1, 1),
    ),
    hints=(
        "Things happen as p says, but they surprise us as q says. Average the surprises of q with the "
        "weights of p.",
        "It is the entropy with one letter changed: the weight stays p, the logarithm is of q. Leave out "
        "what has weight 0.",
        "`seen = p > 0`, then `return np.sum(p[seen] * -np.log(...))`",
    ),
    survivors={"`np.sum(surprise(p, np.log(q)), axis=-1)` without axis": ONE_AXIS},
)
