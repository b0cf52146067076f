"""Claims with indices: two gradients in a chain of three weights."""

from dlteach.exercises.check_the_notes.claim import Claim, Stray, claim_exercise, differ, numbers
from dlteach.exercises.debugging import Hiding
from dlteach.functions import sigmoid, sigmoid_derivative

SECTION = "Nudge a formula with indices"
FIVE = numbers("x", "y", "w1", "w2", "w3")


def forward(x, y, w1, w2, w3):
    """Every node of the chain: the sums z1, z2, the activations a1, a2, and the error ŷ − y."""
    z1 = w1 * x
    a1 = sigmoid(z1)
    z2 = w2 * a1
    a2 = sigmoid(z2)
    return z1, a1, z2, a2, w3 * a2 - y


def gradient_of_w2(x, y, w1, w2, w3):
    _, a1, z2, _, error = forward(x, y, w1, w2, w3)
    return error * w3 * sigmoid_derivative(z2) * a1


def gradient_of_w2_in_the_notes(x, y, w1, w2, w3):
    z1, _, _, a2, error = forward(x, y, w1, w2, w3)
    return error * w2 * sigmoid_derivative(z1) * a2


def gradient_of_w1(x, y, w1, w2, w3):
    z1, _, z2, _, error = forward(x, y, w1, w2, w3)
    return error * w3 * sigmoid_derivative(z2) * w2 * sigmoid_derivative(z1) * x


def gradient_of_w1_in_the_notes(x, y, w1, w2, w3):
    z1, _, z2, _, error = forward(x, y, w1, w2, w3)
    return error * w3 * sigmoid_derivative(z2) * w1 * sigmoid_derivative(z1) * x


def _error_is_zero(*inputs):
    return abs(forward(*inputs)[-1]) < 1e-6


def _saturated(x, y, w1, w2, w3):
    z1, _, z2, _, _ = forward(x, y, w1, w2, w3)
    return abs(z1) > 8 or abs(z2) > 8


PERFECT = Hiding(
    "prediction-is-right",
    lambda: (1.0, 0.5, 1.0, 0.0, 1.0),
    "Here ŷ = y, so the first factor of both formulas is 0, and so are both gradients. Take another y.",
    _error_is_zero,
)
LAST_WEIGHT_ZERO = (
    "With w3 = 0 the right gradient is 0, and so is the one of the notes here. Let all weights differ from 0 "
    "and from each other."
)
FLAT = (
    "With numbers this large a sigmoid is saturated: its slope is nearly 0, and both gradients with it. Take "
    "smaller ones."
)
WRONG_COUNT = (
    Stray(
        "wrong-count",
        (1.0, 2.0, 3.0),
        "Five numbers are asked for, in this order: x, y, w1, w2, w3.",
    ),
)
OWN_EVIDENCE = (
    "At your own numbers the formula of the notes differs from the right gradient, and you confirm it. "
    "Compare it with `numerical_gradient`: one difference refutes it."
)
NO_EVIDENCE = (
    "You confirm the claim, but your numbers would not show a mixed-up index: both gradients agree there by "
    "chance. Take numbers that all differ, and compare with a nudge."
)
HINTS = (
    "A gradient can be measured: nudge the weight, and look at the cost. No formula is needed for that.",
    "Write the cost as a function of the one weight and give it to `numerical_gradient`. Put five numbers "
    "that all differ into the formula of the notes, and compare.",
    "`return ..., (1.0, 2.0, 0.5, ..., ...)`: x, y and three weights, no two of them equal",
)

GRADIENT_OF_W2 = claim_exercise(
    Claim(
        name="claim_gradient_of_w2",
        section=SECTION,
        holds=False,
        wants="five numbers, x, y, w1, w2 and w3",
        read=FIVE,
        decides=lambda *inputs: differ(gradient_of_w2_in_the_notes(*inputs), gradient_of_w2(*inputs)),
        shows=(1.0, 2.0, 0.5, -1.0, 1.5),
        also_shows=((1, 0, 1, 1, 1), (0.5, 1.0, -2.0, 3.0, 0.7), (0, 1, 1, 1, 2)),
        hides=(
            PERFECT,
            Hiding(
                "no-weights",
                lambda: (1.0, 1.0, 1.0, 0.0, 0.0),
                LAST_WEIGHT_ZERO,
                lambda x, y, w1, w2, w3: w2 == w3 == 0,
            ),
            Hiding("saturated", lambda: (50.0, 1.0, 30.0, 40.0, 2.0), FLAT, _saturated),
            Hiding(
                "layers-alike",
                lambda: (0.5, 1.0, 0.0, 1.0, 1.3244),
                "Here the two formulas agree by chance. Take five numbers that differ more from each other.",
            ),
        ),
        own_evidence=OWN_EVIDENCE,
        no_evidence=NO_EVIDENCE,
        hints=HINTS,
        strays=WRONG_COUNT,
    )
)


GRADIENT_OF_W1 = claim_exercise(
    Claim(
        name="claim_gradient_of_w1",
        section=SECTION,
        holds=False,
        wants="five numbers, x, y, w1, w2 and w3",
        read=FIVE,
        decides=lambda *inputs: differ(gradient_of_w1_in_the_notes(*inputs), gradient_of_w1(*inputs)),
        shows=(1.0, 2.0, 0.5, -1.0, 1.5),
        also_shows=((2, 1, 0, 1, 1), (0.5, 1.0, -2.0, 3.0, 0.7), (-1, 3, 1, 2, 1)),
        hides=(
            Hiding(
                "equal-weights",
                lambda: (1.0, 2.0, 1.0, 1.0, 1.0),
                "Here w1 = w2, and the formula takes one for the other: the mix-up cannot show. Let the "
                "weights differ.",
                lambda x, y, w1, w2, w3: w1 == w2,
            ),
            Hiding(
                "input-of-zero",
                lambda: (0.0, 2.0, 0.5, -1.0, 1.5),
                "With x = 0 the last factor of both formulas is 0, and so are both gradients. Take another "
                "x.",
                lambda x, y, w1, w2, w3: x == 0,
            ),
            Hiding(
                "last-weight-zero",
                lambda: (1.0, 2.0, 0.5, -1.0, 0.0),
                LAST_WEIGHT_ZERO,
                lambda x, y, w1, w2, w3: w3 == 0,
            ),
            PERFECT,
            Hiding("saturated", lambda: (50.0, 1.0, 30.0, 40.0, 2.0), FLAT, _saturated),
            Hiding(
                "almost-equal-weights",
                lambda: (1.0, 2.0, 1.0, 1.001, 1.0),
                "The two formulas differ by less than 1 % there. Let w1 and w2 differ more.",
            ),
        ),
        own_evidence=OWN_EVIDENCE,
        no_evidence=NO_EVIDENCE,
        hints=HINTS,
        strays=WRONG_COUNT,
    )
)
