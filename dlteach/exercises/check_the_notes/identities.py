"""Claims that are true: tanh through exponentials, and softmax of two classes as a sigmoid."""

import numpy as np

from dlteach.exercises.check_the_notes.claim import Claim, Stray, claim_exercise, differ, numbers
from dlteach.exercises.debugging import Hiding
from dlteach.functions import sigmoid, softmax


def tanh_of_the_notes(x):
    """The formula as it stands; it overflows for large x."""
    return (np.exp(2 * x) - 1) / (np.exp(2 * x) + 1)


def _slip_of_tanh_would_show(x):
    """The formula agrees with tanh, and one with a wrong exponent or a turned sign would not."""
    right = np.tanh(x)
    slips = (np.tanh(x / 2), -right, 2 * sigmoid(x) - 1)
    return not differ(tanh_of_the_notes(x), right) and all(differ(slip, right) for slip in slips)


TANH_FORMULA = claim_exercise(
    Claim(
        name="claim_tanh_formula",
        section="Values that hide",
        holds=True,
        wants="one number x",
        read=numbers("x"),
        decides=_slip_of_tanh_would_show,
        shows=1.0,
        also_shows=(-2, 0.5, 0.01, (3.0,)),
        hides=(
            Hiding(
                "zero",
                lambda: 0.0,
                "At x = 0 both sides are 0, and so is (eˣ − 1)/(eˣ + 1), which is wrong. A test at 0 would "
                "let it pass: take another x.",
                lambda x: x == 0,
            ),
            Hiding(
                "near-zero",
                lambda: 1e-8,
                "So near to 0 everything is nearly 0: no slip would show. Go farther away.",
                lambda x: abs(x) < 1e-3,
            ),
            Hiding(
                "overflow",
                lambda: 400.0,
                "e⁸⁰⁰ overflows, so the formula gives `nan`. That is a weakness of floats: on "
                "paper the claim holds there. Test where both sides can be computed.",
                lambda x: x > 354,
            ),
            Hiding(
                "saturated",
                lambda: 20.0,
                "So far out both sides are 1 or −1 in all digits, and so is a formula with a wrong exponent. "
                "Test where the curve bends.",
            ),
        ),
        own_evidence="You refute the claim, but at your own x both sides agree. They may differ in the last "
        "digit, which is rounding: compare with a tolerance, not with `==`.",
        no_evidence="You refute the claim, but your x does not break it. Put both sides into code and "
        "compare them at several x, with a tolerance. (`nan` from an overflow is no counter-example.)",
        hints=(
            "Put both sides into code: the formula, and `np.tanh`. Do they differ anywhere?",
            "If you find no difference, choose an x at which a slip would show: not 0, where all agree, and "
            "not so far out that all are 1.",
            "`return ..., 1.0` or any x at which the curve bends",
        ),
        strays=(
            Stray("two-numbers", (1.0, 0.76), "One number is asked for: x. What comes out, we compute."),
        ),
    )
)


def _slip_of_softmax_would_show(z1, z2):
    """The claim agrees with softmax, and each of four similar formulas would not."""
    right = softmax([[z1, z2]])[0, 0]
    slips = (
        sigmoid(z1),
        sigmoid(z2 - z1),
        sigmoid(z1 + z2),
        sigmoid(z1) / (sigmoid(z1) + sigmoid(z2)),
    )
    return not differ(sigmoid(z1 - z2), right) and all(differ(slip, right) for slip in slips)


SOFTMAX_OF_TWO = claim_exercise(
    Claim(
        name="claim_softmax_of_two",
        section="Values that hide",
        holds=True,
        wants="two numbers, z1 and z2",
        read=numbers("z1", "z2"),
        decides=_slip_of_softmax_would_show,
        shows=(2.0, 1.0),
        also_shows=((-1, 3), (0, 1.5), np.array([0.5, -0.5])),
        hides=(
            Hiding(
                "equal-logits",
                lambda: (1.5, 1.5),
                "With equal logits the result is one half, whichever is taken from the other: "
                "σ(z₂ − z₁) would pass too. Let them differ.",
                lambda z1, z2: z1 == z2,
            ),
            Hiding(
                "second-logit-zero",
                lambda: (2.0, 0.0),
                "With z₂ = 0 it does not matter whether z₂ is subtracted: σ(z₁) would pass too. Take another "
                "z₂.",
                lambda z1, z2: z2 == 0,
            ),
            Hiding(
                "saturated",
                lambda: (30.0, 5.0),
                "The first probability is 1 here, but for a tiny rest, and so is that of similar formulas. "
                "Take logits nearer to each other and to 0.",
                lambda z1, z2: bool(sigmoid(z1 - z2) > 0.98),
            ),
            Hiding(
                "nearly-equal-logits",
                lambda: (1.0, 1.001),
                "So near to each other the logits would hide a slip: the results differ by less than 1 %. "
                "Let them differ more.",
            ),
        ),
        own_evidence="You refute the claim, but at your own logits both sides agree. They may differ in the "
        "last digit, which is rounding: compare with a tolerance, not with `==`.",
        no_evidence="You refute the claim, but your logits do not break it. Put both sides into code and "
        "compare: σ takes the difference z₁ − z₂, and the first probability of softmax is meant.",
        hints=(
            "Divide e^z₁ / (e^z₁ + e^z₂) above and below by e^z₁. What is left?",
            "If you find no difference, choose logits at which a slip would show: σ(z₁) or σ(z₂ − z₁) in "
            "place of σ(z₁ − z₂) must give another number.",
            "`return ..., (2.0, ...)` with a second logit that is neither 0 nor equal to the first",
        ),
        strays=(Stray("one-number-only", 2.0, "Two numbers are asked for, the logits z1 and z2."),),
    )
)
