"""Known mistakes of `Graph`: in what a node remembers, in what a run computes, in what it hands back."""

from dlteach.autograder import Mistake
from dlteach.exercises.edited import edited
from dlteach.exercises.graphs_and_sessions import graph_reference


def edited_graph(*changes):
    """The reference with pieces of its text replaced."""
    return edited(graph_reference, "Graph", *changes)


class _Eager:
    """Every operation computes its value when it is defined."""

    def placeholder(self, name):
        return name

    def constant(self, value):
        return value

    def apply(self, function, *inputs):
        return function(*inputs)

    def add(self, a, b):
        return a + b

    def multiply(self, a, b):
        return a * b

    def run(self, fetches, feed_dict=None):
        feeds = feed_dict or {}
        if isinstance(fetches, list):
            return [feeds.get(one, one) for one in fetches]
        return feeds.get(fetches, fetches)


ALL_NODES = (
    ("return Node(name=name)", "return self._new(Node(name=name))"),
    ("return Node(lambda: value)", "return self._new(Node(lambda: value))"),
    ("return Node(function, inputs)", "return self._new(Node(function, inputs))"),
    (
        "    def placeholder",
        "    def __init__(self):\n        self.nodes = []\n\n    def _new(self, node):\n"
        "        self.nodes.append(node)\n        return node\n\n    def placeholder",
    ),
)
EVERY_NODE = (
    "        if isinstance(fetches, (list",
    "        for node in self.nodes:\n            self._value(node, values)\n"
    "        if isinstance(fetches, (list",
)
LIST = "return [self._value(node, values) for node in fetches]"
ONE = "        return self._value(fetches, values)\n"
KEPT = "values[node] = node.function(*inputs)"
MISSING = """raise ValueError(f"placeholder {node.name!r} has no value; pass it in feed_dict")"""

