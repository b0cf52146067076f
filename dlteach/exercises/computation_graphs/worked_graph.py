"""The exercises `forward_graph` and `backward_graph`: c = w·x, a = c + b, d = a − y, J = ½ d²."""

from dlteach.autograder import Case, Exercise, Mistake

LESSON = "04_computation_graphs"


def _graph_cases(rng):
    yield Case((2.0, -2.0, 8.0, 2.0), "the numbers of the lesson")
    yield Case((3, 2, 1, 10), "integers, and a below y")
    yield Case((0.0, 5.0, 1.5, 4.0), "a weight of 0")
    for _ in range(5):
        yield Case(tuple(float(number) for number in rng.normal(scale=2, size=4).round(2) + 0.005))


def forward_graph(w, x, b, y):
    """The values of c = w·x, a = c + b, d = a − y and J = ½ d²."""
    c = w * x
    a = c + b
    d = a - y
    return {"c": c, "a": a, "d": d, "J": d**2 / 2}


def _forward(c, a, y):
    return {"c": c, "a": a, "d": a - y, "J": (a - y) ** 2 / 2}


def _forward_with(cost):
    def answer(w, x, b, y):
        values = forward_graph(w, x, b, y)
        return {**values, "J": cost(values["d"])}

    return answer


FORWARD_GRAPH = Exercise(
    name="forward_graph",
    lesson=LESSON,
    section="Forward, one small step at a time",
    reference=forward_graph,
    cases=_graph_cases,
    mistakes=(
        Mistake(
            "half-forgotten",
            _forward_with(lambda d: d**2),
            "J lacks its factor ½: it is ½ d², so that its derivative is d and not 2d.",
        ),
        Mistake(
            "half-squared",
            _forward_with(lambda d: (d / 2) ** 2),
            "The ½ is squared along with d, which makes ¼ d². Square first, then halve.",
        ),
        Mistake(
            "half-cut-to-0",
            _forward_with(lambda d: 1 // 2 * d**2),
            "`1 // 2` is 0, since `//` cuts off what follows the point. Write `0.5` or `1 / 2`.",
        ),
        Mistake(
            "square-forgotten",
            _forward_with(lambda d: d / 2),
            "The d is not squared in J. Without the square, a prediction far below y would have a cost far "
            "below 0.",
        ),
        Mistake(
            "absolute-for-square",
            _forward_with(lambda d: abs(d) / 2),
            "J takes the absolute value of d. It is half the square: ½ d².",
        ),
        Mistake(
            "y-minus-a",
            lambda w, x, b, y: {**forward_graph(w, x, b, y), "d": y - (w * x + b)},
            "Here d is y − a, and it should be a − y. The cost does not notice, since it squares d; the "
            "gradients do: all of them change their sign.",
        ),
        Mistake(
            "y-left-out",
            lambda w, x, b, y: {**_forward(w * x, w * x + b, 0), "d": w * x + b},
            "The node d should be the difference a − y: how far the prediction lies from the right value.",
        ),
        Mistake(
            "y-added",
            lambda w, x, b, y: _forward(w * x, w * x + b, -y),
            "The y is added in d. The difference a − y is asked for.",
        ),
        Mistake(
            "c-with-b",
            lambda w, x, b, y: _forward(w * x + b, w * x + b, y),
            "Here c holds w·x + b already. Each node does one step: c = w·x, then a = c + b.",
        ),
        Mistake(
            "b-left-out",
            lambda w, x, b, y: _forward(w * x, w * x, y),
            "The b is left out: a = c + b.",
        ),
        Mistake(
            "b-multiplied",
            lambda w, x, b, y: _forward(w * x, w * x * b, y),
            "Here c is multiplied with b. The b is added: a = c + b.",
        ),
        Mistake(
            "b-subtracted",
            lambda w, x, b, y: _forward(w * x, w * x - b, y),
            "The b is taken away. It is added: a = c + b.",
        ),
        Mistake(
            "sum-for-product",
            lambda w, x, b, y: _forward(w + x, w + x + b, y),
            "Here c is the sum of w and x, and it should be their product: c = w·x.",
        ),
    ),
    also_correct=(
        lambda w, x, b, y: {"J": 0.5 * (w * x + b - y) ** 2, "d": w * x + b - y, "a": w * x + b, "c": w * x},
        lambda w, x, b, y: {"w": w, **_forward(x * w, b + x * w, y)},
    ),
    hints=(
        "Each node is one step of arithmetic on nodes to its left. Begin with the step for which all "
        "numbers are known.",
        "The order is c, a, d, J. Give each its own line and its own name.",
        '`c = w * x`, then `a = c + ...`, then `d = a - ...`; at the end `return {"c": c, "a": a, ...}`.',
    ),
)


def backward_graph(w, x, b, y):
    """The derivatives of J = ½ (w·x + b − y)² by d, a, c, b and w."""
    dd = w * x + b - y
    return {"d": dd, "a": dd, "c": dd, "b": dd, "w": dd * x}


def _backward(dd, x):
    return {"d": dd, "a": dd, "c": dd, "b": dd, "w": dd * x}


def _backward_with(change):
    """Gradients that are right but for what `change(w, x, b, y, d)` puts in their place."""

    def answer(w, x, b, y):
        d = w * x + b - y
        return {**_backward(d, x), **change(w, x, b, y, d)}

    return answer


BACKWARD_GRAPH = Exercise(
    name="backward_graph",
    lesson=LESSON,
    section="Backward, from right to left",
    reference=backward_graph,
    cases=_graph_cases,
    mistakes=(
        Mistake(
            "two-kept",
            _backward_with(lambda w, x, b, y, d: _backward(2 * d, x)),
            "Everything is twice too large: with J = ½ d² the 2 from the square and the ½ cancel, and dJ/dd "
            "= d.",
        ),
        Mistake(
            "half-kept",
            _backward_with(lambda w, x, b, y, d: _backward(d / 2, x)),
            "Everything is half of what it should be: the square brings a 2 that cancels the ½, and dJ/dd = "
            "d.",
        ),
        Mistake(
            "y-minus-a",
            _backward_with(lambda w, x, b, y, d: _backward(-d, x)),
            "Every sign is turned round: d is a − y, not y − a. The cost is the same either way, its slope "
            "is not.",
        ),
        Mistake(
            "sign-of-the-difference",
            _backward_with(lambda w, x, b, y, d: {**_backward(-d, x), "d": d}),
            "The sign changes between d and a. In d = a − y the minus belongs to y; by a the derivative is "
            "+1.",
        ),
        Mistake(
            "dw-is-dc",
            _backward_with(lambda w, x, b, y, d: {"w": d}),
            "Here dJ/dw equals dJ/dc, so the last step back is missing. In c = w·x, nudging w moves c by x "
            "times as much: dJ/dw = dJ/dc · x.",
        ),
        Mistake(
            "times-w",
            _backward_with(lambda w, x, b, y, d: {"w": d * w}),
            "The gradient dJ/dc is multiplied with w; that is dJ/dx. For w it is the other factor of c = w·x "
            "that counts: x.",
        ),
        Mistake(
            "only-x",
            _backward_with(lambda w, x, b, y, d: {"w": x}),
            "Here dJ/dw is the last local derivative alone, x. Multiply it with what arrives from the right: "
            "dJ/dc · x.",
        ),
        Mistake(
            "added-along-the-way",
            _backward_with(lambda w, x, b, y, d: {"w": d + x}),
            "Along a path the derivatives are multiplied, not added: dJ/dw = dJ/dc · x.",
        ),
        Mistake(
            "local-derivatives",
            _backward_with(lambda w, x, b, y, d: {"d": d, "a": 1, "c": 1, "b": 1, "w": x}),
            "These are the local derivatives, each for its own step. Multiply each with the gradient that "
            "arrives from the right: dJ/da = dJ/dd · 1, and so on.",
        ),
        Mistake(
            "begins-with-1",
            _backward_with(lambda w, x, b, y, d: _backward(1, x)),
            "Here dJ/dd is taken as 1. It is dJ/dJ that is 1; the step back through J = ½ d² multiplies by "
            "d.",
        ),
        Mistake(
            "values-for-gradients",
            _backward_with(lambda w, x, b, y, d: {"d": d, "a": d + y, "c": w * x, "b": b, "w": w}),
            "These are the values of the nodes. What is asked for is how fast J changes with each of them.",
        ),
        Mistake(
            "b-gets-nothing",
            _backward_with(lambda w, x, b, y, d: {"b": 0}),
            "Here dJ/db is 0, yet nudging b moves J. In a = c + b both inputs get the whole gradient of a.",
        ),
        Mistake(
            "b-gets-1",
            _backward_with(lambda w, x, b, y, d: {"b": 1}),
            "Here dJ/db is the local derivative alone, 1. Multiply it with what arrives from the right: "
            "dJ/da · 1.",
        ),
        Mistake(
            "cost-for-its-slope",
            _backward_with(lambda w, x, b, y, d: _backward(d**2 / 2, x)),
            "Here dJ/dd is the cost J itself. The derivative of ½ d² is d.",
        ),
        Mistake(
            "d-at-every-step",
            _backward_with(lambda w, x, b, y, d: {**_backward(d**2, x), "d": d}),
            "The factor d is multiplied in again after dJ/dd. It belongs to the step J = ½ d² alone; "
            "d = a − y and a = c + b have the local derivative 1.",
        ),
        Mistake(
            "b-times-b",
            _backward_with(lambda w, x, b, y, d: {"b": d * b}),
            "Here dJ/db is multiplied with b. In a = c + b the derivative by b is 1, whatever b is.",
        ),
        Mistake(
            "shared-by-the-sum",
            _backward_with(lambda w, x, b, y, d: {"c": d / 2, "b": d / 2, "w": d / 2 * x}),
            "The gradient of a is divided between c and b. Nudging either moves a by the full amount, so "
            "each gets all of it.",
        ),
        Mistake(
            "b-left-out",
            _backward_with(lambda w, x, b, y, d: _backward(w * x - y, x)),
            "The b is missing on the way forward: d = w·x + b − y.",
        ),
        Mistake(
            "y-left-out",
            _backward_with(lambda w, x, b, y, d: _backward(w * x + b, x)),
            "Here dJ/dd is a, and it should be d: the difference a − y.",
        ),
    ),
    also_correct=(
        lambda w, x, b, y: dict.fromkeys("dacb", w * x + b - y) | {"w": (w * x + b - y) * x, "J": 1.0},
        lambda w, x, b, y: _backward(forward_graph(w, x, b, y)["d"], x),
    ),
    hints=(
        "Start at J and go left. Each step back multiplies what has arrived with one local derivative.",
        "The local derivatives: d for J = ½ d², 1 for d = a − y, 1 and 1 for a = c + b, x for c = w·x.",
        "`dd = w * x + b - y`, `da = dd * 1`, `dc = da * ...`, `db = ...`, and `dw = dc * ...`; then "
        '`return {"d": dd, ...}`.',
    ),
)
