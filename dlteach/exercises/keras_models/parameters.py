"""The exercise `count_parameters`, and one of its mistakes to debug."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law, Mistake
from dlteach.exercises.debugging import Hiding, debug_pair
from dlteach.functions import count_parameters

LESSON = "09_keras_models"


def _cases(rng):
    for sizes, note in (
        ([2, 1], "one layer"),
        ([5, 3, 1], ""),
        ([3, 4, 4], "the 3-4-4 network"),
        ([4, 5, 3], "the 4-5-3 network"),
        ([2, 25, 15, 1], "two features and layers of 25, 15 and 1 units"),
        ([6, 6], "one layer with as many units as inputs"),
        ([1, 1], "one input and one unit"),
        ([1, 7, 1], "as many outputs as inputs"),
        ([784, 30, 10], "images of 784 pixels"),
    ):
        yield Case((sizes,), note)
    for depth in (3, 4, 5):
        yield Case((rng.choice(np.arange(2, 12), size=depth, replace=False).tolist(),))


def _pairs(sizes):
    return list(zip(sizes[:-1], sizes[1:]))


def _summed(of_a_layer):
    return lambda sizes: sum(of_a_layer(d, k) for d, k in _pairs(sizes))


def _with_loop(sizes):
    total = 0
    for i in range(1, len(sizes)):
        total += sizes[i - 1] * sizes[i]
        total += sizes[i]
    return total


def _with_arrays(sizes):
    sizes = np.array(sizes)
    return np.sum((sizes[:-1] + 1) * sizes[1:])


def _from_arrays_of_weights(sizes):
    weights = [np.zeros((d, k)) for d, k in _pairs(sizes)]
    biases = [np.zeros((1, k)) for k in sizes[1:]]
    return sum(w.size for w in weights) + sum(b.size for b in biases)


def _recursive(sizes):
    if len(sizes) < 2:
        return 0
    return (sizes[0] + 1) * sizes[1] + _recursive(sizes[1:])


ONE_FOR_EACH_UNIT = (
    "A layer has one bias for each of its units: from d inputs to k units, d·k weights and k biases."
)

MISTAKES = (
    Mistake(
        "biases-forgotten",
        _summed(lambda d, k: d * k),
        "The weights are counted and the biases are not. " + ONE_FOR_EACH_UNIT,
    ),
    Mistake(
        "biases-of-the-inputs",
        _summed(lambda d, k: d * k + d),
        "The biases are counted by the inputs of a layer, so the input layer gets some and the output layer "
        "none. " + ONE_FOR_EACH_UNIT,
    ),
    Mistake(
        "bias-of-the-input-layer",
        lambda sizes: count_parameters(sizes) + sizes[0],
        "The input layer is counted with biases. It computes nothing and has no parameters: it only says how "
        "many features come in.",
    ),
    Mistake(
        "one-bias-a-layer",
        _summed(lambda d, k: d * k + 1),
        "Each layer is counted with a single bias. " + ONE_FOR_EACH_UNIT,
    ),
    Mistake(
        "biases-twice",
        _summed(lambda d, k: d * k + 2 * k),
        "The biases are counted twice. " + ONE_FOR_EACH_UNIT,
    ),
    Mistake(
        "one-bias-in-all",
        lambda sizes: sum(d * k for d, k in _pairs(sizes)) + 1,
        "The whole network is counted with a single bias. " + ONE_FOR_EACH_UNIT,
    ),
    Mistake(
        "biases-only",
        lambda sizes: sum(sizes[1:]),
        "Only the biases are counted. Every unit also has a weight for each of its inputs.",
    ),
    Mistake(
        "units-for-parameters",
        lambda sizes: sum(sizes),
        "These are the units of all layers. Parameters are what is learned: the weights between the layers, "
        "d·k each, and a bias for each unit.",
    ),
    Mistake(
        "product-of-all-sizes",
        lambda sizes: int(np.prod(sizes)),
        "All sizes are multiplied. Weights lie between neighbouring layers only: multiply each pair of "
        "neighbours, then add up.",
    ),
    Mistake(
        "biases-multiplied-in",
        _summed(lambda d, k: (d + 1) * (k + 1)),
        "The 1 for the bias is added on both sides. A bias is one more input to every unit, not one more "
        "unit: (d + 1)·k.",
    ),
    Mistake(
        "bias-for-each-weight",
        _summed(lambda d, k: 2 * d * k),
        "A bias is counted for each weight. " + ONE_FOR_EACH_UNIT,
    ),
    Mistake(
        "sum-for-product",
        _summed(lambda d, k: d + k),
        "Between d inputs and k units there are d·k weights, as every unit has one for each input. Here the "
        "two are added.",
    ),
    Mistake(
        "sum-for-product-and-biases",
        _summed(lambda d, k: d + k + k),
        "The biases are right. Between d inputs and k units there are d·k weights, and here d and k are "
        "added.",
    ),
    Mistake(
        "output-layer-left-out",
        lambda sizes: count_parameters(sizes[:-1]) if len(sizes) > 2 else 0,
        "The output layer is left out. It has weights and biases as the hidden layers do: for L sizes there "
        "are L − 1 layers of weights.",
    ),
    Mistake(
        "first-layer-left-out",
        lambda sizes: count_parameters(sizes[1:]) if len(sizes) > 2 else 0,
        "The weights from the inputs to the first layer are left out. For L sizes there are L − 1 layers of "
        "weights, the first between `sizes[0]` and `sizes[1]`.",
    ),
    Mistake(
        "first-layer-only",
        lambda sizes: count_parameters(sizes[:2]),
        "Only the first layer is counted. Go through all pairs of neighbours; a `return` inside the loop "
        "ends it in the first round.",
    ),
    Mistake(
        "last-layer-only",
        lambda sizes: count_parameters(sizes[-2:]),
        "Only the last layer is counted: a new number takes the place of the sum in each round. Add with "
        "`+=`.",
    ),
    Mistake(
        "first-size-for-every-layer",
        lambda sizes: sum((sizes[0] + 1) * k for k in sizes[1:]),
        "Every layer is counted with the inputs of the network. The inputs of a layer are the outputs of the "
        "layer before it.",
    ),
    Mistake(
        "layers-for-parameters",
        lambda sizes: 2 * (len(sizes) - 1),
        "This counts the arrays, one of weights and one of biases for each layer. What is asked for is the "
        "number of numbers in them.",
    ),
    Mistake(
        "biases-of-the-hidden-layers-only",
        lambda sizes: count_parameters(sizes) - sizes[-1],
        "The output layer has no biases here. Its units have a bias each, as those of the hidden layers do.",
    ),
    Mistake(
        "biases-of-the-output-layer-only",
        lambda sizes: sum(d * k for d, k in _pairs(sizes)) + sizes[-1],
        "Only the output layer has biases here. The units of the hidden layers have a bias each as well.",
    ),
    Mistake(
        "every-layer-with-every-other",
        lambda sizes: (
            sum(sizes[i] * sizes[j] for i in range(len(sizes)) for j in range(i + 1, len(sizes)))
            + sum(sizes[1:])
        ),
        "Every layer is connected with all later ones. In a fully connected network it is connected with the "
        "next one only.",
    ),
    Mistake(
        "first-layer-twice",
        lambda sizes: count_parameters(sizes) + (sizes[0] + 1) * sizes[1],
        "The first layer is counted twice: the sum starts with it, and the loop adds it again.",
    ),
    Mistake(
        "wraps-around",
        lambda sizes: count_parameters(sizes) + sizes[-1] * sizes[0] + sizes[0],
        "The loop begins one place too early: `sizes[i - 1]` with i = 0 is the last size, so the output is "
        "connected with the input. Begin with i = 1.",
    ),
)

COUNT_PARAMETERS = Exercise(
    name="count_parameters",
    lesson=LESSON,
    section="Layers in a list",
    reference=count_parameters,
    cases=_cases,
    mistakes=MISTAKES,
    also_correct=(
        _with_loop,
        _with_arrays,
        _from_arrays_of_weights,
        _recursive,
        lambda sizes: float(count_parameters(sizes)),
        lambda sizes: np.dot(sizes[:-1], sizes[1:]) + np.sum(sizes[1:]),
    ),
    laws=(
        Law(
            "each unit has a bias and at least one weight, so there are at least two parameters a unit",
            lambda args, value: value >= 2 * sum(args[0][1:]),
        ),
    ),
    hints=(
        "Draw the 3-4-4 network. How many lines go into one unit of the second layer, and what else does "
        "that unit have?",
        "From d inputs to k units there are d·k weights and k biases. Sum this over neighbouring sizes; "
        "`zip(sizes, sizes[1:])` gives the pairs.",
        "`return sum(d * k + ... for d, k in zip(sizes, sizes[1:]))`",
    ),
)


def _refuse(sizes):
    if not isinstance(sizes, (list, np.ndarray)) or len(sizes) < 2:
        return "should be a list of two or more sizes, such as [3, 4, 4]"
    if not all(isinstance(size, (int, np.integer)) and size > 0 for size in sizes):
        return "should hold whole numbers above 0"
    return ""


FAILING_INPUT, MENDED = debug_pair(
    COUNT_PARAMETERS,
    "biases-of-the-inputs",
    section="Layers in a list",
    shows=lambda: [3, 4, 4],
    also_shows=(lambda: [2, 1], lambda: [2, 25, 15, 1], lambda: [1, 2], lambda: np.array([5, 3, 1])),
    hides=(
        Hiding(
            "as-many-outputs-as-inputs",
            lambda: [4, 3, 4],
            "Here both functions agree. This network has as many outputs as inputs, so biases that are "
            "counted at the wrong end come to the same sum. Choose a first size that differs from the last.",
        ),
    ),
    refuse=_refuse,
    input_hints=(
        "Compare the two counts by hand for a small network. Which biases does the given function count, "
        "and which should it?",
        "It counts a bias for each unit but those of the last layer. The right one counts all but those of "
        "the first. When do these agree?",
        "The sums differ as soon as the first size differs from the last: `return [..., ..., ...]`.",
    ),
    mending_hints=(
        "The weights are right. Whose biases are counted?",
        "In the loop, d is the size before a layer and k that of the layer. The biases belong to its units.",
        "`total += d * k + ...`",
    ),
)
