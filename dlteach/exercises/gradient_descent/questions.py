"""Concept questions of lesson 02."""

from dlteach.autograder import Option, Question

LESSON = "02_gradient_descent"

QUESTIONS = (
    Question(
        "steps-in-an-epoch",
        LESSON,
        "Batches and epochs",
        "There are 1000 examples, and batches of 32. How many steps does gradient descent take in 3 epochs?",
        (
            Option(3.0, "An epoch is a pass over all the data; it has a step for each batch."),
            Option(
                3.0 * (1000 // 32), "The last batch of each epoch, with the 8 examples left, is a step too."
            ),
            Option(3.0 * -(-1000 // 32), "31 full batches and one of 8 examples, three times.", right=True),
            Option(3000.0, "That would be batches of one example."),
        ),
        otherwise="Count the batches of one epoch, the last short one too, and take that three times.",
        tolerance=0.001,
    ),
    Question(
        "it-gets-worse",
        LESSON,
        "Many steps make a path",
        "From step to step the cost grows: 5, 12, 40, 150. What do we try first?",
        (
            Option(
                "a smaller learning rate",
                "Each step lands higher on the other side: it overshoots.",
                right=True,
            ),
            Option("a larger learning rate", "The steps are too long already, and would grow even faster."),
            Option("more steps", "The walk leads away from the valley. More of it leads farther away."),
            Option("larger batches", "They make the slope more exact, but the step stays too long."),
        ),
    ),
    Question(
        "slope-zero",
        LESSON,
        "Where the slope is 0",
        "Gradient descent stands at a place where all slopes are 0. What do we know?",
        (
            Option(
                "It has found the lowest cost of all.", "It may be the lowest point nearby only, or a saddle."
            ),
            Option(
                "It will not move from here by itself.",
                "Every step is the slope times a rate: 0.",
                right=True,
            ),
            Option("It stands in a valley.", "A top and a saddle have slopes of 0 as well."),
            Option("The learning rate is too small.", "With slope 0 no learning rate moves it."),
        ),
    ),
)
