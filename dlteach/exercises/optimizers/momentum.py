"""Exercise of lesson 08: one step with momentum."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law, Mistake
from dlteach.exercises.optimizers.shared import (
    LESSON,
    beyond,
    fixed,
    of_a_step_in,
    of_any_step,
    remembering,
    rounded,
    step_by_step,
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


def _heavy(g, v, rate, beta):
    return beta * v + g


def _down(w, g, v, rate, beta):
    return w - rate * v


AVERAGE = remembering(lambda g, v, a, b: b * v + (1 - b) * g, _down)
RATE_INSIDE = remembering(lambda g, v, a, b: b * v + a * g, lambda w, g, v, a, b: w - v)
RATE_INSIDE_DOWNHILL = remembering(lambda g, v, a, b: b * v - a * g, lambda w, g, v, a, b: w + v)

CONVENTIONS = (
    Mistake(
        "average-of-gradients",
        AVERAGE,
        "Right in another convention: with (1 − β)·g the velocity is a running average of the gradients. In "
        "this course it is a fading sum, v ← β·v + g, so the steps are 1/(1 − β) times as long.",
        kind="convention",
    ),
    Mistake(
        "rate-in-the-velocity",
        RATE_INSIDE,
        "Right in another convention: the learning rate is part of the velocity, v ← β·v + α·g. In this "
        "course v holds gradients only, and the whole of it is multiplied by α when w moves. The two part as "
        "soon as α changes.",
        kind="convention",
    ),
    Mistake(
        "rate-in-a-downhill-velocity",
        RATE_INSIDE_DOWNHILL,
        "Right in another convention, that of Keras: the velocity is the step itself, v ← β·v − α·g and "
        "w ← w + v. In this course v ← β·v + g holds gradients, and w ← w − α·v.",
        kind="convention",
    ),
    Mistake(
        "downhill-velocity",
        remembering(lambda g, v, a, b: b * v - g, lambda w, g, v, a, b: w + a * v),
        "Right in another convention: the velocity points downhill, v ← β·v − g. In this course it has the "
        "sign of the gradient, v ← β·v + g, and is taken away from w.",
        kind="convention",
    ),
    Mistake(
        "average-with-the-rate",
        remembering(lambda g, v, a, b: b * v + (1 - b) * a * g, lambda w, g, v, a, b: w - v),
        "Right in another convention: an average of steps, with (1 − β) and α inside. In this course "
        "v ← β·v + g, and α comes in when w moves.",
        kind="convention",
    ),
    Mistake(
        "nesterov",
        remembering(_heavy, lambda w, g, v, a, b: w - a * (b * v + g)),
        "This is Nesterov's momentum, which looks one step ahead: w ← w − α·(β·v + g) with the new v. Asked "
        "for is the plain one, w ← w − α·v.",
        kind="convention",
    ),
)

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
        Mistake(
            "momentum-ignored",
            remembering(lambda g, v, a, b: g, _down),
            "This is plain gradient descent: the old velocity has no effect. Add β times the old velocity to "
            "the gradient.",
        ),
        Mistake(
            "momentum-ignored-velocity-kept",
            remembering(lambda g, v, a, b: v, lambda w, g, v, a, b: w - a * g),
            "This is plain gradient descent, and the velocity comes back as it was. The new one is β·v + g, "
            "and w moves along it.",
        ),
        Mistake(
            "velocity-not-used",
            remembering(_heavy, lambda w, g, v, a, b: w - a * g),
            "The velocity is right but w moves along the gradient alone. Move it along the new velocity.",
        ),
        Mistake(
            "old-velocity-used",
            lambda w, g, v, a, b: (w - a * v, b * v + g),
            "The step is one late: w moves along the velocity of the step before. First the new velocity, "
            "then w.",
        ),
        Mistake(
            "no-fading",
            remembering(lambda g, v, a, b: v + g, _down),
            "The old velocity is kept whole: all gradients add up for ever. Multiply the old velocity by "
            "`momentum`, so that it fades.",
        ),
        Mistake(
            "momentum-on-the-gradient",
            remembering(lambda g, v, a, b: v + b * g, _down),
            "The momentum multiplies the gradient. It belongs to the old velocity: β·v + g.",
        ),
        Mistake(
            "momentum-on-both",
            remembering(lambda g, v, a, b: b * (v + g), _down),
            "The momentum multiplies the gradient too. Only the old velocity fades: β·v + g.",
        ),
        Mistake(
            "what-fades-is-what-stays",
            remembering(lambda g, v, a, b: (1 - b) * v + b * g, _down),
            "The parts are exchanged: the old velocity gets 1 − β and the gradient β. β is what stays of the "
            "old velocity.",
        ),
        Mistake(
            "what-fades-is-what-stays-in-a-sum",
            remembering(lambda g, v, a, b: (1 - b) * v + g, _down),
            "The old velocity is multiplied by 1 − β. β itself is the part of it that stays: β·v + g.",
        ),
        Mistake(
            "gradient-taken-away",
            remembering(lambda g, v, a, b: b * v - g, _down),
            "One minus too many: the velocity takes the gradient away, then w takes the velocity away, and "
            "the walk goes uphill. v ← β·v + g.",
        ),
        Mistake(
            "rate-inside-minus-minus",
            remembering(lambda g, v, a, b: b * v - a * g, lambda w, g, v, a, b: w - v),
            "One minus too many: −α·g in the velocity, and a minus where w moves, so the walk goes uphill. "
            "Here v ← β·v + g, and w ← w − α·v.",
        ),
        Mistake(
            "rate-twice",
            remembering(lambda g, v, a, b: b * v + a * g, _down),
            "The learning rate comes in twice, in the velocity and where w moves. Leave it out of the "
            "velocity.",
        ),
        Mistake(
            "rate-on-the-gradient-only",
            lambda w, g, v, a, b: (w - a * g - b * v, b * v + g),
            "Only the gradient is multiplied by the learning rate when w moves. The whole velocity is: α·v.",
        ),
        Mistake(
            "rate-and-momentum-exchanged",
            lambda w, g, v, a, b: momentum_step(w, g, v, b, a),
            "The learning rate and the momentum have changed places: α multiplies the step of w, β the old "
            "velocity.",
        ),
        Mistake(
            "momentum-on-w",
            remembering(_heavy, lambda w, g, v, a, b: b * w - a * v),
            "The momentum multiplies w, so the weights fade. It belongs to the old velocity.",
        ),
        Mistake(
            "momentum-twice",
            remembering(_heavy, lambda w, g, v, a, b: w - a * b * v),
            "The momentum comes in a second time where w moves. There it is w ← w − α·v, with the new v.",
        ),
        *fixed(momentum_step, 3, "learning_rate", 1.0, 0.1, 0.01, 0.001),
        *fixed(momentum_step, 4, "momentum", 0.9, 0.5, 0.99),
        *of_any_step(momentum_step, "w", "velocity"),
        *of_a_step_in(
            AVERAGE, "w", "velocity", prefix="average-", besides="in this course v is a sum, v ← β·v + g."
        ),
        *of_a_step_in(
            RATE_INSIDE,
            "w",
            "velocity",
            prefix="rate-inside-",
            besides="in this course v ← β·v + g holds no learning rate.",
        ),
        *rounded(momentum_step),
        *rounded(AVERAGE, "average-"),
        *rounded(RATE_INSIDE, "rate-inside-"),
    ),
    also_correct=(
        remembering(_heavy, _down),
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
