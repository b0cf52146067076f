"""Mistakes of momentum, told from the conventions that are right elsewhere."""

import numpy as np

from dlteach.autograder import Mistake
from dlteach.exercises.optimizers.shared import of_a_step_in, remembering, rounded
from dlteach.functions import momentum_step


def heavy(g, v, rate, beta):
    return beta * v + g


def down(w, g, v, rate, beta):
    return w - rate * v


AVERAGE = remembering(lambda g, v, a, b: b * v + (1 - b) * g, down)
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
        remembering(heavy, lambda w, g, v, a, b: w - a * (b * v + g)),
        "This is Nesterov's momentum, which looks one step ahead: w ← w − α·(β·v + g) with the new v. Asked "
        "for is the plain one, w ← w − α·v.",
        kind="convention",
    ),
    Mistake(
        "nesterov-with-the-rate",
        remembering(lambda g, v, a, b: b * v - a * g, lambda w, g, v, a, b: w + b * v - a * g),
        "This is Nesterov's momentum, which looks one step ahead, with the learning rate in the velocity. "
        "Asked for is the plain one: v ← β·v + g, w ← w − α·v.",
        kind="convention",
    ),
)

OF_THE_VELOCITY = (
    Mistake(
        "momentum-ignored",
        remembering(lambda g, v, a, b: g, down),
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
        remembering(heavy, lambda w, g, v, a, b: w - a * g),
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
        remembering(lambda g, v, a, b: v + g, down),
        "The old velocity is kept whole: all gradients add up for ever. Multiply the old velocity by "
        "`momentum`, so that it fades.",
    ),
    Mistake(
        "momentum-on-the-gradient",
        remembering(lambda g, v, a, b: v + b * g, down),
        "The momentum multiplies the gradient. It belongs to the old velocity: β·v + g.",
    ),
    Mistake(
        "momentum-on-both",
        remembering(lambda g, v, a, b: b * (v + g), down),
        "The momentum multiplies the gradient too. Only the old velocity fades: β·v + g.",
    ),
    Mistake(
        "what-fades-is-what-stays",
        remembering(lambda g, v, a, b: (1 - b) * v + b * g, down),
        "The parts are exchanged: the old velocity gets 1 − β and the gradient β. β is what stays of the "
        "old velocity.",
    ),
    Mistake(
        "what-fades-is-what-stays-in-a-sum",
        remembering(lambda g, v, a, b: (1 - b) * v + g, down),
        "The old velocity is multiplied by 1 − β. β itself is the part of it that stays: β·v + g.",
    ),
    Mistake(
        "gradient-taken-away",
        remembering(lambda g, v, a, b: b * v - g, down),
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
        remembering(lambda g, v, a, b: b * v + a * g, down),
        "The learning rate comes in twice, in the velocity and where w moves. Leave it out of the velocity.",
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
        remembering(heavy, lambda w, g, v, a, b: b * w - a * v),
        "The momentum multiplies w, so the weights fade. It belongs to the old velocity.",
    ),
    Mistake(
        "momentum-twice",
        remembering(heavy, lambda w, g, v, a, b: w - a * b * v),
        "The momentum comes in a second time where w moves. There it is w ← w − α·v, with the new v.",
    ),
    Mistake(
        "old-velocity-forgotten",
        lambda w, g, v, a, b: (w - a * g + b * v, g),
        "The velocity that comes back is the gradient alone, and the old one pushes w uphill. "
        "v ← β·v + g, then w ← w − α·v.",
    ),
    Mistake(
        "step-times-one-minus-momentum",
        remembering(heavy, lambda w, g, v, a, b: w - a * (1 - b) * v),
        "The step is multiplied by 1 − β. In this course w ← w − α·v, with the velocity as it is.",
    ),
    Mistake(
        "old-velocity-grows",
        remembering(lambda g, v, a, b: (1 + b) * v + g, down),
        "The old velocity counts 1 + β times, so it grows: `v += ...` adds it again. Write "
        "`v = momentum * v + gradient`.",
    ),
    Mistake(
        "squares-gathered",
        remembering(lambda g, v, a, b: b * v + g**2, down),
        "The velocity gathers squares, which have no direction. It gathers the gradients themselves.",
    ),
    Mistake(
        "one-velocity-for-all",
        remembering(lambda g, v, a, b: b * v + np.mean(g), down),
        "The gradient is averaged over the weights, so all get one velocity. Each weight has its own.",
    ),
    Mistake(
        "velocity-for-the-gradient",
        remembering(lambda g, v, a, b: b * v + (1 - b) * v, down),
        "The gradient is missing in the velocity, which stays as it was. v ← β·v + g.",
    ),
    Mistake(
        "parentheses-around-the-rest",
        remembering(lambda g, v, a, b: b * v + 1 - b * g, down),
        "Python multiplies before it subtracts, so β·g is taken away from 1. Besides, no 1 − β is asked for "
        "in this course: v ← β·v + g.",
    ),
    Mistake(
        "rate-twice-downhill",
        remembering(lambda g, v, a, b: b * v - a * g, lambda w, g, v, a, b: w + a * v),
        "The learning rate comes in twice, in the velocity and where w moves. v ← β·v + g, w ← w − α·v.",
    ),
    Mistake(
        "average-corrected",
        remembering(lambda g, v, a, b: b * v + (1 - b) * g, lambda w, g, v, a, b: w - a * v / (1 - b)),
        "The velocity is an average, and the step divides it by 1 − β again. Leave both out: v ← β·v + g, "
        "w ← w − α·v.",
        kind="convention",
    ),
)


