"""The exercise `nudge`: how much a function changes when one of its inputs grows a little."""

import numpy as np

from dlteach.autograder import Case, Exercise, Mistake
from dlteach.functions import nudge


def _nudge_each_input(nudge, f, inputs, *amount):
    before, changes = dict(inputs), {}
    for name in before:
        changes[name] = nudge(eval(f), inputs, name, *amount)
        if np.allclose([inputs[each] - before[each] for each in before], 0, atol=1e-12):
            inputs.update(before)  # 2 + 0.1 − 0.1 is 2 again but for the last digit, and that harms nobody
    return changes


def _nudge_cases(rng):
    cost = "lambda w, x, b, y: (w * x + b - y) ** 2 / 2"
    yield Case(("lambda a: a ** 2", {"a": 3.0}, 0.5), "a single input")
    yield Case(("lambda a, y: (a - y) ** 2 / 2", {"a": 4.0, "y": 2.0}), "the amount left to its default")
    yield Case((cost, {"w": 2.0, "x": -2.0, "b": 8.0, "y": 2.0}), "the graph of the lesson")
    yield Case((cost, {"w": 2, "x": -2, "b": 8, "y": 2}, -0.25), "integers, and a nudge downward")
    for amount in rng.uniform(0.1, 2, size=3).round(3):
        inputs = {name: float(number) for name, number in zip("pqr", rng.normal(size=3).round(3) + 1.0005)}
        yield Case(("lambda p, q, r: p * q ** 2 - r ** 3 * p", inputs, float(amount)))


def _nudged(change):
    """A nudge in which `change(old, amount)` makes the new number."""

    def answer(f, inputs, name, amount=0.001):
        return f(**{**inputs, name: change(inputs[name], amount)}) - f(**inputs)

    return answer


def _reckoned(difference):
    """A nudge in which `difference(above, here, below, amount)` makes the answer."""

    def answer(f, inputs, name, amount=0.001):
        above, below = ({**inputs, name: inputs[name] + step} for step in (amount, -amount))
        return difference(f(**above), f(**inputs), f(**below), amount)

    return answer


def _nudge_every_input(f, inputs, name, amount=0.001):
    return f(**{each: number + amount for each, number in inputs.items()}) - f(**inputs)


def _nudge_the_first_input(f, inputs, name, amount=0.001):
    return nudge(f, inputs, next(iter(inputs)), amount)


def _nudge_for_good(f, inputs, name, amount=0.001):
    before = f(**inputs)
    inputs[name] += amount
    return f(**inputs) - before


def _nudge_one_dict_twice(f, inputs, name, amount=0.001):
    nudged = inputs
    nudged[name] += amount
    return f(**nudged) - f(**inputs)


def _nudge_and_restore(f, inputs, name, amount=0.001):
    copy = dict(inputs)
    before = f(**copy)
    copy[name] = copy[name] + amount
    return float(f(**copy)) - before


def _nudge_the_dict_itself(f, inputs, name, amount=0.001):
    before = f(**inputs)
    inputs[name] += amount
    after = f(**inputs)
    inputs[name] -= amount
    return after - before


NUDGE = Exercise(
    name="nudge",
    lesson="04_computation_graphs",
    section="Nudge and watch",
    reference=nudge,
    driver=_nudge_each_input,
    cases=_nudge_cases,
    mistakes=(
        Mistake(
            "value-for-change",
            _reckoned(lambda above, here, below, amount: above),
            "This is the value of f after the nudge. The change is asked for: take away the value before it.",
        ),
        Mistake(
            "divided-by-the-amount",
            _reckoned(lambda above, here, below, amount: (above - here) / amount),
            "The change is divided by the amount, which makes it a slope. Here the change itself is asked "
            "for.",
        ),
        Mistake(
            "before-minus-after",
            _reckoned(lambda above, here, below, amount: here - above),
            "The sign is turned round. The change is the value after the nudge minus the value before it.",
        ),
        Mistake(
            "without-sign",
            _reckoned(lambda above, here, below, amount: abs(above - here)),
            "The sign is lost. It tells whether f rises or falls, so leave `abs` out.",
        ),
        Mistake(
            "both-ways",
            _reckoned(lambda above, here, below, amount: above - below),
            "This compares f after a nudge up with f after a nudge down. Compare the nudged f with f where "
            "it stands.",
        ),
        Mistake(
            "both-ways-halved",
            _reckoned(lambda above, here, below, amount: (above - below) / 2),
            "This is half the change between a nudge up and a nudge down. It estimates the slope better, "
            "but what is asked for is the change from where f stands.",
        ),
        Mistake(
            "slope-from-both-sides",
            _reckoned(lambda above, here, below, amount: (above - below) / (2 * amount)),
            "This is the slope, measured on both sides as in lesson 02. What is asked for is the change "
            "itself, from where f stands.",
        ),
        Mistake(
            "downward",
            _nudged(lambda old, amount: old - amount),
            "The amount is taken away from the input. Add it.",
        ),
        Mistake(
            "multiplied",
            _nudged(lambda old, amount: old * (1 + amount)),
            "The input grows in proportion to its size. Add the amount, whatever the input is.",
        ),
        Mistake(
            "replaced",
            _nudged(lambda old, amount: amount),
            "The amount takes the place of the input. Add it to the input.",
        ),
        Mistake(
            "amount-ignored",
            _nudged(lambda old, amount: old + 0.001),
            "The nudge is 0.001 whatever `amount` says. 0.001 is its default only.",
        ),
        Mistake(
            "every-input",
            _nudge_every_input,
            "All inputs are nudged at once. Nudge the one called `name` and leave the others where they "
            "are: that is how we see what this one does.",
        ),
        Mistake(
            "first-input",
            _nudge_the_first_input,
            "It is always the first input that is nudged. Nudge the one called `name`.",
        ),
        Mistake(
            "nudged-for-good",
            _nudge_for_good,
            "The nudge stays in the dict `inputs`, so that the next call starts from the wrong place. "
            "Change a copy: `dict(inputs)`.",
        ),
        Mistake(
            "one-dict-twice",
            _nudge_one_dict_twice,
            "The change is always 0: both calls of f see the nudged inputs, because the dict itself was "
            "changed. Change a copy: `dict(inputs)`.",
        ),
    ),
    also_correct=(_nudge_and_restore, _nudge_the_dict_itself, _nudged(lambda old, amount: amount + old)),
    hints=(
        "Call f twice: once with the inputs as they are, once with a single one a little larger.",
        "`dict(inputs)` is a copy that you may change. `f(**copy)` hands its entries to f as keywords.",
        "`nudged = dict(inputs)`, `nudged[name] += ...`, `return f(**nudged) - ...`",
    ),
)
