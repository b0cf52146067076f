"""Three questions on lesson 11: shared weights, a convention, and labels that do not survive."""

from dlteach.autograder import Option, Question
from dlteach.exercises.images.shared import LESSON

SIDE, KERNEL, COLOURS, FILTERS = 32, 3, 3, 8
_PER_FILTER = KERNEL * KERNEL * COLOURS
_PLACES = SIDE * SIDE

QUESTIONS = (
    Question(
        "weights-of-a-layer",
        LESSON,
        "Channels, filters and shared weights",
        f"A convolution layer has {FILTERS} filters of {KERNEL} × {KERNEL}. It reads colour images of {SIDE} "
        f"× {SIDE} pixels, with {COLOURS} channels. How many parameters does it have, biases included?",
        (
            Option(
                float(_PER_FILTER * FILTERS + FILTERS),
                f"Each filter has {KERNEL} · {KERNEL} · {COLOURS} = {_PER_FILTER} weights and a bias, for "
                f"all places: {FILTERS} · {_PER_FILTER + 1}. The size of the images does not matter.",
                right=True,
            ),
            Option(
                float(_PER_FILTER * FILTERS),
                "These are the weights alone. Each filter has a bias besides.",
            ),
            Option(
                float(KERNEL * KERNEL * FILTERS + FILTERS),
                "A filter has weights for each of the three channels, not for one.",
            ),
            Option(
                float(_PER_FILTER * FILTERS + FILTERS * COLOURS),
                "The channels are summed first, so a filter has one bias and not one for each channel.",
            ),
            Option(
                float((_PER_FILTER * FILTERS + FILTERS) * _PLACES),
                "This gives each pixel a kernel of its own. All places share one kernel: that is the point.",
            ),
            Option(
                float(_PLACES * COLOURS * FILTERS + FILTERS),
                "That is a dense layer with 8 units. A filter sees one window at a time.",
            ),
        ),
        otherwise="Count the weights of one filter, rows times columns times channels, add its bias, and "
        "multiply by the number of filters.",
    ),
    Question(
        "kernel-turned-round",
        LESSON,
        "A kernel on every place",
        "Somebody builds a library whose layers turn each kernel by 180 degrees before they lay it on the "
        "image, as mathematics does, in training and afterwards. Networks start from random kernels. How "
        "well will they learn?",
        (
            Option(
                "Worse: the kernels look for patterns that are upside down.",
                "Training moves the weights wherever the cost falls. If a pattern needs an upright kernel, "
                "the weights learned are those that are upright after the turn.",
            ),
            Option(
                "As well: the learned kernels come out turned.",
                "The turn only renames the weights, and a random start prefers no name. It is a convention: "
                "it matters when kernels are written by hand, or moved from one library to another.",
                right=True,
            ),
            Option(
                "Better: this is the convolution that the theory is about.",
                "The theory's laws, such as that the order of two convolutions does not matter, are of no "
                "help to gradient descent.",
            ),
            Option(
                "As well, but only for kernels that look the same after half a turn.",
                "Kernels are learned, so any kernel can be reached in either library: its weights are the "
                "same numbers in reverse order.",
            ),
        ),
    ),
    Question(
        "left-and-right-hands",
        LESSON,
        "Which change keeps the label?",
        "A network learns to tell photographs of left hands from those of right hands. Which change of the "
        "training images spoils their labels?",
        (
            Option(
                "turning by up to 15 degrees",
                "A left hand that is turned a little stays a left hand, as it does when turned by any angle.",
            ),
            Option(
                "random noise in every pixel",
                "Weak noise hides nothing that tells the hands apart; we would give the same answer.",
            ),
            Option(
                "a horizontal flip",
                "The mirror image of a left hand is a right hand, but the label still says left. The network "
                "would be taught both answers for one picture.",
                right=True,
            ),
            Option(
                "colour jitter",
                "Brightness and colour say how the light was, and not which hand it is.",
            ),
        ),
    ),
)
