"""The exercise `DenseLayer`: tried with weights that are given, batch after batch, and on those it draws."""

import numpy as np

from dlteach.autograder import Case, Exercise
from dlteach.exercises.keras_models.layer_building import BUILD_MISTAKES
from dlteach.exercises.keras_models.layer_mistakes import BACKWARD_MISTAKES, FORWARD_MISTAKES
from dlteach.exercises.keras_models.layer_reference import DenseLayer
from dlteach.exercises.keras_models.variants import layer
from dlteach.exercises.unread import in_own_words_only, yes

NEW = ()  # no weights are given, so those that `build` draws are looked at


def _use_layer(DenseLayer, units, activation, input_dim, weights, batches):
    def built(seed, units=units, input_dim=input_dim):
        layer = DenseLayer(units, activation, np.random.default_rng(seed))
        layer.build(input_dim)
        return layer

    layer = built(3)
    if not weights:
        larger, again, other = built(4, units + 1, input_dim + 2), built(3), built(5)
        w, b = np.array(layer.w, dtype=float), np.array(layer.b, dtype=float)
        return {
            "w": w,
            "b": b,
            "corner of w, same rng": np.array(again.w, dtype=float)[:9, :9],
            "corner of w, another rng": np.array(other.w, dtype=float)[:9, :9],
            "shape of w in a second, larger layer": tuple(np.shape(larger.w)),
        }

    layer.w, layer.b = weights
    seen = {}
    for number, (x, grad_output) in enumerate(batches, 1):
        batch = f", batch {number}" if len(batches) > 1 else ""
        output = layer.forward(x)
        seen[f"forward{batch}"] = output.copy() if isinstance(output, np.ndarray) else output
        if len(grad_output):
            seen[f"backward{batch}"] = layer.backward(grad_output)
            seen[f"grad_w{batch}"] = np.array(layer.grad_w)
            seen[f"grad_b{batch}"] = np.array(layer.grad_b)
    seen["w afterwards"], seen["b afterwards"] = np.array(layer.w), np.array(layer.b)
    return seen


@in_own_words_only
def _measure(args, seen):
    """Of a new layer, the law that its weights obey; of one that was used, what it gave."""
    units, _, input_dim, weights, _ = args
    if not weights:
        return _new_weights(units, input_dim, seen)
    facts = dict(seen)
    after = facts.pop("w afterwards"), facts.pop("b afterwards")
    kept = all(np.array_equal(old, new) for old, new in zip(weights, after))
    return {**facts, "w and b after all that": "as they were" if kept else "changed"}


def _new_weights(units, input_dim, seen):
    w, b = np.asarray(seen["w"], dtype=float), np.asarray(seen["b"], dtype=float)
    corner = w[:9, :9]
    facts = {
        "shape of w": str(w.shape),
        "shape of b": str(b.shape),
        "shape of w in a second, larger layer": str(tuple(seen["shape of w in a second, larger layer"])),
        "b holds": "zeros" if not b.any() else "ones" if np.all(b == 1) else "other numbers",
        "weights are drawn from rng": yes(np.array_equal(corner, seen["corner of w, same rng"])),
        "another rng, other weights": yes(not np.array_equal(corner, seen["corner of w, another rng"])),
        "weights that differ": f"{100 * len(np.unique(corner)) / corner.size:.0f} %",
    }
    if w.size > 40000:  # enough of them to tell a law from chance
        size = w / np.sqrt(6 / (input_dim + units))
        facts["largest weight, in limits"] = f"{np.abs(size).max():.1f}"
        facts["mean, in limits"] = f"{np.abs(size.mean()):.1f}"
        facts["spread, in limits"] = f"{size.std():.1f}"
    return facts


def _weights(rng, d, k):
    return rng.normal(size=(d, k)), rng.normal(size=k)


def _batch(rng, n, d, k):
    return rng.normal(size=(n, d)), rng.normal(size=(n, k))


def _cases(rng):
    yield Case((3, "linear", 4, NEW, ()), "a new layer")
    w, b = np.array([[1.0, -1.0], [0.0, 2.0]]), np.array([0.5, -1.0])
    x, grad = np.array([[1.0, 2.0], [3.0, 0.0], [-1.0, 1.0]]), np.array([[1.0, 0.0], [0.0, 1.0], [2.0, -1.0]])
    yield Case((2, "linear", 2, (w, b), ((x, grad),)), "small numbers")
    yield Case((2, "relu", 2, (w, b), ((x, grad),)), "the example by hand")
    for activation in ("linear", "sigmoid", "tanh", "relu"):
        yield Case((4, activation, 3, _weights(rng, 3, 4), (_batch(rng, 5, 3, 4),)))
    yield Case((3, "sigmoid", 3, _weights(rng, 3, 3), (_batch(rng, 3, 3, 3),)), "as many of everything")
    yield Case((4, "tanh", 2, _weights(rng, 2, 4), (_batch(rng, 1, 2, 4),)), "a batch of one")
    yield Case((1, "sigmoid", 5, _weights(rng, 5, 1), (_batch(rng, 4, 5, 1),)), "one unit")
    whole = rng.integers(-3, 4, size=(3, 2)), rng.normal(size=(3, 2))
    yield Case((2, "tanh", 2, _weights(rng, 2, 2), (whole,)), "inputs that are whole numbers")
    two = _batch(rng, 4, 3, 2), _batch(rng, 2, 3, 2)
    yield Case((2, "tanh", 3, _weights(rng, 3, 2), two), "two batches, one after the other")
    first = rng.normal(size=(4, 3)), np.zeros((0, 2))
    yield Case(
        (2, "relu", 3, _weights(rng, 3, 2), (first, *two)), "two batches forward before one goes backward"
    )
    yield Case((300, "relu", 150, NEW, ()), "a new layer with 45,000 weights")


