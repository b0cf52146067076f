"""First weights: what is drawn, the law that it obeys, and the mistakes that any draw invites."""

import numpy as np

from dlteach.autograder import Case, Law, Mistake

SECTION = "How to begin"


def draws(answer, fan_in, fan_out, seed):
    def weights(rng):
        value = answer(fan_in, fan_out, rng)
        if isinstance(value, (dict, tuple)):  # weights and biases: the weights stand first
            value = next(iter(value.values() if isinstance(value, dict) else value))
        if value is None:
            raise TypeError("nothing comes back: is a `return` missing?")
        return np.asarray(value, dtype=float)

    rng = np.random.default_rng(seed)
    first = weights(rng)
    if first.size > 1000:
        return {"first": first}
    others = {"next": weights(rng), "again": weights(np.random.default_rng(seed))}
    return {"first": first, **others, "other": weights(np.random.default_rng(seed + 1))}


def facts_of_weights(spread):
    """What to compare: shape and seeds of a few weights, the distribution of many."""

    def measure(args, drawn):
        fan_in, fan_out, _ = args
        weights = drawn["first"]
        facts = {"shape": str(weights.shape)}
        if "again" in drawn:
            return facts | {
                "same seed, same weights": _yes(np.array_equal(weights, drawn["again"])),
                "another seed, other weights": _yes(not np.array_equal(weights, drawn["other"])),
                "the next call draws anew": _yes(not np.array_equal(weights, drawn["next"])),
            }
        if not 0 < weights.size <= 10 * fan_in * fan_out:
            raise ValueError(f"has the shape {weights.shape}, far from ({fan_in}, {fan_out})")
        right = spread(fan_in, fan_out)
        mean, std = weights.mean() / right, weights.std() / right
        if sum(_lines_differ(weights)) == 1:  # so few numbers of their own say little about the width
            mean, std = 0.0, 1.0
        return facts | {
            "mean, in right standard deviations": float(mean) if abs(mean) > 0.03 else 0.0,
            "standard deviation, 1 being right": float(std),
            "kind": _kind(weights),
            "each weight is drawn on its own": _own_draws(weights),
        }

    return measure


def _lines_differ(weights):
    """Whether the rows differ from each other, and whether the columns do."""
    return [bool(np.ptp(weights, axis=axis).any()) for axis in range(weights.ndim)]


def _own_draws(weights):
    differ = _lines_differ(weights)
    if weights.ndim == 2 and sum(differ) == 1:
        return "no: all rows are alike" if differ[1] else "no: all columns are alike"
    return _yes(weights.ndim == 2 and all(differ))


def _yes(true):
    return "yes" if true else "no"


def _kind(weights):
    centred = weights - weights.mean()
    variance = np.mean(centred**2)
    if variance < 1e-20:
        return "all alike"
    kurtosis = np.mean(centred**4) / variance**2
    if kurtosis < 1.5:
        return "two values"
    return "uniform" if kurtosis < 2.1 else "normal" if kurtosis < 3.3 else "neither uniform nor normal"


def weight_cases(rng):
    for fan_in, fan_out, note in (
        (7, 11, "fewer inputs than units"),
        (13, 5, "more inputs than units"),
        (9, 9, "as many inputs as units"),
        (1, 40, "one input"),
        (40, 1, "one unit"),
        (500, 80, "many weights"),
        (80, 500, "many weights"),
    ):
        yield Case((fan_in, fan_out, int(rng.integers(1000))), note)


def uniform(limit):
    return lambda i, o, rng: rng.uniform(-limit(i, o), limit(i, o), size=(i, o))


def normal(spread):
    return lambda i, o, rng: rng.normal(0, spread(i, o), size=(i, o))


