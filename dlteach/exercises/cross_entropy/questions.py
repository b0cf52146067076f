"""Concept questions of lesson 03."""

import numpy as np

from dlteach.autograder import Option, Question

LESSON = "03_cross_entropy"

QUESTIONS = (
    Question(
        "four-horses",
        LESSON,
        "Entropy: the average surprise",
        "Four outcomes are equally likely. What is the entropy, in nats?",
        (
            Option(float(np.log(4)), "Each outcome surprises by ln 4, so the average does too.", right=True),
            Option(2.0, "That is in bits, with log₂. In nats it is 2 · ln 2."),
            Option(float(np.log10(4)), "That is the logarithm of base 10. The natural one is `np.log`."),
            Option(
                4 * float(np.log(4)), "The probabilities are the weights of the average: it is not a sum."
            ),
        ),
        otherwise="Each outcome has probability 1/4 and surprises by −ln(1/4). Take the average.",
    ),
    Question(
        "two-halves",
        LESSON,
        "Log loss: yes or no",
        "Two examples have label 1. Model A gives them 0.5 and 0.5, model B gives them 0.99 and 0.01. Which"
        " has "
        "the lower log loss?",
        (
            Option(
                "B: it is right about one of them", "−ln 0.01 is 4.6, far more than it saves on the other."
            ),
            Option(
                "A: it is never badly wrong", "Its loss is ln 2 = 0.69; B pays 2.3 on average.", right=True
            ),
            Option("both the same: their averages are 0.5", "The logarithm comes before the average."),
        ),
    ),
    Question(
        "flat-and-wrong",
        LESSON,
        "Why not the quadratic cost?",
        "The label is 1 and the logit is −10. Why does the log loss learn faster here than the quadratic "
        "cost?",
        (
            Option(
                "Its value is larger.",
                "Not the value counts but the slope: a step is a rate times the slope.",
            ),
            Option(
                "It has no factor ½.", "A factor of 2 changes little; here the slopes differ by thousands."
            ),
            Option(
                "Its slope p − y does not vanish with the slope of the sigmoid.",
                "The 1/p of the logarithm cancels the flatness of the sigmoid.",
                right=True,
            ),
            Option(
                "The quadratic cost points the wrong way.", "It points the right way, but is nearly flat."
            ),
        ),
    ),
)