MISTAKES = (
    Mistake(
        "computes-at-once",
        _Eager,
        "The operations compute when they are defined, and a placeholder has no value then. Let them return "
        "a node that remembers its function and its inputs; `run` computes.",
    ),
    Mistake(
        "all-nodes-computed",
        edited_graph(*ALL_NODES, EVERY_NODE),
        "A run computes every node of the graph. It should compute the fetches and what they need: begin at "
        "the fetch, and go back to its inputs.",
    ),
    Mistake(
        "computed-again-and-again",
        edited_graph(
            (KEPT, "return node.function(*inputs)"),
        ),
        "A node that is used twice is computed twice. Keep its value in the dict of this run, and look there "
        "first.",
    ),
    Mistake(
        "each-fetch-by-itself",
        edited_graph((LIST, "return [self._value(node, dict(feed_dict or {})) for node in fetches]")),
        "Each fetch of a list is run by itself, so what they share is computed again. One dict of values "
        "serves all fetches of a run.",
    ),
    Mistake(
        "values-kept-between-runs",
        edited_graph(
            ("    def placeholder", "    def __init__(self):\n        self.kept = {}\n\n    def placeholder"),
            (
                "values = dict(feed_dict or {})",
                "self.kept.update(feed_dict or {})\n        values = self.kept",
            ),
        ),
        "Values stay from one run to the next, in the graph or in its nodes, so the second run returns the "
        "results of the first. Begin each run with a new dict; nodes only know how to compute.",
    ),
    Mistake(
        "feeds-kept-between-runs",
        edited_graph(
            ("    def placeholder", "    def __init__(self):\n        self.fed = {}\n\n    def placeholder"),
            (
                "values = dict(feed_dict or {})",
                "self.fed.update(feed_dict or {})\n        values = dict(self.fed)",
            ),
        ),
        "A feed stays for later runs, which then compute without being fed. A feed is valid for one run.",
    ),
    Mistake(
        "mutable-default",
        edited_graph(
            ("feed_dict=None", "feed_dict={}"),
            ("values = dict(feed_dict or {})", "values = feed_dict"),
        ),
        "The values are written into `feed_dict`, which belongs to the caller. Begin with a copy, "
        "`values = dict(feed_dict or {})`.",
    ),
    Mistake(
        "missing-feed-is-none",
        edited_graph((MISSING, "return None")),
        "A placeholder without a feed counts as None. Raise an error that says which placeholder lacks one.",
    ),
    Mistake(
        "missing-feed-is-0",
        edited_graph((MISSING, "return 0.0")),
        "A placeholder without a feed counts as 0, and nobody notices that a value is missing. Raise an "
        "error that says which one.",
    ),
    Mistake(
        "all-placeholders-must-be-fed",
        edited_graph(
            *ALL_NODES,
            (
                "        if isinstance(fetches, (list",
                "        if any(n.function is None and n not in values for n in self.nodes):\n"
                "            raise ValueError('a placeholder is not fed')\n"
                "        if isinstance(fetches, (list",
            ),
        ),
        "Every placeholder must be fed here, also one that no fetch needs. Ask for a feed only when the "
        "placeholder is reached.",
    ),
    Mistake(
        "zero-counts-as-missing",
        edited_graph(
            ("if node not in values:", "if np.ndim(values.get(node, 0)) == 0 and not values.get(node, 0):"),
        ),
        "A value of 0 counts as missing. Ask whether the node is in the dict, `node in values`, and not "
        "whether its value is true.",
    ),
    Mistake(
        "truth-of-values",
        edited_graph(("if node not in values:", "if not values.get(node):")),
        "Whether a node has a value is asked by its truth: 0 counts as missing, and of an array Python "
        "cannot tell. Ask `node in values`.",
    ),
    Mistake(
        "feed-dict-is-none",
        edited_graph(("dict(feed_dict or {})", "dict(feed_dict)")),
        "A run without `feed_dict` fails, as it is None then. Begin with `dict(feed_dict or {})`.",
    ),
    Mistake(
        "single-fetch-in-a-list",
        edited_graph((ONE, "        return [self._value(fetches, values)]\n")),
        "A single fetch comes back in a list. Return a list only where a list was asked for.",
    ),
    Mistake(
        "fetches-in-a-dict",
        edited_graph((LIST, "return {node: self._value(node, values) for node in fetches}")),
        "Several fetches come back in a dict. Return their values in a list, in the order of the fetches.",
    ),
    Mistake(
        "last-fetch-only",
        edited_graph((LIST, "return [self._value(node, values) for node in fetches][-1]")),
        "Of several fetches only the last comes back. Collect all their values in a list.",
    ),
    Mistake(
        "first-fetch-only",
        edited_graph((LIST, "return [self._value(node, values) for node in fetches][0]")),
        "Of several fetches only the first comes back: is there a `return` inside the loop? Collect all "
        "their values in a list.",
    ),
    Mistake(
        "fetches-in-reverse",
        edited_graph((LIST, "return [self._value(node, values) for node in fetches][::-1]")),
        "Several fetches come back in reverse order. Return them in the order in which they were asked for.",
    ),
    Mistake(
        "lists-not-taken",
        edited_graph(("        if isinstance(fetches, (list, tuple)):\n            " + LIST + "\n", "")),
        "A list of fetches is taken for a node. For a list, return the values of all its nodes.",
    ),
    Mistake(
        "tuples-not-taken",
        edited_graph(("isinstance(fetches, (list, tuple))", "isinstance(fetches, list)")),
        "A tuple of fetches is taken for a node. `isinstance(fetches, (list, tuple))` knows both.",
    ),
    Mistake(
        "inputs-exchanged",
        edited_graph(("return Node(function, inputs)", "return Node(function, inputs[::-1])")),
        "The inputs of `apply` reach the function in reverse order. In a − b that makes a difference.",
    ),
    Mistake(
        "two-inputs-only",
        edited_graph(
            ("def apply(self, function, *inputs):", "def apply(self, function, a, b):"),
            ("return Node(function, inputs)", "return Node(function, (a, b))"),
        ),
        "`apply` takes exactly two nodes. With `*inputs` it takes as many as the function does.",
    ),
    Mistake(
        "inputs-in-a-list",
        edited_graph(("node.function(*inputs)", "node.function(inputs)")),
        "The function gets all its inputs as one list. Unpack them with a star: `function(*inputs)`.",
    ),
    Mistake(
        "only-one-level",
        edited_graph(
            (
                "[self._value(one, values) for one in node.inputs]",
                "[values[one] if one in values else one.function() for one in node.inputs]",
            )
        ),
        "Only the inputs of the fetch are looked at, not the inputs of those. Let the function that computes "
        "a node call itself for each input.",
    ),
    Mistake(
        "add-multiplies",
        edited_graph(("np.add", "np.multiply")),
        "`add` multiplies. Is it a copy of `multiply`?",
    ),
    Mistake(
        "multiply-adds",
        edited_graph(("np.multiply", "np.add")),
        "`multiply` adds. Is it a copy of `add`?",
    ),
    Mistake(
        "matrix-product",
        edited_graph(("np.multiply", "lambda a, b: np.dot(np.transpose(a), b)")),
        "`multiply` is a matrix product here. It should multiply entry by entry, with `*` or `np.multiply`.",
    ),
    *(
        Mistake(
            f"matrix-product-by-{name}",
            edited_graph(("np.multiply", f"np.{name}")),
            "`multiply` is a matrix product here. It should multiply entry by entry, with `*` or "
            "`np.multiply`.",
        )
        for name in ("dot", "matmul")
    ),
    Mistake(
        "constant-for-a-function",
        edited_graph(("Node(lambda: value)", "Node(value)")),
        "`constant` puts the value where a node keeps its function, and a run cannot call a number. Give "
        "the node a function without arguments: `lambda: value`.",
    ),
    Mistake(
        "first-input-twice",
        edited_graph(("np.add, a, b", "np.add, a, a"), ("np.multiply, a, b", "np.multiply, a, a")),
        "`add` and `multiply` use their first input twice. Hand on both, a and b.",
    ),
    Mistake(
        "known-by-name",
        edited_graph(
            ("return Node(name=name)", "return Named(name=name)"),
            (
                "class Graph:",
                "class Named(Node):\n    def __eq__(self, other):\n"
                "        return isinstance(other, Named) and self.name == other.name\n\n"
                "    def __hash__(self):\n        return hash(self.name)\n\n\nclass Graph:",
            ),
        ),
        "Two placeholders of one name are taken for one. A name is for messages; the node itself is the key.",
    ),
    Mistake(
        "run-prints",
        edited_graph((ONE, "        print(self._value(fetches, values))\n")),
        "`run` gives nothing back for a single fetch: end with `return`. What it prints does not count.",
    ),
    Mistake(
        "constants-as-they-are",
        edited_graph(("return Node(lambda: value)", "return value")),
        "`constant` returns the number itself, and a run cannot look it up like a node. Return a node whose "
        "function gives the value.",
    ),
)
