"""Claims about the sigmoid: its formula, and the values of its slope."""

from dlteach.exercises.check_the_notes.claim import MARGIN, Claim, Stray, claim_exercise, differ, numbers
from dlteach.exercises.debugging import Hiding
from dlteach.functions import sigmoid

STEEPEST = 0.25

SIGMOID_FORMULA = claim_exercise(
    Claim(
        name="claim_sigmoid_formula",
        section="Values that hide",
        holds=False,
        wants="one number z",
        read=numbers("z"),
        decides=lambda z: differ(sigmoid(-z), sigmoid(z)),
        shows=1.0,
        also_shows=(-3, 0.5, 1000.0, (2.0,)),
        hides=(
            Hiding(
                "zero",
                lambda: 0.0,
                "At z = 0 the sign of the exponent does not matter: eᶻ and e⁻ᶻ are both 1. Zero is where a "
                "wrong sign hides.",
                lambda z: z == 0,
            ),
            Hiding(
                "near-zero",
                lambda: 0.001,
                "So near to 0 the two formulas differ by less than 1 %. Go farther away.",
                lambda z: abs(z) < 0.1,
            ),
        ),
        own_evidence="At your own z the formula of the notes and the sigmoid differ: that is a "
        "counter-example, and one refutes the claim.",
        no_evidence="You confirm the claim, but your z would not show a wrong sign. A sigmoid goes to 1 for "
        "large z. Where does this formula go?",
        hints=(
            "The sigmoid rises from 0 to 1. Put the formula of the notes into code and look which way it "
            "goes.",
            "Compare it with 1 / (1 + np.exp(-z)) at several z. At one special z they agree.",
            "`return ..., 1.0` or any other z at which the two differ",
        ),
        strays=(
            Stray("two-numbers", (1.0, 0.27), "One number is asked for: z. What comes out, we compute."),
        ),
    )
)


SIGMOID_SLOPE_RANGE = claim_exercise(
    Claim(
        name="claim_sigmoid_slope_range",
        section="A range says two things",
        holds=False,
        wants="one number s, a slope",
        read=numbers("s"),
        decides=lambda s: STEEPEST * (1 + MARGIN) <= s < 1,
        shows=0.5,
        also_shows=(0.26, 0.99, 0.3),
        hides=(
            Hiding(
                "largest-slope",
                lambda: 0.25,
                "0.25 is reached, at z = 0: it is the largest of all slopes. Look for a value that the claim "
                "promises and that is never reached.",
                lambda s: abs(s - STEEPEST) < 1e-9,
            ),
            Hiding(
                "reached",
                lambda: 0.1,
                "There is a z with this slope, so the range does hold it. Look for a value that the claim "
                "promises and that no z reaches.",
                lambda s: 0 < s < STEEPEST,
            ),
            Hiding(
                "end-of-the-range",
                lambda: 1,
                "That is an end of the range. A range counts as right when its ends are only approached: "
                "take a value in between. It is a slope that is asked for, not a z.",
                lambda s: s in (0, 1),
            ),
            Hiding(
                "outside-of-the-claim",
                lambda: 2,
                "The claim promises nothing outside of 0 to 1. Take a value in between that is never "
                "reached. It is a slope that is asked for, not a z.",
                lambda s: s < 0 or s > 1,
            ),
            Hiding(
                "hardly-beyond",
                lambda: 0.251,
                "That is less than 1 % beyond the largest slope. Take a value farther from the border.",
                lambda s: STEEPEST < s < STEEPEST * (1 + MARGIN),
            ),
        ),
        own_evidence="Your own slope is reached by no z, though it lies in the range that you confirm. That "
        "refutes the claim.",
        no_evidence="You confirm the claim. Compute σ′ on a fine grid of z and print the largest value: is "
        "it near 1?",
        hints=(
            "All slopes do lie between 0 and 1. But a range claims more: that each value in between is "
            "reached.",
            "Compute σ(z)(1 − σ(z)) on `np.linspace(-10, 10, 10001)` and look at the largest value.",
            "`return ..., s` with an s between the largest slope and 1",
        ),
        strays=(Stray("two-numbers", (0.0, 0.25), "One slope is asked for, a value that no z reaches."),),
    )
)
