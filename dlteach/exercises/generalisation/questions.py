"""Concept questions of lesson 10."""

from dlteach.autograder import Option, Question
from dlteach.exercises.generalisation.scaling import LESSON

WEIGHT, RATE, PENALTY = 2.0, 0.5, 0.1  # a step of gradient descent on the penalty alone


def _after(slope):
    return WEIGHT - RATE * slope


QUESTIONS = (
    Question(
        "measured-before-the-split",
        LESSON,
        "One scale for all features",
        "A team standardises all its data with one mean and one standard deviation for each column, and then "
        "splits it into training and test data. What is wrong with that?",
        (
            Option(
                "Nothing: both parts must be scaled by the same numbers, and they are.",
                "The same numbers are right, but whose? These were measured on test data as well, which is "
                "to stand for data that nobody has seen.",
            ),
            Option(
                "Each part should have been scaled by its own mean and standard deviation.",
                "Then the same measurement would become two different inputs, one in training and another in "
                "the test.",
            ),
            Option(
                "The test data has had a say in the numbers, so the test flatters the model a little.",
                "Right. Split first, measure on the training part, and scale both with that: as it will be "
                "with data that comes tomorrow.",
                right=True,
            ),
            Option(
                "The labels have to be standardised in the same way as the features.",
                "Class numbers are names, and a name has no scale. The trouble is when the measuring was "
                "done.",
            ),
        ),
    ),
    Question(
        "decay-step",
        LESSON,
        "A price on large weights",
        f"A cost has the penalty λ·w² with λ = {PENALTY}. At the moment the data has no opinion: its slope "
        f"along w is 0. One step of gradient descent with learning rate {RATE} starts from w = {WEIGHT:g}. "
        "What is w after it?",
        (
            Option(
                _after(2 * PENALTY * WEIGHT),
                "The slope of λ·w² is 2λw = 0.4; times the rate 0.5 that is 0.2. Each such step takes a "
                "tenth of w: it decays.",
                right=True,
            ),
            Option(
                _after(PENALTY * WEIGHT),
                "The slope of λ·w² is 2λw: the 2 of the square is missing. (It is not with ½λ·w², as some "
                "books write.)",
            ),
            Option(
                _after(-2 * PENALTY * WEIGHT),
                "That goes uphill. The step is taken against the slope, so w becomes smaller.",
            ),
            Option(
                WEIGHT - 2 * PENALTY * WEIGHT,
                "That is the slope 2λw taken away whole. It is multiplied with the learning rate first.",
            ),
        ),
        otherwise="The slope of λ·w² is 2λw. Multiply it with the learning rate and take it away from w.",
    ),
    Question(
        "equal-start",
        LESSON,
        "How to begin",
        "A hidden layer of 8 units begins with all weights equal to 0.3, into the layer and out of it. "
        "Nothing else is random. After 1000 steps of training, how many different units does it have?",
        (
            Option(
                "One: equal units get equal gradients, so they stay equal.",
                "Right. It is not the 0 that does harm, it is being equal. Random numbers make the units "
                "differ from the first step.",
                right=True,
            ),
            Option(
                "Eight, because 0.3 is not 0 and so the gradients are not 0 either.",
                "The gradients are not 0, but they are the same for all eight: same inputs, same weights, "
                "same way out.",
            ),
            Option(
                "Eight, because each unit learns from different examples.",
                "All units of a layer see every example of the batch. Nothing tells them apart.",
            ),
            Option(
                "None that work: with equal weights nothing can be learned at all.",
                "The layer does learn, as much as a layer with a single unit can.",
            ),
        ),
    ),
)