class _WithNamedActivations:
    """The activations written out, the derivative from the output, names of its own inside."""

    def __init__(self, units, activation="linear", rng=None):
        self.units, self.activation, self.rng = units, activation, rng or np.random.default_rng()
        self.cache = None

    def build(self, input_dim):
        limit = np.sqrt(6.0 / (input_dim + self.units))
        self.w = (2 * self.rng.random((input_dim, self.units)) - 1) * limit
        self.b = np.zeros((self.units,))

    def forward(self, x):
        z = np.dot(x, self.w) + self.b
        if self.activation == "sigmoid":
            a = 1 / (1 + np.exp(-z))
        elif self.activation == "tanh":
            a = np.tanh(z)
        elif self.activation == "relu":
            a = np.maximum(0, z)
        else:
            a = z
        self.cache = (x, a)
        return a

    def backward(self, grad_output):
        x, a = self.cache
        if self.activation == "sigmoid":
            dz = grad_output * a * (1 - a)
        elif self.activation == "tanh":
            dz = grad_output * (1 - a**2)
        elif self.activation == "relu":
            dz = np.array(grad_output, copy=True)
            dz[a <= 0] = 0
        else:
            dz = grad_output
        self.grad_w = np.dot(x.T, dz)
        self.grad_b = np.sum(dz, axis=0)
        return np.dot(dz, self.w.T)


class _RowByRow:
    def __init__(self, units, activation, rng):
        self.units, self.rng = units, rng
        self.f = {"linear": lambda z: z, "sigmoid": lambda z: 1 / (1 + np.exp(-z))}.get(activation, np.tanh)
        if activation == "relu":
            self.f = lambda z: z * (z > 0)
        self.name = activation

    def build(self, input_dim):
        limit = (6 / (input_dim + self.units)) ** 0.5
        self.w = self.rng.uniform(low=-limit, high=limit, size=self.units * input_dim).reshape(input_dim, -1)
        self.b = [0.0] * self.units

    def forward(self, x):
        self.rows = [np.array(row, dtype=float) for row in x]
        self.sums = [row @ self.w + np.array(self.b) for row in self.rows]
        return [self.f(z) for z in self.sums]

    def backward(self, grad_output):
        h = 1e-6
        self.grad_w, self.grad_b = np.zeros(self.w.shape), np.zeros(self.units)
        back = []
        for row, z, grad in zip(self.rows, self.sums, grad_output):
            slope = (self.f(z + h) - self.f(z - h)) / (2 * h)
            delta = grad * slope
            self.grad_w += np.outer(row, delta)
            self.grad_b += delta
            back.append(self.w @ delta)
        return np.array(back)


DENSE_LAYER = Exercise(
    name="DenseLayer",
    rooms=("functions",),
    lesson="09_keras_models",
    section="A layer remembers",
    reference=DenseLayer,
    points=2.0,
    driver=_use_layer,
    cases=_cases,
    measure=_measure,
    mistakes=(*BUILD_MISTAKES, *FORWARD_MISTAKES, *BACKWARD_MISTAKES),
    also_correct=(
        _WithNamedActivations,
        _RowByRow,
        layer(("return grad_z @ self.w.T", "return grad_z @ self.w.T, self.grad_w, self.grad_b")),
        layer(("self.x.T @ grad_z", 'np.einsum("ni,nj->ij", self.x, grad_z)')),
        layer(
            ("self.rng = rng", "self.rng = rng\n        self.w = self.b = None"),
            ("np.zeros(self.units)", "np.zeros_like(self.w[0])"),
        ),
    ),
    rtol=1e-5,
    hints=(
        "The way back needs what the way forward has seen: keep x and z as attributes of `self`. The rest is "
        "`dense_forward` and `dense_backward` of lesson 05.",
        "In `backward`, the gradient first passes the activation: grad_z = grad_output · f′(z). From there "
        "grad_w, grad_b and the gradient of x follow as in lesson 05.",
        "`grad_z = grad_output * self.slope(self.z)`, `self.grad_w = self.x.T @ ...`, `self.grad_b = "
        "grad_z.sum(axis=...)`, and `return grad_z @ ...`",
    ),
)
