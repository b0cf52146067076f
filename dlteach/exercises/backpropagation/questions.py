"""Questions of lesson 05: what vanishes, what a check can miss, and which sizes know the batch."""

from dlteach.autograder import Option, Question
from dlteach.exercises.backpropagation.shared import LESSON

WEIGHT, LAYERS, TOP = 2, 5, 0.25

QUESTIONS = (
    Question(
        "five-sigmoids",
        LESSON,
        "Gradients that vanish or explode",
        f"In a chain of sigmoid units every weight is {WEIGHT}. On its way back a gradient passes {LAYERS} "
        "units and the weight of each. What part of it can arrive at most? (1 would be all of it.)",
        (
            Option(
                (TOP * WEIGHT) ** LAYERS,
                f"Each unit brings its slope, at most {TOP}, and its weight, {WEIGHT}: a factor of "
                f"{TOP * WEIGHT}, five times over.",
                right=True,
            ),
            Option(
                TOP**LAYERS,
                f"That counts the slopes only. The gradient passes through the weights too, and each brings "
                f"a factor of {WEIGHT}.",
            ),
            Option(
                float(WEIGHT**LAYERS),
                f"That counts the weights only. Each sigmoid brings its slope too, which is at most {TOP}.",
            ),
            Option(
                TOP * WEIGHT,
                "That is the factor of one unit and its weight. The chain rule multiplies it for every unit "
                "that is passed.",
            ),
            Option(
                TOP * WEIGHT * LAYERS,
                "The factors of the units are added up here. Along one path the chain rule multiplies them.",
            ),
        ),
        otherwise="How large is the slope of a sigmoid at most? Multiply it with the weight: that is the "
        "factor of one unit. Then take the chain rule along five of them.",
    ),
    Question(
        "check-at-equal-weights",
        LESSON,
        "Trust a formula after a check",
        "A gradient formula is compared with nudges where all weights are 1. The relative error is 1e-10. "
        "Later it turns out that the formula uses `W2` where `W3` belongs. How could the check miss it?",
        (
            Option(
                "The nudge h was too large to see it.",
                "A smaller nudge changes the error of the measurement, about 1e-10 here. A wrong factor "
                "would be seen with any reasonable nudge, if it changed the value.",
            ),
            Option(
                "The relative error hides differences in small gradients.",
                "It does the opposite: each difference is divided by the size of its entry, so small "
                "gradients count as much as large ones.",
            ),
            Option(
                "Nudges use the same wrong formula.",
                "Nudges only run the network forward. The formula of the gradient is not used there, which "
                "is what makes them an independent judge.",
            ),
            Option(
                "With equal weights both formulas give the same numbers.",
                "Where W2 and W3 are equal, the slip changes no number, and a check sees numbers only. At "
                "weights that differ it is caught at once.",
                right=True,
            ),
        ),
    ),
    Question(
        "batch-twice-as-large",
        LESSON,
        "A layer, backward",
        "A layer has 6 inputs and 4 units. The batch grows from 10 examples to 20. Which of the arrays on "
        "the way back get another shape?",
        (
            Option(
                "All four: `grad_output`, `grad_input`, and the gradients of weights and bias.",
                "The gradients of weights and bias have the shapes of the weights, (6, 4), and the bias, "
                "(4,), and these do not depend on the batch.",
            ),
            Option(
                "`grad_output` and `grad_input`.",
                "They belong to the activations, one row for each example: (20, 4) and (20, 6). In the "
                "gradients of weights and bias the examples are summed up.",
                right=True,
            ),
            Option(
                "The gradients of weights and bias.",
                "More examples add more shares to the sums, but the sums have the shapes of weights and "
                "bias, (6, 4) and (4,), as before.",
            ),
            Option(
                "None: a gradient has the shape of the weights.",
                "Only the gradient of the weights has their shape. Each gradient has the shape of what it "
                "belongs to, and the activations have a row for each example.",
            ),
        ),
    ),
)
