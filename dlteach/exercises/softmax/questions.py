"""Three questions on softmax: what a shift and a factor do, the gradient, the choice of a last layer."""

from dlteach.autograder import Option, Question
from dlteach.exercises.softmax.shared import LESSON

_N = 4
_P_TRUE = 0.3

QUESTIONS = (
    Question(
        "shift-and-factor",
        LESSON,
        "Temperature",
        "A network gives a row of four different logits. Once we add 5 to all four, once we multiply all "
        "four by 5, and then take the softmax. What happens to the largest probability of the row?",
        (
            Option(
                "It grows in both cases, because the largest logit grows.",
                "With 5 added every exponential grows by the same factor, e to the 5, and the division "
                "takes it out again. Only differences between logits count.",
            ),
            Option(
                "It stays the same in both cases, because both treat all logits alike.",
                "Multiplying treats all logits alike, but not their differences: a lead of 1 becomes a "
                "lead of 5. Softmax sees the differences.",
            ),
            Option(
                "It stays the same when we add, and grows when we multiply.",
                "Adding leaves all differences as they are. Multiplying by 5 is a temperature of 1/5: the "
                "differences grow, and the largest takes more. The predicted class is the same each time.",
                right=True,
            ),
            Option(
                "It grows when we add, and stays the same when we multiply.",
                "It is the other way round. A common factor does not cancel inside an exponential; a "
                "common term does.",
            ),
        ),
    ),
    Question(
        "gradient-of-the-true-class",
        LESSON,
        "The last layer: p − y",
        f"A batch holds {_N} examples. For one of them softmax gives (0.2, 0.5, {_P_TRUE}), and class 2, "
        "the last one, is true. The cost is the average log loss of the batch. What is its slope along "
        "this example's last logit?",
        (
            Option(
                (_P_TRUE - 1) / _N, f"p − y is {_P_TRUE} − 1, and the average divides by {_N}.", right=True
            ),
            Option(
                _P_TRUE - 1,
                f"That is p − y, the slope of this example's loss. The cost is an average: divide by {_N}.",
            ),
            Option(
                (1 - _P_TRUE) / _N,
                "That is y − p. A larger logit of the true class lowers the cost, so the slope is negative.",
            ),
            Option(_P_TRUE / _N, "The label is missing: p/n is the slope for a class that is not true."),
            Option(
                (_P_TRUE - 1) / 3,
                f"That divides by the number of classes. The average runs over the {_N} examples.",
            ),
            Option(
                -1 / _P_TRUE / _N,
                "That is the slope along the probability, −1/p. Along the logit the Jacobian of softmax "
                "comes in, and p − y is left.",
            ),
        ),
        otherwise="Take p − y at the last class, y being 1 there, and divide by the number of examples.",
    ),
    Question(
        "dogs-and-cats",
        LESSON,
        "One label or several",
        "Photos of a garden may show a dog, a cat, both or neither. A network gives two logits a photo, "
        "for dog and for cat. Which ending answers correctly for every photo?",
        (
            Option(
                "A sigmoid for each logit; yes where it is above 0.5",
                "Each animal is a question of its own, so all four answers are possible: neither, either, "
                "both.",
                right=True,
            ),
            Option(
                "A softmax over the two; yes where it is above 0.5",
                "The two probabilities sum to 1, so one of them is nearly always above 0.5 and the other "
                "below: never both, never neither.",
            ),
            Option(
                "A softmax over the two; yes for the larger one",
                "That always says yes exactly once. It is right when each photo shows one of the two.",
            ),
            Option(
                "A softmax for each logit by itself; yes where it is above 0.5",
                "A softmax of a single logit is exp(z) divided by itself: always 1, always yes.",
            ),
        ),
    ),
)
