"""Three questions on lesson 14: what a choice does to a test, columns of a table, and pixels without ink."""

import numpy as np

from dlteach.autograder import Option, Question

LESSON = "14_handwritten_digits"

TABLE = np.array([[8, 2, 0], [1, 6, 3], [0, 4, 6]])
_RIGHT = int(TABLE[1, 1])
_SAID, _TRUE, _ALL = int(TABLE[:, 1].sum()), int(TABLE[1].sum()), int(TABLE.sum())
_ROWS = ", ".join(str(tuple(row)) for row in TABLE.tolist())

QUESTIONS = (
    Question(
        "best-of-fifty",
        LESSON,
        "The test, once, and where it does not hold",
        "Somebody trains 50 networks that differ only in their first random weights, asks the test part "
        "about each, and publishes the best one with its test accuracy. What will new digits of the same "
        "kind show?",
        (
            Option(
                "The same accuracy: none of them was trained on the test part.",
                "Training did not see it, but the choice did. The best of 50 is best on these images, partly "
                "by luck.",
            ),
            Option(
                "A higher accuracy, as it is the best of 50.",
                "Nothing was learned from the test part, and the luck of the choice does not come again.",
            ),
            Option(
                "Probably a lower accuracy.",
                "The best of many is partly the luckiest on these images, and luck does not carry over. "
                "Choose by validation, then ask the test once.",
                right=True,
            ),
            Option(
                "Nothing can be said, as accuracy varies at random.",
                "One accuracy varies at random, but the largest of 50 is more often too high than too low.",
            ),
        ),
    ),
    Question(
        "when-it-says-one",
        LESSON,
        "Which digits are mixed up",
        f"A confusion matrix has the rows {_ROWS}: the rows are true classes, the columns what was said. The "
        "network says class 1 about a new image. How probable is it that this is right, judged by the table? "
        "Type a number from 0 to 1.",
        (
            Option(
                _RIGHT / _SAID,
                f"Class 1 was said {_SAID} times, the sum of its column, and {_RIGHT} of these were right.",
                right=True,
            ),
            Option(
                _RIGHT / _TRUE,
                f"That is the share of the {_TRUE} true 1s that were found, along the row. We know what was "
                "said, so look down the column.",
            ),
            Option(
                float(np.trace(TABLE)) / _ALL,
                "That is the accuracy over all classes. Here class 1 was said, so only its column counts.",
            ),
            Option(
                _RIGHT / _ALL,
                f"That divides by all {_ALL} examples. Only those about which class 1 was said count.",
            ),
        ),
        otherwise="Take the column of class 1: how often was it said, and how often rightly?",
    ),
    Question(
        "right-half",
        LESSON,
        "What the first layer learned",
        "In the training images, twice as wide as high, all digits stand in the left half. In use, digits "
        "stand in the right half. There the network does no better than chance. What are its first weights "
        "for the pixels of the right half?",
        (
            Option(
                "Copies of those for the left half",
                "Each weight of a dense layer learns alone, from its own pixel. It is a convolution that "
                "uses the same weights everywhere.",
            ),
            Option(
                "What they were before training",
                "Their gradient is the input times what comes back. The input was always 0, so no step "
                "moved them.",
                right=True,
            ),
            Option(
                "All 0",
                "They would be 0 if a penalty had pulled them there. A gradient of 0 leaves them where they "
                "began, and they began at random.",
            ),
            Option(
                "Large and negative",
                "To learn that ink there counts against a class, the network would have to see ink there.",
            ),
        ),
    ),
)
