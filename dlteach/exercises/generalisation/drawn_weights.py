"""Exercises: first weights, judged by the law of their distribution."""

import numpy as np

from dlteach.autograder import Case, Exercise, Mistake
from dlteach.exercises.generalisation.scaling import LESSON
from dlteach.functions import glorot_uniform, he_normal

SECTION = "How to begin"


def _draws(answer, fan_in, fan_out, seed):
    def weights(rng):
        value = answer(fan_in, fan_out, rng)
        if isinstance(value, dict):
            raise TypeError("a dict comes back: return the array of weights alone")
        value = value[0] if isinstance(value, tuple) else value
        if value is None:
            raise TypeError("nothing comes back: is a `return` missing?")
        return np.asarray(value, dtype=float)

    rng = np.random.default_rng(seed)
    first = weights(rng)
    if first.size > 1000:
        return {"first": first}
    others = {"next": weights(rng), "again": weights(np.random.default_rng(seed))}
    return {"first": first, **others, "other": weights(np.random.default_rng(seed + 1))}


def _facts(spread):
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
        right = spread(fan_in, fan_out)
        mean = weights.mean() / right
        return facts | {
            "mean, in right standard deviations": float(mean) if abs(mean) > 0.03 else 0.0,
            "standard deviation, 1 being right": float(weights.std() / right),
            "kind": _kind(weights),
            "each weight is drawn on its own": _yes(_differ(weights)),
        }

    return measure


def _differ(weights):
    """Whether neither the rows nor the columns are all the same."""
    return weights.ndim == 2 and all(np.ptp(weights, axis=axis).any() for axis in (0, 1))


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


def _cases(rng):
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


def _uniform(limit):
    return lambda i, o, rng: rng.uniform(-limit(i, o), limit(i, o), size=(i, o))


def _normal(spread):
    return lambda i, o, rng: rng.normal(0, spread(i, o), size=(i, o))


def _glorot_limit(i, o):
    return np.sqrt(6 / (i + o))


def _he_spread(i, o):
    return np.sqrt(2 / i)


def _truncated(i, o, rng, spread):
    """Normal numbers; those beyond two standard deviations are drawn again."""
    drawn = rng.standard_normal((i, o))
    while (far := np.abs(drawn) > 2).any():
        drawn[far] = rng.standard_normal(np.count_nonzero(far))
    return drawn * spread


def _of_any_draw(right, constant):
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
            "The numbers are not drawn from `rng`, as with `np.random.randn`, so nobody can repeat the run. "
            "Use the methods of `rng`.",
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
            _uniform(lambda i, o: 1),
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


