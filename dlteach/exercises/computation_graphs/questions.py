"""Concept questions of lesson 04."""

from dlteach.autograder import Option, Question

LESSON = "04_computation_graphs"

QUESTIONS = (
    Question(
        "used-twice",
        LESSON,
        "A node used twice",
        "b = a + a and c = b · b, with a = 3. What is dc/da?",
        (
            Option(24.0, "c = 4a², so dc/da = 8a. Every use of a node pays in its share.", right=True),
            Option(12.0, "One of the two shares is missing: at a, or at b, they add up."),
            Option(6.0, "That is the value of b. Each use of b and of a gives a share of the gradient."),
            Option(36.0, "That is the value of c. The question is how fast it changes with a."),
        ),
        otherwise="Write c with a alone, c = 4a², and take its derivative at 3.",
    ),
    Question(
        "why-backward",
        LESSON,
        "Why backward is cheap",
        "A network has a million weights and one cost. Why do we not nudge each weight to find its slope?",
        (
            Option("A nudge gives a wrong slope.", "It gives a good one; that is how we check formulas."),
            Option(
                "Every nudge costs a forward pass.",
                "A million passes, where one pass back gives all slopes.",
                right=True,
            ),
            Option("Nudging changes the weights for good.", "We could put each one back."),
            Option("A cost has no slope in so many weights.", "It has one in each of them: the gradient."),
        ),
    ),
    Question(
        "arrives-too-early",
        LESSON,
        "The order matters",
        "On the way back, a node hands its gradient on before the second of its two users has paid in. Which "
        "gradients come out wrong?",
        (
            Option("its own", "Its own sum is complete in the end. What it handed on was not."),
            Option("those of the nodes before it", "They got a part of what they should have.", right=True),
            Option("those of its users", "Their gradients were complete before they paid in."),
            Option("all of them", "What lies between this node and the result is not touched by it."),
        ),
    ),
)