def _with_the_old(memory, move):
    """The step one late: w moves along the velocity that came in."""
    return lambda w, g, v, a, b: (move(w, g, v, a, b), memory(g, v, a, b))


def _in(prefix, memory, move, grows, uphill, besides):
    """The mistakes of any step as they look in another convention."""
    right = remembering(memory, move)
    besides_said = f" Besides, {besides}"
    return (
        *of_a_step_in(right, "w", "velocity", prefix=prefix, besides=besides),
        *rounded(right, prefix),
        Mistake(
            f"{prefix}old-velocity-used",
            _with_the_old(memory, move),
            "The step is one late: w moves along the velocity of the step before. First the new velocity, "
            f"then w.{besides_said}",
        ),
        Mistake(
            f"{prefix}no-fading",
            remembering(grows, move),
            "The old velocity is kept whole. Multiply it by `momentum`, so that it fades." + besides_said,
        ),
        Mistake(
            f"{prefix}gradient-taken-away",
            remembering(uphill, move),
            "The sign of the gradient in the velocity and that of the step do not fit, and the walk goes "
            f"uphill.{besides_said}",
        ),
    )


_OTHERS = (
    *_in(
        "average-",
        lambda g, v, a, b: b * v + (1 - b) * g,
        down,
        lambda g, v, a, b: v + (1 - b) * g,
        lambda g, v, a, b: b * v - (1 - b) * g,
        "in this course v is a sum, v ← β·v + g.",
    ),
    *_in(
        "rate-inside-",
        lambda g, v, a, b: b * v + a * g,
        lambda w, g, v, a, b: w - v,
        lambda g, v, a, b: v + a * g,
        lambda g, v, a, b: b * v - a * g,
        "in this course v ← β·v + g holds no learning rate.",
    ),
    *_in(
        "rate-inside-downhill-",
        lambda g, v, a, b: b * v - a * g,
        lambda w, g, v, a, b: w + v,
        lambda g, v, a, b: v - a * g,
        lambda g, v, a, b: b * v + a * g,
        "in this course v ← β·v + g holds no learning rate and has the sign of the gradient.",
    ),
)
SAME = (
    "rate-inside-gradient-taken-away",
    "rate-inside-downhill-uphill",
    "rate-inside-downhill-gradient-taken-away",
)
IN_OTHER_CONVENTIONS = tuple(
    mistake for mistake in _OTHERS if mistake.id not in SAME
)  # SAME have other names