GLOROT_UNIFORM = Exercise(
    name="glorot_uniform",
    lesson=LESSON,
    section=SECTION,
    reference=glorot_uniform,
    driver=_draws,
    measure=_facts(lambda i, o: np.sqrt(2 / (i + o))),
    cases=_cases,
    rtol=0.02,
    atol=0.005,
    mistakes=(
        *_of_any_draw(glorot_uniform, _glorot_limit),
        Mistake(
            "half-the-range",
            _uniform(lambda i, o: _glorot_limit(i, o) / 2),
            "The weights run from −limit/2 to limit/2. `rng.random(...)` has width 1; from −limit to limit "
            "the width is 2 · limit.",
        ),
        Mistake(
            "twice-the-range",
            _uniform(lambda i, o: _glorot_limit(i, o) * 2),
            "The weights run twice as far as they should. The limit is √(6 / (fan_in + fan_out)) to both "
            "sides.",
        ),
        Mistake(
            "normal-of-glorot",
            _normal(lambda i, o: np.sqrt(2 / (i + o))),
            "That is Glorot's normal distribution, of the same standard deviation. Here the uniform one is "
            "asked for.",
            kind="convention",
        ),
        Mistake(
            "limit-as-deviation",
            _normal(_glorot_limit),
            "The limit is used as the standard deviation of a normal distribution. It is the end of a "
            "uniform one: `rng.uniform(-limit, limit, ...)`.",
        ),
        Mistake(
            "he",
            he_normal,
            "That is He's normal distribution, which looks at the inputs alone. Glorot's is uniform and "
            "counts both sides.",
        ),
        Mistake(
            "lecun-normal",
            _normal(lambda i, o: np.sqrt(1 / i)),
            "A normal distribution of standard deviation √(1 / fan_in) is often called Xavier's too. Here "
            "the uniform one is asked for, with the sum of both numbers.",
            kind="convention",
        ),
        Mistake(
            "inputs-only",
            _uniform(lambda i, o: np.sqrt(6 / i)),
            "Only the inputs count in the limit: that is He's uniform distribution. Glorot's has the sum, "
            "fan_in + fan_out.",
        ),
        Mistake(
            "inputs-only-3",
            _uniform(lambda i, o: np.sqrt(3 / i)),
            "The limit is √(3 / fan_in), LeCun's. Glorot's is √(6 / (fan_in + fan_out)).",
        ),
        Mistake(
            "inputs-only-1",
            _uniform(lambda i, o: np.sqrt(1 / i)),
            "The limit is 1/√fan_in, an older rule of thumb. Glorot's is √(6 / (fan_in + fan_out)).",
        ),
        Mistake(
            "units-only",
            _uniform(lambda i, o: np.sqrt(6 / o)),
            "Only the units count in the limit. Glorot's has the sum, fan_in + fan_out.",
        ),
        Mistake(
            "product-for-sum",
            _uniform(lambda i, o: np.sqrt(6 / (i * o))),
            "The two numbers are multiplied. The limit has their sum, fan_in + fan_out.",
        ),
        Mistake(
            "division-binds-first",
            _uniform(lambda i, o: np.sqrt(6 / i + o)),
            "Parentheses are missing: `/` comes before `+`. Write `np.sqrt(6 / (fan_in + fan_out))`.",
        ),
        Mistake(
            "root-missing",
            _uniform(lambda i, o: 6 / (i + o)),
            "The square root is missing: 6 / (fan_in + fan_out) is the square of the limit.",
        ),
        Mistake(
            "root-of-six-only",
            _uniform(lambda i, o: np.sqrt(6) / (i + o)),
            "The root covers the 6 only. It covers the whole fraction, 6 / (fan_in + fan_out).",
        ),
        Mistake(
            "deviation-as-limit",
            _uniform(lambda i, o: np.sqrt(2 / (i + o))),
            "√(2 / (fan_in + fan_out)) is the standard deviation. The limit of a uniform distribution is √3 "
            "times as large: √(6 / (fan_in + fan_out)).",
        ),
        Mistake(
            "three-for-six",
            _uniform(lambda i, o: np.sqrt(3 / (i + o))),
            "There is a 3 in place of the 6. With the mean of both numbers it would be 3, with their sum it "
            "is 6.",
        ),
        Mistake(
            "mean-for-sum",
            _uniform(lambda i, o: np.sqrt(12 / (i + o))),
            "The 6 is divided by the mean of both numbers. It is divided by their sum.",
        ),
        Mistake(
            "one-over-the-sum",
            _uniform(lambda i, o: np.sqrt(1 / (i + o))),
            "The 6 is missing in the limit √(6 / (fan_in + fan_out)).",
        ),
        Mistake(
            "upside-down",
            _uniform(lambda i, o: np.sqrt((i + o) / 6)),
            "The fraction is upside down: the more inputs and units there are, the smaller the weights.",
        ),
        Mistake(
            "normal-one-over-the-sum",
            _normal(lambda i, o: np.sqrt(1 / (i + o))),
            "That is a normal distribution, and too narrow. Draw with `rng.uniform(-limit, limit, ...)`, "
            "limit = √(6 / (fan_in + fan_out)).",
        ),
    ),
    also_correct=(
        lambda i, o, rng: (2 * rng.random((i, o)) - 1) * np.sqrt(6 / (i + o)),
        lambda i, o, rng: (rng.random(size=(i, o)) - 0.5) * np.sqrt(24 / (i + o)),
        lambda i, o, rng: rng.uniform(-1, 1, (o, i)).T * 6**0.5 / (i + o) ** 0.5,
        lambda i, o, rng: rng.uniform(-_glorot_limit(i, o), _glorot_limit(i, o), (i, o)).tolist(),
        lambda i, o, rng: (rng.uniform(-_glorot_limit(i, o), _glorot_limit(i, o), (i, o)), np.zeros(o)),
        lambda i, o, rng: np.array(
            [rng.uniform(-_glorot_limit(i, o), _glorot_limit(i, o), o) for _ in range(i)]
        ),
    ),
    hints=(
        "Every number between −limit and limit is equally likely. The more inputs and units a layer has, the "
        "smaller its weights should be.",
        "The limit is √(6 / (fan_in + fan_out)). `rng.uniform` takes the lower end, the upper end and a size.",
        "`limit = np.sqrt(6 / ...)`, then `return rng.uniform(-limit, limit, size=(fan_in, ...))`",
    ),
)

