"""Concept questions of lesson 01."""

from dlteach.autograder import Option, Question

LESSON = "01_cost_functions"

QUESTIONS = (
    Question(
        "outlier",
        LESSON,
        "Outliers, where L1 and L2 part ways",
        "Nine sensors read about 20 °C and one broken sensor reads 500 °C. One number is to stand for all "
        "ten, "
        "and the broken one should not count. Which cost do we minimise?",
        (
            Option("the mean squared error", "Its best number is the mean, and the 500 drags that to 68 °C."),
            Option("the mean absolute error", "Its best number is the median, about 20 °C.", right=True),
            Option(
                "the sum of the errors, with their signs", "Too high and too low cancel: it has no minimum."
            ),
        ),
    ),
    Question(
        "accident",
        LESSON,
        "Two accidents that raise no error",
        "`y_true` has shape (10, 1), `y_pred` has shape (10,). How many differences does `y_true - y_pred` "
        "hold?",
        (
            Option(
                10.0, "That is what we want. But a column and a row are repeated until both are (10, 10)."
            ),
            Option(100.0, "Each of 10 targets meets each of 10 predictions, without an error.", right=True),
            Option(1.0, "Nothing is summed here. A subtraction gives an array."),
        ),
        otherwise="Both arrays are repeated until they have one shape, (10, 10). Count its entries.",
    ),
    Question(
        "why-an-average",
        LESSON,
        "Sum or average",
        "Why is the cost of a batch an average of losses and not their sum?",
        (
            Option("The average is quicker to compute.", "It takes one division more."),
            Option(
                "A sum of squares can become negative.",
                "Squares are never negative, and so their sum is not either.",
            ),
            Option(
                "Batches of different sizes stay comparable.",
                "Twice the examples give about twice the sum, though nothing got worse.",
                right=True,
            ),
            Option("The average ignores outliers.", "A mean of squares feels them more than anything."),
        ),
    ),
)
