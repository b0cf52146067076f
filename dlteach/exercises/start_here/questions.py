"""Concept questions of lesson 00."""

from dlteach.autograder import Option, Question

LESSON = "00_start_here"

QUESTIONS = (
    Question(
        "weights-and-biases",
        LESSON,
        "Layers and depth",
        "A network takes in 5 numbers, has one hidden layer of 3 units and ends in 1 unit. How many numbers"
        " does "
        "it have to learn?",
        (
            Option(
                5.0 * 3 + 3 + 3 * 1 + 1, "5·3 weights and 3 biases, then 3·1 weights and 1 bias.", right=True
            ),
            Option(
                5.0 * 3 + 3 * 1, "Those are the weights, the lines of the picture. Each unit has a bias too."
            ),
            Option(5.0 + 3 + 1, "Those are the circles of the picture. What is learned sits on the lines."),
        ),
        otherwise=(
            "A layer of k units that each read d numbers has d·k weights and k biases. Add up two layers."
        ),
    ),
    Question(
        "any-number-of-rows",
        LESSON,
        "Shapes tell the story",
        "What does `None` mean in the shape `(None, 4)`?",
        (
            Option("The data are missing.", "Nothing is missing: the size is left open until data come."),
            Option("There is no axis for the examples.", "There is one, the first; only its size is open."),
            Option(
                "Any number of examples, each with 4 features.", "The batch may be of any size.", right=True
            ),
            Option("Any number of features, 4 examples.", "Examples are rows, so the first size is theirs."),
        ),
    ),
    Question(
        "a-weight-of-zero",
        LESSON,
        "What one unit computes",
        "A unit has the weight 0 for humidity and −3 for pressure. Humidity doubles and pressure rises. "
        "What does "
        "its output z do?",
        (
            Option("It falls.", "Humidity does not count, and a higher pressure pulls z down.", right=True),
            Option(
                "It rises.", "The sign of a weight gives the direction: −3 pulls z down as pressure rises."
            ),
            Option("It stays.", "Humidity is ignored, but the pressure is not: its weight is −3."),
        ),
    ),
)