def mistakes_of_any_draw(right, constant):
    """Mistakes that any drawn weights invite."""
    return (
        Mistake(
            "units-as-rows",
            lambda i, o, rng: right(i, o, rng).T,
            "The shape is (fan_out, fan_in), as where examples are columns. In this course weights are "
            "(fan_in, fan_out).",
            kind="convention",
        ),
        Mistake(
            "flat",
            lambda i, o, rng: right(i, o, rng).ravel(),
            "All weights stand in one line. Draw them with `size=(fan_in, fan_out)`.",
        ),
        Mistake(
            "one-number-for-each-unit",
            lambda i, o, rng: right(i, o, rng)[0],
            "There is one number for each unit, as for a bias. A unit has a weight for each of its inputs: "
            "`size=(fan_in, fan_out)`.",
        ),
        Mistake(
            "one-number-for-each-input",
            lambda i, o, rng: right(i, o, rng)[:, 0],
            "There is one number for each input. Each input has a weight to every unit: `size=(fan_in, "
            "fan_out)`.",
        ),
        Mistake(
            "a-single-number",
            lambda i, o, rng: right(i, o, rng)[0, 0],
            "That is one single number: a `size` is missing. Ask for `size=(fan_in, fan_out)`.",
        ),
        Mistake(
            "units-alike",
            lambda i, o, rng: np.repeat(right(i, o, rng)[:, :1], o, axis=1),
            "All units have the same weights, so they will always do the same. Draw a number for each "
            "weight.",
        ),
        Mistake(
            "inputs-alike",
            lambda i, o, rng: np.repeat(right(i, o, rng)[:1], i, axis=0),
            "All inputs have the same weight to a unit. Draw a number for each weight.",
        ),
        Mistake(
            "zeros",
            lambda i, o, rng: np.zeros((i, o)),
            "All weights are 0, so all units of the layer are one and the same for ever. Draw them from "
            "`rng`.",
        ),
        Mistake(
            "constant",
            lambda i, o, rng: np.full((i, o), constant(i, o)),
            "All weights are one number: the width of the distribution itself. Draw from a distribution of "
            "that width.",
        ),
        Mistake(
            "two-values",
            lambda i, o, rng: rng.choice([-1.0, 1.0], size=(i, o)) * constant(i, o),
            "The weights have two values only, plus and minus the width. Draw from the whole range between "
            "them.",
        ),
        Mistake(
            "rng-not-used",
            lambda i, o, rng: right(i, o, np.random.default_rng()),
            "Right with NumPy's global generator, `np.random.randn`, which this course does not use: the "
            "numbers are not drawn from `rng`, so nobody can repeat the run. Use the methods of `rng`.",
            kind="convention",
        ),
        Mistake(
            "own-seed",
            lambda i, o, rng: right(i, o, np.random.default_rng(0)),
            "Every call gives the same weights, as the function makes a generator with a seed of its own. "
            "Two layers of one size would start alike. Draw from `rng`.",
        ),
        Mistake(
            "unscaled-normal",
            lambda i, o, rng: rng.standard_normal((i, o)),
            "The weights have standard deviation 1, whatever the layer. Multiply with the width that the "
            "numbers of inputs and units ask for.",
        ),
        Mistake(
            "unscaled-uniform",
            uniform(lambda i, o: 1),
            "The weights lie between −1 and 1, whatever the layer. The limit depends on the numbers of "
            "inputs and units.",
        ),
        Mistake(
            "unscaled-from-zero",
            lambda i, o, rng: rng.random((i, o)),
            "The weights lie between 0 and 1: none is negative, and the width does not depend on the layer.",
        ),
        Mistake(
            "always-a-hundredth",
            lambda i, o, rng: 0.01 * rng.standard_normal((i, o)),
            "The standard deviation is 0.01 whatever the layer, so in a deep network signals fade. It "
            "depends on the numbers of inputs and units.",
        ),
        Mistake(
            "scaled-and-a-hundredth",
            lambda i, o, rng: 0.01 * right(i, o, rng),
            "The weights are right, and then multiplied with 0.01. The scale replaces that factor.",
        ),
        Mistake(
            "root-in-the-shape",
            lambda i, o, rng: rng.standard_normal((i, int(o * constant(i, o)))),
            "The width stands inside the shape, so the number of columns changes. Close the parenthesis of "
            "the shape first, then multiply.",
        ),
        Mistake(
            "cut-off-at-zero",
            lambda i, o, rng: np.maximum(right(i, o, rng), 0),
            "The negative weights are set to 0. ReLU belongs on the signals; weights have both signs.",
        ),
        Mistake(
            "absolute",
            lambda i, o, rng: np.abs(right(i, o, rng)),
            "No weight is negative. The distribution lies around 0, so half of the weights should be below: "
            "`rng.random` alone draws from 0 upwards.",
        ),
        Mistake(
            "moved-by-the-width",
            lambda i, o, rng: right(i, o, rng) + constant(i, o),
            "The weights lie around the width of the distribution in place of 0. The first argument of "
            "`rng.normal` is the mean.",
        ),
    )


def laws_of_weights(kind, width):
    """Laws for a wrong draw that is no known mistake; `kind` and `width` are the right ones in words."""
    return (
        Law(
            "the shape is (fan_in, fan_out), inputs before units",
            lambda args, value: value["shape"] == str(args[:2]),
        ),
        Law(
            "the numbers come from `rng`: the same seed gives the same weights, the next call others",
            lambda args, value: "no" not in value.values(),
        ),
        Law(f"the distribution is {kind}", lambda args, value: value.get("kind", kind) == kind),
        Law(
            "the distribution lies around 0",
            lambda args, value: value.get("mean, in right standard deviations", 0) == 0,
        ),
        Law(
            f"the width follows from {width}",
            lambda args, value: abs(value.get("standard deviation, 1 being right", 1) - 1) < 0.025,
        ),
    )
