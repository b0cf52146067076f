"""Claims about five days of weather: two numbers that can be counted and computed."""

import numpy as np

from dlteach.exercises.check_the_notes.claim import Claim, Stray, claim_exercise
from dlteach.exercises.debugging import Hiding

SECTION = "Units leave a trail"
SUNNY = 3 / 5
CLOSE = 0.005  # two digits behind the point are enough


def _near(*values):
    return lambda number: any(abs(number - value) <= CLOSE for value in values)


def _one_number(*evidence):
    if len(evidence) == 2 and abs(float(np.sum(evidence)) - 1) < 1e-6:
        evidence = evidence[:1]  # P(sunny) and P(rainy)
    if len(evidence) != 1 or np.size(evidence[0]) != 1:
        raise ValueError("should give one number as the evidence")
    return (float(np.reshape(evidence[0], ())),)


WEATHER_PROBABILITIES = claim_exercise(
    Claim(
        name="claim_weather_probabilities",
        section=SECTION,
        holds=False,
        wants="one number, P(sunny) as you count it",
        read=_one_number,
        decides=_near(SUNNY),
        shows=3 / 5,
        also_shows=(0.6, np.mean([1, 1, 0, 0, 1]), (0.6, 0.4)),
        hides=(
            Hiding(
                "number-of-the-notes",
                lambda: 0.57,
                "That is the number of the notes. It is 4/7, as of 4 sunny days among 7. Count the sunny "
                "days of the table, and all of them.",
                _near(4 / 7),
            ),
            Hiding(
                "rainy-for-sunny",
                lambda: 0.4,
                "That is P(rainy), and it refutes the second number. P(sunny) is asked for.",
                _near(2 / 5),
            ),
            Hiding(
                "rainy-of-the-notes",
                lambda: 0.43,
                "That is the other number of the notes, 3/7. Count the sunny days, and all of them.",
                _near(3 / 7),
            ),
            Hiding(
                "count-for-share",
                lambda: 3,
                "That is how many days are sunny. A probability is their share: divide by the number of "
                "days.",
                _near(3.0),
            ),
            Hiding(
                "percent",
                lambda: 60,
                "That is in percent. A probability lies between 0 and 1.",
                _near(60.0),
            ),
            Hiding(
                "odds",
                lambda: 3 / 2,
                "That is sunny days for each rainy one, the odds. The probability divides by all days.",
                _near(3 / 2),
            ),
            Hiding(
                "one-of-two-kinds",
                lambda: 1 / 2,
                "There are two kinds of weather, but they are not equally frequent. Count the days.",
                _near(1 / 2),
            ),
            Hiding(
                "other-number",
                lambda: 0.9,
                "Counting the table gives another number: sunny days, divided by all days.",
            ),
        ),
        own_evidence="Your own count is not 0.57, nor does it round to that: your verdict and your evidence "
        "contradict each other.",
        no_evidence="You confirm the claim. Count the sunny days of the table and divide by all days: do "
        "you get 0.57?",
        hints=(
            "A probability in a table is a share: how many of all.",
            '`days.count("sunny")` counts in a list, `len(days)` counts all. Compare with 0.57.',
            '`return ..., days.count("sunny") / len(days)`',
        ),
        strays=(
            Stray(
                "several-numbers",
                (3, 2, 5),
                "One number is enough as evidence: P(sunny), as you count it.",
            ),
        ),
    )
)

INFORMATION_OF_SUNNY = claim_exercise(
    Claim(
        name="claim_information_of_sunny",
        section=SECTION,
        holds=False,
        wants="one number, the information of sunny",
        read=_one_number,
        decides=_near(-np.log(SUNNY), -np.log2(SUNNY)),
        shows=-np.log(3 / 5),
        also_shows=(-np.log2(3 / 5), 0.51, 0.737),
        hides=(
            Hiding(
                "number-of-the-notes",
                lambda: 0.23,
                "That is the number of the notes. Compute −ln P(sunny) yourself and compare.",
                _near(0.23),
            ),
            Hiding(
                "base-ten",
                lambda: -np.log10(3 / 5),
                "That is with base 10, `np.log10`. It would refute 0.23 too, but information is asked for in "
                "nats, with `np.log`, or in bits, with `np.log2`.",
                _near(-np.log10(SUNNY)),
            ),
            Hiding(
                "probability-of-the-notes",
                lambda: -np.log(0.57),
                "That is computed from 0.57, the probability of the notes, which is wrong. Take the one that "
                "you count.",
                _near(*(-log(p) for log in (np.log, np.log2, np.log10) for p in (0.57, 4 / 7))),
            ),
            Hiding(
                "sign-forgotten",
                lambda: np.log(3 / 5),
                "The sign is missing: the logarithm of a number below 1 is negative, and the "
                "information is −ln p.",
                _near(np.log(SUNNY), np.log2(SUNNY), np.log10(SUNNY)),
            ),
            Hiding(
                "rainy-for-sunny",
                lambda: -np.log(2 / 5),
                "That is the information of rainy. The claim is about sunny, with probability 3/5.",
                _near(-np.log(2 / 5), -np.log2(2 / 5), -np.log10(2 / 5)),
            ),
            Hiding(
                "entropy-for-information",
                lambda: -0.6 * np.log(0.6) - 0.4 * np.log(0.4),
                "That is the entropy, the average over both kinds of weather. The information of one piece "
                "of news is −ln p, without a weight.",
                _near(0.6730, 0.9710, 0.2923),
            ),
            Hiding(
                "weighted",
                lambda: -0.6 * np.log(0.6),
                "That is p · (−ln p), one term of the entropy. The information of sunny is −ln p alone.",
                _near(-0.6 * np.log(0.6), -0.6 * np.log2(0.6), -0.6 * np.log10(0.6)),
            ),
            Hiding(
                "probability-for-information",
                lambda: 3 / 5,
                "That is P(sunny). Its information is −ln P(sunny).",
                _near(SUNNY),
            ),
            Hiding(
                "reciprocal",
                lambda: 5 / 3,
                "That is 1/p. The information is its logarithm, ln(1/p) = −ln p.",
                _near(1 / SUNNY),
            ),
            Hiding(
                "other-number",
                lambda: 3.0,
                "The information of sunny is another number: −ln P(sunny), or −log₂ P(sunny), with the "
                "probability that you count in the table.",
            ),
        ),
        own_evidence="Your own number is not 0.23, so the claim is refuted, and the verdict should say so.",
        no_evidence="You confirm the claim. Compute −ln P(sunny) and −log₂ P(sunny), with the probability "
        "that you count: is either of them 0.23?",
        hints=(
            "The information of an event is −ln of its probability, in nats; with log₂ it is in bits.",
            "The probability comes from the table of the claim before, counted by yourself. In NumPy, "
            "`np.log` is the natural logarithm.",
            "`return ..., -np.log(...)`",
        ),
        strays=(
            Stray(
                "several-numbers",
                (0.5, 0.7, 0.2),
                "One number is enough as evidence: the information of sunny, in nats or in bits.",
            ),
        ),
    )
)
