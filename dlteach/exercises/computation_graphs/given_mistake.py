"""A mistake to debug in lesson 04: a walk that lists on arrival, turned round; a tree hides it."""

from dlteach.exercises.computation_graphs.topological_order import TOPOLOGICAL_ORDER
from dlteach.exercises.debugging import Hiding, debug_pair


def _no_graph(inputs):
    if not isinstance(inputs, dict):
        return "should be a dict: each node with the list of its inputs"
    missing = {name for names in inputs.values() for name in names} - set(inputs)
    return f"uses {sorted(missing)} without listing them as nodes" if missing else ""


def _used_twice(inputs):
    """Whether a node is an input of two others."""
    uses = [name for names in inputs.values() for name in set(names)]
    return len(uses) > len(set(uses))


ORDER_FAILING_INPUT, ORDER_MENDED = debug_pair(
    TOPOLOGICAL_ORDER,
    "listed-before-its-inputs-then-turned-round",
    section="The order matters",
    shows=lambda: {"c": ["b", "s"], "s": ["b"], "b": []},
    also_shows=(
        lambda: {"c": ["b", "s"], "s": ["b", "b"], "b": ["a"], "a": []},
        lambda: {"a": [], "b": ["a"]},
    ),
    hides=(
        Hiding(
            "a-chain",
            lambda: {"c": ["b"], "b": ["a"], "a": []},
            "In a chain each node has one way to the result, and turned round the order is right. Let a node "
            "be used twice, early and late.",
            lambda inputs: all(len(names) < 2 for names in inputs.values()),
        ),
        Hiding(
            "a-tree",
            lambda: {"J": ["d"], "d": ["a", "y"], "a": [], "y": []},
            "In a tree nobody is used twice. Let a node be used by two others, one of which also uses the "
            "other.",
            lambda inputs: not _used_twice(inputs),
        ),
        Hiding(
            "the-long-way-first",
            lambda: {"c": ["b", "a"], "b": ["a"], "a": []},
            "a is used twice, but the walk meets it on the long way first, and then the order is right. Let"
            " it "
            "meet the short way first.",
            _used_twice,
        ),
    ),
    refuse=_no_graph,
    input_hints=(
        "In the section on order, b is used by s and by c. Draw that graph.",
        "The walk meets a node on the short way first and lists it there. The long way comes too late.",
        '`return {"c": ["b", "s"], "s": [...], "b": []}`',
    ),
    mending_hints=(
        "When may a node be listed: when we arrive, or when all its inputs are listed?",
        "List the node after the loop over its inputs. Then nothing has to be turned round.",
        "Move `order.append(node)` below the inner loop and return `order`.",
    ),
)
