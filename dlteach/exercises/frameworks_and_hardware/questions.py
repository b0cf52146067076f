"""Concept questions of lesson 16."""

from dlteach.autograder import Option, Question

LESSON = "16_frameworks_and_hardware"

SLOPES_OF_A, SLOPES_OF_B = (1.0, 3.0, 5.0), (9.0,)
OF_ALL = sum(SLOPES_OF_A + SLOPES_OF_B) / 4
OF_MEANS = (sum(SLOPES_OF_A) / 3 + SLOPES_OF_B[0]) / 2

QUESTIONS = (
    Question(
        "three-rows-and-one",
        LESSON,
        "What else a framework brings",
        "A batch of four rows is spread over two chips. Chip A has three rows, with the slopes 1, 3 and 5; "
        "chip B has one, with the slope 9. What is the gradient of the average loss of the batch?",
        (
            Option(
                OF_MEANS, "That is the mean of the two means, 3 and 9. Chip A has three times as many rows."
            ),
            Option(OF_ALL, "All four rows count alike: (1 + 3 + 5 + 9)/4.", right=True),
            Option(
                sum(SLOPES_OF_A + SLOPES_OF_B), "That is the sum. The loss is an average, so divide by four."
            ),
            Option(sum(SLOPES_OF_A) / 3 + 9, "The means of the chips are added. Weight them by their rows."),
        ),
        otherwise="Every row counts the same, whichever chip it is on: take the mean of all four slopes.",
    ),
    Question(
        "one-row-at-a-time",
        LESSON,
        "Loops, batches and chips",
        "A trained network must answer one request at a time, each a single row, at once. A computer with a "
        "fast graphics card is slower at it than one without. Why can that be?",
        (
            Option(
                "A GPU cannot multiply a single row.",
                "It can: a batch of one is a batch, and gets its result.",
            ),
            Option(
                "A GPU rounds more coarsely, and has to repeat the work.",
                "It may round more coarsely, but nothing is repeated for that.",
            ),
            Option(
                "Networks must be trained and used on the same chip.",
                "Weights are numbers: they can be copied to any chip.",
            ),
            Option(
                "Sending the row there takes longer than the work itself.",
                "The start costs the same for one row as for a thousand, and one row is little work.",
                right=True,
            ),
        ),
    ),
    Question(
        "when-to-freeze",
        LESSON,
        "Freeze, then train the rest",
        "You have eight pictures each of ten kinds of flowers. When is it worth freezing the layers of "
        "another network and training only a new last layer?",
        (
            Option(
                "when the other network has seen similar pictures, and many",
                "Then its layers know what eight pictures cannot teach.",
                right=True,
            ),
            Option(
                "always: a trained layer is never worse than a new one",
                "The lesson has a counter-example: what a layer has dropped cannot come back while it is "
                "frozen.",
            ),
            Option(
                "when the other network has ten classes as well",
                "The last layer is new in any case, so the number of classes plays no part.",
            ),
            Option(
                "when there are many more pictures to come",
                "With many examples the frozen layers are a hindrance: then they should learn too.",
            ),
        ),
    ),
)
