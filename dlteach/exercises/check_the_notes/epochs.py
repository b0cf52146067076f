"""A claim about a word: whether an epoch is a step."""

import numpy as np

from dlteach.exercises.check_the_notes.claim import Claim, Stray, claim_exercise
from dlteach.exercises.debugging import Hiding

NO_COUNTS = "should give two whole numbers of at least 1, n and batch_size, as the evidence"


def _two_counts(*evidence):
    if len(evidence) != 2 or any(np.size(count) != 1 for count in evidence):
        raise ValueError(NO_COUNTS)
    n, batch_size = (float(np.reshape(count, ())) for count in evidence)
    if n < 1 or batch_size < 1 or n % 1 or batch_size % 1:
        raise ValueError(NO_COUNTS)
    return n, batch_size


def steps_in_an_epoch(n, batch_size):
    return np.ceil(n / batch_size)


EPOCH_IS_A_STEP = claim_exercise(
    Claim(
        name="claim_epoch_is_a_step",
        section="Count what a word means",
        holds=False,
        wants="two whole numbers, n and batch_size",
        read=_two_counts,
        decides=lambda n, batch_size: steps_in_an_epoch(n, batch_size) != 1,
        shows=(12, 5),
        also_shows=((2, 1), (1000.0, 32), (6, 5), np.array([12, 4])),
        hides=(
            Hiding(
                "batch-of-all",
                lambda: (8, 8),
                "With a batch that holds all of the data, an epoch is one step: here the claim hides. Take "
                "a smaller batch.",
                lambda n, batch_size: n == batch_size > 1,
            ),
            Hiding(
                "one-example",
                lambda: (1, 1),
                "With one example there is one batch in any case, so an epoch is one step. Take more "
                "examples.",
                lambda n, batch_size: n == 1,
            ),
            Hiding(
                "batch-larger-than-the-data",
                lambda: (5, 12),
                "The batch holds more than all of the data, so an epoch is one step. Is the order exchanged? "
                "First the number of examples, then the batch size.",
                lambda n, batch_size: n < batch_size,
            ),
        ),
        own_evidence="With your own numbers one epoch has more than one step: they refute the claim that "
        "you confirm. An epoch is one pass over all the data, in as many steps as there are batches.",
        no_evidence="You confirm the claim, and with these numbers an epoch is one step indeed. Does it stay "
        "so when the batches are smaller? One agreement proves nothing.",
        hints=(
            "An epoch is one pass over all examples. A step reads one batch.",
            "Count the batches that `minibatches` of lesson 02 yields in one pass. For which sizes is it "
            "one, for which more?",
            "`return ..., (12, ...)` with a batch size smaller than 12",
        ),
        strays=(
            Stray(
                "no-count",
                (10, 0.5),
                "Both should be whole numbers of at least 1: the number of examples, and how many of them a "
                "step reads.",
            ),
        ),
    )
)
