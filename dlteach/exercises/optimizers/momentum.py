"""Exercise of lesson 08: one step with momentum."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law
from dlteach.exercises.optimizers.shared import (
    LESSON,
    beyond,
    fixed,
    of_any_step,
    remembering,
    rounded,
    step_by_step,
)
from dlteach.exercises.optimizers.velocities import (
    CONVENTIONS,
    IN_OTHER_CONVENTIONS,
    OF_THE_VELOCITY,
    down,
    heavy,
)
from dlteach.functions import momentum_step


def _run(answer, w, gradients, velocity, learning_rates, momentum):
    after = {}
    for step, (gradient, rate) in enumerate(zip(gradients, learning_rates), start=1):
        returned = answer(w, gradient, velocity, rate, momentum)
        stacked = isinstance(returned, np.ndarray) and returned.ndim > np.ndim(w)
        if not (stacked or isinstance(returned, (tuple, list))) or len(returned) < 2:
            return returned
        w, velocity = (np.array(part) for part in returned[:2])
        after[f"w after step {step}"], after[f"velocity after step {step}"] = w.copy(), velocity.copy()
    return after


def _cases(rng):
    w, g = np.array([1.0, -2.0, 0.5]), np.array([2.0, -1.0, 4.0])
    yield Case((w, [g], np.zeros(3), [0.25], 0.7), "one step from rest")
    yield Case((w, [g], np.array([1.0, 3.0, -2.0]), [0.5], 0.8), "one step with a velocity")
    yield Case(
        (np.array([1.0]), [np.array([2.0]), np.array([3.0])], np.zeros(1), [0.1, 0.1], 0.5), "one parameter"
    )
    yield Case(
        (w, [g, -g / 2, g], np.array([0.5, 0.0, -1.5]), [0.1, 0.4, 0.2], 0.7),
        "three steps whose learning rates differ",
    )
    for shape in ((5,), (3, 4), (4, 1)):
        gradients = list(rng.normal(size=(4, *shape)))
        rates = rng.uniform(0.05, 0.9, size=4).round(3).tolist()
        yield Case((rng.normal(size=shape), gradients, rng.normal(size=shape), rates, 0.8))
    coasting = [np.zeros(3), np.zeros(3)]
    yield Case((w, coasting, np.array([1.0, -2.0, 0.0]), [0.3, 0.6], 0.7), "a gradient of 0")
    yield Case((w, [g, g], np.array([3.0, 1.0, 2.0]), [0.2, 0.4], 0.0), "a momentum of 0")
    yield from beyond(0)([0.5, 0.25], 0.7)


MOMENTUM_STEP = Exercise(
    name="momentum_step",
    lesson=LESSON,
    section="Momentum: a memory of direction",
    reference=momentum_step,
    driver=_run,
    measure=step_by_step("w", "velocity"),
    cases=_cases,
    mistakes=(
        *CONVENTIONS,
        *OF_THE_VELOCITY,
        *IN_OTHER_CONVENTIONS,
        *fixed(momentum_step, 3, "learning_rate", 1.0, 0.1, 0.01, 0.001),
        *fixed(momentum_step, 4, "momentum", 0.9, 0.5, 0.99),
        *of_any_step(momentum_step, "w", "velocity"),
        *rounded(momentum_step),
    ),
    also_correct=(
        remembering(heavy, down),
        lambda w, g, v, a, b: [(w - a * (b * v + g)).tolist(), (b * v + g).tolist()],
        lambda w, g, v, a, b: (w - a * g - a * b * v, np.add(np.multiply(b, v), g), "a cache"),
        lambda w, g, v, a, b: np.array([w - a * (g + b * v), g + b * v]),
    ),
    laws=(
        Law(
            "from rest, the first step is plain gradient descent, w − α·g",
            lambda args, value: (
                bool(np.any(args[2]))
                or bool(np.allclose(value["w after step 1"], args[0] - args[3][0] * args[1][0]))
            ),
        ),
        Law(
            "what w has moved by is α times the velocity that is returned",
            lambda args, value: bool(
                np.allclose(
                    args[0] - value["w after step 1"], np.multiply(args[3][0], value["velocity after step 1"])
                )
            ),
        ),
    ),
    hints=(
        "The velocity is a memory of gradients. Each step it fades a little, and the new gradient is added. "
        "Then w moves along it.",
        "Make the new velocity first: the old one times `momentum`, plus the gradient. Use the new one for "
        "w, and return both.",
        "`velocity = momentum * velocity + ...`, then `return w - learning_rate * ..., velocity`",
    ),
)