HE_NORMAL = Exercise(
    name="he_normal",
    lesson=LESSON,
    section=SECTION,
    reference=he_normal,
    driver=_draws,
    measure=_facts(_he_spread),
    cases=_cases,
    rtol=0.02,
    atol=0.005,
    mistakes=(
        *_of_any_draw(he_normal, _he_spread),
        Mistake(
            "uniform-for-normal",
            lambda i, o, rng: rng.random((i, o)) * _he_spread(i, o),
            "The numbers come from `rng.random`, between 0 and 1. `rng.normal` and `rng.standard_normal` "
            "draw around 0, with both signs.",
        ),
        Mistake(
            "he-uniform",
            _uniform(lambda i, o: np.sqrt(6 / i)),
            "That is He's uniform distribution, of the same standard deviation. Here the normal one is asked "
            "for.",
            kind="convention",
        ),
        Mistake(
            "deviation-as-limit",
            _uniform(_he_spread),
            "√(2 / fan_in) is used as the limit of a uniform distribution. It is the standard deviation of a "
            "normal one.",
        ),
        Mistake(
            "uniform-one-over-inputs",
            _uniform(lambda i, o: np.sqrt(1 / i)),
            "The weights are uniform with the limit √(1 / fan_in). He's are normal, with standard deviation "
            "√(2 / fan_in).",
        ),
        Mistake(
            "glorot",
            glorot_uniform,
            "That is Glorot's uniform distribution. He's is normal and looks at the inputs alone.",
        ),
        Mistake(
            "glorot-normal",
            _normal(lambda i, o: np.sqrt(2 / (i + o))),
            "The standard deviation has the sum of inputs and units, as Glorot's. He's is √(2 / fan_in).",
        ),
        Mistake(
            "half-the-variance",
            _normal(lambda i, o: np.sqrt(1 / i)),
            "The standard deviation is √(1 / fan_in), without the 2. ReLU lets half of the signal through, "
            "and the 2 makes up for it.",
        ),
        Mistake(
            "units-only",
            _normal(lambda i, o: np.sqrt(2 / o)),
            "The standard deviation has the number of units. What is summed up are the inputs: √(2 / "
            "fan_in).",
        ),
        Mistake(
            "units-only-1",
            _normal(lambda i, o: np.sqrt(1 / o)),
            "The standard deviation is √(1 / fan_out): another number of units, and no 2. He's is √(2 / "
            "fan_in).",
        ),
        Mistake(
            "variance-as-deviation",
            _normal(lambda i, o: 2 / i),
            "2 / fan_in is the variance. `rng.normal` takes the standard deviation, its square root.",
        ),
        Mistake(
            "root-of-two-only",
            _normal(lambda i, o: np.sqrt(2) / i),
            "The root covers the 2 only. It covers the whole fraction, 2 / fan_in.",
        ),
        Mistake(
            "root-of-inputs-only",
            _normal(lambda i, o: 2 / np.sqrt(i)),
            "The root covers fan_in only. It covers the whole fraction: √(2 / fan_in).",
        ),
        Mistake(
            "inverse",
            _normal(lambda i, o: 1 / i),
            "The standard deviation is 1 / fan_in. It is √(2 / fan_in), a root and a 2 more.",
        ),
        Mistake(
            "upside-down",
            _normal(lambda i, o: np.sqrt(i / 2)),
            "The fraction is upside down, or the numbers are divided by √(2 / fan_in). The more inputs a "
            "unit has, the smaller its weights.",
        ),
        Mistake(
            "both-numbers-multiplied",
            _normal(lambda i, o: np.sqrt(2 / (i * o))),
            "The two numbers are multiplied in the standard deviation. Only the inputs count: √(2 / fan_in).",
        ),
        Mistake(
            "six-for-two",
            _normal(lambda i, o: np.sqrt(6 / i)),
            "√(6 / fan_in) is the limit of He's uniform distribution. The standard deviation is √(2 / "
            "fan_in).",
        ),
        Mistake(
            "deviation-as-mean",
            lambda i, o, rng: rng.normal(_he_spread(i, o), size=(i, o)),
            "The first argument of `rng.normal` is the mean. Write `rng.normal(0, std, size=...)`, or "
            "`scale=std`.",
        ),
        Mistake(
            "truncated-too-narrow",
            lambda i, o, rng: _truncated(i, o, rng, _he_spread(i, o)),
            "The distribution is cut off at two standard deviations, which makes it 12 percent narrower. "
            "Divide by 0.8796 to make up for that, or do not cut.",
        ),
        Mistake(
            "clipped",
            lambda i, o, rng: np.clip(rng.standard_normal((i, o)), -1, 1) * _he_spread(i, o),
            "Numbers beyond one standard deviation are clipped, so the weights are too narrow. Leave them as "
            "they are drawn.",
        ),
    ),
    also_correct=(
        lambda i, o, rng: rng.standard_normal((i, o)) * np.sqrt(2 / i),
        lambda i, o, rng: rng.standard_normal(size=(i, o)) / np.sqrt(i / 2),
        lambda i, o, rng: _truncated(i, o, rng, _he_spread(i, o) / 0.87962566103423978),
        lambda i, o, rng: (rng.normal(scale=(2 / i) ** 0.5, size=(o, i)).T, np.zeros((1, o))),
        lambda i, o, rng: np.array([rng.normal(0, _he_spread(i, o), size=o) for _ in range(i)]),
    ),
    hints=(
        "Weights around 0, the narrower the more inputs a unit sums up; and twice the variance, because ReLU "
        "lets half of the signal through.",
        "The standard deviation is √(2 / fan_in). `rng.normal` takes mean, standard deviation and size.",
        "`std = np.sqrt(2 / ...)`, then `return rng.normal(0, std, size=(fan_in, ...))`",
    ),
)
