"""Known mistakes of `DenseLayer` in the weights that it begins with."""

from dlteach.autograder import Mistake
from dlteach.exercises.keras_models.variants import layer

DRAW = "self.rng.uniform(-limit, limit, size=(input_dim, self.units))"
ZEROS = "np.zeros(self.units)"

UNIFORM = (
    "The weights should be uniform between −limit and limit, `rng.uniform(-limit, limit, size=...)`, with "
    "limit = √(6 / (input_dim + units))."
)
SAME_UNITS = (
    "Units that begin alike get the same gradient and stay alike for ever. Draw every weight from `rng`."
)


def _drawn(id_, draw, says, **kind):
    return Mistake(id_, layer((DRAW, draw)), says, **kind)


BUILD_MISTAKES = (
    _drawn("weights-zero", "np.zeros((input_dim, self.units))", f"All weights are 0. {SAME_UNITS}"),
    _drawn("weights-one", "np.ones((input_dim, self.units))", f"All weights are 1. {SAME_UNITS}"),
    _drawn(
        "one-weight-for-all",
        "np.full((input_dim, self.units), self.rng.uniform(-limit, limit))",
        f"One number is drawn and used for every weight: `size=(input_dim, units)` is missing. {SAME_UNITS}",
    ),
    _drawn(
        "one-row-for-all",
        "np.tile(self.rng.uniform(-limit, limit, size=self.units), (input_dim, 1))",
        "All rows of w are the same, so that all inputs count alike. Draw `size=(input_dim, units)` numbers.",
    ),
    _drawn(
        "one-column-for-all",
        "np.tile(self.rng.uniform(-limit, limit, size=(input_dim, 1)), (1, self.units))",
        f"All columns of w are the same. {SAME_UNITS}",
    ),
    _drawn(
        "weights-transposed",
        "self.rng.uniform(-limit, limit, size=(self.units, input_dim))",
        "The shape of w is (units, input_dim). In this course examples are rows, x @ w, so w is (input_dim, "
        "units): a column for each unit.",
        kind="convention",
    ),
    _drawn(
        "weights-square",
        "self.rng.uniform(-limit, limit, size=(self.units, self.units))",
        "The shape of w is (units, units). It has a row for each input and a column for each unit: "
        "(input_dim, units).",
    ),
    _drawn(
        "never-negative",
        "self.rng.uniform(0, limit, size=(input_dim, self.units))",
        f"No weight is negative. {UNIFORM}",
    ),
    _drawn(
        "random-from-0-to-1",
        "self.rng.random((input_dim, self.units))",
        f"`rng.random` draws from 0 to 1, so that no weight is negative. {UNIFORM}",
    ),
    _drawn(
        "random-times-limit-from-0",
        "limit * (self.rng.random((input_dim, self.units)) - 0.5)",
        f"The weights lie between −limit/2 and limit/2, half as wide as they should be. {UNIFORM}",
    ),
    _drawn(
        "from-minus-1-to-1",
        "self.rng.uniform(-1, 1, size=(input_dim, self.units))",
        f"The weights lie between −1 and 1, whatever the size of the layer. {UNIFORM}",
    ),
    _drawn(
        "standard-normal",
        "self.rng.normal(size=(input_dim, self.units))",
        f"The weights are normal with standard deviation 1, too large for a wide layer. {UNIFORM}",
    ),
    _drawn(
        "normal-for-uniform",
        "self.rng.normal(0, limit, size=(input_dim, self.units))",
        f"The weights are normal, with the limit as their standard deviation. {UNIFORM}",
    ),
    _drawn(
        "tiny-normal",
        "0.01 * self.rng.normal(size=(input_dim, self.units))",
        f"The weights are normal with standard deviation 0.01. {UNIFORM}",
    ),
    _drawn(
        "small-normal",
        "0.1 * self.rng.normal(size=(input_dim, self.units))",
        f"The weights are normal with standard deviation 0.1. {UNIFORM}",
    ),
    *(
        Mistake(
            f"limit-{id_}",
            layer(("np.sqrt(6 / (input_dim + self.units))", limit)),
            f"{says} {UNIFORM}",
        )
        for id_, limit, says in (
            ("without-root", "6 / (input_dim + self.units)", "The square root is missing in the limit."),
            ("of-inputs-only", "np.sqrt(6 / input_dim)", "The limit looks at the inputs only."),
            ("one-for-inputs", "np.sqrt(1 / input_dim)", "The limit is √(1 / input_dim)."),
            ("two-for-six", "np.sqrt(2 / (input_dim + self.units))", "The limit has a 2 in place of the 6."),
        )
    ),
    Mistake(
        "rng-not-used",
        layer((DRAW, "np.random.uniform(-limit, limit, size=(input_dim, self.units))")),
        "The weights are not drawn from `rng`, so nobody can repeat the run. Keep `rng` in `__init__` and "
        "draw with `self.rng.uniform`.",
    ),
    Mistake(
        "own-seed",
        layer((DRAW, f"np.random.default_rng(0){DRAW.removeprefix('self.rng')}")),
        "`build` makes a generator of its own, so that every layer begins with the same weights. Draw from "
        "the `rng` that was given.",
    ),
    Mistake(
        "bias-random",
        layer((ZEROS, "self.rng.uniform(-limit, limit, size=self.units)")),
        "The biases are random. They begin at 0; the random weights are enough to make the units differ.",
    ),
    Mistake(
        "bias-one",
        layer((ZEROS, "np.ones(self.units)")),
        "The biases begin at 1. They should begin at 0.",
    ),
    Mistake(
        "bias-as-row",
        layer((ZEROS, "np.zeros((1, self.units))")),
        "The bias is a row of shape (1, units). In this course it is (units,), a number for each unit.",
        kind="convention",
    ),
    Mistake(
        "bias-for-each-input",
        layer((ZEROS, "np.zeros(input_dim)")),
        "There is a bias for each input. A layer has one for each of its units: shape (units,).",
    ),
    Mistake(
        "bias-a-number",
        layer((ZEROS, "0.0")),
        "The bias is a single number. Each unit has its own: `np.zeros(units)`.",
    ),
    Mistake(
        "weights-of-the-class",
        layer(("self.w = self.rng", "type(self).w = self.rng"), ("self.b = np", "type(self).b = np")),
        "The weights belong to the class, so that all layers share those of the last one built. Store them "
        "in the object: `self.w = ...`.",
    ),
)
