"""Questions of lesson 06: what stacking, saturation and a dead unit mean."""

from dlteach.autograder import Option, Question
from dlteach.exercises.activations.shared import LESSON
from dlteach.functions import sigmoid_derivative, tanh_derivative

_LARGEST = float(sigmoid_derivative(0.0))
_LAYERS = 4

COLLAPSE = Question(
    "linear-layers-in-a-row",
    LESSON,
    "Two linear layers are one",
    "A network has layers of 4, 10, 10 and 2 units and no activations; the 4 are the inputs. It learns a "
    "weight matrix and a bias for each layer. Which smaller network can compute exactly the same outputs?",
    (
        Option(
            "one without hidden layers, but only if all biases are 0",
            "The biases do not hinder: the first one is multiplied by the later weights and becomes part of "
            "one bias.",
        ),
        Option(
            "one without hidden layers, 4 inputs and 2 outputs",
            "The weights multiply to one matrix of shape (4, 2), and the biases melt into one of shape (2,).",
            right=True,
        ),
        Option(
            "one with a single hidden layer of 100 units",
            "That is larger, not smaller, and no hidden layer is needed: a product of matrices is a matrix.",
        ),
        Option(
            "none, each layer adds something",
            "Without a bend nothing is added: lines of lines are lines. Multiply two matrices out to see it.",
        ),
    ),
)

SHRINKING = Question(
    "sigmoid-shrinks-the-gradient",
    LESSON,
    "The sigmoid and its slope",
    f"On its way back a gradient passes {_LAYERS} sigmoid layers; all the weights on its path are 1. What is "
    "the largest factor that is left of it?",
    (
        Option(
            _LARGEST**_LAYERS,
            f"Each layer multiplies by σ′, {_LARGEST:g} at most: {_LARGEST:g} to the power {_LAYERS}.",
            right=True,
        ),
        Option(
            1.0,
            "That would be so if σ′ reached 1. It is a(1 − a), with a between 0 and 1, and never above 0.25.",
        ),
        Option(
            _LARGEST,
            "That is the factor of one layer. The chain rule multiplies the factors of all four.",
        ),
        Option(
            0.5**_LAYERS,
            "0.5 is the sigmoid at z = 0. The gradient is multiplied by its slope there, 0.5 · 0.5.",
        ),
        Option(
            float(_LAYERS * tanh_derivative(0.0)),
            "The factors of the layers are multiplied, not added, and the slope of a sigmoid is never 1.",
        ),
    ),
    otherwise="Find the largest value of σ′ first, then multiply once for each layer.",
)

DEAD = Question(
    "why-a-dead-unit-stays-dead",
    LESSON,
    "ReLU, and units that die",
    "A ReLU unit in the first layer is silent for every example of the training data. Why does more training "
    "with the same data not wake it?",
    (
        Option(
            "its output 0 makes the cost 0, so nothing is left to improve",
            "The cost may be large: the other units decide it. What is 0 is the share of the gradient that "
            "reaches this unit.",
        ),
        Option(
            "the learning rate is too small to bring it back",
            "No rate helps: a step is the rate times the gradient, and the gradient is exactly 0.",
        ),
        Option(
            "ReLU saturates at large outputs, as a sigmoid does",
            "On the right the slope of ReLU is 1, however large z is. The trouble is on the left.",
        ),
        Option(
            "its slope is 0 everywhere, so its own weights get gradient 0",
            "Each example hands back a gradient times slope 0. A leaky ReLU would hand back a little.",
            right=True,
        ),
    ),
)

QUESTIONS = (COLLAPSE, SHRINKING, DEAD)
