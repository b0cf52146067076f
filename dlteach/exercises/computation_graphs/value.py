"""The exercise `Value`: an engine that remembers how each number was computed."""

from dlteach.autograder import Case, Exercise, Law
from dlteach.exercises.computation_graphs.value_closures import Value as ValueWithClosures
from dlteach.exercises.computation_graphs.value_derivatives import DERIVATIVE_MISTAKES, with_quotient
from dlteach.exercises.computation_graphs.value_mistakes import NUMBER_MISTAKES, RULE_MISTAKES
from dlteach.exercises.computation_graphs.value_reference import Value
from dlteach.exercises.computation_graphs.value_variants import edited
from dlteach.exercises.computation_graphs.value_walks import WALK_MISTAKES

FAR_FROM_0 = (
    "At ±800 your `tanh` gives no number, as `exp` grows beyond what a number can hold while tanh itself "
    "stays at ±1. `math.tanh` copes with any input."
)


def _run_program(Value, program, inputs):
    # A set gives its Values back by their addresses, in another order each time. While all have one hash it
    # keeps the order in which they came, and the same answer always gets the same verdict.
    has_plain_hash = Value.__hash__ is object.__hash__
    if has_plain_hash:
        Value.__hash__ = lambda self: 0
    try:
        names = {name: Value(number) for name, number in inputs.items()}
        exec(program, {}, names)
    finally:
        if has_plain_hash:
            del Value.__hash__
    data = {name: value.data for name, value in names.items()}
    return {**data, **{f"{name}.grad": value.grad for name, value in names.items()}}


def _value_cases(rng):
    two = {"a": 2.0, "b": -3.0}
    yield Case(("c = a * b", two), "no backward yet")
    yield Case(("c = a * b; c.backward()", two))
    yield Case(("b = a * a; b.backward()", {"a": 3.0}), "one Value used twice")
    yield Case(("c = a + b; c.backward()", {"a": 2, "b": -3}), "integers")
    yield Case(("b = a + a; c = b + b; c.backward()", {"a": 1.0}), "Values used twice")
    yield Case(("b = a + a; c = b * b; d = c + c; e = d * d; e.backward()", {"a": 1.5}), "four steps")
    yield Case(("b = a + a; c = b + b * b; c.backward()", {"a": 1.5}), "b used early and late")
    yield Case(("b = a + a; c = b * b + b; c.backward()", {"a": 1.5}), "b used late and early")
    yield Case(
        ("b = a + a; c = b * b; d = c * c; e = d + b; e.backward()", {"a": 0.5}),
        "a short and a long way to b",
    )
    for expression in ("a + 4", "a * 4", "4 + a", "4 * a"):
        yield Case((f"c = {expression}; c.backward()", {"a": 1.5}), "a plain number")
    operations = ("-a", "a - b", "a - 4", "4 - a", "a / b", "a / 4", "4 / a", "a ** 3", "a ** -2", "a ** 0.5")
    for expression in operations:
        yield Case(
            (f"c = {expression}; c.backward()", {"a": 2.5, "b": -2.0} if "b" in expression else {"a": 2.5})
        )
    for number in (0.5, -0.5):
        for function in ("exp", "log", "tanh", "relu") if number > 0 else ("exp", "tanh", "relu"):
            yield Case((f"b = a.{function}(); b.backward()", {"a": number}))
    for operation in (
        "a + 4",
        "a - 4",
        "-a",
        "a / 4",
        "4 / a",
        "a ** 3",
        "a.exp()",
        "a.log()",
        "a.tanh()",
        "a.relu()",
    ):
        yield Case((f"b = {operation}; c = a * b; c.backward()", {"a": 0.75}), "a used again after a step")
    yield Case(
        ("J = (w * x + b - y) ** 2 / 2; J.backward()", {"w": 2.0, "x": -2.0, "b": 8.0, "y": 2.0}),
        "the graph of the lesson",
    )
    for program, names in (
        ("z = w * x + b; h = z.tanh(); J = (h - y) ** 2; J.backward()", "wxby"),
        ("z = w * x + b; s = 1 / (1 + (-z).exp()); J = -s.log(); J.backward()", "wxb"),
        ("z = w * w * x + 1; h = z.relu(); J = y - h / v; J.backward()", "wxvy"),
        ("J = 3 * a.exp() * b.log() - (c / d) ** 2; J.backward()", "abcd"),
    ):
        yield Case(
            (program, {name: float(number) for name, number in zip(names, rng.uniform(0.3, 1.9, size=4))})
        )
    for number in (800.0, -800.0):
        yield Case(("b = a.tanh(); b.backward()", {"a": number}), "tanh far from 0", remark=FAR_FROM_0)


VALUE = Exercise(
    name="Value",
    lesson="04_computation_graphs",
    section="An engine that remembers",
    reference=Value,
    points=3.0,
    driver=_run_program,
    cases=_value_cases,
    mistakes=(*RULE_MISTAKES, *WALK_MISTAKES, *NUMBER_MISTAKES, *DERIVATIVE_MISTAKES),
    also_correct=(
        ValueWithClosures,
        edited("self.data = data", "self.data = float(data)"),
        with_quotient(lambda a, b: (1 / b, -a / b**2)),
        edited("-self + other", "-1 * (self - other)"),
    ),
    laws=(
        Law(
            "before `backward` every gradient is 0",
            lambda args, facts: "backward" in args[0] or not any(facts[f"{name}.grad"] for name in args[1]),
        ),
        Law(
            "after `backward` the gradient of the result by itself is 1",
            lambda args, facts: (
                "backward" not in args[0] or facts[f"{args[0].split()[-1].partition('.')[0]}.grad"] == 1
            ),
        ),
        Law(
            "a Value hands all of its gradient on, and once: where b = a + a, a.grad is 2·b.grad",
            lambda args, facts: (
                not args[0].startswith("b = a + a; c = b") or facts["a.grad"] == 2 * facts["b.grad"]
            ),
        ),
    ),
    hints=(
        "Copy the shape of `__add__`: make `other` a Value, compute, note one local derivative for each "
        "input, return. Some operators can be made of others: a − b is a + (−b), and a / b is a · b⁻¹.",
        "In `backward`, list all Values in topological order (your task 4 does this with a dict; here a "
        "Value knows its `inputs`), set `self.grad = 1.0`, and go through the list from its end.",
        "The inner loop is `for value, derivative in zip(node.inputs, node.derivatives): value.grad += ...`",
    ),
    survivors={
        "`self.data > 0` becomes `self.data >= 0`": "at 0 either slope is right, so no case asks for it",
        "`self * -1` becomes `self / -1`": "dividing by −1 is multiplying with it",
    },
)
