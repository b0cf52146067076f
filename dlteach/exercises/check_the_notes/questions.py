"""Concept questions of lesson 15."""

import math

from dlteach.autograder import Option, Question

LESSON = "15_check_the_notes"

QUESTIONS = (
    Question(
        "a-thousand-agreements",
        LESSON,
        "One number is enough",
        "A claim about all numbers holds on 1000 random ones. What do we know?",
        (
            Option("It is true.", "The next number may break it: nobody can try all numbers."),
            Option(
                "It is supported, not proved.",
                "Each agreement supports it; one counter-example would refute it.",
                right=True,
            ),
            Option(
                "It is true for 999 of 1000 numbers.",
                "It may fail on a kind of number that random draws never meet, such as 0.",
            ),
            Option(
                "Nothing at all.", "A claim that fails often would have been caught, so we know something."
            ),
        ),
    ),
    Question(
        "two-units",
        LESSON,
        "Units leave a trail",
        "A page gives an entropy as 2.5, in bits. Our code computes it in nats. Which number should our code "
        "print, if the page is right?",
        (
            Option(
                2.5 * math.log(2), "A bit is ln 2 = 0.693 nats, so nats are the smaller number.", right=True
            ),
            Option(2.5 / math.log(2), "That turns nats into bits. From bits to nats multiply with ln 2."),
            Option(2.5, "That would be the same number in another unit, which cannot be."),
            Option(2.5 * math.log10(2), "That is with base 10, log₁₀ 2 = 0.301. Nats belong to base e."),
        ),
        otherwise="One bit is the information of a fair coin. How many nats is −ln(1/2)?",
    ),
    Question(
        "which-batch",
        LESSON,
        "Values that hide",
        "A page says: the cost of a batch is the sum of its losses. We say: their mean. Which batch of "
        "losses can show the difference?",
        (
            Option("5", "In a batch of one, sum and mean are the same number."),
            Option("0, 0 and 0", "The sum and the mean of zeros are both 0."),
            Option("−1, 0 and 1", "Losses are not negative; and here sum and mean are both 0."),
            Option("1 and 3", "The sum is 4, the mean is 2: this batch decides.", right=True),
        ),
    ),
)
