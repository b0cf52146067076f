"""A claim with a "never": whether another activation does the sigmoid's work at a yes-or-no output."""

import math

from dlteach.exercises.check_the_notes.claim import Claim, Stray, claim_exercise, numbers
from dlteach.exercises.debugging import Hiding

RIVALS = {"linear": lambda z: z, "ReLU": lambda z: max(z, 0.0), "tanh": math.tanh}


def does(p, y):
    """Whether p can be a prediction for label y: a probability, and with a finite log loss."""
    return 0 <= p <= 1 and (p if y == 1 else 1 - p) > 0


def _label_and_logit(*evidence):
    y, z = numbers("y", "z")(*evidence)
    if y not in (0, 1):
        raise ValueError("should give a label y, 0 or 1, and then a logit z as the evidence")
    return int(y), z


NEVER_USE_SIGMOID = claim_exercise(
    Claim(
        name="claim_never_use_sigmoid",
        section="Never and always",
        holds=False,
        wants="two numbers, a label y and a logit z",
        read=_label_and_logit,
        decides=lambda y, z: not any(does(f(z), y) for f in RIVALS.values()),
        shows=(1, -2.0),
        also_shows=((1, -0.5), (1, 0), (1.0, -30)),
        hides=(
            Hiding(
                "positive-logit",
                lambda: (1, 0.5),
                "For this logit tanh gives a number between 0 and 1, so its log loss is finite: another "
                "activation does here. Look where all three fail.",
                lambda y, z: z > 0,
            ),
            Hiding(
                "label-0",
                lambda: (0, -2.0),
                "ReLU gives 0 here, and for label 0 that is a perfect prediction: another activation does. "
                "Which label makes 0 the worst prediction?",
                lambda y, z: y == 0 and z <= 0,
            ),
        ),
        own_evidence="With your own label and logit, linear, ReLU and tanh give no finite log loss, and the "
        "sigmoid does. So there is a place for it, and “never” is refuted.",
        no_evidence="You confirm the claim, and here another activation does. Is that so for every label and "
        "logit? Negative logits are common too.",
        hints=(
            "“Never” is refuted by one place where the sigmoid does what the others cannot. Think of the "
            "output for a yes-or-no question.",
            "A loop over both labels and a few logits, negative ones too: print the output of each "
            "activation and its log loss.",
            "`return ..., (1, ...)` with a logit below 0",
        ),
        strays=(
            Stray("no-label", (-2.0, 1), "The label comes first, 0 or 1, and then the logit."),
            Stray(
                "one-number-only", -2.0, "Two numbers are asked for: the label y, 0 or 1, and the logit z."
            ),
        ),
    )
)
