"""Known mistakes of `Value`: in the walk back through the graph, in where it begins, goes and ends."""

from dlteach.autograder import Mistake
from dlteach.exercises.computation_graphs.value_variants import edited, exchanged


def _hand_back(node):
    for value, derivative in zip(node.inputs, node.derivatives):
        value.grad += node.grad * derivative


def _along_every_path(self):
    def walk(node):
        _hand_back(node)
        for value in dict.fromkeys(node.inputs):
            walk(value)

    self.grad = 1.0
    walk(self)


def _along_paths(passed_on, add=True):
    """Every path is followed by itself, and each Value on it gets what arrives there."""

    def backward(self):
        def walk(node, arriving):
            node.grad = arriving + (node.grad if add else 0)
            for value, derivative in zip(node.inputs, node.derivatives):
                walk(value, passed_on(node, arriving, derivative))

        walk(self, 1.0)

    return backward


def _seed_at_every_step(self):
    self.grad = 1.0
    _hand_back(self)
    for value in dict.fromkeys(self.inputs):
        value.backward()


def _each_when_first_met(self):
    met = set()

    def walk(node):
        if node not in met:
            met.add(node)
            _hand_back(node)
            for value in node.inputs:
                walk(value)

    self.grad = 1.0
    walk(self)


def _through_a_queue(self):
    queue = [self]
    self.grad = 1.0
    for node in queue:
        _hand_back(node)
        queue.extend(dict.fromkeys(node.inputs))


def _level_by_level(self):
    queue, met = [self], {self}
    self.grad = 1.0
    for node in queue:
        _hand_back(node)
        new = [value for value in dict.fromkeys(node.inputs) if value not in met]
        met.update(new)
        queue.extend(new)


def _two_levels(self):
    self.grad = 1.0
    _hand_back(self)
    for value in dict.fromkeys(self.inputs):
        _hand_back(value)


def _listed_at_every_visit(self, inputs):
    order, met = [], set()

    def visit(node):
        if node not in met:
            met.add(node)
            for value in inputs(node):
                visit(value)
        order.append(node)

    visit(self)
    return order


def _listed_for_every_input(self):
    order, met = [], set()

    def visit(node):
        if node not in met:
            met.add(node)
            for value in dict.fromkeys(node.inputs):
                visit(value)
                order.append(node)

    visit(self)
    return order


IN_ORDER = (
    "A Value hands its gradient on before all who use it have paid in. Walk through the topological order, "
    "last first: then each Value comes up once, when its gradient is complete."
)
LISTED_ONCE = (
    "A Value used several times stands in the order several times, and hands its gradient on each time. "
    "Append it inside the `if` that asks whether it was visited."
)

WALK_MISTAKES = (
    Mistake(
        "seed-forgotten",
        edited("        self.grad = 1.0\n        for", "        for"),
        "All gradients stay 0, because nothing is there to hand back. Begin with `self.grad = 1.0`: the "
        "derivative of the result by itself.",
    ),
    Mistake(
        "seed-is-the-value",
        edited("self.grad = 1.0", "self.grad = self.data"),
        "The walk begins with the value of the result. It should begin with 1: the derivative of the result "
        "by itself.",
    ),
    Mistake(
        "seed-at-every-step",
        exchanged(backward=_seed_at_every_step),
        "`backward` calls itself for the inputs, and each call sets a gradient to 1 again. Only the gradient "
        "of the result is 1. Keep the walk in a function of its own.",
    ),
    Mistake(
        "grad-starts-at-1",
        edited("self.grad = 0.0", "self.grad = 1.0"),
        "Every new Value starts with a gradient of 1, so each sum is 1 too high. Start with 0 in "
        "`__init__`; `backward` alone sets the gradient of the result to 1.",
    ),
    Mistake(
        "only-the-last-step",
        edited("reversed(self.order())", "[self]"),
        "Only the inputs of the last step get a gradient. Go on to their inputs and theirs, from the result "
        "back to the start; in the forward order every other Value would hand on a 0.",
    ),
    Mistake(
        "only-two-steps",
        exchanged(backward=_two_levels),
        "The walk stops after two steps. It should reach every Value that the result depends on, however "
        "deep.",
    ),
    Mistake(
        "assigned-along-the-paths",
        exchanged(backward=_along_paths(lambda node, arriving, derivative: arriving * derivative, add=False)),
        "A gradient is set with `=` where it should be added with `+=`: a Value that is reached on two paths "
        "gets a share from each, and the last one wipes out the first.",
    ),
    Mistake(
        "arriving-gradient-not-passed-on",
        exchanged(backward=_along_paths(lambda node, arriving, derivative: derivative)),
        "Only the local derivative is passed on. The chain rule multiplies it with the gradient that has "
        "arrived.",
    ),
    Mistake(
        "whole-gradient-passed-on-again",
        exchanged(backward=_along_paths(lambda node, arriving, derivative: node.grad * derivative)),
        "Each time a share arrives, all of `grad` is passed on, with the shares that were passed on before. "
        "Pass on the share that has arrived.",
    ),
    Mistake("along-every-path", exchanged(backward=_along_every_path), IN_ORDER),
    Mistake("level-by-level-again-and-again", exchanged(backward=_through_a_queue), IN_ORDER),
    Mistake("when-first-met", exchanged(backward=_each_when_first_met), IN_ORDER),
    Mistake("level-by-level", exchanged(backward=_level_by_level), IN_ORDER),
    Mistake(
        "listed-at-every-visit",
        exchanged(order=lambda self: _listed_at_every_visit(self, lambda node: node.inputs)),
        LISTED_ONCE,
    ),
    Mistake(
        "listed-for-every-user",
        exchanged(order=lambda self: _listed_at_every_visit(self, lambda node: dict.fromkeys(node.inputs))),
        LISTED_ONCE,
    ),
    Mistake(
        "listed-for-every-input",
        exchanged(order=_listed_for_every_input),
        "A Value stands in the order once for each of its inputs, and hands its gradient on each time. "
        "Append it once, after the loop over its inputs.",
    ),
)
