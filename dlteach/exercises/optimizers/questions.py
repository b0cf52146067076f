"""Questions of lesson 08."""

import math

from dlteach.autograder import Option, Question
from dlteach.exercises.optimizers.shared import LESSON

BETA = 0.8

QUESTIONS = (
    Question(
        "longest-steps",
        LESSON,
        "Momentum: a memory of direction",
        f"The gradient is 1 in every step, the momentum is {BETA} and the velocity is v ← β·v + g. Near "
        "which number does the velocity settle?",
        (
            Option(1 / (1 - BETA), "At that velocity what fades, 1 − β of it, is what comes in.", right=True),
            Option(
                1.0,
                "That is the first velocity. In the second step 0.8 of it is still there, and 1 more "
                "comes in.",
            ),
            Option(
                BETA,
                "That is what is left of the first gradient in the second step. The new gradient "
                "comes on top.",
            ),
            Option(1 / BETA, "It settles where β·v + 1 = v. Bring both v to one side before you divide."),
            Option(1 + BETA, "That is the velocity after two steps. It goes on growing."),
        ),
        otherwise="It settles where a step changes nothing: solve v = 0.8·v + 1.",
    ),
    Question(
        "rate-of-a-rare-word",
        LESSON,
        "AdaGrad: a rate for each parameter",
        "In a model of texts, one weight belongs to a frequent word and gets a gradient of about 1 in every "
        "step. Another belongs to a rare word and gets such a gradient once in a hundred steps, 0 otherwise. "
        "After 10,000 steps with AdaGrad, how does the next gradient of 1 move the two?",
        (
            Option(
                "Both by the same length, since both gradients are 1.",
                "That holds for plain gradient descent. AdaGrad divides by the root of all squares that the "
                "weight has seen.",
            ),
            Option(
                "The rare word's weight by about 10 times as much.",
                "It has seen 100 squares in place of 10,000. The roots are 10 and 100.",
                right=True,
            ),
            Option(
                "The rare word's weight by about 100 times as much.",
                "Its sum of squares is a hundredth, but the step is divided by the root of it.",
            ),
            Option(
                "The frequent word's weight by more, as it has gathered more.",
                "What is gathered stands in the denominator: the more there is, the shorter the step.",
            ),
        ),
    ),
    Question(
        "cost-times-1000",
        LESSON,
        "Adam: both, with a fair start",
        "We multiply the cost by 1000 and start again from the same weights, with the same learning rate and "
        "a tiny ε. What becomes of the paths?",
        (
            Option(
                "Both gradient descent and Adam take steps 1000 times as long.",
                "That is so for gradient descent. Adam divides m̂ by √v̂, and both are 1000 times as large.",
            ),
            Option(
                "Neither changes, since the lowest point is where it was.",
                "The lowest point is, but the slopes are 1000 times as steep, and gradient descent steps by "
                "α times the slope.",
            ),
            Option(
                "Gradient descent takes steps 1000 times as long, Adam walks as before.",
                "The factor cancels in m̂/√v̂. So Adam's rate says how far a weight moves, whatever the "
                "unit of the cost.",
                right=True,
            ),
            Option(
                f"Gradient descent takes steps 1000 times as long, Adam {math.sqrt(1000):.0f} times.",
                "The root is taken of squares: v̂ is a million times as large, its root 1000 times, and so "
                "is m̂.",
            ),
        ),
    ),
)
